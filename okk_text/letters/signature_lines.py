"""What one line of a signature looks like: closing, name, post, firm, phone, footer."""

from __future__ import annotations

import re
from functools import lru_cache

from okk_text.letters.phrases import patterns, ranked_post, short_post, words
from okk_text.letters.signers import (
    Author,
    head_and_rest,
    is_name,
    names_signer,
    spells_name,
)

WIDEST = 160  # characters of a signature's line; legal notices are longer

_CLOSING = re.compile(rf"(?:{patterns('closings')})(?![^\W_])", re.I)
_ONE_WORD = re.compile(r"(?:best|regards|cheers|rgds|br|kr|lg|vg|bests|warmly)(?![^\W_])", re.I)
_THANKS = re.compile(rf"(?:{patterns('thanks')})\s*,", re.I)
_MOBILE = re.compile(rf"[-–—*_~\s]*(?:{patterns('mobile')})$", re.I)
_FOOTER = re.compile(rf"\W*(?:{patterns('footers')})", re.I)
_NOTICE = re.compile(rf"[*_\[(!\s]*(?:{patterns('notices')})", re.I)
_LEGAL = tuple(sorted(words("legal")))
_POSTSCRIPT = re.compile(
    r"(?:p\.?\s?)?(?:p\.?\s?s|з\.?\s?ы|п\.?\s?с)(?:[.:,)]|\s)|постскриптум\b|postscript\b", re.I
)
_CONTACT = re.compile(
    r"\+?\d[\d\s().–-]{6,}\d|\(\d{3,5}\)\s?\d|[\w.+-]+@[\w-]+\.\w|https?://|\bwww\.|\bt\.me/"
    r"|\b[\w-]+\.(?:ru|com|net|org|рф|biz|info|by|kz|ua|io|eu|de|uk|su|pro|online|shop)\b|(?<!\w)@\w{4,}",
    re.I,
)
_ACCOUNT = re.compile(r"\b(?:р/с|к/с|бик|инн|кпп|iban|swift)\b", re.I)  # of a bank: own words
_FIRM = re.compile(
    r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|НКО|АНО|ГК|ТД|ТК|ТЦ|ТОО|СК|УК|ЧП|КФХ|ФГУП|ГУП|МУП|НПО|НПП|ПО|НИИ|LLC|LLP|Ltd"
    r"|Inc|GmbH|Corp|ApS|AG|PLC|OOO|JSC|SA|SRL|BV|Co|Limited|Company|Group|[Кк]омпани[яи]|[Гг]руппа компаний"
    r"|[Фф]ирма|[Фф]абрика|[Зз]авод|[Мм]агазин|[Аа]гентство|[Сс]тудия|[Бб]юро|[Тт]ипография|[Хх]олдинг|[Бб]анк"
    r"|[Кк]линика|[Шш]кола|[Мм]астерская|[Цц]ентр|[Оо]тель|[Гг]остиница|[Кк]афе|[Рр]есторан|[Сс]алон|[Кк]орпорация)\b"
    r"|[«\"“][^»\"”]+[»\"”]\.?$"
)
_SHORT_POST = re.compile(f"{short_post()}|{ranked_post()}", re.I)
_POSITIONS = tuple(sorted(words("positions")))
_PLACES = words("places")
_TEAM = re.compile(
    r"(?:[а-яё-]+(?:ый|ий|ой|ая) (?=отдел|служб|приемн))?(?:ваш[аи]?\s+|your\s+|the\s+)?(?:команда|коллектив|администрация|дирекция|редакция|руководство|служба"
    r"|отдел|департамент|бухгалтерия|приемная|секретариат|team)\b|(?:the )?[\w ]{2,30} team$",
    re.I,
)
_ADDRESS = re.compile(
    r"(?:\d{6},?\s|(?:г|гор|ул|пр|пр-т|пр-кт|пер|пл|наб|обл|респ|пос|мкр|р-н|б-р|ш|д|оф)\.\s?\w)",
    re.I,
)
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}|[A-Z]{2} \d{5}(?:-\d{4})?)$")
_PICTURE = re.compile(
    r"\[(?:cid:|image|img|logo|изображени|логотип|рисунок).{0,80}\]$|<?https?:\S+>?$", re.I
)
_HOURS = re.compile(
    r"(?:(?:мы )?(?:работаем|открыт[оы]|open\b|на связи|часы работы|режим работы|график|время работы)\b.*\d|(?:business |opening |office )?hours?:"
    r"|(?:пн|вт|ср|чт|пт|сб|вс|будни|mon|tue|wed|thu|fri|sat|sun|ежедневно|daily)\w*\b.*\d|круглосуточно|24\s?/\s?7).{0,60}$",
    re.I,
)
_ITEM = re.compile(r"\d{1,2}[.)]\s|[-–—•*·]\s")
_ABBREVIATED = re.compile(r"\b[^\W\d_]{1,4}\.$")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def _is_post(word: str) -> bool:
    """Whether a word, in lower case, begins the name of a post or department."""
    return word.startswith(_POSITIONS)


