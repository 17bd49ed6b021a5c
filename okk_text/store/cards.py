"""Scorecards in the store: kept without their messages, given back exactly as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, update

from okk_text import __version__
from okk_text.conversation.model import Frozen, Message
from okk_text.results import Scorecard
from okk_text.settings import author_key
from okk_text.store.basis import Basis
from okk_text.store.database import Database
from okk_text.store.entries import Entry, message_fields
from okk_text.store.schema import aliases, conversations, editions, messages, people, scorecards
from okk_text.store.writing import asked, insert_or_ignore, stored_entries

AT_ONCE = 50  # scorecards that are read together


class Scored(Frozen):
    """A scorecard with the circumstances of its making; `finished`: nothing was left open."""

    scorecard: Scorecard
    scored_at: datetime
    version: str
    model: str | None
    prompts_sha256: str | None
    finished: bool


def key_of(connection: Connection, conversation: str) -> int | None:
    """The key of a conversation by its id, also by one under which a reader gave it later."""
    query = select(conversations.c.key).where(conversations.c.id == conversation)
    other = select(aliases.c.conversation).where(aliases.c.id == conversation)
    return connection.execute(query).scalar() or connection.execute(other).scalar()


def put_scorecard(
    connection: Connection, key: int, scorecard: Scorecard, *, basis: Basis | None, finished: bool
) -> None:
    """Keep the scorecard; it takes the place of one made of the same messages on the same basis."""
    entries = stored_entries(connection, key)
    scored = scorecard.conversation.messages
    is_current = len(entries) == len(scored) and all(
        entry.message.text == message.text for entry, message in zip(entries, scored, strict=True)
    )
    refs = [_ref(e, m, n) for n, (e, m) in enumerate(zip(entries, scored, strict=True), 1)] \
        if is_current else [[None, 0, m.model_dump(mode="json")] for m in scored]  # fmt: skip
    home = conversations.c.key == key
    content = connection.execute(select(conversations.c.content).where(home)).scalar()
    values = {
        "conversation": key,
        "basis": basis.digest(scorecard.conversation.id) if basis else "",
        "content": content if is_current else None,
    }
    same = [scorecards.c[name] == value for name, value in values.items()]
    connection.execute(delete(scorecards).where(*same))
    values |= _columns(scorecard, basis) | {
        "finished": finished,
        "scored_at": datetime.now(UTC),
        "record": scorecard.model_dump_json(exclude={"conversation": {"messages"}}),
        "messages": json.dumps(refs, ensure_ascii=False, separators=(",", ":")),
    }
    connection.execute(insert(scorecards), values)
    connection.execute(update(conversations).where(home).values(team=scorecard.team))
    _put_roles(connection, key, scorecard)


def _columns(scorecard: Scorecard, basis: Basis | None) -> dict[str, Any]:
    return {
        "team": scorecard.team,
        "rubric_name": scorecard.rubric.name,
        "rubric_version": scorecard.rubric.version,
        "rubric_sha256": scorecard.rubric.sha256,
        "model": basis.model if basis else None,
        "prompts_sha256": basis.prompts_sha256 if basis else None,
        "version": basis.version if basis else __version__,
        "score": scorecard.total.score,
        "coverage": scorecard.total.coverage,
    }


def _ref(entry: Entry, message: Message, n: int) -> list[Any]:
    """Where the message is kept, and the fields that are other than there."""
    stored = entry.message
    other = {
        name
        for name in Message.model_fields
        if getattr(message, name) != getattr(stored, name) and name not in ("n", "sent_at")
    }
    if message.n != n:
        other.add("n")
    # Times that are equal may still be written with another offset.
    if message.sent_at and message.sent_at.isoformat() != entry.values["sent_at"]:
        other.add("sent_at")
    ref: list[Any] = [entry.key, entry.edition]
    return [*ref, message.model_dump(mode="json", include=other)] if other else ref


def _put_roles(connection: Connection, key: int, scorecard: Scorecard) -> None:
    roles: dict[str, str | None] = {}
    for person in scorecard.conversation.participants:
        for name in (person.author, person.address, person.full_name):
            if name and author_key(name):
                roles[author_key(name).replace("\0", "")] = person.role
    rows = [{"conversation": key, "key": who, "role": role} for who, role in roles.items()]
    insert_or_ignore(connection, people, rows)
    for role in {*roles.values()} - {None}:
        theirs = [who for who, its in roles.items() if its == role]
        mine = (people.c.conversation == key, people.c.key.in_(theirs))
        other = people.c.role.is_distinct_from(role)
        connection.execute(update(people).where(*mine, other).values(role=role))


def up_to_date(connection: Connection, keys: Sequence[int], basis: Basis) -> dict[int, int]:
    """Of these conversations those whose newest scorecard still holds, with its key."""
    newest = select(func.max(scorecards.c.key).label("key")).group_by(scorecards.c.conversation)
    found = asked(connection, newest, scorecards.c.conversation, keys)
    query = select(
        scorecards.c.key,
        scorecards.c.conversation,
        scorecards.c.basis,
        scorecards.c.content,
        conversations.c.id,
        conversations.c.content.label("now"),
    ).join(conversations).where(scorecards.c.finished)  # fmt: skip
    rows = asked(connection, query, scorecards.c.key, [row.key for row in found])
    return {
        row.conversation: row.key
        for row in rows
        if row.content == row.now and row.basis == basis.digest(row.id)
    }


def read_scorecards(database: Database, keys: Sequence[int]) -> Iterator[tuple[int, Scored]]:
    """The scorecards that are there of these keys, in this order, a few at a time."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        with database.reading() as connection:
            found = asked(connection, select(scorecards), scorecards.c.key, some)
            texts = _texts(connection, found)
        rows = {row.key: row for row in found}
        yield from ((key, _scored(rows[key], texts)) for key in some if key in rows)


