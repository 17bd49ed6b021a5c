"""The search for garbage, which costs as much as reading a long chat and finds nothing in it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage() -> Iterator[None]:
    """Spare the search while many messages are made, none of which is garbage yet."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # both together: what was made counts as old and is not searched at once
        if was_on:
            gc.enable()
