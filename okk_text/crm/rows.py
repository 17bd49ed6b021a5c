"""Remarks as rows of a spreadsheet; cells that a spreadsheet would compute stay text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from okk_text.crm.columns import field_title
from okk_text.crm.quote import day_text
from okk_text.crm.remark import Remark, kind_title
from okk_text.crm.review import Review
from okk_text.language import current_language, say
from okk_text.report.labels import label_text
from okk_text.report.tables import harmless

Columns = list[tuple[str, int]]


def remark_columns() -> Columns:
    """Titles and widths."""
    return [
        (say("о чём", "about"), 26),
        (say("ID сделки", "deal ID"), 12),
        (say("сделка", "deal"), 30),
        (say("ответственный", "responsible"), 20),
        (say("этап в CRM", "stage in the CRM"), 22),
        (say("что видно", "what is seen"), 50),
        (say("что поможет", "what would help"), 44),
        (say("слова переписки", "words of the text"), 60),
        (say("кто", "who"), 10),
        (say("дата", "day"), 11),
        (say("переписка", "conversation"), 22),
        (say("как найдена сделка", "how the deal was found"), 30),
    ]


def remark_row(remark: Remark) -> list[str]:
    """One remark in the order of the columns."""
    deal = remark.deal
    about = [kind_title(remark.kind), deal.id, deal.name, deal.responsible, deal.stage]
    return [*about, remark.what, remark.advice, *_quoted(remark), *_origin(remark)]


def take_over_columns() -> Columns:
    """Titles and widths of the list of fields to take over by hand."""
    return [
        (say("ID сделки", "deal ID"), 12),
        (say("сделка", "deal"), 30),
        (say("ответственный", "responsible"), 20),
        (say("поле", "field"), 24),
        (say("значение", "value"), 30),
        (say("слова переписки", "words of the text"), 60),
        (say("кто", "who"), 10),
        (say("дата", "day"), 11),
        (say("переписка", "conversation"), 22),
        (say("как найдена сделка", "how the deal was found"), 30),
    ]


def take_over_row(remark: Remark) -> list[str]:
    """One field that the card lacks."""
    deal = remark.deal
    field = field_title(remark.group)
    return [
        deal.id,
        deal.name,
        deal.responsible,
        field,
        remark.value,
        *_quoted(remark),
        *_origin(remark),
    ]


def other_rows(review: Review) -> Iterator[tuple[str, str, str]]:
    """What was not matched, not read or not looked at: subject, place, reason."""
    for note in review.notes:
        yield say("заметка", "note"), "", note
    for unmatched in review.unmatched:
        place = f"{unmatched.talk.title} ({unmatched.talk.conversation})"
        yield say("переписка без сделки", "conversation without a deal"), place, unmatched.reason
    for fault in review.faults:
        place = say(f"строка {fault.line}", f"line {fault.line}")
        kind = (
            say("строка прочитана не вся", "row not wholly read")
            if fault.is_read
            else say("строка не прочитана", "row not read")
        )
        yield kind, place, fault.reason


def write_csv(
    rows: Iterable[Sequence[str]], columns: Columns, *, out: Path | None, stream: IO[str]
) -> None:
    """Rows under their titles; semicolons in Russian, as spreadsheets there expect."""
    # The byte order mark tells spreadsheets that the file is UTF-8.
    file = out.open("w", encoding="utf-8-sig", newline="") if out else stream
    try:
        delimiter = ";" if current_language() == "ru" else ","
        table = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        table.writerow([title for title, _ in columns])
        table.writerows([harmless(cell) for cell in row] for row in rows)
    finally:
        if out:
            file.close()


def _quoted(remark: Remark) -> list[str]:
    quote = remark.quote
    if quote is None:
        return ["", "", ""]
    return [quote.text, label_text(quote.role), day_text(quote.day)]


def _origin(remark: Remark) -> list[str]:
    match = remark.match
    return [match.talk.conversation, match.told()] if match else ["", ""]
