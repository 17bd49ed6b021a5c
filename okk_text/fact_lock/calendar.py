"""Dates and times as facts: days, weekdays, clock times, «завтра», «до конца недели», with their bounds."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from okk_text.fact_lock.facts import Reading
from okk_text.lexicon.dates import month_number, weekday_number
from okk_text.lexicon.deadlines import deadlines

_RU_MONTH = (
    r"(?:январ[а-я]+|феврал[а-я]+|март[а-я]*|апрел[а-я]+|ма[йяюе](?!\w)|ма[её]м(?!\w)|июн[а-я]+|июл[а-я]+"
    r"|август[а-я]*|сентябр[а-я]+|октябр[а-я]+|ноябр[а-я]+|декабр[а-я]+)"
)
_SHORT_MONTH = r"(?:(?:янв|фев|мар|апр|авг|сент?|окт|нояб?|дек)(?!\w)\.?)"
_EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_LATEST = r"не\s+(?:позднее|позже)(?:\s+чем)?|(?:no|not)\s+later\s+than"
_BOUNDS = (
    ("upto", re.compile(rf"(?:{_LATEST}|(?<!\w)(?:до|к|ко|по|by|before|until|till|due))\s+(?:the\s+)?$")),
    ("from", re.compile(r"(?:не\s+ранее|не\s+раньше|(?<!\w)(?:с|со|после|начиная\s+с|from|after|since|starting))\s+(?:the\s+)?$")),
    ("", re.compile(r"(?<!\w)(?:в|во|на|около|at|on|for|in|the|around)\s+(?:the\s+)?$")),
)  # fmt: skip
_YEAR = r"(?:,?\s*(?P<year>20\d\d)(?:\s*(?:год[а-я]*|г\.?)(?!\w))?)?"
_DAY = r"(?<![\d.,:])(?P<day>[12]?\d|3[01])(?:-?(?:го|е|му|ого|ое|st|nd|rd|th))?"
_PAIR = re.compile(
    rf"{_DAY.replace('?P<day>', '?P<first>')}\s*(?:[-—]|по|и|или|до|to|and|or)\s*(?=\d{{1,2}}\S{{0,3}}\s+(?:of\s+)?(?P<month>{_RU_MONTH}|{_EN_MONTH}))"
)
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}\s+(?:of\s+)?(?P<month>{_RU_MONTH}){_YEAR}",
        rf"{_DAY}\s+(?P<month>{_SHORT_MONTH}){_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?(?P<month>{_EN_MONTH}){_YEAR}",
        rf"(?<!\w)(?P<month>{_EN_MONTH})\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:){_YEAR}",
        r"(?<![\w.-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])",
        r"(?<![\w.,])(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:20)?\d\d)(?![\w])(?:\s*г(?:ода|\.)?(?!\w))?",
        r"(?<![\w.,])(?P<day>\d{1,2})[./](?P<month>0[1-9]|1[0-2])(?P<year>(?!.)x)?(?![\w]|[.,:]\d|\s*(?:%|₽|\$|€|руб|тыс|млн|м\b|м2|м²|кг|мм|см|т\b|л\b|x|х))",
    )
)
_MONTH_ALONE = re.compile(
    rf"(?<!\w)(?:(?P<month>{_RU_MONTH})(?!\w){_YEAR}|(?:in|by|until|till|of|from|since|mid|late|early|for|before|after)[\s-]+(?P<en>{_EN_MONTH}))"
)
_DAY_OF_MONTH = re.compile(
    r"(?<![\w.,])(?P<day>[12]?\d|3[01])(?:-?(?:го|ого|е|ое|му)(?!\w)(?:\s+числ[ауо]?)?|\s+числ[ау])"
    r"|(?<!\w)the\s+(?P<en>[12]?\d|3[01])(?:st|nd|rd|th)\b(?!\s+(?:floor|time|order|year))"
)
_YEAR_ALONE = re.compile(
    r"(?<![\w.,])(?P<year>20[1-4]\d)(?:\s*(?:год[а-я]*|г\.?)(?!\w)|(?![\w%₽]| ?\d{3}|\s*(?:руб|₽|€|\$|шт|eur|usd|rub|units|pcs)))"
)
_MODIFIER = r"(?:(?P<modifier>следующ\w+|будущ\w+|прошл\w+|кажд\w+|эт\w{1,2}|ближайш\w+|next|last|previous|every|each|this|coming)\s+)?"
_WEEKDAY = re.compile(
    rf"(?<!\w){_MODIFIER}(?P<name>понедельник[а-я]*|вторник[а-я]*|сред(?:а|у|ы|е|ой)(?!\w)|четверг[а-я]*|пятниц[а-я]*|суббот[а-я]*"
    r"|воскресень[а-я]*|(?:пн|вт|ср|чт|пт|сб|вс)(?!\w)\.?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?:mon|tues?|thu|thurs?|fri)\b\.?"
    r"|(?<=on )(?:wed|sat|sun)\b|(?<=by )(?:wed|sat|sun)\b)"
)
_WEEKEND = re.compile(
    rf"(?<!\w){_MODIFIER}(?P<name>выходн(?:ые|ых|ым)|уик-?енд\w*|weekends?|будн(?:и|ям|ях|ий\w*)|weekdays?)(?!\w)"
)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?P<after>послезавтра|day\s+after\s+tomorrow)|(?P<tomorrow>завтра(?:шн\w+)?|tomorrow|tmrw)|(?P<yesterday>вчера(?:шн\w+)?|yesterday)"
    r"|(?P<today>сегодня(?:шн\w+)?|today|tonight)|(?P<now>сейчас|прямо\s+сейчас|немедленно|срочно|(?:right|straight)\s+(?:now|away)|immediately|asap|urgently))(?!\w)"
)
_PART = re.compile(
    r"(?<!\w)(?:(?P<morning>утр(?:ом|а|у|о)|mornings?)|(?P<noon>обед(?:а|у|ом)?|полд(?:ень|ня|ню)|noon|midday|lunch(?:time)?)"
    r"|(?P<afternoon>днем|после\s+обеда|after\s+lunch|afternoons?)|(?P<evening>вечер(?:ом|а|у)?|evenings?|tonight)|(?P<night>ноч(?:ью|и)|полноч[ьи]|nights?|midnight))(?!\w)"
)
_NO_WORDS = r"(?!\s*(?:[а-яa-z%₽$€#№]|\d{3}))"
_HOUR_GOES_ON = r"(?=\s*(?:[^\w\s%₽$€#№]|$|\n)|\s+(?:мск|msk|сегодня|завтра|или|и|до|по|or|and|to|et|pt|cet|gmt|est|пришл|напиш|подтверд|ответ|позвон|жду|ждем|скаж|please|today|tomorrow)(?:\w*))"
_CLOCK = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])[:](?P<minute>[0-5]\d)(?![\d:])\s*(?P<half>[ap]\.?m\b\.?)?",
        r"(?:(?<=в )|(?<=к )|(?<=до )|(?<=с )|(?<=после )|(?<=около ))(?P<hour>[01]?\d|2[0-4])[.-](?P<minute>[0-5][05])(?![\d.,])(?!\s*(?:%|₽|тыс|руб|м\b|кг))(?P<half>(?!.)x)?",
        r"(?<![\d:.])(?P<hour>1[0-2]|0?\d)(?P<minute>(?!.)x)?\s*(?P<half>[ap]\.?m\b\.?)",
        r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])(?P<minute>(?!.)x)?\s*(?:час\w*\s+)?(?P<half>утра|вечера|ночи)(?!\w)",
        r"(?:(?<=в )|(?<=к )|(?<=до )|(?<=с )|(?<=после )|(?<=около ))(?P<hour>[01]?\d|2[0-4])(?P<minute>(?!.)x)?\s*(?:час\w*\s+)?(?P<half>дня)(?!\w)",
        r"(?:(?<=\bв )|(?<=\bк )|(?<=\bс )|(?<=\bпосле ))(?P<hour>[01]?\d|2[0-4])(?P<minute>(?!.)x)?(?P<half>(?!.)x)?\s*(?:час(?:ам|ов|а)?|ч)(?!\w)",
        rf"(?:(?<=\bв )|(?<=\bк )|(?<=\bс )|(?<=\bдо )|(?<=\bпосле )|(?<=\bat )|(?<=\bby )|(?<=\bbefore )|(?<=\buntil )|(?<=\bafter )|(?<=\bfrom )|(?<=\bto ))"
        rf"(?P<hour>1?\d|2[0-4])(?P<minute>(?!.)x)?(?P<half>(?!.)x)?(?:-?(?:ти|и|х))?{_HOUR_GOES_ON}",
        r"(?<=\bat )(?P<hour>1?\d)(?P<minute>(?!.)x)?(?P<half>(?!.)x)?\s+o'clock",
    )
)  # fmt: skip
_UNITS = {
    "day": r"дн(?:я|ю|ем|и|ей)|день|сутки|суток|days?",
    "week": r"недел\w+|weeks?",
    "month": r"месяц\w*|months?|мес(?!\w)\.?",
    "quarter": r"квартал\w*|quarters?",
    "year": r"год(?:а|у|ом)?|years?",
    "hour": r"час(?:а|у|ом)?|hours?",
}
_PERIOD = tuple(
    (
        unit,
        re.compile(
            rf"(?<!\w)(?:(?P<edge>конц\w*|начал\w*|середин\w*|end|beginning|start|middle|окончани\w+)\s+(?:of\s+)?)?"
            rf"(?:(?P<per>в|за|per|an?|/|раз\s+в)\s+|/\s?)?(?:the\s+)?(?:(?P<which>следующ\w+|будущ\w+|прошл\w+|кажд\w+|эт\w{{1,3}}|текущ\w+|ближайш\w+|next|last|this|every|each|coming|рабоч\w+|business|working)\s+)?"
            rf"(?:{pattern})(?!\w)"
        ),
    )
    for unit, pattern in _UNITS.items()
)
_DAILY = re.compile(
    r"(?<!\w)(?:ежедневно|ежемесячно|еженедельно|ежегодно|daily|monthly|weekly|yearly|annual(?:ly)?|ежемесячн\w+|ежегодн\w+)(?!\w)"
)
_EOD = re.compile(r"(?<!\w)(?:eod|cob|close\s+of\s+business)(?!\w)|(?<!\w)(?P<week>eow)(?!\w)")
_WISH = re.compile(
    r"(?:хорош\w+|приятн\w+|отличн\w+|доброго|добрых|удачн\w+|прекрасн\w+|добрый|доброе|доброй)\s+(?:вам\s+|рабочего\s+)?(?:дня|день|вечера?|выходных|недели|утро|утра|ночи)"
    r"|(?:have\s+a\s+)?(?:good|nice|great|lovely|wonderful)\s+(?:day|week|weekend|evening|morning|afternoon|rest\s+of\s+(?:the\s+|your\s+)?day)"
    r"|на\s+(?:сегодняшний|данный|текущий)\s+(?:день|момент)|в\s+то\s+же\s+время|every\s+day\s+life"
)
_WHICH = {
    "след": "next",
    "буду": "next",
    "next": "next",
    "прош": "last",
    "last": "last",
    "prev": "last",
}
_WHICH |= {"кажд": "every", "ever": "every", "each": "every", "рабо": "working", "busi": "working"}
_EDGES = {
    "к": "end",
    "е": "end",
    "о": "end",
    "н": "start",
    "b": "start",
    "s": "start",
    "с": "mid",
    "m": "mid",
}


def read_calendar(reading: Reading) -> None:
    """Note the dates and times; the rest of the text loses them."""
    for match in reading.matches(_WISH):
        reading.cover(*match.span())
    spoken = reading.rest
    for match in reading.matches(_PAIR):
        value = (month_number(match["month"]), int(match["first"]), None, "from")
        reading.add("date", value, match.span())
    for pattern in _DATES:
        for match in reading.matches(pattern):
            _add_date(reading, match)
    for match in reading.matches(_DAY_OF_MONTH):
        _add(reading, match, ("day", int(match["day"] or match["en"])))
    for match in reading.matches(_MONTH_ALONE):
        _add(reading, match, ("month", month_number(match["month"] or match["en"]), match["year"]))
    for match in reading.matches(_WEEKDAY):
        _add(reading, match, ("weekday", weekday_number(match["name"]), _which(match["modifier"])))
    for match in reading.matches(_WEEKEND):
        name = "weekdays" if match["name"].startswith(("буд", "weekday")) else "weekend"
        _add(reading, match, (name, _which(match["modifier"])))
    for match in reading.matches(_RELATIVE):
        _add(reading, match, ("day", match.lastgroup))
        if match[0] == "tonight":
            reading.add("date", (("part", "evening"), ""), match.span())
    for pattern in _CLOCK:
        for match in reading.matches(pattern):
            _add_clock(reading, match)
    for match in reading.matches(_PART):
        _add(reading, match, ("part", match.lastgroup))
    _range_ends(reading)
    _read_deadlines(reading, spoken)


def read_periods(reading: Reading) -> None:
    """Note weeks, months and the like without a number, and years: after the figures are read."""
    for match in reading.matches(_EOD):
        reading.add("date", ("week" if match["week"] else "day", "end", None, "upto"), match.span())
    for match in reading.matches(_DAILY):
        reading.add("date", ("per", match[0][:6]), match.span())
    for match in reading.matches(_YEAR_ALONE):
        _add(reading, match, ("year", match["year"]))
    for unit, pattern in _PERIOD:
        for match in reading.matches(pattern):
            which = "per" if match["per"] and not match["which"] else _which(match["which"])
            edge = _EDGES.get(match["edge"][0]) if match["edge"] else None
            bound, start = _bound(reading.rest, match.start())
            reading.add("date", (unit, edge, which, bound if edge else ""), (start, match.end()))


def _add(reading: Reading, match: re.Match[str], value: tuple[object, ...]) -> None:
    bound, start = _bound(reading.rest, match.start())
    reading.add("date", (value, bound), (start, match.end()))


def _add_date(reading: Reading, match: re.Match[str]) -> None:
    written = match["month"]
    month = int(written) if written.isdecimal() else month_number(written)
    day, year = int(match["day"]), match["year"]
    if reading.language == "en" and "/" in match[0]:
        month, day = day, month
    if 1 <= month <= 12 and 1 <= day <= 31:
        bound, start = _bound(reading.rest, match.start())
        value = (month, day, int(year) % 100 if year else None, bound)
        reading.add("date", value, (start, match.end()))


def _add_clock(reading: Reading, match: re.Match[str]) -> None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = match["half"] or ""
    if (half.startswith(("p", "дня", "вечера"))) and hour < 12:
        hour += 12
    if half.startswith(("a", "ночи")) and hour == 12:
        hour = 0
    _add(reading, match, ("clock", hour, minute))


def _range_ends(reading: Reading) -> None:
    """«9:00–18:00» and «пн-пт» run from the first to the second."""
    facts = reading.facts
    dated = sorted(
        (i for i, f in enumerate(facts) if f.kind == "date"), key=lambda i: facts[i].start
    )
    for first, second in itertools.pairwise(dated):
        between = reading.whole.folded[facts[first].end : facts[second].start]
        if re.fullmatch(r"\s?[-—]\s?", between):
            for at, bound in ((first, "from"), (second, "upto")):
                facts[at] = replace(facts[at], value=(*facts[at].value[:-1], bound))


def _read_deadlines(reading: Reading, spoken: str) -> None:
    """What else says by when: «до монтажа», "by then"."""
    for deadline in deadlines(spoken, now=None):
        if deadline.kind == "event" and "|" not in spoken[deadline.start : deadline.end]:
            words = spoken[deadline.start : deadline.end]
            reading.add("date", ("event", words.split()[-1][:5]), (deadline.start, deadline.end))


def _which(word: str | None) -> str | None:
    return _WHICH.get(word[:4]) if word else None


def _bound(rest: str, start: int) -> tuple[str, int]:
    near = max(0, start - 24)
    for bound, pattern in _BOUNDS:
        match = pattern.search(rest[near:start])
        if match:
            return bound, near + match.start()
    return "", start
