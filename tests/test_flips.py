"""Does it matter who writes? What reaches a model holds no names, so that it cannot."""

import json
import re

import pytest

from okk_text.calibration.flips import flips
from okk_text.calibration.swaps import other_gender, other_names
from okk_text.conversation.dialogue import dialogue
from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.judge import open_judge
from okk_text.privacy import Vault
from tests.judge_stub import criterion, judge, judged, model, question, settings
from tests.llm_stub import LlmStub, chance, says

LETTERS = dialogue("""
    email
    C Ольга Смирнова: Добрый день, Мария! Наш адрес: ул. Ленина, д. 5, кв. 12.
    M Мария Котова: Ольга, здравствуйте! Я отправила счёт на olga@example.com, телефон +7 912 345-67-89.
    signature:
    Мария Котова
    +7 912 000-11-22
    C Ольга Смирнова: Спасибо, Мария. Скажите Ивану Петровичу, что я всё получила.
    M Мария Котова: Передам Ивану Петровичу. Хорошего дня, Ольга!
""")
POLITE = criterion(
    questions=(question("q", "Вежлив ли менеджер?"),),
    decide=[{"q": "yes", "label": "yes"}, {"q": "no", "label": "no"}],
)
NAMES = ("Мария", "Марии", "Ольга", "Котова", "Смирнова", "Иван", "Петрович", "Ленина", "olga@", "345-67", "000-11")  # fmt: skip
MEN = ("Тимур", "Arthur")


def likes(*names):
    """A model that likes a message if it can read one of the names."""

    def script(request):
        if "«да»" in request.question:
            return says({"evidence": [1]})
        liked = any(name in request.question for name in names)
        return chance(yes=0.99, no=0.01) if liked else chance(yes=0.01, no=0.99)

    return script


def flipped(stub):
    own = settings(stub)
    answers = MemoryAnswers()
    plain = open_judge(own, answers=answers)
    other = open_judge(own, answers=answers, reverse=True)
    try:
        return flips([LETTERS], plain, other, lambda _: [POLITE])
    finally:
        plain.close()
        other.close()


@pytest.mark.parametrize("asks", ["question", "conversation"])
def test_no_name_address_or_number_reaches_the_model(asks):
    with LlmStub(model(lambda ask, sentences: [1])) as stub:
        judged(judge(stub, asks=asks), LETTERS, [POLITE])
        sent = json.dumps(stub.bodies, ensure_ascii=False)
    assert "PERSON_1" in sent
    assert [name for name in NAMES if name in sent] == []


def test_a_model_that_likes_women_better_cannot_tell_them():
    with LlmStub(likes("Мария", "Ольга", "Зарина", "Leila")) as stub:
        assert [found.turned for found in flipped(stub)] == [0, 0, 0]


def test_the_test_finds_it_where_names_do_reach_the_model(monkeypatch):
    monkeypatch.setattr(Vault, "masked", lambda self, text: text)
    monkeypatch.setattr(Vault, "leaks", lambda self, text: ())
    with LlmStub(likes("Мария", "Ольга", "Зарина")) as stub:
        names, gender, order = flipped(stub)
    assert gender.turned == 2
    assert all("yes → no" in example for example in gender.examples)
    assert order.turned == 0
    with LlmStub(likes("Мария")) as stub:
        names, _, _ = flipped(stub)
    assert names.turned > 0


def test_other_names_are_asked_nothing_new():
    """The same masked text: what is kept answers for everybody."""
    with LlmStub(likes()) as stub:
        answers = MemoryAnswers()
        judged(judge(stub, answers=answers), LETTERS, [POLITE])
        before = len(stub.bodies)
        judged(judge(stub, answers=answers), other_names(LETTERS), [POLITE])
        assert len(stub.bodies) == before


def test_the_order_of_examples_and_words_is_turned():
    with LlmStub(likes()) as stub:
        flipped(stub)
        asked = [
            re.findall(r"Ответь одним словом: (.*)\.", b["messages"][1]["content"])
            for b in stub.bodies
        ]
    assert ["yes или no"] in asked
    assert ["no или yes"] in asked


def test_names_change_in_their_case_and_everywhere():
    other = other_names(LETTERS)
    assert other.messages[2].own_text.startswith("Спасибо, Зарина. Скажите Тимуру")
    assert other.messages[0].author == "Гульнара Смирнова"
    assert [p.author for p in other.participants] == ["Гульнара Смирнова", "Зарина Котова"]


def test_the_other_gender_changes_the_managers_verbs_only():
    other = other_gender(LETTERS)
    assert "Я отправил счёт" in other.messages[1].own_text
    assert "я всё получила" in other.messages[2].own_text
    assert other.messages[1].author == "Тимур Котова"


def test_quotes_and_signatures_stay_where_they_were():
    other = other_names(LETTERS)
    assert other.messages[1].signature == "Зарина Котова\n+7 912 000-11-22"
    assert "Котова" not in other.messages[1].own_text
