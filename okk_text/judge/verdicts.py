"""The answers of one or more askings become a verdict: label by table, band, a person's look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from okk_text.judge.table import label_of
from okk_text.language import say
from okk_text.results import NOT_ASSESSED, Answer, Verdict
from okk_text.rubric import Criterion


def verdict_of(
    criterion: Criterion, n: int | None, askings: Sequence[Mapping[str, Answer]]
) -> Verdict:
    """The verdict that the askings (repeats, models) agree on.

    The label of more than half of them stands, with the band of values and a person's look where
    they differ; a critical label needs all of them.
    """
    labels = [label_of(criterion.decide, _words(asking)) for asking in askings]
    known = Counter(label for label in labels if label is not None)
    answers = tuple(answer for asking in askings for answer in asking.values())
    if not known:
        return _open(criterion, n, answers)
    label, votes = known.most_common(1)[0]
    differ = len(set(labels)) > 1
    doubtful = votes * 2 <= len(labels) or (label in criterion.critical and votes < len(labels))
    verdict = Verdict(
        criterion=criterion.id,
        n=n,
        label=NOT_ASSESSED if doubtful else label,
        reason=_disagreement() if differ else _reason(askings, label, criterion),
        by="llm",
        answers=answers,
        band=_band(criterion, list(known)) if differ else None,
        review=differ,
    )
    return verdict if doubtful else _with_evidence(verdict, criterion, label)


def _words(asking: Mapping[str, Answer]) -> dict[str, str | None]:
    return {name: answer.answer for name, answer in asking.items()}


def _open(criterion: Criterion, n: int | None, answers: tuple[Answer, ...]) -> Verdict:
    told = next((a.reason for a in answers if a.answer is None and a.reason), None)
    unsure = say("модель не уверена", "the model is not sure")
    return Verdict(
        criterion=criterion.id,
        n=n,
        label=NOT_ASSESSED,
        reason=told or unsure,
        by="llm",
        answers=answers,
        review=True,
    )


def _with_evidence(verdict: Verdict, criterion: Criterion, label: str) -> Verdict:
    """The places that answers for this label cited."""
    row = next(row for row in criterion.decide if row.label == label)
    wanted = {question for question, answer in row.answers.items() if answer == "yes"}
    places = {
        place: None  # in order, once
        for answer in verdict.answers
        if answer.question in wanted and answer.answer == "yes"
        for place in answer.evidence
    }
    return verdict.model_copy(
        update={
            "cited": tuple(places) if verdict.n is None else (),
            "evidence": tuple(place.span for place in places if place.n == verdict.n),
        }
    )


def _reason(
    askings: Sequence[Mapping[str, Answer]], label: str, criterion: Criterion
) -> str | None:
    """What the model said of the answer that decided."""
    row = next(row for row in criterion.decide if row.label == label)
    for asking in askings:
        for question in row.answers:
            if question in asking and asking[question].reason:
                return asking[question].reason
    return None


def _disagreement() -> str:
    return say(
        "нужен взгляд человека: ответы модели расходятся",
        "a person should look: the model's answers differ",
    )


def _band(criterion: Criterion, labels: Sequence[str]) -> tuple[float, float] | None:
    values = [criterion.labels[label] for label in labels if label in criterion.labels]
    return (min(values), max(values)) if values else None
