"""Whether a next step was agreed: said only where the words leave no doubt."""

from pathlib import Path

import pytest
import yaml

from okk_text.checks.next_step import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.results import Fact, Finding

CORPUS = yaml.safe_load(Path(__file__).with_name("deal_corpus.yaml").read_text(encoding="utf-8"))
LEAST_RIGHT, LEAST_DECIDED = 0.95, 0.55
OFFER = "C: Сколько стоит настил террасы?\nM: Настил 6 × 3 с крепежом стоит 148 000 ₽.\n"
SLOT = OFFER + "C: А замер?\nM: Замерщик приедет завтра в 11:00, подойдёт?\n"


def said(written, kind):
    return [one for one in CHECK.find(dialogue(written), Toolbox()) if isinstance(one, kind)]


def step(written):
    return said(written, Fact)[0].value


@pytest.fixture(scope="module")
def steps():
    """Pairs of what a reader sees and what is found."""
    return [(case["step"], step(case["text"])) for case in CORPUS]


def test_what_is_decided_is_right(steps):
    right = [wanted == found for wanted, found in steps if found != "not_assessed"]
    assert sum(right) / len(right) >= LEAST_RIGHT


def test_more_than_half_is_decided(steps):
    decided = [found != "not_assessed" for _, found in steps]
    assert sum(decided) / len(decided) >= LEAST_DECIDED


@pytest.mark.parametrize(
    ("end", "found"),
    [
        ("C: Да, ждём", "yes"),
        ("C: Лучше в четверг в 12", "yes"),
        ("C: Подумаю", "not_assessed"),
        ("C: Нет, не надо ничего, нашли другого мастера", "no"),
        ("C: Дорого, не потянем", "not_assessed"),
        ("C: Да, ждём\nM: Записал.\nC: А сколько он пробудет?", "not_assessed"),
    ],
)
def test_a_slot_needs_the_clients_yes(end, found):
    assert step(SLOT + end) == found


def test_an_order_that_meets_a_dated_step_is_agreed():
    assert step(OFFER + "C: Берём\nM: Договор пришлю сегодня, подпишите до пятницы.") == "yes"


def test_silence_after_a_dated_step_is_half_an_agreement():
    question = OFFER + "C: А гарантия какая?\n"
    assert step(question + "M: Пять лет. Ответьте, пожалуйста, до среды, держу цену.") == "partly"


def test_a_manager_who_gives_up_is_told_what_to_do():
    given_up = OFFER + "C: Дороговато\nM: Ну смотрите."
    assert step(given_up) == "no"
    assert [finding.n for finding in said(given_up, Finding)] == [4]


def test_no_step_is_due_from_a_client_who_is_gone():
    gone = OFFER + "C: Спасибо, нашли другую фирму\nM: Жаль, удачи!"
    assert step(gone) == "no"
    assert said(gone, Finding) == []
