"""Working time between two moments: the department's days and hours, public holidays left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache, cached_property

from okk_text.settings import WorkingHours

LONGEST = 3660  # days looked at; an export with a clock gone wrong must not hang


class WorkCalendar:
    """Which days and hours are working time."""

    def __init__(self, hours: WorkingHours):
        self.hours = hours

    def minutes(self, start: datetime, end: datetime) -> int:
        """Working minutes between two local times; offsets are left aside, as people do."""
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        opens, closes = self.hours.clock
        worked = timedelta()
        for day in _days(start.date(), end.date()):
            if self.is_working(day):
                begins = max(start, datetime.combine(day, opens))
                ends = min(end, datetime.combine(day, closes))
                worked += max(ends - begins, timedelta())
        return round(worked.total_seconds() / 60)

    def allowance(self, norm: timedelta) -> int:
        """A norm in working minutes: «1d» is one working day."""
        opens, closes = self.hours.clock
        day = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
        return norm.days * day + norm.seconds // 60

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        return day.weekday() in self.hours.weekdays and day not in self._holidays

    @cached_property
    def _holidays(self):
        return _holidays(self.hours.country)


@cache
def _holidays(country: str):
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return {}


def _days(first: date, last: date) -> Iterator[date]:
    for number in range(min((last - first).days + 1, LONGEST)):
        yield first + timedelta(days=number)
