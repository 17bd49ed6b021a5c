"""The store: what was read, scored, corrected and answered, kept between runs."""

from __future__ import annotations

from pathlib import Path

from okk_text.store.answers import StoredAnswers
from okk_text.store.database import Database


def open_store(url: str, *, folder: Path) -> Store:
    """The store at `url`: sqlite:///okk.db (a path relative to `folder`) or postgresql://….

    Made where there is none, brought up to date where it is older than the program. Raises OkkError
    where the address, the file or the server does not serve.
    """
    return Store(Database(url, folder=folder))


class Store:
    """Everything that is kept; close it, or use it as a context manager."""

    def __init__(self, database: Database):
        self._database = database
        self.answers = StoredAnswers(database)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write down what is left and give the connections back."""
        try:
            self.answers.note_uses()
        finally:
            self._database.close()
