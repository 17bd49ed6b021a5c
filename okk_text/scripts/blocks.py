"""The pieces of a document that every form can show, and shares as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from okk_text.intervals import Share
from okk_text.language import say


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of level 1, 2 or 3."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; a `soft` one explains."""

    text: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a conversation, or of a step, and where they stand."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Editable:
    """A text for a person to edit."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their columns; all but the first column are figures unless `wordy`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wordy: frozenset[int] = frozenset({0})


Block = Heading | Words | Quote | Editable | Table


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return say(f"«{text}»", f"“{text}”")


def share_text(part: Share | None, side: Literal["more", "less"] | None = None) -> str:
    """«6 из 14 · 43 % (21–67)», an arrow where it surely differs from the rest."""
    if part is None:
        return "—"
    low, high = round(100 * part.low), round(100 * part.high)
    of = say("из", "of")
    percent = say("\u202f%", "%")
    arrow = {"more": "\u00a0↑", "less": "\u00a0↓", None: ""}[side]
    return (
        f"{part.hits}\u00a0{of}\u00a0{part.total}"
        f" · {round(100 * part.part)}{percent}\u00a0({low}–{high}){arrow}"
    )
