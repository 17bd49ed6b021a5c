"""Whether the judge's models are set up, allowed, reachable, and measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from okk_text.doctor.diagnosis import Diagnosis, tried
from okk_text.doctor.endpoint import listed_models
from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.settings import Llm, Settings

if TYPE_CHECKING:
    from okk_text.judge.answers import Answers
    from okk_text.judge.passport import Passport

FORMS = {  # of a structured answer
    "json_schema": ("по схеме JSON", "by a JSON schema"),
    "json_object": ("объектом JSON", "as a JSON object"),
    "text": ("текстом", "as text"),
}


def judge_diagnoses(settings: Settings) -> Iterator[Diagnosis]:
    """What can be known of each model without showing it anybody's words."""
    llm = settings.llm
    if llm is None:
        yield Diagnosis(
            subject=say("модель", "model"),
            works=False,
            told=say(
                "не подключена: что нужно судье, не оценивается",
                "none: what takes a judge is not assessed",
            ),
            advice=say(
                "Добавьте в okk.toml [llm] с base_url и model (README, раздел The judge).",
                "Add [llm] with base_url and model to okk.toml (README, The judge).",
            ),
        )
        return
    for number, each in enumerate(_models(llm)):
        yield tried(
            say(f"модель {each.model}", f"model {each.model}"), partial(_met, each, settings)
        )
        yield tried(say("её ответы", "its answers"), partial(_forms, each, settings))
        yield _passport(each, settings, first=number == 0)


def _models(llm: Llm) -> list[Llm]:
    """The model of [llm] and those of its panel."""
    panel = [
        llm.model_copy(update={"model": m.model, "base_url": m.base_url or llm.base_url})
        for m in llm.panel
    ]
    return [llm, *panel]


def _met(llm: Llm, settings: Settings) -> str:
    """That the endpoint is allowed, answers and knows the model. Raises OkkError."""
    from okk_text.judge.chat_model import chat_model, endpoint

    chat_model(llm, settings.privacy)  # refuses what is not allowed or cannot be made
    allowed = say(f"{endpoint(llm)} разрешён", f"{endpoint(llm)} is allowed")
    if llm.chat_model or llm.base_url is None:
        return allowed + say(", модель создаётся", ", the model can be made")
    names = listed_models(llm.base_url)
    if names is None:
        return allowed + say(
            ", отвечает, списка моделей не даёт", ", answers, gives no list of models"
        )
    if llm.model not in names:
        raise OkkError(
            say(
                f"отвечает, но модели {llm.model} там нет", f"answers, but has no model {llm.model}"
            ),
            where=llm.base_url,
            advice=say("В [llm] напишите model = одна из: ", "In [llm] write model = one of: ")
            + _some(names),
        )
    return allowed + say(", отвечает, модель есть", ", answers, has the model")


def _forms(llm: Llm, settings: Settings) -> str:
    """The form that is asked for, as far down as earlier runs found the endpoint to go."""
    from okk_text.judge.chat_model import endpoint
    from okk_text.judge.dialect import Dialect, Mode

    first = Mode.TEXT if llm.chat_model else Mode.JSON_SCHEMA
    with _answers(settings) as answers:
        dialect = Dialect(answers, endpoint=endpoint(llm), model=llm.model, first=first)
    form = say(*FORMS[dialect.mode("*")])
    asked = say(f"спрашиваются {form}", f"asked for {form}")
    if dialect.logprobs:
        return asked + say(", с вероятностями", ", with probabilities")
    return asked + say(", вероятностей эндпоинт не даёт", ", the endpoint gives no probabilities")


@contextmanager
def _answers(settings: Settings) -> Iterator[Answers]:
    """The answers of the store; none where there is no store or it does not open."""
    from okk_text.judge.answers import MemoryAnswers
    from okk_text.store import open_store

    try:
        store = settings.store and open_store(settings.store.url, folder=settings.folder)
    except OkkError:  # told by the diagnosis of the store
        store = None
    if store is None:
        yield MemoryAnswers()
        return
    with store:
        yield store.answers


def _passport(llm: Llm, settings: Settings, *, first: bool) -> Diagnosis:
    """What was measured of the model, and which criteria it is too weak for."""
    from okk_text.judge.passport import load_passport

    subject = say("её паспорт", "its passport")
    path = settings.folder / llm.passport if llm.passport and first else None
    try:
        passport = load_passport(llm.model, path)
    except OkkError as error:
        told = f"{error.where}: {error.problem}"
        return Diagnosis(subject=subject, works=False, told=told, advice=error.advice)
    if not passport.skills:
        told = say(
            "нет: всё, что скажет модель, засчитывается", "none: whatever the model says is counted"
        )
        return Diagnosis(subject=subject, works=False, told=told, advice=_calibrate())
    held = [name for name in passport.skills if passport.holds_back(name)]
    told = say(f"измерено на {passport.measured_on}", f"measured on {passport.measured_on}")
    told += say("; не засчитывается: ", "; not counted: ") + (", ".join(held) or "—")
    other = _differs(passport, llm, settings)
    advice = _calibrate() if other else None
    return Diagnosis(subject=subject, works=not other, told=told + other, advice=advice)


def _differs(passport: Passport, llm: Llm, settings: Settings) -> str:
    """What has changed since the passport was made."""
    from okk_text.judge.prompts import QUESTIONS, prompts_hash
    from okk_text.rubric import load_rubric

    if passport.model != llm.model:
        return say(f"; это паспорт модели {passport.model}", f"; it is that of {passport.model}")
    try:
        sha256 = load_rubric(settings.rubric, folder=settings.folder).sha256
    except OkkError:  # told by the diagnosis of the rubric
        sha256 = ""
    if sha256 and passport.rubric.rpartition(" ")[2] != sha256:
        return say("; с тех пор изменилась рубрика", "; the rubric has changed since")
    if passport.prompts != prompts_hash(QUESTIONS):
        return say("; с тех пор изменились запросы", "; the prompts have changed since")
    return ""


def _calibrate() -> str:
    return say(
        'Наберите: okk-text calibrate РАЗМЕТКА --out passport.json, затем [llm] passport = "passport.json"',
        'Type: okk-text calibrate GOLD --out passport.json, then [llm] passport = "passport.json"',
    )


def _some(names: tuple[str, ...], most: int = 8) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
