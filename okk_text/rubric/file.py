"""Rubrics read from rubrics/*.yaml, with the line of every mistake."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from okk_text.errors import RubricError
from okk_text.language import say
from okk_text.mistakes import told
from okk_text.resources import shipped
from okk_text.rubric.criterion import Counted, Criterion, Example, Question, Row, Rubric, Variant
from okk_text.sheet import Place, Sheet, Title


def load_rubric(name: str, *, folder: Path = Path()) -> Rubric:
    """The rubric of that name (shipped, or a .yaml file, relative to `folder`), `extends` followed.

    Raises RubricError with `file:line`.
    """
    sheets = rubric_sheets(name, folder=folder)
    merged: dict[str, Any] = {}
    for sheet in reversed(sheets):
        merged = _merged(merged, sheet.table)
    merged.pop("extends", None)
    return _checked(merged, sheets)


def rubric_sheets(name: str, *, folder: Path = Path()) -> list[Sheet]:
    """The rubric's own file and those that it extends, nearest first."""
    return list(_chain(_path(name, folder)))


def _path(name: str, folder: Path) -> Path:
    if name.endswith((".yaml", ".yml")):
        return folder / name
    return shipped("rubrics") / f"{name}.yaml"


def _unknown(path: Path) -> RubricError:
    known = ", ".join(sorted(p.stem for p in shipped("rubrics").glob("*.yaml")))
    return RubricError(
        say("нет такой рубрики", "no such rubric"),
        where=str(path),
        advice=say(f"Есть: {known}; или путь к .yaml.", f"There are: {known}; or a path to .yaml."),
    )


def _chain(path: Path) -> Iterator[Sheet]:
    """The file and those that it extends, one after the other."""
    seen: list[Path] = []
    while True:
        if not path.exists():
            raise _unknown(path)
        sheet = Sheet(path)
        if path.resolve() in seen:
            raise sheet.error(
                ("extends",), say("extends ходит по кругу", "extends runs in a circle")
            )
        seen.append(path.resolve())
        yield sheet
        parent = sheet.table.get("extends")
        if parent is None:
            return
        if not isinstance(parent, str):
            raise sheet.error(("extends",), say("extends: имя рубрики", "extends: a rubric's name"))
        path = _path(parent, path.parent)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables merged key by key; lists and plain values are replaced."""
    result = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result


def _checked(table: dict[str, Any], sheets: list[Sheet]) -> Rubric:
    criteria = table.get("criteria")
    if not isinstance(criteria, dict) or not criteria:
        raise sheets[0].error(
            ("criteria",), say("нет раздела criteria", "there is no criteria section")
        )
    listed = []
    for name, criterion in criteria.items():
        if not isinstance(criterion, dict):
            raise _located(sheets, ("criteria", name), say("пустой критерий", "an empty criterion"))
        listed.append({**criterion, "id": str(name)})
    joined = "\n".join(sheet.text for sheet in sheets)
    digest = hashlib.sha256(joined.encode()).hexdigest()
    try:
        return Rubric(
            **{
                **table,
                "version": str(table.get("version", "")),
                "criteria": listed,
                "sha256": digest,
            }
        )
    except ValidationError as error:
        raise _mistake(error, list(criteria), sheets) from error


def _mistake(error: ValidationError, names: list[str], sheets: list[Sheet]) -> RubricError:
    """The worst mistake, at its line: an unknown key explains a missing one."""
    order = {"extra_forbidden": 0, "missing": 2}
    first = min(error.errors(), key=lambda mistake: order.get(mistake["type"], 1))
    place = tuple(first["loc"])
    if len(place) > 1 and place[0] == "criteria":
        place = ("criteria", names[int(place[1])], *place[2:])
    key = str(place[-1])
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, _known_keys(), n=1)
        advice = say(f"Может быть, «{near[0]}»?", f"Perhaps '{near[0]}'?") if near else None
        unknown = say(f"неизвестный ключ «{key}»", f"unknown key '{key}'")
        return _located(sheets, place, unknown, advice)
    if first["type"] == "missing":
        return _located(sheets, place, say(f"нет ключа «{key}»", f"the key '{key}' is missing"))
    return _located(sheets, place, f"{'.'.join(map(str, place))}: {told(first)}")


def _known_keys() -> list[str]:
    models = (Rubric, Criterion, Variant, Counted, Question, Example, Row, Title)
    return sorted({name for model in models for name in model.model_fields} - {"sha256", "id"})


def _located(
    sheets: list[Sheet], place: Place, problem: str, advice: str | None = None
) -> RubricError:
    """The error in the nearest file that holds the key, else in the first."""
    holder = next((sheet for sheet in sheets if place in sheet.lines), None)
    while holder is None and place:
        place = place[:-1]
        holder = next((sheet for sheet in sheets if place in sheet.lines), None)
    return (holder or sheets[0]).error(place, problem, advice=advice)
