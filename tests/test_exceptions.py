"""A finding that people accepted is gone, and the fault it stood for with it; unused ones are listed."""

from datetime import date

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Span
from okk_text.exceptions import Exceptions
from okk_text.results import Finding, Verdict
from okk_text.settings import AcceptedException

CHAT = dialogue("C: Сколько?\nM Мария Котова: На самом деле 4 200 ₽, на самом деле")
TODAY = date(2026, 3, 2)


def finding(start=0, end=13, criterion="wordiness"):
    span = Span(start=start, end=end)
    return Finding(criterion=criterion, check="wordiness", n=2, span=span, note="…", fix="")


def accepted(**keys):
    return AcceptedException(**{"criterion": "wordiness", "reason": "фирменный стиль", **keys})


def left(*exceptions, findings=None, verdicts=()):
    run = Exceptions(exceptions, today=TODAY)
    return run, *run.applied(CHAT, findings or [finding()], verdicts)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"excerpt": "на самом деле"},
        {"author": "мария котова"},
        {"conversation": CHAT.id, "n": 2},
        {"until": date(2026, 3, 2)},
    ],
)
def test_a_finding_that_matches_all_keys_is_gone(keys):
    run, findings, _ = left(accepted(**keys))
    assert findings == []
    assert run.unused() == []


@pytest.mark.parametrize(
    "keys",
    [
        {"criterion": "grammar"},
        {"excerpt": "в принципе"},
        {"author": "Антон Белов"},
        {"conversation": "another"},
        {"n": 1},
        {"until": date(2026, 3, 1)},
    ],
)
def test_one_key_that_differs_keeps_the_finding_and_lists_the_exception(keys):
    run, findings, _ = left(accepted(**keys))
    assert findings == [finding()]
    assert len(run.unused()) == 1


def test_the_verdict_is_lifted_only_when_every_finding_of_it_was_accepted():
    fault = Verdict(criterion="wordiness", n=2, label="faults")
    both = [finding(), finding(25, 38)]
    _, _, (kept,) = left(accepted(n=2, excerpt="4 200"), findings=both, verdicts=[fault])
    assert kept == fault
    _, findings, (lifted,) = left(accepted(n=2), findings=both, verdicts=[fault])
    assert findings == []
    assert lifted.label == "na"
    assert "фирменный стиль" in lifted.reason


def test_an_exception_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="reason"):
        AcceptedException(criterion="tone", reason="")
