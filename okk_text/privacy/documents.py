"""Numbers of cards, accounts, taxpayers, passports, cars; dates of birth; passwords.

The checksums are ru-pii's (its own patterns take quadratic time, so the candidates are found here).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.privacy.secrets import Secret, folded

_SEP = r"[ \t\u00a0\-‐-―]?"
_DIGITS = re.compile(rf"(?<![\w])\d(?:{_SEP}\d){{7,29}}(?!\w)")
_ORDER = re.compile(
    r"(?:№|#|заказ\w{0,2}|артикул\w{0,2}|арт|договор\w{0,2}|кп|трек(?:-?номер\w?)?|накладн\w{1,3}|заявк\w|штрих-?код\w?|ean|sku|order|invoice"
    r"|contract|item|track\w{0,3})(?:\s(?:номер|number|no))?[\s.:№#–—-]{0,4}$",
    re.IGNORECASE,
)
_NAMED = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{cue})\b[\s.:№#=–—-]{{0,6}}({number})(?!\w)", re.IGNORECASE))
    for kind, cue, number in (
        ("INN", r"инн(?:\s?/\s?кпп)?|tin|tax\s+id", r"\d{10,12}"),
        ("KPP", r"кпп", r"\d{4}[\da-z]{2}\d{3}"),
        ("KPP", r"инн\s?/\s?кпп[\s:]{0,3}\d{10}\s?/", r"\d{9}"),
        ("OGRN", r"огрн(?:ип)?", r"\d{13}(?:\d\d)?"),
        ("BIK", r"бик|bic|swift", r"\d{9}|[A-Z]{6}[A-Z\d]{2,5}"),
        ("ACCOUNT", r"р\s?/\s?с(?:ч[её]т)?|к\s?/\s?с(?:ч[её]т)?|л\s?/\s?с|рс|кс|(?:расч[её]тн\w{2}|корр?\w{0,15}|лицев\w{2})\.?\s+сч[её]т\w?"
         r"|account(?:\s+(?:number|no))?|acct|a/c|routing(?:\s+number)?|sort\s+code", r"\d(?:[ \u00a0.-]?\d){5,23}"),
        ("SNILS", r"снилс", r"\d{3}[ -]?\d{3}[ -]?\d{3}[ -]?\d\d"),
        ("PASSPORT", r"(?:загран)?паспорт\w{0,4}(?:\s+(?:рф|гражданина\s+рф|данные|серия|номер|сери[ия]\s+и\s+номер))?|сери[ия]\s+и\s+номер(?:\s+паспорта)?"
         r"|passport(?:\s+(?:number|no))?", r"(?:серии\s+|серия\s+|№\s?)?\d{2}\s?\d{2}[\s,]{0,2}(?:№|номер)?\s?\d{6}|\d{2}\s?№?\s?\d{7}|[A-Z]{1,2}\d{6,8}|\d{9}"),
        ("PASSPORT", r"серия", r"\d{2}\s?\d{2}[\s,]{0,3}(?:№|номер)?\s?\d{6}"),
        ("PASSPORT", r"код\s+подразделения|к/п", r"\d{3}\s?-\s?\d{3}"),
        ("PASSPORT", r"водительск\w{2,3}\s+удостоверени\w(?:\s+серия)?|ву|driver'?s\s+licen[sc]e", r"[\da-z]{2}\s?[\da-zа-я]{2}\s?\d{6}|[A-Z]\d{7,12}"),
        ("POLICY", r"полис\w?(?:\s+(?:омс|дмс|осаго))?|омс|енп", r"\d(?:[ -]?\d){9,15}|[а-яa-z]{3}\s?\d{10}"),
        ("CARD", r"карт\w{1,3}|сбер\w{0,5}|тинько\w{1,4}|card(?:\s+(?:number|no))?", r"\d(?:[ \u00a0-]?\d){12,18}"),
        ("SECRET", r"cvv2?|cvc2?|cvv/cvc", r"\d{3,4}"),
        ("SECRET", r"парол\w{1,2}|password|passwd|pwd|пин-?код\w?|pin(?:\s+code)?|код\s+из\s+(?:смс|sms)|токен\w?|api[\s_-]?key|secret", r"(?=\S{0,40}[\d!@#$%^&*_])[^\s,;«»]{3,64}"),
        ("SECRET", r"passport|ssn|social\s+security(?:\s+number)?", r"\d{3}-\d\d-\d{4}"),
        ("VIN", r"vin(?:-?код\w?)?|вин(?:-?код\w?)?|вин-номер", r"[A-HJ-NPR-Z\d]{17}"),
    )
)  # fmt: skip
_CUE = re.compile(
    r"инн|кпп|огрн|бик|bic|swift|tin|tax|сч[её]т|[ркл]\s?/\s?с|рс|кс|acc|routing|sort|снилс|паспорт|pass|сери|подраздел|к/п|удостоверени|ву"
    r"|licen|полис|омс|енп|карт|сбер|тинько|card|cv[vc]|парол|pwd|pin|пин|код\s|токен|key|secret|ssn|social|vin|вин|a/c",
    re.IGNORECASE,
)
_FIRM = re.compile(r"инн|реквизит|налог|юр\.?\s?лиц|контрагент|(?-i:ООО|ИП)", re.IGNORECASE)
_BORN = re.compile(
    r"(?:родил(?:ся|ась)|дат[аыу]\s+рождения|рождени[яе]|д\.\s?р\.|(?-i:ДР)|born(?:\s+on)?|date\s+of\s+birth|birth\s?da(?:te|y)|(?-i:DOB))[\s:–—-]{0,4}"
    r"(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:-?го)?\s+[а-яё]{3,8}(?:\s+\d{4})?|[a-z]{3,9}\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?|\d{1,2}\s+[a-z]{3,9}(?:\s+\d{4})?)"
    r"|(\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d)(?=\s{0,2}(?:г\.?\s?р\.?|года?\s+рождения)(?!\w))",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<!\w)[авекмнорстухabekmhopctyx]\s?\d{3}\s?[авекмнорстухabekmhopctyx]{2}\s?\d{2,3}(?!\w)",
    re.IGNORECASE,
)
_VIN = re.compile(r"(?<!\w)(?=[A-Z\d]{0,16}\d)(?=\d{0,16}[A-Z])[A-HJ-NPR-Z\d]{13}\d{4}(?!\w)")
_SSN = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?!\w)")
_IP = re.compile(
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"
)
_KEY = re.compile(r"(?<!\w)(?:sk-|ghp_|xox[bp]-|AKIA|eyJ)[\w.-]{16,400}")


def documents_in(text: str) -> Iterator[Secret]:
    """Numbers that stand for a person or a firm, by their checksum or by the word before them."""
    for kind, pattern in _NAMED if _CUE.search(text) else ():
        for match in pattern.finditer(text):
            place = match.span(match.lastindex or 0)
            yield Secret(*place, kind, _key(match[match.lastindex or 0]))
    for match in _BORN.finditer(text):
        place = match.span(1) if match[1] else match.span(2)
        yield Secret(*place, "BIRTHDATE", folded(text[slice(*place)]))
    for kind, pattern in (
        ("PLATE", _PLATE),
        ("VIN", _VIN),
        ("SECRET", _SSN),
        ("IP", _IP),
        ("SECRET", _KEY),
    ):
        for match in pattern.finditer(text):
            yield Secret(match.start(), match.end(), kind, _key(match.group()))
    yield from _ibans(text)
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        kind = _kind_by_checksum(
            match.group(), digits, text[max(0, match.start() - 60) : match.start()]
        )
        if kind:
            yield Secret(match.start(), match.end(), kind, digits)


def _kind_by_checksum(written: str, digits: str, before: str) -> str | None:
    """What a long number is, as far as its own figures tell."""
    from ru_pii import checksums

    grouped = bool(re.fullmatch(r"\d{4}(?:[^\d]\d{4}){3}", written))
    if len(digits) == 16 and (grouped or (checksums.card(digits) and digits[0] in "23456")):
        return None if _ORDER.search(before) and not grouped else "CARD"
    if len(digits) == 15 and digits[:2] in ("34", "37") and _luhn(digits):
        return "CARD"
    if len(digits) == 20 and digits[:3] in (
        "405",
        "406",
        "407",
        "408",
        "421",
        "423",
        "301",
        "302",
        "401",
        "402",
    ):
        return "ACCOUNT"
    if _ORDER.search(before):
        return None
    if re.fullmatch(r"\d{3}-\d{3}-\d{3}[ -]\d\d", written):
        return "SNILS"
    plain = written == digits
    if plain and len(digits) in (10, 12) and _FIRM.search(before) and checksums.inn(digits):
        return "INN"
    if plain and len(digits) in (13, 15) and digits[0] in "1235" and checksums.ogrn(digits):
        return "OGRN"
    return None


def _ibans(text: str) -> Iterator[Secret]:
    from ru_pii import checksums

    for match in _IBAN.finditer(text):
        if checksums.iban(match.group()):
            yield Secret(match.start(), match.end(), "ACCOUNT", _key(match.group()))


def _key(written: str) -> str:
    return re.sub(r"[\W_]", "", written).casefold()


def _luhn(digits: str) -> bool:
    doubled = (
        int(d) * 2 - 9 * (int(d) > 4) if i % 2 else int(d) for i, d in enumerate(digits[::-1])
    )
    return sum(doubled) % 10 == 0
