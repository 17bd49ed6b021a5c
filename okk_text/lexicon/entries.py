"""The phrase lists of rubrics/wording/*.yaml, read into entries; how they are written: wording/README."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from okk_text.conversation.model import Frozen
from okk_text.errors import RubricError
from okk_text.language import Language, say
from okk_text.lexicon.phrases import Phrase, PhraseError, compiled
from okk_text.lexicon.word_classes import word_classes
from okk_text.mistakes import told
from okk_text.sheet import Place, Sheet, Title

Action = Literal["delete", "replace", "hint"]


class Entry(Frozen):
    """One phrase and what to do about it.

    `commas`: "must" wants it set off by commas, "may" takes them along where they stand, None leaves
    them alone. `opens`: only at the start of a sentence. `sentence`: the whole sentence goes, where
    it holds nothing but this and words of the list's `filling`. `asks`: only in a question.
    `not_before` and `not_after` are words, beginnings of words with * or classes in <angles>; with
    one of `unless` anywhere in the sentence the phrase stays.
    """

    phrase: str
    example: str = Field(min_length=1)
    action: Action = "delete"
    fix: str | None = None
    hint: Title | None = None
    commas: Literal["must", "may"] | None = None
    opens: bool = False
    sentence: bool = False
    asks: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @field_validator("not_before", "not_after", "unless")
    @classmethod
    def _folded(cls, guards: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(guard.lower().replace("ё", "е") for guard in guards)


class PhraseList(Frozen):
    """One file: its entries, and what they share where they do not say otherwise.

    The rest is for entries with `sentence`: words of `filling` say nothing, one of `facts` keeps a
    sentence where it is, after `offers` any other word is what is offered, and keeps it too.
    """

    language: Language
    category: str
    hint: Title
    defaults: dict[str, Any] = {}
    sets: dict[str, tuple[str, ...]] = {}
    filling: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    entries: tuple[Entry, ...]


class ListedEntry(Frozen):
    """An entry with the list it stands in and its phrase compiled."""

    entry: Entry
    category: str
    note: Title
    phrase: Phrase
    where: str


def read_lists(paths: Iterable[Path]) -> list[tuple[PhraseList, list[ListedEntry]]]:
    """The lists and their compiled entries; a set may be used by all lists of its language.

    Raises RubricError with `file:line`.
    """
    sheets = [Sheet(path) for path in paths]
    lists = [_checked(sheet) for sheet in sheets]
    sets: dict[Language, dict[str, tuple[str, ...]]] = {"ru": {}, "en": {}}
    for phrase_list in lists:
        sets[phrase_list.language] |= phrase_list.sets
    return [
        (phrase_list, _listed(phrase_list, sheet, sets[phrase_list.language]))
        for phrase_list, sheet in zip(lists, sheets, strict=True)
    ]


def _listed(
    phrase_list: PhraseList, sheet: Sheet, sets: dict[str, tuple[str, ...]]
) -> list[ListedEntry]:
    classes = word_classes(phrase_list.language)
    listed = []
    for number, entry in enumerate(phrase_list.entries):
        place: Place = ("entries", number)
        if (entry.action == "replace") != (entry.fix is not None):
            problem = say("fix нужен при action: replace", "fix belongs to action: replace")
            raise sheet.error((*place, "action"), problem)
        for guard in (*entry.not_before, *entry.not_after, *entry.unless):
            if guard.startswith("<") and guard[1:-1] not in classes:
                raise sheet.error(place, f"{guard}? ({', '.join(classes)})")
        try:
            phrase = compiled(entry.phrase, sets=sets, classes=classes)
        except PhraseError as error:
            problem = say("фраза не читается: ", "the phrase cannot be read: ")
            raise sheet.error((*place, "phrase"), problem + str(error)) from error
        listed.append(
            ListedEntry(
                entry=entry,
                category=phrase_list.category,
                note=entry.hint or phrase_list.hint,
                phrase=phrase,
                where=f"{sheet.path.name}:{sheet.line(place)}",
            )
        )
    return listed


def _checked(sheet: Sheet) -> PhraseList:
    table = sheet.table
    defaults = table.get("defaults") or {}
    entries = table.get("entries")
    if not isinstance(entries, list) or not isinstance(defaults, dict):
        raise sheet.error(("entries",), say("нет списка entries", "there is no list of entries"))
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict):
            raise sheet.error(
                ("entries", number), say("нужны phrase и example", "phrase and example wanted")
            )
    filled = [{**defaults, **entry} for entry in entries]
    try:
        return PhraseList(**{**table, "entries": filled})
    except (ValidationError, TypeError) as error:
        raise _mistake(error, sheet) from error


def _mistake(error: ValidationError | TypeError, sheet: Sheet) -> RubricError:
    if isinstance(error, TypeError):
        return sheet.error((), str(error))
    first = min(error.errors(), key=lambda mistake: mistake["type"] != "extra_forbidden")
    place = tuple(first["loc"])
    key = str(place[-1])
    if first["type"] == "extra_forbidden":
        known = ", ".join(Entry.model_fields if place[0] == "entries" else PhraseList.model_fields)
        problem = say(f"неизвестный ключ «{key}»", f"unknown key '{key}'")
        return sheet.error(place, problem, advice=say(f"Есть: {known}.", f"There are: {known}."))
    if first["type"] == "missing":
        return sheet.error(place, say(f"нет ключа «{key}»", f"the key '{key}' is missing"))
    return sheet.error(place, f"{key}: {told(first)}")
