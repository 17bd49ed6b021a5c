"""A report as a spreadsheet: the same figures as the page, a sheet a table, charts where they help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from okk_text.department.document import Cell, Chart, Column, Document, Section, Table
from okk_text.language import say

LONGEST_CELL = 32_000  # Excel refuses more than 32,767 characters
SUMMARY_WIDTH = 52
LINE_HEIGHT = 15.0  # points
LONGEST_NAME = 31  # of a sheet
_TONES = {
    "one": "#2F6FB0", "two": "#B3581C", "three": "#4D8A4A", "four": "#8A5AA8",
    "pale": "#B4BEC9", "good": "#1C7C43", "fair": "#D9902F", "low": "#B3261E",
}  # fmt: skip
_GRID = {"color": "#DFE4EA"}


def write_workbook(document: Document, out: Path) -> None:
    """Write the report as XLSX; nothing that people wrote becomes a formula or a link."""
    import xlsxwriter

    plain = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    options = dict.fromkeys(plain, False)
    with xlsxwriter.Workbook(str(out), options) as book:
        _Book(book).write(document)


class _Book:
    """The sheets of a workbook that is being written."""

    def __init__(self, book: Any):
        self._book = book
        wrapped = {"text_wrap": True, "valign": "top"}
        self._head = book.add_format({**wrapped, "bold": True, "bg_color": "#E8EEF4"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._words = book.add_format({**wrapped, "indent": 1})
        self._percent = book.add_format({"num_format": "0%", "valign": "top"})
        self._whole = book.add_format({"num_format": "0", "valign": "top"})
        self._names: set[str] = set()

    def write(self, document: Document) -> None:
        self._write_first(document)
        drawn = []
        for section in document.sections:
            for table in section.tables:
                sheet = self._write_table(table)
                if table is section.tables[0]:
                    drawn += [(sheet, chart, len(table.rows)) for chart in section.charts]
        source = self._sheet(say("Данные графиков", "Chart data")) if drawn else None
        first = 0
        for sheet, chart, rows in drawn:
            self._draw(sheet, chart, rows, source=source, first=first)
            first += len(chart.series) + 2

    def _write_first(self, document: Document) -> None:
        """The first sheet: what the page says in words."""
        sheet = self._sheet(say("Главное", "Summary"))
        sheet.set_column(0, 3, SUMMARY_WIDTH)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, document.title, self._title)
        sheet.write_string(1, 0, document.subtitle, self._words)
        row = 3
        for tile in document.tiles:
            shown = f"{tile.cell.text} ({tile.cell.small})" if tile.cell.small else tile.cell.text
            self._line(sheet, row, [tile.title, shown])
            row += 1
        for section in document.sections:
            row = self._write_section(sheet, section, row + 1)
        for note in document.notes:
            row += 1
            self._line(sheet, row, [note])

    def _write_section(self, sheet: Any, section: Section, row: int) -> int:
        if not (section.points or section.lines):
            return row - 1
        heads = [
            section.title,
            say("было", "written"),
            say("лучше", "better"),
            say("совет", "advice"),
        ]
        for column, head in enumerate(heads if section.points else heads[:1]):
            sheet.write_string(row, column, head, self._head)
        lines: list[list[str]] = [[line] for line in section.lines]
        lines += [[f"{p.title}. {p.body}", p.quote, p.better, p.advice] for p in section.points]
        for line in lines:
            row += 1
            self._line(sheet, row, line)
        return row + 1

    def _line(self, sheet: Any, row: int, texts: list[str]) -> None:
        sheet.set_row(row, _height((text, SUMMARY_WIDTH) for text in texts))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, _fitting(text), self._words)

    def _write_table(self, table: Table) -> Any:
        """A sheet with the table."""
        sheet = self._sheet(table.title)
        place = 0
        for column in table.columns:
            for title, width in _heads(column):
                sheet.set_column(place, place, width)
                sheet.write_string(0, place, title, self._head)
                place += 1
        for number, row in enumerate(table.rows, 1):
            place = 0
            for column, cell in zip(table.columns, row, strict=True):
                place = self._write_cell(sheet, number, place, column, cell)
            wrapped = (
                (cell.text + cell.small, column.width)
                for column, cell in zip(table.columns, row, strict=True)
                if column.kind == "words"
            )
            sheet.set_row(number, _height(wrapped))
        sheet.set_row(0, 2 * LINE_HEIGHT)
        sheet.freeze_panes(1, 1)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _write_cell(self, sheet: Any, row: int, place: int, column: Column, cell: Cell) -> int:
        """Write a cell; gives the place of the next one."""
        if column.kind == "words":
            text = f"{cell.text} ({cell.small})" if cell.small else cell.text
            sheet.write_string(row, place, _fitting(text), self._words)
            return place + 1
        for offset, number in enumerate(cell.numbers[: len(_heads(column))]):
            if number is not None:
                form = self._percent if cell.form == "percent" and offset < 3 else self._whole
                sheet.write_number(row, place + offset, number, form)
        return place + len(_heads(column))

    def _sheet(self, title: str) -> Any:
        """A sheet named so, as far as names of sheets allow; each name once."""
        clean = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:LONGEST_NAME] or "-"
        name, number = clean, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{clean[: LONGEST_NAME - 3]} {number}"
        self._names.add(name.casefold())
        return self._book.add_worksheet(name)

    def _draw(self, sheet: Any, chart: Chart, rows: int, *, source: Any, first: int) -> None:
        """A chart below the table; its figures stand in `source` from column `first` on."""
        kind = {"type": "line"} if chart.kind == "line" else {"type": "bar"}
        if chart.kind == "stack":
            kind["subtype"] = "stacked"
        drawn = self._book.add_chart(kind)
        last = len(chart.labels)
        source.set_column(first, first, 30)
        source.write_column(0, first, [chart.title, *chart.labels])
        for number, series in enumerate(chart.series, 1):
            values = (value[0] if isinstance(value, tuple) else value for value in series.values)
            shown = [None if value is None else round(value) for value in values]
            source.write_column(0, first + number, [series.name, *shown], self._whole)
            paint = {"color": _TONES[series.tone]}
            name, at = source.get_name(), first + number
            drawn.add_series(
                {
                    "name": series.name,
                    "categories": [name, 1, first, last, first],
                    "values": [name, 1, at, last, at],
                    **({"line": paint} if chart.kind == "line" else {"fill": paint}),
                }
            )
        if chart.kind == "line" or chart.percent:  # of a bar chart the x axis runs upward
            axis = drawn.set_y_axis if chart.kind == "line" else drawn.set_x_axis
            axis({"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": _GRID}})
        drawn.set_title({"name": chart.title, "name_font": {"size": 11}})
        drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
        drawn.set_size({"width": 640, "height": max(260, 60 + 24 * last)})
        sheet.insert_chart(rows + 2, 0, drawn, {"description": f"{chart.title}. {chart.told}"})


def _heads(column: Column) -> list[tuple[str, int]]:
    """The columns of a spreadsheet that a column of the page becomes, with their widths."""
    low, high = say("от", "from"), say("до", "to")
    if column.kind == "percent":
        return [(column.title, 12), (low, 7), (high, 7), (say("из", "of"), 7)]
    if column.kind == "score":
        return [(column.title, 9), (low, 7), (high, 7), (say("переписок", "conversations"), 11)]
    if column.kind == "minutes":
        return [(column.title + say(", мин", ", min"), 14)]
    return [(column.title, column.width)]


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """The height of a row in which wrapped texts stand in columns of these widths.

    Excel finds it itself when it opens a file; LibreOffice does not.
    """
    lines = [
        sum(-(-len(line) // max(1, width - 2)) or 1 for line in text.splitlines() or [""])
        for text, width in texts
    ]
    return LINE_HEIGHT * max(lines, default=1)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
