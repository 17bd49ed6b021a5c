"""What an endpoint understands: the form of its answers and the parameters it takes."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from enum import StrEnum
from threading import Lock
from typing import Any

from okk_text.judge.answers import Answers

_FORGOTTEN_AFTER_DAYS = 30  # endpoints learn
_IGNORED_AFTER = 3  # answers
_EVERY_SCHEMA = "*"
_INSTEAD = {"max_tokens": "max_completion_tokens"}  # newer models of OpenAI know the second only
_FEWER = {"top_logprobs": 5}


class Mode(StrEnum):
    """How a structured answer is asked for, from the surest to what every model can do."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    TEXT = "text"


_LADDER = list(Mode)


class Dialect:
    """Found out by what is refused, kept in `answers`, so that a later run does not try again."""

    def __init__(self, answers: Answers, *, endpoint: str, model: str, first: Mode):
        digest = hashlib.sha256(f"{endpoint}\n{model}".encode()).hexdigest()
        self._key = f"dialect:{digest}"
        self._answers = answers
        self._lock = Lock()
        self._modes: dict[str, str] = {_EVERY_SCHEMA: first}
        self._refused: dict[str, Any] = {}  # parameter -> what to send instead, None: nothing
        self._logprobs = True
        self._kept_to = False
        self._disregarded = 0
        self._recall()

    @property
    def logprobs(self) -> bool:
        """Whether the endpoint gives log-probabilities, as far as is known."""
        return self._logprobs

    def mode(self, schema: str) -> Mode:
        """How to ask for an answer by the schema with this name or digest."""
        with self._lock:
            return self._mode(schema)

    def _mode(self, schema: str) -> Mode:
        known = [self._modes[_EVERY_SCHEMA], self._modes.get(schema, Mode.JSON_SCHEMA)]
        return max(map(Mode, known), key=_LADDER.index)

    def step_down(self, mode: Mode, *, schema: str | None = None) -> bool:
        """Ask no more in this mode, with this schema or any; False where none is left below."""
        if mode == _LADDER[-1]:
            return False
        with self._lock:
            if self._mode(schema or _EVERY_SCHEMA) == mode:  # else another thread was first
                self._modes[schema or _EVERY_SCHEMA] = _LADDER[_LADDER.index(mode) + 1]
                self._keep()
        return True

    def keeps_to(self, mode: Mode) -> None:
        """An answer in this mode had the right form."""
        self._kept_to = self._kept_to or mode == Mode.JSON_SCHEMA

    def disregards(self, mode: Mode) -> None:
        """An answer in this mode had not; who never keeps to a schema only ignores it."""
        if mode == Mode.JSON_SCHEMA and not self._kept_to:
            self._disregarded += 1
            if self._disregarded >= _IGNORED_AFTER:
                self.step_down(mode)

    def spoken(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The parameters as the endpoint takes them."""
        with self._lock:
            refused = dict(self._refused)
        spoken = {}
        for name, value in parameters.items():
            while name in refused and name in _INSTEAD:
                name = _INSTEAD[name]
            if name not in refused:
                spoken[name] = value
            elif refused[name] is not None:
                spoken[name] = min(value, refused[name])
        return spoken

    def refuse(self, parameter: str, value: Any) -> None:
        """Send this parameter no more, or less of it, or by its other name."""
        with self._lock:
            fewer = _FEWER.get(parameter)
            self._refused[parameter] = fewer if fewer is not None and value > fewer else None
            if parameter == "logprobs" or (parameter == "top_logprobs" and value == fewer):
                self._logprobs = False
            self._keep()

    def lacks_logprobs(self) -> None:
        """Ask for log-probabilities no more."""
        with self._lock:
            self._logprobs = False
            self._keep()

    def _keep(self) -> None:
        known = {
            "found": datetime.now(UTC).date().isoformat(),
            "modes": self._modes,
            "refused": self._refused,
            "logprobs": self._logprobs,
        }
        self._answers.put(self._key, json.dumps(known, sort_keys=True))

    def _recall(self) -> None:
        kept = self._answers.get(self._key)
        if kept is None:
            return
        try:
            known = json.loads(kept)
            age = datetime.now(UTC).date() - date.fromisoformat(known["found"])
            modes = {schema: Mode(mode) for schema, mode in known["modes"].items()}
            refused, logprobs = dict(known["refused"]), bool(known["logprobs"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return  # of another version
        if age.days <= _FORGOTTEN_AFTER_DAYS and _EVERY_SCHEMA in modes:
            self._modes, self._refused, self._logprobs = modes, refused, logprobs
