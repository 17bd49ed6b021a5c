"""When the department works and what its regulation promises, as okk.toml gives them."""

from __future__ import annotations

import re
from datetime import time, timedelta
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from okk_text.conversation.model import Frozen
from okk_text.language import say

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def duration(text: object) -> object:
    """`30m`, `4h`, `1d`, `2w` as a timedelta."""
    if isinstance(text, str):
        match = re.fullmatch(r"(\d+)\s*([smhdw])", text.strip())
        if not match:
            raise ValueError(say("срок, например 30m, 4h, 1d", "a time such as 30m, 4h or 1d"))
        return timedelta(**{UNITS[match[2]]: int(match[1])})
    return text


Duration = Annotated[timedelta, BeforeValidator(duration)]


class WorkingHours(Frozen):
    """When the department works: `days` such as mon-fri or mon,wed,fri; `hours` such as 09:00-18:00."""

    days: str = "mon-fri"
    hours: str = "09:00-18:00"
    country: str = "RU"  # whose public holidays are off

    @field_validator("days")
    @classmethod
    def _known_days(cls, days: str) -> str:
        _weekdays(days)
        return days

    @field_validator("hours")
    @classmethod
    def _known_hours(cls, hours: str) -> str:
        start, end = _clock_times(hours)
        if start >= end:
            raise ValueError(say("конец раньше начала", "hours must run forward"))
        return hours

    @field_validator("country")
    @classmethod
    def _known_country(cls, country: str) -> str:
        if country != "RU":
            from holidays import list_supported_countries

            if country not in list_supported_countries():
                raise ValueError(
                    say("код страны, как RU или KZ", "a country's code such as RU or KZ")
                )
        return country

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """Working days as numbers, Monday is 0."""
        return frozenset(_weekdays(self.days))

    @cached_property
    def clock(self) -> tuple[time, time]:
        """Start and end of the working day."""
        return _clock_times(self.hours)


Lines = Annotated[int, Field(ge=1)]


class Norms(Frozen):
    """The firm's own regulation; None: there is none.

    The last three: how many lines a message may take, a line being 80 characters at most.
    """

    first_reply: Duration | None = None
    proposal_after: Duration | None = None
    follow_up_after: Duration | None = None
    chat_lines: Lines = 5  # «длиннее пяти строк»
    letter_lines: Lines = 25
    proposal_lines: Lines = 60


def _weekdays(text: str) -> list[int]:
    days: list[int] = []
    for part in text.replace(" ", "").casefold().split(","):
        first, _, last = part.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            raise ValueError(say("дни, например mon-fri", "days such as mon-fri or mon,wed,sat"))
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days += [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]
    return days


def _clock_times(text: str) -> tuple[time, time]:
    match = re.fullmatch(r"\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*", text)
    if not match:
        raise ValueError(say("часы, например 09:00-18:00", "hours such as 09:00-18:00"))
    return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
