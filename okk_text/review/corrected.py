"""A conversation's score by the labels of people."""

from __future__ import annotations

from collections.abc import Mapping

from okk_text.results import NOT_APPLICABLE, Score, Scorecard
from okk_text.review.gold import Spot
from okk_text.review.items import Criteria
from okk_text.rubric import Criterion
from okk_text.scoring import totals


def corrected_score(
    scorecard: Scorecard, labels: Mapping[Spot, str], criteria: Criteria
) -> float | None:
    """The score 0–100 with people's labels in place of the tool's; None: nothing is known.

    Where a person sees faults that are counted and the tool saw none, the value is not known.
    """
    known = criteria.of(scorecard)
    scores = [
        _corrected(score, labels.get((score.criterion, score.n)), known[score.criterion])
        for score in scorecard.scores
        if score.criterion in known
    ]
    cap = criteria.cap(scorecard)
    return totals(scores, criteria=list(known.values()), cap=cap)[None].score


def _corrected(score: Score, label: str | None, criterion: Criterion) -> Score:
    if label is None or label == score.label:
        return score
    value = criterion.labels.get(label)
    if criterion.counted:
        value = 1.0 if label == "ok" else None
    if label == NOT_APPLICABLE:
        value = None
    return score.model_copy(update={"label": label, "value": value})
