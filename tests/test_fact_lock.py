"""The fact lock: a changed fact is seen, a fact said otherwise is left alone."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from okk_text.fact_lock import Allowed, changed_facts

CORPUS = yaml.safe_load(
    Path(__file__).with_name("fact_lock_corpus.yaml").read_text(encoding="utf-8")
)
PARTS = tuple(CORPUS)


def pairs(part, label):
    """(original, rewrite) of a part of the corpus."""
    return [pair for kinds in CORPUS[part].values() for pair in kinds.get(label, ())]


def test_the_corpus_is_large_enough_to_say_something():
    same = sum(len(pairs(part, "same")) for part in PARTS)
    changed = sum(len(pairs(part, "changed")) for part in PARTS)
    assert same + changed >= 200
    assert same >= 100


@pytest.mark.parametrize("part", PARTS)
def test_no_changed_fact_gets_through(part):
    through = [pair for pair in pairs(part, "changed") if not changed_facts(*pair)]
    assert through == []


@pytest.mark.parametrize("part", PARTS)
def test_few_good_rewrites_are_dropped(part):
    good = pairs(part, "same")
    dropped = [(pair, found) for pair in good if (found := changed_facts(*pair))]
    assert len(dropped) <= 0.15 * len(good), dropped


@pytest.mark.parametrize("part", PARTS)
def test_a_fact_that_comes_is_as_changed_as_one_that_goes(part):
    """Most pairs read backwards are changes too; a few only go («ты» for «вы» in a text of neither)."""
    backwards = [pair for pair in pairs(part, "changed") if not changed_facts(*reversed(pair))]
    assert len(backwards) <= 0.12 * len(pairs(part, "changed")), backwards


@pytest.mark.parametrize("part", PARTS)
def test_every_text_says_what_it_says(part):
    texts = {text for label in ("same", "changed") for pair in pairs(part, label) for text in pair}
    assert [text for text in texts if changed_facts(text, text)] == []


@pytest.mark.parametrize(
    ("original", "rewrite", "wanted"),
    [
        ("Цена 500 ₽.", "Цена 700 ₽.", [("money", "lost", "500 ₽"), ("money", "gained", "700 ₽")]),
        ("Жду ответа.", "Жду ответа до пятницы.", [("date", "gained", "до пятницы")]),
        ("Лак не входит.", "Лак входит.", [("negation", "lost", "не")]),
        ("Вам удобно?", "Тебе удобно?", [("address form", "gained", "Тебе")]),
    ],
)
def test_a_change_is_named_in_the_words_of_its_text(original, rewrite, wanted):
    found = [(c.kind, c.change, c.text) for c in changed_facts(original, rewrite)]
    assert found == wanted


@pytest.mark.parametrize(
    ("original", "rewrite", "name", "allowed"),
    [
        ("Добрый день! Смета готова.", "Добрый день, Анна! Смета готова.", "Анна", True),
        ("Смета готова.", "Анна, добрый день! Смета готова.", "Анна", True),
        ("Смета готова.", "Добрый день, Анна Игоревна! Смета готова.", "Анна Игоревна", True),
        ("Добрый день, Инна! Смета готова.", "Добрый день, Анна! Смета готова.", "Анна", True),
        ("The quote is ready.", "Hello Laura, the quote is ready.", "Laura", True),
        ("Добрый день! Смета готова.", "Добрый день, Инна! Смета готова.", "Анна", False),
        ("Добрый день! Смета готова.", "Добрый день, Анна! Смета готова.", None, False),
        ("Смета готова.", "Добрый день! Смета готова, Анна Котова.", "Анна", False),
        ("Спросите у Инны.", "Добрый день, Анна! Спросите у Анны.", "Анна", False),
    ],
)
def test_only_the_right_name_may_come_into_the_greeting(original, rewrite, name, allowed):
    found = changed_facts(original, rewrite, added=Allowed(name=name))
    assert (found == ()) is allowed, found


@pytest.mark.parametrize(
    ("rewrite", "earlier", "allowed"),
    [
        ("Подтвердите до 12 марта.", ("до 12 марта",), True),
        ("Подтвердите до 12.03.", ("до 12 марта",), True),
        ("Подтвердите до 13 марта.", ("до 12 марта",), False),
        ("Подтвердите 12 марта.", ("до 12 марта",), False),
        ("Подтвердите завтра.", ("завтра",), False),
        ("Подтвердите до пятницы.", ("до пятницы",), False),
        ("Подтвердите, 500 ₽.", ("500 ₽",), False),
    ],
)
def test_of_earlier_words_only_calendar_days_are_taken(rewrite, earlier, allowed):
    found = changed_facts("Подтвердите.", rewrite, added=Allowed(earlier=earlier))
    assert (found == ()) is allowed, found


FIGURE = st.sampled_from(
    [
        "12 500 ₽",
        "15 %",
        "3 дня",
        "до пятницы",
        "14 мая",
        "в 15:00",
        "+7 900 000-00-01",
        "не",
        "Апекс",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    FIGURE, FIGURE, st.sampled_from(["Доставка {}.", "Ответ: {}, спасибо.", "Скажите, {} верно?"])
)
def test_two_different_facts_in_one_sentence_are_told_apart(one, other, sentence):
    found = changed_facts(sentence.format(one), sentence.format(other))
    assert bool(found) is (one != other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_the_lock(one, other):
    changed_facts(one, other)
    assert changed_facts(one, one) == ()


@pytest.mark.parametrize(
    "piece", ["до 15:00 ", "12 500 ₽, ", "не ", "и если ", "Анна, ", "два-три "]
)
def test_long_texts_are_compared_in_linear_time(piece):
    times = []
    for size in (5_000, 20_000):
        text = (piece * (size // len(piece) + 1))[:size]
        tried = []
        for _ in range(2):  # a collection of garbage may fall into one of them
            start = time.process_time()
            changed_facts(text, text + "!")
            tried.append(time.process_time() - start)
        times.append(min(tried))
    assert times[1] < 10 * times[0] + 1  # twice a line's growth, and less than a square's
