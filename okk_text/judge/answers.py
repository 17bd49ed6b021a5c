"""Where answers of a model are kept, so that nothing is asked twice."""

from __future__ import annotations

from threading import Lock
from typing import Protocol


class Answers(Protocol):
    """Keeps texts by key; called from several threads. The store keeps them between runs."""

    def get(self, key: str) -> str | None:
        """The text kept under `key`."""
        ...

    def put(
        self, key: str, text: str, *, about: str | None = None, model: str | None = None
    ) -> None:
        """Keep `text` under `key`, in the place of what was there.

        `about` is the conversation it came from, so that it can be forgotten together with it.
        """
        ...


class MemoryAnswers:
    """Answers for the length of one run."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._lock = Lock()

    def get(self, key: str) -> str | None:
        """The text kept under `key`."""
        with self._lock:
            return self._texts.get(key)

    def put(
        self, key: str, text: str, *, about: str | None = None, model: str | None = None
    ) -> None:
        """Keep `text` under `key`, in the place of what was there."""
        with self._lock:
            self._texts[key] = text

    def __len__(self) -> int:
        return len(self._texts)
