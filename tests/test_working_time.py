"""Working minutes leave out nights, weekends and public holidays."""

from datetime import datetime

import pytest

from okk_text.settings import WorkingHours
from okk_text.working_time import WorkCalendar


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-02 10:00", "2026-03-02 10:25", 25),
        ("2026-03-02 17:50", "2026-03-03 09:10", 20),  # over night
        ("2026-03-13 17:50", "2026-03-16 09:10", 20),  # over the weekend
        ("2026-05-08 17:50", "2026-05-12 09:10", 20),  # 9 May on a Saturday, its day off on Monday
        ("2026-03-01 12:00", "2026-03-01 15:00", 0),  # a Sunday
        ("2026-03-02 10:00", "2026-03-02 09:00", 0),  # exports are not sorted
    ],
)
def test_minutes_of_the_working_day(start, end, minutes):
    calendar = WorkCalendar(WorkingHours())
    assert calendar.minutes(datetime.fromisoformat(start), datetime.fromisoformat(end)) == minutes


def test_a_clock_gone_wrong_does_not_hang():
    calendar = WorkCalendar(WorkingHours())
    assert calendar.minutes(datetime(1, 1, 1), datetime(9999, 1, 1)) > 0
