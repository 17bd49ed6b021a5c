"""The commands as people type them: exit codes, forms of the result, messages about mistakes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from okk_text.grammar import NoEngine

DEMO = Path(__file__).parent.parent / "fixtures" / "demo"
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}


def test_a_chat_is_scored_and_shown(okk, chat, rules):
    ended = okk("score", chat, "--settings", rules)
    assert ended.code == 0
    assert "Мария Котова" in ended.out
    assert ended.err == "проверка грамматики выключена\n"


@pytest.mark.parametrize(
    ("limit", "code"),
    [("0", 0), ("100", 1), ("50.5", 1)],
)
def test_a_score_below_the_limit_ends_with_one(okk, chat, rules, limit, code):
    ended = okk("score", chat, "--settings", rules, "--format", "jsonl", "--fail-under", limit)
    assert ended.code == code
    (conversation,) = ended.records("conversation")
    assert conversation["score"] < 50.5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("score",), "PATHS"),
        (("score", "{chat}", "--formt", "csv"), "--formt"),
        (("score", "{chat}", "--format", "yaml"), "yaml"),
        (("score", "{chat}", "--fail-under", "101"), "101"),
        (("score", "нет такого"), "нет такого"),
        (("score", "{chat}", "--reader", "viber"), "telegram"),
        (("score", "{chat}", "--format", "html"), "--out"),
        (("score", "{chat}", "--format", "xlsx"), "--out"),
        (("score", "{chat}", "--format", "csv", "--out", "{folder}/нет/a.csv"), "a.csv"),
        (("score", "{chat}", "--format", "jsonl", "--out", "{folder}"), "{folder}"),
        (("score", "{chat}", "--format", "html", "--out", "{folder}/нет/a.html"), "a.html"),
        (("score", "{chat}", "--format", "xlsx", "--out", "{folder}/нет/a.xlsx"), "a.xlsx"),
        (("score", "{chat}", "--settings", "нет.toml"), "нет.toml"),
        (("score", "{chat}", "--settings", "{chat}"), "TOML"),
        (("score", "{chat}", "--settings", "{folder}"), "{folder}"),
        (("score", "{chat}", "--rubric", "нет"), "нет"),
        (("score", "{chat}", "--compare-with", "gone.jsonl"), "gone.jsonl"),
        (("check", "нет.txt"), "нет.txt"),
        (("check", "{empty}"), "пустой.txt"),
        (("check", "{chat}", "--medium", "fax"), "fax"),
        (("rubric", "check", "нет"), "нет"),
        (("rubric", "show", "нет"), "нет"),
        (("doctor", "--settings", "нет.toml"), "нет.toml"),
        (("scroe",), "scroe"),
    ],
)
def test_what_cannot_run_ends_with_two_and_names_the_place(okk, chat, tmp_path, arguments, told):
    (tmp_path / "пустой.txt").write_bytes(b" \n")
    known = {"chat": chat, "folder": tmp_path, "empty": tmp_path / "пустой.txt"}
    ended = okk(*(argument.format(**known) for argument in arguments))
    assert ended.code == 2
    assert told.format(**known) in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""


def test_empty_settings_are_settings(okk, chat, tmp_path, monkeypatch):
    monkeypatch.setattr("okk_text.grammar.open_engine", lambda *_, **__: NoEngine())
    empty = tmp_path / "empty.toml"
    empty.write_bytes(b"")
    ended = okk("score", chat, "--settings", empty, "--format", "csv")
    assert ended.code == 0
    assert "Мария Котова" in ended.out  # guessed


def test_settings_of_the_folder_are_found(okk, chat, rules, monkeypatch):
    monkeypatch.chdir(rules.parent)
    ended = okk("score", chat.name, "--format", "jsonl")
    assert ended.records("conversation")[0]["team"] == "Ступень"


def test_invisible_text_is_shown_on_the_screen(okk, rules, tmp_path):
    letter = tmp_path / "a.eml"
    letter.write_text(
        "From: Мария Котова <m@example.com>\nTo: i@example.net\nSubject: S\nMessage-ID: <1@b>\n"
        "Date: Mon, 02 Mar 2026 10:00:00 +0300\nContent-Type: text/html; charset=utf-8\n\n"
        '<p>Смета готова.</p><p style="color:#fff">ключевые слова</p>',
        encoding="utf-8",
    )
    ended = okk("score", letter, "--settings", rules)
    assert "невидимый текст в №1: «ключевые слова»" in ended.out


@pytest.mark.parametrize("form", ["terminal", "jsonl", "html", "xlsx", "csv"])
def test_every_form_goes_to_a_file(okk, chat, rules, tmp_path, form):
    out = tmp_path / f"отчёт.{form}"
    ended = okk("score", chat, "--settings", rules, "--format", form, "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert out.stat().st_size > 100
    assert str(out) in ended.err


def test_what_is_not_read_is_listed_and_the_rest_is_scored(okk, chat, rules, tmp_path):
    other = tmp_path / "заметки.txt"
    other.write_text("Позвонить в банк\n", encoding="utf-8")
    ended = okk("score", other, chat, "--settings", rules, "--format", "jsonl")
    assert ended.code == 0
    assert str(other) in ended.err
    (run,) = ended.records("run")
    assert [skip["source"] for skip in run["skipped"]] == [str(other)]
    assert run["conversations"] == 1


def test_an_engine_that_cannot_be_had_is_told(okk, chat, tmp_path, monkeypatch):
    monkeypatch.setattr("okk_text.grammar.server.is_installed", lambda folder: False)
    settings = tmp_path / "lt.toml"
    settings.write_text('[grammar]\nengine = "languagetool"\n', encoding="utf-8")
    assert "не установлен" in okk("score", chat, "--settings", settings).err
    url = 'url = "http://127.0.0.1:9"\n'
    settings.write_text(f'[grammar]\nengine = "languagetool"\n{url}', encoding="utf-8")
    assert "не все тексты проверены" in okk("score", chat, "--settings", settings).err


def test_of_many_files_left_out_for_one_reason_ten_are_named(okk, chat, rules, tmp_path):
    folder = tmp_path / "заметки"
    folder.mkdir()
    for number in range(13):
        (folder / f"{number}\x1b[31m\n.txt").write_text("Позвонить в банк\n", encoding="utf-8")
    ended = okk("score", folder, "--settings", rules, "--format", "jsonl")
    lines = [line for line in ended.err.splitlines() if line.startswith("пропущено")]
    assert len(lines) == 11
    assert lines[-1].startswith("пропущено ещё 3: ")
    assert "\x1b" not in ended.err
    assert len(ended.records("run")[0]["skipped"]) == 13


@pytest.mark.parametrize("form", ["terminal", "jsonl", "csv"])
def test_a_reader_who_has_read_enough_is_no_failure_of_ours(rules, form):
    command = [sys.executable, "-m", "okk_text", "score", DEMO, "--settings", rules]
    run = subprocess.Popen(
        [*command, "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    run.stdout.close()
    assert b"Traceback" not in run.stderr.read()
    assert run.wait() == 141


def _hears_signals():
    """A run in the background is started deaf to Ctrl-C, and so would be its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_until_idle(pid):
    """Return once the process has used no processor time for a second: it waits for its input."""
    used, since = None, time.monotonic()
    while time.monotonic() - since < 1:
        now = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        if now[11:13] != used or now[0] != "S":
            used, since = now[11:13], time.monotonic()
        time.sleep(0.05)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_without_a_traceback(rules, number, code):
    command = [sys.executable, "-m", "okk_text", "check", "-", "--settings", rules]
    run = subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_hears_signals
    )
    _wait_until_idle(run.pid)  # it waits for the draft
    run.send_signal(number)
    told = run.stderr.read()
    assert (run.wait(), b"Traceback" in told) == (code, False)


