"""Who is new and who is below plan: a CSV of the department, or okk.toml."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from okk_text.errors import SettingsError
from okk_text.language import say
from okk_text.mistakes import told
from okk_text.settings import Sampling, StaffMember

_COLUMNS = {
    "name": ("name", "имя", "менеджер", "manager"),
    "since": ("since", "с", "работает с", "дата начала"),
    "plan": ("plan", "план"),
    "done": ("done", "факт", "выполнено", "сделано"),
}


def staff_of(
    sampling: Sampling, *, folder: Path, path: Path | None = None
) -> tuple[StaffMember, ...]:
    """The managers of the CSV at `path`, or of the one that okk.toml names, and of okk.toml itself.

    Raises SettingsError with `file:line`.
    """
    if path is None and sampling.staff:
        path = folder / sampling.staff
    return (*(_members(path) if path else ()), *sampling.manager)


def _members(path: Path) -> Iterator[StaffMember]:
    lines = _text(path).splitlines()
    if not lines:
        return
    delimiter = max(";,\t", key=lines[0].count)
    rows = csv.reader(lines, delimiter=delimiter)
    header = [_column(cell) for cell in next(rows)]
    if "name" not in header:
        raise _mistake(f"{path}:1", say("нет столбца name", "there is no column name"))
    for row in rows:
        cells = {key: cell.strip() for key, cell in zip(header, row, strict=False) if key}
        if not any(cells.values()):
            continue
        where = f"{path}:{rows.line_num}"
        try:
            yield StaffMember(
                name=cells["name"],
                since=_day(cells.get("since", "")),
                plan=_number(cells.get("plan", "")),
                done=_number(cells.get("done", "")),
            )
        except ValidationError as error:
            raise _mistake(where, told(error.errors()[0])) from error
        except (ValueError, KeyError) as error:
            raise _mistake(where, str(error)) from error


def _column(title: str) -> str | None:
    folded = title.strip().casefold()
    return next((key for key, names in _COLUMNS.items() if folded in names), None)


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    if text:
        raise ValueError(
            say(f"«{text}» не дата, нужно 2026-03-31", f"{text!r} is no date, it takes 2026-03-31")
        )
    return None


def _number(text: str) -> float | None:
    plain = re.sub(r"[\s₽]", "", text).replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError as error:
        raise ValueError(say(f"«{text}» не число", f"{text!r} is no number")) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            say("список менеджеров не читается", "the list of managers cannot be read"),
            where=str(path),
            advice=say("Нужен CSV в UTF-8.", "It must be a CSV in UTF-8."),
        ) from error


def _mistake(where: str, problem: str) -> SettingsError:
    return SettingsError(
        problem,
        where=where,
        advice=say(
            "Столбцы: name, since (с какого дня), plan, done.", "Columns: name, since, plan, done."
        ),
    )