def is_postscript(line: str) -> bool:
    """Whether a line begins a postscript."""
    return bool(_POSTSCRIPT.match(line))


def begins_footer(line: str) -> bool:
    """Whether a footer may begin here: cheap to ask, to be proved by the others."""
    return bool(_NOTICE.match(line)) or is_footer(line)


def is_footer(line: str) -> bool:
    """Whether a mail program, a law department or an antivirus wrote the line."""
    if _FOOTER.match(line) or _MOBILE.match(line.strip("()[]<> ")):
        return True
    return len(line) >= 40 and is_notice_text(line)


def is_notice_text(text: str) -> bool:
    """Whether a paragraph is a legal notice: it begins like one and holds two of its words."""
    begun = bool(_NOTICE.match(text))
    if not begun and len(text) < 100:
        return False
    folded = text.casefold()
    return sum(stem in folded for stem in _LEGAL) >= (2 if begun else 4)


def is_notice(line: str) -> bool:
    """Whether a line may be of a legal notice: enough beside others, not to open a signature."""
    return bool(_NOTICE.match(line)) and any(stem in line.casefold() for stem in _LEGAL)


def is_slogan(line: str) -> bool:
    """Whether a line may be what a firm says of itself below a name."""
    return len(line) <= 100 and line[-1] not in "?:;," and not is_item(line)


def is_post_or_firm(line: str) -> bool:
    """Whether the line tells nothing but a post, a department or a firm."""
    found = line.split()
    if len(found) > 7 or line[-1] in ".!?:;," or is_item(line):
        return False
    folded = line.casefold()
    return tells_post(folded) or bool(_FIRM.match(line) or _TEAM.match(line))


def tells_post(text: str) -> bool:
    """Whether a piece of a line begins with a post or a department, cut short or not."""
    return _is_post(text.split(None, 1)[0].casefold().strip(",.")) or bool(_SHORT_POST.match(text))


def is_team(text: str) -> bool:
    """Whether a piece of a line begins with a department or a firm."""
    return bool(_TEAM.match(text) or _FIRM.match(text))


def tells_place(text: str) -> bool:
    """Whether a piece of a line is a firm, an address, a way to reach somebody or working hours."""
    if is_contact(text) or _ADDRESS.match(text) or _FIRM.search(text) or _HOURS.match(text):
        return True
    return begins_place(text)


def begins_place(text: str) -> bool:
    """Whether the first word is «тел.», "WhatsApp", «ул.» or the like."""
    first = _WORD.search(text)
    return bool(first) and first.group().casefold() in _PLACES


def is_picture(line: str) -> bool:
    """Whether the line stands for a picture or is nothing but a link."""
    return bool(_PICTURE.match(line))


def is_delimiter(line: str) -> bool:
    """Whether the line is made of dashes, underscores, stars or slashes only."""
    return line[0] in "-–—_=*~/" and not line.strip("-–—_=*~/ ")


def is_contact(line: str) -> bool:
    """Whether a phone, an address of mail or a site stands in a short line."""
    return len(line) < 120 and bool(_CONTACT.search(line)) and not _ACCOUNT.search(line)


def is_item(line: str) -> bool:
    """Whether the line is an item of a list."""
    return bool(_ITEM.match(line))


