"""The evidence gate: what a model cites must stand in the text, and show what code can see there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from okk_text.judge.sentences import Sentence
from okk_text.lexicon.cues import agrees, is_yes, names_price, refuses, settles
from okk_text.lexicon.deadlines import deadlines
from okk_text.lexicon.requests import promises, requests
from okk_text.rubric.criterion import Shown

_FOLDS = str.maketrans({"ё": "е", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "’": "'"})
SHORTEST_QUOTE = 4  # characters: less than that stands in every text


def cited(pieces: object, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that the pieces of evidence name, by number from 1 or by a verbatim quote.

    Empty where one of them does not exist: such an answer is void.
    """
    if not isinstance(pieces, list):
        return ()
    found: list[Sentence] = []
    for piece in pieces:
        sentence = _by_number(piece, sentences) or _by_quote(piece, sentences)
        if sentence is None:
            return ()
        if sentence not in found:
            found.append(sentence)
    return tuple(found)


def shows(text: str, what: Shown, *, written: datetime | None) -> bool:
    """Whether a sentence holds what it was cited for, as far as rules can see."""
    match what:
        case "deadline":
            return bool(deadlines(text, now=written))
        case "request":
            return bool(requests(text))
        case "price":
            return names_price(text, asked=True)
        case "promise":
            return promises(text)
        case "payment":
            return settles(text)
        case "refusal":
            return refuses(text)
        case "agreement":
            return agrees(text) or is_yes(text)


def _by_number(piece: object, sentences: Sequence[Sentence]) -> Sentence | None:
    if isinstance(piece, str) and re.fullmatch(r"\[?\d{1,4}\]?", piece.strip()):
        piece = int(piece.strip(" []"))
    if isinstance(piece, int) and not isinstance(piece, bool) and 1 <= piece <= len(sentences):
        return sentences[piece - 1]
    return None


def _by_quote(piece: object, sentences: Sequence[Sentence]) -> Sentence | None:
    if not isinstance(piece, str):
        return None
    quote = _folded(piece).strip('" .…')
    if len(quote) < SHORTEST_QUOTE:
        return None
    return next((s for s in sentences if quote in _folded(s.masked)), None)


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(_FOLDS).split())
