"""Imports that are killed at random moments: few of them in the tests, 50 in `make trial-store`."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

from okk_text.store import open_store
from tests.store_material import archive, content

CHATS = 500


def import_with_kills(url: str, folder: Path, *, kills: int, seed: int) -> int:
    """Kill that many imports at random moments, finish one; gives how many died in their work.

    Raises AssertionError where the store is not as after an undisturbed import.
    """
    chance = random.Random(seed)
    with open_store(f"sqlite:///{folder}/undisturbed.db", folder=folder) as store:
        began = time.monotonic()
        store.import_conversations(archive(CHATS))
        lasts = time.monotonic() - began
        expected = content(store)
    # Each import goes on where the last one died: all together last as long as an undisturbed one.
    moments = [chance.uniform(0, 2 * lasts / kills) for _ in range(kills)]
    died = sum(_killed(url, folder, after=moment) for moment in moments)
    with open_store(url, folder=folder) as store:
        told = store.import_conversations(archive(CHATS))
        assert told.new + told.unchanged == CHATS
        assert content(store) == expected
    return died


def _killed(url: str, folder: Path, *, after: float) -> bool:
    """Whether the import was still at work when it was killed."""
    # A fork starts at once; each child opens connections of its own.
    forks = multiprocessing.get_context("fork")
    started = forks.Event()
    child = forks.Process(target=_import, args=(url, folder, started))
    child.start()
    started.wait(30)
    time.sleep(after)
    if child.pid and child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    return child.exitcode == -signal.SIGKILL


def _import(url: str, folder: Path, started) -> None:  # type: ignore[no-untyped-def]
    # Now and then the first to come is killed while it makes the tables.
    started.set()
    with open_store(url, folder=folder) as store:
        store.import_conversations(archive(CHATS))
    os._exit(0)
