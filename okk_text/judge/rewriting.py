"""Versions of all low messages of a conversation, asked for beside each other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future

from okk_text.conversation.model import Conversation
from okk_text.grammar.added import Faults
from okk_text.judge.judge import Judge
from okk_text.judge.rewrite import Dropped, is_low, rewrite_counts, rewritten
from okk_text.people.client_names import ClientNames, sure_name
from okk_text.privacy import Vault
from okk_text.results import Finding, Rewrite, Score
from okk_text.settings import Settings

log = logging.getLogger(__name__)

Tried = Rewrite | Dropped


class Rewriter:
    """Asks the judge's first model for versions of low messages and counts what came of them."""

    def __init__(self, judge: Judge, settings: Settings):
        self._judge = judge
        self._settings = settings
        self._tried: list[Tried] = []

    def begin(
        self, conversation: Conversation, *, findings: Sequence[Finding],
        scores: Sequence[Score], faults: Faults | None,
    ) -> list[Future[Tried]]:  # fmt: skip
        """Start asking for a version of each manager's message that is low."""
        low = [
            message
            for message in conversation.by("manager")
            if is_low([score for score in scores if score.n == message.n])
        ]
        if not low:
            return []
        vault = Vault(conversation, self._settings)
        clients = ClientNames(conversation)
        return [
            self._judge.submit(
                lambda message=message: rewritten(
                    message,
                    conversation=conversation,
                    findings=[f for f in findings if f.n == message.n],
                    scores=[s for s in scores if s.n == message.n],
                    name=sure_name(conversation, message, clients=clients),
                    door=self._judge.inquirers[0].door,
                    vault=vault,
                    faults=faults,
                )
            )
            for message in low
        ]

    def ended(self, begun: Sequence[Future[Tried]]) -> list[Rewrite]:
        """The versions that may be shown."""
        shown = []
        for future in begun:
            try:
                tried = future.result()
            except Exception:
                log.exception("a version could not be made")
                continue
            self._tried.append(tried)
            if isinstance(tried, Rewrite):
                shown.append(tried)
        return shown

    def counts(self) -> dict[str, int]:
        """How many versions were shown and how many dropped, by cause."""
        return rewrite_counts(self._tried)
