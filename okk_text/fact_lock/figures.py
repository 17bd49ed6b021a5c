"""Figures: money, percentages, quantities and bare numbers, with their bounds («от», «до», «около»)."""

from __future__ import annotations

import re
from decimal import Decimal

from okk_text.fact_lock.facts import Kind, Reading
from okk_text.fact_lock.numerals import Numeral, numerals

_CURRENCIES = {
    "RUB": r"₽|руб(?:л\w*|\.)?(?!\w)|р(?!\w)\.?|rub(?:les?|\b)|rur\b",
    "USD": r"\$|долл(?:ар\w*|\.)?|usd\b|dollars?\b|bucks?\b",
    "EUR": r"€|евро(?!\w)|eur(?:os?)?\b",
    "GBP": r"£|фунт\w* стерл\w*|gbp\b|pounds?\b",
    "KZT": r"₸|тенге(?!\w)|тг(?!\w)\.?|kzt\b",
    "BYN": r"byn\b|бел\w*\.? руб\w*",
    "UAH": r"₴|гривн\w*|грн(?!\w)|uah\b",
    "kopeck": r"коп(?:е\w+|\.)?(?!\w)",
    "cent": r"cents?\b|центо?в?а?(?!\w)",
}
_UNITS: dict[str, tuple[str, Decimal]] = {  # pattern -> unit and how many of it
    r"(?:рабоч\w+|банковск\w+) (?:д(?:ень|ня|ней)|дн(?:ям|ями|ях|и|\.)?)(?!\w)"
    r"|р\. ?д\.|(?:business|working)[ -]days?\b": ("working day", Decimal(1)),
    r"(?:календарн\w+ )?(?:д(?:ень|ня|ней)|дн(?:ям|ями|ях|и|\.)?|сут(?:ки|ок|ками|кам|ках))(?!\w)"
    r"|(?:calendar )?days?\b": ("day", Decimal(1)),
    r"недел\w*|weeks?\b": ("day", Decimal(7)),
    r"месяц\w*|мес(?!\w)\.?|months?\b": ("month", Decimal(1)),
    r"квартал\w*|quarters?\b": ("month", Decimal(3)),
    r"полугоди\w+": ("month", Decimal(6)),
    r"год(?:а|у|ом|ы|ов|ам)?(?!\w)|лет(?!\w)|years?\b|yrs?\b": ("month", Decimal(12)),
    r"час(?:а|ов|у|ом|ам|ами|ах|ы)?(?!\w)|ч(?!\w)\.?|hours?\b|hrs?\b": ("minute", Decimal(60)),
    r"минут\w*|мин(?!\w)\.?|minutes?\b|mins?\b": ("minute", Decimal(1)),
    r"секунд\w*|сек(?!\w)\.?|seconds?\b|secs?\b": ("second", Decimal(1)),
    r"кв\.? ?м(?:етр\w*)?(?!\w)\.?|м2(?!\w)|м²|квадрат(?:н\w+ метр\w*|а|ов)?(?!\w)|sq\.? ?m\b|sqm\b|m2\b|m²": ("m2", Decimal(1)),
    r"куб(?:\.|\w*) ?м(?:етр\w*)?(?!\w)|м3(?!\w)|м³|кубометр\w*|куб(?:а|ов)?(?!\w)|m3\b|m³": ("m3", Decimal(1)),
    r"пог(?:\.|онн\w*) ?м(?:етр\w*)?(?!\w)\.?": ("running m", Decimal(1)),
    r"мм(?!\w)\.?|миллиметр\w*|mm\b": ("mm", Decimal(1)),
    r"см(?!\w)\.?|сантиметр\w*|cm\b": ("mm", Decimal(10)),
    r"км(?!\w)\.?|километр\w*|km\b": ("mm", Decimal(10**6)),
    r"м(?!\w)\.?|метр(?:а|ов|у|ом|ы|ах|ам)?(?!\w)|met(?:er|re)s?\b|m\b": ("mm", Decimal(1000)),
    r"кг(?!\w)\.?|килограмм\w*|kgs?\b|kilos?\b": ("g", Decimal(1000)),
    r"г(?!\w)(?!\.? ?[а-я])\.?|гр(?!\w)\.?|грамм\w*|grams?\b|g\b": ("g", Decimal(1)),
    r"тонн\w*|тн?(?!\w)\.?|tons?\b|tonnes?\b": ("g", Decimal(10**6)),
    r"литр\w*|л(?!\w)\.?|lit(?:er|re)s?\b": ("l", Decimal(1)),
    r"мл(?!\w)\.?|ml\b": ("l", Decimal("0.001")),
    r"шт(?:ук\w*)?(?!\w)\.?|pcs\b|pieces?\b|units?\b": ("piece", Decimal(1)),
    r"чел(?:овек\w*)?(?!\w)\.?|people\b|persons?\b|guests?\b": ("person", Decimal(1)),
    r"квт(?!\w)|kw\b": ("kw", Decimal(1)),
    r"°c?|градус\w*|degrees?\b": ("degree", Decimal(1)),
}  # fmt: skip
_MONEY_AFTER = {c: re.compile(rf"\s?(?:{p})") for c, p in _CURRENCIES.items()}
_MONEY_BEFORE = re.compile(r"(?P<sign>[₽$€£₸₴]|\b(?:usd|eur|rub|gbp)\b)\s?$")
_PERCENT = re.compile(r"\s?(?:%|процент\w*|percent\b|per cent\b|pct\b)")
_UNIT_AFTER = [(re.compile(rf"[\s-]?(?:{p})"), unit) for p, unit in _UNITS.items()]
_RANGE = re.compile(r"\s?[-—]\s?|\s(?:до|to)\s")
_BOUNDS = (
    ("upto", re.compile(
        r"(?:не\s+(?:более|больше|дольше|выше|дороже|позднее|позже|длиннее)(?:\s+чем)?|максимум|(?<!\w)до|в\s+пределах"
        r"|в\s+течени[еи]|(?:в|за)\s+ближайшие|менее|меньше|within(?:\s+the\s+next)?|(?<!\w)in|up\s+to|at\s+most|(?:no|not)\s+(?:more|longer|later)\s+than"
        r"|less\s+than|under|below|max(?:imum)?)(?:\s+чем)?\s*$")),
    ("from", re.compile(
        r"(?:(?<!\w)от|не\s+(?:менее|меньше|ранее|раньше|ниже|дешевле)(?:\s+чем)?|минимум|свыше|более|больше|from|at\s+least|(?:no|not)\s+less\s+than|over|more\s+than"
        r"|min(?:imum)?|starting\s+(?:at|from))(?:\s+чем)?\s*$")),
    ("about", re.compile(
        r"(?:около|примерно|порядка|приблизительно|ориентировочно|где-то|~|≈|about|around|approximately|approx\.?|roughly)\s*$")),
)  # fmt: skip
_WITHIN = re.compile(r"(?<!\w)за\s*$")
_DURATIONS = ("working day", "day", "month", "minute", "second")
_HALF = re.compile(
    r"(?<!\w)(?:пол(?P<unit>час|дня|года|месяца)а?(?!\w)|half\s+an?\s+(?P<en>hour|day|year))"
)
_FREE = re.compile(
    r"(?<!\w)(?:бесплатн\w*|даром|в\s+подарок|безвозмездно|free(?:\s+of\s+charge)?|complimentary"
    r"|no\s+(?:extra\s+|additional\s+)?(?:charge|fee|cost)|at\s+no\s+(?:extra\s+|additional\s+)?(?:charge|cost))(?!\w)(?!\s+(?:to|slot|time|day))"
)
_LIST_MARK = re.compile(r"(?m)^[ \t]*\d{1,2}[.)](?=\s)")
_ONE = re.compile(
    r"(?<!\w)(?P<by>через|в\s+течени[еи]|за|спустя|within|in)\s+(?:an?\s+|one\s+|один\s+|одну\s+)?"
)


