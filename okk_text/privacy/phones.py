"""Phone numbers in any spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.privacy.secrets import Secret

_SEPARATORS = r"[ \t\u00a0\u2009\u202f().\-‐‑–—/]"
_NUMBER = re.compile(
    rf"(?<![\w№#])(?:\+{_SEPARATORS}{{0,2}})?\(?\d(?:{_SEPARATORS}{{0,3}}\d){{4,18}}(?!\w)"
)
_EXTENSION = re.compile(
    r"[\s,;(]{0,4}(?:доб(?:ав(?:очный|\.)?)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|x|#)\.?\s{0,2}[:№]?\s{0,2}\d{1,6}\)?(?!\w)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?<!\w)(?:тел(?:ефон\w{0,3})?|моб(?:ильн\w{0,3})?|сот(?:ов\w{0,3})?|факс|ватс?ап\w{0,2}|вотс?ап\w{0,2}|вайбер\w{0,2}|whatsapp|wa|viber"
    r"|звоните|позвоните|наберите|набери|перезвоните|звонить|трубк\w|связи|(?:phone|cell|mobile|my|his|her|our)\snumber|tel|phone|ph|mob(?:ile)?|cell|fax|call|text|t|m|p)"
    r"(?:\s(?:для связи|мой|наш|офиса|директора|me|us|at|on|по|на|номер\w{0,2}|телефон\w{0,2}|number|is)){0,3}[\s.:–—-]{0,5}$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:№|#|номер заказа|заказ\w{0,2}|артикул\w{0,2}|арт|договор\w{0,2}|сч[её]т\w{0,2}|кп|трек(?:-?номер\w?)?|накладн\w{1,3}|заявк\w|код\w?|упд|акт\w?"
    r"|гост|модел\w|sku|order|invoice|contract|item|part|ref|track\w{0,3}|id|инн|кпп|огрн(?:ип)?|бик|р/с|к/с|окпо|серийн\w{2,3}|s/n|no)"
    r"(?:\s(?:номер|number|no))?[\s.:№#–—-]{0,4}$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\s{0,2}(?:₽|р(?:уб\w{0,3})?\b|\$|€|£|¥|тыс|млн|млрд|тг\b|тенге|сум\b|usd|eur|rub|шт|кг|м2|м²|мм|%|т\b|л\b)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d)(?!\d)"
)
_TEN = ([3, 3, 2, 2], [4, 2, 2, 2], [5, 1, 2, 2], [3, 3, 4], [3, 7], [4, 6])  # code, number
_SPOKEN_NUMBER = (
    r"(?:ноль|нуль|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|\w{3,7}надцать|двадцать|тридцать|сорок"
    r"|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот"
    r"|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
)
_SPOKEN = re.compile(
    rf"(?<!\w)(?:плюс\s|plus\s)?{_SPOKEN_NUMBER}(?:[\s,-]{{1,3}}{_SPOKEN_NUMBER}){{5,24}}(?!\w)",
    re.IGNORECASE,
)


def phones_in(text: str, *, known: frozenset[str] = frozenset()) -> Iterator[Secret]:
    """Phones of any country with their extensions; `known` are last ten digits of known ones."""
    for match in _NUMBER.finditer(text):
        written = match.group().rstrip(" \t\u00a0().-–—/")
        start = match.start()
        if written[0] == "(" and ")" not in written:
            written, start = written[1:], start + 1
        digits = re.sub(r"\D", "", written)
        if any(phone in digits for phone in known) or _is_phone(text, start, written, digits):
            end = start + len(written)
            extension = _EXTENSION.match(text, end)
            yield Secret(start, extension.end() if extension else end, "PHONE", _key(digits))
    for match in _SPOKEN.finditer(text):
        if not _MONEY.match(text, match.end()):
            yield Secret(match.start(), match.end(), "PHONE", match.group().casefold())


def _is_phone(text: str, start: int, written: str, digits: str) -> bool:
    before = text[max(0, start - 40) : start]
    if written.startswith("+"):
        return 8 <= len(digits) <= 15
    cue, other = _CALLED.search(before), _OTHER.search(before)
    called = cue is not None and (other is None or cue.start() < other.start())
    if other and not called:
        return False
    if _DATE.search(written) and not (called and re.fullmatch(r"\d\d-\d\d-\d\d", written)):
        return False
    if _MONEY.match(text, start + len(written)) and not called:
        return False
    return (called and 5 <= len(digits) <= 15 and not _is_money(written)) or _is_shaped(
        written, digits
    )


def _is_shaped(written: str, digits: str) -> bool:
    """Whether the figures are grouped as phones are."""
    groups = [len(group) for group in re.findall(r"\d+", written)]
    if len(digits) == 11 and digits[0] in "78" and digits[1] in "3456789":
        return groups != [2, 3, 3, 3] and "/" not in written
    if len(digits) == 10 and digits[0] in "3489" and groups in _TEN:
        return not _is_money(written)
    if len(digits) == 10 and digits[0] == "9" and groups == [10]:
        return True
    if groups in ([3, 3, 4], [1, 3, 3, 4]) and digits[-10] in "23456789":
        return True  # North America
    if groups == [3, 2, 2] and re.fullmatch(r"\d{3}[-–‑]\d\d[-–‑]\d\d", written):
        return True
    british = written.lstrip("(")[0] == "0" and groups[-1] > 2
    return british and 10 <= len(digits) <= 11 and 2 <= len(groups) <= 4


def _is_money(written: str) -> bool:
    """Whether it is one number in groups of three: 12 500 000."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+", written))


def _key(digits: str) -> str:
    return digits[-10:] if len(digits) >= 10 else digits
