"""A week by its ISO 8601 number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from okk_text.errors import SettingsError
from okk_text.language import say


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """The week that begins on this Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that the day lies in."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def read(cls, text: str) -> Week:
        """The week that is written as 2026-W47. Raises SettingsError."""
        match = re.fullmatch(r"\s*(\d{4})-?[Ww](\d\d?)\s*", text)
        try:
            if match:
                return cls(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        except ValueError:
            pass
        raise SettingsError(
            say(f"неделя «{text}» непонятна", f"the week {text!r} is not understood"),
            where="--week",
            advice=say("Например: 2026-W47.", "For example: 2026-W47."),
        )

    @property
    def end(self) -> date:
        """The Monday after it."""
        return self.monday + timedelta(days=7)

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies in it, by the clock that the message itself shows."""
        return moment is not None and self.monday <= moment.date() < self.end

    def __str__(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"
