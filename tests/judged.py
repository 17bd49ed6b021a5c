"""A scorecard that holds everything a judge can say, made without a model."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Conversation, Span
from okk_text.results import Cited, Finding, Rewrite, Run, Score, Scorecard, Total
from okk_text.rubric import load_rubric

RUBRIC = load_rubric("default")
CHAT = dialogue(
    """
    C Ольга, 2026-03-02 10:00: Здравствуйте! Сколько стоит дубовая лестница на второй этаж?
    M Мария Котова, 2026-03-02 10:20: Добрый день! Хотелось бы отметить, что лестница из дуба на 14 ступеней стоит 214 000 ₽ с монтажом. Срок 30 дней. Пришлите, пожалуйста, размеры проёма.
    C Ольга, 2026-03-02 11:00: Дороговато выходит, в соседней фирме 180 000
    M Мария Котова, 2026-03-02 11:30: Ну и берите у соседей, раз там так хорошо. Мы своё делаем на совесть.
    C Ольга, 2026-03-02 12:00: А гарантия какая?
    M Мария Котова, 2026-03-02 12:10: Гарантия пять лет на дуб и монтаж. Давайте в среду в 11:00 приедет замерщик?
    C Ольга, 2026-03-02 12:30: Мне надо с мужем посоветоваться
    """
)
RUDE = "Ну и берите у соседей, раз там так хорошо."
FILLER = "Хотелось бы отметить, что"
MODEL_VERSION = "Ольга, понимаю, разница заметная. Мы своё делаем на совесть."
RULE_VERSION = CHAT.message(2).own_text.replace(f"{FILLER} лестница", "Лестница")
MASKED = "нужен взгляд человека: ответы модели расходятся"


def span_of(conversation: Conversation, n: int, words: str) -> Span:
    """The place of the words in message `n`."""
    start = conversation.message(n).own_text.index(words)
    return Span(start=start, end=start + len(words))


def score(criterion: str, n: int | None, label: str, value: float | None, **more: Any) -> Score:
    """A model's score of ten weights."""
    return Score(
        criterion=criterion, n=n, label=label, value=value, weight=10, **({"by": "llm"} | more)
    )


def judged_card() -> Scorecard:
    """Every kind of verdict, objection and version."""
    meets = span_of(CHAT, 6, "Гарантия пять лет на дуб и монтаж.")
    step = span_of(CHAT, 6, "Давайте в среду в 11:00 приедет замерщик?")
    dear = span_of(CHAT, 3, "Дороговато выходит")
    return Scorecard(
        conversation=CHAT,
        team="Ступень",
        rubric=RUBRIC.stamp,
        total=Total(score=54.0, coverage=0.8),
        messages={n: Total(score=value, coverage=0.9) for n, value in ((2, 71), (4, 32), (6, 96))},
        scores=(
            score("greeting", 2, "unnamed", 0.5, by="rule"),
            score("tone", 2, "ok", 1),
            score("tone", 4, "passive_aggressive", 0.2, reason="упрёк вместо ответа на цену",
                  evidence=(span_of(CHAT, 4, RUDE),)),
            score("tone", 6, "not_assessed", None, review=True, reason=MASKED, band=(0.4, 1)),
            score("cta", 2, "clear", 1, evidence=(span_of(CHAT, 2, "Пришлите, пожалуйста, размеры проёма."),)),
            score("cta", 4, "missing", None, reason="просьбы нет"),
            score("cta", 6, "not_assessed", None, reason="бюджет вызовов исчерпан"),
            score("objections", None, "partial", 0.5, reason="на цену ответа по существу нет", cited=(Cited(n=6, span=meets),),
                  band=(0.5, 1), review=True),
            score("next_step", None, "partly", 0.5, reason="шаг назван, согласия нет", cited=(Cited(n=6, span=step),)),
            score("objection_kind", None, "price", None, cited=(Cited(n=3, span=dear),)),
            score("deal_stage", None, "objection", 1),
            score("reply_time", None, "kept", 1, by="rule"),
        ),
        findings=(
            Finding(criterion="wordiness", check="wordiness", n=2, span=span_of(CHAT, 2, FILLER), note="Скажите сразу о деле", fix=""),
        ),
        facts={
            "deal_stage_by_text": "objection",
            "next_step_agreed": "partly",
            "first_reply_minutes": 20,
            "objections": [
                {"n": 3, "kind": "price", "handled": "none", "answer_n": 4},
                {"n": 7, "kind": "authority", "handled": "not_assessed", "answer_n": None},
            ],
        },
        rewrites=(
            Rewrite(n=2, text=RULE_VERSION, by="rule"),
            Rewrite(n=4, text=MODEL_VERSION, by="llm"),
        ),
    )  # fmt: skip


def judged_run() -> Run:
    """The record of a run with a model."""
    return Run(
        version="0", rubric=RUBRIC.stamp, started_at=datetime(2026, 3, 3, tzinfo=UTC), seconds=1.5,
        conversations=1, messages=7,
        llm={"model": "okk-local", "calls": 1234, "cached": 56, "prompt_tokens": 789000,
             "completion_tokens": 4100, "not_assessed": 2,
             "rewrites": {"shown": 1, "facts": 3, "longer": 1, "nothing": 4}},
    )  # fmt: skip
