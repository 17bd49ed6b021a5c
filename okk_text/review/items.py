"""What a person is asked to judge: of each drawn conversation its criteria, place by place."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from okk_text.conversation.model import Conversation, Message
from okk_text.report.summary import counted_messages, manager_name
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Scorecard
from okk_text.review.place import Place
from okk_text.rubric import Criterion, Rubric, load_rubric
from okk_text.settings import Settings
from okk_text.store import Draw, Store


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to judge; `label` is the tool's, `seen` a digest of the words that are judged."""

    place: Place
    criterion: Criterion
    label: str | None
    seen: str


@dataclass(frozen=True, slots=True)
class Task:
    """A drawn conversation and what to judge in it, message by message, then as a whole."""

    draw: Draw
    scorecard: Scorecard
    items: tuple[Item, ...]


class Criteria:
    """The criteria that count, by a scorecard's team and medium."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._given = {
            team.name: {"script": team.script, "facts": team.facts} for team in settings.team
        }
        self._rubrics: dict[str | None, Rubric] = {
            None: load_rubric(settings.rubric, folder=settings.folder)
        }
        for team in settings.team:
            if team.rubric:
                self._rubrics[team.name] = load_rubric(team.rubric, folder=settings.folder)

    def of(self, scorecard: Scorecard) -> dict[str, Criterion]:
        """Criterion id -> criterion, in the order of the rubric."""
        found = self._rubric(scorecard).criteria_for(scorecard.conversation.medium, scorecard.team)
        return {criterion.id: criterion for criterion in found}

    def cap(self, scorecard: Scorecard) -> float:
        """The most that a score can be after a critical fault."""
        return self._rubric(scorecard).critical_cap

    def judged(self, scorecard: Scorecard) -> dict[str, Criterion]:
        """Those that people are asked about."""
        wanted = self._settings.review.criteria
        given = self._given.get(scorecard.team or "", {})
        return {
            name: criterion
            for name, criterion in self.of(scorecard).items()
            if criterion.unit != "client_turn"
            and (criterion.needs is None or given.get(criterion.needs))
            and (name in wanted if wanted else not criterion.report_only)
        }

    def _rubric(self, scorecard: Scorecard) -> Rubric:
        return self._rubrics.get(scorecard.team) or self._rubrics[None]


def tasks(draws: Sequence[Draw], store: Store, settings: Settings) -> Iterator[Task]:
    """A task for each draw that is to be judged; what has no scorecard any more is left out."""
    criteria = Criteria(settings)
    judged = {draw.conversation: draw for draw in reversed(draws) if draw.part != "known"}
    for draw in draws:
        scorecard = newest(store, draw.conversation)
        if scorecard is None or judged.get(draw.conversation) is not draw:
            continue  # two that were drawn may have turned out to be one
        items = tuple(_items(draw, scorecard, criteria, most=settings.review.messages))
        yield Task(draw, scorecard, items)


def newest(store: Store, conversation: str) -> Scorecard | None:
    """The conversation's newest scorecard."""
    history = store.history(conversation)
    return history[-1].scorecard if history else None


def tool_label(scorecard: Scorecard, place: Place) -> str | None:
    """What the tool says of the place; None: nothing."""
    for score in scorecard.scores:
        if (score.criterion, score.n) == (place.criterion, place.n):
            return None if score.label == NOT_ASSESSED else score.label
    return None


def seen(conversation: Conversation, n: int | None) -> str:
    """A digest of what a person reads to judge message `n`, or the whole."""
    read = [m.text for m in conversation.messages if n in (None, m.n)]
    return hashlib.blake2b("\x1f".join(read).encode(), digest_size=8).hexdigest()


def _items(draw: Draw, scorecard: Scorecard, criteria: Criteria, *, most: int) -> Iterator[Item]:
    """The random part is asked about everything, else what the tool overlooked would never show."""
    conversation, wanted = scorecard.conversation, criteria.judged(scorecard)
    scored = {(score.criterion, score.n) for score in scorecard.scores}
    for n in [*(m.n for m in _messages(draw, scorecard, most)), None]:
        digest = seen(conversation, n)
        for name, criterion in wanted.items():
            place = Place(conversation.id, n, name)
            label = tool_label(scorecard, place)
            is_due = draw.part == "random" or label != NOT_APPLICABLE
            if (name, n) in scored and is_due:
                yield Item(place, criterion, label, digest)


def _messages(draw: Draw, scorecard: Scorecard, most: int) -> list[Message]:
    """The manager's messages of that week, of many a random part."""
    monday = date.fromisocalendar(int(draw.week[:4]), int(draw.week[-2:]), 1)
    own = [
        message
        for message in counted_messages(scorecard)
        if manager_name(scorecard.conversation, message) == draw.manager
        and message.sent_at
        and monday <= message.sent_at.date() < monday + timedelta(days=7)
    ]
    chance = random.Random(f"{draw.plan} {draw.conversation}")
    return sorted(chance.sample(own, min(most, len(own))), key=lambda message: message.n)
