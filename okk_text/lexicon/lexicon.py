"""Phrase lists over a text: what can go, what has a plainer word, what is worth a thought."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from okk_text.language import Language
from okk_text.lexicon.commas import opens, parenthesis
from okk_text.lexicon.entries import Action, Entry, ListedEntry, PhraseList, read_lists
from okk_text.lexicon.facts import is_empty
from okk_text.lexicon.phrases import KEY_LENGTH
from okk_text.lexicon.texts import Text, folded
from okk_text.lexicon.word_classes import belongs
from okk_text.resources import shipped

_WORD = re.compile(r"[\w'-]+")
_BEFORE = re.compile(r"([\w'-]+)[ \t,:«(—]*$")
_ALWAYS_NOT_AFTER = {"ru": ("не", "ни"), "en": ("not", "never")}
_ORDER = {"delete": 0, "replace": 1, "hint": 2}


@dataclass(frozen=True, slots=True)
class Remark:
    """A place in a text and what to do about it; `fix` as in Finding, `where` the entry's file:line."""

    start: int
    end: int
    action: Action
    category: str
    note: str
    fix: str | None
    where: str


class Lexicon:
    """The phrase lists of one language."""

    def __init__(self, paths: Iterable[Path], language: Language):
        """Raise RubricError with `file:line` for a mistake in a list."""
        self.language = language
        self.entries: list[ListedEntry] = []
        self._lists: dict[str, PhraseList] = {}
        for phrase_list, entries in read_lists(paths):
            if phrase_list.language == language:
                self.entries += entries
                self._lists[phrase_list.category] = phrase_list

    def remarks(self, text: str) -> list[Remark]:
        """All remarks in the order of their places; of two that overlap, deletions and longer ones win."""
        seen = Text(text, self.language)
        found = sorted(
            self.matches(seen),
            key=lambda remark: (_ORDER[remark.action], remark.start - remark.end, remark.start),
        )
        kept: list[Remark] = []
        for remark in found:
            beside = _beside(remark, kept, text)
            if beside:
                kept.append(beside)
        kept.sort(key=lambda remark: remark.start)
        return kept if _something_stays(text, kept) else []

    def matches(self, text: Text) -> Iterator[Remark]:
        """What every entry has to say, overlapping and in no order."""
        for key, starts in _places(text).items():
            for entry in self._by_key.get(key, ()):
                pattern = _pattern(entry.phrase.pattern)
                for start in starts:
                    match = pattern.match(text.folded, start)
                    place = match and self._place(text, entry, match)
                    if place:
                        yield _remark(text, entry, place)

    @cached_property
    def _by_key(self) -> dict[str, list[ListedEntry]]:
        by_key: dict[str, list[ListedEntry]] = defaultdict(list)
        for entry in self.entries:
            for key in sorted(entry.phrase.keys):
                by_key[key].append(entry)
        return by_key

    def _place(
        self, text: Text, listed: ListedEntry, match: re.Match[str]
    ) -> tuple[int, int] | None:
        """What the entry marks here, None where a guard keeps it off."""
        entry = listed.entry
        start, end = match.span("place")
        start += len(match["place"]) - len(match["place"].lstrip())
        for number, name in enumerate(listed.phrase.classes):
            word = text.lower(*match.span(f"class{number}")).strip()
            if word and not any(belongs(word, one, self.language) for one in name.split("|")):
                return None
        if not self._neighbours_allow(text, listed, (start, end)):
            return None
        if entry.unless and self._is_outspoken(text, entry, start):
            return None
        if (entry.asks and not text.asks(start)) or (entry.opens and not opens(text, start)):
            return None
        if entry.sentence:
            sentence = text.sentence(start)
            words = self._lists[listed.category]
            empty = is_empty(text, sentence, place=match.span(), words=words)
            return sentence if empty else None
        if text.is_untouchable(start, end):
            return None
        if entry.commas:
            return parenthesis(text, start, end, set_off=entry.commas == "must")
        return start, end

    def _is_outspoken(self, text: Text, entry: Entry, place: int) -> bool:
        """Whether its sentence holds a word that makes the phrase mean something."""
        found = _WORD.finditer(text.folded, *text.sentence(place))
        words = (text.lower(*word.span()) for word in found)
        return any(_is_one_of(word, entry.unless, self.language) for word in words)

    def _neighbours_allow(self, text: Text, listed: ListedEntry, place: tuple[int, int]) -> bool:
        start, end = place
        before = _BEFORE.search(text.folded, max(0, start - 40), start)
        guards = (*listed.entry.not_after, *_ALWAYS_NOT_AFTER[self.language])
        if before and _is_one_of(text.lower(*before.span(1)), guards, self.language):
            return False
        after = _WORD.search(text.folded, end)
        if not after:
            return True
        between = text.folded[end : after.start()].strip()
        guards = listed.entry.not_before
        if between == "," and listed.entry.commas:  # beyond a comma only plain words count
            guards = tuple(guard for guard in guards if not guard.startswith("<"))
        elif between:
            return True
        return not _is_one_of(text.lower(*after.span()), guards, self.language)


@cache
def lexicon(language: Language) -> Lexicon:
    """The lists that ship with the program."""
    return Lexicon(sorted(shipped("rubrics", "wording").glob("*.yaml")), language)


def remarks(text: str, language: Language) -> list[Remark]:
    """What the shipped lists say of a text."""
    return lexicon(language).remarks(text)


def removable(text: str, language: Language) -> list[tuple[int, int]]:
    """The places that can be deleted without loss; see `shortened` for the text without them."""
    return [(r.start, r.end) for r in remarks(text, language) if r.action == "delete"]


_pattern = cache(re.compile)


def _places(text: Text) -> dict[str, list[int]]:
    """Beginning of a word (or a comma) -> where such words stand."""
    places: dict[str, list[int]] = defaultdict(list)
    for start, end in text.words:
        places[text.folded[start : min(end, start + KEY_LENGTH)]].append(start)
    places[","] = [match.start() for match in re.finditer(",", text.folded)]
    return places


def _is_one_of(word: str, guards: tuple[str, ...], language: Language) -> bool:
    plain = folded(word)
    for guard in guards:
        if guard.startswith("<"):
            if belongs(word, guard[1:-1], language):
                return True
        elif plain.startswith(guard[:-1]) if guard.endswith("*") else plain == guard:
            return True
    return False


def _remark(text: Text, listed: ListedEntry, place: tuple[int, int]) -> Remark:
    start, end = place
    entry = listed.entry
    fix = "" if entry.action == "delete" else entry.fix
    if fix and text.text[start].isupper():
        fix = fix[0].upper() + fix[1:]
    return Remark(start, end, entry.action, listed.category, str(listed.note), fix, listed.where)


def _beside(remark: Remark, kept: list[Remark], text: str) -> Remark | None:
    """The remark where it overlaps none that is kept; commas that both want are the first one's."""
    for other in kept:
        if remark.end <= other.start or other.end <= remark.start:
            continue
        if not _WORD.search(text[remark.start : other.end]):
            remark = replace(remark, start=other.end)
        elif not _WORD.search(text[other.start : remark.end]):
            remark = replace(remark, end=other.start)
        else:
            return None
        start = remark.start + len(text[remark.start :]) - len(text[remark.start :].lstrip())
        remark = replace(remark, start=start)
    return remark


def _something_stays(text: str, found: list[Remark]) -> bool:
    """Whether words are left when all deletions are done."""
    left, last = [], 0
    for remark in found:
        if remark.action == "delete":
            left.append(text[last : remark.start])
            last = remark.end
    return bool(_WORD.search(" ".join([*left, text[last:]])))
