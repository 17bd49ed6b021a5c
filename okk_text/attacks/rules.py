"""What words mean together: the rules of rubrics/attacks/rules.yaml, held against a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from okk_text.conversation.model import Frozen
from okk_text.resources import shipped
from okk_text.sheet import Sheet

Positions = Mapping[str, Sequence[int]]  # of the words that stand for an idea, by idea


class Rule(Frozen):
    """Ideas that are an attack together; see the head of rules.yaml."""

    kind: str
    all: tuple[str, ...]
    within: int
    none: tuple[str, ...] = ()
    across: bool = False
    examples: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()

    def holds(self, positions: Positions) -> bool:
        """Whether each idea stands within reach of the first, in words of their own."""
        if any(idea in positions for idea in self.none):
            return False
        slots = [_places(slot, positions) for slot in self.all]
        if not all(slots):
            return False
        return any(self._around(place, slots[1:]) for place in slots[0])

    def _around(self, place: int, slots: Sequence[Sequence[int]]) -> bool:
        near = [[p for p in slot if p != place and abs(p - place) <= self.within] for slot in slots]
        return _distinct(near, frozenset())


@dataclass(frozen=True, slots=True)
class _Rules:
    all: tuple[Rule, ...]
    across: tuple[Rule, ...]
    weak: tuple[Rule, ...]


@cache
def rules() -> _Rules:
    """The rules that ship with the program."""
    sheet = Sheet(shipped("rubrics", "attacks", "rules.yaml"))
    found = tuple(Rule(**table) for table in sheet.table["rules"])
    weak = tuple(Rule(**table) for table in sheet.table["weak"])
    return _Rules(found, tuple(rule for rule in found if rule.across), weak)


def _places(slot: str, positions: Positions) -> list[int]:
    return sorted({place for idea in slot.split("|") for place in positions.get(idea, ())})


def _distinct(slots: Sequence[Sequence[int]], taken: frozenset[int]) -> bool:
    """Whether every slot can have a place of its own; the slots are few."""
    if not slots:
        return True
    return any(_distinct(slots[1:], taken | {p}) for p in slots[0][:8] if p not in taken)
