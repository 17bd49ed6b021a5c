"""A text as the phrase lists see it: folded letters, sentences, words, quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from okk_text.language import Language

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,253}\.\w+", re.IGNORECASE)
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*\"")
_END = re.compile(r"[.!?…]+[)»”\"]*(?=\s|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«])(?:[а-яa-z]|т\.\s?[екдпн]|и т\.\s?[дп]|и др|и пр|руб|коп|тыс|млн|млрд|шт|ул|кв|стр|пр|обл"
    r"|гг|см|доб|тел|оф|корп|мин|сек|ч|чел|напр|др|проч|mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e|approx)$",
    re.IGNORECASE,
)
_WRAPPED = 60  # a line this long whose next line begins in lower case was wrapped, not ended


class Text:
    """One text and what is asked about it again and again; all places are in code points."""

    def __init__(self, text: str, language: Language):
        self.text = text
        self.language = language
        self.folded = folded(text)

    def lower(self, start: int, end: int) -> str:
        """The piece in lower case, with its ё."""
        return self.text[max(0, start) : max(0, end)].lower()

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """The places of the words."""
        return [match.span() for match in _WORD.finditer(self.folded)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The places of the sentences, end marks included, blanks around them not."""
        return list(_sentences(self.text))

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence that the place lies in; an empty one at a place between sentences."""
        number = bisect_right(self.sentences, (place, len(self.text) + 1)) - 1
        if number >= 0 and place < self.sentences[number][1]:
            return self.sentences[number]
        return place, place

    def opens_sentence(self, place: int) -> bool:
        """Whether only bullets, dashes and quotation marks stand before it in its sentence."""
        start = self.sentence(place)[0]
        return not re.search(r"\w", self.text[start:place])

    def asks(self, place: int) -> bool:
        """Whether its sentence is a question."""
        start, end = self.sentence(place)
        return "?" in self.text[start:end][-3:]

    def is_untouchable(self, start: int, end: int) -> bool:
        """Whether it lies in a quotation, a name in quotation marks or a link."""
        return any(start < b and a < end for a, b in self._untouchables)

    @cached_property
    def _untouchables(self) -> list[tuple[int, int]]:
        return [m.span() for pattern in (_LINK, _QUOTED) for m in pattern.finditer(self.text)]


def folded(text: str) -> str:
    """The text in lower case, ё as е, one kind of apostrophe and hyphen; places stay where they are."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_FOLDS)


_FOLDS = str.maketrans("ё’ʼ‑–\u00a0\u202f", "е''-—  ")


def text_language(text: str) -> Language:
    """Russian or English, by the letters; Russian where there are none."""
    plain = _LINK.sub(" ", text)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in plain)
    latin = sum(c.isascii() and c.isalpha() for c in plain)
    return "en" if latin > 2 * cyrillic else "ru"


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, match):
            continue
        yield from _stripped(text, start, match.end())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    before, after = text[: end.start()], text[end.end() :]
    if end[0].startswith("\n"):
        line = before[before.rfind("\n") + 1 :]
        wrapped = len(end[0]) == 1 and len(line) >= _WRAPPED and after[:1].islower()
        return not wrapped
    if end[0] != ".":
        return not (end[0].startswith("…") and after.lstrip(" ")[:1].islower())
    return not _ABBREVIATION.search(before[-12:])


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        start += piece.index(inner)
        yield start, start + len(inner)
