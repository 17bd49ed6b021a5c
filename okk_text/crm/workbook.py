"""XLSX of the review: all remarks, fields to take over, what was not matched or read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from okk_text.crm.remark import kind_title
from okk_text.crm.review import KINDS, Review
from okk_text.crm.rows import (
    Columns,
    other_rows,
    remark_columns,
    remark_row,
    take_over_columns,
    take_over_row,
)
from okk_text.language import say

MOST_ROWS = 1_048_000  # Excel takes 1,048,576
LONGEST_CELL = 32_000


def write_workbook(review: Review, out: Path) -> None:
    """Write the file, rows to disk as they come."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(out), options)
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "text_wrap": True})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    fields = review.remarks["field"]
    for name, columns, rows in (
        (say("Сводка", "Summary"), _summary_columns(), _summary(review)),
        (say("Замечания", "Remarks"), remark_columns(), map(remark_row, review.all())),
        (say("Перенести", "Take over"), take_over_columns(), map(take_over_row, fields)),
        (say("Не сверено", "Not compared"), _other_columns(), other_rows(review)),
    ):
        _write(book.add_worksheet(name), columns, rows, bold=bold, plain=plain)
    book.close()


def _write(
    sheet: Any, columns: Columns, rows: Iterable[Sequence[Any]], *, bold: Any, plain: Any
) -> None:
    for number, (title, width) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, title, bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, 1):
        if last > MOST_ROWS:
            break
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(last, column, value[:LONGEST_CELL], plain)
            else:
                sheet.write_number(last, column, value, plain)
    sheet.autofilter(0, 0, max(1, min(last, MOST_ROWS)), len(columns) - 1)


def _summary_columns() -> Columns:
    return [(say("что", "what"), 40), (say("сколько", "how many"), 12)]


def _summary(review: Review) -> Iterable[tuple[str, int]]:
    yield say("сделок", "deals"), review.deals
    yield say("из них открытых", "of them open"), review.open_deals
    yield say("переписок", "conversations"), review.conversations
    yield say("из них со сделкой", "of them with a deal"), len(review.matches)
    for kind in KINDS:
        yield kind_title(kind), len(review.remarks[kind])


def _other_columns() -> Columns:
    return [(say("что", "what"), 26), (say("где", "where"), 40), (say("почему", "why"), 80)]
