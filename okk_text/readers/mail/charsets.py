"""Charsets of real mail: what is declared, what is likely, and how to tell a wrong label."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

SAMPLE = 600  # bytes that decide, from the first that is no ASCII
GOOD = 0.18  # quality from which a text is Russian
SHORT = 40  # bytes
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_SAYS_NOTHING = (
    "ascii us-ascii unknown unknown-8bit x-unknown x-unknown-8bit x-user-defined 8bit binary "
    "default none iso-8859-1 iso8859-1 latin1 latin-1 windows-1252 cp1252 iso-8859-15"
)
UNKNOWN = frozenset(_SAYS_NOTHING.split())  # says nothing when bytes above 127 come
ALIASES = {
    "cp-1251": "cp1251",
    "win1251": "cp1251",
    "win-1251": "cp1251",
    "windows1251": "cp1251",
    "x-cp1251": "cp1251",
    "koi8": "koi8-r",
    "koi-8": "koi8-r",
    "koi8r": "koi8-r",
    "koi8-ru": "koi8-u",
    "dos-866": "cp866",
    "x-cp866": "cp866",
    "x-mac-cyrillic": "mac-cyrillic",
    "utf8mb4": "utf-8",
    "utf-8-bom": "utf-8-sig",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "x-gbk": "gb18030",
}
REFUSED = frozenset(["idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"])
ESCAPED = frozenset(["utf-7", "iso2022_jp", "iso2022_kr", "hz"])  # 7 bit, and yet no ASCII

_PAIRS = (
    "ст но то на ен ов ни ра во ко по пр ро ал ре ос не го ка ли от ер ет та ел ла ло ть ск "
    "ва ог ес ин ан ле од ил за до ом да де ми об ем те ас ик ит ол ор ри им ия ат ам ым ый "
    "ые ой"
)
# the commonest pairs of letters in Russian; capitals are worth less, because the small letters
# of KOI8-R are the capitals of cp1251
PAIR_WORTH = {pair.upper(): 0.5 for pair in _PAIRS.split()}
PAIR_WORTH |= {pair.title(): 1.0 for pair in _PAIRS.split()}
PAIR_WORTH |= dict.fromkeys(_PAIRS.split(), 1.0)
ASCII = bytes(range(128))
SMALL_LETTERS = {"cp1251": bytes(range(0xE0, 0x100)), "koi8-r": bytes(range(0xC0, 0xE0))}
PLAINLY = 0.7  # share of small letters that proves the label; UTF-8 read so has half at most
FIRST_HIGH = re.compile(rb"[\x80-\xff]")
WESTERN = re.compile(r"8859-1\b|latin-?1\b|1252|8859-15", re.I)
WORD_PAIR = re.compile(r"(?=([А-ЯЁа-яё]{2}))")
ODD_CASE = re.compile(r"[а-яё][А-ЯЁ]|[a-z][а-яё]|[а-яё][a-z]")
JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f─-▟Ђ-Џђ-џ�]")
HIGH = re.compile(r"[^\x00-\x7f]")


def decoded_text(raw: bytes, declared: str | None = None) -> str:
    """The bytes as text: the declared charset unless the bytes speak against it.

    Never fails: what no charset explains becomes U+FFFD.
    """
    codec = codec_name(declared)
    if raw.isascii() and codec not in ESCAPED and not (codec or "").startswith("utf-16"):
        return raw.decode("ascii")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    if codec is None or codec in ("utf-8", "utf-8-sig"):
        western = declared is not None and bool(WESTERN.search(declared))
        return _unicode_or_guess(raw, western=western)
    return _declared_or_better(raw, codec)


@lru_cache(maxsize=256)
def codec_name(declared: str | None) -> str | None:
    """Python's name of a declared charset; None where the label is unknown or says nothing."""
    if not declared:
        return None
    label = declared.strip(" \t\"'").casefold().partition("*")[0]
    label = ALIASES.get(label, label)
    if label in UNKNOWN or len(label) > 40:
        return None
    try:
        codec = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    name = codec.name
    if not codec._is_text_encoding or name in REFUSED or name in UNKNOWN:
        return None
    return name


def _unicode_or_guess(raw: bytes, *, western: bool = False) -> str:
    try:
        # not final: a cut through the last letter is no reason to doubt the rest
        return codecs.getincrementaldecoder("utf-8-sig")().decode(raw)
    except UnicodeDecodeError:
        pass
    damaged = raw.decode("utf-8", "replace")
    high = len(HIGH.findall(damaged))
    if damaged.count("�") * 5 <= high:  # cut off or a few bytes lost: still UTF-8
        return damaged
    return _guessed(raw, western=western)


def _declared_or_better(raw: bytes, codec: str) -> str:
    """The declared charset, or UTF-8 or another Cyrillic one where the label is plainly wrong."""
    if codec in SMALL_LETTERS:
        high = raw.translate(None, ASCII)
        if len(high.translate(None, SMALL_LETTERS[codec])) < (1 - PLAINLY) * len(high):
            return _decoded(raw, codec)
    text = _decoded(raw, codec)
    single_byte = codec in CYRILLIC or codec.startswith(("cp125", "iso8859", "koi8"))
    if not single_byte:
        return text if "�" not in text else _unicode_or_guess(raw)
    try:
        unicode_text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        unicode_text = None
    sample = _sample(raw)
    quality = russian_quality(_decoded(sample, codec))
    if unicode_text is not None and russian_quality(sample.decode("utf-8", "ignore")) >= quality:
        return unicode_text
    if quality >= GOOD or (codec not in CYRILLIC and "�" not in text):
        return text
    best, best_quality = _best_cyrillic(raw)
    # Ukrainian, Bulgarian or a list of part numbers is no reason to distrust the label
    return _decoded(raw, best) if best_quality > max(GOOD, 2 * quality) else text


def _guessed(raw: bytes, *, western: bool) -> str:
    """Bytes without a usable label: Russian charsets by score, else charset-normalizer."""
    best, quality = _best_cyrillic(raw)
    if quality >= GOOD:
        return _decoded(raw, best)
    if western:
        return _decoded(raw, "cp1252")
    if quality >= 0 and len(raw) < SHORT:  # «КП»: too short for any statistics
        return _decoded(raw, best)
    from charset_normalizer import from_bytes

    match = from_bytes(_sample(raw), steps=3, chunk_size=256).best()
    return _decoded(raw, match.encoding if match else "cp1252")


def _best_cyrillic(raw: bytes) -> tuple[str, float]:
    sample = _sample(raw)
    scores = [(russian_quality(_decoded(sample, codec)), codec) for codec in CYRILLIC]
    quality, codec = max(scores, key=lambda score: score[0])
    return codec, quality


def _sample(raw: bytes) -> bytes:
    """The stretch that speaks."""
    found = FIRST_HIGH.search(raw)
    start = found.start() if found else 0
    return raw[start : start + SAMPLE]


def russian_quality(text: str) -> float:
    """How Russian the text looks: common pairs of letters less what no one writes, a letter.

    About 0.3–0.5 for Russian prose, near or below 0 for the same bytes in a wrong charset.
    """
    high = HIGH.findall(text)
    if not high:
        return 0.0
    common = sum(PAIR_WORTH.get(pair, 0) for pair in WORD_PAIR.findall(text))
    faults = 2 * len(JUNK.findall(text)) + len(ODD_CASE.findall(text))
    return (common - faults) / len(high)


def _decoded(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec, "replace")
    except (UnicodeError, LookupError, ValueError):  # some codecs know no "replace"
        return raw.decode("latin-1")
