"""A fact of a text, and the text as facts are read off it: what is read once is covered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from okk_text.conversation.model import Frozen
from okk_text.language import Language
from okk_text.lexicon import removable
from okk_text.lexicon.texts import Text, text_language

Kind = Literal[
    "number",
    "money",
    "percent",
    "quantity",
    "date",
    "name",
    "link",
    "phone",
    "promise",
    "negation",
    "certainty",
    "condition",
    "address form",
    "question",
    "attachment",
    "thing",
    "order",
]
COVER = "|"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with a value that is equal for all its spellings, and the words that tell it."""

    kind: Kind
    value: Any
    text: str
    start: int
    end: int


class FactChange(Frozen):
    """A fact that a rewrite lost or gained, in the words of the text where it stands."""

    kind: Kind
    change: Literal["lost", "gained"]
    text: str


class Reading:
    """A text of which facts are read one after another; a place that is covered is not read again.

    Needless words are covered from the start, so that they may come and go.
    """

    def __init__(self, text: str, language: Language | None = None):
        self.text = text
        self.language: Language = language or text_language(text)
        self.whole = Text(text, self.language)
        self.rest = self.whole.folded
        self.facts: list[Fact] = []
        for start, end in removable(text, self.language):
            self.cover(start, end)

    def cover(self, start: int, end: int) -> None:
        """Leave this place out from now on."""
        self.rest = self.rest[:start] + COVER * (end - start) + self.rest[end:]

    def add(self, kind: Kind, value: Any, place: tuple[int, int], *, cover: bool = True) -> None:
        """Note a fact; `place` is where its words stand."""
        start, end = place
        self.facts.append(Fact(kind, value, self.text[start:end].strip(), start, end))
        if cover:
            self.cover(start, end)

    def matches(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """The places of the pattern in what is not covered yet."""
        return list(pattern.finditer(self.rest))
