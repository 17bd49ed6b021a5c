"""Rows of conversations, messages and people: written, and read back as what they were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, Table, insert, select

from okk_text.conversation.model import Conversation, Message
from okk_text.settings import author_key
from okk_text.store.entries import Entry, content_digest, entry_of
from okk_text.store.schema import aliases, conversations, exports, messages, people

ASKED_AT_ONCE = 500  # values in one query; old builds of SQLite take 999


def asked(
    connection: Connection, query: Select[Any], column: Any, values: Iterable[Any]
) -> list[Row[Any]]:
    """The rows whose column holds one of the values, however many there are."""
    wanted = list(values)
    return [
        row
        for start in range(0, len(wanted), ASKED_AT_ONCE)
        for row in connection.execute(
            query.where(column.in_(wanted[start : start + ASKED_AT_ONCE]))
        )
    ]


def insert_or_ignore(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows that are not there yet."""
    if rows:
        # Only the dialect in use: PostgreSQL's takes 0.2 s to import.
        dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def insert_new(
    connection: Connection, given: Sequence[tuple[Conversation, str, list[Entry]]]
) -> list[tuple[str, str]]:
    """Write conversations with their export's digest and entries; gives their ids and contents."""
    if not given:
        return []
    ids = _free_ids(connection, [conversation for conversation, _, _ in given])
    shells = [
        shell_values(conversation, entries)
        | {"id": new, "imported_at": datetime.now(UTC), "export": digest}
        for (conversation, digest, entries), new in zip(given, ids, strict=True)
    ]
    statement = insert(conversations).returning(conversations.c.key, sort_by_parameter_order=True)
    keys = connection.execute(statement, shells).scalars().all()
    insert_messages(
        connection,
        [
            (key, n, entry)
            for key, (_, _, entries) in zip(keys, given, strict=True)
            for n, entry in enumerate(entries, 1)
        ],
    )
    named = [(key, c, digest) for key, (c, digest, _) in zip(keys, given, strict=True)]
    insert_names(connection, named)
    return [(shell["id"], shell["content"]) for shell in shells]


def shell_values(conversation: Conversation, entries: Sequence[Entry]) -> dict[str, Any]:
    """The columns of a conversation that follow from what it holds."""
    times = [e.message.sent_at.replace(tzinfo=None) for e in entries if e.message.sent_at]
    return {
        "channel": conversation.channel,
        "medium": conversation.medium,
        "source": _legible(conversation.source),
        "subject": _legible(conversation.subject),
        "messages": len(entries),
        "first_at": min(times, default=None),
        "last_at": max(times, default=None),
        "content": content_digest(conversation, entries),
        "record": conversation.model_dump_json(exclude={"messages"}),
    }


def insert_messages(connection: Connection, given: Sequence[tuple[int, int, Entry]]) -> None:
    """Write messages: the conversation's key, n and what is said."""
    if given:
        connection.execute(
            insert(messages), [entry_values(e, n) | {"conversation": key} for key, n, e in given]
        )


def entry_values(entry: Entry, n: int) -> dict[str, Any]:
    """The columns of a message."""
    return {
        **entry.values,
        "n": n,
        "edition": entry.edition,
        "digest": entry.digest,
        "fingerprint": entry.fingerprint,
    }


def insert_names(connection: Connection, given: Sequence[tuple[int, Conversation, str]]) -> None:
    """Remember under which id, in which export and with which people the conversations came."""
    insert_or_ignore(
        connection,
        aliases,
        [{"channel": c.channel, "id": c.id, "conversation": key} for key, c, _ in given],
    )
    insert_or_ignore(
        connection, exports, [{"digest": digest, "conversation": key} for key, _, digest in given]
    )
    rows = [
        # Whoever exports is a manager until a scorecard says otherwise.
        {"conversation": key, "key": who, "role": "manager" if who == owner else None}
        for key, c, _ in given
        for owner in [author_key(c.owner) if c.owner else ""]
        for who in sorted(_keys(c))
    ]
    insert_or_ignore(connection, people, rows)


def stored_entries(connection: Connection, key: int) -> list[Entry]:
    """The messages of the conversation, in order."""
    query = select(messages).where(messages.c.conversation == key, messages.c.n.is_not(None))
    return [entry_of(row) for row in connection.execute(query.order_by(messages.c.n))]


def conversation_of(row: Row[Any], entries: Sequence[Entry]) -> Conversation:
    """The conversation in a row of `conversations`, with these messages."""
    numbered = tuple(_numbered(entry.message, n) for n, entry in enumerate(entries, 1))
    shell = json.loads(row.record)
    return Conversation.model_validate(shell | {"id": row.id, "messages": numbered})


def _numbered(message: Message, n: int) -> Message:
    return message if message.n == n else message.model_copy(update={"n": n})


def _free_ids(connection: Connection, given: Sequence[Conversation]) -> list[str]:
    """The conversations' own ids; one that another channel holds gets the channel's name behind."""
    wanted = [(c.id, f"{c.id}-{c.channel}") for c in given]
    query = select(conversations.c.id)
    asked_for = {name for names in wanted for name in names}
    used = {row.id for row in asked(connection, query, conversations.c.id, asked_for)}
    free = []
    for names in wanted:
        new = next((name for name in names if name not in used), f"{names[1]}-{uuid4().hex[:8]}")
        used.add(new)
        free.append(new)
    return free


def _keys(conversation: Conversation) -> set[str]:
    """Everybody who takes part, by name, address and phone, as `author_key` folds them."""
    said: set[str | None] = {conversation.subject if conversation.medium == "chat" else None}
    for message in conversation.messages:
        said |= {message.author, message.address, *message.recipients}
    for participant in conversation.participants:
        said |= {participant.author, participant.address, participant.full_name}
    return {key for text in said if text and (key := _legible(author_key(text)))}


def _legible(text: str | None) -> str | None:
    """The text without U+0000, which PostgreSQL does not keep."""
    return text.replace("\0", "") if text else text