_Texts = dict[tuple[int, int], dict[str, Any]]


def _texts(connection: Connection, rows: Sequence[Row[Any]]) -> _Texts:
    """The fields of all messages and editions that the scorecards are about."""
    refs = {(ref[0], ref[1]) for row in rows for ref in json.loads(row.messages) if ref[0]}
    wanted = {key for key, _ in refs}
    texts: _Texts = {}
    for row in asked(connection, select(messages), messages.c.key, wanted):
        texts[row.key, row.edition] = message_fields(row)
    former = {key for key, edition in refs if (key, edition) not in texts}
    for row in asked(connection, select(editions), editions.c.message, former):
        texts[row.message, row.edition] = json.loads(row.record)
    return texts


def _scored(row: Row[Any], texts: _Texts) -> Scored:
    card = json.loads(row.record)
    card["conversation"]["messages"] = [
        _message(n, ref, texts) for n, ref in enumerate(json.loads(row.messages), 1)
    ]
    return Scored(
        scorecard=Scorecard.model_validate(card),
        scored_at=row.scored_at,
        version=row.version,
        model=row.model,
        prompts_sha256=row.prompts_sha256,
        finished=row.finished,
    )


def _message(n: int, ref: list[Any], texts: _Texts) -> Message:
    key, edition, *other = ref
    held = {} if key is None else texts[key, edition]
    return Message.model_validate(held | {"n": n} | (other[0] if other else {}))


def of_period(
    *,
    since: date | datetime | None,
    until: date | datetime | None,
    team: str | None,
    manager: str | None,
) -> Select[Any]:
    """The keys of the newest scorecards of conversations that went on in the period."""
    newest = select(func.max(scorecards.c.key)).group_by(scorecards.c.conversation)
    query = (
        select(scorecards.c.key)
        .join(conversations, conversations.c.key == scorecards.c.conversation)
        .where(scorecards.c.key.in_(newest))
        .order_by(conversations.c.first_at.nulls_last(), conversations.c.id)
    )
    if since is not None:
        query = query.where(conversations.c.last_at >= _clock(since))
    if until is not None:
        query = query.where(conversations.c.first_at < _clock(until))
    if team is not None:
        query = query.where(scorecards.c.team == team)
    if manager is not None:
        theirs = (people.c.conversation == conversations.c.key, people.c.role == "manager")
        query = query.where(exists().where(*theirs, people.c.key == author_key(manager)))
    return query


def _clock(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())
