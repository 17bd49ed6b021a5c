"""The phrases of rubrics/tone/*.yaml that hurt: which kind of tone they are and what to do instead.

A list holds groups; a group a note for the manager, examples with the place in [[brackets]], spared
texts that it must leave alone, and phrases (see phrases.py) with guards where they need some.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from okk_text.conversation.model import Frozen
from okk_text.errors import RubricError
from okk_text.language import Language, say
from okk_text.lexicon.phrases import KEY_LENGTH, Phrase, PhraseError, compiled
from okk_text.lexicon.texts import Text
from okk_text.mistakes import told
from okk_text.people.names import is_given_name
from okk_text.resources import shipped
from okk_text.sheet import Sheet, Title

ToneKind = Literal["rude", "passive_aggressive", "pushy", "indifferent", "familiar"]

_CLASSES = ("number",)
_LINK = re.compile(r"https?://|www\.")
_WORD = re.compile(r"[\w'-]+")
_NAME_BEFORE = re.compile(r"([^\W\d_]{2,})\s+$")
_ADDRESS_ENDS = re.compile(r"[\s)(]*(?:[,.!?…\n:;)(]|—(?!\s*(?:это|название))|$|[^\w\s,\"«—-])")
_ADDRESS_BEGINS = re.compile(
    r"(?:^|[,.!?…\n:;)(—]|[^\w\s\"»-])\s*"
    r"(?:(?:ну|да|ок|привет|здравствуй|здравствуйте|здорово|спасибо|пожалуйста|hi|hey|hello|thanks"
    r"|thank you|sure|ok|okay|yes|sorry|morning|listen|добрый день|доброе утро|добрый вечер|а|эй)\s+)?$"
)


class TonePhrase(Frozen):
    """One phrase and its guards.

    `near` and `far`: words of the sentence without which, or with which, it is harmless;
    `not_before`, `not_after`: words beside it; `opens`: only at the start of a sentence; `alone`:
    only as the whole sentence; `address`: only where somebody is addressed; `no_link`: not where
    the message gives a link.
    """

    phrase: str
    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    opens: bool = False
    alone: bool = False
    address: bool = False
    no_link: bool = False


class ToneGroup(Frozen):
    """Phrases with one note; `address` holds for all of them."""

    note: Title
    examples: tuple[str, ...] = Field(min_length=1)
    spared: tuple[str, ...] = ()
    address: bool = False
    phrases: tuple[TonePhrase, ...] = Field(min_length=1)


class ToneList(Frozen):
    """One file."""

    language: Language
    kind: ToneKind
    sets: dict[str, tuple[str, ...]] = {}
    groups: tuple[ToneGroup, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ToneRemark:
    """A place in a text, the kind of tone it has and what to do instead; `fix` as in Finding."""

    start: int
    end: int
    kind: ToneKind
    note: str
    fix: str | None = None


class ToneLexicon:
    """All lists together: people mix languages in one message."""

    def __init__(self, paths: Iterable[Path]):
        """Raise RubricError with `file:line` for a mistake in a list."""
        self.lists: list[ToneList] = []
        self._by_key: dict[str, list[_Entry]] = defaultdict(list)
        for path in paths:
            tone_list, entries = _read(path)
            self.lists.append(tone_list)
            for entry in entries:
                for key in sorted(entry.phrase.keys):
                    self._by_key[key].append(entry)

    def remarks(self, text: Text) -> list[ToneRemark]:
        """All places in order; of two that overlap, the longer stays."""
        found = sorted(self._candidates(text), key=lambda r: (r.start - r.end, r.start))
        kept: list[ToneRemark] = []
        for remark in found:
            if all(remark.end <= other.start or other.end <= remark.start for other in kept):
                kept.append(remark)
        return sorted(kept, key=lambda remark: remark.start)

    def _candidates(self, text: Text) -> Iterator[ToneRemark]:
        for start, end in text.words:
            for entry in self._by_key.get(text.folded[start : min(end, start + KEY_LENGTH)], ()):
                match = _pattern(entry.phrase.pattern).match(text.folded, start)
                if (
                    match
                    and not text.is_untouchable(*match.span())
                    and _allowed(entry, text, match)
                ):
                    yield ToneRemark(start, match.end(), entry.kind, str(entry.note))


@dataclass(frozen=True, slots=True)
class _Entry:
    guards: TonePhrase
    phrase: Phrase
    kind: ToneKind
    note: Title
    address: bool


@cache
def tone_lexicon() -> ToneLexicon:
    """The lists that ship with the program."""
    return ToneLexicon(sorted(shipped("rubrics", "tone").glob("*.yaml")))


_pattern = cache(re.compile)


def is_address(text: Text, start: int, end: int) -> bool:
    """Whether somebody is addressed there: only punctuation or a greeting word beside it."""
    folded = text.folded
    named = _NAME_BEFORE.search(text.text[:start])
    if named and is_given_name(named[1]):
        start = named.start()
    return bool(
        _ADDRESS_ENDS.match(folded, end)
        and _ADDRESS_BEGINS.search(folded[max(0, start - 40) : start])
        if start
        else _ADDRESS_ENDS.match(folded, end)
    )


def _allowed(entry: _Entry, text: Text, match: re.Match[str]) -> bool:
    guards = entry.guards
    start, end = match.span()
    if guards.opens and not text.opens_sentence(start):
        return False
    if entry.address and not is_address(text, start, end):
        return False
    if guards.no_link and _LINK.search(text.folded):
        return False
    first, last = text.sentence(start)
    if guards.alone and (
        _WORD.search(text.folded[first:start]) or _WORD.search(text.folded[end:last])
    ):
        return False
    words = _WORD.findall(text.folded[first:start]) + _WORD.findall(text.folded[end:last])
    inside = _WORD.findall(match[0])
    if guards.near and not any(_is_one_of(word, guards.near) for word in words + inside):
        return False
    if guards.far and any(_is_one_of(word, guards.far) for word in words):
        return False
    before, after = _beside(text.folded, start, end)
    return not (
        (before and _is_one_of(before, guards.not_after))
        or (after and _is_one_of(after, guards.not_before))
    )


def _beside(folded: str, start: int, end: int) -> tuple[str | None, str | None]:
    """The words next to the place, with nothing but blanks and a comma between."""
    before = re.search(r"([\w'-]+),?\s*$", folded[max(0, start - 40) : start])
    after = re.match(r",?\s*([\w'-]+)", folded[end : end + 40])
    return before and before[1], after and after[1]


def _is_one_of(word: str, guards: tuple[str, ...]) -> bool:
    for guard in guards:
        if guard == "<number>":
            if word[:1].isdigit():
                return True
        elif word.startswith(guard[:-1]) if guard.endswith("*") else word == guard:
            return True
    return False


def _read(path: Path) -> tuple[ToneList, list[_Entry]]:
    sheet = Sheet(path)
    table: dict[str, Any] = dict(sheet.table)
    table["groups"] = [
        {**group, "phrases": [_as_table(phrase) for phrase in group.get("phrases") or ()]}
        for group in table.get("groups") or ()
        if isinstance(group, dict)
    ]
    try:
        tone_list = ToneList(**table)
    except (ValidationError, TypeError) as error:
        raise _mistake(error, sheet) from error
    return tone_list, list(_entries(tone_list, sheet))


def _as_table(phrase: Any) -> Any:
    return {"phrase": phrase} if isinstance(phrase, str) else phrase


def _entries(tone_list: ToneList, sheet: Sheet) -> Iterator[_Entry]:
    for g, group in enumerate(tone_list.groups):
        for p, written in enumerate(group.phrases):
            try:
                phrase = compiled(written.phrase, sets=tone_list.sets, classes=_CLASSES)
                near = tuple(_with_sets(written.near, tone_list.sets))
                far = tuple(_with_sets(written.far, tone_list.sets))
            except (PhraseError, KeyError) as error:
                problem = say("фраза не читается: ", "the phrase cannot be read: ") + str(error)
                raise sheet.error(("groups", g, "phrases", p), problem) from error
            guards = written.model_copy(update={"near": near, "far": far})
            yield _Entry(
                guards, phrase, tone_list.kind, group.note, group.address or written.address
            )


def _with_sets(words: Iterable[str], sets: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The guard words, the names of sets replaced by their words; ё as е, like the text."""
    for word in words:
        if word.startswith("<") and word != "<number>":
            yield from (w.replace("ё", "е") for w in sets[word[1:-1]])
        else:
            yield word.lower().replace("ё", "е")


def _mistake(error: ValidationError | TypeError, sheet: Sheet) -> RubricError:
    if isinstance(error, TypeError):
        return sheet.error((), str(error))
    first = error.errors()[0]
    place = tuple(first["loc"])
    if first["type"] == "extra_forbidden":
        return sheet.error(
            place, say(f"неизвестный ключ «{place[-1]}»", f"unknown key '{place[-1]}'")
        )
    if first["type"] == "missing":
        return sheet.error(place, say(f"нет ключа «{place[-1]}»", f"'{place[-1]}' is missing"))
    return sheet.error(place, f"{place[-1]}: {told(first)}")
