"""Waits: from the first client message that needs a reply to the manager's next message."""

import time

import pytest

from okk_text.conversation.closings import closes
from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.waits import expects_answer, waits

CLOSING = [
    "ок", "Ок, спасибо!", "Хорошо, договорились", "спасибо большое, жду".replace(", жду", ""), "👌", "понял, спасибо",
    "Ладно, вечером с мужем глянем", "узнаю и напишу", "до завтра", "Отлично, до встречи!", "Спасибо за быстрый ответ",
    "Thanks, got it", "Sounds good, see you on Monday", "ok, will do", "скину позже", "Нет, спасибо, не надо",
]  # fmt: skip
OPEN = [
    "А доставка сколько?", "сколько будет стоить", "есть ли рассрочка", "Пришлите счёт", "Дороговато выходит",
    "у меня не открывается файл", "Хочу записаться", "ок, а когда приедете", "Ok, so when?", "Please send the invoice",
    "Is it still available", "нужен замер", "почём м2", "в другом месте дешевле",
]  # fmt: skip


@pytest.mark.parametrize("text", CLOSING)
def test_a_closing_does_not_wait(text):
    assert closes(text)
    assert not expects_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Почему так долго? Больше не звоните, мы купили у других",
        "Как красиво!",
        "Спасибо за цены, но заказали в другой мастерской",
        "We've gone with another supplier, thanks",
    ],
)
def test_a_goodbye_or_a_marvel_expects_no_answer(text):
    assert not expects_answer(text)


@pytest.mark.parametrize("text", OPEN)
def test_a_question_a_request_or_an_objection_waits(text):
    assert expects_answer(text)


def test_the_wait_runs_from_the_first_open_message():
    found = waits(
        dialogue("""
        C, 2026-03-02 10:00: Здравствуйте
        C, 2026-03-02 10:05: Сколько стоит?
        M, 2026-03-02 10:40: 4 200 ₽
        C, 2026-03-02 10:41: ок, спасибо
        M, 2026-03-03 09:00: Ждём вас!
    """)
    )
    assert [wait.minutes for wait in found] == [40]


def test_bots_system_lines_and_internal_letters_do_not_answer():
    chat = dialogue("""
        C, 2026-03-02 10:00: Сколько стоит?
        B, 2026-03-02 10:00: Мы ответим в рабочее время
        S, 2026-03-02 10:01: звонок
        M, 2026-03-02 10:10: Коллеги, кто возьмёт?
        M, 2026-03-02 11:00: 4 200 ₽
    """)
    internal = chat.messages[3].model_copy(update={"internal": True})
    messages = (*chat.messages[:3], internal, chat.messages[4])
    assert [w.minutes for w in waits(chat.model_copy(update={"messages": messages}))] == [60]


@pytest.mark.parametrize(
    ("ending", "unanswered"),
    [
        ("А в субботу можно?", True),
        ("ок, спасибо", False),
        ("Завтра после обеда", False),
        ("Дорого", True),
    ],
)
def test_only_a_client_who_asks_is_left_waiting_at_the_end(ending, unanswered):
    found = waits(dialogue(f"C: Добрый день, сколько?\nM: 4 200 ₽. Когда удобно?\nC: {ending}"))
    last = found[-1]
    assert (last.answer is None and last.expects) is unanswered


def test_a_first_enquiry_waits_however_it_is_worded():
    (wait,) = waits(dialogue("C: Добрый день, я по объявлению"))
    assert wait.expects
    assert wait.minutes is None


@pytest.mark.parametrize("text", ["а" * 200_000, "1" * 200_000, "_" * 200_000])
def test_a_word_without_end_costs_no_time(text):
    start = time.process_time()
    expects_answer(text)
    assert time.process_time() - start < 1


def test_where_no_manager_is_known_nobody_is_late():
    from okk_text.checks import Toolbox, checks
    from okk_text.settings import Settings, Team

    chat = dialogue("C: Сколько стоит?")
    labels = lambda settings: {  # noqa: E731
        said.label
        for said in checks()["reply_time"].find(chat, Toolbox(settings))
        if hasattr(said, "label")
    }
    assert labels(Settings()) == {"not_assessed"}
    assert "unanswered" in labels(Settings(team=(Team(name="А", managers=("Ольга",)),)))
