"""A week's plan: who is drawn by chance, who for coaching, and why the indicator has no bias."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from statistics import mean

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.errors import SettingsError
from okk_text.results import RubricStamp, Score, Scorecard, Total
from okk_text.sampling import Candidate, Week, candidates, drawn, indicator, quotas, staff_of
from okk_text.settings import Sampling, StaffMember, author_key, load_settings
from tests.review_material import fill, talk
from tests.store_material import chat, window

WEEK = Week.read("2026-W10")  # begins on 2 March, when a dialogue does


def candidate(name, manager="Мария Котова", *, score=80.0, reasons=()):
    keys = frozenset([author_key(manager)])
    return Candidate(name, manager, keys, score, tuple(reasons))


def plan(found, sampling=None, *, seed=1, week=WEEK, staff=(), earlier=()):
    sampling = sampling or Sampling()
    wanted = quotas(found, staff, sampling, week=week)
    return drawn(found, wanted, sampling, week=week, seed=seed, earlier=earlier)


def parts(draws):
    return Counter((draw.manager, draw.part) for draw in draws)


def scorecard(written, *, score=80.0, name="c-1", facts=(), scores=()):
    conversation = dialogue(written).model_copy(update={"id": name})
    return Scorecard(
        conversation=conversation,
        team=None,
        rubric=RubricStamp(name="default", version="1", sha256="0" * 64),
        total=Total(score=score, coverage=1.0),
        messages={},
        scores=tuple(scores),
        findings=(),
        facts=dict(facts),
    )


# The random part


def test_the_random_part_has_no_bias_and_the_targeted_one_has():
    truth = {f"c{n}": 20.0 + 60 * (n / 29) ** 2 for n in range(30)}
    found = [candidate(name, score=value) for name, value in truth.items()]
    sampling = Sampling(random=3, targeted=3)
    at_random, targeted = [], []
    for seed in range(2000):
        draws = plan(found, sampling, seed=seed)
        at_random.append(indicator(draws, truth).mean)
        targeted += [truth[d.conversation] for d in draws if d.part == "targeted"]
    # the standard error of the mean of 2000 draws of three is 0.24
    assert abs(mean(at_random) - mean(truth.values())) < 1
    assert mean(targeted) < mean(truth.values()) - 15


def test_it_stays_so_week_after_week_although_nothing_is_drawn_twice():
    chance = random.Random(3)
    errors = []
    for seed in range(400):
        truth = {f"c{n}": chance.gauss(50, 20) for n in range(24)}
        found = [candidate(name, score=value) for name, value in truth.items()]
        earlier = []
        for number in (10, 11, 12):  # the same talks go on for three weeks
            week = Week.read(f"2026-W{number}")
            draws = plan(
                found, Sampling(random=2, targeted=3), seed=seed, week=week, earlier=earlier
            )
            errors.append(indicator(draws, truth).mean - mean(truth.values()))
            fresh = [d.conversation for d in draws if d.part != "known"]
            assert not {d.conversation for d in earlier if d.part != "known"} & set(fresh)
            earlier += draws
    assert abs(mean(errors)) < 1  # standard error 0.35


def test_managers_with_many_talks_weigh_more():
    truth = {f"a{n}": 90.0 for n in range(30)} | {f"b{n}": 30.0 for n in range(10)}
    found = [candidate(name, "Анна" if name[0] == "a" else "Борис") for name in truth]
    assert indicator(plan(found), truth).mean == pytest.approx(75.0)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    chance = random.Random(5)
    truth = {f"{who}{n}": chance.gauss(60, 15) for who in "abcd" for n in range(25)}
    found = [candidate(name, name[0]) for name in truth]
    held = 0
    for seed in range(500):
        known = indicator(plan(found, Sampling(random=4), seed=seed), truth)
        held += known.low <= mean(truth.values()) <= known.high
    assert 0.92 <= held / 500 <= 0.98


def test_a_small_sample_has_no_interval_and_an_empty_one_no_figure():
    found = [candidate(f"c{n}") for n in range(9)]
    few = indicator(plan(found), {f"c{n}": 50.0 for n in range(9)})
    assert (few.mean, few.low, few.count, few.of) == (50.0, None, 2, 9)
    assert indicator(plan(found), {}) is None


def test_what_was_not_judged_leaves_its_weight_to_the_others():
    found = [candidate(f"c{n}") for n in range(9)]
    first = next(d.conversation for d in plan(found) if d.part == "random")
    assert indicator(plan(found), {first: 40.0}).of == 9


# Parts and quotas


def test_each_has_three_and_no_conversation_is_in_both_parts():
    found = [candidate(f"{who}{n}", who) for who in ("Анна", "Борис") for n in range(8)]
    draws = plan(found)
    assert parts(draws) == {(w, p): k for w in ("Анна", "Борис") for p, k in
                            (("random", 2), ("targeted", 1))}  # fmt: skip
    assert len({draw.conversation for draw in draws}) == len(draws)
    assert {draw.weight for draw in draws} == {4.0, None}


def test_a_week_of_few_talks_is_looked_at_as_far_as_it_goes():
    draws = plan([candidate("c1"), candidate("c2", score=10.0)])
    assert parts(draws) == {("Мария Котова", "random"): 2}
    assert [draw.weight for draw in draws] == [1.0, 1.0]


def test_the_same_seed_draws_the_same_and_another_another():
    found = [candidate(f"c{n}") for n in range(50)]
    assert plan(found) == plan(list(reversed(found)))
    assert plan(found) != plan(found, seed=2)


STAFF = [
    ("new", {"since": date(2026, 2, 1)}, 3, ("newcomer",)),
    ("long there", {"since": date(2025, 2, 1)}, 1, ()),
    ("not yet there", {"since": date(2026, 5, 1)}, 1, ()),
    ("below plan", {"plan": 100.0, "done": 79.0}, 3, ("below_plan",)),
    ("in plan", {"plan": 100.0, "done": 80.0}, 1, ()),
    ("both", {"since": date(2026, 3, 8), "plan": 100.0, "done": 0.0}, 5, ("newcomer", "below_plan")),
    ("nothing known", {}, 1, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "targeted", "why"), [case[1:] for case in STAFF], ids=[case[0] for case in STAFF]
)
def test_newcomers_and_those_below_plan_get_more_help(given, targeted, why):
    found = [candidate(f"c{n}") for n in range(20)]
    staff = [StaffMember(name="мария котова", **given)]
    quota = quotas(found, staff, Sampling(), week=WEEK)["Мария Котова"]
    assert (quota.random, quota.targeted, quota.why) == (2, targeted, why)


def test_reasons_come_before_scores_and_scores_before_chance():
    found = [candidate("appeal", score=95.0, reasons=["appeal"]), candidate("worst", score=5.0),
             candidate("long", score=70.0, reasons=["long"]), candidate("unknown", score=None),
             candidate("low", score=30.0, reasons=["low"])]  # fmt: skip
    draws = plan(found, Sampling(random=0, targeted=5))
    assert [d.conversation for d in draws] == ["appeal", "low", "long", "worst", "unknown"]
    assert draws[0].reasons == ("appeal",)


def test_a_fifth_of_the_random_part_is_judged_twice():
    found = [candidate(f"{who}{n}", who) for who in "abcdef" for n in range(8)]
    draws = plan(found)
    assert sum(draw.twice for draw in draws) == 3  # of twelve, rounded up
    assert {draw.part for draw in draws if draw.twice} == {"random"}
    assert not any(draw.twice for draw in plan(found, Sampling(twice=0)))


def test_after_its_rest_a_conversation_may_be_drawn_again():
    found = [candidate("c1")]
    first = plan(found)
    sampling = Sampling(rest_weeks=2)
    later = {n: plan(found, sampling, week=Week(WEEK.monday + timedelta(weeks=n)), earlier=first)
             for n in (1, 2, 3)}  # fmt: skip
    assert [later[n][0].part for n in (1, 2, 3)] == ["known", "known", "random"]


# Candidates

TALK = """
    C Пётр, 2026-03-01 10:00: Здравствуйте!
    M Анна, 2026-03-01 10:05: Добрый день!
    M Борис, 2026-03-02 11:00: Дверь на складе, {words}
    C Пётр, 2026-03-02 11:10: Спасибо
