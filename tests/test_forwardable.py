"""Whether a third person would follow a thread: said only where the words leave no doubt."""

import pytest

from okk_text.checks.forwardable import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.lexicon.elsewhere import refers_elsewhere
from okk_text.results import Fact

TOLD = CHECK.good[0]


def forwardable(written):
    said = CHECK.find(dialogue(written), Toolbox())
    return [one.value for one in said if isinstance(one, Fact)]


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("Как договаривались, посылаю", True),
        ("Цена прежняя", True),
        ("Давайте тот самый, что вы показывали", True),
        ("Говорил по телефону с Олегом", True),
        ("As discussed, the blue one", True),
        ("Same terms as before?", True),
        ("Договорились, жду в среду", False),
        ("Позвоните по телефону 8 900 000-00-00", False),
        ("Шкаф 2 × 2 м, дуб, 64 000 ₽", False),
        ("The price is £40 a metre", False),
    ],
)
def test_a_reference_to_another_talk_is_seen(text, elsewhere):
    assert refers_elsewhere(text) is elsewhere


def test_a_thread_that_both_sides_carry_in_their_heads_is_not_forwardable():
    thread = "email\nC: {}\nM: {}"
    assert forwardable(thread.format("Как в прошлый раз. Цену?", "Цена прежняя.")) == ["no"]
    asked, given = "Как в прошлый раз. Цену?", "Стол дубовый 1,2 м, 64 000 ₽."
    assert forwardable(thread.format(asked, given)) == ["not_assessed"]


def test_a_thread_that_tells_everything_is_forwardable():
    assert forwardable(TOLD) == ["yes"]
    assert forwardable(TOLD.rstrip() + "\n        C: А цвет ножек какой?") == ["not_assessed"]
    assert forwardable(TOLD.replace("148 000 ₽ ", "")) == ["not_assessed"]


def test_a_chat_is_not_for_forwarding():
    assert forwardable("C: Как в прошлый раз\nM: Цена прежняя") == []
