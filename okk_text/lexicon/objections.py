"""Objections in a client's words: which doubt stands in the way of the deal, and where it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from okk_text.lexicon import objection_phrases as phrases
from okk_text.lexicon.texts import Text

Kind = Literal["price", "timing", "trust", "competitor", "need", "authority", "other"]

LONGEST = 600  # characters of a sentence that are looked at; what is longer is no objection


@dataclass(frozen=True, slots=True)
class Doubt:
    """One objection and its place in the text."""

    kind: Kind
    start: int
    end: int


def objections(text: str, *, priced: bool = True, timed: bool = True) -> list[Doubt]:
    """The objections of a client's message.

    `priced`: a price has been named before it; `timed`: the manager has just named a term. Precise
    rather than complete: what is put in words of its own is left to the judge.
    """
    read = Text(text, "ru")
    found: list[Doubt] = []
    for start, end in read.sentences:
        end = min(end, start + LONGEST)
        found += (
            Doubt(kind, start + a, start + b)
            for kind, a, b in _said(
                read.folded[start:end], text[start:end], priced=priced, timed=timed
            )
        )
    if phrases.AGREES.search(_plain(read.folded)):
        found = [doubt for doubt in found if doubt.kind not in ("competitor", "other")]
    return _merged(found)


def _said(
    sentence: str, as_written: str, *, priced: bool, timed: bool
) -> Iterator[tuple[Kind, int, int]]:
    """The kinds in one sentence, the more telling first."""
    written = _plain(sentence)
    for kind, pattern in _PATTERNS:
        match = pattern.search(written)
        if match is None or (kind == "price" and not priced):
            continue
        if kind == "trust" and priced and _comes_first(phrases.PRICE, written, match):
            continue
        yield kind, *match.span()
        if kind == "timing" and priced and (both := phrases.PRICE.search(written)):
            yield "price", *both.span()
        return
    if priced and (match := phrases.NAMED_RIVAL.search(as_written)):
        yield "competitor", *match.span()
    elif priced and (match := phrases.HAGGLING.search(written)):
        yield "price", *match.span()
    elif timed and (match := phrases.PRESSED.search(written)):
        yield "timing", *match.span()
    elif (match := phrases.UNFIT.search(written)) and not phrases.SLOT.search(written):
        yield "other", *match.span()


def _comes_first(pattern: re.Pattern[str], written: str, other: re.Match[str]) -> bool:
    match = pattern.search(written)
    return match is not None and match.start() < other.start()


def _plain(sentence: str) -> str:
    """The sentence with its look-alikes blanked; places stay."""
    return phrases.HARMLESS.sub(lambda match: " " * len(match[0]), sentence)


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("authority", phrases.AUTHORITY),
    ("competitor", phrases.RIVAL),
    ("timing", phrases.TIMING),
    ("trust", phrases.TRUST),
    ("price", phrases.PRICE),
    ("need", phrases.NEED),
    ("other", phrases.OTHER),
)
_PAIRS = ({"authority", "price"}, {"authority", "timing"}, {"timing", "price"})


def _merged(found: list[Doubt]) -> list[Doubt]:
    """One doubt of a kind; a second kind only where two things stand in the way."""
    first: dict[Kind, Doubt] = {}
    for doubt in found:
        first.setdefault(doubt.kind, doubt)
    if "competitor" in first:
        first.pop("price", None)
    if len(first) > 1:
        first.pop("other", None)
    kinds = list(first)
    if len(kinds) > 1 and set(kinds[:2]) not in _PAIRS:
        kinds = kinds[:1]
    return [first[kind] for kind in kinds[:2]]
