"""Scores are plain arithmetic over verdicts and findings."""

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Span
from okk_text.results import Finding, Verdict
from okk_text.rubric import Counted, Criterion
from okk_text.scoring import fault_value, scores, totals
from okk_text.sheet import Title

CHAT = dialogue("""
    C: Здравствуйте, сколько стоит?
    M: Добрый день! 4 200 ₽.
    C: А доставка?
    M: Бесплатно.
""")
TITLE = Title(ru="т", en="t")


def criterion(name, **given):
    return Criterion(**{"id": name, "title": TITLE, "weight": 10, "checks": (name,), **given})


GREETING = criterion(
    "greeting", labels={"named": 1, "unnamed": 0.5, "wrong_name": 0}, critical=("wrong_name",)
)
GRAMMAR = criterion("grammar", counted=Counted(slope=0.5, floor=50))
REPLY = criterion("reply", unit="conversation", labels={"kept": 1, "late": 0})


def totals_of(verdicts, criteria, findings=(), cap=40):
    scored = scores(CHAT, criteria=criteria, verdicts=verdicts, findings=findings, ran={"grammar"})
    return totals(scored, criteria=criteria, cap=cap)


def test_a_label_is_worth_what_the_table_says():
    total = totals_of([Verdict(criterion="greeting", n=2, label="unnamed")], [GREETING])
    assert total[2].score == 50


def test_what_is_not_due_never_counts():
    verdicts = [
        Verdict(criterion="greeting", n=2, label="named"),
        Verdict(criterion="greeting", n=4, label="na"),
    ]
    total = totals_of(verdicts, [GREETING])
    assert (total[2].score, total[4].score, total[4].coverage) == (100, None, None)
    assert total[None].score == 100


def test_what_could_not_be_judged_lowers_coverage_and_not_the_score():
    tone = criterion("tone", weight=30)
    total = totals_of([Verdict(criterion="greeting", n=2, label="named")], [GREETING, tone])
    assert (total[2].score, total[2].coverage) == (100, 0.25)


def test_without_any_known_value_there_is_no_score():
    total = totals_of([], [GREETING])
    assert (total[None].score, total[None].coverage) == (None, 0)


def test_a_criterion_met_once_weighs_as_much_as_one_met_in_every_message():
    verdicts = [
        Verdict(criterion="greeting", n=2, label="unnamed"),
        Verdict(criterion="greeting", n=4, label="na"),
    ]
    total = totals_of(verdicts, [GREETING, GRAMMAR])
    assert total[None].score == 75


def test_a_critical_label_caps_message_and_conversation():
    verdicts = [Verdict(criterion="greeting", n=2, label="wrong_name")]
    total = totals_of(verdicts, [GREETING, GRAMMAR], cap=30)
    assert (total[2].score, total[None].score) == (30, 30)


def test_report_only_criteria_are_shown_and_never_counted():
    silent = criterion("greeting", labels={"missing": 0, "named": 1}, report_only=True)
    total = totals_of([Verdict(criterion="greeting", n=2, label="missing")], [silent, GRAMMAR])
    assert total[2].score == 100


def test_findings_count_against_a_counted_criterion():
    finding = Finding(criterion="grammar", check="grammar", n=4, span=None, note="…")
    total = totals_of([], [GRAMMAR], findings=[finding])
    assert (total[2].score, total[4].score) == (100, 0)


def test_needless_words_are_a_share_of_all_that_the_author_wrote():
    counted = Counted(slope=0.05, floor=2, count="words", over="thread")
    wordy = criterion("grammar", counted=counted)
    span = Span(start=0, end=9)  # «Бесплатно», one word of five that the manager wrote
    finding = Finding(criterion="grammar", check="grammar", n=4, span=span, note="…")
    total = totals_of([], [wordy], findings=[finding])
    assert (total[2].score, total[4].score) == (100, 0)
    gentle = wordy.model_copy(update={"counted": counted.model_copy(update={"slope": 0.01})})
    assert totals_of([], [gentle], findings=[finding])[4].score == 80


def test_the_silence_of_a_check_that_did_not_run_says_nothing():
    scored = scores(CHAT, criteria=[GRAMMAR], verdicts=[], findings=[], ran=set())
    assert {score.label for score in scored} == {"not_assessed"}


def test_a_conversation_criterion_is_scored_once():
    total = totals_of([Verdict(criterion="reply", n=None, label="late")], [REPLY])
    assert (total[None].score, 2 in total) == (0, False)


@pytest.mark.parametrize(
    ("faults", "words", "value"),
    [(0, 200, 1), (1, 100, 0.5), (1, 3, 0), (1, 200, 0.75), (9, 100, 0)],
)
def test_faults_are_counted_per_hundred_words_with_a_floor(faults, words, value):
    assert fault_value(Counted(slope=0.5, floor=50), faults=faults, words=words) == value
