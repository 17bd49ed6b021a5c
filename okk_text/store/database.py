"""The database behind the store: SQLite in one file, or PostgreSQL by its address."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.store.versions import bring_up_to_date, lock_server

PATIENCE = 30  # seconds that one program waits for another to end its transaction


class Database:
    """Transactions on the database at `url`; all that goes wrong comes out as an OkkError."""

    def __init__(self, url: str, *, folder: Path):
        self.url = _known_url(url, folder)
        self.where = self.url.render_as_string(hide_password=True)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(self.url) if self.is_sqlite else _server_engine(self.url)
        # SQLite lets one write at a time and wakes those who wait by chance: here they queue.
        self._turn = threading.RLock()
        try:
            with self.writing() as connection:
                bring_up_to_date(connection, self.where)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store and writes nothing."""
        with self._errors_told(), self._engine.connect() as connection:
            if not self.is_sqlite:  # SQLite's transactions are so anyhow
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all; `alone`: no other such one beside it."""
        with self._errors_told(), self._queued(), self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if alone and not self.is_sqlite:  # SQLite has one writer anyhow
                    lock_server(connection)
                yield connection

    @contextmanager
    def outside_transactions(self) -> Iterator[Connection]:
        """A connection for what knows no transaction, e.g. VACUUM."""
        with self._errors_told(), self._queued(), self._engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def _queued(self) -> Iterator[None]:
        if self.is_sqlite:
            with self._turn:
                yield
        else:
            yield

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _told(error, self.where) from error


def _known_url(written: str, folder: Path) -> URL:
    try:
        url = make_url(written)
    except ArgumentError as error:
        raise _bad_url(written) from error
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite", database=str(folder / url.database))
    if backend in ("postgresql", "postgres") and url.database:
        return url.set(drivername="postgresql+psycopg")
    raise _bad_url(url.render_as_string(hide_password=True))


def _bad_url(where: str) -> OkkError:
    return OkkError(
        say("это не адрес хранилища", "not the address of a store"),
        where=f"[store] url = {where}",
        advice=say(
            "Нужно sqlite:///okk.db или postgresql://пользователь@сервер/база.",
            "It takes sqlite:///okk.db or postgresql://user@server/database.",
        ),
    )


def _sqlite_engine(url: URL) -> Engine:
    path = Path(url.database or "")
    try:
        path.touch(mode=0o600)  # clients' letters: for the owner only
    except OSError as error:
        raise OkkError(
            say(
                f"файл хранилища не открывается: {error.strerror}",
                f"the store's file cannot be opened: {error.strerror}",
            ),
            where=str(path),
            advice=say(
                "Проверьте папку и права или [store] url в okk.toml.",
                "Check the folder and its permissions, or [store] url in okk.toml.",
            ),
        ) from error
    # Parameters are clients' words: they stand in no error and no log.
    waiting = {"timeout": PATIENCE, "check_same_thread": False}
    engine = create_engine(url, connect_args=waiting, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver shall not open transactions on its own
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL safe against a killed program
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _server_engine(url: URL) -> Engine:
    try:
        waiting = {"connect_timeout": PATIENCE}
        return create_engine(url, connect_args=waiting, pool_pre_ping=True, hide_parameters=True)
    except (ImportError, NoSuchModuleError) as error:
        raise OkkError(
            say("нет драйвера PostgreSQL", "there is no driver for PostgreSQL"),
            where=url.render_as_string(hide_password=True),
            advice='pip install "okk-text[postgresql]"',
        ) from error


def _told(error: DBAPIError, where: str) -> OkkError:
    """The database's complaint in words for people; never with a row's content."""
    said = str(error.orig).lower()
    for marks, problem, advice in _complaints():
        if any(mark in said for mark in marks):
            return OkkError(problem, where=where, advice=advice)
    # Only the first line: those below may hold a row.
    first = next(iter(str(error.orig).splitlines()), type(error.orig).__name__)
    return OkkError(
        say(f"хранилище не отвечает как надо: {first}", f"the store does not work: {first}"),
        where=where,
        advice=say("Проверьте базу и [store] url.", "Check the database and [store] url."),
    )


def _complaints() -> list[tuple[tuple[str, ...], str, str]]:
    return [
        (
            ("database is locked", "lock timeout"),
            say("хранилище занято другой программой", "another program holds the store"),
            say("Дождитесь её и повторите.", "Wait until it is done and try again."),
        ),
        (
            ("not a database", "malformed", "disk image", "file is encrypted"),
            say("файл хранилища испорчен или это не он", "the store's file is broken or no store"),
            say(
                "Восстановите его из копии или назовите другой файл в [store] url.",
                "Restore it from a copy, or name another file in [store] url.",
            ),
        ),
        (
            ("readonly", "read-only", "unable to open"),
            say("в хранилище нельзя писать", "the store cannot be written"),
            say("Проверьте права на файл и папку.", "Check the permissions of file and folder."),
        ),
        (
            ("disk is full", "disk full", "no space"),
            say("на диске нет места", "the disk is full"),
            say("Освободите место и повторите.", "Make room and try again."),
        ),
        (
            ("authentication failed", "no password supplied", "does not exist", "denied"),
            say(
                "сервер не пускает: пользователь, пароль или имя базы",
                "the server refuses: user, password or name of the database",
            ),
            say("Проверьте [store] url.", "Check [store] url."),
        ),
        (
            ("connection refused", "could not translate", "timeout expired", "connection failed",
             "resolve host", "server closed", "connection timeout"),
            say("сервер базы не отвечает", "the database server does not answer"),
            say(
                "Запустите его или проверьте адрес в [store] url.",
                "Start it, or check the address in [store] url.",
            ),
        ),
    ]  # fmt: skip
