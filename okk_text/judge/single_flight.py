"""Several threads that want the same: one goes, the others wait for what it brings."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Runs one of several calls with the same key at the same time."""

    def __init__(self) -> None:
        self._flights: dict[str, Future[T]] = {}
        self._lock = Lock()

    def run(self, key: str, bring: Callable[[], T]) -> tuple[T, bool]:
        """What `bring` gave, here or in the thread that was first, and whether it was this one.

        Whatever it raises there is raised here too.
        """
        with self._lock:
            flight = self._flights.get(key)
            first = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if first:
            try:
                flight.set_result(bring())
            except BaseException as error:
                flight.set_exception(error)
            finally:
                with self._lock:
                    del self._flights[key]
        return flight.result(), first
