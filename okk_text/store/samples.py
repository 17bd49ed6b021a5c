"""What was drawn for people to judge: week by week, manager by manager."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from sqlalchemy import Row, exists, func, insert, select

from okk_text.conversation.model import Frozen
from okk_text.store.cards import key_of
from okk_text.store.database import Database
from okk_text.store.reviews import note
from okk_text.store.schema import conversations, samples, scorecards

# random: for the indicator; known: judged in an earlier week and still going on, counts for the
# indicator and is not judged again; targeted: for coaching, never for the indicator.
Part = Literal["random", "known", "targeted"]


class Draw(Frozen):
    """A conversation in a week's plan.

    `weight` is how many conversations of the manager's week it stands for; None where it counts for
    no indicator. `twice`: two people judge it, each without the other. `reasons` are why it was
    chosen, by name (see okk_text.sampling).
    """

    plan: str
    week: str  # ISO 8601, 2026-W47
    manager: str
    conversation: str
    part: Part
    weight: float | None = None
    twice: bool = False
    reasons: tuple[str, ...] = ()
    drawn_at: datetime | None = None  # the store's clock


class Samples:
    """The plans of all weeks."""

    def __init__(self, database: Database):
        self._database = database

    def put(self, draws: Sequence[Draw], *, by: str, words: str) -> tuple[Draw, ...]:
        """Keep a week's plan and note it in the audit; gives the plan that holds.

        A week is drawn once: where it has a plan already, that one stays.
        """
        with self._database.writing(alone=True) as connection:
            weeks = {draw.week for draw in draws}
            drawn = select(samples.c.key).where(samples.c.week.in_(weeks)).limit(1)
            if draws and connection.execute(drawn).first() is None:
                now = datetime.now(UTC)
                for draw in draws:
                    values = draw.model_dump(exclude={"conversation", "reasons", "drawn_at"})
                    values["conversation"] = key_of(connection, draw.conversation)
                    values["reasons"] = json.dumps(draw.reasons)
                    connection.execute(insert(samples), values | {"drawn_at": now})
                note(connection, by, f"sample {draws[0].plan}", None, words)
        return self.drawn(weeks=weeks)

    def drawn(self, *, weeks: Iterable[str] | None = None) -> tuple[Draw, ...]:
        """The plans of these weeks, or of all, in the order in which they were drawn."""
        query = (
            select(samples, conversations.c.id.label("conversation_id"))
            .join(conversations, conversations.c.key == samples.c.conversation)
            .order_by(samples.c.key)
        )
        if weeks is not None:
            query = query.where(samples.c.week.in_(list(weeks)))
        with self._database.reading() as connection:
            return tuple(_draw(row) for row in connection.execute(query))

    def unscored(self, first: date, end: date) -> int:
        """How many conversations of these days have no scorecard, so that none can be drawn."""
        query = (
            select(func.count())
            .select_from(conversations)
            .where(conversations.c.last_at >= datetime.combine(first, time()))
            .where(conversations.c.first_at < datetime.combine(end, time()))
            .where(~exists().where(scorecards.c.conversation == conversations.c.key))
        )
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())


def _draw(row: Row[Any]) -> Draw:
    names = Draw.model_fields.keys() - {"conversation", "reasons"}
    fields = {name: getattr(row, name) for name in names}
    return Draw(conversation=row.conversation_id, reasons=json.loads(row.reasons), **fields)
