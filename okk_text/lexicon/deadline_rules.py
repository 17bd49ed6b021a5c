"""Pieces of a deadline («в четверг», «до 15:00», "by March 12"): patterns and the days they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from okk_text.lexicon.dates import NUMBERS, IsWorking
from okk_text.lexicon.deadline_meanings import (
    HOURS,
    ORDINALS,
    Due,
    clock,
    day,
    duration,
    month_day,
    month_period,
    new_year,
    now,
    numeric_date,
    ordinal,
    part_of_day,
    period_end,
    unknown,
    week,
    weekday,
    weekend,
)

Kind = Literal[
    "date", "day", "weekday", "time", "hour", "part", "period", "duration", "now", "event"
]
Resolve = Callable[[re.Match[str], datetime, IsWorking], Due | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over folded text and what it resolves to; None: no deadline after all."""

    kind: Kind
    pattern: re.Pattern[str]
    resolve: Resolve


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
_NO_RANK = (
    r"(?!\s+(?:этаж|класс|поколен|подъезд|раза|уровн|ряд|дом|мест|канал|ранг|разряд|сорт|размер|вид|категор|пункт"
    r"|раздел|курс|сезон|том|год|века|куб|цех|корпус|маршрут|квартал))"
)
_HOUR_ENDS = (
    r"(?=\s*(?:[,.!?;:)…]|$|\n|—|–|мск|msk|по\s+(?:моск|вашему|мск)|или\b|or\b|and\b|et\b|pt\b|ct\b|cet\b"
    r"|est\b|gmt\b|central\b|eastern\b|сегодня|завтра|послезавтра|today|tomorrow|sharp|so\b|ровно|он-?лайн"
    r"|удобно|подойд|будет|жду|позвон|набер|созвон|встре|да\b|нет\b|можно|получится|успе[ею]|решим|скаж|напиш|пришл|подтверд|ответ|дайте|сообщ"
    r"|оплат|перезвон|скин|отправ|отпиш|определ|подъе|приход|приез|заед|забер|send|confirm|reply|tell|please|(?:на|on)\s+(?:mon|tue|wed|thu|fri|sat|sun)))"
)


def _rule(kind: Kind, resolve: Resolve, *patterns: str) -> list[Rule]:
    return [Rule(kind, re.compile(rf"(?<![\w№-])(?:{p})(?!\w)"), resolve) for p in patterns]


