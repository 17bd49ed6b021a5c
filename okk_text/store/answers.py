"""Answers of the judge, so that no question is asked twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module

from sqlalchemy import bindparam, select, update

from okk_text.store.database import Database
from okk_text.store.schema import answers, endpoints

FRESH = timedelta(days=1)  # how exactly it is known when an answer was last used


class StoredAnswers:
    """Answers by key; any thread may use them. What `put` was given outlives a killed program.

    `about` is the conversation that an answer came from: with it, `Store.forget` removes that
    client's answers alone, without it all answers of unknown origin.
    """

    def __init__(self, database: Database):
        self._database = database
        self._insert = import_module(
            f"sqlalchemy.dialects.{database.url.get_backend_name()}"
        ).insert
        self._lock = threading.Lock()
        self._used: set[str] = set()

    def get(self, key: str) -> str | None:
        """The answer, or None."""
        with self._database.reading() as connection:
            row = connection.execute(_ONE, {"wanted": key}).first()
        if row is None:
            return None
        if datetime.now(UTC) - row.last_used > FRESH:
            with self._lock:
                self._used.add(key)
        return row.text

    def put(
        self, key: str, text: str, *, about: str | None = None, model: str | None = None
    ) -> None:
        """Keep the answer; one that is there already is replaced."""
        now = datetime.now(UTC)
        statement = self._insert(answers)
        written = {
            name: statement.excluded[name] for name in ("text", "model", "about", "last_used")
        }
        with self._database.writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["key"], set_=written),
                {"key": key, "text": text, "model": model, "about": about,
                 "created_at": now, "last_used": now},
            )  # fmt: skip

    def mode(self, address: str) -> str | None:
        """How the endpoint gives structured answers, where that was found out."""
        query = select(endpoints.c.mode).where(endpoints.c.address == address)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def put_mode(self, address: str, mode: str) -> None:
        """Remember how the endpoint gives structured answers."""
        statement = self._insert(endpoints)
        written = {name: statement.excluded[name] for name in ("mode", "found_at")}
        with self._database.writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["address"], set_=written),
                {"address": address, "mode": mode, "found_at": datetime.now(UTC)},
            )

    def note_uses(self) -> None:
        """Write down which answers were used; reading alone never waits for a disk."""
        with self._lock:
            used, self._used = sorted(self._used), set()
        if used:
            with self._database.writing() as connection:
                connection.execute(_USED, _rows(used))


_ONE = select(answers.c.text, answers.c.last_used).where(answers.c.key == bindparam("wanted"))
_USED = (
    update(answers).where(answers.c.key == bindparam("wanted")).values(last_used=bindparam("now"))
)


def _rows(keys: Sequence[str]) -> list[dict[str, object]]:
    now = datetime.now(UTC)
    return [{"wanted": key, "now": now} for key in keys]
