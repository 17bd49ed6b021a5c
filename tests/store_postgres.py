"""Stores to test: SQLite in a file, and a real PostgreSQL on loopback, from Debian's package.

The server starts when the first test needs it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

ADVICE = "PostgreSQL is not installed: apt-get install -y postgresql"


ENGINES = ["sqlite", "postgresql"]


@pytest.fixture(params=ENGINES)
def new_url(request, tmp_path):
    """An address of either kind where there is no store yet."""
    return f"sqlite:///{tmp_path}/okk.db" if request.param == "sqlite" else new_database()


@pytest.fixture(params=ENGINES)
def url(request, tmp_path):
    """The address of an empty store of either kind."""
    if request.param == "postgresql":
        return new_database(template=_template_database())
    shutil.copy(_template_file(), tmp_path / "okk.db")
    return f"sqlite:///{tmp_path}/okk.db"


@pytest.fixture
def store(url, tmp_path):
    """An empty store of either kind."""
    from okk_text.store import open_store

    with open_store(url, folder=tmp_path) as store:
        yield store


def new_database(*, template: str = "template1") -> str:
    """The address of a new database on the server, a copy of the template."""
    from sqlalchemy import create_engine, text

    name = f"okk_{uuid4().hex[:12]}"
    admin = f"{running_server()}/postgres".replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
    return f"{running_server()}/{name}"


# The tables take 0.3 s to make: once is enough.


@cache
def _template_database() -> str:
    from okk_text.store import open_store

    url = new_database()
    open_store(url, folder=Path()).close()
    return url.rpartition("/")[2]


@cache
def _template_file() -> Path:
    from okk_text.store import open_store

    folder = Path(tempfile.mkdtemp(prefix="okk-store-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_store("sqlite:///okk.db", folder=folder).close()
    return folder / "okk.db"


@cache
def running_server() -> str:
    """The address of the server, without a database's name; it stops when Python ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(postgresql_server())


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a fresh server, without a database's name; stopped and removed at the end."""
    programs = _programs()
    # Root may not run a server: Debian's package brings an account for it.
    account = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="okk-postgresql-"))
    if account:
        shutil.chown(folder, **account)
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    try:
        _run(programs / "initdb", "-D", folder / "data", "-U", "okk", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync", account=account)  # fmt: skip
        _run(programs / "pg_ctl", "-D", folder / "data", "-w", "-o", options,
             "-l", folder / "log", "start", account=account)  # fmt: skip
        try:
            yield f"postgresql://okk@127.0.0.1:{port}"
        finally:
            _run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop",
                 account=account)  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of initdb and pg_ctl; where there are several, the newest version's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise RuntimeError(ADVICE)
    return found[-1].parent if found else Path(on_path or "").resolve().parent


def _version(initdb: Path) -> int:
    name = initdb.parent.parent.name
    return int(name) if name.isdecimal() else 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _run(*command: object, account: dict[str, str]) -> None:
    told = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,  # pg_ctl's server inherits a pipe and would hold it open
        stderr=subprocess.PIPE if "initdb" in str(command[0]) else subprocess.DEVNULL,
        cwd="/",
        **account,
    )
    if told.returncode:
        raise RuntimeError(f"{command[0]}: {(told.stderr or b'').decode()}")
