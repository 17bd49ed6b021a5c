"""The language in which phrases are written in the lists: words with a few marks, made into regexes.

хотелось бы (отметить|добавить), что   alternatives
по факту?                              the word may be absent
команд* профессионалов                 any ending
<сказать>                              a set of the list, or a class of words: <adjective>
ассортимент* [товаров]                 only what stands in brackets is the place
являясь ... компани*,                  up to eight words without figures
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

KEY_LENGTH = 3  # letters of its first word by which a phrase is looked up
_MARKS = re.compile(r"\s*(<[^<>]+>|\.\.\.|[()\[\]|?]|[,.:;!—№]|[\w*][\w*'-]*)")
_TWO_CLASSES = re.compile(r"<([^<>]+)>\|<([^<>]+)>")
_WORD_START, _WORD_END = r"(?<!\w)(?<!\w-)", r"(?!\w|-\w)"
# one way to read each blank: two would double with every word that ... skips
_SPACE = r"(?:[^\S\n]{0,6}(?:\n[^\S\n]{0,3})?)"
_ANY_WORD = rf"{_SPACE}{_WORD_START}[\w'-]+{_WORD_END}"
_SOME_WORDS = (
    rf"(?: —)?(?:{_SPACE}[«»\"]?{_WORD_START}[^\W\d][\w'-]*{_WORD_END}[«»\"]?(?: —)?){{0,8}}?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase.

    It is matched at the start of a word against folded text (see texts.folded). The group `place`
    is what is marked; `classes` names the class of words that each group `class0`, `class1` … wants.
    `keys` are the beginnings of the words that it can start with.
    """

    pattern: str
    classes: tuple[str, ...]
    keys: frozenset[str]


class PhraseError(ValueError):
    """A phrase that cannot be read; the message is for people."""


def compiled(
    written: str, *, sets: Mapping[str, Collection[str]], classes: Collection[str]
) -> Phrase:
    """The phrase as a pattern. Raises PhraseError."""
    parser = _Parser(written, sets, classes)
    pattern, keys, nullable = parser.alternatives()
    if parser.mark is not None:
        raise PhraseError(f"«{parser.mark}»?")
    if nullable or not keys:
        raise PhraseError("the phrase must have a word that is always there")
    if "" in keys:
        raise PhraseError("the phrase must begin with a word")
    if pattern.count("(?P<place>") > 1:
        raise PhraseError("[ ] twice")
    if "(?P<place>" not in pattern:
        pattern = f"(?P<place>{pattern})"
    return Phrase(pattern, tuple(parser.wanted), frozenset(keys))


_Piece = tuple[str, set[str], bool]  # pattern, keys of its first word, may be empty


class _Parser:
    """Reads marks from left to right."""

    def __init__(self, written: str, sets: Mapping[str, Collection[str]], classes: Collection[str]):
        self.sets = {_folded(name): phrases for name, phrases in sets.items()}
        self.classes = classes
        self.wanted: list[str] = []
        text = _joined(_folded(written).strip(), classes)
        self.marks = _MARKS.findall(text)
        if "".join(self.marks) != re.sub(r"\s", "", text):
            raise PhraseError(f"«{written}»?")
        self.position = 0

    @property
    def mark(self) -> str | None:
        return self.marks[self.position] if self.position < len(self.marks) else None

    def alternatives(self) -> _Piece:
        pieces = [self._sequence()]
        while self.mark == "|":
            self.position += 1
            pieces.append(self._sequence())
        if len(pieces) == 1:
            return pieces[0]
        keys = set().union(*(piece[1] for piece in pieces))
        pattern = "(?:" + "|".join(piece[0] for piece in pieces) + ")"
        return pattern, keys, any(piece[2] for piece in pieces)

    def _sequence(self) -> _Piece:
        pattern, keys, nullable = "", set(), True
        while self.mark not in (None, "|", ")", "]"):
            piece, first, optional = self._item()
            pattern += piece
            if nullable:
                keys |= first
            nullable = nullable and optional
        return pattern, keys, nullable

    def _item(self) -> _Piece:
        pattern, keys, nullable = self._atom()
        if self.mark == "?":
            self.position += 1
            return f"(?:{pattern})?", keys, True
        return pattern, keys, nullable

    def _atom(self) -> _Piece:
        mark = self.mark
        assert mark is not None
        self.position += 1
        if mark in "([":
            pattern, keys, nullable = self.alternatives()
            if self.mark != {"(": ")", "[": "]"}[mark]:
                raise PhraseError(f"«{mark}» …")
            self.position += 1
            return (f"(?P<place>{pattern})" if mark == "[" else pattern), keys, nullable
        if mark == "...":
            return _SOME_WORDS, {""}, True
        if mark.startswith("<"):
            return self._set(mark[1:-1])
        if not mark[0].isalnum() and mark[0] not in "_*":
            if mark == "?":
                raise PhraseError("«?» …")
            return rf"[^\S\n]*{re.escape(mark)}", {mark}, False
        return self._word(mark)

    def _set(self, name: str) -> _Piece:
        if name in self.sets:
            inner = _Parser("|".join(self.sets[name]), self.sets, self.classes)
            inner.wanted = self.wanted
            pattern, keys, nullable = inner.alternatives()
            return f"(?:{pattern})", keys, nullable
        if all(part in self.classes for part in name.split("|")):
            group = f"class{len(self.wanted)}"
            self.wanted.append(name)
            return rf"(?P<{group}>{_ANY_WORD})", {""}, False
        known = ", ".join([*self.sets, *self.classes])
        raise PhraseError(f"<{name}>? ({known})")

    @staticmethod
    def _word(mark: str) -> _Piece:
        stem, star, rest = mark.partition("*")
        if star and (rest or len(stem) < KEY_LENGTH):
            raise PhraseError(f"«{mark}»: three letters or more, then *")
        ending = r"[\w-]*" if star else ""
        return (
            f"{_SPACE}{_WORD_START}{re.escape(stem)}{ending}{_WORD_END}",
            {stem[:KEY_LENGTH]},
            False,
        )


def _folded(written: str) -> str:
    return written.lower().replace("ё", "е")


def _joined(written: str, classes: Collection[str]) -> str:
    """The phrase with <adjective>|<noun> as one class: a word is tried against one class only."""
    for match in _TWO_CLASSES.finditer(written):
        names = f"{match[1]}|{match[2]}"
        if all(name in classes for name in names.split("|")):
            return _joined(
                written[: match.start()] + f"<{names}>" + written[match.end() :], classes
            )
    return written
