"""The forms of the result: JSON Lines as scripts rely on them, spreadsheets, the page."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import openpyxl
import pytest

MESSAGE = {
    *("type", "conversation", "source", "channel", "n", "id", "author", "address", "role"),
    *("sent_at", "subject", "text", "quote", "signature", "hidden_text", "own_words", "own_lines"),
    *("attachments", "edited", "deleted", "undelivered", "internal", "auto"),
    *("score", "coverage", "criteria", "findings", "rewrite"),
}
CONVERSATION = {
    *("type", "conversation", "source", "channel", "medium", "subject", "team", "rubric"),
    *("participants", "messages", "score", "coverage", "criteria", "notes"),
    *("first_reply_minutes", "longest_wait_minutes", "unanswered_at_end"),
    *("first_reply_working_minutes", "longest_wait_working_minutes"),
    *("open_question_asked", "need_question_asked", "proposal_sent_n", "proposal_follow_up"),
    *("next_step_agreed", "forwardable", "deal_stage_by_text", "promises", "objections", "longest_letters"),
}
RUN = {
    *("type", "version", "rubric", "started_at", "seconds", "conversations", "messages"),
    *("skipped", "notes", "llm"),
}
CRITERION = {"id", "label", "value", "weight", "by", "reason", "evidence"}
FINDING = {"criterion", "check", "start", "end", "excerpt", "note", "fix", "severity"}
PARTICIPANT = {"author", "address", "role", "name", "guessed"}


@pytest.fixture
def scored(okk, chat, rules):
    """The output of a run over the chat and the demo."""

    def run(form, *arguments):
        ended = okk("score", chat, "--settings", rules, "--format", form, *arguments)
        assert ended.code == 0, ended.err
        return ended.out

    return run


@pytest.fixture
def demo(okk, rules):
    """The records of the demo, by type."""
    ended = okk("score", "fixtures/demo", "--settings", rules, "--format", "jsonl")
    return {kind: ended.records(kind) for kind in ("conversation", "message", "run")}


def test_the_fields_are_those_that_scripts_rely_on(demo):
    for conversation in demo["conversation"]:
        assert set(conversation) == CONVERSATION
        assert all(set(person) == PARTICIPANT for person in conversation["participants"])
        assert set(conversation["rubric"]) == {"name", "version", "sha256"}
    for message in demo["message"]:
        assert set(message) == MESSAGE
        assert all(set(file) == {"name", "kind"} for file in message["attachments"])
    for record in demo["conversation"] + demo["message"]:
        assert all(set(criterion) == CRITERION for criterion in record["criteria"])
    findings = [finding for message in demo["message"] for finding in message["findings"]]
    assert findings
    assert all(set(finding) == FINDING for finding in findings)
    (run,) = demo["run"]
    assert set(run) == RUN
    assert run["messages"] == len(demo["message"])
    assert run["conversations"] == len(demo["conversation"]) == 3


def test_records_stand_conversation_after_conversation_and_the_run_last(scored, okk, rules):
    ended = okk("score", "fixtures/demo", "--settings", rules, "--format", "jsonl")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    expected = []
    for record in lines:
        if record["type"] == "conversation":
            name = record["conversation"]
            expected += [("conversation", name, None)]
            expected += [("message", name, n) for n in range(1, record["messages"] + 1)]
    found = [(line["type"], line["conversation"], line.get("n")) for line in lines[:-1]]
    assert found == expected
    assert lines[-1]["type"] == "run"


def test_values_are_of_the_kinds_that_scripts_rely_on(demo):
    for message in demo["message"]:
        assert message["role"] in {"manager", "client", "bot", "system"}
        assert message["role"] == "manager" or message["score"] is None
        for criterion in message["criteria"]:
            assert criterion["by"] in {"rule", "llm"}
            if criterion["label"] in {"na", "not_assessed"}:
                assert criterion["value"] is None
            elif criterion["value"] is not None:
                assert 0 <= criterion["value"] <= 1
            if criterion["label"] == "not_assessed":
                assert criterion["reason"]
        assert {finding["severity"] for finding in message["findings"]} <= {
            *("error", "warning", "hint"),
        }
    for record in demo["conversation"] + demo["message"]:
        assert record["score"] is None or 0 <= record["score"] <= 100
        assert record["coverage"] is None or 0 <= record["coverage"] <= 1


def test_every_place_is_the_excerpt_of_its_text(demo):
    places = 0
    for message in demo["message"]:
        evidence = [place for criterion in message["criteria"] for place in criterion["evidence"]]
        for place in evidence + message["findings"]:
            if place["start"] is None:
                assert place["end"] is place["excerpt"] is None
            else:
                assert message["text"][place["start"] : place["end"]] == place["excerpt"] != ""
                places += 1
    assert places


def test_times_and_sources_stand_as_in_the_export(demo):
    by_channel = {record["channel"]: record for record in demo["conversation"]}
    assert by_channel["telegram"]["source"] == "fixtures/demo/telegram/result.json"
    assert by_channel["email"]["source"] == "fixtures/demo/mail"
    letters = [message for message in demo["message"] if message["channel"] == "email"]
    assert all(re.fullmatch(r"[\dT:-]{19}\+03:00", letter["sent_at"]) for letter in letters)


@pytest.mark.parametrize("start", ["=2+5", "+7 900", "-5 %", "@ol", "\t=1", "|"])
def test_a_cell_that_would_be_a_formula_stays_text(okk, rules, tmp_path, start):
    text = f'{start}"; 90'
    source, out = tmp_path / "chat.jsonl", tmp_path / "out.xlsx"
    row = {"conversation": start, "author": "Мария Котова", "role": "manager", "text": text}
    asked = {**row, "author": start, "role": "client", "text": "Сколько?"}
    rows = (asked, row)
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    shared = ("score", source, "--settings", rules, "--format")
    assert okk(*shared, "xlsx", "--out", out).code == 0
    cells = [
        cell
        for sheet in openpyxl.load_workbook(out)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(text.strip() in cell.value for cell in cells)
    table = list(csv.reader(io.StringIO(okk(*shared, "csv").out), delimiter=";"))
    assert not [cell for row in table for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    assert any(text.strip() in cell for row in table for cell in row)


def test_a_workbook_holds_a_sheet_a_subject(scored, tmp_path):
    out = tmp_path / "out.xlsx"
    scored("xlsx", "--out", out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Переписки", "Сообщения", "Подсказки", "Менеджеры", "Прогон"]
    assert [cell.value for cell in book["Менеджеры"]["A"]] == ["менеджер", "Мария Котова"]
    assert book["Сообщения"].max_row == 2
    assert {sheet.auto_filter.ref is not None for sheet in book} == {True}


def test_csv_is_a_line_a_managers_message(scored, tmp_path):
    head, *rows = csv.reader(io.StringIO(scored("csv")), delimiter=";")
    assert {len(row) for row in rows} == {len(head)}
    assert [row[head.index("менеджер")] for row in rows] == ["Мария Котова"]
    scored("csv", "--out", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


class Page(HTMLParser):
    """What a browser would load, run and show."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.handlers, self.scripts, self.shown, self._inside = [], [], [], "", None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self._inside = tag
        for name, value in attributes:
            if name in ("src", "srcset", "data", "action", "poster") or tag == "link":
                self.loaded.append((tag, name, value))
            if name.startswith("on"):
                self.handlers.append((tag, name))
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, text):
        if self._inside == "script":
            self.scripts[-1] += text
        elif self._inside != "style":
            self.shown += text


