"""One fault that a grammar engine found, in the same words whatever the engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GrammarFault:
    """A faulty place `text[start:end]`; offsets are Unicode code points.

    `rule` is the engine's own id. `category` is one of LanguageTool's for every engine (TYPOS is
    spelling, then GRAMMAR, PUNCTUATION, MISC …). `replacements` holds what may stand in the place,
    the best first; "" means delete it; an empty tuple means that the engine knows none.
    """

    start: int
    end: int
    message: str
    replacements: tuple[str, ...]
    rule: str
    category: str
    engine: str
