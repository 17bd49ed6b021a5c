"""The doctor: model, passport and store are looked at, and each failing line says what to type."""

import json

import pytest

from okk_text.doctor import doctor
from okk_text.doctor.judge import judge_diagnoses
from okk_text.doctor.store import store_diagnosis
from okk_text.judge.dialect import Dialect, Mode
from okk_text.judge.passport import Passport, Skill
from okk_text.judge.prompts import QUESTIONS, prompts_hash
from okk_text.rubric import load_rubric
from okk_text.settings import Settings
from okk_text.store import open_store
from tests.llm_stub import LlmStub, says


@pytest.fixture
def stub():
    """An endpoint that lists the model `stub`."""
    with LlmStub(says("ok")) as stub:
        yield stub


def told(settings):
    """model, answers and passport, each as (works, what is told, advice)."""
    return [(d.works, d.told, d.advice) for d in judge_diagnoses(settings)]


def with_model(url, folder=".", **more):
    return Settings(
        llm={"base_url": url, "model": "stub", **more.pop("llm", {})}, folder=folder, **more
    )


def test_without_a_model_the_doctor_says_what_to_write():
    ((works, _, advice),) = told(Settings())
    assert not works
    assert "[llm]" in advice


def test_a_model_that_answers_is_well_and_nobody_is_shown_a_word(stub):
    model, answers, _ = told(with_model(stub.url))
    assert model[:2] == (True, f"{stub.url} разрешён, отвечает, модель есть")
    assert answers[:2] == (True, "спрашиваются по схеме JSON, с вероятностями")
    assert stub.bodies == []


@pytest.mark.parametrize(
    ("change", "problem", "typed"),
    [
        ({"llm": {"model": "other"}}, "модели other там нет", "model = одна из: stub"),
        ({"privacy": {"endpoints": ["https://llm.example.com/v1"]}}, "нет среди разрешённых", "в список"),
        ({"llm": {"base_url": "http://127.0.0.1:9/v1"}}, "не отвечает", "curl http://127.0.0.1:9/v1/models"),
        ({"llm": {"chat_model": "gone_package:Chat"}}, "нет модуля", "pip install gone-package"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_asked_says_what_to_type(stub, change, problem, typed):
    works, said, advice = told(with_model(stub.url, **change))[0]
    assert not works
    assert problem in said
    assert typed in advice


@pytest.mark.parametrize(
    ("status", "works", "said"),
    [(401, False, "ключ не принят"), (404, True, "списка моделей не даёт"), (503, False, "503")],
)
def test_what_the_endpoint_answers_is_told(monkeypatch, status, works, said):
    import httpx

    monkeypatch.setattr(httpx.Client, "get", lambda *_, **__: httpx.Response(status))
    found, text, advice = told(with_model("http://127.0.0.1:9/v1"))[0]
    assert found == works
    assert said in text
    assert works or advice
    assert ("OPENAI_API_KEY" in (advice or "")) == (status == 401)


def test_what_was_found_out_of_an_endpoint_is_told(stub, tmp_path):
    store = {"url": "sqlite:///okk.db"}
    with open_store(store["url"], folder=tmp_path) as opened:
        dialect = Dialect(opened.answers, endpoint=stub.url, model="stub", first=Mode.JSON_SCHEMA)
        dialect.step_down(Mode.JSON_SCHEMA)
        dialect.lacks_logprobs()
    assert told(with_model(stub.url, tmp_path, store=store))[1][1] == (
        "спрашиваются объектом JSON, вероятностей эндпоинт не даёт"
    )


def test_each_model_of_the_panel_is_looked_at(stub):
    panel = [{"model": "second"}]
    found = list(judge_diagnoses(with_model(stub.url, llm={"panel": panel})))
    assert [d.subject for d in found if d.subject.startswith("модель")] == [
        *("модель stub", "модель second"),
    ]
    assert [d.works for d in found if d.subject.startswith("модель")] == [True, False]


def passport(**changes):
    rubric = load_rubric("default")
    skills = {
        "tone": Skill(labelled=9, assessed=9, under_the_bar=True),
        "cta": Skill(labelled=9, assessed=9),
    }
    known = {
        "model": "stub",
        "rubric": f"{rubric.name} {rubric.version} {rubric.sha256}",
        "prompts": prompts_hash(QUESTIONS),
        "measured_on": "chats",
        "skills": skills,
    }
    return Passport(**known | changes).model_dump_json()


@pytest.mark.parametrize(
    ("written", "works", "said"),
    [
        (passport(), True, "измерено на chats; не засчитывается: tone"),
        (passport(skills={}), False, "нет: всё, что скажет модель, засчитывается"),
        (passport(model="other"), False, "это паспорт модели other"),
        (passport(rubric="default 0 abc"), False, "изменилась рубрика"),
        (passport(prompts="abc"), False, "изменились запросы"),
        ("no passport", False, "паспорт судьи не читается"),
    ],
)
def test_the_passport_tells_what_is_held_back(stub, tmp_path, written, works, said):
    (tmp_path / "passport.json").write_text(written, encoding="utf-8")
    found = told(with_model(stub.url, tmp_path, llm={"passport": "passport.json"}))[2]
    assert found[0] == works
    assert said in found[1]
    assert works or "okk-text calibrate" in found[2]


def test_the_store_opens_or_says_what_to_mend(tmp_path):
    well = store_diagnosis(Settings(store={"url": "sqlite:///okk.db"}, folder=tmp_path))
    assert well.works
    assert "схема 00" in well.told
    (tmp_path / "broken.db").write_bytes(b"not a database" * 100)
    broken = store_diagnosis(Settings(store={"url": "sqlite:///broken.db"}, folder=tmp_path))
    assert not broken.works
    assert broken.advice
    assert store_diagnosis(Settings()).works
    refused = store_diagnosis(Settings(store={"url": "mysql://me:secret@db.example.com/x"}))
    assert not refused.works
    assert "secret" not in json.dumps(refused.model_dump())


def test_the_doctor_looks_at_model_and_store_too(monkeypatch):
    monkeypatch.setattr(doctor, "_EXAMINATIONS", [])
    subjects = [diagnosis.subject for diagnosis in doctor.diagnoses(Settings())]
    assert subjects == ["Python", "okk.toml", "модель", "хранилище"]
