"""A reviewer who fills in a worksheet as a person would: by choosing from the lists of labels."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

HIDDEN = "okk"
PLACE, LABEL = "G", "E"


def fill(path: Path, *, name: str, agrees: float, seed: int) -> int:
    """Fill in every row; `agrees` is how often a label is the tool's, or where it has none the first.

    Gives how many rows that were.
    """
    from openpyxl import load_workbook

    from okk_text.report.labels import label_text

    chance = random.Random(seed)
    book = load_workbook(path)
    sheet, hidden = book.worksheets[0], book[HIDDEN]
    sheet["C2"] = name
    seen = {row[0].value: row[1].value for row in hidden.iter_rows(2, max_col=2)}
    lists = _lists(sheet, hidden)
    rows = 0
    for row in range(1, sheet.max_row + 1):
        texts = lists.get(f"{LABEL}{row}")
        if texts is None:
            continue
        tool = label_text(str(seen.get(sheet[f"{PLACE}{row}"].value)))
        likely = tool if tool in texts else texts[0]
        sheet[f"{LABEL}{row}"] = likely if chance.random() < agrees else chance.choice(texts)
        rows += 1
    book.save(path)
    return rows


def _lists(sheet: Any, hidden: Any) -> dict[str, list[str]]:
    """The labels to choose from, by cell."""
    lists = {}
    for validation in sheet.data_validations.dataValidation:
        cells = hidden[validation.formula1.rpartition("!")[2].replace("$", "")]
        texts = [str(row[0].value) for row in cells]
        lists |= {str(cell): texts for cell in str(validation.sqref).split()}
    return lists
