"""A conversation that is being judged, and what is said of it in the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future

from okk_text.conversation.model import Conversation
from okk_text.judge.objections import Objection, objections_fact, objections_verdict
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Fact, Verdict
from okk_text.rubric import Criterion

log = logging.getLogger(__name__)

Judged = list[Verdict | Objection]


class Judging:
    """A conversation that is being judged: wait for what is said of it."""

    def __init__(
        self, conversation: Conversation, criteria: Sequence[Criterion], absent: Sequence[Criterion]
    ):
        self.conversation = conversation
        self.parts: list[Future[Judged]] = []
        self.failed: str | None = None
        self._criteria = criteria
        self._absent = absent

    def said(self) -> list[Verdict | Fact]:
        """All verdicts and facts, once every question has its answer or its reason for none."""
        judged = [item for part in self.parts for item in self._of(part)]
        verdicts = [item for item in judged if isinstance(item, Verdict)]
        verdicts += [_not_given(criterion) for criterion in self._absent]
        if self.failed:
            return [*verdicts, *self._not_sent()]
        found = [item for item in judged if isinstance(item, Objection)]
        kinds = {c.id for c in self._criteria if c.unit == "client_turn"}
        unclear = any(v.criterion in kinds and v.label == NOT_ASSESSED for v in verdicts)
        verdicts = [v for v in verdicts if v.criterion not in kinds]  # the fact says it
        facts = [
            Fact(name=c.fact, value=v.label)
            for c in self._criteria
            for v in verdicts
            if c.fact and v.criterion == c.id and v.n is None
        ]
        for criterion in self._criteria:
            if criterion.unit == "objection":
                verdicts.append(objections_verdict(criterion, found, unclear=unclear))
        objections = [objections_fact(found)] if found else []
        return [*verdicts, *facts, *objections]

    def _of(self, part: Future[Judged]) -> Judged:
        try:
            return part.result()
        except Exception:
            log.exception("the judge failed on conversation %s", self.conversation.id)
            return []

    def _not_sent(self) -> Iterator[Verdict]:
        for criterion in self._criteria:
            numbers = [m.n for m in self.conversation.by("manager")]
            for n in numbers if criterion.unit in ("message", "turn") else [None]:
                yield Verdict(
                    criterion=criterion.id, n=n, label=NOT_ASSESSED, reason=self.failed, by="llm"
                )


def _not_given(criterion: Criterion) -> Verdict:
    return Verdict(criterion=criterion.id, n=None, label=NOT_APPLICABLE)
