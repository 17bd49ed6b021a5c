"""Hints are accepted by the ids that reports show: from a saved run, or by scoring again."""

import io
import re
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from okk_text.acceptance import accept_command
from okk_text.errors import SettingsError
from okk_text.settings import AcceptedException, append_exceptions, load_settings

ID = re.compile(r"\b[0-9a-f]{8}\b")
WHY = ("--reason", "согласовано с РОП")


CHAT = """\
02.03.2026, 09:41 - Пётр: Здравствуйте, сколько стоит лестница?
02.03.2026, 09:47 - Мария Котова: На самом деле 90 000 ₽
02.03.2026, 09:52 - Пётр: А доставка?
"""


@pytest.fixture
def department(okk, rules, tmp_path):
    """A scored chat: its okk.toml, its run in JSON Lines and the ids that the terminal shows."""
    settings = tmp_path / "department.toml"
    settings.write_bytes(Path(rules).read_bytes())
    run, chat = tmp_path / "run.jsonl", tmp_path / "Чат WhatsApp с Пётр.txt"
    chat.write_text(CHAT, encoding="utf-8")
    assert okk("score", chat, "--settings", settings, "--format", "jsonl", "--out", run).code == 0

    class Department:
        def __init__(self):
            self.settings, self.run, self.chat = settings, run, chat

        def shown(self):
            """The hints on the terminal, id -> line."""
            out = okk("score", chat, "--settings", settings).out
            hints = re.split(r"\n\s+•", out)[1:]
            found = {}
            for hint in hints:
                line = " ".join(hint.split())
                if number := ID.search(line):
                    found[number[0]] = line
            return found

        def accept(self, *arguments, source=run):
            return okk("accept", "--from", source, "--settings", settings, *arguments)

    return Department()


def test_an_accepted_hint_is_gone_from_the_next_run(department):
    before = department.shown()
    number = next(iter(before))
    ended = department.accept(number, *WHY, "--by", "Анна", "--until", "2027-01-31")
    assert ended.code == 0, ended.err
    assert set(department.shown()) == set(before) - {number}
    (exception,) = load_settings(department.settings).exception
    assert (exception.by, exception.until) == ("Анна", date(2027, 1, 31))
    assert exception.reason == "согласовано с РОП"
    assert exception.author
    assert exception.n


def test_scoring_again_finds_the_same_ids_as_the_saved_run(department):
    number = next(iter(department.shown()))
    assert department.accept(number, *WHY, source=department.chat).code == 0
    assert "уже принято" in department.accept(number, *WHY).out
    assert "уже принято" in department.accept(number, *WHY, source=department.chat).out
    assert len(load_settings(department.settings).exception) == 1


def test_the_words_can_be_accepted_wherever_they_stand(department):
    number = next(key for key, line in department.shown().items() if "«" in line.split(":")[0])
    assert department.accept(number, *WHY, "--for", "everyone").code == 0
    (exception,) = load_settings(department.settings).exception
    assert exception.excerpt
    assert (exception.author, exception.conversation, exception.n) == (None, None, None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("00000000", *WHY), "нет подсказки с таким номером"),
        (("00000000", "--reason", " "), "почему"),
    ],
)
def test_wrong_use_says_problem_and_advice_and_writes_nothing(department, arguments, words):
    before = department.settings.read_bytes()
    ended = department.accept(*arguments)
    assert ended.code == 2
    assert words in ended.err
    assert "→" in ended.err
    assert department.settings.read_bytes() == before


def test_one_unknown_id_among_known_ones_writes_nothing(department):
    before = department.settings.read_bytes()
    assert department.accept(*department.shown(), "00000000", *WHY).code == 2
    assert department.settings.read_bytes() == before


def test_a_hint_without_words_is_not_accepted_for_everyone(department, okk, rules):
    missing = [key for key, line in department.shown().items() if "«" not in line.split(":")[0]]
    assert missing
    ended = department.accept(missing[0], *WHY, "--for", "everyone")
    assert ended.code == 2
    assert "исчезла бы везде" in ended.err


def test_a_source_that_is_not_there_is_named(department):
    ended = department.accept("00000000", *WHY, source="нет.jsonl")
    assert ended.code == 2
    assert "нет.jsonl" in ended.err


def test_a_run_that_was_cut_off_is_named_by_its_line(department):
    text = department.run.read_text(encoding="utf-8")
    department.run.write_text(text[: len(text) * 2 // 3], encoding="utf-8")
    ended = department.accept("00000000", *WHY)
    assert ended.code == 2
    assert re.search(r"run\.jsonl:\d+: строка обрывается", ended.err)


def test_page_and_workbook_show_the_same_ids(department, okk, tmp_path):
    numbers = set(department.shown())
    page, book = tmp_path / "r.html", tmp_path / "r.xlsx"
    for form, out in (("html", page), ("xlsx", book)):
        run = okk("score", department.chat, "--settings", department.settings,
                  "--format", form, "--out", out)  # fmt: skip
        assert run.code == 0
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r'data-id="(\w+)"', text)) >= numbers
    assert "okk-text accept --from" in text
    rows = list(openpyxl.load_workbook(io.BytesIO(book.read_bytes()))["Подсказки"].values)
    assert {row[-1] for row in rows[1:]} == numbers


def test_a_checked_draft_has_nothing_to_accept(okk, rules, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text("Добрый день! На самом деле 4 200 ₽.", encoding="utf-8")
    assert not ID.search(okk("check", draft, "--settings", rules).out)


EXCEPTION = AcceptedException(
    criterion="tone", excerpt='кавычка " и\nстрока\x7f', reason="так принято", n=3
)


@pytest.mark.parametrize(
    "before",
    [
        "",
        'words = ["апсейл"]  # наши слова\n',
        'words = ["апсейл"]',
        '\ufeffwords = ["апсейл"]\r\n[norms]\r\nfirst_reply = "30m"\r\n',
        '[[exception]]\ncriterion = "cta"\nreason = "старое"\n\n[[team]]\nname = "Опт"\n',
    ],
)
def test_what_stands_in_okk_toml_stays_as_it_is(tmp_path, before):
    path = tmp_path / "okk.toml"
    path.write_bytes(before.encode())
    append_exceptions(path, [EXCEPTION])
    assert path.read_bytes().startswith(before.encode())
    assert load_settings(path).exception[-1] == EXCEPTION
    if "\r\n" in before:
        assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_okk_toml_is_made_where_there_is_none(tmp_path):
    append_exceptions(tmp_path / "okk.toml", [EXCEPTION])
    assert load_settings(tmp_path / "okk.toml").exception == (EXCEPTION,)


def test_a_list_of_exceptions_is_left_alone(tmp_path):
    path = tmp_path / "okk.toml"
    path.write_text("exception = []\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="дописать"):
        append_exceptions(path, [EXCEPTION])
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"exception": []}


@pytest.mark.skipif("os.name == 'nt'", reason="the quoting of POSIX shells")
def test_the_command_is_quoted_for_the_shell():
    command = accept_command([Path("мои чаты")], settings=Path("o'k.toml"), rubric="b2b")
    assert command == ("okk-text accept --from 'мои чаты' --settings 'o'\"'\"'k.toml' --rubric b2b")
