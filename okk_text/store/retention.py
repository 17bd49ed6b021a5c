"""What is kept no longer: old conversations, and one client's data on request."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, func, or_, select, update

from okk_text.conversation.model import Frozen
from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.settings import author_key
from okk_text.store.database import Database
from okk_text.store.reviews import note
from okk_text.store.schema import (
    answers,
    appeals,
    audit,
    conversations,
    corrections,
    exceptions,
    messages,
    people,
    runs,
    scorecards,
)
from okk_text.store.writing import asked


class Removed(Frozen):
    """How much was removed of each kind; `mentions`: conversations of others that name the client."""

    conversations: int = 0
    messages: int = 0
    scorecards: int = 0
    corrections: int = 0
    appeals: int = 0
    exceptions: int = 0
    answers: int = 0
    runs: int = 0
    audit: int = 0  # lines that lost their words, or went with their time
    mentions: tuple[str, ...] = ()


class Known(Frozen):
    """A conversation that `forget` would remove, for people to look at before."""

    conversation: str
    source: str
    messages: int
    last_at: datetime | None


def purge(database: Database, older_than: timedelta, now: datetime) -> Removed:
    """Remove conversations whose last message is older, and runs, answers and audit of that time."""
    moment = now.astimezone(UTC) - older_than
    clock = now.replace(tzinfo=None) - older_than
    with database.writing(alone=True) as connection:
        old = select(conversations.c.key).where(_is_older(older_than, now))
        counts = _removed(connection, list(connection.execute(old).scalars()))
        counts["answers"] += _delete(connection, answers, answers.c.last_used < moment)
        counts["runs"] += _delete(connection, runs, runs.c.started_at < moment)
        counts["audit"] += _delete(connection, audit, audit.c.at < moment)
        over = exceptions.c.until < clock.date()
        counts["exceptions"] += _delete(connection, exceptions, over)
    _wipe(database)
    return Removed(**counts)


def older(database: Database, older_than: timedelta, now: datetime) -> list[Known]:
    """The conversations that `purge` would remove."""
    with database.reading() as connection:
        query = select(conversations).where(_is_older(older_than, now))
        return _known(connection.execute(query).all())


def conversations_of(database: Database, client: str) -> list[Known]:
    """The conversations in which somebody of this name, address or phone takes part."""
    with database.reading() as connection:
        keys = _keys_of(connection, client)
        rows = asked(connection, select(conversations), conversations.c.key, keys)
    return _known(rows)


def forget(database: Database, client: str) -> Removed:
    """Remove all that is kept of a client, also from the file's free pages.

    Conversations that merely mention the client stay; they are named in `mentions`.
    """
    if not author_key(client):
        raise OkkError(
            say("не сказано, чьи данные удалить", "it is not said whose data to remove"),
            where="--client",
            advice=say("Назовите имя, адрес или телефон.", "Give a name, an address or a phone."),
        )
    with database.writing(alone=True) as connection:
        keys = _keys_of(connection, client)
        names = _all_names(connection, keys, client)
        counts = _removed(connection, keys)
        if keys:  # answers whose conversation is not known may be this client's
            counts["answers"] += _delete(connection, answers, answers.c.about.is_(None))
        counts["runs"] = _without_skips(connection, names)
        counts["audit"] += _without_words(connection, names)
        counts["exceptions"] += _without_exceptions(connection, names)
        mentions = _mentions(connection, client)
        note(connection, "", "forget", None, None)  # that it was done, not for whom
    _wipe(database)
    return Removed(**counts, mentions=mentions)


def _is_older(older_than: timedelta, now: datetime) -> ColumnElement[bool]:
    """Whether the last message, or where times are unknown the import, is that old."""
    moment = now.astimezone(UTC) - older_than
    timeless = (conversations.c.last_at.is_(None)) & (conversations.c.imported_at < moment)
    return or_(conversations.c.last_at < now.replace(tzinfo=None) - older_than, timeless)


def _known(rows: Iterable[Row[Any]]) -> list[Known]:
    return [
        Known(conversation=r.id, source=r.source, messages=r.messages, last_at=r.last_at)
        for r in sorted(rows, key=lambda row: row.key)
    ]


def _keys_of(connection: Connection, client: str) -> list[int]:
    """By the whole name, address or phone; two words or more also within a longer name.

    Who is a manager in any conversation is no client.
    """
    wanted = author_key(client)
    words = set(wanted.split())
    rows = connection.execute(select(people)).all()
    managers = {row.key for row in rows if row.role == "manager"}
    return sorted(
        {
            row.conversation
            for row in rows
            if row.key not in managers
            and (row.key == wanted or (len(words) > 1 and words <= set(row.key.split())))
        }
    )


def _all_names(connection: Connection, keys: Iterable[int], client: str) -> set[str]:
    """The client's name and the places of the conversations, as other tables may hold them."""
    rows = asked(connection, select(conversations), conversations.c.key, keys)
    return {author_key(client), *(row.id for row in rows), *(row.source.casefold() for row in rows)}


