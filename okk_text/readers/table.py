"""Conversations as a table: CSV or JSON Lines with the columns of CONTRACT §4, from any system.

The rows of a conversation may stand anywhere in the file: they wait in a temporary database on
the disk, so that memory does not grow with the file.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from okk_text.conversation.model import Conversation, Medium, Message
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.letters.segments import cut_text
from okk_text.readers.plain_text import head_text, opened
from okk_text.readers.sources import Source

COLUMNS = ("conversation", "author", "role", "address", "sent_at", "text", "channel", "subject")
DELIMITERS = ";,\t"
LONGEST_LINE = 4 * 1024**2  # characters; a whole table in one line is none
LONGEST_CELL = 1024**2
SHOWN_FAULTS = 5
MOST_FAULTS = 1000  # after so many wrong rows this is no table, or not the rest of it
ROLES = {
    "manager": "manager",
    "менеджер": "manager",
    "client": "client",
    "клиент": "client",
    "bot": "bot",
    "бот": "bot",
    "system": "system",
    "система": "system",
}
Row = dict[str, Any]


class _Fault(Exception):
    """What is wrong with one row."""


class TableReader:
    """One file is one table of any number of conversations."""

    name = "table"
    together = False

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the first line names our columns, or is a JSON object that has them."""
        line = _first_line(head_text(head))
        if line.startswith("{"):
            return all(re.search(rf'"{name}"\s*:', line) for name in ("conversation", "text"))
        return _delimiter(line) is not None

    def read(self, source: Source) -> Iterator[Conversation]:
        """The conversations, in the order of their first rows.

        Raises ReadError that names the wrong rows, after everything else was given.
        """
        with closing(sqlite3.connect("")) as store, opened(source.files[0]) as stream:
            _fill(store, stream)
            first_rows = "SELECT conversation FROM row GROUP BY 1 ORDER BY min(line)"
            for (key,) in store.execute(first_rows):
                yield _conversation(store, key, source.shown)
            _report_faults(store)


READER = TableReader()


def _first_line(text: str) -> str:
    lines = (line.strip("\ufeff\r\n\0 ") for line in text.split("\n"))
    return next((line for line in lines if line and not line.startswith("sep=")), "")


def _delimiter(line: str) -> str | None:
    """What separates the column names of the line; None where it does not name our columns."""
    for delimiter in DELIMITERS:
        names = {name.strip(' "').casefold() for name in line.split(delimiter)}
        if {"conversation", "text"} < names and names & {"author", "role", "address", "sent_at"}:
            return delimiter
    return None


def _fill(store: sqlite3.Connection, stream: IO[str]) -> None:
    """Put the right rows into one table of the store and the wrong ones into the other."""
    store.execute("PRAGMA journal_mode=OFF")
    store.execute(f"CREATE TABLE row (line INTEGER, {', '.join(COLUMNS)})")
    store.execute("CREATE TABLE fault (line INTEGER, reason, conversation)")
    insert = f"INSERT INTO row VALUES (?{', ?' * len(COLUMNS)})"
    faults = 0
    for line, row in _table(stream):
        try:
            store.execute(insert, (line, *_checked(row)))
        except _Fault as fault:
            faults += 1
            key = row.get("conversation") if isinstance(row, dict) else None
            found = (line, str(fault), key if isinstance(key, str) and key.isprintable() else None)
            store.execute("INSERT INTO fault VALUES (?, ?, ?)", found)
            if faults == MOST_FAULTS:
                break
    store.execute("CREATE INDEX place ON row (conversation, line)")


def _table(stream: IO[str]) -> Iterator[tuple[int, Row | _Fault]]:
    """Each row by its columns' names, or what is wrong with it, with the line it begins in."""
    lines = _lines(stream)
    above, line = next(((n, line) for n, line in lines if _first_line(line)), (0, ""))
    if line.lstrip("\ufeff ").startswith("{"):
        yield above, _json_row(line)
        for number, line in lines:
            if line.strip():
                yield number, _json_row(line)
    elif delimiter := _delimiter(_first_line(line)):
        names = next(csv.reader([_first_line(line)], delimiter=delimiter))
        columns = [name.strip().casefold() for name in names]
        yield from _csv_rows(lines, above, columns, delimiter=delimiter)
    else:
        raise ReadError(
            say("первая строка не называет столбцов", "the first line does not name the columns"),
            advice=say("Нужны: ", "Needed: ") + ", ".join(COLUMNS) + ".",
        )


