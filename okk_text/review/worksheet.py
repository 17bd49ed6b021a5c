"""The worksheet that people fill in: XLSX with one row for each thing to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from okk_text.conversation.model import Conversation, Message
from okk_text.language import say
from okk_text.report.labels import label_text, time_text
from okk_text.review.items import Item, Task
from okk_text.review.labels import choice_texts, choices

Kind = Literal["first", "second"]

MARK = "okk-text review"
HIDDEN = "okk"  # the sheet by which the program knows the file again
FIRST_ROW = 5  # of the rows to judge, from 0
NAME_CELL = "C2"  # who judges
LABEL, NOTE, ID = 4, 5, 6  # columns, from 0
_WIDTHS = (16, 64, 36, 20, 22, 34, 30)
_TEXT_WIDTH, _LINE_HEIGHT, _MOST_HEIGHT = 66, 14, 320
_LONGEST = 4000  # characters of a message that are shown
_CONTEXT = 240  # of the client's words before
_LAST_LINES, _CUT_LINE = 8, 120  # of the whole conversation


class Worksheet:
    """Writes the tasks of a plan; `kind` second: for the other person, who sees no one's labels."""

    def __init__(self, out: Path, tasks: Sequence[Task], *, kind: Kind, why: Mapping[int, str]):
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(out), options)
        self._tasks, self._kind, self._why = tasks, kind, why
        self._formats = _formats(self._book)
        self._label_ranges: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        """Write the file."""
        self._sheet = self._book.add_worksheet(say("Проверка", "Review"))
        self._talks = self._book.add_worksheet(say("Переписки", "Conversations"))
        self._hidden = self._book.add_worksheet(HIDDEN)
        lines = self._write_talks()
        self._write_head()
        self._write_hidden()
        row = FIRST_ROW
        for number, task in enumerate(self._tasks, 1):
            row = self._write_task(number, task, row, line=lines[number - 1])
        self._sheet.protect("", {"format_columns": True, "format_rows": True})
        self._talks.protect("", {"format_columns": True, "format_rows": True})
        self._book.close()

    def _write_head(self) -> None:
        sheet, formats = self._sheet, self._formats
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        week = self._tasks[0].draw.week if self._tasks else ""
        sheet.write_string(
            0, 0, say(f"Проверка переписок, {week}", f"Review, {week}"), formats["title"]
        )
        sheet.merge_range(1, 0, 1, 1, say("Кто проверяет:", "Who reviews:"), formats["right"])
        sheet.write_blank(NAME_CELL, None, formats["input"])
        sheet.write_string(2, 0, _advice(self._kind), formats["quiet"])
        for column, title in enumerate(_titles()):
            sheet.write_string(FIRST_ROW - 1, column, title, formats["head"])
        sheet.set_row(FIRST_ROW - 1, 30)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_ROW - 1)

    def _write_task(self, number: int, task: Task, row: int, *, line: int) -> int:
        """A band with the conversation's name, and its rows; gives the next free row."""
        talks = self._talks.get_name()
        told = f"{number}. {_name(task.scorecard.conversation)} · {task.draw.manager}"
        if why := self._why.get(number - 1):
            told += f" · {why}"
        self._sheet.merge_range(row, 0, row, 3, "", self._formats["band"])
        self._sheet.write_url(
            row, 0, f"internal:'{talks}'!A{line + 1}", self._formats["band"], told
        )
        for column in range(4, len(_WIDTHS)):
            self._sheet.write_blank(row, column, None, self._formats["band"])
        row += 1
        for n, group in groupby(task.items, key=lambda item: item.place.n):
            items = list(group)
            self._write_message(task, n, row, items)
            for item in items:
                self._write_item(task, item, row)
                row += 1
        return row

    def _write_message(self, task: Task, n: int | None, row: int, items: Sequence[Item]) -> None:
        """The words that are judged, beside all their rows."""
        conversation, last = task.scorecard.conversation, row + len(items) - 1
        title, text = _words(conversation, n)
        for column, cell in ((0, title), (1, text)):
            if last > row:
                self._sheet.merge_range(row, column, last, column, "", self._formats["text"])
            self._sheet.write_string(row, column, cell, self._formats["text"])
        height = min(_MOST_HEIGHT, _LINE_HEIGHT * _lines(text))
        for each in range(row, last + 1):
            self._sheet.set_row(each, max(18, height / len(items)))

    def _write_item(self, task: Task, item: Item, row: int) -> None:
        sheet, formats = self._sheet, self._formats
        labels = choices(item.criterion)
        sheet.write_string(row, 2, str(item.criterion.title), formats["text"])
        sheet.write_string(row, 3, _shown(task, item), formats["quiet"])
        sheet.write_blank(row, LABEL, None, formats["input"])
        sheet.write_blank(row, NOTE, None, formats["input"])
        sheet.write_string(row, ID, str(item.place), formats["quiet"])
        sheet.data_validation(row, LABEL, row, LABEL, {
            "validate": "list", "source": self._label_ranges[labels],
            "error_title": say("Такой оценки нет", "No such label"),
            "error_message": say("Выберите из списка или оставьте пустым.",
                                 "Choose from the list or leave it empty."),
        })  # fmt: skip

    def _write_talks(self) -> list[int]:
        """The whole conversations on their own sheet; gives the row at which each begins."""
        sheet, formats = self._talks, self._formats
        for column, width in enumerate((6, 18, 24, 110)):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        row, starts = 0, []
        for number, task in enumerate(self._tasks, 1):
            conversation = task.scorecard.conversation
            starts.append(row)
            told = f"{number}. {_name(conversation)}"
            sheet.merge_range(row, 0, row, 3, told, formats["band"])
            row += 1
            for message in conversation.messages:
                sheet.write_number(row, 0, message.n, formats["text"])
                sheet.write_string(row, 1, time_text(message.sent_at), formats["text"])
                sheet.write_string(row, 2, _who(message), formats["text"])
                sheet.write_string(row, 3, _cut(message.own_text), formats["text"])
                row += 1
            row += 1
        return starts

    def _write_hidden(self) -> None:
        """What the program needs to take the answers back, and the lists of labels."""
        sheet = self._hidden
        items = [item for task in self._tasks for item in task.items]
        plan = self._tasks[0].draw.plan if self._tasks else ""
        head = (MARK, "1", plan, self._kind, self._sheet.get_name())
        for column, value in enumerate(head):
            sheet.write_string(0, column, value)
        for row, item in enumerate(items, 1):
            sheet.write_string(row, 0, str(item.place))
            sheet.write_string(row, 1, item.seen)
        for labels in dict.fromkeys(choices(item.criterion) for item in items):
            column = 3 + len(self._label_ranges)
            for row, text in enumerate(choice_texts(labels), 1):
                sheet.write_string(row, column, text)
            self._label_ranges[labels] = _range(column, len(labels))
        sheet.very_hidden()


