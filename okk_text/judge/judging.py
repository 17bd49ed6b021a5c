"""A conversation that is being judged, and what is said of it in the end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future

from okk_text.conversation.model import Conversation
from okk_text.judge.objections import (
    Objection,
    handling_verdict,
    kinds_verdict,
    objections_fact,
)
from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Fact, Verdict
from okk_text.rubric import Criterion

log = logging.getLogger(__name__)

Judged = list[Verdict | Objection]
Place = tuple[str, int | None]  # criterion and message number, None for the conversation


class Judging:
    """A conversation that is being judged: wait for what is said of it.

    `known` was known without asking.
    """

    def __init__(
        self, conversation: Conversation, criteria: Sequence[Criterion], known: Sequence[Verdict]
    ):
        self._conversation = conversation
        self._criteria = criteria
        self._known: Judged = list(known)
        self._parts: list[tuple[Future[Judged], Sequence[Place], Sequence[Objection]]] = []

    def add(
        self, part: Future[Judged], places: Sequence[Place], objections: Sequence[Objection] = ()
    ) -> None:
        """Wait for that part, too; if it breaks, its places are not assessed, its objections stay."""
        self._parts.append((part, places, objections))

    def give_up(
        self, reason: str, places: Sequence[Place], objections: Sequence[Objection] = ()
    ) -> None:
        """These places are not judged, for that reason."""
        self._known += [*_open(places, reason), *objections]

    def said(self) -> list[Verdict | Fact]:
        """All verdicts and facts, once every question has its answer or its reason for none."""
        judged = self._known + [item for part in self._parts for item in self._of(*part)]
        kinds = {c.id for c in self._criteria if c.unit == "client_turn"}
        found = [item for item in judged if isinstance(item, Objection)]
        verdicts = [item for item in judged if isinstance(item, Verdict)]
        of_kinds = [verdict for verdict in verdicts if verdict.criterion in kinds]
        units = {"client_turn": kinds_verdict, "objection": handling_verdict}
        on_the_whole = [
            units[criterion.unit](criterion, found, of_kinds)
            for criterion in self._criteria
            if criterion.unit in units
        ]
        apart = {verdict.criterion for verdict in on_the_whole}
        verdicts = [v for v in verdicts if v.criterion not in apart] + on_the_whole
        facts = [
            Fact(name=criterion.fact, value=verdict.label)
            for criterion in self._criteria
            for verdict in verdicts
            if criterion.fact
            and verdict.criterion == criterion.id
            and verdict.n is None
            and verdict.label != NOT_APPLICABLE
        ]
        return [*verdicts, *facts, *([objections_fact(found)] if found else [])]

    def _of(
        self, part: Future[Judged], places: Sequence[Place], objections: Sequence[Objection]
    ) -> Judged:
        try:
            return part.result()
        except CancelledError:
            reason = say("прогон остановлен", "the run was stopped")
        except Exception:
            named = ", ".join(c if n is None else f"{c} #{n}" for c, n in places)
            log.exception("the judge failed on conversation %s: %s", self._conversation.id, named)
            reason = say(
                "судья не сработал, это ошибка программы", "the judge broke; a bug of ours"
            )
        return [*_open(places, reason), *objections]


def _open(places: Sequence[Place], reason: str) -> list[Verdict]:
    return [
        Verdict(criterion=c, n=n, label=NOT_ASSESSED, reason=reason, by="llm") for c, n in places
    ]
