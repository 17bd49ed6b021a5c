"""Whether a sentence can go as a whole: it praises or fills, and says nothing that a client could use."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from okk_text.lexicon.entries import PhraseList
from okk_text.lexicon.texts import Text
from okk_text.lexicon.word_classes import parses

_MOST_WORDS = 32
_MOST_OTHER_WORDS = 3  # of the trade: «типография», «корпоративные подарки»
_WORD = re.compile(r"[\w'-]+")
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”")
_FIGURE = re.compile(r"[\d?@%№₽$€£]|https?:|www\.")
_CONTENT = {"NOUN", "ADJF", "ADJS", "PRTF", "PRTS", "VERB", "INFN", "GRND"}
_STATES = {"VERB", "ADJS", "PRTS"}
_ENGLISH_SMALL = frozenset(
    "a an the and or of to in on at for with by from as we our us you your i my me it its is are be been"
    " being was has have had this that these those who which what when always every each all any more"
    " most so very truly really only just also do does than their they we're it's i'm".split()
)


def is_empty(
    text: Text, sentence: tuple[int, int], *, place: tuple[int, int], words: PhraseList
) -> bool:
    """Whether the sentence says no more than the phrase at `place`, filling and a word of the trade."""
    start, end = sentence
    piece = text.folded[start:end]
    around = text.folded[start : place[0]] + " | " + text.folded[place[1] : end]
    if _FIGURE.search(around) or len(_WORD.findall(piece)) > _MOST_WORDS:
        return False
    facts, filling = _any_of(words.facts), _any_of(words.filling)
    said = _WORD.findall(_QUOTED.sub(" ", around))
    if any(facts.fullmatch(word) for word in said):
        return False
    others = [word for word in said if not filling.fullmatch(word)]
    offers = any(map(_any_of(words.offers).fullmatch, said))
    most = 0 if offers else _MOST_OTHER_WORDS
    if text.language == "en":
        return sum(word not in _ENGLISH_SMALL for word in others) <= most
    if any(_promises(word) for word in others):
        return False
    return sum(map(_weight, others)) <= most


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words and beginnings of words with * as one pattern."""
    escaped = (re.escape(word.replace("ё", "е")).replace(r"\*", r"[\w-]*") for word in words)
    return re.compile("|".join(escaped) or r"(?!)")


@lru_cache(maxsize=20_000)
def _promises(word: str) -> bool:
    """A promise, a request, a denial, a number, a make: «пришлём», «напишите», «не», «две», bosch."""
    if word.isascii():
        return True
    tag = parses(word)[0].tag
    if tag.POS == "NUMR" or "Anum" in tag or word in ("не", "нет", "если"):
        return True
    return tag.POS == "VERB" and ("futr" in tag or "impr" in tag)


def _weight(word: str) -> int:
    """How much a word says: two for what is done or is so, one for a thing or a quality."""
    tag = parses(word)[0].tag
    if tag.POS not in _CONTENT or "Apro" in tag or "Geox" in tag:
        return 0
    return 2 if tag.POS in _STATES else 1
