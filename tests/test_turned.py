"""Which verdicts turned since an earlier run."""

import json

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.errors import OkkError
from okk_text.results import RubricStamp, Score, Scorecard, Total
from okk_text.turned import SHOWN, Turned

CHAT = dialogue("C: Сколько?\nM: 90 000 ₽")


def card(*scores, name="c-1"):
    """A scorecard of scores given as criterion, message number, label."""
    return Scorecard(
        conversation=CHAT.model_copy(update={"id": name}),
        team=None,
        rubric=RubricStamp(name="default", version="1", sha256="x"),
        total=Total(score=None, coverage=None),
        messages={},
        scores=tuple(
            Score(criterion=c, n=n, label=label, value=None, weight=1) for c, n, label in scores
        ),
        findings=(),
        facts={},
    )


@pytest.fixture
def run(tmp_path):
    """An earlier run: tone of message 2 was rude, the stage new."""
    path = tmp_path / "run.jsonl"

    def written(*names):
        records = []
        for name in names or ("c-1",):
            criterion = {"id": "deal_stage", "label": "new", "value": 1}
            records.append({"type": "conversation", "conversation": name, "criteria": [criterion]})
            tone = {"id": "tone", "label": "rude", "value": 0}
            records.append({"type": "message", "conversation": name, "n": 2, "criteria": [tone]})
        records.append({"type": "run", "conversations": len(names)})
        path.write_text("\n".join(map(json.dumps, records)) + "\n\n", encoding="utf-8")
        return path

    return written


def test_what_changed_is_told_with_its_place(run):
    turned = Turned(run())
    turned.add(card(("tone", 2, "ok"), ("deal_stage", None, "new")))
    assert list(turned.lines()) == ["изменилось оценок: 1 из 2", "  tone: rude → ok, 1: c-1 #2"]


def test_a_change_of_the_conversation_has_no_number(run):
    turned = Turned(run())
    turned.add(card(("deal_stage", None, "paid")))
    assert list(turned.lines())[1] == "  deal_stage: new → paid, 1: c-1"


def test_what_the_earlier_run_had_not_is_no_change(run):
    turned = Turned(run())
    turned.add(card(("cta", 2, "clear"), ("tone", 7, "ok")))
    turned.add(card(("tone", 2, "ok"), name="c-9"))
    assert list(turned.lines()) == ["изменилось оценок: 0 из 0"]


def test_many_places_are_shortened_and_the_commonest_change_comes_first(run):
    names = [f"c-{k}" for k in range(SHOWN + 3)]
    turned = Turned(run(*names))
    for number, name in enumerate(names):
        turned.add(card(("tone", 2, "pushy" if number == 0 else "ok"), name=name))
    total, first, second = turned.lines()
    assert total == f"изменилось оценок: {SHOWN + 3} из {SHOWN + 3}"
    assert first.startswith(f"  tone: rude → ok, {SHOWN + 2}: c-1 #2, ")
    assert first.endswith(" …")
    assert second == "  tone: rude → pushy, 1: c-0 #2"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", ":1"),
        ('{"type": "run"}\n[1]', ":2"),
        ('{"criteria": []}', ":1"),
        ('{"type": "message", "conversation": "c", "n": 1, "criteria": [{"id": "tone"}]}', ":1"),
    ],
)
def test_what_is_no_run_is_named_by_file_and_line(tmp_path, text, line):
    path = tmp_path / "run.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OkkError) as caught:
        Turned(path)
    assert caught.value.where == f"{path}{line}"


def test_a_run_that_is_not_there_is_a_clear_error(tmp_path):
    with pytest.raises(OkkError) as caught:
        Turned(tmp_path / "run.jsonl")
    assert "--format jsonl" in caught.value.advice