def is_closing(line: str) -> bool:
    """Whether the line is «С уважением,» or its kin, alone or with the name in the same line."""
    line = line.lstrip("-–—*_ ")
    if line[:2] == "C ":
        line = "С" + line[1:]  # a Latin letter typed for the Cyrillic one
    match = _CLOSING.match(line.casefold().replace("ё", "е") if "ё" in line else line)
    if not match:
        return False
    rest = line[match.end() :].strip(" *_")
    if not rest.strip(",.!;~-–—)(: "):
        return True
    if len(rest) > 100 or rest[-1] in "?:;":
        return False
    if rest[0] in ",;—–-/|":
        rest = rest.lstrip(",;—–-/| ")
        return bool(_CLOSING.match(rest)) or (len(rest.split()) <= 10 and _signs_below(rest))
    if rest[0] in ".!":
        rest = rest.lstrip(".! ")
        return bool(_CLOSING.match(rest)) or is_name(rest, Author(None))
    if rest.casefold().startswith(("и ", "and ", "& ", "от ")):
        return len(rest.split()) <= 8 and "." not in rest[:-1] and not _ONE_WORD.match(line)
    head = head_and_rest(rest)[0].rstrip(".!")
    if " " not in head and head.islower() and is_name(head.capitalize(), Author(None)):
        return True
    return len(rest.split()) <= 10 and bool(
        spells_name(head) or _TEAM.match(head) or _FIRM.match(head)
    )


def _signs_below(rest: str) -> bool:
    """Whether what follows «С уважением,» in its line is somebody and no clause."""
    first = rest.split()[0].strip(",.").casefold()
    if first in ("ваш", "ваша", "ваши", "твой", "твоя", "your") or tells_post(rest):
        return True
    return (
        rest[0].isupper() or rest[0] in '«"' or bool(_TEAM.match(rest)) or bool(_FIRM.search(rest))
    )


def is_thanks(line: str) -> bool:
    """Whether the line is «Спасибо,» or "Thanks,": with a name below it opens a signature."""
    return line[-1] == "," and bool(_THANKS.fullmatch(line))


def is_own_closing(line: str) -> bool:
    """Whether a few words and a comma may close a letter above a name: «Всегда на связи,»."""
    return line[-1] == "," and line[0].isupper() and len(line.split()) <= 4


def opens_bare(line: str, above: str, author: Author, *, apart: bool, alone: bool) -> bool:
    """Whether a line without a closing above it says who signs.

    `apart` is a blank line above it, `alone` that nothing but phones stands below.
    """
    if len(line) > WIDEST or (is_item(above) and is_item(line)):
        return False
    head, parted, rest = head_and_rest(line)
    if not head or len(head) > 60 or not _rest_signs(rest, parted=parted, long=" " in head):
        return False
    if rest and not (author.signs(head) or _is_told(rest)) and author.has_given_name:
        return False
    team = _is_team(line, head) and author.may_be(_WORD.findall(line))
    if apart and alone and (team or author.has_initials(line)):
        return True
    ended = apart or above[-1:] in ".!?)…"
    return names_signer(head, author, apart=ended, alone=apart and alone and not rest)


def _is_team(line: str, head: str) -> bool:
    """Whether a line is a department or firm that signs instead of a person."""
    if line[-1] in ".!?" or len(line.split()) > 6 or ":" in head:
        return False
    return bool(_TEAM.match(head) or _FIRM.match(head))


def _rest_signs(rest: str, *, parted: str, long: bool) -> bool:
    """Whether what follows the name in its line may be a post, a firm or a phone."""
    if not rest:
        return True
    if len(rest.split()) > 10 or rest[-1] in "!?:;":
        return False
    if rest[-1] == "." and "," in rest:
        return False
    if _is_told(rest):
        return True
    if len(rest.split()) > 5 or (rest[-1] == "." and not _ABBREVIATED.search(rest)):
        return False
    return long or (rest[0].isupper() and parted != "")


def _is_told(rest: str) -> bool:
    """Whether a phone, an address, a firm or a post is told."""
    return tells_place(rest) or tells_post(rest)


def may_sign(line: str) -> bool:
    """Whether the line could stand in a signature: short, no sentence, no item of a list."""
    if len(line) > WIDEST:
        return False
    if is_contact(line) or _ADDRESS.match(line) or _PICTURE.match(line) or is_delimiter(line):
        return True
    if _HOURS.match(line) or _POSTCODE.search(line):
        return len(line) < 80
    if is_item(line) or line[-1] in "?:;":
        return False
    found = [word.casefold() for word in _WORD.findall(line)]
    if not found:
        return len(line) < 40
    if any(word in _PLACES for word in found[:2]) or _FIRM.search(line):
        return len(found) <= 14
    if line[-1] == "!":
        return False
    if any(map(_is_post, found[:5])) or _SHORT_POST.match(line):
        return len(found) <= 12 and (line[-1] != "." or bool(_SHORT_POST.match(line.split()[-1])))
    return len(found) <= 6 and line[0].isupper() and (line[-1] != "." or spells_name(line))