def test_the_named_reader_reads_or_says_why_not(okk, chat, rules):
    arguments = ("score", chat, "--settings", rules, "--format", "jsonl", "--reader")
    assert okk(*arguments, "whatsapp").records("run")[0]["conversations"] == 1
    (run,) = okk(*arguments, "telegram").records("run")
    assert (run["conversations"], len(run["skipped"])) == (0, 1)


def test_a_run_in_english_speaks_english(okk, chat, rules):
    ended = okk("score", chat, "--settings", rules, "--language", "en", "--format", "csv")
    assert ended.out.startswith("conversation,source,№,")
    ended = okk("score", "nowhere.txt", "--language", "en")
    assert (ended.code, ended.err.splitlines()[0].isascii()) == (2, True)
    assert "→" in ended.err


def test_the_default_rubric_has_nothing_to_mend_and_is_shown(okk):
    assert okk("rubric", "check", "default").code == 0
    ended = okk("rubric", "show", "default", "--medium", "chat")
    assert ended.code == 0
    assert "greeting" in ended.out
    assert "signature" not in ended.out  # that is for letters


def test_a_mistake_in_a_rubric_is_shown_with_its_line(okk, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("extends: default\ncriteria:\n  greeting:\n    wieght: 3\n", encoding="utf-8")
    ended = okk("rubric", "check", path)
    assert ended.code == 2
    assert f"{path}:4" in ended.out + ended.err
    assert "wieght" in ended.out + ended.err


def test_the_doctor_says_what_to_type(okk, rules, monkeypatch):
    monkeypatch.setattr("okk_text.grammar.java.java_version", lambda java: 0)
    ended = okk("doctor", "--settings", rules)
    assert ended.code == 0  # all that is needed is there
    assert "✓ рубрика" in ended.out
    assert "✗ Java" in ended.out
    assert "pip install" in ended.out


def test_the_doctor_ends_with_two_where_nothing_can_run(okk, tmp_path, monkeypatch):
    monkeypatch.setattr("okk_text.grammar.open_engine", lambda *_, **__: NoEngine())
    path = tmp_path / "okk.toml"
    path.write_text('rubric = "lost"\n[grammar]\nengine = "off"\n', encoding="utf-8")
    ended = okk("doctor", "--settings", path)
    assert ended.code == 2
    assert "✗ рубрика" in ended.out


@pytest.fixture(scope="module")
def demo_settings(languagetool, tmp_path_factory):
    """The demo's settings with the grammar server of the whole test run."""
    path = tmp_path_factory.mktemp("demo") / "okk.toml"
    server = f'[grammar]\nengine = "languagetool"\nurl = "{languagetool._server.address()}"\n\n'
    written = (DEMO / "okk.toml").read_text(encoding="utf-8")
    path.write_text(written.replace("[norms]", server + "[norms]"), encoding="utf-8")
    return path


def test_the_demo_is_scored_once_for_the_screen_and_the_page(okk, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "okk_text.grammar.open_engine", lambda *_, **__: opened.append(1) or NoEngine()
    )
    ended = okk("demo", "--out", tmp_path / "демо.html")
    assert (ended.code, len(opened)) == (0, 1)
    assert "Мария Котова" in ended.out
    assert "Мария Котова" in (tmp_path / "демо.html").read_text(encoding="utf-8")


def run_of_its_own(*arguments, seed, **environment):
    """Standard output of okk-text in a process with that hash seed."""
    environment = os.environ | {"PYTHONHASHSEED": str(seed)} | environment
    command = [sys.executable, "-m", "okk_text", *map(str, arguments)]
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


def test_the_same_exports_give_the_same_bytes(demo_settings):
    arguments = ("score", DEMO, "--settings", demo_settings, "--format", "jsonl")
    first, second = (run_of_its_own(*arguments, seed=seed).splitlines() for seed in (1, 2))
    assert len(first) > 10
    assert first[:-1] == second[:-1]
    assert json.loads(first[-1])["type"] == "run"


@pytest.mark.parametrize("form", ["jsonl", "html"])
def test_with_the_epoch_set_the_whole_output_is_the_same(demo_settings, tmp_path, form):
    made = []
    for seed in (1, 2):
        out = tmp_path / f"{seed}.{form}"
        arguments = ("score", DEMO, "--settings", demo_settings, "--format", form, "--out", out)
        run_of_its_own(*arguments, seed=seed, **EPOCH)
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert b"2023" in made[0]


def test_json_lines_are_utf_8_on_any_terminal(chat, rules):
    arguments = ("score", chat, "--settings", rules, "--format", "jsonl")
    out = run_of_its_own(*arguments, seed=1, PYTHONIOENCODING="cp1251")
    assert "🙂" in out.decode("utf-8")
