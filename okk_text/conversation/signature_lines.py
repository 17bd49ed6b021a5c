"""What one line of a signature looks like: closing, name, post, firm, phone, footer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from okk_text.conversation.letter_phrases import patterns, words

WIDEST = 160  # characters of a signature's line; legal notices are longer

_CLOSING = re.compile(rf"(?:{patterns('closings')})(?![^\W_])", re.I)
_ONE_WORD = re.compile(r"(?:best|regards|cheers|rgds|br|kr|lg|vg|bests|warmly)(?![^\W_])", re.I)
_THANKS = re.compile(rf"(?:{patterns('thanks')})\s*,", re.I)
_MOBILE = re.compile(rf"[-–—*_~\s]*(?:{patterns('mobile')})$", re.I)
_FOOTER = re.compile(rf"[*_\[(\s]*(?:{patterns('footers')})", re.I)
_NOTICE = re.compile(rf"[*_\[(!\s]*(?:{patterns('notices')})", re.I)
_LEGAL = tuple(sorted(words("legal")))
_POSTSCRIPT = re.compile(r"(?:p\.?\s?)?(?:p\.?\s?s|з\.?\s?ы|п\.?\s?с)(?:[.:,)]|\s)|постскриптум\b|postscript\b", re.I)
_CONTACT = re.compile(
    r"\+?\d[\d\s().–-]{6,}\d|\(\d{3,5}\)\s?\d|[\w.+-]+@[\w-]+\.\w|https?://|\bwww\.|\bt\.me/"
    r"|\b[\w-]+\.(?:ru|com|net|org|рф|biz|info|by|kz|ua|io|eu|de|uk|su|pro|online|shop)\b|(?<!\w)@\w{4,}",
    re.I,
)
_FIRM = re.compile(
    r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|НКО|АНО|ГК|ТД|ТК|ТЦ|ТОО|СК|УК|ЧП|КФХ|ФГУП|ГУП|МУП|НПО|НПП|ПО|НИИ|LLC|LLP|Ltd"
    r"|Inc|GmbH|Corp|ApS|AG|PLC|OOO|JSC|SA|SRL|BV|Co|Limited|Company|Group|[Кк]омпани[яи]|[Гг]руппа компаний"
    r"|[Фф]ирма|[Фф]абрика|[Зз]авод|[Мм]агазин|[Аа]гентство|[Сс]тудия|[Бб]юро|[Тт]ипография|[Хх]олдинг|[Бб]анк"
    r"|[Кк]линика|[Шш]кола|[Мм]астерская|[Цц]ентр|[Оо]тель|[Гг]остиница|[Кк]афе|[Рр]есторан|[Сс]алон|[Кк]орпорация)\b"
    r"|[«\"“][^»\"”]+[»\"”]\.?$"
)
_POSITIONS = tuple(sorted(words("positions")))
_PLACES = words("places")
_TEAM = re.compile(
    r"(?:ваш[аи]?\s+|your\s+|the\s+)?(?:команда|коллектив|администрация|дирекция|редакция|руководство|служба"
    r"|отдел|департамент|бухгалтерия|приемная|секретариат|team)\b|(?:the )?[\w ]{2,30} team$", re.I,
)
_UPPER = "A-ZА-ЯЁІЇЄҐҚҒӘҢӨҰҮҺÀ-ÖØ-Þ"
_LOWER = "a-zа-яёіїєґқғәңөұүһß-öø-ÿʼ’'"
_PART = rf"(?:[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}]?[{_LOWER}]+)*|[{_UPPER}]\.|[{_UPPER}]{{3,}}|оглы|кызы|von|van|de)"
_NAME = re.compile(rf"{_PART}(?:\s?{_PART}){{0,3}}")
_LONE_SURNAME = re.compile(r"^[А-ЯЁ][а-яё]+(?:[оеё]ва?|[ыи]на?|ск(?:ий|ая)|енко|цк(?:ий|ая))$")
_ADDRESS = re.compile(r"(?:\d{6},?\s|(?:г|гор|ул|пр|пр-т|пр-кт|пер|пл|наб|обл|респ|пос|мкр|р-н|б-р|ш|д|оф)\.\s?\w)", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_SPLIT = re.compile(r"\s*[,|/•·(]\s*|\s+[–—-]\s+")
_DECORATION = re.compile(r"^(?:[-–—~/*_©]+\s?|(?:ваш[аи]?|твоя?|your)\s+(?=[^\W\d_a-zа-яё]))|\s+x{1,4}$|[^\w.)»\"]+$", re.I)


@dataclass(frozen=True)
class Author:
    """The writer's name as far as the letter's head tells it."""

    name: str | None

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its parts, spelt so that Latin and Cyrillic agree."""
        name = self.name or ""
        if "@" in name:
            name = name.partition("@")[0].replace(".", " ").replace("_", " ")
        return frozenset(_key(word) for word in _WORD.findall(name) if len(word) > 1)

    @cached_property
    def is_person(self) -> bool:
        """Whether it holds a given name."""
        from okk_text.conversation.names import is_given_name

        return any(is_given_name(word) for word in _WORD.findall(self.name or ""))


