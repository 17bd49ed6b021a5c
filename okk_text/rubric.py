"""Rubrics: which criteria count, how much, and what each label is worth. Read from rubrics/*.yaml."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from okk_text.conversation.model import Frozen, Medium
from okk_text.errors import RubricError
from okk_text.language import say
from okk_text.mistakes import told
from okk_text.resources import shipped
from okk_text.results import RubricStamp
from okk_text.sheet import Place, Sheet, Title

Unit = Literal["message", "turn", "conversation"]


class Counted(Frozen):
    """Value by counted faults: max(0, 1 − slope × faults per 100 words, of at least `floor` words).

    `count` words: every word inside a finding is one fault. `over` thread: faults and words of all
    that the author wrote in the conversation, so that one short message is not punished; a message
    without a finding is worth 1 all the same.
    """

    slope: float = Field(gt=0)
    floor: int = Field(default=50, gt=0)
    count: Literal["findings", "words"] = "findings"
    over: Literal["message", "thread"] = "message"


class Question(Frozen):
    """One yes/no question to the judge."""

    id: str
    ask: Title


class Variant(Frozen):
    """What is different for a medium, a team or both."""

    medium: Medium | None = None
    team: str | None = None
    weight: float | None = Field(default=None, ge=0)
    counted: Counted | None = None
    labels: dict[str, float] | None = None
    critical: tuple[str, ...] | None = None

    def fits(self, medium: Medium, team: str | None) -> bool:
        """Whether it is meant for this medium and team."""
        return self.medium in (None, medium) and self.team in (None, team)


class Criterion(Frozen):
    """One thing that is scored: by `checks` (rules) or, what they leave open, by `questions`.

    `labels` gives each label its value 0–1; with `counted` the value comes from the number of
    findings instead. `critical` labels cap the score of the whole conversation. `report_only`
    criteria are shown but never counted.
    """

    id: str
    title: Title
    weight: float = Field(ge=0)
    unit: Unit = "message"
    media: tuple[Medium, ...] = ("chat", "email", "proposal")
    teams: tuple[str, ...] = ()  # empty: all
    checks: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    labels: dict[str, float] = {}
    counted: Counted | None = None
    critical: tuple[str, ...] = ()
    report_only: bool = False
    when: tuple[Variant, ...] = ()

    @field_validator("labels")
    @classmethod
    def _values_in_range(cls, labels: dict[str, float]) -> dict[str, float]:
        for label, value in labels.items():
            if not 0 <= value <= 1:
                raise ValueError(f"the value of '{label}' must lie between 0 and 1")
        return labels

    def applies(self, medium: Medium, team: str | None) -> bool:
        """Whether the criterion is meant for this medium and team."""
        return medium in self.media and (not self.teams or team in self.teams)

    def varied(self, medium: Medium, team: str | None) -> Criterion:
        """The criterion as it is for this medium and team; of several variants the last wins."""
        changes: dict[str, Any] = {}
        for variant in self.when:
            if variant.fits(medium, team):
                given = variant.model_dump(exclude_none=True, exclude={"medium", "team"})
                changes |= {key: getattr(variant, key) for key in given}
        return self.model_copy(update=changes)


class Rubric(Frozen):
    """A department's rubric; `critical_cap` is the most that a score can be after a critical fault."""

    name: str
    version: str
    title: Title
    critical_cap: float = Field(default=40, ge=0, le=100)
    criteria: tuple[Criterion, ...]
    sha256: str

    @cached_property
    def stamp(self) -> RubricStamp:
        """Name, version and hash, as results carry them."""
        return RubricStamp(name=self.name, version=self.version, sha256=self.sha256)

    def criteria_for(self, medium: Medium, team: str | None) -> tuple[Criterion, ...]:
        """The criteria that count for this medium and team, with their variants applied."""
        fitting = (c for c in self.criteria if c.applies(medium, team))
        varied = (criterion.varied(medium, team) for criterion in fitting)
        return tuple(criterion for criterion in varied if criterion.weight > 0)

    def titles(self) -> dict[str, str]:
        """Criterion id -> title in the language of the run."""
        return {criterion.id: str(criterion.title) for criterion in self.criteria}


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
    models = (Rubric, Criterion, Variant, Counted, Question, Title)
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
