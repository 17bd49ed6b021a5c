"""Open questions, and questions about what the client needs."""

import pytest

from okk_text.checks.questions import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue


def asked(text, medium="chat"):
    conversation = dialogue(f"C: Нужен расчёт\nM: {text}", medium=medium)
    facts = {fact.name: fact.value for fact in CHECK.find(conversation, Toolbox())}
    return facts["open_question_asked"], facts["need_question_asked"]


@pytest.mark.parametrize(
    ("text", "is_open", "about_need"),
    [
        ("Что не устраивает в нынешнем складе?", True, True),
        ("Для чего вам тележка: в цех или на улицу?", True, True),
        ("Расскажите, пожалуйста, как устроена приёмка.", True, True),
        ("Чем занимается компания и кто ваши покупатели?", True, True),
        ("Подскажите, что важнее всего в новой машине?", True, True),
        ("Почему решили менять подрядчика?", True, True),
        ("Квартира для себя или под сдачу?", False, True),
        ("Is this for an event or for daily use?", False, True),
        ("What slows your team down today?", True, True),
        ("Tell me more about your warehouse.", True, True),
        ("Как прошла примерка?", True, False),
        ("Какой у вас бюджет и сколько человек будет?", False, False),
        ("Какая площадь крыши?", False, False),
        ("На какой день записать?", False, False),
        ("Как к вам обращаться?", False, False),
        ("Как дела?", False, False),
        ("Чем могу помочь?", False, False),
        ("Вам с доставкой или самовывозом?", False, False),
        ("Удобно завтра в 12:00?", False, False),
        ("How many seats do you need?", False, False),
        ("What is your email?", False, False),
        ("How are you?", False, False),
        ("Потому что цена выросла.", False, False),
        ("Зачем тогда вообще писали?", False, False),
        ("Вы же понимаете, что это дёшево?", False, False),
    ],
)
def test_a_question_is_open_or_about_the_need(text, is_open, about_need):
    assert asked(text) == (is_open, about_need)


def test_a_choice_after_a_colon_is_closed_in_a_letter_and_open_in_a_chat():
    question = "Что для вас важнее: срок, цена или гарантия?"
    assert asked(question, "email")[0] is False
    assert asked(question, "chat")[0] is True


def test_a_clients_question_is_not_the_managers():
    conversation = dialogue("C: Что входит в цену и почему так?\nM: Всё входит.")
    values = [fact.value for fact in CHECK.find(conversation, Toolbox())]
    assert values == [False, False]
