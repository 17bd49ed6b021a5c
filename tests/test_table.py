"""The table reader: CSV and JSON Lines of any system."""

import csv
import io
import json
import tracemalloc
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okk_text.errors import ReadError
from okk_text.language import speaking
from okk_text.readers import Source, read
from okk_text.readers.table import COLUMNS, READER

HEADER = ",".join(COLUMNS)


def written(folder, content, name="export.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Source(shown=name, files=(path,), reader="table")


def everything(source):
    """The conversations, and the error at the end or None."""
    found, error = [], None
    with speaking("en"):
        try:
            for conversation in READER.read(source):
                found.append(conversation)
        except ReadError as problem:
            error = problem
    return found, error


def texts(conversation):
    return [message.text for message in conversation.messages]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_csv_is_read_whatever_its_delimiter_and_charset(tmp_path, delimiter, charset):
    rows = [
        ("conversation", "author", "text", "role", "sent_at"),
        (
            "сделка-1",
            "Ольга",
            'Здравствуйте; "да", конечно\nвторая строка',
            "manager",
            "2026-03-02 10:15",
        ),
        ("сделка-1", "Игорь", "Добрый день", "клиент", "02.03.2026 10:20"),
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    source = written(tmp_path, stream.getvalue().encode(charset))
    head = source.files[0].read_bytes()
    assert READER.recognises(source.files[0], head)
    (conversation,), error = everything(source)
    assert error is None
    assert conversation.id == "сделка-1"
    assert texts(conversation) == [rows[1][2], "Добрый день"]
    assert [message.role for message in conversation.messages] == ["manager", "client"]
    assert conversation.messages[1].sent_at == datetime(2026, 3, 2, 10, 20)


def test_rows_of_several_conversations_may_be_mixed(tmp_path):
    rows = [{"conversation": f"d{n % 3}", "author": "A", "text": str(n)} for n in range(9)]
    lines = "\n".join(json.dumps(row) for row in rows)
    found, error = everything(written(tmp_path, lines))
    assert error is None
    assert [(c.id, texts(c)) for c in found] == [
        ("d0", ["0", "3", "6"]),
        ("d1", ["1", "4", "7"]),
        ("d2", ["2", "5", "8"]),
    ]


def test_messages_stand_by_time_where_all_have_one(tmp_path):
    row = (
        '{"conversation": "d", "author": "A", "text": "%s", "sent_at": "2026-03-02T10:%s:00+03:00"}'
    )
    newest_first = "\n".join(row % (minute, minute) for minute in ("30", "20", "10"))
    (conversation,), _ = everything(written(tmp_path, newest_first))
    assert texts(conversation) == ["10", "20", "30"]
    assert conversation.messages[0].sent_at.isoformat() == "2026-03-02T10:10:00+03:00"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("d,A,boss,,,text,,", "line 3: role is one of"),
        ("d,A,,,позавчера,text,,", "line 3: sent_at is no time"),
        ("d,A,,,2026-03-02,text,,", "line 3: sent_at is no time"),
        (",A,,,,text,,", "line 3: no conversation"),
        ("d,,,,,text,,", "line 3: no author"),
        ("d,A", "line 3: no text"),
        ("d,A,,,,text,,,more", "line 3: more cells"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_the_others_are_read(tmp_path, row, reason):
    source = written(tmp_path, f"{HEADER}\nd,A,,,,first,,\n{row}\nd,A,,,,last,,\n")
    (conversation,), error = everything(source)
    assert reason in error.problem
    assert texts(conversation) == ["first", "last"]


def test_the_line_of_a_wrong_row_counts_lines_inside_cells(tmp_path):
    source = written(tmp_path, f'{HEADER}\n\nd,A,,,,"two\nlines",,\nd,A,boss,,,x,,\n')
    assert "line 5: role" in everything(source)[1].problem


@pytest.mark.parametrize(
    "line", ["{", "[1]", '{"conversation": ["x"], "text": "a"}', "[" * 100_000, '{"text": "a"}']
)
def test_a_wrong_line_of_json_is_named(tmp_path, line):
    good = '{"conversation": "d", "author": "A", "text": "x"}'
    found, error = everything(written(tmp_path, f"{good}\n{line}\n{good}"))
    assert error.problem.startswith("rows of the table were not read: line 2: ")
    assert texts(found[0]) == ["x", "x"]


def test_a_line_that_never_ends_costs_only_itself(tmp_path):
    good = '{"conversation": "d", "author": "A", "text": "x"}'
    source = written(tmp_path, f'{good}\n{{"conversation": "{"x" * 9_000_000}"}}\n{good}')
    found, error = everything(source)
    assert "line 2: does not parse" in error.problem
    assert texts(found[0]) == ["x", "x"]


def test_mail_is_mail_and_numbers_are_text(tmp_path):
    row = '{"conversation": 7, "address": "a@example.com", "text": null, "channel": "email", "subject": "КП"}'
    (conversation,), _ = everything(written(tmp_path, row))
    assert (conversation.id, conversation.medium, conversation.subject) == ("7", "email", "КП")
    assert conversation.messages[0].author == "a@example.com"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Здравствуйте, Ольга! Пришлите, пожалуйста, счёт.",
        "id,name,text\n1,2,3",
        "conversation;id\n1;2",
        '{"type": "conversation", "conversation": "x"}',
        '{"name": "Игорь", "type": "personal_chat", "messages": []}',
        "02.03.2026, 10:00 - Игорь: conversation, text, author",
    ],
)
def test_other_files_are_not_claimed(tmp_path, head):
    assert not READER.recognises(tmp_path / "export.csv", head.encode())


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "big.jsonl"
    with path.open("w") as stream:
        for n in range(40_000):
            row = {"conversation": f"d{n % 4000}", "author": "A", "text": "слово " * 30}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    tracemalloc.start()
    count = sum(len(c.messages) for c in READER.read(Source("big", (path,), "table")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 4_000_000 < path.stat().st_size


CALM = settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@CALM
@given(
    rows=st.lists(st.tuples(cells.filter(bool), cells), min_size=1),
    delimiter=st.sampled_from(",;\t"),
)
def test_what_was_written_is_read_back(tmp_path, rows, delimiter):
    stream = io.StringIO()
    table = csv.writer(stream, delimiter=delimiter)
    table.writerow(["conversation", "author", "text"])
    table.writerows(["d", author, text] for author, text in rows)
    (conversation,), error = everything(written(tmp_path, stream.getvalue()))
    assert error is None
    assert [(m.author, m.text) for m in conversation.messages] == [
        (author.replace("\r\n", "\n"), text.replace("\r\n", "\n")) for author, text in rows
    ]


@CALM
@given(
    start=st.sampled_from(
        [b"", HEADER.encode() + b"\n", b'{"conversation":"d","text":"a","author":']
    ),
    rest=st.binary(),
)
def test_any_bytes_give_conversations_or_an_error(tmp_path, start, rest):
    source = written(tmp_path, start + rest)
    READER.recognises(source.files[0], start + rest)
    everything(source)


def test_a_letter_in_a_table_keeps_only_its_own_words(tmp_path):
    path = tmp_path / "crm.jsonl"
    text = "Добрый день!\n\nПришлю завтра.\n\n-- \nОльга\n\n> Когда пришлёте?\n"
    row = {"conversation": "d", "author": "Ольга", "channel": "email", "text": text}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (conversation,) = read([path])
    assert conversation.messages[0].own_text == "Добрый день!\n\nПришлю завтра."
