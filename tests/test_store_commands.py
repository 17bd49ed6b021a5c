"""`import`, `purge` and `score --store` as people type them."""

import json

import pytest

from okk_text.errors import EngineUnavailable
from okk_text.grammar import NoEngine
from okk_text.settings import AcceptedException
from okk_text.store import open_store

LINE = "02.03.2026, 09:58 - Мария Котова: Доставим бесплатно\n"
PRICE = "90 000 ₽"


@pytest.fixture
def url(tmp_path):
    """The address of a store that is not there yet."""
    return f"sqlite:///{tmp_path}/okk.db"


@pytest.fixture
def scored(monkeypatch):
    """The ids of the conversations that were really scored, in order."""
    from okk_text import pipeline

    names = []

    def noting(conversation, **given):
        names.append(conversation.id)
        return scores(conversation, **given)

    scores = pipeline.scores
    monkeypatch.setattr(pipeline, "scores", noting)
    return names


def another_chat(chat):
    """A second chat beside the first."""
    path = chat.with_name("Чат WhatsApp с Анна.txt")
    written = chat.read_text("utf-8").replace("Пётр", "Анна").replace("02.03", "03.03")
    path.write_text(written, encoding="utf-8")
    return path


def without_run(ended):
    return [line for line in ended.out.splitlines() if json.loads(line)["type"] != "run"]


def test_import_says_what_was_new_grown_edited_or_known(okk, chat, url, rules):
    command = ("import", chat, "--store", url, "--settings", rules)
    told = [okk(*command).out]
    told.append(okk(*command).out)
    chat.write_text(chat.read_text("utf-8") + LINE, encoding="utf-8")
    told.append(okk(*command).out)
    edited = chat.read_text("utf-8").replace(PRICE, "95 000 ₽ <Сообщение изменено>")
    chat.write_text(edited, encoding="utf-8")
    told.append(okk(*command).out)
    conversations, messages = zip(*(each.splitlines() for each in told), strict=True)
    counts = ["новых {}, выросло {}, исправлено {}, без изменений {}, пропущено 0".format(*each)
              for each in ("1000", "0001", "0100", "0010")]  # fmt: skip
    assert [line.removeprefix("переписок ") for line in conversations] == counts
    assert [line.removeprefix("сообщений ") for line in messages] == [
        "новых 3, исправлено 0",
        "новых 0, исправлено 0",
        "новых 1, исправлено 0",
        "новых 0, исправлено 1",
    ]


def test_import_without_an_address_keeps_to_this_folder(okk, chat, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "прочее.bin").write_bytes(b"\x00\x01")
    ended = okk("import", chat, tmp_path / "прочее.bin")
    assert "пропущено 1" in ended.out
    assert "прочее.bin" in ended.err
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        assert store.import_conversations([]).new == 0
    assert (tmp_path / "okk.db").stat().st_size > 0


def test_the_second_run_gives_the_same_and_scores_nothing(okk, chat, url, rules, scored):
    another_chat(chat)
    command = ("score", chat.parent, "--settings", rules, "--store", url, "--format", "jsonl")
    first = okk(*command)
    assert len(scored) == 2
    second = okk(*command)
    assert len(scored) == 2
    assert without_run(second) == without_run(first)
    assert "оценено заново 2, без изменений 0" in first.err
    assert "оценено заново 0, без изменений 2" in second.err
    (run,) = second.records("run")
    assert run["conversations"] == 2
    with open_store(url, folder=chat.parent) as store:
        assert [each.conversations for each in store.runs()] == [2, 2]


def test_with_and_without_a_store_the_scores_are_the_same(okk, chat, url, rules):
    command = ("score", chat, "--settings", rules, "--format", "jsonl")
    assert without_run(okk(*command, "--store", url)) == without_run(okk(*command))


def grow(chat, rules):
    chat.write_text(chat.read_text("utf-8") + LINE, encoding="utf-8")


def edit(chat, rules):
    chat.write_text(chat.read_text("utf-8").replace(PRICE, "95 000 ₽"), encoding="utf-8")


def change_settings(chat, rules):
    rules.write_text('words = ["апсейл"]\n' + rules.read_text("utf-8"), encoding="utf-8")


def accept(chat, rules):
    with open_store(f"sqlite:///{chat.parent}/okk.db", folder=chat.parent) as store:
        store.reviews.accept(AcceptedException(criterion="greeting", reason="так принято"))


AGAIN = [(grow, 1), (edit, 1), (change_settings, 2), (accept, 2)]


