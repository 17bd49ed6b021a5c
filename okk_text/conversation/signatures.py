"""Where a letter's signature begins: closings, names, posts, phones, mobile lines and disclaimers."""

from __future__ import annotations

import re

from okk_text.conversation.letter_phrases import patterns, words

TALLEST = 40  # filled lines at the end of a letter that may hold its signature
WIDEST = 160  # characters of a signature line; disclaimers may be longer

_CLOSING = re.compile(rf"(?:{patterns('closings')})(?![^\W_])", re.I)
_THANKS = re.compile(rf"(?:{patterns('thanks')})\s*,", re.I)
_MOBILE = re.compile(rf"[-–—*\s]*(?:{patterns('mobile')})$", re.I)
_DISCLAIMER = re.compile(rf"[*_\[(\s]*(?:{patterns('disclaimers')})", re.I)
_POSTSCRIPT = re.compile(r"(?:p\.?\s?p?\.?\s?s\b|з\.?\s?ы\b|п\.?\s?с\b|ps\b)[.:,\s]", re.I)
_CONTACT = re.compile(
    r"\+?\d[\d\s().-]{7,}\d|\(\d{3,5}\)\s?\d|[\w.+-]+@[\w-]+\.\w|https?://|\bwww\.|\bt\.me/"
    r"|\b[\w-]+\.(?:ru|com|net|org|рф|biz|info|by|kz|ua|io|eu|de|uk)\b|(?<!\w)@\w{4,}",
    re.I,
)
_FIRM = re.compile(
    r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|НКО|АНО|ГК|ТД|ТК|ТОО|СК|УК|ЧП|ФГУП|ГУП|МУП|LLC|Ltd|Inc|GmbH|Corp|LLP"
    r"|ApS|AG|S\.A\.|B\.V\.|Co|PLC|OOO|JSC|компания|группа компаний|фирма|фабрика|завод|магазин"
    r"|агентство|студия|центр|бюро|типография|холдинг|банк|клиника|школа)\b|«[^»]+»$|\"[^\"]+\"$"
)
_POSITIONS = tuple(sorted(words("positions")))
_PLACES = words("places")
_NAME = re.compile(
    r"(?:[A-ZА-ЯЁІЇЄҚҒӘ][a-zа-яёіїєʼ’'қғәңөұүһ]+(?:-[A-ZА-ЯЁ][a-zа-яё]+)?|[A-ZА-ЯЁ]\.)"
    r"(?:\s?(?:[A-ZА-ЯЁІЇЄҚҒӘ][a-zа-яёіїєʼ’'қғәңөұүһ]+(?:-[A-ZА-ЯЁ][a-zа-яё]+)?|[A-ZА-ЯЁ]\.|[A-ZА-ЯЁ]{3,}))"
    r"{0,3}"
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = str.maketrans(dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e e zh z i i k l m n o p r s t u f h c ch sh sch _ y _ e yu ya".replace("_", "").split(" "),
    strict=True,
)))


def signature_start(lines: list[str], first: int, stop: int, *, author: str | None, loose: bool) -> int:
    """The line in `first`..`stop` where the signature begins, or `stop`.

    `loose` allows what only looks like one, a bare name, not just "-- " and closings.
    """
    filled = [i for i in range(first, stop) if lines[i]][-TALLEST:]
    if not filled:
        return stop
    tail = _tail_start(lines, filled)
    start = _explicit_start(lines, filled, author)
    if start is None and loose:
        start = _bare_start(lines, filled, tail, _name_keys(author))
    if start is None:
        return tail if tail is not None else stop
    return start


def is_postscript(line: str) -> bool:
    """Whether a line begins a postscript: own words although below the signature."""
    return bool(_POSTSCRIPT.match(line))


def _tail_start(lines: list[str], filled: list[int]) -> int | None:
    """Where mobile lines and disclaimers begin that end the letter."""
    start = None
    for i in reversed(filled):
        if _MOBILE.match(lines[i]) or _DISCLAIMER.match(lines[i]):
            start = i
        elif start is None and len(lines[i]) > WIDEST:
            continue  # the second paragraph of a disclaimer
        elif lines[i] in ("--", "—", "---") and start is not None:
            start = i
        else:
            break
    return start


def _explicit_start(lines: list[str], filled: list[int], author: str | None) -> int | None:
    """Where "-- ", a rule or a closing opens a signature."""
    for position, i in enumerate(filled):
        line = lines[i]
        if _is_delimiter(line):
            if _looks_signed(lines, filled[position + 1 :]):
                return i
        elif _is_closing(line):
            return i
        elif _THANKS.fullmatch(line) and position + 1 < len(filled):
            below = lines[filled[position + 1]]
            if _NAME.fullmatch(below.rstrip(".,")) and len(filled) - position <= 10:
                return i
    return None


