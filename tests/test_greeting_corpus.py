"""First messages as many people write them get the right label, in the languages of the neighbours too."""

from pathlib import Path

import pytest
import yaml

from okk_text.checks.greeting import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.results import Verdict

CORPUS = yaml.safe_load(
    Path(__file__).with_name("greeting_corpus.yaml").read_text(encoding="utf-8")
)
LEAST = {"named": 0.98, "unnamed": 1.0, "missing": 1.0, "wrong_name": 1.0}


def label(case):
    """What is said of the turn: of the message that greets, or else of the last one."""
    client, written = case.split(": ", 1)
    messages = ["" if said == "(file)" else said for said in written.split(" / ")]
    turn = "\n".join(f"M: {said}" for said in messages)
    said = CHECK.find(dialogue(f"C {client}: Что с заказом?\n{turn}"), Toolbox())
    labels = [one.label for one in said if isinstance(one, Verdict)]
    greeted = [one for one in labels if one not in ("na", "missing")]
    return greeted[0] if greeted else labels[-1]


def test_the_corpus_is_large_enough_to_mean_something():
    assert sum(map(len, CORPUS.values())) >= 80


@pytest.mark.parametrize("wanted", LEAST)
def test_the_opening_is_labelled_as_a_reader_would(wanted):
    labels = [label(case) for case in CORPUS[wanted]]
    assert labels.count(wanted) / len(labels) >= LEAST[wanted]
