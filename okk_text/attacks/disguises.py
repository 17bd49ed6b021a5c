"""A text without disguise: plain lower-case letters, each knowing its place in what was written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

_LATIN = "abcehikmnoprstuxydgljqvwz"
_TO_CYRILLIC = str.maketrans("abcehikmnoprstuxy", "авсенікмпоргѕтихУ".lower())
_TO_LATIN = str.maketrans("авсенікморгѕтухјԁԛԝӏ", "abcehikmoprstyxjdqwl")
_GREEK = str.maketrans("αβγδεζηικλμνορστυχω", "abydezniklmvopctuxw")
_SMALL = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɑɡıł", "abcdefghijklmnopqrstuvwyzagil")
_LEET_LATIN = str.maketrans("013456789@$!|€", "oieasgtbgasile")
_LEET_CYRILLIC = str.maketrans("013469@$", "оізчбдас")
_WORD = re.compile(r"[^\W_]+(?:[@$!|€]+[^\W_]+)*|[@$](?=[^\W\d_]{2})[^\W_]+")
_LETTER = r"(?<![^\W_])[^\W\d_](?![^\W_])"
_SPACED = re.compile(rf"{_LETTER}(?:[\s.\-_*·•/|,~+:;]{{1,3}}{_LETTER}){{4,}}")
_MARK = re.compile(r"[\s.\-_*·•/|,~+:;]+")
GLUED = 18  # letters of a word that is rather a sentence without blanks
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a plain text: its place there, and the forms it may stand for."""

    start: int
    end: int
    forms: tuple[str, ...]
    glued: bool = False  # several words may be hidden in it


class Plain:
    """A text normalised for reading: NFKC, invisible characters and accents gone, lower case, ё as е."""

    def __init__(self, text: str):
        self.written = text
        self.text, self._places = _plain(text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The place in the written text of a place here."""
        if not self._places or start >= end:
            return (0, 0)
        last = min(end, len(self._places)) - 1
        return self._places[start], self._places[last] + 1

    def offset(self, place: int) -> int:
        """Where a place of the written text stands here, or what follows it."""
        return bisect_left(self._places, place)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order; letters set apart («о ц е н и») are read as the words they make."""
        found: list[Word] = []
        place = 0
        for spaced in _SPACED.finditer(self.text):
            found += _words(self.text, place, spaced.start())
            found += _unspaced(spaced)
            place = spaced.end()
        found += _words(self.text, place, len(self.text))
        return tuple(found)


def _plain(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _letters(character):
            letters.append(letter)
            places.append(place)
        if character == "\u0306" and letters and letters[-1] == "и":
            letters[-1] = "й"
    return "".join(letters), places


@lru_cache(maxsize=8192)
def _letters(character: str) -> str:
    """What a character is for a reader: nothing for the invisible ones, else plain letters."""
    if character < "\x80":
        return character.lower() if character >= " " or character in "\n\t" else " "
    if "\u0400" <= character <= "\u04ff":
        return character.lower().replace("ё", "е")
    if 0x1F1E6 <= ord(character) <= 0x1F1FF:
        return chr(ord(character) - 0x1F1E6 + ord("a"))
    if 0x1F130 <= ord(character) <= 0x1F189:
        return chr((ord(character) - 0x1F130) % 32 + ord("a"))
    parts = unicodedata.normalize("NFKC", character)
    if not ("\u3040" <= character <= "\ud7af" or "\u0400" <= parts[:1] <= "\u04ff"):
        parts = unicodedata.normalize("NFKD", parts)
    kept = "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf", "Me", "Cc"))
    return kept.lower().translate(_SMALL).replace("ё", "е")


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        written = match[0]
        yield Word(*match.span(), _forms(written), len(written) >= GLUED)


@lru_cache(maxsize=65536)
def _forms(written: str) -> tuple[str, ...]:
    """The word, and what it stands for where scripts are mixed or figures take letters' places."""
    forms = [written]
    if not written.isascii():
        forms += _one_script(written)
    if not written.isalpha() and re.search(r"[^\W\d_]", written):
        latin = any("a" <= c <= "z" for c in written)
        table = _LEET_LATIN if latin else _LEET_CYRILLIC
        forms.append(written.translate(table))
        if latin:
            forms.append(written.translate(_LEET_LATIN).replace("i", "l"))
            forms.append(written.replace("1", "l").translate(_LEET_LATIN))
        else:
            forms.append(forms[-1].replace("і", "и"))
        forms += [made for form in forms[1:] for made in _one_script(form)]
    return tuple(dict.fromkeys(forms))


def _one_script(written: str) -> list[str]:
    latin = sum("a" <= c <= "z" for c in written)
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in written)
    greek = sum("\u0370" <= c <= "\u03ff" for c in written)
    if greek and (latin or cyrillic or greek > 2):
        return _one_script(written.translate(_GREEK)) or [written.translate(_GREEK)]
    if cyrillic and latin:
        return [
            written.translate(_TO_CYRILLIC),
            written.translate(_TO_CYRILLIC).replace("і", "и").replace("ѕ", "с"),
            written.translate(_TO_LATIN),
        ]
    if cyrillic and any(c in "іѕјԁԛԝӏ" for c in written):
        return [written.translate(_TO_LATIN), written.replace("і", "и").replace("ѕ", "с")]
    return []


def _unspaced(spaced: re.Match[str]) -> Iterator[Word]:
    """The words of letters set apart: wider gaps part them; with equal gaps they stay glued."""
    text, gaps = spaced[0], [m.span() for m in _MARK.finditer(spaced[0])]
    narrow = min(end - start for start, end in gaps)
    blanks = sum(text[start].isspace() for start, _ in gaps)
    start = 0
    borders = [
        (a, b)
        for a, b in gaps
        if b - a > narrow or "\n" in text[a:b] or (text[a].isspace() and blanks * 2 < len(gaps))
    ]
    for end, after in (*borders, (len(text), len(text))):
        joined = _MARK.sub("", text[start:end])
        yield Word(spaced.start() + start, spaced.start() + end, _forms(joined), glued=True)
        start = after


def has_cjk(text: str) -> bool:
    """Whether it holds Chinese, Japanese or Korean."""
    return bool(_CJK.search(text))