def read_figures(reading: Reading) -> None:
    """Note money, percentages, quantities and numbers; the rest of the text loses them."""
    for mark in reading.matches(_LIST_MARK):
        reading.cover(*mark.span())
    for match in reading.matches(_FREE):
        reading.add("money", (Decimal(0), None, ""), match.span())
    for match in reading.matches(_HALF):
        half = {"час": ("minute", 30), "hour": ("minute", 30), "дня": ("day", "0.5")}
        half |= {"day": ("day", "0.5"), "года": ("month", 6), "year": ("month", 6)}
        unit, count = half.get(match["unit"] or match["en"], ("month", "0.5"))
        bound, start = _bound(reading.rest, match.start(), "quantity", unit)
        value = (Decimal(count), unit, bound)
        reading.add("quantity", value, (start, match.end()))
    _read_single_units(reading)
    waiting: list[Numeral] = []
    found = numerals(reading.rest, reading.language)
    for number, numeral in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if following and _is_range(reading.rest, numeral, following) and not waiting:
            waiting = [numeral]
            continue
        _read_figure(reading, numeral, opening=waiting[0] if waiting else None)
        waiting = []


def _read_single_units(reading: Reading) -> None:
    """«Через неделю», "in an hour": one of the unit, though no number stands there."""
    for match in reading.matches(_ONE):
        for pattern, (unit, size) in _UNIT_AFTER:
            named = pattern.match(reading.rest, match.end()) if unit in _DURATIONS else None
            if named:
                bound = "" if match["by"] in ("через", "спустя") else "upto"
                reading.add("quantity", (size, unit, bound), (match.start(), named.end()))
                break


