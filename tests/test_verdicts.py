"""Answers become labels by the rubric's table, and several askings one steady verdict."""

import pytest

from okk_text.conversation.model import Span
from okk_text.judge.verdicts import over_turn, verdict_of
from okk_text.language import speaking
from okk_text.results import Answer, Cited, Verdict
from okk_text.rubric import Row
from okk_text.rubric.table import row_of
from tests.judge_stub import criterion, question, shipped

NEXT_STEP = [
    Row(**row)
    for row in (
        {"named": True, "accepted": True, "label": True},  # as YAML reads bare yes
        {"named": "yes", "label": "partly"},
        {"label": "no"},
    )
]
RUDE = criterion(
    "tone",
    questions=(question("rude"), question("cold")),
    decide=[{"rude": "yes", "label": "rude"}, {"cold": "yes", "label": "cold"}, {"label": "ok"}],
    labels={"ok": 1, "cold": 0.4, "rude": 0},
    critical=("rude",),
)


@pytest.mark.parametrize(
    ("answers", "label"),
    [
        ({"named": "yes", "accepted": "yes"}, "yes"),
        ({"named": "yes", "accepted": "no"}, "partly"),
        ({"named": "no"}, "no"),
        ({"named": "not_applicable"}, "no"),
        ({"named": "yes", "accepted": None}, None),  # yes or partly: not known
        ({"named": "yes", "accepted": "unsure"}, None),
        ({"named": None}, None),
        ({}, None),
    ],
)
def test_an_unknown_answer_hides_the_rows_below_it(answers, label):
    row = row_of(NEXT_STEP, answers)
    assert (row and row.label) == label


def test_an_unknown_answer_does_not_matter_where_another_rules_the_row_out():
    rows = [Row(label="yes", answers={"a": "yes", "b": "yes"}), Row(label="partly")]
    assert row_of(rows, {"a": "no", "b": None}).label == "partly"


def test_a_table_without_a_fitting_row_gives_no_label():
    assert row_of([Row(label="yes", answers={"a": "yes"})], {"a": "no"}) is None
    assert row_of([], {"a": "no"}) is None


def asking(rude="no", cold="no", place=0, **more):
    """The answers of one asking, yes with evidence."""

    def answer(name, word):
        evidence = (Cited(n=2, span=Span(start=place, end=place + 5)),) if word == "yes" else ()
        return Answer(question=name, answer=word, evidence=evidence, **more)

    return {"rude": answer("rude", rude), "cold": answer("cold", cold)}


def judged(*askings, of=RUDE, n=2):
    return verdict_of(of, n, askings)


def test_a_fault_without_an_answer_is_unknown_and_never_fine():
    verdict = judged(asking(rude=None, reason="бюджет исчерпан"))
    assert (verdict.label, verdict.reason, verdict.review) == (
        "not_assessed",
        "бюджет исчерпан",
        True,
    )


def test_what_makes_an_answer_unsure_is_the_reason():
    verdict = judged(asking(rude="unsure", reason="в названном месте этого нет"))
    assert verdict.reason == "в названном месте этого нет"
    assert judged(asking(rude="unsure")).reason == "модель не уверена"


def test_askings_that_agree_give_a_plain_verdict():
    verdict = judged(asking(cold="yes"), asking(cold="yes", place=9))
    assert (verdict.label, verdict.band, verdict.review) == ("cold", None, False)
    assert verdict.evidence == (Span(start=0, end=5), Span(start=9, end=14))


def test_askings_that_differ_give_a_band_and_call_a_person():
    verdict = judged(asking(cold="yes"), asking(cold="yes"), asking())
    assert (verdict.label, verdict.band, verdict.review) == ("cold", (0.4, 1), True)
    assert "нужен взгляд человека" in verdict.reason
    with speaking("en"):
        assert "person should look" in judged(asking(cold="yes"), asking()).reason


def test_half_of_the_askings_is_not_enough():
    verdict = judged(asking(cold="yes"), asking())
    assert (verdict.label, verdict.band, verdict.evidence) == ("not_assessed", (0.4, 1), ())
    assert judged(asking(cold="yes"), asking(cold=None)).label == "not_assessed"


def test_an_asking_without_an_answer_calls_a_person_but_has_no_value_to_show():
    verdict = judged(asking(cold="yes"), asking(cold="yes"), asking(cold=None))
    assert (verdict.label, verdict.band, verdict.review) == ("cold", None, True)


@pytest.mark.parametrize("other", [asking(), asking(rude=None)])
def test_a_critical_label_needs_every_asking(other):
    rude = asking(rude="yes")
    assert judged(rude, rude, rude).label == "rude"
    assert judged(rude, rude, other).label == "not_assessed"


def test_the_evidence_is_that_of_the_row_that_decided():
    """Two rows give «partly»: the place shown is that of the one which held."""
    place = Cited(n=3, span=Span(start=4, end=9))
    said = {
        "subject": Answer(question="subject", answer="yes"),
        "terms": Answer(question="terms", answer="yes"),
        "hidden": Answer(question="hidden", answer="yes", evidence=(place,), reason="по телефону"),
    }
    verdict = verdict_of(shipped("forwardable"), None, [said])
    assert (verdict.label, verdict.cited, verdict.reason) == ("partly", (place,), "по телефону")


def test_a_conversations_verdict_cites_places_and_a_messages_its_own():
    cited = asking(cold="yes")
    assert judged(cited, n=None).cited == (Cited(n=2, span=Span(start=0, end=5)),)
    assert judged(cited).cited == ()


def test_a_turn_is_judged_on_the_message_that_carries_the_evidence():
    found = over_turn(judged(asking(cold="yes"), n=4), (1, 2, 4))
    assert [(v.n, v.label) for v in found] == [(2, "cold"), (1, "na"), (4, "na")]
    assert found[0].evidence == (Span(start=0, end=5),)
    missing = over_turn(Verdict(criterion="cta", n=4, label="missing"), (1, 2, 4))
    assert [(v.n, v.label) for v in missing] == [(4, "missing"), (1, "na"), (2, "na")]