def is_postscript(line: str) -> bool:
    """Whether a line begins a postscript."""
    return bool(_POSTSCRIPT.match(line))


def is_footer(line: str) -> bool:
    """Whether a mail program, a law department or an antivirus wrote the line."""
    if _MOBILE.match(line) or _FOOTER.match(line):
        return True
    if len(line) < 40:
        return False
    folded = line.casefold()
    hits = sum(stem in folded for stem in _LEGAL)
    return hits >= 2 and bool(_NOTICE.match(line)) or hits >= 4


def is_notice(line: str) -> bool:
    """Whether a line may be of a legal notice: enough below a name, not to open a signature."""
    return bool(_NOTICE.match(line)) and any(stem in line.casefold() for stem in _LEGAL)


def is_delimiter(line: str) -> bool:
    """Whether the line is made of dashes or underscores only."""
    return line[0] in "-–—_=*" and not line.strip("-–—_=* ")


def is_contact(line: str) -> bool:
    """Whether a phone, an address of mail or a site stands in a short line."""
    return len(line) < 120 and bool(_CONTACT.search(line))


def is_item(line: str) -> bool:
    """Whether the line is an item of a list."""
    return bool(re.match(r"(?:\d{1,2}[.)]\s|[-–—•*·]\s)", line))


def is_closing(line: str) -> bool:
    """Whether the line is «С уважением,» or its kin, alone or with the name in the same line."""
    line = line.lstrip("-–—*_ ")
    match = _CLOSING.match(line.casefold().replace("ё", "е") if "ё" in line else line)
    if not match:
        return False
    rest = line[match.end() :].strip(" *_")
    if not rest.strip(",.!;~-–—)(: "):
        return True
    if len(rest) > 100 or rest[-1] in "?:;":
        return False
    if rest[0] in ",;—–-":
        rest = rest.lstrip(",;—–- ")
        return bool(_CLOSING.match(rest)) or (len(rest.split()) <= 10 and _signs_below(rest))
    if rest[0] in ".!":
        rest = rest.lstrip(".! ")
        return bool(_CLOSING.match(rest)) or is_name(rest, Author(None))
    if rest.casefold().startswith(("и ", "and ", "& ", "от ")):
        return len(rest.split()) <= 8 and "." not in rest[:-1] and not _ONE_WORD.match(line)
    head = _SPLIT.split(rest, 1)[0].rstrip(".!")
    return len(rest.split()) <= 10 and bool(_NAME.fullmatch(head) or _TEAM.match(head) or _FIRM.match(head))


def _signs_below(rest: str) -> bool:
    """Whether what follows «С уважением,» in its line is somebody and no clause."""
    first = rest.split()[0].strip(",.").casefold()
    if first in ("ваш", "ваша", "ваши", "твой", "твоя", "your") or first.startswith(_POSITIONS):
        return True
    return rest[0].isupper() or rest[0] in "«\"" or bool(_TEAM.match(rest)) or bool(_FIRM.search(rest))


def is_thanks(line: str) -> bool:
    """Whether the line is «Спасибо,» or "Thanks,": with a name below it opens a signature."""
    return line[-1] == "," and bool(_THANKS.fullmatch(line))


def is_name(line: str, author: Author) -> bool:
    """Whether the line begins with a person's name and holds little more."""
    head, _, rest = _head_and_rest(line)
    if not head or len(head) > 60 or len(rest.split()) > 8:
        return False
    found = _WORD.findall(head)
    if author.keys and any(_key(word) in author.keys for word in found if len(word) > 1):
        return _all_names(found)
    return bool(_NAME.fullmatch(head)) and (len(found) > 1 or _is_given(found[0]))


def is_full_name_of(line: str, author: Author) -> bool:
    """Whether the line begins with the author's name in at least two parts."""
    head = _head_and_rest(line)[0]
    found = _WORD.findall(head)
    known = sum(_key(word) in author.keys for word in found if len(word) > 1)
    return _all_names(found) and (known > 1 or (known == 1 and any(len(word) == 1 for word in found)))


