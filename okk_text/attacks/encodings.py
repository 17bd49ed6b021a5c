"""Text in another coat: base64, hex, percent signs, escapes, entities, rot13, written backwards, tag characters."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

_BASE64 = re.compile(
    r"(?<![\w+/=-])(?:[A-Za-z0-9+/_-]{4}[\s]{0,2}){4,}(?:[A-Za-z0-9+/_-]{2,4}={0,2})?"
)
_BASE32 = re.compile(r"(?<![A-Za-z0-9])[A-Z2-7]{24,}={0,6}(?![A-Za-z0-9])")
_HEX = re.compile(r"(?:(?:\\x|0x|%|=)?[0-9A-Fa-f]{2}[\s,:;-]{0,2}){10,}")
_ESCAPED = re.compile(r"(?:\\u\{?[0-9A-Fa-f]{4}\}?|U\+[0-9A-Fa-f]{4}\s?){5,}[^\n]{0,300}")
_PERCENT = re.compile(r"(?:[\w.~+!*'()-]{0,40}(?:%[0-9A-Fa-f]{2})){3,}[\w.~+!*'()-]{0,40}")
_QUOTED = re.compile(r"(?:(?:=[0-9A-F]{2})+[^\n=]{0,4}){5,}")
_ENTITIES = re.compile(r"(?:&#x?[0-9A-Fa-f]{2,6};[^\n&]{0,12}){5,}")
_BINARY = re.compile(r"(?:[01]{8}[\s,]{0,2}){8,}")
_DECIMAL = re.compile(r"(?:\b\d{2,4}\b[\s,]{1,2}){11,}\d{2,4}\b")
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]{6,}")
_LETTERS = re.compile(r"[^\W\d_]")
_MORSE = re.compile(r"(?:[.\-•–—·]{1,6}[ /|]{1,3}){12,}[.\-•–—·]{1,6}")
_TELLING = re.compile(
    r"ignor|instruct|rate|scor|grade|point|mark|tone|polite|verdict|answer|system|rule|judg|prompt|approv"
    r"|игнор|инструк|балл|оцен|тон|поста|вежлив|отлич|максим|критер|наруш|ответ|правил|считай|провер",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?:[^\n.!?:]|[.!?:](?!\s)){8,}+")
_LONGEST = 20_000


def decoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Readable texts that stand encoded in this one: place and meaning."""
    for pattern, decode in _COATS:
        for match in pattern.finditer(text):
            meaning = decode(match[0][:_LONGEST])
            if meaning and is_readable(meaning):
                yield (*match.span(), meaning)


def turned(text: str) -> Iterator[tuple[int, int, str]]:
    """Stretches that are no language as they stand: place and meaning as rot13, backwards …"""
    for stretches, common, ways in _TURNS:
        for sentence in _SENTENCES.finditer(text):
            for match in stretches.finditer(text, *sentence.span()):
                words = match[0].lower().split()
                if sum(word.strip(".,!?:;") in common for word in words) * 4 <= len(words):
                    meanings = (way(match[0]) for way in ways)
                    yield from ((*match.span(), m) for m in meanings if _TELLING.search(m))


def is_readable(text: str) -> bool:
    """Whether decoded bytes are a text: mostly letters and blanks."""
    if len(text) < 8:
        return False
    odd = sum(not (c.isalnum() or c.isspace() or c in ".,:;!?-—'\"«»()/{}[]_%<>|#=") for c in text)
    return odd <= len(text) * 0.05 and len(_LETTERS.findall(text)) >= len(text) * 0.5


def _from_base64(written: str) -> str | None:
    packed = re.sub(r"\s", "", written).replace("-", "+").replace("_", "/").rstrip("=")
    packed = packed[: len(packed) - 1] if len(packed) % 4 == 1 else packed
    try:
        return _text(base64.b64decode(packed + "=" * (-len(packed) % 4)))
    except (binascii.Error, ValueError):
        return None


