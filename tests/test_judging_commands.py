"""calibrate, flip-test, --dry-run, --repeats and --compare-with at the prompt, before a scripted model."""

import json

import pytest

from okk_text.store import open_store
from okk_text.store.reviews import Correction
from tests.judge_stub import model, says_yes
from tests.llm_stub import LlmStub, chance

CHAT = """\
02.03.2026, 09:41 - Пётр: Здравствуйте, сколько стоит лестница?
02.03.2026, 09:47 - Мария Котова: Добрый день! Лестница стоит 90 000 ₽.
02.03.2026, 09:52 - Пётр: А доставка?
02.03.2026, 09:55 - Мария Котова: Доставка есть. Подробности дам позже.
"""


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "Чат WhatsApp с Пётр.txt"
    path.write_text(CHAT, encoding="utf-8")
    return path


@pytest.fixture
def rules(tmp_path):
    """Write settings with that model and a store, and give their path."""

    def written(stub, **llm):
        table = {"base_url": stub.url, "model": "stub", "retries": 0, "rewrites": False, **llm}
        lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
        path = tmp_path / "okk.toml"
        path.write_text(
            '[grammar]\nengine = "off"\n[store]\nurl = "sqlite:///okk.db"\n[llm]\n'
            + "\n".join(lines)
            + '\n[[team]]\nname = "Ступень"\nmanagers = ["Мария Котова"]\n',
            encoding="utf-8",
        )
        return path

    return written


def numbers(line):
    """The bounds that a line of a dry run tells."""
    low, _, high = line.rpartition(": ")[2].partition("–")
    return int(low), int(high or low)


def test_a_dry_run_sends_nothing_and_its_bounds_hold(okk, chat, rules):
    with LlmStub(model(says_yes())) as stub:
        path = rules(stub)
        told = okk("score", chat, "--settings", path, "--dry-run")
        assert stub.bodies == []
        assert told.code == 0, told.err
        low, high = numbers(told.out.splitlines()[0])
        done = okk("score", chat, "--settings", path, "--format", "jsonl")
        assert done.code == 0, done.err
        (run,) = done.records("run")
        assert low <= run["llm"]["calls"] <= high
        assert run["llm"]["calls"] == len(stub.bodies) > 0
        after = okk("score", chat, "--settings", path, "--dry-run")
        assert numbers(after.out.splitlines()[0]) == (0, 0)


def test_a_second_run_over_the_same_store_asks_nothing(okk, chat, rules):
    with LlmStub(model(says_yes())) as stub:
        path = rules(stub)
        first = okk("score", chat, "--settings", path, "--format", "jsonl")
        asked = len(stub.bodies)
        second = okk("score", chat, "--settings", path, "--format", "jsonl")
        assert len(stub.bodies) == asked > 0
    assert first.records("message") == second.records("message")


def test_a_dry_run_without_a_model_says_so(okk, chat, rules):
    with LlmStub(model(says_yes())) as stub:
        told = okk("score", chat, "--settings", rules(stub), "--dry-run", "--no-llm")
    assert told.out.strip() == "модель не подключена: вызовов не будет"


def test_repeats_ask_more_often(okk, chat, rules):
    with LlmStub(model(says_yes())) as stub:
        okk("score", chat, "--settings", rules(stub), "--repeats", "3", "--format", "jsonl")
        seeds = [body["seed"] for body in stub.bodies]
    assert set(seeds) == {0, 1, 2}


def test_a_change_of_the_model_is_compared_with_an_earlier_run(okk, chat, rules, tmp_path):
    earlier = tmp_path / "earlier.jsonl"
    with LlmStub(model(says_yes())) as stub:
        okk("score", chat, "--settings", rules(stub), "--format", "jsonl", "--out", earlier)
    with LlmStub(model(says_yes(отмахивается="Подробности"))) as stub:
        told = okk(
            "score", chat, "--settings", rules(stub, model="other"), "--format", "jsonl",
            "--out", tmp_path / "later.jsonl", "--compare-with", earlier,
        )  # fmt: skip
    assert "tone: ok → indifferent, 1:" in told.out + told.err


