"""The version of a store: brought up to today's when it is opened, never down."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from okk_text.errors import OkkError
from okk_text.language import say

HEAD = "0003"
LOCK = 0x6F6B6B  # any number, but always the same


def bring_up_to_date(connection: Connection, where: str) -> None:
    """Run the steps that this store lacks, inside the connection's transaction.

    Two programs may open a store at the same moment: one waits for the other. Raises OkkError where
    the store was made by a newer program.
    """
    if connection.dialect.name == "postgresql":
        lock_server(connection)
    version = version_of(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise OkkError(
            say(
                f"хранилище создано более новой версией программы (схема {version}, здесь {HEAD})",
                f"the store was made by a newer program (schema {version}, here {HEAD})",
            ),
            where=where,
            advice=say("Обновите okk-text.", "Update okk-text."),
        )
    # Alembic takes 0.1 s to import: only where there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def lock_server(connection: Connection) -> None:
    """Wait on PostgreSQL until no other program does what only one may, to the transaction's end."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def version_of(connection: Connection) -> str | None:
    """The number of the last step that was run; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
