"""Spreadsheets: XLSX with a sheet a subject, CSV with a line a message."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from okk_text.language import current_language, say
from okk_text.report.judged import Criteria
from okk_text.report.rows import (
    conversation_columns,
    conversation_row,
    finding_columns,
    finding_rows,
    manager_columns,
    manager_row,
    message_columns,
    message_rows,
    objection_columns,
    objection_rows,
    opinion_columns,
    opinion_rows,
    run_columns,
    run_rows,
)
from okk_text.report.summary import Summary
from okk_text.results import Run, Scorecard, Skip
from okk_text.rubric import Rubric

LONGEST_CELL = 32_000  # Excel refuses more than 32,767 characters
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that starts so would be computed, not shown


class Workbook:
    """XLSX: conversations, messages, hints, managers, the run. Rows go to disk as they come."""

    def __init__(self, out: Path, rubric: Rubric):
        import xlsxwriter

        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        }
        self.criteria = Criteria.of(rubric)
        self.summary = Summary()
        self._book = xlsxwriter.Workbook(str(out), options)
        self._bold = self._book.add_format({"bold": True, "bg_color": "#E8EEF4", "text_wrap": True})
        self._plain = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._time = self._book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top"})
        self._rows: dict[str, int] = {}
        titles = self.criteria.titles
        self._sheets = {
            key: self._sheet(name, columns)
            for key, name, columns in (
                ("conversations", say("Переписки", "Conversations"), conversation_columns()),
                ("messages", say("Сообщения", "Messages"), message_columns(titles)),
                ("findings", say("Подсказки", "Hints"), finding_columns()),
                ("opinions", say("Мнение модели", "The model's opinion"), opinion_columns()),
                ("objections", say("Возражения", "Objections"), objection_columns()),
                ("managers", say("Менеджеры", "Managers"), manager_columns(titles)),
                ("run", say("Прогон", "Run"), run_columns()),
            )
        }

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Skip):
            return
        self.summary.add(item)
        self._write("conversations", conversation_row(item))
        for key, rows in (
            ("messages", message_rows(item, self.criteria)),
            ("findings", finding_rows(item, self.criteria)),
            ("opinions", opinion_rows(item, self.criteria)),
            ("objections", objection_rows(item)),
        ):
            for row in rows:
                self._write(key, row)

    def finish(self, run: Run) -> None:
        for manager in self.summary.by_name():
            self._write("managers", manager_row(manager, self.criteria.titles))
        for row in run_rows(run):
            self._write("run", row)
        for sheet in self._sheets.values():
            sheet.autofilter(0, 0, self._rows[sheet.get_name()] - 1, sheet.dim_colmax)
        self._book.close()

    def _sheet(self, name: str, columns: Sequence[tuple[str, int]]):
        sheet = self._book.add_worksheet(name)
        for number, (title, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, title, self._bold)
        sheet.freeze_panes(1, 0)
        self._rows[name] = 1
        return sheet

    def _write(self, sheet_key: str, values: Sequence[Any]) -> None:
        sheet = self._sheets[sheet_key]
        row = self._rows[sheet.get_name()]
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, column, _cell(value), self._plain)
            elif isinstance(value, datetime):
                sheet.write_datetime(row, column, value, self._time)
            elif value is not None:
                sheet.write_number(row, column, value, self._plain)
        self._rows[sheet.get_name()] = row + 1


class Csv:
    """CSV: a line a manager's message. Semicolons in Russian, as spreadsheets there expect."""

    def __init__(self, out: Path | None, stream: IO[str], rubric: Rubric):
        # The byte order mark tells spreadsheets that the file is UTF-8.
        self._file = out.open("w", encoding="utf-8-sig", newline="") if out else None
        delimiter = ";" if current_language() == "ru" else ","
        self._csv = csv.writer(self._file or stream, delimiter=delimiter, lineterminator="\r\n")
        self.criteria = Criteria.of(rubric)
        self._csv.writerow([title for title, _ in message_columns(self.criteria.titles)])

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Scorecard):
            for row in message_rows(item, self.criteria):
                self._csv.writerow([_csv_cell(value) for value in row])

    def finish(self, run: Run) -> None:
        if self._file:
            self._file.close()


def _cell(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _csv_cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text