def test_flip_test_tells_what_turned(okk, chat, rules):
    with LlmStub(model(says_yes())) as stub:
        told = okk("flip-test", chat, "--settings", rules(stub))
    assert told.code == 0, told.err
    assert [line.partition(":")[0] for line in told.out.splitlines()] == [
        "имена",
        "пол",
        "порядок вопросов",
    ]
    assert all(": 0 из " in line for line in told.out.splitlines())


def test_flip_test_finds_a_judge_that_hangs_on_the_order(okk, chat, rules):
    def script(request):
        first = "одним словом: yes или no" in request.question
        return chance(yes=0.01, no=0.99) if first else chance(yes=0.7, no=0.3)

    with LlmStub(script) as stub:
        told = okk("flip-test", chat, "--settings", rules(stub))
    order = told.out.partition("порядок вопросов: ")[2]
    assert not order.startswith("0 из")
    assert "→ not_assessed" in order


GOLD = [
    {
        "id": f"t-{k}",
        "channel": "whatsapp",
        "messages": [
            {"n": 1, "author": "К", "role": "client", "text": "Сколько стоит?"},
            {"n": 2, "author": "М", "role": "manager", "tone": "rude" if k % 2 else "ok",
             "text": f"{'Отстаньте' if k % 2 else 'Отвечаем'} в письме {k + 20}."},
        ],
        "conversation": {},
    }
    for k in range(10)
]  # fmt: skip


def test_calibrate_writes_a_passport_that_score_reads(okk, chat, rules, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in GOLD), encoding="utf-8")
    out = tmp_path / "passport.json"
    with LlmStub(model(says_yes(оскорбляет="Отстаньте"))) as stub:
        told = okk("calibrate", gold, "--settings", rules(stub), "--only", "tone", "--out", out)
        assert told.code == 0, told.err
        assert "| tone | 10 | 10 | 1.00" in told.out
        passport = json.loads(out.read_text(encoding="utf-8"))
        assert passport["model"] == "stub"
        assert "tone.rude" in passport["thresholds"]
        assert passport["skills"]["tone"]["under_the_bar"] is False
        done = okk(
            "score", chat, "--settings", rules(stub, passport="passport.json"), "--format", "jsonl"
        )
    assert done.code == 0, done.err


def test_calibrate_names_the_line_of_a_mistake(okk, rules, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD[0]) + "\n{", encoding="utf-8")
    with LlmStub(model(says_yes())) as stub:
        told = okk("calibrate", gold, "--settings", rules(stub))
    assert told.code == 2
    assert f"{gold}:2" in told.err


@pytest.mark.parametrize("command", ["calibrate", "flip-test"])
def test_without_a_model_there_is_advice(okk, tmp_path, command):
    path = tmp_path / "okk.toml"
    path.write_text("", encoding="utf-8")
    told = okk(command, tmp_path, "--settings", path)
    assert told.code == 2
    assert "[llm]" in told.err


def test_calibrate_measures_on_what_people_corrected_in_the_store(okk, chat, rules, tmp_path):
    with LlmStub(model(says_yes())) as stub:
        path = rules(stub)
        bare = okk("calibrate", "--reviewed", "--settings", path)
        assert (bare.code, "import-review" in bare.err) == (2, True)
        scored = okk("score", chat, "--settings", path, "--format", "jsonl")
        (record,) = scored.records("conversation")
        with open_store("sqlite:///okk.db", folder=tmp_path) as store:
            store.reviews.correct(
                Correction(
                    conversation=record["conversation"], n=2, criterion="tone",
                    old_label=None, new_label="ok", who="Анна",
                )
            )  # fmt: skip
        out = tmp_path / "passport.json"
        done = okk("calibrate", "--reviewed", "--only", "tone", "--settings", path, "--out", out)
        assert done.code == 0, done.err
    passport = json.loads(out.read_text(encoding="utf-8"))
    assert passport["measured_on"] == "reviews"
    assert passport["skills"]["tone"]["labelled"] == 1
