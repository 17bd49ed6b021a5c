"""YAML files that people write: tables that know the line of every key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import yaml

from okk_text.conversation.model import Frozen
from okk_text.errors import RubricError
from okk_text.language import current_language, say

# libyaml's loader reads ten times faster; not every build of PyYAML has it.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place: TypeAlias = tuple[str | int, ...]  # the path of a key: ("criteria", "greeting", "weight")


class Title(Frozen):
    """A text in both languages."""

    ru: str
    en: str

    def __str__(self) -> str:
        return self.ru if current_language() == "ru" else self.en


class Sheet:
    """One YAML file: its table and the line of every key."""

    def __init__(self, path: Path):
        """Raise RubricError with `file:line` for what is no table of keys and values."""
        self.path = path
        self.text = _text(path)
        self.lines: dict[Place, int] = {}
        try:
            loader = Loader(self.text)
            node = loader.get_single_node()
            self._note_lines(node, ())
            self.table: dict[str, Any] = loader.construct_document(node) if node else {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise RubricError(
                say("это не YAML: ", "not YAML: ") + str(getattr(error, "problem", error)),
                where=f"{path}:{line}",
                advice=say("Проверьте отступы и двоеточия.", "Check indents and colons."),
            ) from error
        except RecursionError as error:
            raise self.error(
                (), say("файл ссылается сам на себя", "it refers to itself")
            ) from error
        if not isinstance(self.table, dict):
            raise self.error((), say("здесь нужны ключи и значения", "keys and values wanted here"))

    def error(self, place: Place, problem: str, *, advice: str | None = None) -> RubricError:
        """A mistake at the line of that key, or of the nearest key above it."""
        return RubricError(problem, where=f"{self.path}:{self.line(place)}", advice=advice)

    def line(self, place: Place) -> int:
        """The line of the key, or of the nearest key above it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def _note_lines(self, node: yaml.Node | None, place: Place) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                below = (*place, key.value)
                if below in self.lines:
                    problem = say(f"ключ «{key.value}» повторяется", f"'{key.value}' stands twice")
                    raise RubricError(problem, where=f"{self.path}:{key.start_mark.line + 1}")
                self.lines[below] = key.start_mark.line + 1
                self._note_lines(value, below)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                self.lines[(*place, number)] = value.start_mark.line + 1
                self._note_lines(value, (*place, number))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise RubricError(
            say(f"не читается: {error}", f"cannot be read: {error}"),
            where=str(path),
            advice=say("Сохраните файл в UTF-8.", "Save the file as UTF-8."),
        ) from error
