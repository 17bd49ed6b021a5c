"""Promises: what is one, by when it is due, and what became of it."""

from datetime import datetime
from time import perf_counter

import pytest

from okk_text.checks import Toolbox, checks
from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Attachment
from okk_text.lexicon.promises import promised
from okk_text.results import Fact

WEDNESDAY = datetime(2026, 3, 4, 11, 0)

PROMISES = [  # text, kind of the deed, what, due day
    ("Пришлю КП до пятницы, если что — звоните.", "send", "прислать КП", "2026-03-06"),
    ("Уточню у логиста и перезвоню через час.", "call", "перезвонить", "2026-03-04"),
    ("Уточню на складе, вернусь сегодня с ответом", "answer", "вернуться", "2026-03-04"),
    ("Завтра, как и обещала, вышлю смету.", "send", "выслать смету", "2026-03-05"),
    ("К 15:00 соберу расчёт в двух вариантах", "work", "собрать расчет", "2026-03-04"),
    ("Завтра высылаю вам договор", "send", "высылать договор", "2026-03-05"),
    ("Дам ответ завтра до обеда", "send", "дать ответ", "2026-03-05"),
    ("На замер приду 25-го к 18:00", "visit", "прийти", "2026-03-25"),
    ("Буду у вас завтра в 10:00 с образцами", "visit", "быть", "2026-03-05"),
    ("Перешлите её директору, а я напишу вам 6-го", "answer", "написать", "2026-03-06"),
    ("Пришлю договор сегодня до 17:30, взглянете?", "send", "прислать договор", "2026-03-04"),
    ("Обещаю прислать расчёт к 15:00.", "send", "прислать расчет", "2026-03-04"),
    ("КП будет в пятницу.", "send", "КП будет", "2026-03-06"),
    ("Счёт будет готов завтра", "send", "счет будет", "2026-03-05"),
    ("Образец в латуни будет у вас в пятницу", "send", "образец будет у вас", "2026-03-06"),
    ("Мастер будет у вас завтра в 9:00", "visit", "мастер будет у вас", "2026-03-05"),
    ("Скажем точную цену завтра", "answer", "сказать цену", "2026-03-05"),
    ("Вечером скину фото", "send", "скинуть фото", "2026-03-04"),
    ("трек скину сюда", "send", "скинуть трек", None),
    ("Мы обязательно вам перезвоним!", "call", "перезвонить", None),
    ("I'll send the contract tomorrow.", "send", "send the contract", "2026-03-05"),
    ("We'll get back to you by Friday", "answer", "get back to you", "2026-03-06"),
    ("The invoice follows tomorrow.", "send", "invoice", "2026-03-05"),
    ("You will have the drawings on Friday", "send", "have the drawings", "2026-03-06"),
]
NONE = [
    "Если подойдёт, пришлю договор завтра.",
    "Пришлите план, посчитаю за день.",
    "Подтвердите до среды, и я забронирую места.",
    "Оплатите сегодня, завтра отгрузим.",
    "После оплаты пришлю накладную.",
    "Как только оплатите, отправлю завтра же.",
    "Доставим в любой регион за три дня.",
    "Отправим по всей России завтра.",
    "Обычно присылаем расчёт завтра.",
    "Я бы прислал завтра, но не могу",
    "Не пришлю до пятницы",
    "Созвонимся завтра в 11:00?",
    "Давайте созвонимся завтра в 11:00",
    "Буду ждать вашего решения до пятницы",
    "«Пришлю завтра», сказал прошлый подрядчик.",
    "Уточню два момента: какая длина и какой цвет?",
    "Сразу скажу: срок до пятницы",
    "Сделаем скидку до пятницы",
    "Забронирую вам место на 15 июня",
    "Закончим к 20:00",
    "Пришлите список, тогда удостоверения будут у вас 7 сентября.",
    "Давайте, скажем, в четверг встретимся",
    "If you like it, I'll send the contract tomorrow.",
    "Send me the plan and I'll quote it tomorrow.",
    "Let me know and I'll send it.",
    "Once you pay, we'll ship on Friday.",
    "I'll be happy to help.",
    "We usually call back tomorrow.",
]


@pytest.mark.parametrize(("text", "kind", "what", "due"), PROMISES)
def test_a_promise_is_found_with_its_deed_and_day(text, kind, what, due):
    (promise,) = promised(text, now=WEDNESDAY)
    assert (promise.deed.kind, promise.deed.what) == (kind, what)
    assert (promise.deadline and promise.deadline.due and promise.deadline.due.isoformat()) == due
    assert text[promise.start : promise.end].strip() == text[promise.start : promise.end]


@pytest.mark.parametrize("text", NONE)
def test_an_offer_a_question_an_ability_or_a_quotation_is_no_promise(text):
    assert promised(text, now=WEDNESDAY) == []


def test_two_promises_of_a_sentence_are_two_lines():
    text = "Отправлю завтра с курьером, трек скину сюда."
    assert [text[p.start : p.end] for p in promised(text, now=WEDNESDAY)] == [
        "Отправлю завтра с курьером",
        "трек скину сюда",
    ]


@pytest.mark.parametrize("piece", ["пришлю ", "а", "«", "a@", "пришлю завтра, "])
def test_an_endless_line_is_read_in_no_time(piece):
    started = perf_counter()
    assert promised(piece * 100_000, now=WEDNESDAY) == []
    assert perf_counter() - started < 5


