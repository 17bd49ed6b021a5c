"""The department's figure by the random part: an estimate without bias, with its interval."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from okk_text.intervals import student
from okk_text.store import Draw

FEWEST = 4  # degrees of freedom below which an interval would say nothing


@dataclass(frozen=True, slots=True)
class Indicator:
    """A mean over all conversations of the period, estimated from `count` of the `of`.

    `low` and `high` bound it with 95 %; None where the sample is too small to say.
    """

    mean: float
    low: float | None
    high: float | None
    count: int
    of: float


@dataclass(frozen=True, slots=True)
class _Stratum:
    """One manager's week: values of the random part, which stands for `size`; known ones."""

    size: float
    values: tuple[float, ...]
    known: tuple[float, ...]

    @property
    def spread(self) -> float:
        """The sum of squares about the mean of the random part."""
        mean = sum(self.values) / len(self.values)
        return sum((value - mean) ** 2 for value in self.values)


def indicator(draws: Iterable[Draw], values: Mapping[str, float]) -> Indicator | None:
    """The mean of the values by conversation id; None where none of the random part has one.

    Stratified simple random sampling with the finite population correction; a manager's week with
    one value borrows the spread of the others. Cochran, W. G. (1977), Sampling Techniques, 3rd ed.,
    ch. 5. The targeted part is left out: it was chosen by what it shows.
    """
    strata = [s for s in _strata(draws, values) if s.values or s.known]
    of = sum(s.size + len(s.known) for s in strata)
    if not of:
        return None
    total = sum(
        (s.size * sum(s.values) / len(s.values) if s.values else 0.0) + sum(s.known) for s in strata
    )
    mean, half = total / of, _half(strata, of)
    return Indicator(
        mean=mean,
        low=None if half is None else mean - half,
        high=None if half is None else mean + half,
        count=sum(len(s.values) + len(s.known) for s in strata),
        of=of,
    )


def _strata(draws: Iterable[Draw], values: Mapping[str, float]) -> Iterable[_Stratum]:
    by_week: dict[tuple[str, str], list[Draw]] = defaultdict(list)
    for draw in draws:
        by_week[draw.week, draw.manager].append(draw)
    for own in by_week.values():
        at_random = [draw for draw in own if draw.part == "random"]
        judged = tuple(values[d.conversation] for d in at_random if d.conversation in values)
        known = (d.conversation for d in own if d.part == "known")
        yield _Stratum(
            size=sum(draw.weight or 0.0 for draw in at_random) if judged else 0.0,
            values=judged,
            known=tuple(values[name] for name in known if name in values),
        )


def _half(strata: Sequence[_Stratum], of: float) -> float | None:
    """Half of the 95 % interval."""
    drawn = [s for s in strata if s.values]
    freedom = sum(len(s.values) - 1 for s in drawn)
    if freedom < FEWEST:
        return None
    pooled = sum(s.spread for s in drawn) / freedom
    variance = 0.0
    for stratum in drawn:
        n = len(stratum.values)
        square = stratum.spread / (n - 1) if n > 1 else pooled
        variance += stratum.size**2 * max(0.0, 1 - n / stratum.size) * square / n
    return student(freedom) * math.sqrt(variance) / of
