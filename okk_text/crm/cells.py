"""What people put into the cells of a CRM: phones, addresses, days, sums."""

from __future__ import annotations

import re
from datetime import date

_EXTENSION = re.compile(
    r"[\s,;(]{0,4}(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|x|#)[\s.:№]{0,4}\d{1,6}\)?(?!\d)",
    re.IGNORECASE,
)
_FLOAT = re.compile(r"(?<=\d{10})\.0\b")
_SPOILED = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
_BREAK = re.compile(r"[,;|/\n\r\t]|(?<=\d)\s+(?=\+|8[\s(-]*\d{3}|7[\s(-]*\d{3}\b)|\s(?:и|and)\s")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_RUSSIAN_DAY = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.])")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SLASHED_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_AMERICAN = re.compile(r"\b[ap]m\b", re.IGNORECASE)
_AMOUNT = re.compile(r"-?\d[\d\s\u00a0\u202f.,']*")
PHONE_DIGITS = 10
LONGEST = 2000  # characters of a cell with phones, addresses or a sum


def phones(cell: str) -> tuple[str, ...]:
    """The last ten digits of every phone in the cell, extensions left out, in order."""
    text = _EXTENSION.sub(" ", _FLOAT.sub("", cell[:LONGEST].replace("\u00a0", " ")))
    found: dict[str, None] = {}
    for piece in _BREAK.split(text):
        for number in _numbers(piece or ""):
            found[number] = None
    return tuple(found)


def is_spoiled_phone(cell: str) -> bool:
    """Whether a spreadsheet has made 7,9E+10 of it: the digits are gone."""
    return bool(_SPOILED.search(cell))


def emails(cell: str) -> tuple[str, ...]:
    """Every e-mail address in the cell, in lower case."""
    return tuple(
        dict.fromkeys(found.lower().rstrip(".") for found in _EMAIL.findall(cell[:LONGEST]))
    )


def days(cell: str) -> tuple[date, ...]:
    """Every day in the cell: 15.03.2026, 2026-03-15, 03/15/2026 where the order is sure."""
    found = [(m.start(), _day(m[3], m[2], m[1])) for m in _RUSSIAN_DAY.finditer(cell)]
    found += [(m.start(), _day(m[1], m[2], m[3])) for m in _ISO_DAY.finditer(cell)]
    american = bool(_AMERICAN.search(cell))
    for match in _SLASHED_DAY.finditer(cell):
        first, second, year = match.groups()
        if american or int(second) > 12:
            found.append((match.start(), _day(year, first, second)))
        elif int(first) > 12 or first == second:
            found.append((match.start(), _day(year, second, first)))
    return tuple(day for _, day in sorted(found, key=lambda pair: pair[0]) if day)


def day(cell: str) -> date | None:
    """The first day in the cell."""
    return next(iter(days(cell)), None)


def amount(cell: str) -> float | None:
    """The sum in the cell: «1 250 000,50 ₽», 450000.00, 450000|RUB; None where there is none."""
    match = _AMOUNT.search(cell[:LONGEST])
    if not match:
        return None
    digits = re.sub(r"[\s\u00a0\u202f']", "", match[0]).rstrip(".,")
    whole, mark, rest = re.fullmatch(r"(-?[\d.,]*?)([.,]?)(\d{1,2})?", digits).groups()  # type: ignore[union-attr]
    if not mark:
        whole, rest = whole + (rest or ""), None
    whole = re.sub(r"[.,]", "", whole)
    return float(f"{whole or 0}.{rest or 0}") if re.fullmatch(r"-?\d*", whole) else None


def _numbers(piece: str) -> list[str]:
    """The phones of a piece without separators; two glued by a blank are two."""
    digits = re.sub(r"\D", "", piece)
    if len(digits) < PHONE_DIGITS:
        return []
    if len(digits) <= 15:
        return [digits[-PHONE_DIGITS:]]
    whole = [re.sub(r"\D", "", part) for part in piece.split()]
    return [part[-PHONE_DIGITS:] for part in whole if PHONE_DIGITS <= len(part) <= 15]


def _day(year: str, month: str, number: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        found = date(full, int(month), int(number))
    except ValueError:
        return None
    return found if found.year > 1970 else None
