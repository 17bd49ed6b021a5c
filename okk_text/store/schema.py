"""The tables of the store, the same on SQLite and PostgreSQL; `migrations/` makes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, MetaData, Table, Text
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
