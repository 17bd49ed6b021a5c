"""How many calls an endpoint takes at a time, found out by its 429s."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Event

_LOOK_UP = 0.5  # seconds, whether the run was stopped meanwhile


class Lanes:
    """As many as ask, until the endpoint says it is too many; then half, and one more an answer."""

    def __init__(self, stopped: Event) -> None:
        self._stopped = stopped
        self._free = Condition()
        self._under_way = 0
        self._most: float = float("inf")
        self._narrowed = 0  # how often

    @contextmanager
    def lane(self) -> Iterator[int]:
        """Wait for a place; gives what `narrow` wants to know."""
        with self._free:
            while self._under_way >= self._most and not self._stopped.is_set():
                self._free.wait(_LOOK_UP)
            self._under_way += 1
            narrowed = self._narrowed
        try:
            yield narrowed
        finally:
            with self._free:
                self._under_way -= 1
                self._free.notify()

    def narrow(self, seen: int) -> None:
        """Halve the calls under way; the 429s of one burst do so once."""
        with self._free:
            if seen == self._narrowed:
                self._narrowed += 1
                self._most = max(1, min(self._most, self._under_way) // 2)

    def widen(self) -> None:
        """One more call may be under way."""
        with self._free:
            self._most += 1
            self._free.notify()
