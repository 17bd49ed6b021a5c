"""The period of a report: a quarter, a month, a week or any days, and the one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal

from okk_text.errors import SettingsError
from okk_text.language import say

StepKind = Literal["day", "week", "month"]

MOST_DAYS = 14  # up to here a trend goes by day
MOST_WEEKS = 27  # up to here by week, else by month

_MONTHS = (
    *(("январь", "January", "янв"), ("февраль", "February", "фев"), ("март", "March", "мар")),
    *(("апрель", "April", "апр"), ("май", "May", "мая"), ("июнь", "June", "июн")),
    *(("июль", "July", "июл"), ("август", "August", "авг"), ("сентябрь", "September", "сен")),
    *(("октябрь", "October", "окт"), ("ноябрь", "November", "ноя"), ("декабрь", "December", "дек")),
)


@dataclass(frozen=True)
class Period:
    """Days from `first` up to, not including, `end`; `name` as people call it."""

    first: date
    end: date
    kind: Literal["days", "week", "month", "quarter", "year"] = "days"

    @property
    def name(self) -> str:
        """What people call it: 3 квартал 2026, октябрь 2026, 1 окт – 30 ноя 2026."""
        year = self.first.year
        if self.kind == "year":
            return say(f"{year} год", str(year))
        if self.kind == "quarter":
            number = (self.first.month + 2) // 3
            return say(f"{number} квартал {year}", f"Q{number} {year}")
        if self.kind == "month":
            ru, en, _ = _MONTHS[self.first.month - 1]
            return say(f"{ru} {year}", f"{en} {year}")
        last = self.end - timedelta(days=1)
        if last == self.first:
            return f"{day_text(last)} {last.year}"
        begins = day_text(self.first) + (f" {year}" if year != last.year else "")
        return f"{begins} – {day_text(last)} {last.year}"

    def before(self) -> Period:
        """The period of the same length before this one."""
        if self.kind in ("days", "week"):
            return Period(self.first - (self.end - self.first), self.first, self.kind)
        months = {"month": 1, "quarter": 3, "year": 12}[self.kind]
        return Period(_months_on(self.first, -months), self.first, self.kind)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it, by the clock that the message itself shows."""
        return self.first <= moment.date() < self.end

    @cached_property
    def step_kind(self) -> StepKind:
        """How its trend is cut."""
        days = (self.end - self.first).days
        if days <= MOST_DAYS:
            return "day"
        return "week" if days <= 7 * MOST_WEEKS else "month"

    @cached_property
    def steps(self) -> tuple[date, ...]:
        """The first days of its steps; the first step may begin before the period."""
        found = [self._start(self.first)]
        while (following := self._next(found[-1])) < self.end:
            found.append(following)
        return tuple(found)

    def step(self, moment: datetime) -> date:
        """The first day of the step that a moment lies in."""
        return self._start(moment.date())

    def step_text(self, step: date) -> str:
        """What a step is called on an axis: its first day, or its month."""
        if self.step_kind == "month":
            ru, en, _ = _MONTHS[step.month - 1]
            return f"{say(ru, en[:3])} {step.year}"
        return day_text(max(step, self.first))

    def _start(self, day: date) -> date:
        if self.step_kind == "day":
            return day
        return day.replace(day=1) if self.step_kind == "month" else _monday(day)

    def _next(self, step: date) -> date:
        if self.step_kind == "month":
            return _months_on(step, 1)
        return step + timedelta(days=1 if self.step_kind == "day" else 7)


def read_period(text: str, *, today: date) -> Period:
    """The period that is written so; `week` is the last one that is over on `today`.

    2026, 2026-Q3, 2026-10, 2026-W40, 2026-10-01..2026-11-30 (both days count). Raises SettingsError.
    """
    text = text.strip()
    try:
        if text.casefold() == "week":
            monday = _monday(today)
            return Period(monday - timedelta(days=7), monday, "week")
        if match := re.fullmatch(r"(\d{4})-[Ww](\d\d?)", text):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return Period(monday, monday + timedelta(days=7), "week")
        if match := re.fullmatch(r"(\d{4})-[QqКк]([1-4])", text):
            first = date(int(match[1]), 3 * int(match[2]) - 2, 1)
            return Period(first, _months_on(first, 3), "quarter")
        if match := re.fullmatch(r"(\d{4})(?:-(\d\d))?", text):
            first = date(int(match[1]), int(match[2] or 1), 1)
            kind = "month" if match[2] else "year"
            return Period(first, _months_on(first, 1 if match[2] else 12), kind)
        first, last = (date.fromisoformat(part.strip()) for part in text.split(".."))
        if first <= last:
            return Period(first, last + timedelta(days=1))
    except (ValueError, OverflowError):
        pass
    raise SettingsError(
        say(f"период «{text}» непонятен", f"the period {text!r} is not understood"),
        where="--period",
        advice=say(
            "Например: 2026-Q3, 2026-10, 2026-W40, 2026-10-01..2026-11-30, week.",
            "For example: 2026-Q3, 2026-10, 2026-W40, 2026-10-01..2026-11-30, week.",
        ),
    )


def day_text(day: date) -> str:
    """A day without its year: 5 окт, 5 Oct."""
    _, en, short = _MONTHS[day.month - 1]
    return f"{day.day} {say(short, en[:3])}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _months_on(day: date, months: int) -> date:
    """The first day of the month that many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