def _from_base32(written: str) -> str | None:
    packed = written.rstrip("=")
    try:
        return _text(base64.b32decode(packed + "=" * (-len(packed) % 8)))
    except (binascii.Error, ValueError):
        return None


def _from_hex(written: str) -> str | None:
    digits = re.sub(r"\\x|0x|[^0-9A-Fa-f]", "", written)
    return _text(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _from_escapes(written: str) -> str | None:
    return re.sub(r"(?:\\u\{?|U\+)([0-9A-Fa-f]{4})\}?\s?", lambda m: chr(int(m[1], 16)), written)


def _from_percent(written: str) -> str | None:
    return unquote(written.replace("+", " "))


def _from_quoted(written: str) -> str | None:
    import quopri

    return _text(quopri.decodestring(written.encode("ascii", "replace")))


def _from_binary(written: str) -> str | None:
    bits = re.sub(r"[^01]", "", written)
    return _text(bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits) - 7, 8)))


def _from_decimals(written: str) -> str | None:
    codes = [int(number) for number in re.findall(r"\d+", written)]
    return "".join(map(chr, codes)) if all(32 <= code < 1200 for code in codes) else None


def _from_tags(written: str) -> str | None:
    return "".join(chr(ord(c) - 0xE0000) for c in written)


def _from_morse(written: str) -> str | None:
    plain = re.sub(r"[–—]", "-", re.sub(r"[•·]", ".", written))
    words = re.split(r"\s*[/|]\s*|\s{2,}", plain)
    return " ".join("".join(_MORSE_CODE.get(code, "") for code in word.split()) for word in words)


def _text(packed: bytes) -> str | None:
    for charset in ("utf-8", "utf-16-le", "cp1251"):
        try:
            text = packed.decode(charset)
        except UnicodeDecodeError:
            continue
        if is_readable(text):
            return text
    return None


_COATS = (
    (_BASE64, _from_base64),
    (_BASE32, _from_base32),
    (_HEX, _from_hex),
    (_ESCAPED, _from_escapes),
    (_PERCENT, _from_percent),
    (_QUOTED, _from_quoted),
    (_ENTITIES, html.unescape),
    (_BINARY, _from_binary),
    (_DECIMAL, _from_decimals),
    (_TAGS, _from_tags),
    (_MORSE, _from_morse),
)
_RU = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_ROT16 = str.maketrans(_RU + _RU.upper(), (_RU[16:] + _RU[:16]) + (_RU[16:] + _RU[:16]).upper())
_EN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RU_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUT_RU = str.maketrans(
    _EN_KEYS + _EN_KEYS.upper(), _RU_KEYS + _RU_KEYS.upper()[: len(_EN_KEYS)]
)
_LAYOUT_EN = str.maketrans(_RU_KEYS + _RU_KEYS.upper(), _EN_KEYS + _EN_KEYS.upper())
_MORSE_CODE = dict(
    zip(
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split(),
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
)


def _backwards(written: str) -> str:
    return written[::-1]


_TURNS = (
    (
        re.compile(
            r"(?<![A-Za-z;,.'\[\]])[A-Za-z;,.'\[\]]{2,60}+(?:[^\w\n]{1,3}+[A-Za-z;,.'\[\]0-9]{1,60}+){2,}+"
        ),
        frozenset(
            "the and to of you your we our for is a in i it this with on be are at hi no me my ok can will as"
            " not please thanks from by have das die und der le la de les et el los que en un una vse na ne".split()
        ),
        (lambda w: codecs.encode(w, "rot13"), _backwards, lambda w: w.translate(_LAYOUT_RU)),
    ),
    (
        re.compile(r"(?<!\w)[а-яё]{2,60}+(?:[^\w\n]{1,3}+[а-яё0-9]{1,60}+){2,}+", re.IGNORECASE),
        frozenset(
            "и в на не с по что за к до от как мы вы вам нам для у это да нет или из о при".split()
        ),
        (lambda w: w.translate(_ROT16), _backwards, lambda w: w.translate(_LAYOUT_EN)),
    ),
)