def _lines(stream: IO[str]) -> Iterator[tuple[int, str]]:
    """Lines and their numbers; of one that is too long only the beginning, which is no row."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith("\n"):
            rest = stream.readline(LONGEST_LINE)
        yield number, line.replace("\0", "")


def _json_row(line: str) -> Row | _Fault:
    try:
        row = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return _Fault(say("не разбирается как JSON", "does not parse as JSON"))
    if not isinstance(row, dict):
        return _Fault(say("это не объект JSON", "is no JSON object"))
    return row


def _csv_rows(
    lines: Iterator[tuple[int, str]], above: int, columns: list[str], *, delimiter: str
) -> Iterator[tuple[int, Row | _Fault]]:
    """The rows below the line number `above`, which names the columns."""
    csv.field_size_limit(LONGEST_CELL)
    table = csv.reader((line for _, line in lines), delimiter=delimiter)
    while True:
        number = above + table.line_num + 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            reason = say("кавычки не закрыты", "a quotation mark is not closed")
            yield number, _Fault(f"{reason} ({error})")
            continue
        if any(cells[len(columns) :]):
            yield number, _Fault(say("ячеек больше, чем столбцов", "more cells than columns"))
        elif any(cells):
            filled = zip(columns, cells, strict=False)
            row: Row = {name: cell for name, cell in filled if cell or name == "text"}
            yield number, row


def _checked(row: Row | _Fault) -> tuple[str | None, ...]:
    """The values of a row in the order of COLUMNS; raises what is wrong with it."""
    if isinstance(row, _Fault):
        raise row
    values = {name: _plain_text(row.get(name)) for name in COLUMNS}
    if not values["conversation"]:
        raise _Fault(say("нет conversation", "no conversation"))
    if "text" not in row:
        raise _Fault(say("нет text", "no text"))
    if role := (values["role"] or "").strip().casefold():
        if role not in ROLES:
            kinds = "manager, client, bot, system"
            raise _Fault(say(f"role бывает {kinds}", f"role is one of {kinds}"))
        role = values["role"] = ROLES[role]
    author = values["author"] or values["address"] or role
    if not author:
        raise _Fault(say("нет author", "no author"))
    sent_at = _moment(values["sent_at"])
    values |= {
        "author": "" if role == "system" and not values["author"] else author,
        "role": role or None,
        "sent_at": sent_at and sent_at.isoformat(),
        "text": values["text"] or "",
    }
    return tuple(values[name] for name in COLUMNS)


def _plain_text(value: Any) -> str | None:
    """The value as text that any encoding can write; None where there is none."""
    if value is None:
        return None
    if isinstance(value, bool | list | dict):
        raise _Fault(say("в поле не текст", "a field holds no text"))
    return str(value).encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")


def _moment(written: str | None) -> datetime | None:
    """The moment in ISO 8601 or as 02.03.2026 10:15; a date alone is no moment."""
    if not written or not written.strip():
        return None
    written = written.strip()
    try:
        if match := _RUSSIAN.fullmatch(written):
            day, month, year, hour, minute, second = match.groups("0")
            numbers = map(int, (year, month, day, hour, minute, second))
            return datetime(*numbers)
        if ":" in written:
            return datetime.fromisoformat(written)
    except (ValueError, OverflowError):
        pass
    raise _Fault(say("sent_at не время вида ", "sent_at is no time like ") + "2026-03-02T10:15:00")


_RUSSIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)


def _conversation(store: sqlite3.Connection, key: str, shown: str) -> Conversation:
    """The conversation with this key, by time where every message has one, else by rows."""
    query = "SELECT * FROM row WHERE conversation = ? ORDER BY line"
    rows = [dict(zip(COLUMNS, row[1:], strict=True)) for row in store.execute(query, (key,))]
    moments = [row["sent_at"] and datetime.fromisoformat(row["sent_at"]) for row in rows]
    dated = list(zip(moments, rows, strict=True))
    if all(moments) and len({moment.tzinfo is None for moment in moments}) == 1:
        dated.sort(key=lambda entry: entry[0])
    channel = next((row["channel"] for row in rows if row["channel"]), "table").strip().casefold()
    medium: Medium = "email" if channel in ("email", "e-mail", "mail", "почта") else "chat"
    broken = store.execute("SELECT line FROM fault WHERE conversation = ?", (key,)).fetchmany(5)
    return Conversation(
        id=key,
        source=shown,
        channel="email" if medium == "email" else channel,
        medium=medium,
        messages=tuple(
            _message(n, moment, row, medium=medium) for n, (moment, row) in enumerate(dated, 1)
        ),
        subject=next((row["subject"] for row in rows if row["subject"]), None),
        notes=tuple(
            say(f"строка {line} не прочитана", f"line {line} was not read") for (line,) in broken
        ),
    )


def _message(n: int, sent_at: datetime | None, row: Row, *, medium: Medium) -> Message:
    kept = {name: row[name] for name in ("author", "role", "address", "text", "subject")}
    cut = cut_text(row["text"], author=row["author"]) if medium == "email" else ()
    return Message(n=n, sent_at=sent_at, segments=cut, **kept)


def _report_faults(store: sqlite3.Connection) -> None:
    (count,) = store.execute("SELECT count(*) FROM fault").fetchone()
    if not count:
        return
    shown = store.execute("SELECT line, reason FROM fault ORDER BY line").fetchmany(SHOWN_FAULTS)
    listed = "; ".join(say(f"строка {n}: {why}", f"line {n}: {why}") for n, why in shown)
    more = say(f" и ещё {count - len(shown)}", f" and {count - len(shown)} more")
    rest = say("Остальное прочитано.", "The rest was read.")
    if count == MOST_FAULTS:
        rest = say("Дальше файл не читался.", "The file was not read any further.")
    raise ReadError(
        say("не прочитаны строки таблицы: ", "rows of the table were not read: ")
        + listed
        + (more if count > len(shown) else ""),
        advice=rest,
    )
