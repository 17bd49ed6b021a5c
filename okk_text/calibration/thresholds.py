"""From which probability on a yes is a yes: found on labels, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from okk_text.judge.passport import Thresholds
from okk_text.results import Said
from okk_text.rubric import Question, Row

FEWEST = 3  # labelled answers of each kind, below that nothing is fitted
FALSE_ALARMS = {True: 0.03, False: 0.15}  # most of them, for faults and for other questions
USELESS = 0.6  # area under the curve below which a question tells nothing
_HIGHEST = 0.999999
NEVER = Thresholds(yes=1.0, no=0.0)


def truths(rows: Sequence[Row], label: str) -> dict[str, Said]:
    """The answers that must have been right for the table to give this label, as far as known.

    Worked out from the row of the label and the rows above it, none of which may hold.
    """
    place = next((k for k, row in enumerate(rows) if row.label == label), None)
    if place is None:
        return {}
    alone = sum(row.label == label for row in rows) == 1
    known: dict[str, Said] = dict(rows[place].answers) if alone else {}
    for row in reversed(rows[:place]):
        if any(known.get(q) not in (None, wanted) for q, wanted in row.answers.items()):
            continue  # it does not hold already
        open_ones = [q for q, wanted in row.answers.items() if known.get(q) != wanted]
        if len(open_ones) == 1:
            (question,) = open_ones
            known[question] = "no" if row.answers[question] == "yes" else "yes"
    return known


def fitted(question: Question, answers: Sequence[tuple[float, bool]]) -> Thresholds | None:
    """Thresholds for a question from pairs of probability and truth; None: too few of a kind.

    Below `no` lies where the two kinds part best (Youden's index); `yes` begins no lower, and where
    false alarms are rare. A question that ranks no better than chance never says either.
    """
    right = sorted(chance for chance, truth in answers if truth)
    wrong = sorted(chance for chance, truth in answers if not truth)
    if min(len(right), len(wrong)) < FEWEST:
        return None
    if area_under_curve(right, wrong) < USELESS:
        return NEVER
    cuts = _cuts([*right, *wrong])
    best = max(cuts, key=lambda cut: _youden(right, wrong, cut))
    most = FALSE_ALARMS[question.fault]
    quiet = [cut for cut in cuts if cut >= best and _share_from(wrong, cut) <= most]
    return Thresholds(yes=min(quiet, default=1.0), no=best)


def area_under_curve(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often a right yes is more probable than a wrong one; 0.5 is chance."""
    wins = sum((r > w) + (r == w) / 2 for r in right for w in wrong)
    return wins / (len(right) * len(wrong))


def thresholds_of(
    questions: Mapping[str, Question], answers: Mapping[str, Sequence[tuple[float, bool]]]
) -> dict[str, Thresholds]:
    """Thresholds by `criterion.question` for every question with enough labelled answers."""
    found = {name: fitted(q, answers.get(name, ())) for name, q in questions.items()}
    return {name: thresholds for name, thresholds in found.items() if thresholds}


def _cuts(chances: Sequence[float]) -> list[float]:
    """Between any two neighbours; none is 1, which is never reached."""
    ordered = sorted(set(chances))
    between = [(low + high) / 2 for low, high in pairwise(ordered)]
    return [min(round(cut, 6), _HIGHEST) for cut in between] or ordered


def _youden(right: Sequence[float], wrong: Sequence[float], cut: float) -> float:
    return _share_from(right, cut) - _share_from(wrong, cut)


def _share_from(chances: Sequence[float], cut: float) -> float:
    return sum(chance >= cut for chance in chances) / len(chances)
