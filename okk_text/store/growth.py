"""A stored conversation takes in what another export of it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from okk_text.conversation.model import Conversation
from okk_text.store.alignment import merged
from okk_text.store.entries import Entry
from okk_text.store.schema import (
    aliases,
    appeals,
    conversations,
    corrections,
    editions,
    exports,
    messages,
    people,
    samples,
    scorecards,
)
from okk_text.store.writing import (
    conversation_of,
    entry_values,
    insert_messages,
    insert_names,
    shell_values,
    stored_entries,
)


@dataclass(frozen=True, slots=True)
class Growth:
    """The conversation as it is now, and how many messages are new or say something else."""

    conversation: Conversation
    content: str
    added: int
    edited: int


_Places = dict[int | None, tuple[int | None, Entry]]  # by key: the number it has, what it says


def grow(
    connection: Connection, keys: Sequence[int], given: tuple[Conversation, str, list[Entry]]
) -> Growth:
    """Put an export's messages among those of the first of `keys`; the other keys become part of it.

    `given`: the conversation as exported, the export's digest, its entries.
    """
    conversation, digest, entries = given
    key, *others = keys
    known = stored_entries(connection, key)
    before: _Places = {entry.key: (n, entry) for n, entry in enumerate(known, 1)}
    for other in others:
        theirs = stored_entries(connection, other)
        before |= {entry.key: (None, entry) for entry in theirs}
        known = _absorbed(connection, key, other=other, known=known, theirs=theirs)
    result = merged(known, entries)
    _write(connection, key, before=before, after=result.entries)
    insert_names(connection, [(key, conversation, digest)])
    row = connection.execute(select(conversations).where(conversations.c.key == key)).one()
    whole = result.covers_all and _same(result.entries, entries)
    shell = conversation if result.covers_all else conversation_of(row, [])
    values = shell_values(shell, result.entries) | {"export": digest if whole else None}
    connection.execute(update(conversations).where(conversations.c.key == key).values(**values))
    row = connection.execute(select(conversations).where(conversations.c.key == key)).one()
    return Growth(
        conversation=conversation_of(row, entries if whole else result.entries),
        content=values["content"],
        added=result.added,
        edited=result.edited,
    )


def _absorbed(
    connection: Connection, key: int, *, other: int, known: list[Entry], theirs: list[Entry]
) -> list[Entry]:
    """The messages of both; everything that belongs to the other conversation moves over.

    Doubles lose their number but not their row: old scorecards refer to it.
    """
    result = merged(known, theirs)
    for table in (aliases, exports, scorecards, corrections, appeals, samples):
        connection.execute(
            update(table).where(table.c.conversation == other).values(conversation=key)
        )
    for theirs_at, known_at in result.pairs.items():
        for table in (corrections, appeals):
            double = table.c.message == theirs[theirs_at].key
            connection.execute(update(table).where(double).values(message=known[known_at].key))
    connection.execute(
        update(messages).where(messages.c.conversation == other).values(conversation=key, n=None)
    )
    both = select(people.c.key).where(people.c.conversation == key)
    connection.execute(
        update(people)
        .where(people.c.conversation == other, people.c.key.not_in(both))
        .values(conversation=key)
    )
    connection.execute(delete(conversations).where(conversations.c.key == other))
    return result.entries


def _write(connection: Connection, key: int, *, before: _Places, after: list[Entry]) -> None:
    """Make the rows say what `after` says."""
    new, moved, changed = [], [], []
    for n, entry in enumerate(after, 1):
        if entry.key is None:
            new.append((key, n, entry))
            continue
        old_n, old = before[entry.key]
        if old.digest != entry.digest:
            changed.append((old, entry, n))
        elif old_n != n:
            moved.append((entry.key, n))
    if changed:
        _keep_editions(connection, key, [old for old, _, _ in changed])
    for _, entry, n in changed:
        row = messages.c.key == entry.key
        connection.execute(update(messages).where(row).values(**entry_values(entry, n)))
    for moved_key, n in moved:
        connection.execute(update(messages).where(messages.c.key == moved_key).values(n=n))
    insert_messages(connection, new)


def _keep_editions(connection: Connection, key: int, old: list[Entry]) -> None:
    """Keep what messages said before, where a scorecard was made of it."""
    if connection.execute(select(exists().where(scorecards.c.conversation == key))).scalar():
        rows: list[dict[str, Any]] = [
            {"message": e.key, "edition": e.edition, "record": e.message.model_dump_json()}
            for e in old
        ]
        connection.execute(insert(editions), rows)


def _same(some: list[Entry], others: list[Entry]) -> bool:
    return [entry.digest for entry in some] == [entry.digest for entry in others]
