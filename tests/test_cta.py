"""The call to action: what is asked and by when, in letters and in chat turns."""

from datetime import datetime

import pytest

from okk_text.checks.cta import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.lexicon.calls import calls
from okk_text.results import Finding, Verdict

NOW = datetime(2026, 3, 2, 10, 0)  # a Monday


def labels(written):
    """The labels of the managers' messages, in order."""
    said = CHECK.find(dialogue(written), Toolbox())
    return [verdict.label for verdict in said if isinstance(verdict, Verdict)]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Пришлите, пожалуйста, план участка до среды.", "clear"),
        ("Прошу согласовать макет сегодня до 17:00.", "clear"),
        ("Сможете прислать фото завтра до обеда?", "clear"),
        ("Переведёте предоплату до четверга?", "clear"),
        ("Если подтвердите до пятницы, цена сохранится.", "clear"),
        ("Вторник, 18:30, ставлю?", "clear"),
        ("Завтра в 12:00 или в среду в 16:00, когда удобнее?", "clear"),
        ("Могу подъехать в четверг к 11:00.", "clear"),
        ("Давайте созвонимся в среду в 15:00.", "clear"),
        ("Жду ответа до четверга.", "clear"),
        ("Список гостей нужен до 12 марта.", "clear"),
        ("Подскажите, пожалуйста, до среды, нужен ли подъём.", "clear"),
        ("Could you send the floor plan by Thursday?", "clear"),
        ("Please let me know by Friday noon which size to book.", "clear"),
        ("Tomorrow, 11 ET?", "clear"),
        ("Пришлите, пожалуйста, план участка.", "no_deadline"),
        ("Макет жду в PDF.", "no_deadline"),
        ("Сообщите, какой вариант выбрали.", "no_deadline"),
        ("Оформляем?", "no_deadline"),
        ("Записать вас на замер?", "no_deadline"),
        ("Сообщите размеры, завтра посчитаю.", "no_deadline"),
        ("Подскажите, пожалуйста, какой вечер для примерки вам подходит?", "no_deadline"),
        ("Please send the artwork.", "no_deadline"),
        ("Want to sign up?", "no_deadline"),
        ("Ждём вашего решения.", "vague"),
        ("Дайте знать.", "vague"),
        ("Если что, пишите.", "vague"),
        ("Будут вопросы — обращайтесь!", "vague"),
        ("Надеемся на сотрудничество.", "vague"),
        ("Что скажете?", "vague"),
        ("Подумайте и напишите, как решите.", "vague"),
        ("Let me know what you think.", "vague"),
        ("Feel free to reach out.", "vague"),
        ("Looking forward to hearing from you.", "vague"),
    ],
)
def test_a_sentence_is_as_clear_as_what_it_asks_and_by_when(sentence, label):
    assert [call.label for call in calls(sentence, now=NOW)] == [label]


@pytest.mark.parametrize(
    "sentence",
    [
        "Извините за задержку.",
        "Не переживайте, успеем.",
        "Обратите внимание на страницу 2.",
        "Позвольте напомнить о себе.",
        "Здравствуйте, Ирина Павловна!",
        "Расчёт пришлю завтра до 12:00.",
        "Давайте посчитаем разницу.",
        "Ну и звоните туда.",
        "Вы же сами просили срочно?",
        "Игорь?",
        "The contract is in your inbox.",
    ],
)
def test_courtesy_promises_and_sneers_call_for_nothing(sentence):
    assert [call.label for call in calls(sentence, now=NOW) if call.kind != "weak"] == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Держу цену до вторника. Оформляем?", "clear"),
        ("В субботу в 12:00 показ. Записать вас?", "clear"),
        ("Договор придёт завтра, подпишите его до пятницы.", "clear"),
        ("Доставка в пятницу. Пришлите, пожалуйста, адрес.", "no_deadline"),
    ],
)
def test_a_date_counts_where_it_belongs_to_the_call(text, label):
    found = [call.label for call in calls(text, now=NOW)]
    assert found[-1] == label


def test_a_live_question_in_a_chat_is_no_call():
    assert labels("C: Нужен шкаф\nM: Какая ширина ниши?") == ["na"]


def test_a_price_without_a_step_is_missing_and_a_question_with_it_is_enough():
    assert labels("C: Почём шкаф?\nM: 48 000 ₽ с доставкой.") == ["missing"]
    assert labels("C: Почём шкаф?\nM: 48 000 ₽. Двери нужны зеркальные или матовые?") == ["na"]


