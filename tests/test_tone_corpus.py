"""Messages as many people write them: what hurts is found, and hardly anybody is accused wrongly."""

from pathlib import Path

import pytest
import yaml

from okk_text.checks.tone import CHECK, WORST_FIRST
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.results import Verdict

CORPUS = yaml.safe_load(Path(__file__).with_name("tone_corpus.yaml").read_text(encoding="utf-8"))
LEAST_PRECISION, LEAST_RECALL, LEAST_KIND = 0.98, 0.85, 0.95


def label(case):
    """The kind of tone that is found in the last message, «ok» for none."""
    opening = "Hello, what about my order?" if case.isascii() else "Здравствуйте! Что с заказом?"
    written = case if case.startswith("C: ") else f"C: {opening}\nM: {case}"
    if case.startswith("C ") and "\nM: " in case:
        written = case
    said = CHECK.find(dialogue(written), Toolbox())
    last = [one for one in said if isinstance(one, Verdict)][-1].label
    return last if last in WORST_FIRST else "ok"


@pytest.fixture(scope="module")
def labels():
    """Pairs of what a reader says and what is found, one a message."""
    return [(wanted, label(case)) for wanted, cases in CORPUS.items() for case in cases]


def test_the_corpus_holds_faults_of_every_kind_and_more_harmless_messages():
    faults = {kind: len(cases) for kind, cases in CORPUS.items() if kind != "ok"}
    assert set(faults) == set(WORST_FIRST)
    assert sum(faults.values()) >= 150
    assert len(CORPUS["ok"]) >= 250


def test_hardly_any_harmless_message_is_accused(labels):
    accused = [wanted for wanted, found in labels if found != "ok"]
    assert sum(wanted != "ok" for wanted in accused) / len(accused) >= LEAST_PRECISION


def test_most_faults_are_found_and_told_apart(labels):
    faults = [(wanted, found) for wanted, found in labels if wanted != "ok"]
    caught = [(wanted, found) for wanted, found in faults if found != "ok"]
    assert len(caught) / len(faults) >= LEAST_RECALL
    assert sum(wanted == found for wanted, found in caught) / len(caught) >= LEAST_KIND
