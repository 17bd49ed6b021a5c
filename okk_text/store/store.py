"""The store: what was read, scored, corrected and answered, kept between runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, insert, select

from okk_text.conversation.model import Conversation
from okk_text.results import Run, Scorecard, Skip
from okk_text.store import retention
from okk_text.store.answers import StoredAnswers
from okk_text.store.basis import Basis
from okk_text.store.cards import (
    AT_ONCE,
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
from okk_text.store.schema import conversations, people, runs, scorecards
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
        for item in self.keep(items):
            tally.add(item)
        return tally.imported()

    def keep(self, items: Iterable[Conversation | Skip]) -> Iterator[Kept | Skip]:
        """Keep the conversations a batch at a time; gives each, in order, as it is stored then."""
        for batch in batches(items):
            kept = iter(take(self._database, batch))
            for item in batch.items:
                yield item if isinstance(item, Skip) else next(kept)

    def add(self, conversation: Conversation) -> Kept:
        """Keep one conversation; gives it as it is stored now, to be scored."""
        (batch,) = batches([conversation])
        return take(self._database, batch)[0]

    def with_scorecards(
        self, names: Sequence[str], basis: Basis
    ) -> Iterator[Conversation | Scorecard]:
        """Of each conversation with these ids the scorecard where that still holds, else itself.

        Ids that are not stored (any more) are passed over.
        """
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            with self._database.reading() as connection:
                rows = asked(connection, select(conversations), conversations.c.id, some)
                hold = up_to_date(connection, [row.key for row in rows], basis)
            cards = dict(read_scorecards(self._database, list(hold.values())))
            for row in sorted(rows, key=lambda row: some.index(row.id)):
                card = cards.get(hold.get(row.key, 0))
                yield card.scorecard if card else self._conversation(row)

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

    def managers(self) -> frozenset[str]:
        """Names, addresses and phones of everybody known as a manager, folded by `author_key`."""
        query = select(people.c.key).where(people.c.role == "manager").distinct()
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

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

    def older(self, older_than: timedelta, now: datetime) -> list[Known]:
        """The conversations that `purge` would remove."""
        return retention.older(self._database, older_than, now)

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

    def _conversation(self, row: Row[Any]) -> Conversation:
        with self._database.reading() as connection:
            return conversation_of(row, stored_entries(connection, row.key))
