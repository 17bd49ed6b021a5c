"""On messages as different people write them, what can go is found, and the rest is left alone."""

import re
from pathlib import Path

import pytest
import yaml

from okk_text.lexicon import removable, text_language

CORPUS = yaml.safe_load(
    Path(__file__).with_name("wordiness_corpus.yaml").read_text(encoding="utf-8")
)
LEAST_PRECISION, LEAST_RECALL, LEAST_LEAN = 0.97, 0.95, 0.98


def unmarked(message):
    """The text without [[brackets]], and the places of its letters that stood inside."""
    text, inside = "", set()
    for number, piece in enumerate(re.split(r"\[\[|\]\]", message)):
        if number % 2:
            inside |= set(range(len(text), len(text) + len(piece)))
        text += piece
    return text, {place for place in inside if not text[place].isspace()}


def found(text):
    return {
        place
        for start, end in removable(text, text_language(text))
        for place in range(start, end)
        if not text[place].isspace()
    }


def shares():
    """Precision and recall in characters, and the share of lean messages that are left alone."""
    right = wanted = given = lean = left_alone = 0
    for message in (message for part in CORPUS.values() for message in part):
        text, inside = unmarked(message)
        places = found(text)
        right += len(places & inside)
        wanted += len(inside)
        given += len(places)
        lean += not inside
        left_alone += not inside and not places
    return right / given, right / wanted, left_alone / lean


def test_the_corpus_has_wordy_and_lean_messages_in_equal_parts():
    wordy = ["[[" in message for part in CORPUS.values() for message in part]
    assert len(wordy) >= 300
    assert 0.35 < sum(wordy) / len(wordy) < 0.65


@pytest.mark.parametrize("share", range(3), ids=("precision", "recall", "lean"))
def test_what_can_go_is_found_and_the_rest_is_left_alone(share):
    assert shares()[share] >= (LEAST_PRECISION, LEAST_RECALL, LEAST_LEAN)[share]
