"""Why a call brought no answer: what the error of an endpoint or a network means for the next try."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from okk_text.language import say

_LONGEST_QUOTE = 200
_OVERFLOW = re.compile(
    r"exceed_context_size|context_length_exceeded|(?:maximum|model's) context length|context size"
    r"|context window|exceeds? the (?:available )?context|too many (?:input )?tokens",
    re.IGNORECASE,
)
_SCHEMA = re.compile(
    r"schema conversion|invalid[_ ]schema|invalid json[_ ]schema|parse grammar|pattern must",
    re.IGNORECASE,
)
_MODE = re.compile(
    r"response_format|json_schema|json_object|structured[ _]output|guided_json", re.IGNORECASE
)
_FILTERED = re.compile(r"content[_ ]filter|content management policy", re.IGNORECASE)
_QUOTA = re.compile(r"insufficient_quota|billing|exceeded your current quota", re.IGNORECASE)


class Kind(StrEnum):
    """What follows from a failure."""

    AGAIN = "again"  # worth another try, later
    OVERFLOW = "overflow"  # the text is too long: the caller may cut it
    CLOSED = "closed"  # no call will do better in this run
    MODE = "mode"  # this endpoint cannot answer in this form
    SCHEMA = "schema"  # it can, but not with this schema
    PARAMETER = "parameter"  # it refuses the parameter that is named
    SPENT = "spent"  # the budget has no room for it
    FINAL = "final"  # this question stays without an answer


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong: `reason` for people; `wait` seconds the endpoint asked for, if it did.

    `crowded`: nothing is wrong, there were too many calls.
    """

    kind: Kind
    reason: str
    wait: float | None = None
    parameter: str | None = None
    crowded: bool = False


class NoReply(Exception):
    """A call that brought no reply."""

    def __init__(self, failure: Failure):
        super().__init__(failure.reason)
        self.failure = failure


def failure_of(error: Exception, *, endpoint: str, sent: Collection[str]) -> Failure:
    """What the error of a call means; `sent` names the parameters that the call had."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if isinstance(status, int):
        headers = getattr(response, "headers", None) or {}
        return _refused(status, _words(error), headers, endpoint=endpoint, sent=sent)
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    if "Timeout" in names:
        return Failure(
            Kind.AGAIN, say("модель не ответила вовремя", "the model did not answer in time")
        )
    if re.search("Connection|Transport|Protocol|NetworkError|EndOfStream|SSL", names):
        return Failure(
            Kind.AGAIN,
            say(
                f"связь с {endpoint} оборвалась или не установлена ({_root(error)})",
                f"the connection to {endpoint} broke or was not made ({_root(error)})",
            ),
        )
    return Failure(
        Kind.FINAL,
        say(
            f"вызов модели не удался ({type(error).__name__})",
            f"the call to the model failed ({type(error).__name__})",
        ),
    )


def refused() -> str:
    """The reason where a model or its filter will not speak about a text."""
    return say("модель отказалась отвечать", "the model refused to answer")


def _root(error: BaseException) -> str:
    """What lies behind the error, e.g. the name that no server knows."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error)[:_LONGEST_QUOTE] or type(error).__name__


def _refused(
    status: int, words: str, headers: Mapping[str, str], *, endpoint: str, sent: Collection[str]
) -> Failure:
    """What an HTTP status and the endpoint's words mean."""
    if status in (401, 403, 404) or (status in (402, 429) and _QUOTA.search(words)):
        return Failure(Kind.CLOSED, _closed_reason(status, words, endpoint))
    if status in (408, 409, 425, 429) or (status >= 500 and status != 501):
        reason = say(f"{endpoint} отвечает {status}", f"{endpoint} answers {status}")
        wait = _asked_wait(headers)
        return Failure(Kind.AGAIN, reason, wait=wait, crowded=status == 429)
    if _OVERFLOW.search(words) or status == 413:
        reason = say(
            "текст длиннее, чем помещается в модель", "the text is longer than the model can take"
        )
        return Failure(Kind.OVERFLOW, reason)
    if _FILTERED.search(words):
        return Failure(Kind.FINAL, refused())
    quoted = say(f"{endpoint} не принимает запрос", f"{endpoint} refuses the request")
    quoted += f" ({status}: {words[:_LONGEST_QUOTE]})"
    if "response_format" in sent and _SCHEMA.search(words):
        return Failure(Kind.SCHEMA, quoted)
    if "response_format" in sent and _MODE.search(words):
        return Failure(Kind.MODE, quoted)
    if parameter := _named(words, sent):
        return Failure(Kind.PARAMETER, quoted, parameter=parameter)
    return Failure(Kind.FINAL, quoted)


def _closed_reason(status: int, words: str, endpoint: str) -> str:
    if status in (401, 403):
        return say(
            f"{endpoint} не пускает ({status}): проверьте OPENAI_API_KEY",
            f"{endpoint} does not let us in ({status}): check OPENAI_API_KEY",
        )
    if status == 404:
        return say(
            f"по адресу {endpoint} нет такой модели (404): проверьте base_url и model",
            f"there is no such model at {endpoint} (404): check base_url and model",
        )
    return say(f"{endpoint}: закончились средства", f"{endpoint}: no money is left")


def _words(error: Exception) -> str:
    """What the endpoint said: code, parameter and message."""
    body: Any = getattr(error, "body", None)
    if isinstance(body, Mapping) and isinstance(body.get("error"), Mapping):
        body = body["error"]
    if not isinstance(body, Mapping):
        return str(body or error)
    named = [body.get(name) for name in ("code", "type", "param", "message", "detail")]
    return " ".join(str(value) for value in named if value) or str(body)


def _named(words: str, sent: Collection[str]) -> str | None:
    """The sent parameter that stands first in the endpoint's words."""
    places = {
        name: found.start()
        for name in sent
        if (found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words))
    }
    return min(places, key=places.__getitem__, default=None)


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds from Retry-After (RFC 9110, 10.2.3): a number or a date."""
    asked = headers.get("retry-after-ms") or headers.get("retry-after")
    if not asked:
        return None
    try:
        return float(asked) / (1000 if "retry-after-ms" in headers else 1)
    except ValueError:
        pass
    try:
        return (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return None
