"""Tables for spreadsheets: XLSX with a sheet a subject, CSV with a line a message."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from okk_text.conversation.model import Message
from okk_text.exceptions import finding_id
from okk_text.language import current_language, say
from okk_text.report.labels import label_text
from okk_text.report.summary import Summary, counted_messages, manager_name
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
        self.titles = rubric.titles()
        self.summary = Summary()
        self._book = xlsxwriter.Workbook(str(out), options)
        self._bold = self._book.add_format({"bold": True, "bg_color": "#E8EEF4", "text_wrap": True})
        self._plain = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._time = self._book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top"})
        self._rows: dict[str, int] = {}
        self._sheets = {
            "conversations": self._sheet(
                say("Переписки", "Conversations"), _conversation_columns()
            ),
            "messages": self._sheet(say("Сообщения", "Messages"), _message_columns(self.titles)),
            "findings": self._sheet(say("Подсказки", "Hints"), _finding_columns()),
            "managers": self._sheet(say("Менеджеры", "Managers"), _manager_columns(self.titles)),
            "run": self._sheet(
                say("Прогон", "Run"), [(say("что", "what"), 24), (say("значение", "value"), 80)]
            ),
        }

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Skip):
            return
        self.summary.add(item)
        self._write("conversations", _conversation_row(item))
        for row in message_rows(item, self.titles):
            self._write("messages", row)
        for row in _finding_rows(item, self.titles):
            self._write("findings", row)

    def finish(self, run: Run) -> None:
        for manager in self.summary.by_name():
            means = [_percent(manager.mean(name)) for name in self.titles]
            fixed = [manager.name, manager.conversations, manager.messages, manager.findings]
            self._write("managers", [*fixed, _rounded(manager.score), *means])
        for row in _run_rows(run):
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
        self.titles = rubric.titles()
        self._csv.writerow([title for title, _ in _message_columns(self.titles)])

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Scorecard):
            for row in message_rows(item, self.titles):
                self._csv.writerow([_csv_cell(value) for value in row])

    def finish(self, run: Run) -> None:
        if self._file:
            self._file.close()


def message_rows(scorecard: Scorecard, titles: dict[str, str]) -> Iterator[list[Any]]:
    """A row for every manager's message: who, when, what, score, one column a criterion, hints."""
    clients = _clients(scorecard)
    for message in counted_messages(scorecard):
        total = scorecard.messages.get(message.n)
        labels = {s.criterion: label_text(s.label) for s in scorecard.scores_of(message.n)}
        notes = [_note(finding, message, titles) for finding in scorecard.findings_of(message.n)]
        yield [
            scorecard.conversation.id,
            scorecard.conversation.source,
            message.n,
            _naive(message.sent_at),
            manager_name(scorecard.conversation, message),
            clients,
            message.own_text,
            message.own_words,
            total.score if total else None,
            _percent(total.coverage if total else None),
            *(labels.get(name) for name in titles),
            "\n".join(notes),
        ]


def _message_columns(titles: dict[str, str]) -> list[tuple[str, int]]:
    return [
        (say("переписка", "conversation"), 16),
        (say("файл", "source"), 24),
        ("№", 5),
        (say("время", "sent at"), 16),
        (say("менеджер", "manager"), 20),
        (say("клиент", "client"), 20),
        (say("текст", "text"), 70),
        (say("слов", "words"), 7),
        (say("балл", "score"), 7),
        (say("оценено, %", "assessed, %"), 9),
        *((title, 16) for title in titles.values()),
        (say("подсказки", "hints"), 60),
    ]


def _conversation_columns() -> list[tuple[str, int]]:
    return [
        (say("переписка", "conversation"), 22),
        (say("файл", "source"), 30),
        (say("канал", "channel"), 10),
        (say("тема", "subject"), 30),
        (say("команда", "team"), 20),
        (say("менеджеры", "managers"), 24),
        (say("клиенты", "clients"), 24),
        (say("сообщений", "messages"), 10),
        (say("балл", "score"), 7),
        (say("оценено, %", "assessed, %"), 9),
        (say("первый ответ, мин", "first reply, min"), 12),
        (say("дольше всего ждал, мин", "longest wait, min"), 12),
        (say("клиент ждёт ответа", "client waits"), 10),
    ]


def _conversation_row(scorecard: Scorecard) -> list[Any]:
    conversation, facts = scorecard.conversation, scorecard.facts
    managers = {manager_name(conversation, m): None for m in counted_messages(scorecard)}
    return [
        conversation.id,
        conversation.source,
        conversation.channel,
        conversation.subject,
        scorecard.team,
        ", ".join(managers),
        _clients(scorecard),
        len(conversation.messages),
        scorecard.total.score,
        _percent(scorecard.total.coverage),
        facts.get("first_reply_minutes"),
        facts.get("longest_wait_minutes"),
        say("да", "yes") if facts.get("unanswered_at_end") else say("нет", "no"),
    ]


def _finding_columns() -> list[tuple[str, int]]:
    return [
        (say("переписка", "conversation"), 22),
        ("№", 5),
        (say("время", "sent at"), 16),
        (say("менеджер", "manager"), 20),
        (say("критерий", "criterion"), 20),
        (say("важность", "severity"), 10),
        (say("место", "place"), 40),
        (say("подсказка", "hint"), 60),
        (say("замена", "fix"), 40),
        (say("номер", "id"), 10),
    ]


def _finding_rows(scorecard: Scorecard, titles: dict[str, str]) -> Iterator[list[Any]]:
    for message in counted_messages(scorecard):
        for finding in scorecard.findings_of(message.n):
            yield [
                scorecard.conversation.id,
                message.n,
                _naive(message.sent_at),
                manager_name(scorecard.conversation, message),
                titles.get(finding.criterion, finding.criterion),
                label_text(finding.severity),
                _excerpt(finding, message),
                finding.note,
                say("удалить", "delete") if finding.fix == "" else finding.fix,
                finding_id(scorecard.conversation, message, finding),
            ]


def _manager_columns(titles: dict[str, str]) -> list[tuple[str, int]]:
    return [
        (say("менеджер", "manager"), 26),
        (say("переписок", "conversations"), 10),
        (say("сообщений", "messages"), 10),
        (say("подсказок", "hints"), 10),
        (say("балл", "score"), 8),
        *((f"{title}, %", 14) for title in titles.values()),
    ]


def _run_rows(run: Run) -> Iterator[list[str]]:
    yield [say("версия", "version"), run.version]
    yield [say("рубрика", "rubric"), f"{run.rubric.name} {run.rubric.version}"]
    yield [say("начато", "started"), run.started_at.isoformat(timespec="seconds")]
    yield [say("переписок", "conversations"), str(run.conversations)]
    yield [say("сообщений", "messages"), str(run.messages)]
    for note in run.notes:
        yield [say("заметка", "note"), note]
    for skip in run.skipped:
        yield [say("пропущено", "skipped"), f"{skip.source}: {skip.reason}"]


def _clients(scorecard: Scorecard) -> str:
    people = (p for p in scorecard.conversation.participants if p.role == "client")
    return ", ".join(p.full_name or p.name or p.author for p in people)


def _note(finding, message: Message, titles: dict[str, str]) -> str:
    place = _excerpt(finding, message)
    shown = f" «{place}»" if place else ""
    return f"{titles.get(finding.criterion, finding.criterion)}{shown}: {finding.note}"


def _excerpt(finding, message: Message) -> str | None:
    if finding.span is None:
        return None
    return message.own_text[finding.span.start : finding.span.end]


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)


def _cell(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _csv_cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return "'" + value
    return value