@pytest.mark.parametrize(("change", "times"), AGAIN, ids=[case[0].__name__ for case in AGAIN])
def test_only_what_changed_is_scored_again(change, times, okk, chat, url, rules, scored):
    another_chat(chat)
    command = ("score", chat.parent, "--settings", rules, "--store", url, "--format", "jsonl")
    okk(*command)
    scored.clear()
    change(chat, rules)
    again = okk(*command)
    assert len(scored) == times
    assert len(again.records("conversation")) == 2
    if change is grow:
        assert [c["messages"] for c in again.records("conversation")] == [3, 4]


def test_an_exception_in_the_store_counts_beside_those_of_okk_toml(okk, chat, url, rules):
    command = ("score", chat, "--settings", rules, "--store", url, "--format", "jsonl")
    found = [f["criterion"] for m in okk(*command).records("message") for f in m["findings"]]
    assert "greeting" in found
    accept(chat, rules)
    again = okk(*command)
    left = [f["criterion"] for m in again.records("message") for f in m["findings"]]
    assert left == [criterion for criterion in found if criterion != "greeting"]


def test_an_exception_is_not_called_unused_where_nothing_was_scored(okk, chat, url, rules):
    rules.write_text(
        rules.read_text("utf-8") + '[[exception]]\ncriterion = "greeting"\nreason = "так надо"\n'
        '[[exception]]\ncriterion = "tone"\nreason = "не бывает"\n',
        encoding="utf-8",
    )
    command = ("score", chat, "--settings", rules, "--store", url)
    assert "не совпало: [[exception]] tone" in okk(*command).err
    assert "не совпало" not in okk(*command).err


def test_what_a_silent_model_left_open_is_asked_again(okk, chat, url, rules, scored):
    silent = '[llm]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"\nretries = 0\n'
    rules.write_text(silent + rules.read_text("utf-8"), encoding="utf-8")
    command = ("score", chat, "--settings", rules, "--store", url, "--format", "csv")
    for runs in (1, 2):
        okk(*command)
        assert len(scored) == runs
    for _ in range(2):  # without a model nothing is open
        okk(*command, "--no-llm")
        assert len(scored) == 3


def test_another_grammar_engine_makes_scores_new(okk, chat, url, rules, scored, monkeypatch):
    class Named(NoEngine):
        name = "languagetool"

    def unavailable(*_, **__):
        raise EngineUnavailable("нет Java")

    command = ("score", chat, "--settings", rules, "--store", url, "--format", "csv")
    for engine, runs in ((NoEngine, 1), (Named, 2), (unavailable, 3), (unavailable, 3)):
        monkeypatch.setattr("okk_text.grammar.open_engine", lambda *_, e=engine, **__: e())
        okk(*command)
        assert len(scored) == runs


def test_two_exports_of_one_chat_have_one_scorecard(okk, chat, url, rules):
    folder = chat.parent / "позже"
    folder.mkdir()
    (folder / chat.name).write_text(chat.read_text("utf-8") + LINE, encoding="utf-8")
    command = ("score", chat, folder, "--settings", rules, "--store", url, "--format", "jsonl")
    (conversation,) = okk(*command).records("conversation")
    assert conversation["messages"] == 4
    assert conversation["source"] == str(folder / chat.name)


def test_purge_shows_what_it_would_remove_and_asks(okk, chat, url, rules):
    another_chat(chat)
    okk("import", chat.parent, "--store", url, "--settings", rules)
    command = ("purge", "--client", "Анна", "--store", url, "--settings", rules)
    refused = okk(*command, given=b"n\n")
    assert "Чат WhatsApp с Анна.txt" in refused.out
    assert "Пётр" not in refused.out
    assert refused.code == 130
    assert "без изменений 2" in okk("import", chat.parent, "--store", url, "--settings", rules).out
    assert "удалено: переписок 1, сообщений 3" in okk(*command, given=b"y\n").out
    again = okk("import", chat.parent, "--store", url, "--settings", rules)
    assert "новых 1, выросло 0, исправлено 0, без изменений 1" in again.out


@pytest.mark.parametrize(("age", "removed"), [("30d", "переписок 1"), ("5000d", "ничего")])
def test_purge_removes_what_is_older(age, removed, okk, chat, url, rules):
    okk("import", chat, "--store", url, "--settings", rules)
    ended = okk("purge", "--older-than", age, "--yes", "--store", url, "--settings", rules)
    assert f"удалено: {removed}" in ended.out


WRONG = [
    ((), "--older-than"),
    (("--client", "Анна", "--older-than", "30d"), "--older-than"),
    (("--older-than", "год"), "30m"),
    (("--client", " ", "--yes"), "--client"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_a_purge_of_nothing_known_is_refused(arguments, told, okk, url, rules):
    ended = okk("purge", *arguments, "--store", url, "--settings", rules)
    assert ended.code == 2
    assert told in ended.err
