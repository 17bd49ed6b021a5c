"""A worksheet that comes back: what was written where, or a mistake by sheet and cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.review.worksheet import FIRST_ROW, HIDDEN, ID, LABEL, MARK, NAME_CELL, NOTE


@dataclass(frozen=True, slots=True)
class Row:
    """A row to judge; `label` and `note` as written, None where empty; `cell` is the label's."""

    place: str
    seen: str
    label: str | None
    note: str | None
    cell: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A worksheet: the plan it belongs to, who judged where that is written, and its rows."""

    path: Path
    plan: str
    kind: str
    reviewer: str | None
    rows: tuple[Row, ...]


def read_worksheet(path: Path) -> Filled:
    """The worksheet at `path`, all rows of it. Raises ReadError that names sheet and cell."""
    book = _book(path)
    if HIDDEN not in book.sheetnames or book[HIDDEN]["A1"].value != MARK:
        raise _no_worksheet(path)
    _, _, plan, kind, name = (_text(book[HIDDEN].cell(1, column)) for column in range(1, 6))
    if name not in book.sheetnames:
        raise _mistake(path, name or "", say("листа нет", "the sheet is gone"), _PUT_BACK)
    sheet = book[name]
    known = {
        _text(row[0]): _text(row[1]) for row in book[HIDDEN].iter_rows(2, max_col=2) if row[0].value
    }
    rows = _rows(path, sheet, known)
    missing = [place for place in known if place not in {row.place for row in rows}]
    if missing:
        told = say(f"не хватает строк: {len(missing)}, первая {missing[0]}",
                   f"{len(missing)} rows are missing, the first is {missing[0]}")  # fmt: skip
        raise _mistake(path, name, told, _PUT_BACK)
    return Filled(path, plan or "", kind or "", _text(sheet[NAME_CELL]), tuple(rows))


def place_of(filled: Filled, row: Row) -> str:
    """Where the row's label stands, for messages: file, sheet and cell."""
    return f"{filled.path}: {row.cell}"


_PUT_BACK = ("Строки и столбец «Место» менять не нужно: верните их или начните с нового листа.",
             "Rows and the column Place must stay: put them back or start from a new worksheet.")  # fmt: skip


def _rows(path: Path, sheet: Any, known: dict[str | None, str | None]) -> list[Row]:
    """The rows with a place, and everything else that was written where rows are."""
    found: dict[str, Row] = {}
    for cells in sheet.iter_rows(min_row=FIRST_ROW + 1, max_col=ID + 1):
        label, note, place = _text(cells[LABEL]), _text(cells[NOTE]), _text(cells[ID])
        at = f"{sheet.title}!{cells[ID].coordinate}"
        if place is None and (label or note):
            told = say("у заполненной строки нет места", "a filled row has no place")
            raise _mistake(path, at, told, _PUT_BACK)
        if place is None:
            continue
        if place not in known:
            told = say(f"неизвестное место «{place}»", f"unknown place {place!r}")
            raise _mistake(path, at, told, _PUT_BACK)
        if place in found:
            told = say(f"место «{place}» стоит дважды", f"the place {place!r} stands twice")
            raise _mistake(path, at, told, _PUT_BACK)
        cell = f"{sheet.title}!{cells[LABEL].coordinate}"
        found[place] = Row(place, known[place] or "", label, note, cell)
    return list(found.values())


def _book(path: Path) -> Any:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        raise ReadError(
            say("нет такого файла", "no such file"),
            where=str(path),
            advice=say("Проверьте путь.", "Check the path."),
        ) from error
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _no_worksheet(path) from error


def _text(cell: Any) -> str | None:
    """What is written in the cell; None: nothing."""
    return None if cell.value is None else str(cell.value).strip() or None


def _no_worksheet(path: Path) -> ReadError:
    return ReadError(
        say("это не лист проверки", "not a worksheet of a review"),
        where=str(path),
        advice=say("Нужен .xlsx, который записала команда sample, со всеми его листами.",
                   "It takes the .xlsx that sample wrote, with all its sheets."),
    )  # fmt: skip


def _mistake(path: Path, where: str, problem: str, advice: tuple[str, str]) -> ReadError:
    return ReadError(problem, where=f"{path}: {where}", advice=say(*advice))
