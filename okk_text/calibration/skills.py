"""How well labels agree: Cohen's kappa, sensitivity and specificity with Wilson intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from okk_text import intervals
from okk_text.intervals import Share
from okk_text.judge.passport import Skill
from okk_text.results import NOT_ASSESSED
from okk_text.rubric import Criterion


def share(hits: int, total: int) -> Share | None:
    """A share with its interval to three digits, as a passport shows it; None of nothing."""
    found = intervals.share(hits, total)
    return found and replace(found, low=round(found.low, 3), high=round(found.high, 3))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two labellings; None where both always give one label.

    Cohen, J. (1960), Educ. Psychol. Meas. 20, 37–46.
    """
    if not pairs:
        return None
    total = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[label] * second[label] for label in first) / total**2
    if expected == 1:
        return None
    observed = sum(a == b for a, b in pairs) / total
    return round((observed - expected) / (1 - expected), 3)


def skill(criterion: Criterion, pairs: Sequence[tuple[str, str]], *, bar: float) -> Skill:
    """The skill shown by pairs of a person's label and the judge's; `bar` is the least kappa."""
    known = [(person, judge) for person, judge in pairs if judge != NOT_ASSESSED]
    faults = [(_is_fault(criterion, a), _is_fault(criterion, b)) for a, b in known]
    agreement = kappa(known)
    return Skill(
        labelled=len(pairs),
        assessed=len(known),
        agreement=share(sum(a == b for a, b in known), len(known)),
        kappa=agreement,
        sensitivity=share(sum(b for a, b in faults if a), sum(a for a, _ in faults)),
        specificity=share(sum(not b for a, b in faults if not a), sum(not a for a, _ in faults)),
        under_the_bar=agreement is None or agreement < bar,
    )


def _is_fault(criterion: Criterion, label: str) -> bool:
    return criterion.labels.get(label, 1.0) < 1
