"""Lists of phrases, rules and words under rubrics/: mistakes by file and line, examples not kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import ValidationError

from okk_text.errors import RubricError
from okk_text.language import say
from okk_text.lexicon.lexicon import Lexicon
from okk_text.lexicon.slips.patterns import Rule
from okk_text.lexicon.texts import Text, folded
from okk_text.lexicon.tone_lists import ToneLexicon
from okk_text.mistakes import told
from okk_text.resources import shipped
from okk_text.rubric_lint.doubt import Doubt
from okk_text.sheet import Place, Sheet

Marks: TypeAlias = list[tuple[int, int]]

_CASES = frozenset(("gent", "datv", "accs", "ablt", "loct"))
_WORDS = {
    **dict.fromkeys(("nouns", "mass", "roles", "verbs", "pure"), str),
    **dict.fromkeys(("plurals", "irregular"), dict),
}


def is_list(path: Path) -> bool:
    """Whether the file holds one of the lists, not a rubric. Raises RubricError for what is no YAML."""
    return path.suffix == ".txt" or (path.is_file() and _kind(Sheet(path).table) is not None)


def list_doubts(path: Path) -> list[Doubt]:
    """Everything doubtful in the list, in the order of its lines.

    Raises RubricError with `file:line` for a mistake after which the rest cannot be read.
    """
    if path.suffix == ".txt":
        return list(_line_doubts(path))
    sheet = Sheet(path)
    kind = _kind(sheet.table)
    if kind is None:
        known = ", ".join(_KINDS)
        problem = say("такого списка программа не знает", "no list of the program is so")
        raise sheet.error((), problem, advice=say(f"Есть: {known}.", f"There are: {known}."))
    return list(_KINDS[kind](sheet))


def _kind(table: dict[str, Any]) -> str | None:
    """The key that only lists of one kind have; None for a rubric and what is read elsewhere."""
    found = next((key for key in _KINDS if key in table), None)
    return None if found == "rules" and "language" not in table else found


def _wording(sheet: Sheet) -> Iterator[Doubt]:
    """Phrases that do not catch their own example."""
    others = [
        path
        for path in sorted(shipped("rubrics", "wording").glob("*.yaml"))
        if path.resolve() != sheet.path.resolve()  # a set may stand in any list
    ]
    lexicon = Lexicon([sheet.path, *others], sheet.table.get("language", "ru"))
    own = f"{sheet.path.name}:"
    for listed in lexicon.entries:
        if listed.where.startswith(own):
            text, _ = _unmarked(listed.entry.example)
            said = lexicon.matches(Text(text, lexicon.language))
            if listed.where not in {remark.where for remark in said}:
                line = listed.where.removeprefix(own)
                yield _not_found(f"{sheet.path}:{line}", listed.entry.example)


def _tone(sheet: Sheet) -> Iterator[Doubt]:
    """Groups that do not catch their examples at the marks, or not leave the spared ones alone."""
    lexicon = ToneLexicon([sheet.path])
    (tone_list,) = lexicon.lists
    for g, group in enumerate(tone_list.groups):
        for number, example in enumerate(group.examples):
            text, marks = _unmarked(example)
            found = lexicon.remarks(Text(text, tone_list.language))
            if [(remark.start, remark.end) for remark in found] != marks:
                yield _not_found(_at(sheet, "groups", g, "examples", number), example)
        for number, spared in enumerate(group.spared):
            if lexicon.remarks(Text(spared, tone_list.language)):
                yield _not_spared(_at(sheet, "groups", g, "spared", number), spared)


def _rules(sheet: Sheet) -> Iterator[Doubt]:
    """Grammar rules that cannot be read, or whose pattern misses what it should find."""
    rules = sheet.table["rules"]
    if not isinstance(rules, list):
        raise sheet.error(("rules",), say("нужен список правил", "a list of rules is needed"))
    seen: set[str] = set()
    for number, written in enumerate(rules):
        rule, doubt = _rule(sheet, number, written)
        if rule is None:
            if doubt:
                yield doubt
            continue
        if rule.id in seen:
            problem = say(f"правило «{rule.id}» повторяется", f"the rule '{rule.id}' stands twice")
            yield _mistake(_at(sheet, "rules", number, "id"), problem)
        seen.add(rule.id)
        for place, marked in enumerate(rule.bad):
            text, marks = _unmarked(marked)
            found = [m.span() for m in rule.pattern.finditer(text if rule.cased else folded(text))]
            if not set(marks) <= set(found):
                yield _not_found(_at(sheet, "rules", number, "bad", place), marked)


def _rule(sheet: Sheet, number: int, written: Any) -> tuple[Rule | None, Doubt | None]:
    if not isinstance(written, dict):
        problem = say("здесь нужны ключи и значения", "keys and values wanted here")
        return None, _mistake(_at(sheet, "rules", number), problem)
    try:
        return Rule(**written), None
    except ValidationError as error:
        first = min(error.errors(), key=lambda mistake: mistake["type"] != "extra_forbidden")
        inside = tuple(part for part in first["loc"] if isinstance(part, str | int))
        where = _at(sheet, "rules", number, *inside)
        if first["type"] == "extra_forbidden":
            known = ", ".join(Rule.model_fields)
            problem = say(f"неизвестный ключ «{inside[-1]}»", f"unknown key '{inside[-1]}'")
            return None, _mistake(where, problem, say(f"Есть: {known}.", f"There are: {known}."))
        name = f"{inside[-1]}: " if inside else ""
        return None, _mistake(where, name + told(first))
    except re.error as error:
        problem = say(f"find не читается: {error}", f"find cannot be read: {error}")
        return None, _mistake(_at(sheet, "rules", number, "find"), problem)


def _government(sheet: Sheet) -> Iterator[Doubt]:
    """Phrases with a case that is none."""
    phrases = sheet.table["phrases"]
    if not isinstance(phrases, dict):
        problem = say("здесь нужны ключи и значения", "keys and values wanted here")
        raise sheet.error(("phrases",), problem)
    for phrase, cases in phrases.items():
        unknown = [case for case in str(cases).split() if case not in _CASES]
        if unknown or not cases:
            problem = say(f"«{phrase}»: неизвестный падеж «{' '.join(unknown)}»",
                          f"'{phrase}': unknown case '{' '.join(unknown)}'")  # fmt: skip
            known = ", ".join(sorted(_CASES))
            advice = say(f"Есть: {known}.", f"There are: {known}.")
            yield _mistake(_at(sheet, "phrases", str(phrase)), problem, advice)


def _words(sheet: Sheet) -> Iterator[Doubt]:
    """Keys of words_en.yaml that are missing, unknown or of another kind."""
    for key, kind in _WORDS.items():
        if not isinstance(sheet.table.get(key), kind):
            needed = (say("слова через пробел", "words with blanks between") if kind is str
                      else say("слово: его формы", "a word: its forms"))  # fmt: skip
            yield _mistake(_at(sheet, key), f"{key}: {needed}")
    for key in sheet.table.keys() - _WORDS.keys():
        problem = say(f"неизвестный ключ «{key}»", f"unknown key '{key}'")
        yield _mistake(_at(sheet, key), problem)


def _line_doubts(path: Path) -> Iterator[Doubt]:
    """Lines of a .txt list: pairs where words are misspelled, single entries in jargon."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(
            say("список не читается", "the list cannot be read"),
            where=str(path),
            advice=say("Нужен файл в UTF-8.", "It must be a file in UTF-8."),
        ) from error
    pairs, seen = path.stem.startswith("misspelled"), {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        where, words = f"{path}:{number}", folded(line).split()
        if pairs and len(words) < 2:
            problem = say(f"«{line}»: нет исправления", f"'{line}': nothing to put in its place")
            yield _mistake(where, problem, say("Строка: неверно верно.", "A line: wrong right."))
        key = words[0] if pairs else " ".join(words)
        if key in seen:
            told_before = say(f"«{key}» уже стоит в строке {seen[key]}",
                              f"'{key}' stands in line {seen[key]} already")  # fmt: skip
            advice = say("Уберите повтор.", "Drop one of the two.")
            yield Doubt(where=where, problem=told_before, advice=advice)
        seen.setdefault(key, number)


_KINDS: dict[str, Callable[[Sheet], Iterator[Doubt]]] = {
    "entries": _wording,
    "groups": _tone,
    "rules": _rules,
    "phrases": _government,
    "nouns": _words,
}


def _at(sheet: Sheet, *place: str | int) -> str:
    where: Place = tuple(place)
    return f"{sheet.path}:{sheet.line(where)}"


def _mistake(where: str, problem: str, advice: str = "") -> Doubt:
    return Doubt(where=where, problem=problem, advice=advice, error=True)


def _not_found(where: str, example: str) -> Doubt:
    problem = say(f"пример не находится: «{example}»", f"the example is not found: '{example}'")
    advice = say("Поправьте фразу или отметьте место [[скобками]].",
                 "Mend the phrase, or mark the place with [[brackets]].")  # fmt: skip
    return Doubt(where=where, problem=problem, advice=advice, error=True)


def _not_spared(where: str, text: str) -> Doubt:
    problem = say(f"безобидный текст задет: «{text}»", f"a harmless text is hit: '{text}'")
    advice = say("Добавьте фразе охрану.", "Give the phrase a guard.")
    return Doubt(where=where, problem=problem, advice=advice, error=True)


def _unmarked(example: str) -> tuple[str, Marks]:
    """The text without [[brackets]], and the places they stood around."""
    places, text = [], ""
    for number, piece in enumerate(re.split(r"\[\[|\]\]", example)):
        if number % 2:
            places.append((len(text), len(text) + len(piece)))
        text += piece
    return text, places
