"""The clock of a run, which stands still where the same result is wanted byte for byte."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime


class Clock:
    """When the run began and how long it takes; stands still where SOURCE_DATE_EPOCH is set.

    The same export then gives the same report, byte for byte.
    See https://reproducible-builds.org/specs/source-date-epoch/
    """

    def __init__(self) -> None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._start = None if epoch.isdecimal() else time.monotonic()
        self.started_at = (
            datetime.fromtimestamp(int(epoch), UTC)
            if self._start is None
            else datetime.now().astimezone()
        )

    def seconds(self) -> float:
        """Seconds since the start, or 0."""
        return 0.0 if self._start is None else round(time.monotonic() - self._start, 3)
