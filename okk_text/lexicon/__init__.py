"""Phrase lists: which words of a text can go, which have a plainer word, which are worth a thought."""

from okk_text.lexicon.lexicon import Lexicon, Remark, lexicon, remarks, removable
from okk_text.lexicon.shortening import shortened
from okk_text.lexicon.texts import Text, text_language

__all__ = [
    "Lexicon",
    "Remark",
    "Text",
    "lexicon",
    "remarks",
    "removable",
    "shortened",
    "text_language",
]
