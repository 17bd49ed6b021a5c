"""The day and hour that a piece of a deadline stands for; None where it is no deadline after all."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from okk_text.lexicon.dates import (
    NUMBERS,
    IsWorking,
    after_working_days,
    coming_date,
    coming_day_of_month,
    coming_weekday,
    end_of_month,
    end_of_period,
    end_of_week,
    first_of_next_month,
    month_number,
    weekday_number,
    weekday_of_next_week,
)

Due = tuple[date | None, time | None]

ORDINALS = {
    word: number
    for number, word in [
        *enumerate(
            [
                "первого",
                "второго",
                "третьего",
                "четвертого",
                "пятого",
                "шестого",
                "седьмого",
                "восьмого",
                "девятого",
                "десятого",
                "одиннадцатого",
                "двенадцатого",
                "тринадцатого",
                "четырнадцатого",
                "пятнадцатого",
                "шестнадцатого",
                "семнадцатого",
                "восемнадцатого",
                "девятнадцатого",
                "двадцатого",
            ],
            start=1,
        ),
        (20, "двадцать"),
        (30, "тридцать"),
        (30, "тридцатого"),
    ]
}
HOURS = {
    word: number
    for number, words in enumerate(
        [
            "час",
            "двух|два",
            "трех|три|трем",
            "четырех|четыре|четырем",
            "пяти|пять",
            "шести|шесть",
            "семи|семь",
            "восьми|восемь",
            "девяти|девять",
            "десяти|десять",
            "одиннадцати|одиннадцать",
            "двенадцати|двенадцать",
        ],
        start=1,
    )
    for word in words.split("|")
}


def numeric_date(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """20.11, 30.11.2025, 3/12."""
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) if match["year"] else None
    if (match["mark"] == "/" and second > 12) or (match["mark"] == "/" and match["en"]):
        first, second = second, first  # 3/12 with an English preposition is 12 March
    found = coming_date(first, second, year, now.date())
    return (found, None) if found else None


def month_day(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«12 марта», "March 12"."""
    groups = match.groupdict()
    year = int(match["year"]) if groups.get("year") else None
    found = coming_date(int(match["day"]), month_number(match["month"]), year, now.date())
    return (found, None) if found else None


def ordinal(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«до 25-го», «до двадцатого числа»."""
    words = match["ordinal"].split()
    day = sum(ORDINALS.get(word, 0) for word in words)
    found = coming_day_of_month(day or int(re.sub(r"\D", "", match["ordinal"])), now.date())
    return (found, None) if found else None


def weekday(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«в среду», "next Friday"."""
    modifier = match["modifier"] or ""
    if modifier.startswith(
        ("прош", "мину", "позапрош", "кажд", "last", "every", "each", "previous")
    ):
        return None
    number = weekday_number(match["name"])
    if modifier.startswith(("след", "буд", "next")):
        return weekday_of_next_week(number, now.date()), None
    return coming_weekday(number, now.date()), None


def day(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«завтра», "tonight"."""
    word = match["name"]
    if word.startswith(("послезавтра", "day after")):
        ahead = 2
    else:
        ahead = 1 if word.startswith(("завтра", "tomorrow", "tmrw")) else 0
    return now.date() + timedelta(days=ahead), None


def clock(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«к 15:00», «в 9 утра», "3 pm"."""
    groups = match.groupdict()
    hour = HOURS[groups["hour"]] if groups["hour"] in HOURS else int(groups["hour"])
    minute = int(groups.get("minute") or 0)
    half = (groups.get("half") or "").replace(".", "")
    if hour < 12 and half in ("pm", "дня", "вечера"):
        hour += 12
    elif 1 <= hour <= 7 and not half and not groups.get("minute"):
        hour += 12  # «к 5», "at 3": nobody calls clients at night
    if hour > 24 or minute > 59:
        return None
    return None, time(hour % 24, minute)


def period_end(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«до конца недели», "end of month"."""
    today = now.date()
    if match["next"]:
        return _next_period(match["name"], today, is_working), None
    return end_of_period(match["name"], today, is_working=is_working), None


def month_period(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«до марта», «в конце марта»."""
    month = month_number(match["month"])
    year = now.year + (month < now.month)
    if re.match(r"(?:до|к|by|before)\s+\w+$", match[0]):  # «до марта»: before it begins
        return date(year, month, 1), None
    return end_of_month(year, month), None


def week(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«на этой неделе», "next month"."""
    if match["which"].startswith(("прош", "last")):
        return None
    if match["which"].startswith(("след", "буд", "next")):
        return _next_period(match["name"], now.date(), is_working), None
    return end_of_period(match["name"], now.date(), is_working=is_working), None


def _next_period(name: str, today: date, is_working: IsWorking) -> date:
    if name.startswith(("недел", "week")):
        monday = today + timedelta(days=7 - today.weekday())
        return end_of_week(monday, is_working=is_working)
    if name.startswith(("дн", "day")):
        return today + timedelta(days=1)
    following = first_of_next_month(today)
    return end_of_period(name, following, is_working=is_working)


def duration(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«через два дня», "within 3 business days"."""
    count, unit = _count(match["count"] or ""), match["unit"]
    if count is None:
        return None
    if unit.startswith(("минут", "min", "час", "hour", "полчас")):
        minutes = count * (1 if unit.startswith(("мин", "min")) else 60)
        due = now + timedelta(minutes=minutes)
        return due.date(), due.time() if minutes <= 12 * 60 else None
    if unit.startswith(("недел", "week")):
        return now.date() + timedelta(days=round(7 * count)), None
    if unit.startswith(("месяц", "month")):
        return now.date() + timedelta(days=round(30 * count)), None
    if match["working"]:
        return after_working_days(count, now.date(), is_working=is_working), None
    if not match["count"] and match[0].startswith("в теч"):  # «в течение дня»
        return now.date(), None
    return now.date() + timedelta(days=round(count)), None


def _count(words: str) -> float | None:
    if not words.strip():
        return 1
    numbers = [NUMBERS.get(word) for word in words.split() if word not in ("of", "the", "-")]
    if any(numbers):
        return sum(number for number in numbers if number)
    digits = re.findall(r"\d+", words)
    return float(digits[-1]) if digits else None


def weekend(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«на выходных»."""
    return coming_weekday(6, now.date() - timedelta(days=1)), None


def new_year(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«до Нового года»."""
    return date(now.year, 12, 31), None


def now(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«сейчас», "EOD"."""
    return now.date(), None


def part_of_day(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """«вечером», «до обеда», "by noon": today, or tomorrow where that part of the day is over."""
    over = next(hour for words, hour in _PARTS_OVER if re.search(words, match[0]))
    return now.date() + timedelta(days=now.hour >= over), None


_PARTS_OVER = (
    (r"после|after", 20),
    (r"до\s+вечер|к\w*\s+вечер", 18),
    (r"перв\w+\s+половин|утр|morning|first", 11),
    (r"обед|полд[ен]|noon|lunch|midday", 13),
    (r"втор\w+\s+половин|днем|дня", 17),
    (r"", 23),
)


def unknown(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    """A day that only the conversation knows: «до замера», «к этому сроку»."""
    return None, None
