"""The tables of the store, the same on SQLite and PostgreSQL; `migrations/` makes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment with its offset; comes back in UTC. SQLite knows no offsets and keeps UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> datetime | None:
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _conversation(*, primary_key: bool = False) -> Column[Any]:
    """The conversation that a row belongs to and goes with."""
    home = ForeignKey("conversations.key", ondelete="CASCADE")
    index = not primary_key
    return Column(
        "conversation", Integer, home, primary_key=primary_key, nullable=False, index=index
    )


def _message() -> Column[Any]:
    """The message that a row is about; None: the whole conversation."""
    home = ForeignKey("messages.key", ondelete="CASCADE")
    return Column("message", Integer, home, index=True)


answers = Table(
    "answers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("model", Text),
    Column("about", Text, index=True),  # the conversation it came from; None: not known
    Column("created_at", Moment, nullable=False),
    Column("last_used", Moment, nullable=False),
)

endpoints = Table(  # what was found out about a model's address
    "endpoints",
    metadata,
    Column("address", Text, primary_key=True),
    Column("mode", Text, nullable=False),
    Column("found_at", Moment, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # as in results
    Column("channel", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("subject", Text),
    Column("team", Text),  # as it was scored last
    Column("messages", Integer, nullable=False),
    Column("first_at", DateTime, index=True),  # clock times as written, without offset
    Column("last_at", DateTime, index=True),
    Column("imported_at", Moment, nullable=False),
    Column("content", Text, nullable=False),  # digest of what is scored
    Column("export", Text),  # digest of the export that holds all of it, None where none does
    Column("record", Text, nullable=False),  # JSON of the Conversation without its messages
)

aliases = Table(  # every id under which readers gave the conversation
    "aliases",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    _conversation(),
)

exports = Table(  # what was imported already: met again, it costs one look
    "exports",
    metadata,
    Column("digest", Text, primary_key=True),
    _conversation(),
)

messages = Table(
    "messages",
    metadata,
    Column("key", Integer, primary_key=True),
    _conversation(),
    Column("n", Integer),  # from 1; None: a double that old scorecards still need
    Column("edition", Integer, nullable=False),  # from 1, one more with every change
    Column("export_id", Text),
    Column("author", Text, nullable=False),
    Column("address", Text),
    Column("role", Text),
    Column("sent_at", Text),  # ISO 8601 as written
    Column("text", Text, nullable=False),
    Column("rest", Text, nullable=False),  # JSON of the other fields; goes before the columns
    Column("digest", Text, nullable=False),
    Column("fingerprint", BigInteger, index=True),
)

editions = Table(  # what a message said before, where a scorecard was made of it
    "editions",
    metadata,
    Column("message", Integer, ForeignKey("messages.key", ondelete="CASCADE"), primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)

people = Table(  # by names, addresses and phones, folded by `author_key`
    "people",
    metadata,
    _conversation(primary_key=True),
    Column("key", Text, primary_key=True, index=True),
    Column("role", Text),
)

scorecards = Table(
    "scorecards",
    metadata,
    Column("key", Integer, primary_key=True),
    _conversation(),
    Column("team", Text),
    Column("rubric_name", Text, nullable=False),
    Column("rubric_version", Text, nullable=False),
    Column("rubric_sha256", Text, nullable=False),
    Column("model", Text),
    Column("prompts_sha256", Text),
    Column("version", Text, nullable=False),
    Column("basis", Text, nullable=False),  # digest of all that it depends on but the messages
    Column("content", Text),  # `conversations.content` of that time
    Column("finished", Boolean, nullable=False),
    Column("scored_at", Moment, nullable=False),
    Column("score", Float),
    Column("coverage", Float),
    Column("record", Text, nullable=False),  # JSON of the Scorecard without messages
    Column("messages", Text, nullable=False),  # JSON: [[key, edition, what scoring added], …]
)

runs = Table(
    "runs",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("record", Text, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("key", Integer, primary_key=True),
    _conversation(),
    _message(),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("criterion", Text, nullable=False),
    Column("old_label", Text),
    Column("new_label", Text, nullable=False),
    Column("note", Text),
    Column("part", Text),  # of the sample that the label belongs to
)

appeals = Table(
    "appeals",
    metadata,
    Column("key", Integer, primary_key=True),
    _conversation(),
    _message(),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("criterion", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Moment),
    Column("note", Text),
    Column("finding", Text),  # its id as reports show it; None: the label is disputed
    Column("excerpt", Text),  # the words found
    Column("old_label", Text),
    Column("new_label", Text),
)

samples = Table(  # what was drawn for people to judge
    "samples",
    metadata,
    Column("key", Integer, primary_key=True),
    _conversation(),
    Column("plan", Text, nullable=False),
    Column("week", Text, nullable=False, index=True),
    Column("manager", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("weight", Float),
    Column("twice", Boolean, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON
    Column("drawn_at", Moment, nullable=False),
)

exceptions = Table(
    "exceptions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("conversation", Text, index=True),  # its id; None: holds for all
    Column("added_at", Moment, nullable=False),
    Column("until", Date),
    Column("record", Text, nullable=False),  # JSON of the AcceptedException
)

audit = Table(
    "audit",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("conversation", Text, index=True),  # its id; the row outlives it
    Column("words", Text),
)
