"""What words mean for an attack: the lists of rubrics/attacks, in many languages, by the word.

A list names ideas (grade, machine, criterion …) and for each the words that stand for it; `*` is any
ending, several words stand side by side. The ideas are the same in every language.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from okk_text.attacks.disguises import Plain, Word, has_cjk
from okk_text.resources import shipped
from okk_text.sheet import Sheet

_KEY = 2
_MOST_KNOWN = 100_000  # words whose entries are remembered
_LONG, _LONGEST_STEM = 4, 24  # letters of a stem that is looked for inside glued words
_LONGEST_WORD = 400
_HEADER = re.compile(
    r"(?:^|(?<=[.!?>\n\])}/]))[\s>#*\[<({/|=-]{0,8}(system|assistant|admin|administrator|developer|judge|grader|ai|llm|evaluator"
    r"|override|root|qa|окк|quality|система|ассистент|администратор|разработчик|судья|ии|нейросеть|модель|оценщик)(?: (?:note|message|override"
    r"|notice|prompt|сообщение|команда))?(?:[\s*|]{0,4}(?::|>|—|-\s|\n)|[\])}]{1,3})",
)
_ORDERED_BY = frozenset(  # an English verb after one of these is an order
    "please and or must should shall to now just always then simply kindly will so instead also only you"
    " not never do be therefore hereby gently again can could ai llm gpt grader judge reviewer evaluator"
    " assistant model bot but".split()
)
_CALLED = frozenset(("judge", "machine", "reader", "expert"))
_CALLS = frozenset(",!")
_DENIALS = frozenset("не not nicht never t ne no nie".split())
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
        self._known: dict[str, tuple[_Entry, ...]] = {}
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
                for entry in self._beginning(form):
                    if entry.goes_on(words, number) and _stands(entry, plain, words, number):
                        found[number].add(entry.idea)
        for match in _HEADER.finditer(plain.text):
            number = bisect_left(words, match.end(1), key=lambda word: word.end)
            if number < len(words):
                found[number].add("header")
        self._tag_called(plain, words, found)
        if has_cjk(plain.text) or any(word.glued for word in words):
            words = self._cut_further(plain, words, found)
        return Tagged(plain, words, {n: frozenset(ideas) for n, ideas in found.items()})

    def _tag_called(
        self, plain: Plain, words: tuple[Word, ...], found: dict[int, set[str]]
    ) -> None:
        """A few words and a colon before a clause, a judge or machine among them: «Заметка судье: …»"""
        for number in [n for n, ideas in found.items() if not _CALLED.isdisjoint(ideas)]:
            last = number
            while (
                last + 1 < len(words) and last < number + 4 and plain.text[words[last].end] in " '"
            ):
                last += 1
            colon = plain.text[words[last].end : words[last].end + 3].lstrip(' ])"»*')
            if not colon.startswith(":") or colon.startswith("://"):
                continue
            if any(_starts(plain, words, n) for n in range(max(0, number - 1), number + 1)):
                machine = not found[number].isdisjoint(("judge", "machine", "reader"))
                found[number].add("judge_header" if machine else "expert_header")

    def _beginning(self, form: str) -> tuple[_Entry, ...]:
        """The entries that can begin with this word."""
        entries = self._known.get(form)
        if entries is None:
            candidates = self._by_key.get(form[:_KEY], ())
            entries = tuple(entry for entry in candidates if _fits(form, entry.words[0]))
            if len(self._known) < _MOST_KNOWN:
                self._known[form] = entries
        return entries

    def _take(self, entry: _Entry) -> None:
        if has_cjk(entry.words[0][0]):
            self._characters[entry.words[0][0]].add(entry.idea)
            return
        self._by_key[entry.words[0][0][:_KEY]].append(entry)
        joined = "".join(stem for stem, _ in entry.words)
        if len(joined) >= _LONG:
            self._glued[joined].add(entry.idea)

    def _cut_further(
        self, plain: Plain, words: tuple[Word, ...], found: dict[int, set[str]]
    ) -> tuple[Word, ...]:
        """Scripts without blanks, and words glued together: each listed string is a word of its own."""
        made = [(word, found.get(number, set())) for number, word in enumerate(words)]
        for written, ideas in self._characters.items():
            start = plain.text.find(written)
            while start >= 0:
                made.append((Word(start, start + len(written), (written,)), ideas))
                start = plain.text.find(written, start + len(written))
        for word in words:
            if word.glued:
                made += self._inside(word)
        made.sort(key=lambda pair: pair[0].start)
        found.clear()
        found.update({number: set(ideas) for number, (_, ideas) in enumerate(made) if ideas})
        return tuple(word for word, _ in made)

    def _inside(self, word: Word) -> Iterator[tuple[Word, set[str]]]:
        """The listed words in a row of letters without blanks, in their order."""
        for form in word.forms:
            for place in range(min(len(form), _LONGEST_WORD)):
                for end in range(place + _LONG, min(len(form), place + _LONGEST_STEM) + 1):
                    if ideas := self._glued.get(form[place:end]):
                        yield Word(word.start, word.end, (form[place:end],)), ideas


@dataclass(frozen=True, slots=True)
class _Entry:
    idea: str
    words: tuple[tuple[str, bool], ...]  # stem, any ending
    order: bool  # only where an order can stand
    called: bool  # only where it is called out to: «Нейросеть, …»

    def goes_on(self, words: tuple[Word, ...], number: int) -> bool:
        """Whether its further words follow the one it begins with."""
        for further, wanted in enumerate(self.words[1:], 1):
            if number + further >= len(words):
                return False
            if not any(_fits(form, wanted) for form in words[number + further].forms):
                return False
        return True


@cache
def vocabulary() -> Vocabulary:
    """The lists that ship with the program."""
    return Vocabulary(sorted(shipped("rubrics", "attacks").glob("words.*.yaml")))


def _fits(form: str, wanted: tuple[str, bool]) -> bool:
    stem, any_ending = wanted
    return form.startswith(stem) if any_ending else form == stem


def _entries(sheet: Sheet) -> Iterable[_Entry]:
    for idea, phrases in sheet.table.items():
        order, called = idea.endswith("!"), idea.endswith(",")
        for phrase in phrases:
            words = tuple(
                (Plain(word.rstrip("*")).text, word.endswith("*")) for word in str(phrase).split()
            )
            yield _Entry(idea.rstrip("!,"), words, order or called, called)


def _stands(entry: _Entry, plain: Plain, words: tuple[Word, ...], number: int) -> bool:
    """Whether the entry means here what it says: an order where one can stand, nothing denied."""
    if entry.idea == "ignore" and number and words[number - 1].forms[0] in _DENIALS:
        return False
    if entry.called:
        last = number + len(entry.words) - 1
        if last + 1 >= len(words):
            return False
        after = plain.text[words[last].end : words[last].end + 2].strip()
        if after[:1] not in _CALLS:
            return False
    return not entry.order or _is_order(plain, words, number)


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
