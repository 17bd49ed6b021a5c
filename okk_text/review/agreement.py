"""How well people agree with each other and with the tool, criterion by criterion."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from okk_text.calibration.skills import kappa
from okk_text.intervals import Share, share
from okk_text.review.place import Place
from okk_text.settings import author_key
from okk_text.store import Correction

RESAMPLES = 1000
FEWEST = 10  # conversations below which an interval of kappa would say nothing


@dataclass(frozen=True, slots=True)
class Pair:
    """Two labels of one place, by two people or by a person and the tool."""

    place: Place
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The share of equal labels and Cohen's kappa, each with a 95 % interval.

    `kappa` is None where both always give one label, its interval where conversations are too few.
    """

    share: Share
    kappa: float | None
    low: float | None
    high: float | None


def agreement(pairs: Sequence[Pair]) -> Agreement | None:
    """How far the labels of the pairs agree; None of none.

    The interval of kappa is a percentile bootstrap over conversations, for labels of one
    conversation are alike: Field, C. A., Welsh, A. H. (2007), J. R. Stat. Soc. B 69, 369–390.
    """
    counted = share(sum(pair.one == pair.other for pair in pairs), len(pairs))
    if counted is None:
        return None
    low, high = _kappa_interval(pairs)
    return Agreement(counted, kappa(_labels(pairs)), low, high)


def between_people(corrections: Iterable[Correction]) -> list[tuple[str, str, Pair]]:
    """Every two people's labels of a place that both judged blind, with their names."""
    by_place: dict[Place, dict[str, Correction]] = defaultdict(dict)
    for each in _blind(corrections):
        by_place[_place(each)][author_key(each.who)] = each
    return [
        (one.who, other.who, Pair(place, one.new_label, other.new_label))
        for place, said in by_place.items()
        for one, other in combinations(said.values(), 2)
    ]


def with_the_tool(corrections: Iterable[Correction]) -> list[tuple[str, Pair]]:
    """Every blind label of a person with what the tool said then, and the person's name.

    Where several people judged a place, each counts: all of them are measured.
    """
    newest = {(_place(each), author_key(each.who)): each for each in _blind(corrections)}
    return [
        (each.who, Pair(_place(each), each.new_label, each.old_label))
        for each in newest.values()
        if each.old_label is not None
    ]


def by_criterion(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Criterion -> its pairs, by name."""
    return _grouped(pairs, lambda pair: pair.place.criterion)


def by_person(named: Iterable[tuple[str, Pair]]) -> dict[str, list[Pair]]:
    """Person -> their pairs, by name; ways of writing a name are one."""
    names: dict[str, str] = {}
    found: dict[str, list[Pair]] = defaultdict(list)
    for who, pair in named:
        found[names.setdefault(author_key(who), who)].append(pair)
    return dict(sorted(found.items()))


def _blind(corrections: Iterable[Correction]) -> list[Correction]:
    """Labels given without sight of the tool's: those of the random part."""
    return [each for each in corrections if each.part == "random"]


def _place(correction: Correction) -> Place:
    return Place(correction.conversation, correction.n, correction.criterion)


def _grouped(pairs: Iterable[Pair], key: Callable[[Pair], str]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[key(pair)].append(pair)
    return dict(sorted(found.items()))


def _labels(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    return [(pair.one, pair.other) for pair in pairs]


def _kappa_interval(pairs: Sequence[Pair]) -> tuple[float | None, float | None]:
    talks = list(_grouped(pairs, lambda pair: pair.place.conversation).values())
    if len(talks) < FEWEST:
        return None, None
    chance = random.Random(len(pairs))  # the same labels, the same interval
    found = []
    for _ in range(RESAMPLES):
        drawn = chance.choices(talks, k=len(talks))
        value = kappa([labels for talk in drawn for labels in _labels(talk)])
        if value is not None:
            found.append(value)
    if len(found) < 0.9 * RESAMPLES:  # mostly one label: the resamples tell nothing
        return None, None
    found.sort()
    last = len(found) - 1
    return found[math.floor(0.025 * last)], found[math.ceil(0.975 * last)]
