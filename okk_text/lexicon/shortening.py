"""A text without some of its places, healed: spaces, commas, the capital letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okk_text.language import Language
from okk_text.lexicon.texts import Text, text_language

_SPACES = " \t\u00a0"


def shortened(text: str, spans: Iterable[tuple[int, int]], language: Language | None = None) -> str:
    """The text without these places, as a careful person would leave it."""
    whole = Text(text, language or text_language(text))
    for start, end in reversed(_merged(spans)):
        capital = whole.opens_sentence(start) and _first_letter(text[start:end]).isupper()
        text = _joined(text[:start], text[end:], capital=capital)
    return text


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _joined(before: str, after: str, *, capital: bool) -> str:
    blank_before = not before or before[-1] in _SPACES + '\n«("“'
    if blank_before or not after or after[0] in ".,:;!?…)»":
        after = after.lstrip(_SPACES)
    if after[:1] and after[0] in ".,:;!?…)\n":
        before = before.rstrip(_SPACES)
    if not before or before.endswith("\n"):
        after = after.lstrip(
            "\n" if not before or before.endswith("\n\n") or after[:1] == "\n" else ""
        )
    if not after:
        before = before.rstrip()
    if before[-1:] == "," and after[:1] in (",", "."):
        before = before[:-1]
    return before + (_capitalised(after) if capital else after)


def _capitalised(after: str) -> str:
    letter = re.match(r"[^\w\n]*(\w)", after)
    if not letter:
        return after
    place = letter.start(1)
    return after[:place] + after[place].upper() + after[place + 1 :]


def _first_letter(piece: str) -> str:
    letter = re.search(r"[^\W\d_]", piece)
    return letter[0] if letter else ""
