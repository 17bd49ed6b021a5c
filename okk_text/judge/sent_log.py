"""The record of what was sent to a model, masked, for whoever must answer for it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from okk_text.errors import SettingsError
from okk_text.language import say

Message = tuple[str, str]  # role (system, user, assistant), text


class SentLog:
    """Appends one JSON line a call to a file that only its owner may read (mode 0600)."""

    def __init__(self, path: str | Path, *, endpoint: str, model: str):
        self._about = {"endpoint": endpoint, "model": model}
        self._lock = Lock()
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            if hasattr(os, "fchmod"):
                os.fchmod(self._file, 0o600)  # it may have been there with wider rights
        except OSError as error:
            raise SettingsError(
                say(
                    f"журнал отправленного не пишется: {error.strerror}",
                    f"the log of what is sent cannot be written: {error.strerror}",
                ),
                where=f"okk.toml [privacy] log: {path}",
            ) from error

    def write(
        self, messages: Sequence[Message], *, answer: str | None, failure: str | None
    ) -> None:
        """Add a call with its answer, or with what went wrong; raises OSError."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            **self._about,
            "messages": [{"role": role, "content": text} for role, text in messages],
            "answer": answer,
            "failure": failure,
        }
        written = (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
        with self._lock:
            while written:  # a full disk or a signal may take a part only
                written = written[os.write(self._file, written) :]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1