def test_a_turn_is_judged_once_on_the_message_that_carries_the_call():
    assert labels(
        """
        C: Почём шкаф?
        M: 48 000 ₽ с доставкой.
        M: Подтвердите, пожалуйста, до среды
        M: тогда привезём в пятницу
        """
    ) == ["na", "clear", "na"]


def test_missing_stands_on_the_turns_last_message():
    assert labels("C: Дорого, подумаю\nM: Понимаю вас.\nM: У нас лучшее качество.") == [
        "na",
        "missing",
    ]


def test_nothing_is_missing_while_a_dated_step_is_on_the_table():
    assert labels(
        """
        C: Можно на замер?
        M: Да, завтра в 12:00, записать?
        C: Да. Сколько стоит шкаф?
        M: Такой 48 000 ₽.
        """
    ) == ["clear", "na"]


def test_an_own_step_takes_the_place_of_a_call():
    assert labels("C: Почём шкаф?\nM: 48 000 ₽. Расчёт с размерами пришлю завтра.") == ["na"]


def test_a_manager_who_comes_forward_should_ask_for_something():
    start = "C, 2026-03-02 10:00: Подумаю\nM, 2026-03-02 10:05: Хорошо\n"
    assert labels(start + "M, 2026-03-09 10:00: Добрый день. Вы пропали.")[-1] == "missing"
    assert (
        labels(start + "M, 2026-03-09 10:00: Добрый день! Удалось обсудить?")[-1] == "no_deadline"
    )


def test_after_the_payment_nothing_is_due():
    assert labels("C: Оплатил 48 000 ₽\nM: Вижу оплату, спасибо!") == ["na"]


def test_a_refusal_needs_no_further_step():
    assert labels("C: Спасибо, мы выбрали другую компанию, дорого\nM: Понял вас.") == ["na"]


@pytest.mark.parametrize(
    ("letter", "label"),
    [
        ("Добрый день! Картон подорожал, отсюда новая цена.", "missing"),
        ("Прайс на сайте. Если что, пишите.", "vague"),
        ("40 стульев стоят 212 000 ₽. Пришлите реквизиты.", "no_deadline"),
        ("40 стульев стоят 212 000 ₽. Пришлите реквизиты до среды.", "clear"),
        ("Сколько стульев нужно?", "no_deadline"),
    ],
)
def test_every_letter_is_judged(letter, label):
    assert labels(f"email\nC: Нужны стулья\nM: {letter}") == [label]


def test_a_letter_that_only_confirms_is_not_judged():
    assert labels("email\nC: Подходит, везите.\nM: Отлично, машина придёт в пятницу.") == ["na"]


def test_an_internal_letter_is_not_judged():
    conversation = dialogue("email\nC: Нужны стулья\nM: Оля, глянь, это твой клиент.")
    internal = conversation.messages[1].model_copy(update={"internal": True})
    conversation = conversation.model_copy(
        update={"messages": (conversation.messages[0], internal)}
    )
    said = list(CHECK.find(conversation, Toolbox()))
    assert [(type(s), s.label) for s in said] == [(Verdict, "na")]


def test_a_draft_is_judged_though_nobody_knows_when_it_was_written():
    draft = dialogue("proposal\nM: Навес 4 × 6 стоит 186 000 ₽. Подтвердите до четверга.")
    message = draft.messages[0].model_copy(update={"sent_at": None})
    said = CHECK.find(draft.model_copy(update={"messages": (message,)}), Toolbox())
    assert [verdict.label for verdict in said] == ["clear"]


def test_the_evidence_is_the_sentence_and_its_deadline():
    text = "Цена 48 000 ₽. Подтвердите заказ до среды."
    conversation = dialogue(f"C: Почём?\nM: {text}")
    (verdict,) = CHECK.find(conversation, Toolbox())
    assert [text[s.start : s.end] for s in verdict.evidence] == [
        "Подтвердите заказ до среды.",
        "до среды",
    ]


@pytest.mark.parametrize(
    ("reply", "severity"),
    [
        ("48 000 ₽.", "warning"),
        ("48 000 ₽. Что скажете?", "warning"),
        ("48 000 ₽. Берёте?", "hint"),
    ],
)
def test_a_fault_says_what_to_do(reply, severity):
    said = CHECK.find(dialogue(f"C: Почём шкаф?\nM: {reply}"), Toolbox())
    (finding,) = [s for s in said if isinstance(s, Finding)]
    assert finding.severity == severity
    assert finding.note
    assert finding.fix is None
