"""The deals file: CSV of amoCRM or Bitrix24, rows into deals, broken rows listed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from okk_text.crm.columns import field_title, found_columns, recognised
from okk_text.crm.deal import Deal, Fault
from okk_text.crm.row import Row
from okk_text.crm.stages import Stages
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.readers.plain_text import opened
from okk_text.settings import Crm

DELIMITERS = ";,\t"
MOST_LINES = (
    300  # of one row, by its quoted cells; more means a quotation mark that is never closed
)
LONGEST_HEADER = 100_000  # characters
_NO_TEXT = {
    b"PK\x03\x04": "XLSX",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"%PDF": "PDF",
}


@dataclass(frozen=True, slots=True)
class DealsFile:
    """All that the file gave: deals in its order, wrong rows, which fields and stages it has.

    `missing` are required fields that the file has no column for; `unmapped` the CRM's stages that
    none of ours is known for, with the number of their deals.
    """

    path: Path
    deals: tuple[Deal, ...]
    faults: tuple[Fault, ...]
    fields: frozenset[str]
    missing: tuple[str, ...]
    unmapped: dict[str, int]
    repeated: int  # rows that only repeat a deal, one a product

    def has(self, field: str) -> bool:
        """Whether the file says anything of the field."""
        return field in self.fields


def read_deals(path: Path, crm: Crm) -> DealsFile:
    """The deals of the file. Raises ReadError or SettingsError where it is none."""
    _refuse_other_forms(path)
    try:
        with opened(path) as stream:
            return _read(path, _Lines(stream), crm)
    except ReadError as error:
        raise ReadError(
            error.problem, where=error.where or str(path), advice=error.advice
        ) from error


def _read(path: Path, lines: _Lines, crm: Crm) -> DealsFile:
    header, delimiter = _header(lines)
    columns = found_columns(header, crm.columns)
    row = Row(header, columns, crm, Stages(crm.stages, crm.closed))
    deals: dict[str, Deal] = {}
    faults: list[Fault] = []
    repeated = 0
    needed = [place for field in ("id", "title", "stage") for place in columns.get(field, ())]
    for number, cells in _rows(lines, delimiter, width=len(header), least=max(needed)):
        if isinstance(cells, Fault):
            faults.append(cells)
            continue
        deal, wrong = row.deal(number, cells)
        faults += wrong
        if deal is None:
            continue
        first = deals.get(deal.id)
        deals[deal.id] = _merged(first, deal) if first else deal
        repeated += first is not None
    return DealsFile(
        path=path,
        deals=tuple(deals.values()),
        faults=tuple(faults),
        fields=frozenset(columns),
        missing=tuple(map(field_title, row.missing)),
        unmapped=_unmapped(deals.values()),
        repeated=repeated,
    )


def _refuse_other_forms(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        raise ReadError(
            say("нет такого файла", "no such file")
            if missing
            else say(f"не читается: {error}", f"cannot be read: {error}"),
            where=str(path),
        ) from error
    form = next((form for mark, form in _NO_TEXT.items() if head.startswith(mark)), None)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:5].lower() in (b"<html", b"<meta", b"<tabl", b"<!doc"):
        form = "HTML"
    if form or not head.strip():
        raise ReadError(
            say(f"это {form}, а не CSV", f"this is {form}, not CSV")
            if form
            else say("файл пуст", "the file is empty"),
            where=str(path),
            advice=say(
                "Выгрузите сделки в CSV, или откройте файл и сохраните как CSV UTF-8.",
                "Export the deals as CSV, or open the file and save it as CSV UTF-8.",
            ),
        )


class _Lines:
    """Numbered lines that can be taken back."""

    def __init__(self, stream: Iterator[str]):
        self._stream = stream
        self._waiting: list[str] = []
        self.number = 0  # of the line given last

    def next(self) -> str | None:
        self.number += 1
        if self._waiting:
            return self._waiting.pop()
        line = next(self._stream, None)
        return None if line is None else line.replace("\0", "")

    def take_back(self, lines: Sequence[str]) -> None:
        self._waiting += reversed(lines)
        self.number -= len(lines)


def _header(lines: _Lines) -> tuple[list[str], str]:
    """The names of the columns and what separates them."""
    while (line := lines.next()) is not None:
        if line.strip("\ufeff\r\n\t ;,") and not line.startswith("sep="):
            names = line.strip("\ufeff\r\n")[:LONGEST_HEADER]
            read = [(next(csv.reader([names], delimiter=mark)), mark) for mark in DELIMITERS]
            return max(read, key=lambda pair: (recognised(pair[0]), len(pair[0])))
    raise ReadError(say("в файле нет строк", "the file has no lines"))


def _rows(
    lines: _Lines, delimiter: str, *, width: int, least: int
) -> Iterator[tuple[int, list[str] | Fault]]:
    """The rows below the header by the number of their first line.

    A row that ends before its cell number `least` is none. Where a quotation mark is never closed
    only its line is lost, not the rest of the file.
    """
    while (line := lines.next()) is not None:
        if not line.strip("\r\n\t ;,"):
            continue
        number, taken = lines.number, [line]
        quotes = line.count('"')
        while quotes % 2 and len(taken) < MOST_LINES and (more := lines.next()) is not None:
            taken.append(more)
            quotes += more.count('"')
        cells, used = _parsed(taken, delimiter, closed=quotes % 2 == 0, width=width)
        lines.take_back(taken[used:])
        if not cells or any(cells[width:]):
            yield number, Fault(number, _row_fault(cells))
            continue
        if len(cells) < width:
            yield number, Fault(number, _short_row(), is_read=len(cells) > least)
        if len(cells) > least:
            yield number, cells


def _parsed(
    taken: Sequence[str], delimiter: str, *, closed: bool, width: int
) -> tuple[list[str], int]:
    """The first row of the lines and how many of them it takes; no cells: it never ends.

    A quotation mark inside a cell («труба 2" сталь») opens nothing.
    """
    reader = csv.reader(taken, delimiter=delimiter)
    try:
        cells = next(reader, [])
    except csv.Error:  # a cell larger than any
        return [], 1
    used = reader.line_num
    if not closed and used == len(taken) and len(cells) != width:
        return [], 1
    return cells, 1 if any(cells[width:]) else used


def _short_row() -> str:
    return say("ячеек меньше, чем столбцов", "fewer cells than columns")


def _row_fault(cells: Sequence[str]) -> str:
    if not cells:
        return say("кавычка не закрыта", "a quotation mark is not closed")
    return say("ячеек больше, чем столбцов", "more cells than columns")


def _merged(first: Deal, other: Deal) -> Deal:
    """The deal with what a further row of it adds: a second contact, another product's task."""
    return replace(
        first,
        phones=tuple(dict.fromkeys((*first.phones, *other.phones))),
        emails=tuple(dict.fromkeys((*first.emails, *other.emails))),
        tasks=tuple(sorted({*first.tasks, *other.tasks})),
        has_task=first.has_task or other.has_task,
        has_comment=first.has_comment or other.has_comment,
        empty=tuple(name for name in first.empty if name in other.empty),
        dates=first.dates | other.dates,
        kept=first.kept | other.kept,
    )


def _unmapped(deals: Iterator[Deal]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for deal in deals:
        if deal.stage and deal.our_stage is None:
            counts[deal.stage] = counts.get(deal.stage, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