def _is_delimiter(line: str) -> bool:
    return line[0] in "-–—_=*" and (line in ("--", "—", "–") or not line.strip("-–—_=* ")) and len(line) >= 1


def _looks_signed(lines: list[str], below: list[int]) -> bool:
    """Whether what follows a delimiter is short lines of a signature and not another section."""
    if not below:
        return False
    head = lines[below[0]]
    if _is_closing(head) or _MOBILE.match(head) or _DISCLAIMER.match(head):
        return True
    if len(head) > 90 or head[-1] in "?!:;" or _starts_item(head):
        return False
    prose = [i for i in below if not _is_signature_line(lines[i]) and not _DISCLAIMER.match(lines[i])]
    return len(prose) * 3 <= len(below)


def _is_closing(line: str) -> bool:
    """Whether the line is a closing, alone or with the name in the same line."""
    match = _CLOSING.match(line.lstrip("-–—*_ "))
    if not match:
        return False
    rest = line.lstrip("-–—*_ ")[match.end() :].strip(" *_")
    if not rest or not rest.strip(",.!;~-–—)( "):
        return True
    if len(rest) > 100 or rest[-1] in "?:;":
        return False
    if rest[0] in ",.!;—–-":
        rest = rest.lstrip(",.!;—–- ")
        again = _CLOSING.match(rest)
        return bool(again) or (len(rest.split()) <= 8 and (rest[0].isupper() or rest[0] in "«\"" or _is_post(rest)))
    if rest.casefold().startswith(("и ", "and ", "& ")):
        return len(rest.split()) <= 7 and "." not in rest[:-1]
    return bool(_NAME.match(rest)) and len(rest.split()) <= 6


def _is_post(text: str) -> bool:
    first = text.casefold().split()[0].strip(",.")
    return first in ("коллектив", "команда", "ваш", "ваша", "твой", "team", "your", "the") or first.startswith(_POSITIONS)


def _starts_item(line: str) -> bool:
    return bool(re.match(r"(?:\d{1,2}[.)]\s|[-–—•*·]\s)", line))


def _is_signature_line(line: str) -> bool:
    """Whether the line could stand in a signature: short, no sentence, no list item."""
    if len(line) > WIDEST or _starts_item(line):
        return False
    if _CONTACT.search(line) and len(line) < 120:
        return True
    if _MOBILE.match(line) or _is_delimiter(line):
        return True
    if line[-1] in "?!:;":
        return False
    found = _WORD.findall(line)
    if not found:
        return len(line) < 40
    lowered = [word.casefold() for word in found]
    if any(word in _PLACES for word in lowered[:2]) or _FIRM.search(line):
        return len(found) <= 14
    if any(word.startswith(_POSITIONS) for word in lowered[:5]):
        return len(found) <= 12 and line[-1] != "."
    return len(found) <= 6 and line[0].isupper() and (line[-1] != "." or bool(_NAME.fullmatch(line)))


def _bare_start(lines: list[str], filled: list[int], tail: int | None, keys: frozenset[str]) -> int | None:
    """Where a name without a closing opens a signature: all below it must look signed."""
    best = None
    body = [i for i in filled if tail is None or i < tail]
    for position in range(len(body) - 1, -1, -1):
        i = body[position]
        line = lines[i]
        if not _is_signature_line(line) or len(body) - position > 14:
            break
        if position == 0 and filled[0] == i:
            break  # a letter is never all signature
        if _opens_with_name(line, keys, after_blank=i > 0 and not lines[i - 1], last=position == len(body) - 1):
            best = i
    return best


def _opens_with_name(line: str, keys: frozenset[str], *, after_blank: bool, last: bool) -> bool:
    head = re.split(r"[,|/—–]|\s-\s", line, maxsplit=1)[0].strip().rstrip(".")
    if not head or line[-1] in "!?:":
        return False
    found = _WORD.findall(head)
    if keys and any(key in keys for word in found for key in (_key(word),) if len(word) > 1):
        return len(found) <= 4 and all(word[0].isupper() for word in found)
    if keys or not _NAME.fullmatch(head):
        return False
    return after_blank and len(found) >= 2


def _name_keys(author: str | None) -> frozenset[str]:
    """Parts of the author's name, spelt so that Latin and Cyrillic agree."""
    if not author or "@" in author:
        author = (author or "").partition("@")[0].replace(".", " ").replace("_", " ")
    return frozenset(_key(word) for word in _WORD.findall(author) if len(word) > 1)


def _key(word: str) -> str:
    latin = word.casefold().translate(_LATIN)
    for long, short in (("kh", "h"), ("ts", "c"), ("y", "i"), ("j", "i"), ("ii", "i"), ("iu", "u"), ("ia", "a"), ("'", "")):
        latin = latin.replace(long, short)
    return latin