def _removed(connection: Connection, keys: list[int]) -> dict[str, int]:
    """Remove conversations with all that hangs on them; gives the counts."""
    counts = {"conversations": len(keys), "answers": 0, "exceptions": 0, "audit": 0, "runs": 0}
    rows = asked(connection, select(conversations.c.id), conversations.c.key, keys)
    ids = [row.id for row in rows]
    for table in (corrections, appeals, scorecards, messages):
        counts[table.name] = sum(
            connection.execute(
                select(func.count()).select_from(table).where(table.c.conversation == key)
            ).scalar_one()
            for key in keys
        )
    for name in ids:
        counts["answers"] += _delete(connection, answers, answers.c.about == name)
        counts["exceptions"] += _delete(connection, exceptions, exceptions.c.conversation == name)
        worded = (audit.c.conversation == name, audit.c.words.is_not(None))
        cleared = connection.execute(update(audit).where(*worded).values(words=None))
        counts["audit"] += cleared.rowcount
    for key in keys:
        _delete(connection, conversations, conversations.c.key == key)
    return counts


def _delete(connection: Connection, table: Table, where: object) -> int:
    return connection.execute(delete(table).where(where)).rowcount  # type: ignore[arg-type]


def _without_skips(connection: Connection, names: set[str]) -> int:
    """Take the paths of skipped files that name the client out of the runs' records."""
    changed = 0
    for row in connection.execute(select(runs)).all():
        record = json.loads(row.record)
        skipped = [s for s in record["skipped"] if not _names(s["source"] + s["reason"], names)]
        if len(skipped) < len(record["skipped"]):
            text = json.dumps(record | {"skipped": skipped}, ensure_ascii=False)
            connection.execute(update(runs).where(runs.c.key == row.key).values(record=text))
            changed += 1
    return changed


def _without_words(connection: Connection, names: set[str]) -> int:
    worded = connection.execute(select(audit).where(audit.c.words.is_not(None))).all()
    keys = [row.key for row in worded if _names(row.words, names)]
    for key in keys:
        connection.execute(update(audit).where(audit.c.key == key).values(words=None))
    return len(keys)


def _without_exceptions(connection: Connection, names: set[str]) -> int:
    rows = connection.execute(select(exceptions)).all()
    keys = [row.key for row in rows if _names(row.record, names)]
    return sum(_delete(connection, exceptions, exceptions.c.key == key) for key in keys)


def _mentions(connection: Connection, client: str) -> tuple[str, ...]:
    """The ids of conversations whose text still names the client."""
    query = select(conversations.c.id, messages.c.text).join_from(messages, conversations)
    name = {author_key(client)}
    rows = connection.execute(query, execution_options={"yield_per": 1000})
    return tuple(sorted({row.id for row in rows if _names(row.text, name)}))


def _names(text: str, names: set[str]) -> bool:
    """Whether the text holds one of the names; a phone in any way of writing."""
    folded = text.casefold().replace("ё", "е")
    digits = "".join(filter(str.isdigit, text))
    return any(name in (digits if name.isdecimal() else folded) for name in names)


def _wipe(database: Database) -> None:
    """Leave nothing of what was removed in the database's own files."""
    with database.outside_transactions() as connection:
        if not database.is_sqlite:
            for table in (messages, scorecards, conversations, people, answers, audit, runs):
                connection.exec_driver_sql(f"VACUUM FULL {table.name}")
            return
        connection.exec_driver_sql("VACUUM")
        (busy, *_) = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if busy:
            raise OkkError(
                say("данные удалены, но журнал базы ещё держит другая программа",
                    "the data are removed, but another program still holds the database's log"),
                where=database.where,
                advice=say("Закройте её и повторите команду.", "Close it and repeat the command."),
            )  # fmt: skip
