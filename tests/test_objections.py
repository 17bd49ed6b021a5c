"""Objections as many people write them, and the look-alikes that are none."""

from pathlib import Path

import pytest
import yaml

from okk_text.checks.objections import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.lexicon.objections import objections
from okk_text.lexicon.rebuffs import rebuffs
from okk_text.results import Verdict

CORPUS = yaml.safe_load(
    Path(__file__).with_name("objection_corpus.yaml").read_text(encoding="utf-8")
)
LEAST_PRECISION, LEAST_RECALL, LEAST_KIND = 0.97, 0.95, 0.95

ASKED = "C: Сколько стоит настил террасы?\nM: Настил 6 × 3 с крепежом стоит 148 000 ₽.\n"


def found_in(case):
    said = {key: case[key] for key in ("priced", "timed") if key in case}
    return [doubt.kind for doubt in objections(case["text"], **said)]


@pytest.fixture(scope="module")
def kinds():
    """Pairs of the kinds that a reader sees and those that are found, one a message."""
    return [(case["kinds"], found_in(case)) for case in CORPUS]


def entries(written):
    """(n, kind, handled, answer_n) of every objection of the dialogue."""
    said = CHECK.find(dialogue(written), Toolbox())
    fact = next(one for one in said if not isinstance(one, Verdict) and one.name == "objections")
    return [(e["n"], e["kind"], e["handled"], e["answer_n"]) for e in fact.value]


def verdict(written):
    said = CHECK.find(dialogue(written), Toolbox())
    return next(one.label for one in said if isinstance(one, Verdict))


def test_the_corpus_holds_every_kind_and_as_many_look_alikes():
    objecting = [case for case in CORPUS if case["kinds"]]
    assert len(objecting) >= 170
    assert len(CORPUS) - len(objecting) >= 125
    assert {kind for case in CORPUS for kind in case["kinds"]} == {
        "price", "timing", "trust", "competitor", "need", "authority", "other",
    }  # fmt: skip


def test_hardly_a_look_alike_is_called_an_objection(kinds):
    called = [bool(wanted) for wanted, found in kinds if found]
    assert sum(called) / len(called) >= LEAST_PRECISION


def test_plain_objections_are_found(kinds):
    seen = [bool(found) for wanted, found in kinds if wanted]
    assert sum(seen) / len(seen) >= LEAST_RECALL


def test_the_kind_of_an_objection_is_right(kinds):
    right = [sorted(wanted) == sorted(found) for wanted, found in kinds if wanted and found]
    assert sum(right) / len(right) >= LEAST_KIND


def test_an_objection_points_at_the_next_thing_that_the_manager_says():
    chat = ASKED + "C: Дороговато\nM: Лиственницу можно заменить сосной, выйдет 96 000 ₽."
    assert entries(chat) == [(3, "price", "not_assessed", 4)]


def test_silence_and_a_shrug_leave_an_objection_unmet():
    assert entries(ASKED + "C: Дороговато") == [(3, "price", "none", None)]
    assert entries(ASKED + "C: Дороговато\nM: Ну смотрите сами") == [(3, "price", "none", 4)]
    assert verdict(ASKED + "C: Дороговато\nM: Ну смотрите сами") == "none"


def test_whether_an_answer_met_the_objection_is_left_to_the_judge():
    assert verdict(ASKED + "C: Дороговато\nM: Зато служит 20 лет, гарантия 5.") == "not_assessed"


@pytest.mark.parametrize(
    ("answer", "handled"),
    [
        ("M: Скупой платит дважды, сами потом пожалеете", "none"),
        ("M 2026-03-05 10:00: Добрый день! Вы приняли решение?", "none"),
        ("M 2026-03-05 10:00: Добрый день! Из сосны выйдет 96 000 ₽, что решили?", "not_assessed"),
        ("M: Понимаю вас. Что именно смущает?", "not_assessed"),
    ],
)
def test_a_sneer_and_a_mere_reminder_do_not_meet_an_objection(answer, handled):
    assert entries(ASKED + "C: Дороговато\n" + answer)[0][2] == handled


def test_a_trouble_that_the_manager_asked_for_is_no_objection():
    told = "C: Меняются мастера, страшно отдавать ключи"
    assert entries("M: Пишу по уборке.\n" + told) == [(2, "trust", "none", None)]
    assert entries("M: Чем вы недовольны у нынешней уборки?\n" + told) == []


def test_a_letter_that_puts_the_decision_off_after_an_answer_says_good_bye():
    talk = ASKED + "C: Дороговато\nM: Из сосны выйдет 96 000 ₽.\nC: Подумаем"
    assert [entry[1] for entry in entries(talk)] == ["price", "other"]
    assert [entry[1] for entry in entries("email\n" + talk)] == ["price"]


def test_a_need_by_a_day_objects_only_to_a_term():
    need = "C: Мне к пятнице надо"
    assert entries(ASKED + need) == []
    assert entries(ASKED + "C: Когда?\nM: Через 10 дней.\n" + need)[0][1] == "timing"


def test_nobody_objects_before_anything_was_said():
    assert entries("C: У других дорого, а у вас?\nM: Что делаем?") == []
    assert entries("M: Пишу по террасам.\nC: Нам это не нужно") == [(2, "need", "none", None)]


def test_one_turn_says_the_same_thing_once():
    chat = ASKED + "C: Дороговато\nC: Правда дорого\nM: Понимаю, из сосны выйдет 96 000 ₽."
    assert [entry[:2] for entry in entries(chat)] == [(3, "price")]


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("Хорошо, ждём вашего решения", True),
        ("Ок, думайте. На связи!", True),
        ("Ваше право.", True),
        ("Sure, let us know when you decide!", True),
        ("Понимаю. Что именно смущает?", False),
        ("Ок, из сосны будет 96 000 ₽", False),
        ("Хорошо, позвоню в среду", False),
    ],
)
def test_a_rebuff_says_nothing_of_the_matter(text, empty):
    assert rebuffs(text) is empty