ASKED = "C 2026-03-02 10:00: Сколько стоит ворота 3 на 2?\n"
STATES = [  # what was promised on Monday, 2 March at 10:05, what followed, due, state
    ("Пришлю расчёт завтра", "M 2026-03-03 12:00: Расчёт: 84 000 ₽", "2026-03-03", "kept"),
    ("Пришлю расчёт завтра", "C 2026-03-03 12:00: расчёт получил", "2026-03-03", "kept"),
    ("Пришлю расчёт завтра", "C 2026-03-03 12:00: хорошо, жду", "2026-03-03", "open"),
    ("Пришлю расчёт завтра", "C 2026-03-06 12:00: Есть ещё вопрос", "2026-03-03", "unknown"),
    ("Пришлю расчёт завтра", "M 2026-03-05 12:00: Отправляю расчёт", "2026-03-03", "late"),
    ("Пришлю расчёт завтра", "M 2026-03-05 12:00: Расчёт пришлю завтра", "2026-03-03", "unknown"),
    (
        "Пришлю расчёт завтра",
        "M 2026-03-05 12:00: Простите, не успела, расчёт пришлю завтра",
        "2026-03-03",
        "late",
    ),
    ("Пришлю расчёт завтра", "M 2026-03-05 12:00: Вот новый расчёт", "2026-03-03", "unknown"),
    ("Пришлю расчёт завтра", "M 2026-03-05 12:00: Отправила договор", "2026-03-03", "unknown"),
    ("Пришлю расчёт завтра", "C 2026-03-05 12:00: Вы обещали скидку", "2026-03-03", "unknown"),
    ("Пришлю расчёт завтра", "C 2026-03-05 12:00: Так и не понял расчёт", "2026-03-03", "unknown"),
    (
        "Пришлю расчёт завтра",
        "C 2026-03-05 12:00: До сих пор нет решения по расчёту",
        "2026-03-03",
        "unknown",
    ),
    (
        "Пришлю расчёт завтра",
        "C 2026-03-05 12:00: До сих пор нет вашего расчёта",
        "2026-03-03",
        "late",
    ),
    (
        "Уточню и вернусь завтра",
        "M 2026-03-05 12:00: Проверил, есть 5 штук",
        "2026-03-03",
        "unknown",
    ),
    ("Пришлю расчёт завтра", "C 2026-03-05 12:00: Вы обещали расчёт!", "2026-03-03", "late"),
    ("Пришлю расчёт завтра", "C 2026-03-03 09:00: Вы обещали расчёт!", "2026-03-03", "open"),
    (
        "Пришлю расчёт завтра",
        "M 2026-03-05 12:00: Отправила ещё раз расчёт",
        "2026-03-03",
        "unknown",
    ),
    ("Пришлю расчёт завтра", "M 2026-03-05 12:00: Готовы обсудить?", "2026-03-03", "unknown"),
    (
        "Пришлю расчёт до 12:00",
        "M 2026-03-02 12:10: Отправила расчёт",
        "2026-03-02T12:00:00",
        "kept",
    ),
    (
        "Пришлю расчёт до 12:00",
        "M 2026-03-02 12:40: Отправила расчёт",
        "2026-03-02T12:00:00",
        "late",
    ),
    ("Перезвоню завтра", "C 2026-03-06 12:00: Есть ещё вопрос", "2026-03-03", "unknown"),
    ("Перезвоню завтра", "C 2026-03-04 12:00: Спасибо за звонок", "2026-03-03", "kept"),
    ("Перезвоню завтра", "M 2026-03-03 15:00: Не дозвонилась до вас", "2026-03-03", "kept"),
    ("Перезвоню завтра", "C 2026-03-04 12:00: Так и не позвонили", "2026-03-03", "late"),
    ("Уточню у мастера", "M 2026-03-02 15:00: Уточнила у мастера, можно.", None, "kept"),
    ("Ссылку скину", "M 2026-03-02 10:06: pay.example.com/12", None, "kept"),
    ("Трек скину сюда", "C 2026-03-02 10:10: ок", None, "open"),
]


@pytest.mark.parametrize(("promise", "later", "due", "state"), STATES)
def test_the_ledger_says_what_became_of_a_promise(promise, later, due, state):
    (line,) = _ledger(dialogue(f"{ASKED}M 2026-03-02 10:05: {promise}\n{later}"))[:1]
    assert line == {
        "n": 2,
        "who": "manager",
        "what": line["what"],
        "due": due,
        "state": state,
        "excerpt": promise,
    }


def test_a_file_keeps_the_promise_and_another_document_does_not():
    written = f"{ASKED}M 2026-03-02 10:05: Договор пришлю завтра\nM 2026-03-03 12:00: \n"
    for name, state in (("Договор_12.pdf", "kept"), ("Смета.xlsx", "open")):
        conversation = dialogue(written)
        file = conversation.messages[2].model_copy(
            update={"attachments": (Attachment(name=name, kind="file"),)}
        )
        conversation = conversation.model_copy(
            update={"messages": (*conversation.messages[:2], file)}
        )
        assert _ledger(conversation)[0]["state"] == state


def test_a_call_in_the_chat_keeps_the_promise_to_call():
    conversation = dialogue(f"{ASKED}M 2026-03-02 10:05: Перезвоню завтра\nS 2026-03-03 12:00: ")
    call = conversation.messages[2].model_copy(update={"attachments": (Attachment(kind="call"),)})
    messages = (*conversation.messages[:2], call)
    assert _ledger(conversation.model_copy(update={"messages": messages}))[0]["state"] == "kept"


def test_a_promise_of_the_client_stands_in_the_ledger_and_is_never_held_against_anyone():
    written = "C 2026-03-02 10:00: Размеры пришлю завтра\nC 2026-03-06 10:00: Отправляю размеры"
    said = list(checks()["promises"].find(dialogue(written), Toolbox()))
    assert [line["state"] for line in said[0].value] == ["late"]
    assert [one.label for one in said[1:]] == ["na"]


def _ledger(conversation):
    said = checks()["promises"].find(conversation, Toolbox())
    return next(one.value for one in said if isinstance(one, Fact))
