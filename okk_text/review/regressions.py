"""Accepted appeals as examples: what was put right once must stay right in every later run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from okk_text.conversation.model import Conversation
from okk_text.language import say
from okk_text.results import Finding, Scorecard
from okk_text.review.items import tool_label
from okk_text.review.place import Place
from okk_text.store import Appeal, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tool says now of an example; `told` in words where it is not as decided."""

    appeal: Appeal
    state: Literal["passes", "fails", "unknown"]
    told: str = ""


def regressions(store: Store, score: Callable[[Conversation], Scorecard]) -> Iterator[Outcome]:
    """Score the conversations of all accepted appeals again; gives an outcome for each.

    Unknown: the tool cannot say now, as without its model.
    """
    examples = [a for a in store.reviews.appeals() if a.state in ("changed", "withdrawn")]
    latest = {(a.conversation, a.n, a.criterion, a.finding): a for a in examples}
    by_talk = sorted(latest.values(), key=lambda a: (a.conversation, a.number or 0))
    for name, appeals in groupby(by_talk, key=lambda appeal: appeal.conversation):
        conversation = store.conversation(name)
        if conversation is None:  # removed meanwhile, and its appeals with it
            continue
        scorecard = score(conversation)
        yield from (_outcome(appeal, scorecard) for appeal in appeals)


def _outcome(appeal: Appeal, scorecard: Scorecard) -> Outcome:
    if appeal.new_label is not None:
        place = Place(scorecard.conversation.id, appeal.n, appeal.criterion)
        label = tool_label(scorecard, place)
        if label is None:
            return Outcome(
                appeal, "unknown", say("инструмент не может сказать", "the tool cannot say")
            )
        if label != appeal.new_label:
            return Outcome(appeal, "fails", f"{label} ≠ {appeal.new_label}")
    if appeal.state == "withdrawn" and appeal.finding:
        found = [f for f in scorecard.findings if _is_same(appeal, scorecard, f)]
        if found:
            return Outcome(appeal, "fails", found[0].note)
    return Outcome(appeal, "passes")


def _is_same(appeal: Appeal, scorecard: Scorecard, finding: Finding) -> bool:
    if finding.criterion != appeal.criterion or finding.n != appeal.n:
        return False
    message = scorecard.conversation.message(finding.n)
    if appeal.excerpt is None or finding.span is None:
        return appeal.excerpt is None and finding.span is None
    return message.own_text[finding.span.start : finding.span.end] == appeal.excerpt
