"""When a letter was sent: the Date field as written, else Received, else the mbox From line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from okk_text.readers.mail.headers import Fields

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(_NAMES.split(), 1)}
RUSSIAN_MONTHS = re.compile(r"\b(янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*\.?", re.I)
RUSSIAN_ORDER = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
ZONES = {"MSK": 180, "MSD": 240, "EET": 120, "EEST": 180, "CET": 60, "CEST": 120, "YEKT": 300}
YEARS = range(1990, 2101)

_PLAIN = re.compile(
    r"(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?"
    r"\s*(?:([+-])(\d\d):?(\d\d)\b)?"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\s?[+-]\d\d:?\d\d|Z)?")


def sent_at(fields: Fields, envelope: bytes = b"") -> datetime | None:
    """Local time with its offset as written; None where nothing in the letter says when.

    `envelope` is the From line of an mbox, whose time is in UTC by convention but says no offset.
    """
    for name in ("date", "received", "delivery-date"):
        raw = fields.get(name)
        if raw:
            written = raw.rpartition(b";")[2] if name == "received" else raw
            when = parsed_date(written.decode("utf-8", "replace"))
            if when:
                return when
    return parsed_date(_envelope_date(envelope)) if envelope else None


def parsed_date(written: str) -> datetime | None:
    """A date as mailers write it; None where it cannot be."""
    written = written.strip()[:200]
    try:
        found = _PLAIN.match(written)
        if found and found[2].casefold() in MONTHS:
            when = _plain(found, written)
        else:
            when = _iso(written) or _lenient(written)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return when if when and when.year in YEARS else None


def _plain(found: re.Match[str], written: str) -> datetime:
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    zone = None
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-offset if sign == "-" else offset)
    else:
        zone = _named_zone(written[found.end() :])
    clock = min(int(second or 0), 59)  # leap seconds
    return datetime(
        int(year), MONTHS[month.casefold()], int(day), int(hour), int(minute), clock, tzinfo=zone
    )


def _named_zone(rest: str) -> timezone | None:
    name = rest.strip(" ()").partition(" ")[0].upper().strip("()")
    if name in ("GMT", "UTC", "UT", "Z"):
        return UTC
    return timezone(timedelta(minutes=ZONES[name])) if name in ZONES else None


def _iso(written: str) -> datetime | None:
    found = _ISO.match(written)
    if not found:
        return None
    return datetime.fromisoformat(re.sub(r"\s(?=[+-]\d\d:?\d\d$)", "", found[0]))


def _lenient(written: str) -> datetime | None:
    written = RUSSIAN_MONTHS.sub(lambda m: _english_month(m[1]), written)
    written = re.sub(r"^[^\W\d]+\.?,?\s+(?=\d)", "", written)  # weekday in any language
    written = re.sub(r"\s+г\.,?", "", written)
    found = parsedate_tz(written)
    if found is None:
        return None
    offset = found[9]
    zone = None if offset is None else timezone(timedelta(seconds=offset))
    return datetime(*found[:5], min(found[5], 59), tzinfo=zone)


def _english_month(russian: str) -> str:
    start = russian.casefold()
    number = next(n for n, name in enumerate(RUSSIAN_ORDER) if start.startswith(name))
    if start.startswith("мар"):
        number = 2
    return list(MONTHS)[number]


def _envelope_date(line: bytes) -> str:
    """The date part of `From ivan@example.com Thu Feb 26 07:10:00 2026`."""
    found = re.search(
        rb"([A-Z][a-z]{2})\s+(\d{1,2})\s+(\d\d:\d\d(?::\d\d)?)\s+(?:([+-]\d{4})\s+)?(\d{4})", line
    )
    if not found:
        return ""
    month, day, clock, zone, year = (part.decode() if part else "" for part in found.groups())
    return f"{day} {month} {year} {clock} {zone}".strip()
