"""The conversations of a week, each with the one manager whose work it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from okk_text.conversation.model import Conversation, Message
from okk_text.report.summary import counted_messages, manager_name
from okk_text.results import Scorecard
from okk_text.sampling.reasons import Reasons
from okk_text.sampling.week import Week
from okk_text.settings import Sampling, author_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conversation that may be drawn; `keys` are all names and addresses of its manager, folded."""

    conversation: str
    manager: str
    keys: frozenset[str]
    score: float | None
    reasons: tuple[str, ...]


def candidates(
    scorecards: Iterable[Scorecard], week: Week, sampling: Sampling, *, appealed: Set[str]
) -> Iterator[Candidate]:
    """Every conversation in which a manager wrote to a client that week.

    It belongs to the manager who wrote most in it, so that no conversation belongs to two.
    `appealed` are the ids of conversations with an open appeal.
    """
    reasons = Reasons(sampling, appealed)
    for scorecard in scorecards:
        messages = [m for m in counted_messages(scorecard) if week.holds(m.sent_at)]
        if not messages:
            continue
        conversation = scorecard.conversation
        manager, own = _main_manager(conversation, messages)
        yield Candidate(
            conversation=conversation.id,
            manager=manager,
            keys=frozenset(_keys(manager, own)),
            score=scorecard.total.score,
            reasons=reasons.of(scorecard, own),
        )


def _main_manager(
    conversation: Conversation, messages: Iterable[Message]
) -> tuple[str, list[Message]]:
    """Who wrote most of the messages, and which; of equals who wrote first."""
    by_name: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_name[manager_name(conversation, message)].append(message)
    return max(by_name.items(), key=lambda item: len(item[1]))


def _keys(manager: str, messages: Iterable[Message]) -> Iterator[str]:
    yield author_key(manager)
    for message in messages:
        yield author_key(message.author)
        if message.address:
            yield author_key(message.address)
