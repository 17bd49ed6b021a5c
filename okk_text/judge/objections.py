"""Objections: what the rule and the judge found, one by one, as a fact and as one verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

from okk_text.conversation.model import Frozen
from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Fact, Verdict
from okk_text.rubric import Criterion

NO_OBJECTION = "none"


class Objection(Frozen):
    """One objection of client message `n` and how message `answer_n` met it."""

    n: int
    kind: str
    handled: str = NOT_ASSESSED
    answer_n: int | None = None
    verdict: Verdict | None = None  # what the judge said of the handling


def objections_fact(found: Iterable[Objection]) -> Fact:
    """The `objections` of the conversation's record."""
    fields = {"n", "kind", "handled", "answer_n"}
    return Fact(
        name="objections",
        value=[o.model_dump(include=fields) for o in sorted(found, key=lambda o: o.n)],
    )


def objections_verdict(
    criterion: Criterion, found: Sequence[Objection], *, unclear: bool
) -> Verdict:
    """How the objections were met on the whole: the mean of their values, the label between.

    `unclear`: of some client's words nobody could say whether they object.
    """
    if not found and unclear:
        reason = say("неясно, возражает ли клиент", "unclear whether the client objects")
        return Verdict(criterion=criterion.id, n=None, label=NOT_ASSESSED, reason=reason, by="llm")
    if not found:
        return Verdict(criterion=criterion.id, n=None, label=NOT_APPLICABLE, by="llm")
    said = [objection.verdict for objection in found if objection.verdict]
    known = [o.handled for o in found if o.handled in criterion.labels]
    answers = tuple(answer for verdict in said for answer in verdict.answers)
    if not known:
        reason = next((verdict.reason for verdict in said if verdict.reason), None)
        return Verdict(
            criterion=criterion.id,
            n=None,
            label=NOT_ASSESSED,
            reason=reason or say("не удалось оценить ответы", "the answers could not be judged"),
            by="llm",
            answers=answers,
            review=True,
        )
    alike = set(known)
    return Verdict(
        criterion=criterion.id,
        n=None,
        label=known[0] if len(alike) == 1 else "partial",
        value=round(fmean(criterion.labels[handled] for handled in known), 4),
        by="llm",
        cited=tuple(place for verdict in said for place in verdict.cited),
        answers=answers,
        review=any(verdict.review for verdict in said),
    )
