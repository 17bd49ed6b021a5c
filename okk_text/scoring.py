"""Findings and verdicts become scores: pure arithmetic.

A criterion's value is 0–1 (table of labels, or counted faults); a message's score is the weighted
mean of its known values × 100; a conversation's the weighted mean over its criteria, each criterion
first averaged over the messages in which it was known, so that a criterion met once in a thread is
not drowned by one met in every message. What is not applicable or not assessed never counts; the
share of applicable weight that was known is the coverage. A critical label caps the score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from okk_text.conversation.model import Conversation, Message, count_words
from okk_text.language import say
from okk_text.results import (
    NOT_APPLICABLE,
    NOT_ASSESSED,
    Finding,
    Score,
    Total,
    Verdict,
)
from okk_text.rubric import Counted, Criterion


def scores(
    conversation: Conversation,
    *,
    criteria: Sequence[Criterion],
    verdicts: Iterable[Verdict],
    findings: Sequence[Finding],
    ran: Set[str],
) -> list[Score]:
    """One score for every criterion of every manager's message, and of the conversation.

    `ran` names the checks that worked: only their silence means that there is nothing to mend.
    """
    by_place: dict[tuple[str, int | None], Verdict] = {(v.criterion, v.n): v for v in verdicts}
    result = []
    for criterion in criteria:
        places = _places(conversation, criterion)
        faults = _faults(criterion, places, findings)
        for message in places:
            n = message.n if message else None
            verdict = by_place.get((criterion.id, n))
            silent = verdict is None and bool(criterion.checks) and ran >= set(criterion.checks)
            if silent and criterion.counted and message is not None:
                verdict = _counted(criterion, message, faults)
            result.append(_score(criterion, n, verdict))
    return result


def totals(
    scores: Sequence[Score], *, criteria: Sequence[Criterion], cap: float
) -> dict[int | None, Total]:
    """The totals of every message by its number, and of the conversation under None."""
    known = {criterion.id: criterion for criterion in criteria}
    by_message: dict[int, list[Score]] = defaultdict(list)
    by_criterion: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        if known[score.criterion].report_only:
            continue
        by_criterion[score.criterion].append(score)
        if score.n is not None:
            by_message[score.n].append(score)
    result: dict[int | None, Total] = {
        n: _total(
            [(s.weight, s.value, _applies(s)) for s in own], capped=_capped(own, known), cap=cap
        )
        for n, own in by_message.items()
    }
    means = [_mean(own) for own in by_criterion.values()]
    counted = [score for score in scores if not known[score.criterion].report_only]
    result[None] = _total(means, capped=_capped(counted, known), cap=cap)
    return result


def fault_value(counted: Counted, *, faults: int, words: int) -> float:
    """1 without faults, less `slope` for every fault per 100 words, never below 0."""
    return max(0.0, 1 - counted.slope * faults * 100 / max(words, counted.floor))


def _places(conversation: Conversation, criterion: Criterion) -> list[Message | None]:
    if criterion.unit in ("conversation", "client_turn", "objection"):
        return [None]
    return [m for m in conversation.by("manager") if not m.internal]


def _faults(
    criterion: Criterion, places: Sequence[Message | None], findings: Sequence[Finding]
) -> dict[int, tuple[int, int]]:
    """Message number -> faults and words that they are counted on; only where there is a finding."""
    if criterion.counted is None:
        return {}
    messages = {message.n: message for message in places if message}
    counts: dict[int, int] = defaultdict(int)
    for finding in findings:
        if finding.criterion == criterion.id and finding.n in messages:
            counts[finding.n] += _weight(finding, messages[finding.n], criterion.counted)
    if criterion.counted.over == "message":
        return {n: (count, messages[n].own_words) for n, count in counts.items()}
    by_author: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for n, message in messages.items():
        faults, words = by_author[message.author]
        by_author[message.author] = (faults + counts.get(n, 0), words + message.own_words)
    return {n: by_author[messages[n].author] for n in counts}


def _weight(finding: Finding, message: Message, counted: Counted) -> int:
    """How many faults a finding is."""
    if counted.count == "findings" or finding.span is None:
        return 1
    return count_words(message.own_text[finding.span.start : finding.span.end]) or 1


def _counted(criterion: Criterion, message: Message, faults: dict[int, tuple[int, int]]) -> Verdict:
    assert criterion.counted is not None
    if not message.own_text.strip():
        return Verdict(criterion=criterion.id, n=message.n, label=NOT_APPLICABLE)
    if message.n not in faults:
        return Verdict(criterion=criterion.id, n=message.n, label="ok", value=1.0)
    found, words = faults[message.n]
    value = fault_value(criterion.counted, faults=found, words=words)
    return Verdict(criterion=criterion.id, n=message.n, label="faults", value=round(value, 4))


def _score(criterion: Criterion, n: int | None, verdict: Verdict | None) -> Score:
    if verdict is None:
        verdict = Verdict(
            criterion=criterion.id, n=n, label=NOT_ASSESSED, reason=_why_not_assessed(criterion)
        )
    value = verdict.value
    if value is None:
        value = criterion.labels.get(verdict.label)
    if verdict.label in (NOT_APPLICABLE, NOT_ASSESSED) or not verdict.counted:
        value = None
    return Score(
        criterion=criterion.id,
        n=n,
        label=verdict.label,
        value=value,
        weight=criterion.weight,
        by=verdict.by,
        reason=verdict.reason,
        evidence=verdict.evidence,
        cited=verdict.cited,
        answers=verdict.answers,
        band=verdict.band,
        review=verdict.review,
    )


def _why_not_assessed(criterion: Criterion) -> str:
    if criterion.checks:
        return say("правило ничего не сказало", "the rule had nothing to say")
    return say("нужна языковая модель, она не подключена", "needs a language model; none is set up")


def _applies(score: Score) -> bool:
    return score.label != NOT_APPLICABLE


def _mean(scores: Sequence[Score]) -> tuple[float, float | None, bool]:
    """Weight, mean value and applicability of one criterion over its messages."""
    known = [score.value for score in scores if score.value is not None]
    applies = any(_applies(score) for score in scores)
    return scores[0].weight, sum(known) / len(known) if known else None, applies


def _total(parts: Sequence[tuple[float, float | None, bool]], *, capped: bool, cap: float) -> Total:
    applicable = sum(weight for weight, _, applies in parts if applies)
    known = [(weight, value) for weight, value, applies in parts if applies and value is not None]
    assessed = sum(weight for weight, _ in known)
    if not assessed:
        return Total(score=None, coverage=0.0 if applicable else None)
    score = 100 * sum(weight * value for weight, value in known) / assessed
    if capped:
        score = min(score, cap)
    return Total(score=round(score, 1), coverage=round(assessed / applicable, 3))


def _capped(scores: Iterable[Score], criteria: dict[str, Criterion]) -> bool:
    known = (score for score in scores if score.value is not None)
    return any(score.label in criteria[score.criterion].critical for score in known)
