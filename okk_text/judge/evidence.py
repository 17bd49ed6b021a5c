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

_FOLDS = str.maketrans("ё«»“”„‹›’‘", 'е"""""\'\'\'\'')
_EDGES = "\"' .…"
SHORTEST_QUOTE = 4  # characters, but for a whole sentence: less than that stands in every text


def cited(pieces: object, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that the pieces of evidence name, by number from 1 or by a verbatim quote.

    Empty where one of them does not exist: such an answer is void.
    """
    if not isinstance(pieces, list):
        return ()
    found: dict[Sentence, None] = {}  # in order, once
    for piece in pieces:
        named = _by_number(piece, sentences) or _by_quote(piece, sentences)
        if not named:
            return ()
        found |= dict.fromkeys(named)
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


def _by_number(piece: object, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    if isinstance(piece, str) and re.fullmatch(r"\[?\d{1,4}\]?", piece.strip()):
        piece = int(piece.strip(" []"))
    if isinstance(piece, int) and not isinstance(piece, bool) and 1 <= piece <= len(sentences):
        return (sentences[piece - 1],)
    return ()


def _by_quote(piece: object, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentence that holds the quote, or those of one message that hold it together."""
    if not isinstance(piece, str):
        return ()
    quote = _folded(piece).strip(_EDGES)
    if not quote:
        return ()
    for first, sentence in enumerate(sentences):
        folded = _folded(sentence.masked)
        if quote == folded.strip(_EDGES):
            return (sentence,)
        if len(quote) < SHORTEST_QUOTE:
            continue
        if found := (sentence,) if quote in folded else _over(quote, sentences[first:]):
            return found
    return ()


def _over(quote: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The first of the sentences and those after it in its message that hold the quote together."""
    text, first = "", len(_folded(sentences[0].masked))
    for count, sentence in enumerate(sentences, 1):
        if sentence.n != sentences[0].n or len(text) > first + len(quote):
            return ()
        text = f"{text} {_folded(sentence.masked)}".strip()
        if count > 1 and 0 <= text.find(quote) < first:
            return tuple(sentences[:count])
    return ()


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(_FOLDS).split())
