"""The answers of one or more askings become a verdict: label by table, band, a person's look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Answer, Cited, Said, Verdict
from okk_text.rubric import Criterion, Row
from okk_text.rubric.table import row_of

Answers = Mapping[str, Answer]  # by question


def verdict_of(criterion: Criterion, n: int | None, askings: Sequence[Answers]) -> Verdict:
    """The verdict that the askings (repeats, models) agree on.

    The label of more than half of them stands, with the band of values and a person's look where
    they differ; a critical label needs all of them.
    """
    rows = [row_of(criterion.decide, _words(asking)) for asking in askings]
    labels = Counter(row.label if row else None for row in rows)
    known = [label for label in labels if label is not None]
    answers = tuple(answer for asking in askings for answer in asking.values())
    if not known:
        return _open(criterion, n, answers)
    label = max(known, key=lambda each: labels[each])
    votes, differ = labels[label], len(labels) > 1
    doubtful = votes * 2 <= len(askings) or (label in criterion.critical and votes < len(askings))
    verdict = Verdict(
        criterion=criterion.id,
        n=n,
        label=NOT_ASSESSED if doubtful else label,
        reason=_disagreement() if differ else None,
        by="llm",
        answers=answers,
        band=_band(criterion, known),
        review=differ,
    )
    if doubtful:
        return verdict
    for_it = [(a, row) for a, row in zip(askings, rows, strict=True) if row and row.label == label]
    told = {"reason": verdict.reason or _reason(for_it)}
    return verdict.model_copy(update=told | _evidence(for_it, n))


def over_turn(verdict: Verdict, turn: Sequence[int]) -> list[Verdict]:
    """The verdict on a turn of these messages: it stands where its evidence is, the others are na."""
    carrier = verdict.n
    if verdict.cited and not verdict.evidence:
        carrier = verdict.cited[0].n
        spans = tuple(place.span for place in verdict.cited if place.n == carrier)
        verdict = verdict.model_copy(update={"n": carrier, "evidence": spans})
    others = [
        Verdict(criterion=verdict.criterion, n=n, label=NOT_APPLICABLE, by="llm")
        for n in turn
        if n != carrier
    ]
    return [verdict.model_copy(update={"cited": ()}), *others]


def _words(asking: Answers) -> dict[str, Said | None]:
    return {name: answer.answer for name, answer in asking.items()}


def _open(criterion: Criterion, n: int | None, answers: tuple[Answer, ...]) -> Verdict:
    """Not assessed, with the best reason there is."""
    reasons = [
        answer.reason
        for word in (None, "unsure")
        for answer in answers
        if answer.answer == word and answer.reason
    ]
    return Verdict(
        criterion=criterion.id,
        n=n,
        label=NOT_ASSESSED,
        reason=reasons[0] if reasons else say("модель не уверена", "the model is not sure"),
        by="llm",
        answers=answers,
        # Where the model could not be reached, a second run helps, not a person.
        review=any(a.answer is not None or a.chance is not None for a in answers),
    )


def _evidence(for_it: Sequence[tuple[Answers, Row]], n: int | None) -> dict[str, Any]:
    """The places that the label's own answers cite."""
    places: dict[Cited, None] = {}  # in order, once
    for asking, row in for_it:
        for question, word in row.answers.items():
            if word == "yes":
                places |= dict.fromkeys(asking[question].evidence)
    return {
        "cited": tuple(place for place in places if place.n != n),
        "evidence": tuple(place.span for place in places if place.n == n),
    }


def _reason(for_it: Sequence[tuple[Answers, Row]]) -> str | None:
    """What the model said of an answer that the label rests on."""
    reasons = (asking[question].reason for asking, row in for_it for question in row.answers)
    return next((reason for reason in reasons if reason), None)


def _disagreement() -> str:
    return say(
        "нужен взгляд человека: ответы модели расходятся",
        "a person should look: the model's answers differ",
    )


def _band(criterion: Criterion, labels: Sequence[str]) -> tuple[float, float] | None:
    """The lowest and the highest value of labels that differ."""
    values = [criterion.labels[label] for label in labels if label in criterion.labels]
    return (min(values), max(values)) if len(values) > 1 else None
