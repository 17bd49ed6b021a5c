"""How sure a figure is: shares and means with 95 % intervals, and ranks that respect them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

K = TypeVar("K")

Z = 1.96  # 95 %
FEWEST = 5  # of fewer values a mean has no band worth showing


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`, with a 95 % interval from `low` to `high`, all between 0 and 1."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}  # read from passports

    hits: int
    total: int
    low: float
    high: float

    @property
    def part(self) -> float:
        """The share itself."""
        return self.hits / self.total


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share that was reckoned, not counted, with a 95 % interval."""

    part: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """The mean of `count` values with a 95 % interval; None where they are too few for one."""

    mean: float
    low: float | None
    high: float | None
    count: int


def share(hits: int, total: int) -> Share | None:
    """A share with its Wilson score interval; None of nothing.

    Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209–212.
    """
    if total == 0:
        return None
    part = hits / total
    middle = (part + Z * Z / (2 * total)) / (1 + Z * Z / total)
    half = Z * math.sqrt(part * (1 - part) / total + Z * Z / (4 * total * total))
    half /= 1 + Z * Z / total
    return Share(hits, total, low=max(0.0, middle - half), high=min(1.0, middle + half))


def corrected(found: Share, *, sensitivity: Share, specificity: Share) -> Estimate | None:
    """The true share behind one that an imperfect judge found; None where the judge only guesses.

    `sensitivity` is the judge's share of true hits found, `specificity` of the others left alone,
    both with what they were measured on, whose uncertainty the interval includes.
    Rogan, W. J., Gladen, B. (1978), Am. J. Epidemiol. 107, 71–76;
    interval: Lang, Z., Reiczigel, J. (2014), Prev. Vet. Med. 113, 13–22.
    """
    skill = sensitivity.part + specificity.part - 1
    if skill <= 0:
        return None
    part = (found.part + specificity.part - 1) / skill
    n = found.total + Z * Z
    p = (found.hits + Z * Z / 2) / n
    n_se, n_sp = sensitivity.total + 2, specificity.total + 2
    se, sp = (sensitivity.hits + 1) / n_se, (specificity.hits + 1) / n_sp
    if se + sp - 1 <= 0:
        return None
    truth = (p + sp - 1) / (se + sp - 1)
    of_se, of_sp = se * (1 - se) / n_se, sp * (1 - sp) / n_sp
    shift = 2 * Z * Z * (truth * of_se - (1 - truth) * of_sp)
    spread = p * (1 - p) / n + truth**2 * of_se + (1 - truth) ** 2 * of_sp
    half = Z * math.sqrt(spread) / (se + sp - 1)
    low, high = _clipped(truth + shift - half), _clipped(truth + shift + half)
    return Estimate(part=min(max(_clipped(part), low), high), low=low, high=high)


def band(count: int, total: float, squares: float, *, most: float = 100.0) -> Band | None:
    """The mean of values between 0 and `most` by their count, sum and sum of squares; None of none.

    Student's interval, and never narrower than where one more value could move the mean: values
    that happen to be equal are no certainty.
    """
    if count == 0:
        return None
    mean = total / count
    if count < FEWEST:
        return Band(mean, None, None, count)
    variance = max(0.0, (squares - count * mean * mean) / (count - 1))
    half = student(count - 1) * math.sqrt(variance / count)
    low = min(mean - half, total / (count + 1))
    high = max(mean + half, (total + most) / (count + 1))
    return Band(mean, max(0.0, low), min(most, high), count)


def ranks(bands: Mapping[K, Band | None]) -> dict[K, int]:
    """The rank of each, from 1; those whose bands overlap share one, also along a chain.

    Who has no band has no rank.
    """
    known = {name: b for name, b in bands.items() if b and b.low is not None and b.high is not None}
    result: dict[K, int] = {}
    lowest = math.inf
    rank = 0
    for place, name in enumerate(sorted(known, key=lambda name: -known[name].high), 1):
        if known[name].high < lowest:
            rank = place
        lowest = min(lowest, known[name].low)
        result[name] = rank
    return result


def apart(one: Share | None, other: Share | None) -> bool:
    """Whether two shares surely differ: their intervals do not touch."""
    if one is None or other is None:
        return False
    return one.low > other.high or other.low > one.high


def student(freedom: int) -> float:
    """The 97.5 % point of Student's t, within 1 % from 4 degrees of freedom on.

    Abramowitz, M., Stegun, I. A. (1964), 26.7.5.
    """
    z = Z
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _clipped(part: float) -> float:
    return min(1.0, max(0.0, part))