RULES: tuple[Rule, ...] = (
    # 30.11.2025 anywhere; 20.11 and 3/12 only after a word that expects a date
    *_rule(
        "date",
        numeric_date,
        rf"(?:{_BY}|{_BY_EN})(?<!\.)(?P<first>\d{{1,2}})(?P<mark>[./])(?P<second>\d{{1,2}})[./](?P<year>(?:20)?\d\d){_UNTIL_INCLUDED}",
        rf"(?:{_LATEST}|до|к|на|по|(?P<en>by|before|until|till|on))\s+(?P<first>\d{{1,2}})(?P<mark>[./])(?P<second>0[1-9]|1[0-2]|(?<=/)\d{{1,2}})(?P<year>(?!.)x)?(?![.,]?\d){_QUANTITY}{_UNTIL_INCLUDED}",
        r"(?<=[а-я] |, |n |y )(?P<first>\d{1,2})(?P<mark>\.)(?P<second>0[1-9]|1[0-2])(?P<year>(?!.)x)?(?P<en>(?!.)x)?(?=\s+в\s+\d)",
    ),
    *_rule(
        "date",
        month_day,
        rf"(?:(?:с\s+)?\d{{1,2}}(?:\s+[а-я]+)?\s*(?:[-–—]|по|и|или)\s*)?{_BY}(?P<day>\d{{1,2}})(?:-?(?:го|е|му|ого|ое))?\s+{_RU_MONTH}{_RU_YEAR}{_UNTIL_INCLUDED}",
        rf"{_BY_EN}{_EN_MONTH}\s+(?:the\s+)?(?:\d{{1,2}}\s*[-–—]\s*)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?",
        rf"{_BY_EN}(?:\d{{1,2}}\s*[-–—]\s*)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_EN_MONTH}(?:,?\s+(?P<year>20\d\d))?",
        rf"{_BY_EN}(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
    ),
    *_rule(
        "date",
        ordinal,
        rf"(?:{_LATEST}|до|к|на|по)\s+(?P<ordinal>\d{{1,2}}-?(?:го|е|му|ого|ое)|\d{{1,2}}(?=\s+числ))(?:\s+числ[ау])?",
        rf"{_BY}(?P<ordinal>\d{{1,2}}(?:-?(?:го|е|му))?)\s+числа",
        rf"{_BY}(?P<ordinal>(?:двадцать\s+|тридцать\s+)?(?:{'|'.join(w for w in ORDINALS if w.endswith('ого') or w.endswith('его'))}))(?:\s+числа)(?!\s+раз)",
        r"(?:(?:by|before|until|till|on)\s+)?the\s+(?P<ordinal>\d{1,2}(?:st|nd|rd|th))",
        r"(?:(?<=[^с] )|(?<![^\s(]))(?P<ordinal>\d{1,2}-го)" + _NO_RANK,
    ),
    *_rule(
        "weekday",
        weekday,
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
        day,
        rf"(?:(?:{_LATEST}|до|уже|прямо|на)\s+)?(?P<name>сегодня|послезавтра|завтра)",
        r"(?:до|к|в\s+течени[еи]|не\s+позднее)\s+(?:конца\s+|концу\s+)?(?P<name>сегодняшн\w+|завтрашн\w+)(?:\s+(?:дня|дню|вечера|вечеру|утра|утру))?",
        r"(?:(?:by|before|until|till|for)\s+)?(?:the\s+)?(?P<name>day\s+after\s+tomorrow|today|tomorrow|tmrw|tonight)(?:\s+(?:morning|afternoon|evening|night))?(?!'s)",
        r"(?P<name>this\s+(?:morning|afternoon|evening))",
    ),
    *_rule(
        "time",
        clock,
        r"(?:с|между|from|between)\s+\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?\s*(?:до|и|по|to|and|[-–—])\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:\s*(?:час\w*|ч\b))?(?:\s*(?P<half>[ap]m\b|[ap]\.m\.?|утра|дня|вечера))?"
        + _QUANTITY,
        rf"(?:(?:{_LATEST}|в|во|к|ко|до|с|со|после|около|на|at|by|before|until|till|after|around)\s+)?(?:\d{{1,2}}:\d\d\s*[-–—]\s*)?(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?!:?\d)(?:\s*(?P<half>[ap]m\b|[ap]\.m\.?))?",
        rf"(?:{_LATEST}|в|к|ко|до|с|после)\s+(?P<hour>\d{{1,2}})[.-](?P<minute>[0-5][05])(?![.,]?\d){_QUANTITY}",
        rf"(?:{_LATEST}|в|во|к|ко|до|после|около|с)\s+(?P<hour>\d{{1,2}})(?:-?ти|-?и)?\s*(?:час(?:ам|ов|а|у)?|ч)(?:\s*(?P<half>утра|дня|вечера|ночи))?(?!\s+(?:в\s+(?:день|сутки)|рабо))",
        r"(?:в|во|к|ко|до|после|около|с)\s+(?P<hour>\d{1,2})(?:-?ти|-?и)?\s+(?P<half>утра|дня|вечера)",
        r"(?:(?:at|by|before|until|till|after|around)\s+)?(?:\d{1,2}(?::\d\d)?\s*(?:[-–—]|or|to)\s*)?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap]m\b|[ap]\.m\.?)",
        r"(?:at|by|before|until|till|after|around)\s+(?P<hour>\d{1,2})(?:\s+o'clock|(?=\s+(?:et|pt|ct|cet|est|gmt|central|eastern)\b))",
        r"(?P<hour>\d{1,2})(?=\s+(?:et|pt|ct|cet|est|gmt)\b)",
        rf"(?:до|к|после|в)\s+(?P<hour>{'|'.join(HOURS)})\s+(?:час\w+|(?P<half>утра|дня|вечера))",
        rf"(?:до|к)\s+(?P<hour>{'|'.join(w for w in HOURS if w[-1] in 'ихм')}){_HOUR_ENDS}",
    ),
    *_rule(
        "hour",
        clock,
        rf"(?:{_LATEST}|в|во|к|ко|до|с|после|at|by|before|until|till)\s+(?P<hour>[1-9]|1\d|2[0-4])(?:-?ти|-?и)?(?![.,:/]\d){_QUANTITY}{_HOUR_ENDS}",
    ),
    *_rule(
        "part",
        part_of_day,
        r"(?:в|во)\s+" + _PART + r"\s+дня",
        r"(?:(?:до|к|ко|после|ближе\s+к)\s+)(?:утра|утру|вечера|вечеру|обеда|обеду|полудня|полудню|полуночи|ужина)",
        r"(?:утром|вечером|днем|ночью|в\s+(?:обед|полдень|полночь)|с\s+утра)",
        r"(?:(?:at|by|before|until|till|after)\s+)?(?:noon|midday|midnight|lunch(?:time)?)",
        r"(?<=day )(?:morning|afternoon|evening)",
        r"in\s+the\s+(?:morning|afternoon|evening)|first\s+thing(?:\s+in\s+the\s+morning)?",
    ),
    *_rule(
        "period",
        period_end,
        rf"(?:{_LATEST}|до|к|ко|в|по)\s+(?:конц[ауе]|окончани[яю]|исход[ау])\s+(?:(?P<next>следующ\w+|будущ\w+)\s+|эт\w+\s+|текущ\w+\s+|рабоч\w+\s+)*(?P<name>дня|недели|месяца|квартала|года|смены)",
        r"(?:(?:by|before|until|till|at)\s+)?(?:the\s+)?end\s+of\s+(?:the\s+|this\s+|(?P<next>next)\s+|business\s+|working\s+)*(?P<name>day|week|month|quarter|year|business|play)",
        r"(?:(?:by|before|until|till)\s+)?(?:the\s+)?(?P<next>(?!.)x)?(?:close\s+of\s+(?P<name>business|play)|week's\s+end)",
    ),
    *_rule("part", now, r"(?:(?:by|before)\s+)?(?:eod|cob|c\.o\.b)"),
    *_rule(
        "period",
        weekend,
        r"(?:by\s+)?(?:eow|this\s+weekend|(?:over|on|at|before|by)\s+the\s+weekend)",
    ),
    *_rule("period", weekend, r"(?:до|на|в|после)\s+(?:эти[хе]\s+|ближайшие\s+)?(?:выходны[хе])"),
    *_rule(
        "period",
        month_period,
        rf"(?:до|к|ко|по|в)\s+(?:конц[ауе]|начал[ауое]|середин[еыу])\s+{_RU_MONTH.replace('янв|', '')}",
        r"(?:до|к|by|before)\s+(?P<month>январ[яю]|феврал[яю]|март[ау]|апрел[яю]|ма[яю]|июн[яю]|июл[яю]|август[ау]|сентябр[яю]|октябр[яю]|ноябр[яю]|декабр[яю])(?!\w)",
        rf"(?:by|before|at|in)\s+(?:the\s+)?(?:end|middle|beginning|early|mid|late)[\s-]+(?:of\s+)?{_EN_MONTH}",
    ),
    *_rule(
        "period",
        week,
        r"(?:(?:до|к)\s+)?(?:на|в|до|к)\s+(?:самое\s+)?(?P<which>эт\w+|текущ\w+|следующ\w+|будущ\w+|ближайш\w+|прошл\w+)\s+(?P<name>недел[еюи]|месяц[еа]|квартал[еа])",
        r"(?:(?:by|before|for|until)\s+)?(?P<which>this|next|last)\s+(?P<name>week|month|quarter)(?!end)",
        r"(?P<which>earlier|later)\s+this\s+(?P<name>week|month)",
        r"(?:в|во)\s+(?:начале|середине|первой\s+половине|второй\s+половине)\s+(?P<which>следующей\s+|этой\s+|)(?P<name>недели)",
    ),
    *_rule(
        "period",
        new_year,
        r"(?:до|к|перед|после)\s+(?:нов(?:ого|ому|ым)\s+год(?:а|у|ом)|нг)",
        r"(?:by|before)\s+(?:christmas|new\s+year(?:'s)?)",
    ),
    *_rule(
        "duration",
        duration,
        rf"(?:(?:не\s+позже\s+чем\s+)?через|в\s+течени[еи]|спустя)\s+(?:ближайш\w+\s+|следующ\w+\s+)?(?P<count>{_NUMBER}(?:\s*[-–—]\s*\d{{1,3}})?\s+(?:{_NUMBER}\s+)?)?(?P<working>рабоч\w+\s+|банковск\w+\s+)?(?:календарн\w+\s+)?(?P<unit>минут[ауы]?|час(?:а|ов)?|д(?:ень|ня|ней)|сут(?:ки|ок)|недел[юьи]|месяц(?:а|ев)?){_AFTER_EVENT}",
        rf"(?P<unit>минут|часа|часов|дня|дней|недели)\s+через\s+(?P<count>{_NUMBER}|двадцать|тридцать|сорок)(?P<working>(?!.)x)?{_AFTER_EVENT}",
        rf"через\s+(?P<count>пол)(?P<working>(?!.)x)?(?P<unit>часа|дня|месяца){_AFTER_EVENT}",
        rf"в\s+(?:ближайш|следующ)(?:ие|ий|ую|ее)\s+(?P<count>(?:\d{{1,3}}|пол|пару|два|две|три|четыре|пять|шесть|семь)\s+)?(?P<working>рабоч\w+\s+)?(?P<unit>минут[уы]?|час(?:а|ов)?|д(?:ень|ня(?=\W)|ней)|сутки|неделю|недели){_AFTER_EVENT}",
        r"(?<=на )(?P<count>\d{1,2}\s+|пару\s+|два\s+|три\s+)?(?P<working>(?!.)x)?(?P<unit>час(?:а|ов)?|день|дня|дней|сутки)(?=[,.!?;)]|$)",
        rf"(?:within|in)\s+(?:the\s+next\s+)?(?P<count>(?:\d{{1,3}}|an?|one|two|three|four|five|six|seven|eight|nine|ten|half|couple|few)(?:\s*[-–—]\s*\d+)?(?:\s+(?:an?|of))?\s+)?(?P<working>business\s+|working\s+)?(?P<unit>minutes?|mins?|hours?|days?|weeks?|months?){_AFTER_EVENT}",
    ),
    *_rule("now", now, r"прямо\s+сейчас|(?:right|straight)\s+now|сейчас\s+же|right\s+away"),
    *_rule("now", now, r"(?:сейчас|щас|now)(?=\s*[,.!?;)]|\s*$|\s*\n|\s+[-–—])"),
    *_rule(
        "event",
        unknown,
        r"(?:до|к|перед)\s+(?:(?:наш|ваш|завтрашн|сегодняшн|назначенн)\w+\s+)?(?:выезд|замер|звонк|созвон|поездк|показ|визит|демо|монтаж|осмотр|совещани|планерк|консультаци|встреч)\w*",
        r"(?:до|к)\s+эт(?:ого|ому)\s+(?:срок|времен|дн|числ|час|момент)\w*|by\s+then|by\s+that\s+(?:date|day|time)",
        r"(?:before|ahead\s+of|by)\s+(?:our|the|your|that)\s+(?:call|meeting|demo|visit|site\s+visit|appointment|viewing)",
    ),
)
