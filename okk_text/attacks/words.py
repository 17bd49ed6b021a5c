"""What words mean for an attack: the lists of rubrics/attacks, in many languages, by the word.

A list names ideas (grade, machine, criterion …) and for each the words that stand for it; `*` is any
ending, several words stand side by side. The ideas are the same in every language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from okk_text.attacks.disguises import Plain, Word, has_cjk
from okk_text.resources import shipped
from okk_text.sheet import Sheet

_KEY = 2
_LONG = 4  # letters of a stem that is looked for inside glued words
_ORDERED_BY = frozenset(  # an English verb after one of these is an order
    "please and or must should shall to now just always then simply kindly will so instead also only you"
    " not never do be therefore hereby gently again can could ai llm gpt grader judge reviewer evaluator"
    " assistant model bot but".split()
)
_WANTS = frozenset(
    "have need required must supposed instructed told want asked obliged is are".split()
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text's words with the ideas that each stands for: positions in `words` by idea."""

    plain: Plain
    words: tuple[Word, ...]
    ideas: dict[int, frozenset[str]] = field(default_factory=dict)


class Vocabulary:
    """All lists together."""

    def __init__(self, paths: Iterable[Path]):
        """Raise RubricError with `file:line` for a list that cannot be read."""
        self._by_key: dict[str, list[_Entry]] = defaultdict(list)
        self._glued: dict[str, set[str]] = defaultdict(set)
        self._characters: dict[str, set[str]] = defaultdict(set)
        for path in paths:
            for entry in _entries(Sheet(path)):
                self._take(entry)

    def tagged(self, plain: Plain) -> Tagged:
        """The words of the text and what they stand for."""
        words = plain.words
        found: dict[int, set[str]] = defaultdict(set)
        for number, word in enumerate(words):
            for form in word.forms:
                for entry in self._by_key.get(form[:_KEY], ()):
                    length = entry.matches(form, words, number)
                    if length and not (entry.order and not _is_order(plain, words, number)):
                        found[number].add(entry.idea)
                if word.glued:
                    found[number] |= self._inside(form)
        if has_cjk(plain.text):
            words = self._tag_characters(plain, words, found)
        return Tagged(plain, words, {n: frozenset(ideas) for n, ideas in found.items()})

    def _take(self, entry: _Entry) -> None:
        if has_cjk(entry.words[0][0]):
            self._characters[entry.words[0][0]].add(entry.idea)
            return
        self._by_key[entry.words[0][0][:_KEY]].append(entry)
        joined = "".join(stem for stem, _ in entry.words)
        if len(joined) >= _LONG:
            self._glued[joined].add(entry.idea)

    def _inside(self, form: str) -> set[str]:
        """The ideas of words written without blanks."""
        ideas = set()
        for stem, meant in self._glued.items():
            if stem in form:
                ideas |= meant
        return ideas

    def _tag_characters(
        self, plain: Plain, words: tuple[Word, ...], found: dict[int, set[str]]
    ) -> tuple[Word, ...]:
        """Scripts without blanks: each place of a listed string becomes a word of its own."""
        made = [(word, found.get(number, set())) for number, word in enumerate(words)]
        for written, ideas in self._characters.items():
            start = plain.text.find(written)
            while start >= 0:
                made.append((Word(start, start + len(written), (written,)), ideas))
                start = plain.text.find(written, start + len(written))
        made.sort(key=lambda pair: pair[0].start)
        found.clear()
        found.update({number: set(ideas) for number, (_, ideas) in enumerate(made) if ideas})
        return tuple(word for word, _ in made)


@dataclass(frozen=True, slots=True)
class _Entry:
    idea: str
    words: tuple[tuple[str, bool], ...]  # stem, any ending
    order: bool  # only where an order can stand

    def matches(self, form: str, words: tuple[Word, ...], number: int) -> int:
        """How many words it takes here, 0 for none."""
        if not _fits(form, self.words[0]):
            return 0
        for further, wanted in enumerate(self.words[1:], 1):
            if number + further >= len(words):
                return 0
            if not any(_fits(form, wanted) for form in words[number + further].forms):
                return 0
        return len(self.words)


@cache
def vocabulary() -> Vocabulary:
    """The lists that ship with the program."""
    return Vocabulary(sorted(shipped("rubrics", "attacks").glob("words.*.yaml")))


def _fits(form: str, wanted: tuple[str, bool]) -> bool:
    stem, any_ending = wanted
    return form.startswith(stem) if any_ending else form == stem


def _entries(sheet: Sheet) -> Iterable[_Entry]:
    for idea, phrases in sheet.table.items():
        order = idea.endswith("!")
        for phrase in phrases:
            words = tuple(
                (Plain(word.rstrip("*")).text, word.endswith("*")) for word in str(phrase).split()
            )
            yield _Entry(idea.rstrip("!"), words, order)


def _is_order(plain: Plain, words: tuple[Word, ...], number: int) -> bool:
    """Whether an English verb can be an order here: first in its clause, or after «please», «must» …"""
    if number == 0:
        return True
    before = words[number - 1]
    between = plain.text[before.end : words[number].start]
    if between.strip(" '") or "\n" in between:
        return True
    said = before.forms[0]
    if said == "to":
        return number > 1 and bool(_WANTS & set(words[number - 2].forms))
    if said.endswith("ly") and number > 1:
        return words[number - 2].forms[0] in _ORDERED_BY or _starts(plain, words, number - 1)
    return said in _ORDERED_BY


def _starts(plain: Plain, words: tuple[Word, ...], number: int) -> bool:
    if number == 0:
        return True
    between = plain.text[words[number - 1].end : words[number].start]
    return bool(between.strip(" '")) or "\n" in between
