"""Exceptions: findings that people accepted as they are, by rule, place, author, reason and expiry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from okk_text.conversation.model import Conversation, Message
from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, Finding, Verdict
from okk_text.settings import AcceptedException, author_key


class Exceptions:
    """The accepted exceptions of a run; remembers which of them were met."""

    def __init__(self, accepted: Sequence[AcceptedException], *, today: date):
        self.accepted = tuple(accepted)
        self.today = today
        self._met: set[int] = set()

    def applied(
        self, conversation: Conversation, findings: Sequence[Finding], verdicts: Sequence[Verdict]
    ) -> tuple[list[Finding], list[Verdict]]:
        """What is left to say: accepted findings are gone, and so is the fault that they stood for.

        Where every finding of a criterion in a message was accepted, its verdict there is not
        applicable, with the reason that was given.
        """
        if not self.accepted:
            return list(findings), list(verdicts)
        messages = {message.n: message for message in conversation.messages}
        kept: list[Finding] = []
        reasons: dict[tuple[str, int], str] = {}
        for finding in findings:
            exception = self._met_by(conversation, messages[finding.n], finding)
            if exception is None:
                kept.append(finding)
            else:
                reasons[finding.criterion, finding.n] = exception.reason
        open_places = {(finding.criterion, finding.n) for finding in kept}
        healed = {place: why for place, why in reasons.items() if place not in open_places}
        return kept, [_accepted(v, healed.get((v.criterion, v.n or 0))) for v in verdicts]

    def unused(self, *, all_seen: bool = True) -> list[str]:
        """The exceptions that matched nothing or are out of date, a sentence each.

        Without `all_seen` some conversations were scored earlier: what matched nothing is not known.
        """
        told = []
        for number, exception in enumerate(self.accepted):
            where = f"[[exception]] {exception.criterion}: {exception.reason}"
            if self._is_over(exception):
                told.append(
                    say(f"исключение истекло {exception.until}: {where}",
                        f"the exception ended on {exception.until}: {where}")
                )  # fmt: skip
            elif all_seen and number not in self._met:
                told.append(
                    say(f"исключение ни с чем не совпало: {where}",
                        f"the exception matched nothing: {where}")
                )  # fmt: skip
        return told

    def _met_by(
        self, conversation: Conversation, message: Message, finding: Finding
    ) -> AcceptedException | None:
        for number, exception in enumerate(self.accepted):
            if self._is_over(exception):
                continue
            if _matches(exception, conversation, message, finding):
                self._met.add(number)
                return exception
        return None

    def _is_over(self, exception: AcceptedException) -> bool:
        return exception.until is not None and exception.until < self.today


def finding_id(conversation: Conversation, message: Message, finding: Finding) -> str:
    """The short id by which people accept the finding; the same in every run over the same data."""
    excerpt = _excerpt(message, finding)
    return place_id(finding.criterion, conversation.id, message.n, excerpt)


def place_id(criterion: str, conversation: str, n: int, excerpt: str | None) -> str:
    """The id of what one exception would accept: the same words twice in a message have one id."""
    place = (criterion, conversation, str(n), _folded(excerpt or ""))
    return hashlib.sha256("\0".join(place).encode()).hexdigest()[:8]


def _matches(
    exception: AcceptedException, conversation: Conversation, message: Message, finding: Finding
) -> bool:
    """Whether everything that the exception names is so here."""
    if exception.criterion != finding.criterion:
        return False
    if exception.conversation not in (None, conversation.id):
        return False
    if exception.n not in (None, message.n):
        return False
    if exception.author is not None:
        authors = {author_key(message.author), author_key(message.address or "")}
        if author_key(exception.author) not in authors:
            return False
    if exception.excerpt is None:
        return True
    found = _excerpt(message, finding)
    return found is not None and _folded(exception.excerpt) == _folded(found)


def _excerpt(message: Message, finding: Finding) -> str | None:
    if finding.span is None:
        return None
    return message.own_text[finding.span.start : finding.span.end]


def _accepted(verdict: Verdict, reason: str | None) -> Verdict:
    if reason is None:
        return verdict
    told = say(f"принято как исключение: {reason}", f"accepted as an exception: {reason}")
    return verdict.model_copy(update={"label": NOT_APPLICABLE, "reason": told, "value": None})


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split()).strip(" ,.;:!?«»\"'")
