"""How well people agree: shares, kappa, who with whom, and labels for calibrate."""

import random
from datetime import UTC, datetime

import pytest

from okk_text.commands.review import agreement_lines
from okk_text.commands.sampling import sample
from okk_text.department.period import read_period
from okk_text.review.agreement import (
    Pair,
    agreement,
    between_people,
    by_criterion,
    by_person,
    with_the_tool,
)
from okk_text.review.corrected import corrected_score
from okk_text.review.gold import labelled_by_people, settled
from okk_text.review.items import Criteria, newest
from okk_text.review.place import Place
from okk_text.sampling import Week
from okk_text.store import Correction
from tests.review_material import SETTINGS, WEEK, filled_store


def said(who, label, *, talk="talk-1", n=2, criterion="tone", tool="ok", part="random"):
    return Correction(conversation=talk, n=n, criterion=criterion, old_label=tool,
                      new_label=label, who=who, part=part)  # fmt: skip


def pairs(*labels):
    return [Pair(Place(f"c{k}", 1, "tone"), *two) for k, two in enumerate(labels)]


# Figures


def test_kappa_and_share_are_those_of_the_textbook():
    # Cohen's own kind of table: 20 and 15 agreed of 50, 5 and 10 not: kappa 0.4
    table = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement(pairs(*table))
    assert (found.share.part, found.kappa) == (0.7, 0.4)
    assert found.low == pytest.approx(0.14, abs=0.06)  # 0.4 ± 1.96 · 0.129, asymptotic
    assert found.high == pytest.approx(0.65, abs=0.06)
    assert found == agreement(pairs(*table))


def test_the_interval_of_kappa_holds_the_truth_as_often_as_it_says():
    chance = random.Random(11)
    held = 0
    for _ in range(60):
        table = []
        for _ in range(60):  # agreement beyond chance in 6 of 10: kappa 0.6
            one = chance.choice("ab")
            table.append((one, one if chance.random() < 0.6 else chance.choice("ab")))
        found = agreement(pairs(*table))
        held += found.low <= 0.6 <= found.high
    assert held >= 52


def test_labels_of_one_conversation_are_not_taken_for_many():
    labels = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "a"), ("a", "a")] * 4
    together = [Pair(Place(f"t{k}", n, "tone"), *two)
                for k, two in enumerate(labels) for n in (1, 2, 3)]  # fmt: skip
    wide, narrow = agreement(together), agreement(pairs(*labels * 3))
    assert wide.kappa == narrow.kappa
    assert wide.high - wide.low > 1.4 * (narrow.high - narrow.low)


@pytest.mark.parametrize(
    ("labels", "kappa", "bounded"),
    [([("a", "a")] * 30, None, False), ([("a", "a"), ("a", "b")], 0.0, False), ([], None, False)],
)
def test_what_says_nothing_has_no_figure(labels, kappa, bounded):
    found = agreement(pairs(*labels))
    assert (found.kappa if found else None) == kappa
    assert (found is not None and found.low is not None) is bounded


# Who with whom


def test_two_people_are_compared_where_both_judged_blind():
    given = [
        said("Анна", "ok"), said("Вера", "rude"),
        said("Анна", "ok", n=3),
        said("Анна", "ok", part="targeted", n=4), said("Вера", "ok", part="targeted", n=4),
        said("Анна", "ok", n=5), said("Лев", "rude", part="appeal", n=5),
    ]  # fmt: skip
    ((one, other, pair),) = between_people(given)
    assert {one, other} == {"Анна", "Вера"}
    assert {pair.one, pair.other} == {"ok", "rude"}


def test_the_last_word_of_a_person_counts():
    given = [said("Анна", "rude"), said("Вера", "ok"), said("анна", "ok")]
    ((_, _, pair),) = between_people(given)
    assert (pair.one, pair.other) == ("ok", "ok")
    assert len(with_the_tool(given)) == 2


def test_people_and_tool_are_compared_where_the_tool_said_something():
    given = [said("Анна", "ok"), said("Анна", "ok", n=3, tool=None),
             said("Анна", "ok", n=4, part="appeal"), said("Анна", "ok", n=5, part="targeted")]  # fmt: skip
    assert [(who, p.one, p.other) for who, p in with_the_tool(given)] == [("Анна", "ok", "ok")]


def test_everybody_has_a_line_and_every_criterion():
    given = [said("Вера", "ok"), said("ВЕРА", "ok", n=3), said("Анна", "ok", criterion="cta")]
    found = with_the_tool(given)
    assert {who: len(own) for who, own in by_person(found).items()} == {"Анна": 1, "Вера": 2}
    assert list(by_criterion(pair for _, pair in found)) == ["cta", "tone"]


# Gold and the figure


def test_labels_hold_where_people_are_at_one_and_appeals_before_reviews():
    given = [
        said("Анна", "ok"), said("Вера", "ok"),
        said("Анна", "ok", n=3), said("Вера", "rude", n=3),
        said("Анна", "ok", n=4), said("Вера", "rude", n=4), said("Лев", "pushy", n=4, part="appeal"),
        said("Лев", "pushy", n=5, part="appeal"), said("Анна", "ok", n=5),
    ]  # fmt: skip
    assert settled(given) == {("tone", 2): "ok", ("tone", 4): "pushy", ("tone", 5): "pushy"}


@pytest.fixture
def store(tmp_path):
    with filled_store(tmp_path) as store:
        yield store


def test_corrections_are_gold_for_calibrate(store):
    store.reviews.correct_all([
        said("Анна", "rude", talk="talk-2"),
        said("Анна", "yes", talk="talk-2", n=None, criterion="next_step"),
        said("Анна", "full", talk="talk-2", n=None, criterion="objections"),
    ])  # fmt: skip
    (gold,) = labelled_by_people(store)
    assert gold.labels == {("tone", 2): "rude", ("next_step", None): "yes"}
    assert gold.conversation.message(2).role == "manager"
    assert gold.kinds is None
    assert gold.handled == {}  # the talk has no objection that the label could be of


def test_a_score_by_people_is_reckoned_as_the_tools(store):
    card = newest(store, "talk-2")
    criteria = Criteria(SETTINGS)
    assert corrected_score(card, {}, criteria) == card.total.score
    better = corrected_score(card, {("tone", 2): "ok", ("greeting", 2): "named"}, criteria)
    assert better > card.total.score
    assert corrected_score(card, {("tone", 2): "rude"}, criteria) <= 40  # the rubric's cap


# The command


def test_the_report_shows_people_tool_and_figure(store, tmp_path):
    list(sample(store, SETTINGS, week=Week.read(WEEK), out=tmp_path / "plan.xlsx", seed=7))
    at_random = [d for d in store.samples.drawn() if d.part == "random"]
    given = [said(who, "ok", talk=draw.conversation, tool="rude")
             for draw in at_random for who in (["Анна", "Вера"] if draw.twice else ["Анна"])]  # fmt: skip
    store.reviews.correct_all(given)
    lines = list(agreement_lines(store, SETTINGS, None))
    assert "| Тон | 1 | 1 | 100 | 21 – 100 | – | – |" in lines
    assert "| Анна | 4 | 4 | 0 | 0 – 49 | 0.00 | – |" in lines
    assert any(line.startswith("балл людей: ") and "по 4 из 12" in line for line in lines)
    today = datetime.now(UTC).date()
    this_year = read_period(str(today.year), today=today)
    assert list(agreement_lines(store, SETTINGS, this_year)) == lines
    nothing = list(agreement_lines(store, SETTINGS, read_period("2020", today=today)))
    assert len(nothing) == 1