@pytest.fixture
def page_text(scored, tmp_path):
    """The HTML report of the chat."""
    scored("html", "--out", tmp_path / "out.html")
    return (tmp_path / "out.html").read_text(encoding="utf-8")


def test_the_page_loads_nothing(page_text):
    assert Page(page_text).loaded == []
    assert not re.search(r"url\(|@import|https?://", page_text)


def test_what_people_wrote_is_shown_and_never_run(page_text):
    page = Page(page_text)
    assert "<script>alert(1)</script> 🙂" in page.shown
    assert not [script for script in page.scripts if "alert" in script]
    assert page.handlers == []


def test_the_terminal_view_shows_marks_of_people_as_they_are(okk, rules, tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(
        "02.03.2026, 09:41 - Пётр: Сколько?\n"
        "02.03.2026, 09:47 - Отдел [/b]: [bold]90[/bold] [/] \x1b[31mруб\x1b[0m\n",
        encoding="utf-8",
    )
    written = rules.read_text(encoding="utf-8").replace("Мария Котова", "Отдел [/b]")
    rules.write_text(written, encoding="utf-8")
    ended = okk("score", path, "--settings", rules)
    assert ended.code == 0, ended.err
    assert "Отдел [/b]" in ended.out
    assert "[bold]90[/bold] [/]" in ended.out
    assert "\x1b" not in ended.out