def opens_bare(line: str, above: str, author: Author, *, apart: bool, alone: bool) -> bool:
    """Whether a line without a closing above it says who signs.

    `apart` is a blank line above it, `alone` that nothing stands below.
    """
    if len(line) > WIDEST or is_item(above) and is_item(line):
        return False
    head, parted, rest = _head_and_rest(line)
    if not head or len(head) > 60 or not _rest_signs(rest, parted=parted, long=len(_WORD.findall(head)) > 1):
        return False
    found = _WORD.findall(head)
    if not found or len(found) > 5:
        return False
    own = sum(_key(word) in author.keys for word in found if len(word) > 1)
    if own and _all_names(found):
        return True
    if author.name and len(head) > 3 and head.casefold() in author.name.casefold():
        return True
    if apart and alone and line[-1] not in ".!?" and _TEAM.match(head) and len(line.split()) <= 6:
        return True
    head = re.sub(r"^ИП\s+", "", head)
    if not (_NAME.fullmatch(head) or _NAME.fullmatch(f"{head}.")):
        return False
    ended = apart or above[-1:] in ".!?)…"
    if len(found) == 1:
        if apart and alone and not rest and not author.keys and _LONE_SURNAME.search(head):
            return True
        return ended and _is_given(head) and _may_be_called(head, author)
    return ended and _is_person(found, head)


def _head_and_rest(line: str) -> tuple[str, str, str]:
    """The line's first part, what parts it, and the rest, without dashes, hearts and kisses."""
    line = _DECORATION.sub("", _DECORATION.sub("", line.strip("* _"))).strip("* _,")
    match = _SPLIT.search(line)
    if not match:
        return line.rstrip("."), "", ""
    return line[: match.start()].strip(" ."), match.group().strip(), line[match.end() :].strip()


def _rest_signs(rest: str, *, parted: str, long: bool) -> bool:
    """Whether what follows the name in its line may be a post, a firm or a phone."""
    if not rest:
        return True
    if len(rest.split()) > 10 or rest[-1] in "!?:;":
        return False
    first = rest.split()[0].casefold().strip(",.")
    if is_contact(rest) or _ADDRESS.match(rest) or _FIRM.search(rest) or first.startswith(_POSITIONS) or first in _PLACES:
        return True
    if rest[-1] == "." and not re.search(r"\b[^\W\d_]{1,4}\.$", rest) or len(rest.split()) > 5:
        return False
    return long or (rest[0].isupper() and parted != "")


def _all_names(found: list[str]) -> bool:
    return len(found) <= 4 and all(word[0].isupper() or word in ("оглы", "кызы", "von", "van", "de") for word in found)


def _is_given(word: str) -> bool:
    from okk_text.conversation.names import is_given_name

    return is_given_name(word)


def _may_be_called(word: str, author: Author) -> bool:
    """Whether the author may be called so: no other name is known of them."""
    from okk_text.conversation.names import same_given

    if not author.keys or not author.is_person:
        return True
    return any(same_given(word, part) for part in _WORD.findall(author.name or ""))


def _is_person(found: list[str], head: str) -> bool:
    from okk_text.conversation.names import is_given_name, is_patronymic

    if any(is_given_name(word) or is_patronymic(word) for word in found):
        return True
    if any(len(word) == 1 for word in found):
        return any(len(word) > 2 for word in found)
    return False


def is_doubtful(line: str) -> bool:
    """Whether a line may be a signature's only because a name stands right above it."""
    return len(line) <= 60 and len(line.split()) <= 6 and line[-1] not in ".!?:;,"


def may_sign(line: str) -> bool:
    """Whether the line could stand in a signature: short, no sentence, no item of a list."""
    if len(line) > WIDEST:
        return False
    if is_contact(line) or _ADDRESS.match(line) or _MOBILE.match(line) or is_delimiter(line):
        return True
    if is_item(line) or line[-1] in "?:;":
        return False
    found = [word.casefold() for word in _WORD.findall(line)]
    if not found:
        return len(line) < 40
    if any(word in _PLACES for word in found[:2]) or _FIRM.search(line):
        return len(found) <= 14
    if line[-1] == "!":
        return False
    if any(word.startswith(_POSITIONS) for word in found[:5]):
        return len(found) <= 12 and line[-1] != "."
    return len(found) <= 6 and line[0].isupper() and (line[-1] != "." or bool(_NAME.fullmatch(line)))


_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґқғәңөұүһ",
            "a b v g d e e zh z i i k l m n o p r s t u f h c ch sh sch  i  e u a i i e g k g a n o u u h".split(" "),
            strict=True,
        )
    )
)
_SPELLINGS = (("shch", "sch"), ("kh", "h"), ("ts", "c"), ("ks", "x"), ("yu", "u"), ("ya", "a"), ("iu", "u"), ("ia", "a"),
              ("y", "i"), ("j", "i"), ("ii", "i"), ("ei", "e"), ("ie", "e"), ("'", ""), ("’", ""))


def _key(word: str) -> str:
    """A name's spelling with the differences of transliterations off."""
    latin = word.casefold().translate(_LATIN)
    for spelling, simple in _SPELLINGS:
        latin = latin.replace(spelling, simple)
    return latin
