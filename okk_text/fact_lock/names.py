"""Names as facts: people, firms, products, codes; links, addresses and phones letter for letter."""

from __future__ import annotations

import re

from okk_text.conversation.morphology import parses
from okk_text.fact_lock.facts import Reading
from okk_text.fact_lock.words import NO_NAMES
from okk_text.people.names import fold, is_common_word, is_given_name

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"]+|(?<![\w@.])(?:[\w-]+\.)+(?:ru|com|org|net|io|su|рф|kz|by|me|pro|shop|online|store)(?:/[^\s<>«»\"]*)?(?!\w)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@])@\w{3,}")
_FILE = re.compile(r"[^\s\"«»()]+\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|dwg|csv|txt|html)\b")
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+\d|8[\s(-]|\(\d{3,4}\))[\d\s()-]{6,18}\d(?!\w)|(?<!\w)8\d{10}(?!\d)"
)
_TOKEN = re.compile(
    r"\[[A-ZА-Я]+[_ ]?\d+\]|⟦[^⟧]{1,40}⟧|\[[^\]\n]{1,40}\]|\{[^}\n]{1,40}\}|<[^<>\n]{1,40}>"
)
_CODE = re.compile(
    r"(?<![\w-])(?:[^\W\d_]{1,8}-\d[\w-]*|(?=[^\W\d_]+\d|\d+[^\W\d_]+\d)[\w]+(?:-\w+)*)(?!\w)"
    r"|(?<!\w)\d{1,3}(?:/\d{1,3})+(?!\w)|№\s?[\w/-]*\d[\w/-]*"
)
_SIZE = re.compile(r"\d+[xх×*]\d+(?:[xх×*]\d+)?")
_QUOTED = re.compile(
    r"«([^«»\n]{1,60})»|\"([^\"\n]{1,60})\"|“([^“”\n]{1,60})”|„([^„“”\n]{1,60})[“”]"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LOOKALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ов|ев|ой|ей|ом|ем|ам|ям|ах|ях|ою|ею|ый|ий|ая|яя|ое|а|я|у|ю|ы|и|е|о|ь|й)$"
)


def read_addresses(reading: Reading) -> None:
    """Note links, e-mail addresses, files, phones and codes; before any figure is read."""
    for pattern in (_MAIL, _LINK, _FILE):
        for match in reading.matches(pattern):
            start, end = match.span()
            end -= len(match[0]) - len(match[0].rstrip(".,;:!?)"))
            reading.add("link", reading.rest[start:end].rstrip("/"), (start, end))
    for match in reading.matches(_PHONE):
        digits = re.sub(r"\D", "", match[0])
        reading.add("phone", "7" + digits[1:] if digits[0] == "8" else digits, match.span())
    for match in re.finditer(_TOKEN, reading.text):
        if "|" not in reading.rest[match.start() : match.end()]:
            reading.add("name", ("mark", match[0].lower()), match.span())
    for match in reading.matches(_CODE):
        if not _SIZE.fullmatch(match[0]):
            code = re.sub(r"[№\s-]", "", match[0]).translate(_LOOKALIKE)
            reading.add("name", ("code", code), match.span())


def read_names(reading: Reading, *, lower: frozenset[str] = frozenset()) -> None:
    """Note what is capitalised, Latin or quoted; `lower` are words that stand in small letters elsewhere.

    The words stay in the rest: what a name is called may be said without capitals, too.
    """
    quoted = [m.span() for m in _QUOTED.finditer(reading.text)]
    for match in _WORD.finditer(reading.text):
        start, end = match.span()
        if "|" in reading.rest[start:end] or fold(match[0]) in NO_NAMES:
            continue
        inside = any(a < start and end < b for a, b in quoted) and len(match[0]) > 2
        if inside or _is_name(reading, match, lower):
            reading.add("name", name_key(match[0]), (start, end), cover=False)


def name_key(word: str) -> str:
    """Equal for the cases of one name: «Ивану», «Ивана»."""
    folded = fold(word)
    if folded.isascii():
        return folded.removesuffix("'s")
    return _ENDING.sub("", folded) if len(folded) > 3 else folded


def _is_name(reading: Reading, match: re.Match[str], lower: frozenset[str]) -> bool:
    word, start = match[0], match.start()
    if not word[0].isupper():
        return word.isascii() and reading.language == "ru" and len(word) > 1
    opens = reading.whole.opens_sentence(start) or reading.text[:start].rstrip()[-1:] in ":—–-•*|"
    if len(word) == 1:  # «корпус Б»
        return not opens and word not in "IЯ"
    if word.isupper() and len(word) <= 5:
        return fold(word) not in lower
    if word.isascii() and reading.language == "ru":
        return True
    if any(letter.isupper() for letter in word[1:]) and not word.isupper():
        return True
    if opens:
        return not _is_polite(word) and is_given_name(word) and not is_common_word(word)
    if fold(word) in lower:
        return False
    return reading.language == "en" or not _is_polite(word)


def _is_polite(word: str) -> bool:
    """«Вы», «Ваш» in the middle of a sentence, and words in capitals for emphasis."""
    tag = parses(word)[0].tag
    return bool({"NPRO", "Apro", "PRCL", "INTJ", "CONJ"} & set(tag.grammemes))
