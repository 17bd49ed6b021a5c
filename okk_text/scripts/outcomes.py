"""What came after a manager's turn: agreement, a step, payment, talk, a refusal, silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from okk_text.checks.deal_stage import Turn, text_of
from okk_text.conversation.model import elapsed
from okk_text.intervals import Share, share
from okk_text.lexicon.cues import defers
from okk_text.lexicon.deadlines import deadlines
from okk_text.lexicon.deal_words import (
    accepts,
    acknowledges_payment,
    buys,
    says_paid,
    turns_down,
    wavers,
)
from okk_text.lexicon.texts import Text, text_language

Kind = Literal["agreed", "step", "paid", "refused", "talk", "silence"]
PROGRESS: tuple[Kind, ...] = ("agreed", "step", "paid")

QUIET = timedelta(days=7)  # a client who has not written for so long is silent
REMINDED = timedelta(days=1)  # a manager who writes again after it had no answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came next; `kind` None: nothing yet, the client has been silent since that day."""

    kind: Kind | None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What came next over many turns; `fresh` ones are too young to tell and are not in `total`."""

    counts: dict[Kind, int]
    fresh: int

    @property
    def total(self) -> int:
        """How many turns are counted."""
        return sum(self.counts.values())

    @property
    def progress(self) -> Share | None:
        """How many were followed by agreement, a step or payment."""
        return share(sum(self.counts.get(kind, 0) for kind in PROGRESS), self.total)

    @property
    def silence(self) -> Share | None:
        """How many were followed by silence."""
        return share(self.counts.get("silence", 0), self.total)


class Outcomes:
    """Counts outcomes; who waits since when is decided when the newest day is known."""

    def __init__(self) -> None:
        self._counts: Counter[Kind] = Counter()
        self._waiting: Counter[date | None] = Counter()

    @property
    def count(self) -> int:
        """How many outcomes."""
        return self._counts.total() + self._waiting.total()

    def add(self, outcome: Outcome) -> None:
        """Count one."""
        if outcome.kind is None:
            self._waiting[outcome.since] += 1
        else:
            self._counts[outcome.kind] += 1

    def followed(self, newest: date | None) -> Followed:
        """The sums on the day of the newest message."""
        counts = Counter(self._counts)
        fresh = 0
        for since, number in self._waiting.items():
            if since and newest and newest - since >= QUIET:
                counts["silence"] += number
            else:
                fresh += number
        return Followed(dict(counts), fresh)


def outcomes(turns: Sequence[Turn], *, doubted: AbstractSet[int]) -> dict[int, Outcome]:
    """What came after each turn of a manager, by its place; `doubted` are messages that object."""
    paid = max((place for place, turn in enumerate(turns) if _pays(turn)), default=-1)
    return {
        place: _outcome(turns, place, paid=paid > place, doubted=doubted)
        for place, turn in enumerate(turns)
        if turn[0].role == "manager"
    }


def _outcome(
    turns: Sequence[Turn], place: int, *, paid: bool, doubted: AbstractSet[int]
) -> Outcome:
    turn, last = turns[place], turns[place][-1]
    for following in islice(turns, place + 1, None):
        wait = elapsed(last, following[0])
        if wait > QUIET or (following[0].role == "manager" and wait >= REMINDED):
            return Outcome("silence")
        if following[0].role == "client":
            objects = any(message.n in doubted for message in following)
            return Outcome(_kind(turn, following, paid=paid, objects=objects))
    return Outcome(None, last.sent_at.date() if last.sent_at else None)


def _kind(turn: Turn, reply: Turn, *, paid: bool, objects: bool) -> Kind:
    text = text_of(reply)
    if turns_down(text) and "?" not in text and not paid:
        return "refused"
    if not objects and not wavers(text) and not defers(text):
        if buys(text):
            return "agreed"
        said = _statements(text)
        if accepts(said):
            dated = any(deadlines(m.own_text, now=m.sent_at) for m in turn)
            return "step" if dated else "agreed"
    return "paid" if paid else "talk"


def _pays(turn: Turn) -> bool:
    if turn[0].role == "client":
        return says_paid(text_of(turn))
    return acknowledges_payment(text_of(turn))


def _statements(text: str) -> str:
    """The sentences that ask nothing."""
    sentences = Text(text, text_language(text)).sentences
    return "\n".join(text[a:b] for a, b in sentences if "?" not in text[a:b])
