"""Sums over scorecards that several reports show: by manager, by criterion."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from okk_text.conversation.model import Conversation, Message
from okk_text.results import NOT_ASSESSED, Score, Scorecard


@dataclass(slots=True)
class ManagerSum:
    """What is known of one manager over a run."""

    name: str
    conversations: int = 0
    messages: int = 0
    findings: int = 0
    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    scores: list[float] = field(default_factory=list)

    @property
    def score(self) -> float | None:
        """Mean score of the messages that have one, 0–100."""
        return sum(self.scores) / len(self.scores) if self.scores else None

    def mean(self, criterion: str) -> float | None:
        """Mean value of a criterion, 0–1."""
        values = self.values.get(criterion)
        return sum(values) / len(values) if values else None


class Summary:
    """Adds scorecards up."""

    def __init__(self) -> None:
        self.managers: dict[str, ManagerSum] = {}
        self.conversations = 0
        self.unanswered = 0
        self.looks = 0  # conversations that a person should look at
        self.unknown: Counter[str] = Counter()  # reasons -> what was not assessed for it
        self._scores: list[float] = []

    @property
    def score(self) -> float | None:
        """Mean score of the conversations that have one, 0–100."""
        return sum(self._scores) / len(self._scores) if self._scores else None

    @property
    def findings(self) -> int:
        """How many hints the managers were given."""
        return sum(manager.findings for manager in self.managers.values())

    def add(self, scorecard: Scorecard) -> None:
        """Count this scorecard in."""
        self.conversations += 1
        self.unanswered += bool(scorecard.facts.get("unanswered_at_end"))
        self.looks += any(score.review for score in scorecard.scores)
        self.unknown.update(
            score.reason
            for score in scorecard.scores
            if score.label == NOT_ASSESSED and score.reason
        )
        if scorecard.total.score is not None:
            self._scores.append(scorecard.total.score)
        authors = {
            m.n: manager_name(scorecard.conversation, m) for m in counted_messages(scorecard)
        }
        for name in dict.fromkeys(authors.values()):
            self._manager(name).conversations += 1
        for n, name in authors.items():
            manager = self._manager(name)
            manager.messages += 1
            total = scorecard.messages.get(n)
            if total and total.score is not None:
                manager.scores.append(total.score)
        for finding in scorecard.findings:
            if finding.n in authors:
                self._manager(authors[finding.n]).findings += 1
        for score in scorecard.scores:
            self._count(score, authors)

    def by_name(self) -> list[ManagerSum]:
        """The managers by name: a summary is no ranking."""
        return sorted(self.managers.values(), key=lambda manager: manager.name.casefold())

    def _count(self, score: Score, authors: dict[int, str]) -> None:
        if score.value is not None and score.n in authors:
            self._manager(authors[score.n]).values[score.criterion].append(score.value)

    def _manager(self, name: str) -> ManagerSum:
        return self.managers.setdefault(name, ManagerSum(name))


def counted_messages(scorecard: Scorecard) -> list[Message]:
    """The managers' messages that count: written to a client."""
    return [m for m in scorecard.conversation.by("manager") if not m.internal]


def manager_name(conversation: Conversation, message: Message) -> str:
    """What people call the author: full name, else the name in the export."""
    participant = conversation.participant(message)
    return (participant and participant.full_name) or message.author