"""


def test_a_talk_belongs_to_the_manager_who_wrote_most_that_week():
    (found,) = candidates([scorecard(TALK)], WEEK, Sampling(), appealed=frozenset())
    assert (found.manager, found.conversation) == ("Борис", "c-1")
    before = Week.read("2026-W09")
    (found,) = candidates([scorecard(TALK)], before, Sampling(), appealed=frozenset())
    assert found.manager == "Анна"
    after = Week.read("2026-W11")
    assert list(candidates([scorecard(TALK)], after, Sampling(), appealed=frozenset())) == []


REVIEW = Score(criterion="tone", n=3, label="ok", value=1.0, weight=1, by="llm", review=True)
LINES = TALK.format(words="\n       ".join(f"строка {n}" for n in range(6)))
REASONS = [
    ("nothing", {}, []),
    ("a low score", {"score": 59.9}, ["low"]),
    ("no score", {"score": None}, []),
    ("the judge asks", {"scores": [REVIEW]}, ["review"]),
    ("a proposal of that week", {"facts": {"proposal_sent_n": 3}}, ["proposal"]),
    ("a proposal of another", {"facts": {"proposal_sent_n": 2}}, []),
    ("a product in another form", {"words": "про входные двери"}, ["product"]),
    ("a long letter", {"written": f"\n    email{LINES}"}, ["long"]),
    ("a long chat", {"written": LINES}, []),
]


@pytest.mark.parametrize(
    ("given", "reasons"), [case[1:] for case in REASONS], ids=[case[0] for case in REASONS]
)
def test_reasons_for_a_coach_to_look(given, reasons):
    said = {"written": TALK.format(words=given.get("words", "привезём"))} | given
    said.pop("words", None)
    sampling = Sampling(words=("входная дверь",))
    (found,) = candidates([scorecard(**said)], WEEK, sampling, appealed=frozenset())
    assert list(found.reasons) == reasons


def test_a_manager_who_waits_for_a_decision_is_not_left_waiting():
    (found,) = candidates([scorecard(TALK)], WEEK, Sampling(), appealed={"c-1"})
    assert found.reasons == ("appeal",)


# Weeks and staff


@pytest.mark.parametrize(
    ("text", "monday"), [("2026-W47", "2026-11-16"), ("2026w01", "2025-12-29")]
)
def test_a_week_is_known_by_its_number(text, monday):
    week = Week.read(text)
    assert str(week.monday) == monday
    assert Week.read(str(week)) == week == Week.of(week.monday + timedelta(days=6))
    assert week.holds(datetime(2026, 11, 22, 23, 59)) is (monday == "2026-11-16")


@pytest.mark.parametrize("text", ["2026-W54", "2026-11", "неделя", "2025-W53"])
def test_what_is_no_week_is_told(text):
    with pytest.raises(SettingsError, match="неделя"):
        Week.read(text)


def test_the_list_of_managers_is_read_as_spreadsheets_save_it(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("\ufeffИмя;Работает с;План;Факт\nАнна;01.02.2026;1 200 000,50;900000\nБорис;;;\n",
                    encoding="utf-8")  # fmt: skip
    sampling = Sampling(staff="staff.csv", manager=(StaffMember(name="Вера"),))
    anna, boris, vera = staff_of(sampling, folder=tmp_path)
    assert (anna.since, anna.plan, anna.done) == (date(2026, 2, 1), 1200000.5, 900000.0)
    assert (boris.since, boris.plan) == (None, None)
    assert vera.name == "Вера"


MISTAKES = [
    ("a column", "кто;план\nАнна;1\n", ":1"),
    ("a date", "name,since\nАнна,вчера\n", ":2"),
    ("a number", "name,plan\n\nАнна,много\n", ":3"),
    ("a plan of nothing", "name,plan\nАнна,0\n", ":2"),
]


@pytest.mark.parametrize(
    ("text", "line"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_a_mistake_in_the_list_names_its_line(text, line, tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        staff_of(Sampling(), folder=tmp_path, path=path)
    assert told.value.where == f"{path}{line}"


# What is kept


def test_a_week_is_drawn_once_whoever_draws_it(store):
    fill(store)
    found = [candidate(f"talk-{n}") for n in range(12)]
    first = store.samples.put(plan(found), by="Анна", words="seed 1")
    assert [d.model_copy(update={"drawn_at": None}) for d in first] == list(plan(found))
    assert first[0].drawn_at.tzinfo
    assert store.samples.put(plan(found, seed=2), by="Вера", words="seed 2") == first
    assert store.samples.drawn() == first
    assert store.samples.drawn(weeks=["2026-W11"]) == ()
    assert [(e.who, e.what) for e in store.reviews.events()] == [("Анна", "sample 2026-W10-1")]
    store.forget("Пётр")
    assert store.samples.drawn() == ()


def test_what_was_not_scored_is_told(store):
    store.add(talk(3, "Мария Котова"))
    assert store.samples.unscored(date(2026, 11, 16), date(2026, 11, 23)) == 1
    assert store.samples.unscored(date(2026, 11, 9), date(2026, 11, 16)) == 0


def test_the_tables_of_okk_toml_are_read(tmp_path):
    path = tmp_path / "okk.toml"
    path.write_text(
        '[sampling]\nrandom = 3\ntargeted = 0\nwords = ["дверь"]\nstaff = "staff.csv"\n'
        '[[sampling.manager]]\nname = "Анна"\nsince = 2026-02-01\nplan = 10\ndone = 3\n'
        '[review]\ncriteria = ["tone"]\nmessages = 3\n',
        encoding="utf-8",
    )
    settings = load_settings(path)
    assert (settings.sampling.random, settings.sampling.manager[0].since) == (3, date(2026, 2, 1))
    assert (settings.review.criteria, settings.review.messages) == (("tone",), 3)


def test_what_was_drawn_of_two_parts_stays_drawn_when_they_turn_out_to_be_one(store):
    whole = chat(*[f"{who}: реплика {n}" for n, who in enumerate(["Пётр", "Анна"] * 20)])
    first, last = window(whole, 0, 12), window(whole, 28, 40, id="chat-2")
    store.import_conversations([first, last])
    store.samples.put(plan([candidate("chat-1"), candidate("chat-2")]), by="", words="")
    store.add(whole)
    names = {draw.conversation for draw in store.samples.drawn()}
    assert len(store.samples.drawn()) == 2
    assert len(names) == 1
