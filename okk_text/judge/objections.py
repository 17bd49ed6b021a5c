"""Objections: what the rule and the judge found, one by one, as a fact and as two verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from okk_text.conversation.model import Frozen
from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, By, Fact, Verdict
from okk_text.rubric import Criterion

FOUND_BY_RULE = "objections"  # the fact that the rule gives
NO_OBJECTION = "none"


class Objection(Frozen):
    """One objection of client message `n` and how message `answer_n` met it.

    `seen` and `met` are what the judge said of the kind and of the handling.
    """

    n: int
    kind: str
    handled: str = NOT_ASSESSED
    answer_n: int | None = None
    seen: Verdict | None = None
    met: Verdict | None = None


def objections_of_rule(facts: Mapping[str, Any]) -> list[Objection]:
    """What the rule found; where it says how an objection was handled, that is known."""
    fields = ("n", "kind", "handled", "answer_n")
    entries = facts.get(FOUND_BY_RULE) or ()
    return [Objection(**{key: each[key] for key in fields if key in each}) for each in entries]


def objections_fact(found: Iterable[Objection]) -> Fact:
    """The `objections` of the conversation's record."""
    fields = {"n", "kind", "handled", "answer_n"}
    return Fact(
        name="objections",
        value=[o.model_dump(include=fields) for o in sorted(found, key=lambda o: o.n)],
    )


def kinds_verdict(
    criterion: Criterion, found: Sequence[Objection], said: Sequence[Verdict]
) -> Verdict:
    """Whether the client objects at all, and to what most often; `said` of their turns one by one."""
    seen = [objection.seen for objection in found if objection.seen]
    by: By = "llm" if said or seen else "rule"
    if found:
        return Verdict(
            criterion=criterion.id,
            n=None,
            label=Counter(objection.kind for objection in found).most_common(1)[0][0],
            by=by,
            cited=tuple(place for verdict in seen for place in verdict.cited),
            review=any(verdict.review for verdict in said),
        )
    if unclear := _unclear(said):
        return unclear.model_copy(update={"n": None})
    none = NO_OBJECTION if any(v.label == NO_OBJECTION for v in said) else NOT_APPLICABLE
    return Verdict(criterion=criterion.id, n=None, label=none, by=by)


def handling_verdict(
    criterion: Criterion, found: Sequence[Objection], said: Sequence[Verdict]
) -> Verdict:
    """How the objections were met on the whole: the mean of their values, the label between.

    `said` tells of which client's words nobody could say whether they object.
    """
    if not found:
        return _nothing_to_meet(criterion, _unclear(said))
    met = [objection.met for objection in found if objection.met]
    known = [o.handled for o in found if o.handled in criterion.labels]
    answers = tuple(answer for verdict in met for answer in verdict.answers)
    if not known:
        reason = next((verdict.reason for verdict in [*met, *said] if verdict.reason), None)
        return Verdict(
            criterion=criterion.id,
            n=None,
            label=NOT_ASSESSED,
            reason=reason or say("не удалось оценить ответы", "the answers could not be judged"),
            by="llm",
            answers=answers,
            review=True,
        )
    return Verdict(
        criterion=criterion.id,
        n=None,
        label=known[0] if len(set(known)) == 1 else "partial",
        reason=next((verdict.reason for verdict in met if verdict.reason), None),
        value=round(fmean(criterion.labels[handled] for handled in known), 4),
        by="llm" if met else "rule",
        cited=tuple(place for verdict in met for place in verdict.cited),
        answers=answers,
        review=len(known) < len(found) or any(verdict.review for verdict in met),
        counted=all(verdict.counted for verdict in met),
    )


def _unclear(said: Sequence[Verdict]) -> Verdict | None:
    return next((verdict for verdict in said if verdict.label == NOT_ASSESSED), None)


def _nothing_to_meet(criterion: Criterion, unclear: Verdict | None) -> Verdict:
    if unclear is None:
        return Verdict(criterion=criterion.id, n=None, label=NOT_APPLICABLE, by="llm")
    reason = say("неясно, возражает ли клиент", "unclear whether the client objects")
    if unclear.reason:
        reason += f": {unclear.reason}"
    return Verdict(
        criterion=criterion.id, n=None, label=NOT_ASSESSED, reason=reason, by="llm", review=True
    )
