"""The store: what was read, scored, corrected and answered, kept between runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from okk_text.conversation.model import Conversation
from okk_text.results import Run, Scorecard, Skip
from okk_text.store import retention
from okk_text.store.answers import StoredAnswers
from okk_text.store.basis import Basis
from okk_text.store.cards import (
    Scored,
    key_of,
    of_period,
    put_scorecard,
    read_scorecards,
    up_to_date,
)
from okk_text.store.database import Database
from okk_text.store.intake import Imported, Kept, Tally, batches, take
from okk_text.store.retention import Known, Removed
from okk_text.store.reviews import Reviews
from okk_text.store.samples import Samples
from okk_text.store.schema import conversations, runs, scorecards
from okk_text.store.writing import asked, conversation_of, stored_entries


def open_store(url: str, *, folder: Path) -> Store:
    """The store at `url`: sqlite:///okk.db (a path relative to `folder`) or postgresql://….

    Made where there is none, brought up to date where it is older than the program. Raises OkkError
    where the address, the file or the server does not serve.
    """
    return Store(Database(url, folder=folder))


class Store:
    """Everything that is kept; close it, or use it as a context manager."""

    def __init__(self, database: Database):
        self._database = database
        self.answers = StoredAnswers(database)
        self.reviews = Reviews(database)
        self.samples = Samples(database)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def import_conversations(self, items: Iterable[Conversation | Skip]) -> Imported:
        """Keep all conversations, without scoring them; gives what was new."""
        tally = Tally()
        for batch in batches(items):
            tally.skipped += [item for item in batch.items if isinstance(item, Skip)]
            for kept in take(self._database, batch):
                tally.add(kept)
        return tally.imported()

    def add(self, conversation: Conversation) -> Kept:
        """Keep one conversation; gives it as it is stored now, to be scored."""
        (batch,) = batches([conversation])
        return take(self._database, batch)[0]

    def scored(
        self,
        items: Iterable[Conversation | Skip],
        *,
        score: Callable[[Conversation], Scorecard],
        basis: Basis,
        finished: Callable[[Scorecard], bool] = lambda scorecard: True,
    ) -> Iterator[Scorecard | Skip]:
        """Keep the conversations and give the scorecard of each, scored only where it must be.

        `finished` tells whether a scorecard is complete; one that is not (no budget, no answer) is
        made again in the next run.
        """
        for batch in batches(items):
            kept = iter(self._with_cards(take(self._database, batch), basis))
            for item in batch.items:
                if isinstance(item, Skip):
                    yield item
                    continue
                conversation, scorecard = next(kept)
                if scorecard is None:
                    scorecard = score(conversation)
                    self.put(scorecard, basis=basis, finished=finished(scorecard))
                yield _from(item.source, scorecard)

    def changed(self, conversation: Conversation | str, basis: Basis) -> bool:
        """Whether a conversation must be scored (again): for new or edited messages, for another
        basis, or because its scorecard was not finished.

        A Conversation is kept first; an id that is not stored is a change.
        """
        if isinstance(conversation, Conversation):
            name = self.add(conversation).conversation.id
        else:
            name = conversation
        with self._database.reading() as connection:
            key = key_of(connection, name)
            return key is None or key not in up_to_date(connection, [key], basis)

    def put(
        self, scorecard: Scorecard, *, basis: Basis | None = None, finished: bool = True
    ) -> None:
        """Keep a scorecard, and its conversation where it is not stored yet."""
        with self._database.reading() as connection:
            key = key_of(connection, scorecard.conversation.id)
        if key is None:
            kept = self.add(scorecard.conversation)
        with self._database.writing(alone=True) as connection:
            key = key_of(connection, scorecard.conversation.id if key else kept.conversation.id)
            if key is not None:  # else it was removed meanwhile
                put_scorecard(connection, key, scorecard, basis=basis, finished=finished)

    def conversation(self, name: str) -> Conversation | None:
        """The conversation with this id, as its readers gave it, with all messages of all exports."""
        with self._database.reading() as connection:
            key = key_of(connection, name)
            row = connection.execute(
                select(conversations).where(conversations.c.key == key)
            ).first()
            return row and conversation_of(row, stored_entries(connection, row.key))

    def scorecards(
        self,
        *,
        since: date | datetime | None = None,
        until: date | datetime | None = None,
        team: str | None = None,
        manager: str | None = None,
    ) -> Iterator[Scorecard]:
        """The newest scorecard of each conversation that went on in the period, by its beginning.

        `since` counts in, `until` does not; `manager` by name, address or phone as in exports.
        """
        query = of_period(since=since, until=until, team=team, manager=manager)
        with self._database.reading() as connection:
            keys = list(connection.execute(query).scalars())
        return (one.scorecard for _, one in read_scorecards(self._database, keys))

    def history(self, name: str) -> list[Scored]:
        """All scorecards of the conversation with this id, oldest first."""
        with self._database.reading() as connection:
            query = select(scorecards.c.key).order_by(scorecards.c.key)
            query = query.where(scorecards.c.conversation == key_of(connection, name))
            keys = list(connection.execute(query).scalars())
        return [one for _, one in read_scorecards(self._database, keys)]

    def put_run(self, run: Run) -> None:
        """Keep the record of a run."""
        values = {"started_at": run.started_at, "record": run.model_dump_json()}
        with self._database.writing() as connection:
            connection.execute(insert(runs), values)

    def runs(self) -> list[Run]:
        """The records of all runs, oldest first."""
        query = select(runs.c.record).order_by(runs.c.started_at, runs.c.key)
        with self._database.reading() as connection:
            records = connection.execute(query).scalars().all()
        return [Run.model_validate_json(record) for record in records]

    def purge(self, older_than: timedelta, now: datetime) -> Removed:
        """Remove what is older; gives how much that was."""
        return retention.purge(self._database, older_than, now)

    def conversations_of(self, client: str) -> list[Known]:
        """What `forget` would remove."""
        return retention.conversations_of(self._database, client)

    def forget(self, client: str) -> Removed:
        """Remove one client's data everywhere, by name, address or phone; gives how much that was."""
        return retention.forget(self._database, client)

    def close(self) -> None:
        """Write down what is left and give the connections back."""
        try:
            self.answers.note_uses()
        finally:
            self._database.close()

    def _with_cards(
        self, kept: list[Kept], basis: Basis
    ) -> list[tuple[Conversation, Scorecard | None]]:
        """The conversations, each with its scorecard where that still holds."""
        names = [one.conversation.id for one in kept]
        with self._database.reading() as connection:
            rows = asked(connection, select(conversations), conversations.c.id, names)
            keys = {row.id: row.key for row in rows}
            hold = up_to_date(connection, list(keys.values()), basis)
        cards = dict(read_scorecards(self._database, list(hold.values())))
        found = [cards.get(hold.get(keys.get(name, 0), 0)) for name in names]
        return [
            (one.conversation, card.scorecard if card else None)
            for one, card in zip(kept, found, strict=True)
        ]


def _from(source: str, scorecard: Scorecard) -> Scorecard:
    """The scorecard with the path that was named in this run."""
    conversation = scorecard.conversation
    if conversation.source == source:
        return scorecard
    moved = conversation.model_copy(update={"source": source})
    return scorecard.model_copy(update={"conversation": moved})