def _is_range(rest: str, numeral: Numeral, following: Numeral) -> bool:
    between = rest[numeral.end : following.start]
    if not _RANGE.fullmatch(between):
        return False
    said = between.strip() in ("до", "to")
    return following.value > numeral.value and (
        not said or bool(_FROM.search(rest[: numeral.start]))
    )


_FROM = re.compile(r"(?<!\w)(?:от|с|from|between)\s*$")


def _read_figure(reading: Reading, numeral: Numeral, *, opening: Numeral | None) -> None:
    """One number with its unit; of a range both ends."""
    rest = reading.rest
    kind, unit, size, end = _unit(rest, opening or numeral, numeral)
    start = (opening or numeral).start
    before = _MONEY_BEFORE.search(rest[max(0, start - 5) : start])
    if before:
        start -= len(before[0])
        if kind == "number":
            sign = before["sign"]
            kind, size = "money", Decimal(1)
            unit = next(c for c, p in _CURRENCIES.items() if re.fullmatch(p, sign))
    place = (start, end)
    if opening:
        lead = _FROM.search(rest[:start])
        times = numeral.value / _unscaled(rest, numeral) if numeral.scaled else 1
        low = opening.value * (times if not opening.scaled else 1)
        reading.add(kind, ((low * size).normalize(), unit, "from"), place, cover=False)
        value = ((numeral.value * size).normalize(), unit, "upto")
        reading.add(kind, value, (lead.start() if lead else start, end))
        return
    bound, first = _bound(rest, start, kind, unit)
    if kind == "number" and numeral.scaled:
        unit = "scaled"
    reading.add(kind, ((numeral.value * size).normalize(), unit, bound), (first, end))


def _unscaled(rest: str, numeral: Numeral) -> Decimal:
    digits = re.match(r"\d+(?:[.,]\d+)?", rest[numeral.start :])
    return Decimal(digits[0].replace(",", ".")) if digits else numeral.value


def _unit(rest: str, first: Numeral, last: Numeral) -> tuple[Kind, str | None, Decimal, int]:
    """Kind, unit, its size and where the words end."""
    percent = _PERCENT.match(rest, last.end)
    if percent:
        return "percent", "%", Decimal(1), percent.end()
    for currency, pattern in _MONEY_AFTER.items():
        match = pattern.match(rest, last.end)
        if match:
            return "money", currency, Decimal(1), match.end()
    for pattern, (unit, size) in _UNIT_AFTER:
        match = pattern.match(rest, last.end)
        if match:
            return "quantity", unit, size, match.end()
    return "number", None, Decimal(1), last.end


def _bound(rest: str, start: int, kind: Kind, unit: str | None) -> tuple[str, int]:
    """from, upto, about or nothing, and where its words start."""
    near = max(0, start - 30)
    before = rest[near:start]
    for bound, pattern in _BOUNDS:
        match = pattern.search(before)
        if match:
            return bound, near + match.start()
    match = _WITHIN.search(before)
    if match and unit in _DURATIONS:
        return "upto", near + match.start()
    return "", start
