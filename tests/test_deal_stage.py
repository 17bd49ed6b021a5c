"""How far a deal has come: said only where the words leave no doubt."""

from pathlib import Path

import pytest
import yaml

from okk_text.checks.deal_stage import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.results import Fact, Verdict

CORPUS = yaml.safe_load(Path(__file__).with_name("deal_corpus.yaml").read_text(encoding="utf-8"))
LEAST_RIGHT, LEAST_DECIDED = 0.98, 0.9
OFFER = "C: Сколько стоит настил террасы?\nM: Настил 6 × 3 с крепежом стоит 148 000 ₽.\n"


def stage(written):
    said = CHECK.find(dialogue(written), Toolbox())
    return next(one.value for one in said if isinstance(one, Fact))


@pytest.fixture(scope="module")
def stages():
    """Pairs of the stage that a reader sees and the one that is found."""
    return [(case["stage"], stage(case["text"])) for case in CORPUS]


def test_the_corpus_holds_every_stage():
    assert len(CORPUS) >= 60
    assert {case["stage"] for case in CORPUS} == {
        "new", "qualified", "proposal", "objection", "agreed", "paid", "lost",
    }  # fmt: skip


def test_what_is_decided_is_right(stages):
    right = [wanted == found for wanted, found in stages if found != "not_assessed"]
    assert sum(right) / len(right) >= LEAST_RIGHT


def test_most_stages_are_decided(stages):
    decided = [found != "not_assessed" for _, found in stages]
    assert sum(decided) / len(decided) >= LEAST_DECIDED


@pytest.mark.parametrize(
    ("end", "found"),
    [
        ("C: Берём, готовьте договор", "agreed"),
        ("C: Если возьмём, когда начнёте?", "proposal"),
        ("C: В субботу можно приехать посмотреть образцы?", "proposal"),
        ("C: Оплатил\nM: Вижу оплату, спасибо!", "paid"),
        ("C: Оплатил", "not_assessed"),  # nobody has seen the money yet
        ("C: Берём\nM: Отлично!\nC: Пока не берём, есть вопросы", "not_assessed"),
        ("C: Спасибо, нашли другую фирму", "lost"),
        ("C: Нашли другую фирму, но может скинете?", "not_assessed"),
        ("C: Дороговато\nM: Ну смотрите.", "objection"),
        ("C: Дороговато\nM: Из сосны 96 000 ₽, посчитать до среды?", "not_assessed"),
    ],
)
def test_the_last_word_decides(end, found):
    assert stage(OFFER + end) == found


def test_a_yes_to_a_visit_is_no_yes_to_the_deal():
    visit = "M: Приезжайте завтра в 12:00 посмотреть образцы?\nC: Да, хорошо"
    assert stage(OFFER + "C: А образцы есть?\n" + visit) == "proposal"


def test_an_undecided_stage_has_its_reason():
    verdict = next(
        one
        for one in CHECK.find(dialogue(OFFER + "C: Оплатил"), Toolbox())
        if isinstance(one, Verdict)
    )
    assert verdict.label == "not_assessed"
    assert verdict.reason
