"""What words mean together: the rules of rubrics/attacks/rules.yaml, held against a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Literal

from okk_text.conversation.model import Frozen
from okk_text.resources import shipped
from okk_text.sheet import Sheet

Positions = Mapping[str, Sequence[int]]  # of the words that stand for an idea, by idea
Reach = Literal["sentence", "sentences", "weak"]  # one sentence, a few short ones, signs only

_MOST_PLACES = 8  # of an idea that are tried


class Rule(Frozen):
    """Ideas that are an attack together; see the head of rules.yaml."""

    kind: str
    all: tuple[str, ...]
    within: int
    none: frozenset[str] = frozenset()
    across: bool = False
    examples: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()

    @cached_property
    def slots(self) -> tuple[frozenset[str], ...]:
        """The ideas that can fill each of its places."""
        return tuple(frozenset(slot.split("|")) for slot in self.all)

    def may_hold(self, ideas: frozenset[str]) -> bool:
        """Whether a sentence with these ideas has all that it wants and nothing that forbids it."""
        return self.none.isdisjoint(ideas) and not any(
            slot.isdisjoint(ideas) for slot in self.slots
        )

    def holds(self, positions: Positions) -> bool:
        """Whether each idea stands within reach of the first, in words of their own."""
        slots = [
            sorted({p for idea in slot for p in positions.get(idea, ())}) for slot in self.slots
        ]
        return any(self._around(place, slots[1:]) for place in slots[0])

    def _around(self, place: int, slots: Sequence[Sequence[int]]) -> bool:
        near = [[p for p in slot if p != place and abs(p - place) <= self.within] for slot in slots]
        return _distinct(near, frozenset())


def kind_of(positions: Positions, reach: Reach) -> str | None:
    """The kind of attack that these words are together, None for none."""
    if len(positions) < 2:  # an idea alone is never an attack
        return None
    return next(
        (r.kind for r in _candidates(frozenset(positions), reach) if r.holds(positions)), None
    )


@cache
def rules(reach: Reach = "sentence") -> tuple[Rule, ...]:
    """The rules that ship with the program."""
    table = Sheet(shipped("rubrics", "attacks", "rules.yaml")).table
    found = tuple(Rule(**rule) for rule in table["weak" if reach == "weak" else "rules"])
    return tuple(rule for rule in found if rule.across) if reach == "sentences" else found


@lru_cache(maxsize=8192)
def _candidates(ideas: frozenset[str], reach: Reach) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules(reach) if rule.may_hold(ideas))


def _distinct(slots: Sequence[Sequence[int]], taken: frozenset[int]) -> bool:
    """Whether every slot can have a place of its own; the slots are few."""
    if not slots:
        return True
    return any(_distinct(slots[1:], taken | {p}) for p in slots[0][:_MOST_PLACES] if p not in taken)
