"""Pieces of a deadline («в четверг», «до 15:00», "by March 12"): patterns and the days they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

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

Kind = Literal[
    "date", "day", "weekday", "time", "hour", "part", "period", "duration", "now", "event"
]
Due = tuple[date | None, time | None]
Resolve = Callable[[re.Match[str], datetime, IsWorking], Due | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over folded text and what it resolves to; None: no deadline after all."""

    kind: Kind
    pattern: re.Pattern[str]
    resolve: Resolve


def _numeric_date(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) if match["year"] else None
    if (match["mark"] == "/" and second > 12) or (match["mark"] == "/" and match["en"]):
        first, second = second, first  # 3/12 with an English preposition is 12 March
    found = coming_date(first, second, year, now.date())
    return (found, None) if found else None


def _month_day(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    groups = match.groupdict()
    year = int(match["year"]) if groups.get("year") else None
    found = coming_date(int(match["day"]), month_number(match["month"]), year, now.date())
    return (found, None) if found else None


def _ordinal(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    words = match["ordinal"].split()
    day = sum(_ORDINALS.get(word, 0) for word in words)
    found = coming_day_of_month(day or int(re.sub(r"\D", "", match["ordinal"])), now.date())
    return (found, None) if found else None


def _weekday(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    modifier = match["modifier"] or ""
    if modifier.startswith(
        ("прош", "мину", "позапрош", "кажд", "last", "every", "each", "previous")
    ):
        return None
    number = weekday_number(match["name"])
    if modifier.startswith(("след", "буд", "next")):
        return weekday_of_next_week(number, now.date()), None
    return coming_weekday(number, now.date()), None


def _day(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    word = match["name"]
    if word.startswith(("послезавтра", "day after")):
        ahead = 2
    else:
        ahead = 1 if word.startswith(("завтра", "tomorrow", "tmrw")) else 0
    return now.date() + timedelta(days=ahead), None


def _clock(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    groups = match.groupdict()
    hour = _HOURS[groups["hour"]] if groups["hour"] in _HOURS else int(groups["hour"])
    minute = int(groups.get("minute") or 0)
    half = (groups.get("half") or "").replace(".", "")
    if hour < 12 and half in ("pm", "дня", "вечера"):
        hour += 12
    elif 1 <= hour <= 7 and not half and not groups.get("minute"):
        hour += 12  # «к 5», "at 3": nobody calls clients at night
    if hour > 24 or minute > 59:
        return None
    return None, time(hour % 24, minute)


def _period_end(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    today = now.date()
    if match["next"]:
        return _next_period(match["name"], today, is_working), None
    return end_of_period(match["name"], today, is_working=is_working), None


def _month_period(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    month = month_number(match["month"])
    year = now.year + (month < now.month)
    if re.match(r"(?:до|к|by|before)\s+\w+$", match[0]):  # «до марта»: before it begins
        return date(year, month, 1), None
    return end_of_month(year, month), None


def _week(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
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


def _duration(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
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


def _weekend(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    return coming_weekday(6, now.date() - timedelta(days=1)), None


def _new_year(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    return date(now.year, 12, 31), None


def _now(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    return now.date(), None


def _unknown(match: re.Match[str], now: datetime, is_working: IsWorking) -> Due | None:
    return None, None


_ORDINALS = {
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
_HOURS = {
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
_RU_MONTH = (
    r"(?P<month>январ[яе]|феврал[яе]|март[ае]|апрел[яе]|ма[яе]|июн[яе]|июл[яе]|август[ае]|сентябр[яе]"
    r"|октябр[яе]|ноябр[яе]|декабр[яе]|(?:янв|фев|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)(?!\w)\.?)(?!\w)"
)
_EN_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_LATEST = r"не\s+(?:позднее|позже)(?:\s+чем)?|no\s+later\s+than|not\s+later\s+than"
_BY = rf"(?:(?:{_LATEST}|до|к|ко|на|по|в|во|после|уже)\s+)?"
_BY_EN = rf"(?:(?P<en>{_LATEST}|by|before|until|till|on|for|after|due)\s+(?:the\s+)?)?"
_RU_YEAR = r"(?:\s*(?P<year>20\d\d)(?:\s*(?:года?|г\.?)(?!\w))?)?"
_UNTIL_INCLUDED = r"(?:\s+включительно)?"
_PART = r"(?:первой|второй)\s+половине"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_AFTER_EVENT = r"(?!\s+(?:после|с\s+(?:момента|даты|дня)|со\s+дня|от\s|after|from\s+(?!now)|of\s))"
_QUANTITY = (
    r"(?!\s*(?:[%₽$€£]|руб|тыс|млн|шт|м²|м2|кг|гр?\b|мм|см|м\b|км|квт|мест|человек|чел\b|сотрудн|лет\b|год"
    r"|мес|недел|дн|раб|позиц|комплект|гост|пользоват|класс|этаж|балл|процент|звезд|слот|тонн|литр|л\b|т\b|x\b|х\b|units|pcs|people|seats"
    r"|percent|days|weeks|months|years|kg|per\b|per-))"
)
_HOUR_ENDS = (
    r"(?=\s*(?:[,.!?;:)…]|$|\n|—|–|мск|msk|по\s+(?:моск|вашему|мск)|или\b|or\b|and\b|et\b|pt\b|ct\b|cet\b"
    r"|est\b|gmt\b|central\b|eastern\b|сегодня|завтра|послезавтра|today|tomorrow|sharp|so\b|ровно|он-?лайн"
    r"|удобно|подойд|будет|жду|позвон|набер|созвон|встре|на\s+(?:mon|tue|wed|thu|fri|sat|sun)))"
)


def _rule(kind: Kind, resolve: Resolve, *patterns: str) -> list[Rule]:
    return [Rule(kind, re.compile(rf"(?<![\w№-])(?:{p})(?!\w)"), resolve) for p in patterns]


RULES: tuple[Rule, ...] = (
    # 30.11.2025 anywhere; 20.11 and 3/12 only after a word that expects a date
    *_rule(
        "date",
        _numeric_date,
        rf"(?:{_BY}|{_BY_EN})(?<!\.)(?P<first>\d{{1,2}})(?P<mark>[./])(?P<second>\d{{1,2}})[./](?P<year>(?:20)?\d\d){_UNTIL_INCLUDED}",
        rf"(?:{_LATEST}|до|к|на|по|(?P<en>by|before|until|till|on))\s+(?P<first>\d{{1,2}})(?P<mark>[./])(?P<second>0[1-9]|1[0-2]|(?<=/)\d{{1,2}})(?P<year>(?!.)x)?(?![.,]?\d){_QUANTITY}{_UNTIL_INCLUDED}",
        r"(?<=[а-я] |, |n |y )(?P<first>\d{1,2})(?P<mark>\.)(?P<second>0[1-9]|1[0-2])(?P<year>(?!.)x)?(?P<en>(?!.)x)?(?=\s+в\s+\d)",
    ),
    *_rule(
        "date",
        _month_day,
        rf"(?:(?:с\s+)?\d{{1,2}}(?:\s+[а-я]+)?\s*(?:[-–—]|по|и|или)\s*)?{_BY}(?P<day>\d{{1,2}})(?:-?(?:го|е|му|ого|ое))?\s+{_RU_MONTH}{_RU_YEAR}{_UNTIL_INCLUDED}",
        rf"{_BY_EN}{_EN_MONTH}\s+(?:the\s+)?(?:\d{{1,2}}\s*[-–—]\s*)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?",
        rf"{_BY_EN}(?:\d{{1,2}}\s*[-–—]\s*)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_EN_MONTH}(?:,?\s+(?P<year>20\d\d))?",
        rf"{_BY_EN}(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
    ),
    *_rule(
        "date",
        _ordinal,
        rf"(?:{_LATEST}|до|к|на|по)\s+(?P<ordinal>\d{{1,2}}-?(?:го|е|му|ого|ое)|\d{{1,2}}(?=\s+числ))(?:\s+числ[ау])?",
        rf"{_BY}(?P<ordinal>\d{{1,2}}(?:-?(?:го|е|му))?)\s+числа",
        rf"{_BY}(?P<ordinal>(?:двадцать\s+|тридцать\s+)?(?:{'|'.join(w for w in _ORDINALS if w.endswith('ого') or w.endswith('его'))}))(?:\s+числа)(?!\s+раз)",
        r"(?:(?:by|before|until|till|on)\s+)?the\s+(?P<ordinal>\d{1,2}(?:st|nd|rd|th))",
        r"(?<=[а-я] )(?P<ordinal>\d{1,2}-го)(?=\s*(?:[,.!?;)]|$|\n))",
    ),
    *_rule(
        "weekday",
        _weekday,
        rf"{_BY}(?:(?P<modifier>эт\w+|ближайш\w+|следующ\w+|будущ\w+|прошл\w+|минувш\w+|кажд\w+|позапрошл\w+)\s+)?"
        r"(?P<name>понедельник[ау]?|вторник[ау]?|четверг[ау]?|пятниц[аыуе]|суббот[аыуе]|воскресень[еяю])",
        r"(?:(?:в|во|на)\s+)(?:(?P<modifier>эту|ближайшую|следующую|будущую|прошлую|минувшую|каждую)\s+)?(?P<name>среду)",
        rf"(?:(?:до|после|{_LATEST}|к)\s+)?(?:(?P<modifier>эт\w+|ближайш\w+|следующ\w+)\s+)?(?P<name>среды|(?<=к )среде|среду)",
        r"(?P<modifier>следующая\s+)?(?P<name>среда)(?=\s*(?:[,.!?]|в\s+\d|\d|утр|вечер|ок|подход|удоб|свобод))",
        rf"(?:{_LATEST}|до|к|ко|на|в|во)\s+(?P<modifier>(?!.)x)?(?P<name>пн|вт|ср|чт|пт|сб|вс)\b\.?",
        r"(?P<modifier>(?!.)x)?(?P<name>пн|вт|ср|чт|пт|сб|вс)(?=,?\s+(?:в\s+)?\d{1,2}[:.]\d\d)",
        rf"{_BY_EN}(?:(?P<modifier>this|next|coming|last|every|each|previous)\s+)?(?P<name>monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?!s)",
        rf"(?:{_LATEST}|by|before|until|till|on)\s+(?P<modifier>(?!.)x)?(?P<name>mon|tues?|wed|thu(?:rs?)?|fri|sat)\b\.?",
        r"(?P<modifier>this|next)\s+(?P<name>mon|tues?|wed|thu(?:rs?)?|fri)\b\.?",
    ),
    *_rule(
        "day",
        _day,
        rf"(?:(?:{_LATEST}|до|уже|прямо|на)\s+)?(?P<name>сегодня|послезавтра|завтра)",
        r"(?:до|к|в\s+течени[еи]|не\s+позднее)\s+(?:конца\s+|концу\s+)?(?P<name>сегодняшн\w+|завтрашн\w+)(?:\s+(?:дня|дню|вечера|вечеру|утра|утру))?",
        r"(?:(?:by|before|until|till|for)\s+)?(?:the\s+)?(?P<name>day\s+after\s+tomorrow|today|tomorrow|tmrw|tonight)(?:\s+(?:morning|afternoon|evening|night))?(?!'s)",
        r"(?P<name>this\s+(?:morning|afternoon|evening))",
    ),
    *_rule(
        "time",
        _clock,
        r"(?:с|между|from|between)\s+\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?\s*(?:до|и|по|to|and|[-–—])\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:\s*(?:час\w*|ч\b))?(?:\s*(?P<half>[ap]m\b|[ap]\.m\.?|утра|дня|вечера))?"
        + _QUANTITY,
        rf"(?:(?:{_LATEST}|в|во|к|ко|до|с|со|после|около|на|at|by|before|until|till|after|around)\s+)?(?:\d{{1,2}}:\d\d\s*[-–—]\s*)?(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?!:?\d)(?:\s*(?P<half>[ap]m\b|[ap]\.m\.?))?",
        rf"(?:{_LATEST}|в|к|ко|до|с|после)\s+(?P<hour>\d{{1,2}})[.-](?P<minute>[0-5][05])(?![.,]?\d){_QUANTITY}",
        rf"(?:{_LATEST}|в|во|к|ко|до|после|около|с)\s+(?P<hour>\d{{1,2}})(?:-?ти|-?и)?\s*(?:час(?:ам|ов|а|у)?|ч)(?:\s*(?P<half>утра|дня|вечера|ночи))?(?!\s+(?:в\s+(?:день|сутки)|рабо))",
        r"(?:в|во|к|ко|до|после|около|с)\s+(?P<hour>\d{1,2})(?:-?ти|-?и)?\s+(?P<half>утра|дня|вечера)",
        r"(?:(?:at|by|before|until|till|after|around)\s+)?(?:\d{1,2}(?::\d\d)?\s*(?:[-–—]|or|to)\s*)?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap]m\b|[ap]\.m\.?)",
        r"(?:at|by|before|until|till|after|around)\s+(?P<hour>\d{1,2})(?:\s+o'clock|(?=\s+(?:et|pt|ct|cet|est|gmt|central|eastern)\b))",
        r"(?P<hour>\d{1,2})(?=\s+(?:et|pt|ct|cet|est|gmt)\b)",
        rf"(?:до|к|после|в)\s+(?P<hour>{'|'.join(_HOURS)})\s+(?:час\w+|(?P<half>утра|дня|вечера))",
    ),
    *_rule(
        "hour",
        _clock,
        rf"(?:{_LATEST}|в|во|к|ко|до|с|после|at|by|before|until|till)\s+(?P<hour>[1-9]|1\d|2[0-4])(?:-?ти|-?и)?(?![.,:/]\d){_QUANTITY}{_HOUR_ENDS}",
    ),
    *_rule(
        "part",
        _unknown,
        r"(?:в|во)\s+" + _PART + r"\s+дня",
        r"(?:(?:до|к|ко|после|ближе\s+к)\s+)(?:утра|утру|вечера|вечеру|обеда|обеду|полудня|полудню|полуночи|ужина)",
        r"(?:утром|вечером|днем|ночью|в\s+(?:обед|полдень|полночь)|с\s+утра)",
        r"(?:(?:at|by|before|until|till|after)\s+)?(?:noon|midday|midnight|lunch(?:time)?)",
        r"(?<=day )(?:morning|afternoon|evening)",
        r"in\s+the\s+(?:morning|afternoon|evening)|first\s+thing(?:\s+in\s+the\s+morning)?",
    ),
    *_rule(
        "period",
        _period_end,
        rf"(?:{_LATEST}|до|к|ко|в|по)\s+(?:конц[ауе]|окончани[яю]|исход[ау])\s+(?:(?P<next>следующ\w+|будущ\w+)\s+|эт\w+\s+|текущ\w+\s+|рабоч\w+\s+)*(?P<name>дня|недели|месяца|квартала|года|смены)",
        r"(?:(?:by|before|until|till|at)\s+)?(?:the\s+)?end\s+of\s+(?:the\s+|this\s+|(?P<next>next)\s+|business\s+|working\s+)*(?P<name>day|week|month|quarter|year|business|play)",
        r"(?:(?:by|before|until|till)\s+)?(?:the\s+)?(?P<next>(?!.)x)?(?:close\s+of\s+(?P<name>business|play)|week's\s+end)",
    ),
    *_rule("part", _now, r"(?:(?:by|before)\s+)?(?:eod|cob|c\.o\.b)"),
    *_rule(
        "period",
        _weekend,
        r"(?:by\s+)?(?:eow|this\s+weekend|(?:over|on|at|before|by)\s+the\s+weekend)",
    ),
    *_rule("period", _weekend, r"(?:до|на|в|после)\s+(?:эти[хе]\s+|ближайшие\s+)?(?:выходны[хе])"),
    *_rule(
        "period",
        _month_period,
        rf"(?:до|к|ко|по|в)\s+(?:конц[ауе]|начал[ауое]|середин[еыу])\s+{_RU_MONTH.replace('янв|', '')}",
        r"(?:до|к|by|before)\s+(?P<month>январ[яю]|феврал[яю]|март[ау]|апрел[яю]|ма[яю]|июн[яю]|июл[яю]|август[ау]|сентябр[яю]|октябр[яю]|ноябр[яю]|декабр[яю])(?!\w)",
        rf"(?:by|before|at|in)\s+(?:the\s+)?(?:end|middle|beginning|early|mid|late)[\s-]+(?:of\s+)?{_EN_MONTH}",
    ),
    *_rule(
        "period",
        _week,
        r"(?:(?:до|к)\s+)?(?:на|в|до|к)\s+(?:самое\s+)?(?P<which>эт\w+|текущ\w+|следующ\w+|будущ\w+|ближайш\w+|прошл\w+)\s+(?P<name>недел[еюи]|месяц[еа]|квартал[еа])",
        r"(?:(?:by|before|for|until)\s+)?(?P<which>this|next|last)\s+(?P<name>week|month|quarter)(?!end)",
        r"(?P<which>earlier|later)\s+this\s+(?P<name>week|month)",
        r"(?:в|во)\s+(?:начале|середине|первой\s+половине|второй\s+половине)\s+(?P<which>следующей\s+|этой\s+|)(?P<name>недели)",
    ),
    *_rule(
        "period",
        _new_year,
        r"(?:до|к|перед|после)\s+(?:нов(?:ого|ому|ым)\s+год(?:а|у|ом)|нг)",
        r"(?:by|before)\s+(?:christmas|new\s+year(?:'s)?)",
    ),
    *_rule(
        "duration",
        _duration,
        rf"(?:(?:не\s+позже\s+чем\s+)?через|в\s+течени[еи]|спустя)\s+(?:ближайш\w+\s+|следующ\w+\s+)?(?P<count>{_NUMBER}(?:\s*[-–—]\s*\d{{1,3}})?\s+(?:{_NUMBER}\s+)?)?(?P<working>рабоч\w+\s+|банковск\w+\s+)?(?:календарн\w+\s+)?(?P<unit>минут[ауы]?|час(?:а|ов)?|д(?:ень|ня|ней)|сут(?:ки|ок)|недел[юьи]|месяц(?:а|ев)?){_AFTER_EVENT}",
        rf"(?P<unit>минут|часа|часов|дня|дней|недели)\s+через\s+(?P<count>{_NUMBER}|двадцать|тридцать|сорок)(?P<working>(?!.)x)?{_AFTER_EVENT}",
        rf"через\s+(?P<count>пол)(?P<working>(?!.)x)?(?P<unit>часа|дня|месяца){_AFTER_EVENT}",
        rf"в\s+(?:ближайш|следующ)(?:ие|ий|ую|ее)\s+(?P<count>(?:\d{{1,3}}|пол|пару|два|две|три|четыре|пять|шесть|семь)\s+)?(?P<working>рабоч\w+\s+)?(?P<unit>минут[уы]?|час(?:а|ов)?|д(?:ень|ня(?=\W)|ней)|сутки|неделю|недели){_AFTER_EVENT}",
        r"(?<=на )(?P<count>\d{1,2}\s+|пару\s+|два\s+|три\s+)?(?P<working>(?!.)x)?(?P<unit>час(?:а|ов)?|день|дня|дней|сутки)(?=[,.!?;)]|$)",
        rf"(?:within|in)\s+(?:the\s+next\s+)?(?P<count>(?:\d{{1,3}}|an?|one|two|three|four|five|six|seven|eight|nine|ten|half|couple|few)(?:\s*[-–—]\s*\d+)?(?:\s+(?:an?|of))?\s+)?(?P<working>business\s+|working\s+)?(?P<unit>minutes?|mins?|hours?|days?|weeks?|months?){_AFTER_EVENT}",
    ),
    *_rule("now", _now, r"прямо\s+сейчас|(?:right|straight)\s+now|сейчас\s+же|right\s+away"),
    *_rule("now", _now, r"(?:сейчас|щас|now)(?=\s*[,.!?;)]|\s*$|\s*\n|\s+[-–—])"),
    *_rule(
        "event",
        _unknown,
        r"(?:до|к|перед)\s+(?:(?:наш|ваш|завтрашн|сегодняшн|назначенн)\w+\s+)?(?:выезд|замер|звонк|созвон|поездк|показ|визит|демо|монтаж|осмотр|совещани|планерк|консультаци|встреч)\w*",
        r"(?:before|ahead\s+of|by)\s+(?:our|the|your|that)\s+(?:call|meeting|demo|visit|site\s+visit|appointment|viewing)",
    ),
)
