"""Dates as people name them: the day that a weekday, a month's day or «конец недели» stands for."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

IsWorking = Callable[[date], bool]

PAST = timedelta(days=92)  # a day and month without a year, gone by for less: it is past

WEEKDAYS = {
    **dict.fromkeys(("понедельник", "пн", "mon"), 0),
    **dict.fromkeys(("вторник", "вт", "tue"), 1),
    **dict.fromkeys(("сред", "ср", "wed"), 2),
    **dict.fromkeys(("четверг", "чт", "thu"), 3),
    **dict.fromkeys(("пятниц", "пт", "fri"), 4),
    **dict.fromkeys(("суббот", "сб", "sat"), 5),
    **dict.fromkeys(("воскресень", "вс", "sun"), 6),
}
MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            ("янв", "jan"),
            ("фев", "feb"),
            ("мар", "mar"),
            ("апр", "apr"),
            ("май", "мая", "маю", "мае", "may"),
            ("июн", "jun"),
            ("июл", "jul"),
            ("авг", "aug"),
            ("сен", "sep"),
            ("окт", "oct"),
            ("ноя", "nov"),
            ("дек", "dec"),
        ),
        start=1,
    )
    for stem in stems
}
NUMBERS = {
    word: number
    for number, words in {
        0.5: "пол полчаса полдня half",
        1: "один одного одну одной одни a an one",
        1.5: "полтора полторы полутора",
        2: "два две двух пару пара пары two couple",
        3: "три трех three",
        4: "четыре четырех four",
        5: "пять пяти five",
        6: "шесть шести six",
        7: "семь семи seven",
        8: "восемь восьми eight",
        9: "девять девяти nine",
        10: "десять десяти ten",
        14: "четырнадцать четырнадцати fourteen",
        15: "пятнадцать пятнадцати fifteen",
        20: "двадцать двадцати twenty",
        30: "тридцать тридцати thirty",
        40: "сорок сорока forty",
    }.items()
    for word in words.split()
}


def weekday_number(word: str) -> int:
    """0 for Monday … 6 for Sunday, from any form of the word."""
    return next(number for stem, number in WEEKDAYS.items() if word.startswith(stem))


def month_number(word: str) -> int:
    """1 … 12, from any form of the month's name."""
    return next(number for stem, number in MONTHS.items() if word.startswith(stem))


def coming_weekday(number: int, today: date) -> date:
    """The next day of that name after today."""
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def weekday_of_next_week(number: int, today: date) -> date:
    """The day of that name in the calendar week after this one."""
    return today + timedelta(days=7 - today.weekday() + number)


def coming_date(day: int, month: int, year: int | None, today: date) -> date | None:
    """The date; without a year the next one that fits. None: no such day, or gone by."""
    try:
        if year is not None:
            found = date(year + 2000 if year < 100 else year, month, day)
            return found if found >= today else None
        found = date(today.year, month, day)
        if found >= today:
            return found
        return None if today - found < PAST else date(today.year + 1, month, day)
    except ValueError:
        return None


def coming_day_of_month(day: int, today: date) -> date | None:
    """The next such day of a month («до 25-го»)."""
    month_start = today.replace(day=1)
    for _ in range(3):
        if 1 <= day <= monthrange(month_start.year, month_start.month)[1]:
            found = month_start.replace(day=day)
            if found >= today:
                return found
        month_start = first_of_next_month(month_start)
    return None


def first_of_next_month(day: date) -> date:
    """The first day of the month after this one."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def end_of_month(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def end_of_period(name: str, today: date, *, is_working: IsWorking) -> date:
    """The last day of this day, week (its last working day), month, quarter or year."""
    if name.startswith(("дн", "day", "смен", "business", "play")):
        return today
    if name.startswith(("недел", "week")):
        return end_of_week(today, is_working=is_working)
    if name.startswith(("месяц", "month")):
        return end_of_month(today.year, today.month)
    if name.startswith(("квартал", "quarter")):
        return end_of_month(today.year, (today.month + 2) // 3 * 3)
    return date(today.year, 12, 31)


def end_of_week(today: date, *, is_working: IsWorking) -> date:
    """The last working day of the week, Sunday where no working day is left."""
    sunday = today + timedelta(days=6 - today.weekday())
    days = (sunday - timedelta(days=back) for back in range(7))
    return next((day for day in days if day >= today and is_working(day)), sunday)


def after_working_days(count: float, today: date, *, is_working: IsWorking) -> date:
    """The day that many working days from today; a working day is waited for at least."""
    day, left = today, max(1, round(count))
    for _ in range(400):
        day += timedelta(days=1)
        left -= is_working(day)
        if left <= 0:
            break
    return day
