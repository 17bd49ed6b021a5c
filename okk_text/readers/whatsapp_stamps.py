"""How a WhatsApp export writes date and time: learned from a sample, then held for the whole file.

Every locale writes its own: `[07.11.2025, 17:41:03] `, `3/2/26, 9:05 PM - `, `2026/3/2 上午9:41 - `,
`09:41, 2/3/2026 - `, `2.3.2026 klo 9.41 - `. One wide pattern finds the first stamps; the pattern
learned from them is narrow, so that a date inside a message does not cut it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

MARKS = "[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*"
BLANK = "[ \u00a0\u202f\u2009]"
MORNING = "am|午前|上午|凌晨|清晨|早上|오전|ص|ق.ظ|πμ|дп|vorm|öö|sa|de|dop|fm|fh|pg|पूर्वाह्न"
EVENING = "pm|午後|下午|中午|晚上|오후|م|ب.ظ|μμ|пп|nachm|ös|ch|du|odp|em|eh|ptg|अपराह्न"
HALF = (
    rf"(?:[ap]\.?{BLANK}?m\.?|午[前後]|[上下中]午|凌晨|清晨|早上|晚上|오[전후]|[صم](?!\w)|[قب]\.ظ\.?|"
    rf"[πμ]\.?μ\.?|[дп]\.?п\.?|vorm\.|nachm\.|ö[öÖs]|SA|CH|de\.|du\.|dop\.|odp\.|[fe]\.?[mh]\.?|"
    r"PT?G|पूर्वाह्न|अपराह्न)"
)
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_SEPARATOR = rf"{MARKS}([./-]|[年月]|[년월]){MARKS}{BLANK}?"
_DATE = (
    rf"(?P<a>(?:{'|'.join(ERAS)})?\d{{1,4}}){_SEPARATOR}(?P<b>\d{{1,2}}){_SEPARATOR}"
    rf"(?P<c>\d{{1,4}})(?:{BLANK}?(?:BE|г\.?|日|일|\.))?{MARKS}"
)
_TIME = (
    rf"(?:(?P<before>{HALF}){BLANK}?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})"
    rf"(?:[:.](?P<second>\d{{2}}))?(?:{BLANK}?(?P<after>{HALF}))?(?:{BLANK}ч\.?)?"
)
_JOINT = rf"(?:[,،]?{BLANK}{{1,2}}(?:(?:klo|kl\.?|à|às|at|um|в|o|u){BLANK})?|[,،])"
_END = rf"(?:{MARKS}\]{BLANK}?|{BLANK}[-–—]{BLANK}|:{BLANK}|,{BLANK})"
_WIDE = [
    re.compile(rf"{MARKS}\[?{stamp}{_END}", re.IGNORECASE)
    for stamp in (_DATE + _JOINT + _TIME, _TIME + _JOINT + _DATE)
]
Day = tuple[str, str, str]  # the three numbers of a date as written


@dataclass(frozen=True, slots=True)
class Shape:
    """What the stamps of one export look like.

    `pattern` matches a line end and the stamp after it; its groups `day` and `clock` are the date
    and the time of day as written. `framed`: lines end in \\r\\n around messages, so that \\n alone
    is inside one.
    """

    pattern: re.Pattern[str]
    separator: str
    bracketed: bool
    framed: bool


def learned(sample: str) -> tuple[Shape, int] | None:
    """The shape most stamps of the sample share, and how many do; None where there are none."""
    matches = [match for line in sample.split("\n") if (match := _wide_match(line))]
    if not matches:
        return None
    sources = [_narrow(match) for match in matches]
    source, count = Counter(sources).most_common(1)[0]
    first = matches[sources.index(source)]
    starts = [m[1] for m in re.finditer(rf"(\r?)\n(?={source})", sample, re.IGNORECASE)]
    # iOS ends messages with \r\n and lines inside them with \n alone: then pasted lines stay whole
    framed = 2 * sum(map(bool, starts)) > len(starts)
    shape = Shape(
        pattern=re.compile(("\r\n" if framed else "\n") + source, re.IGNORECASE),
        separator=first.string[first.end("a") : first.start("b")].strip(" \u200e\u200f\u00a0"),
        bracketed=first.group().lstrip("\u200e\u200f\u202a\ufeff").startswith("["),
        framed=framed,
    )
    return shape, count


def _wide_match(line: str) -> re.Match[str] | None:
    """The stamp a line begins with, if it is one that WhatsApp writes."""
    for wide in _WIDE:
        if not (match := wide.match(line)):
            continue
        stamp = match.group().rstrip(" \u00a0\u202f")
        if ("[" in stamp) != stamp.endswith("]"):
            continue
        if stamp.endswith(":") and not match["second"]:
            continue  # early iOS; without seconds it may be anybody's notes
        if stamp.endswith(",") and "년" not in stamp:
            continue
        return match
    return None


def _narrow(match: re.Match[str]) -> str:
    """The pattern of stamps that are written like this one."""
    parts, place = [MARKS], match.start() + len(re.match(MARKS, match.group()).group())
    groups = ("a", "b", "c", "before", "hour", "minute", "second", "after")
    found = sorted((match.start(name), name) for name in groups if match[name])
    for index, (start, name) in enumerate(found):
        parts.append(_literal(match.string[place:start]))
        of_day = name in "abc"
        if index == 0 or of_day != (found[index - 1][1] in "abc"):
            parts.append("(?P<day>" if of_day else "(?P<clock>")
        parts.append(_field(name, match[name]))
        if index + 1 == len(found) or of_day != (found[index + 1][1] in "abc"):
            parts.append(")")
        place = match.end(name)
    parts.append(_literal(match.string[place : match.end()]))
    return "".join(parts)


def _literal(text: str) -> str:
    """What stands between the numbers; marks, where there are any, may be any."""
    bare = re.sub(MARKS, "", text)
    between = MARKS if bare != text else ""
    signs = (BLANK if re.fullmatch(BLANK, sign) else re.escape(sign) for sign in bare)
    return between + between.join(signs) + between


def _field(name: str, written: str) -> str:
    if name in ("before", "after"):
        return HALF
    if name in ("minute", "second"):
        return r"\d{2}"
    if name == "a" and not written.isdecimal():
        return rf"(?:{'|'.join(ERAS)})?\d{{1,4}}"
    return r"\d{4}" if len(written) == 4 else r"\d{1,2}"


def calendar(
    written: Sequence[str], shape: Shape, clocks: Iterable[str]
) -> tuple[dict[str, date | None], str | None]:
    """The dates of the file by the order of day, month and year that fits it best.

    `written` in the order of the file, `clocks` all its times of day. The second value is that
    order, e.g. "dmy", where the file leaves it open, else None.
    """
    numbers = {day: _numbers(day) for day in written}
    dates, open_order = _calendar([numbers[day] for day in written], shape, clocks)
    return {day: dates[three] for day, three in numbers.items()}, open_order


def _numbers(written: str) -> Day:
    first, second, third = re.findall(rf"(?:{'|'.join(ERAS)})?\d+", written, re.IGNORECASE)
    return first, second, third


def _calendar(
    days: Sequence[Day], shape: Shape, clocks: Iterable[str]
) -> tuple[dict[Day, date | None], str | None]:
    orders = _possible_orders(days[0], shape)
    readings = {order: {day: _date(day, order) for day in set(days)} for order in orders}
    misfits = {order: sum(d is None for d in dates.values()) for order, dates in readings.items()}
    fitting = [order for order in orders if misfits[order] == min(misfits.values())]
    if len(fitting) == 1 or shape.separator != "/":
        return readings[fitting[0]], None
    courses = {order: _course([readings[order][day] for day in days]) for order in fitting}
    best = min(fitting, key=lambda order: courses[order][0])
    if all(courses[order][0] > courses[best][0] for order in fitting if order != best):
        return readings[best], None
    american = "mdy" in fitting and _looks_american(days, clocks)
    likely = sorted(fitting, key=lambda order: (order == "mdy") != american)
    for order in fitting:
        if all(courses[other][1] > 2 * courses[order][1] for other in fitting if other != order):
            likely.insert(0, order)
    same = len({tuple(readings[order][day] for day in days) for order in fitting}) == 1
    return readings[likely[0]], None if same else likely[0]


def _possible_orders(day: Day, shape: Shape) -> list[str]:
    first, _, last = day
    if not first.isdecimal() or len(first) == 4 or shape.separator in "年년":
        return ["ymd"]
    if len(last) == 4:
        return ["dmy", "mdy"]
    return ["dmy", "ymd"] if shape.separator == "-" else ["dmy", "mdy", "ymd"]


def _date(day: Day, order: str) -> date | None:
    numbers = dict(zip(order, day, strict=True))
    try:
        return date(_year(numbers["y"]), int(numbers["m"]), int(numbers["d"]))
    except ValueError:
        return None


def _year(written: str) -> int:
    """The Gregorian year; Buddhist years run 543 ahead, Japanese ones count from the era."""
    era = written.rstrip("0123456789") if not written.isdecimal() else ""
    year = int(written.removeprefix(era))
    if era:
        year += ERAS[era.upper()]
    elif year < 100:
        year += 2000 if year < 52 else 2500
    if year > 2400:
        year -= 543
    if not 2009 <= year < 2200:
        raise ValueError("no year of WhatsApp")
    return year


def _course(dates: Sequence[date | None]) -> tuple[int, int]:
    """How often the dates step back by days, and all days stepped over together."""
    known = [one.toordinal() for one in dates if one]
    steps = [later - earlier for earlier, later in pairwise(known)]
    return sum(step < -1 for step in steps), sum(map(abs, steps))


def _looks_american(days: Sequence[Day], clocks: Iterable[str]) -> bool:
    padded = any(number.startswith("0") for day in days for number in day[:2])
    return not padded and any(clock.endswith(("AM", "PM")) for clock in clocks)


def time_of_day(clock: str) -> time | None:
    """The time as written, None where it cannot be."""
    hour, *others = map(int, re.findall(r"\d+", clock))
    half = re.sub(rf"[\d:.{BLANK[1:-1]}]", "", clock).casefold()
    if half in _HALVES:
        hour = hour % 12 + 12 * (half in _EVENING)
    try:
        return time(hour, *others)
    except ValueError:
        return None


_EVENING = frozenset(EVENING.replace(".", "").split("|"))
_HALVES = _EVENING | frozenset(MORNING.replace(".", "").split("|"))