def _range(column: int, count: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return f"={HIDDEN}!{xl_range_abs(1, column, count, column)}"


def _formats(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#D5DCE4"}
    top = {"valign": "top", "text_wrap": True}
    looks = {
        "title": {"bold": True, "font_size": 14},
        "right": {"align": "right", "bold": True},
        "head": {"bold": True, "bg_color": "#E8EEF4", **top, **edge},
        "band": {"bold": True, "bg_color": "#CFE0F1", "font_color": "#1F3A5F", **edge},
        "text": {**top, **edge},
        "quiet": {"font_color": "#7A8794", "valign": "top"},
        "input": {"locked": False, "bg_color": "#FFFBE6", **top, **edge},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _titles() -> list[str]:
    return [
        say("Сообщение", "Message"),
        say("Текст", "Text"),
        say("Критерий", "Criterion"),
        say("Оценка инструмента", "The tool's label"),
        say("Ваша оценка", "Your label"),
        say("Заметка", "Note"),
        say("Место (не менять)", "Place (leave it)"),
    ]


def _advice(kind: Kind) -> str:
    blind = say(" Это вторая, независимая проверка: первую не смотрите.",
                " This is the second, independent review: do not look at the first.")  # fmt: skip
    return say(
        "Заполняйте жёлтое; чего не проверяли, оставьте пустым. Где оценки инструмента нет, он её не "
        "показывает, чтобы не подсказывать.",
        "Fill in what is yellow; leave empty what you did not review. Where the tool shows no label, "
        "it hides it so as not to lead you.",
    ) + (blind if kind == "second" else "")


def _name(conversation: Conversation) -> str:
    clients = [p.name or p.author for p in conversation.participants if p.role == "client"]
    named = [part for part in (conversation.subject, ", ".join(clients[:2])) if part]
    return " · ".join(named) or conversation.id


def _words(conversation: Conversation, n: int | None) -> tuple[str, str]:
    """What is judged: its title and its text, after the client's words that it answers."""
    if n is None:
        return say("вся переписка", "the whole"), _gist(conversation)
    message = conversation.message(n)
    before = [m for m in conversation.messages if m.n < n and m.role == "client"]
    asked = ""
    if before:
        words = " ".join(before[-1].own_text.split())
        cut = words if len(words) <= _CONTEXT else words[: _CONTEXT - 1] + "…"
        asked = say("Клиент: ", "Client: ") + f"{cut}\n— — —\n"
    return f"№ {n}\n{time_text(message.sent_at)}", asked + _cut(message.own_text)


def _gist(conversation: Conversation) -> str:
    """The last lines of the conversation, cut; the whole stands on its own sheet."""
    people = [m for m in conversation.messages if m.role in ("client", "manager")]
    told = []
    for message in people[-_LAST_LINES:]:
        words = " ".join(message.own_text.split())
        who = say("К", "C") if message.role == "client" else say("М", "M")
        told.append(f"{who}: {words if len(words) <= _CUT_LINE else words[: _CUT_LINE - 1] + '…'}")
    more = say("целиком: лист «Переписки»", "in full: sheet Conversations")
    return "\n".join([*told, f"({more})"])


def _shown(task: Task, item: Item) -> str:
    """The tool's label, hidden where people are to judge on their own."""
    if task.draw.part == "random":
        return "—"
    return label_text(item.label) if item.label else say("не оценено", "not assessed")


def _who(message: Message) -> str:
    role = label_text(message.role) if message.role else ""
    return f"{message.author} ({role})" if role else message.author


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _lines(text: str) -> int:
    return sum(-(-max(1, len(line)) // _TEXT_WIDTH) for line in text.splitlines() or [""])
