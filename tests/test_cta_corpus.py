"""Calls, questions and offers on dialogues of many trades: how much is found, how little too much."""

import re
import time
from pathlib import Path

import pytest
import yaml

from okk_text.checks.cta import CHECK as CTA
from okk_text.checks.proposal import CHECK as PROPOSAL
from okk_text.checks.questions import CHECK as QUESTIONS
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Attachment
from okk_text.results import Verdict

FAULTS = ("no_deadline", "vague", "missing")
_LABELLED = re.compile(r"^(?P<who>M)=(?P<label>\w+)", re.MULTILINE)
_OFFER = re.compile(r"^M(?P<offer>!)?(?: \{(?P<file>[^}]*)\})?(?=[:,])", re.MULTILINE)


def _corpus(name):
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def judged_calls(medium):
    """(wanted, given, text) of every manager's message."""
    written = _corpus("cta_corpus.yaml")["letters" if medium == "email" else "chats"]
    for case in written:
        wanted = [match["label"] for match in _LABELLED.finditer(case)]
        conversation = dialogue(_LABELLED.sub(r"\g<who>", case), medium=medium)
        said = CTA.find(conversation, Toolbox())
        given = [verdict.label for verdict in said if isinstance(verdict, Verdict)]
        texts = [message.text for message in conversation.by("manager")]
        yield from zip(wanted, given, texts, strict=True)


def judged_questions():
    """(wanted, given, text), each a pair: asked openly, about the need."""
    for name, medium in (("chats", "chat"), ("letters", "email")):
        for text, *wanted in _corpus("question_corpus.yaml")[name]:
            conversation = dialogue(f"C: Добрый день\nM: {text}", medium=medium)
            given = [fact.value for fact in QUESTIONS.find(conversation, Toolbox())]
            yield wanted, given, text


def judged_offers():
    """(wanted, given, text), each a pair: the number of the offer, what followed it."""
    for case in _corpus("proposal_corpus.yaml"):
        marks = list(_OFFER.finditer(case["text"]))
        conversation = dialogue(_OFFER.sub("M", case["text"]))
        theirs = dict(zip((m.n for m in conversation.by("manager")), marks, strict=True))
        messages = tuple(
            message.model_copy(
                update={"attachments": (Attachment(name=theirs[message.n]["file"]),)}
            )
            if message.n in theirs and theirs[message.n]["file"]
            else message
            for message in conversation.messages
        )
        offer = next((n for n, mark in theirs.items() if mark["offer"]), None)
        found = PROPOSAL.find(conversation.model_copy(update={"messages": messages}), Toolbox())
        given = [fact.value for fact in found]
        yield [offer, case["follow_up"]], given, case["text"]


def f1(pairs):
    """The F1 of (wanted, given) booleans."""
    right = sum(wanted and given for wanted, given in pairs)
    return 2 * right / (sum(wanted + given for wanted, given in pairs) or 1)


@pytest.mark.parametrize("medium", ["chat", "email"])
def test_calls_are_judged_as_people_judge_them(medium):
    cases = list(judged_calls(medium))
    due = [(wanted, given, text) for wanted, given, text in cases if wanted != "na"]
    wrong = [case for case in cases if case[0] != case[1]]
    right = sum(wanted == given for wanted, given, _ in due) / len(due)
    assert right >= 0.9, wrong
    assert f1([(wanted in FAULTS, given in FAULTS) for wanted, given, _ in cases]) >= 0.9, wrong


@pytest.mark.parametrize("number", [0, 1], ids=["open", "need"])
def test_questions_are_told_apart(number):
    cases = list(judged_questions())
    wrong = [(text, wanted, given) for wanted, given, text in cases if wanted != given]
    assert f1([(wanted[number], given[number]) for wanted, given, _ in cases]) >= 0.9, wrong


@pytest.mark.parametrize("number", [0, 1], ids=["offer", "follow-up"])
def test_offers_and_what_follows_them_are_found(number):
    cases = list(judged_offers())
    wrong = [(text, wanted, given) for wanted, given, text in cases if wanted != given]
    right = sum(wanted[number] == given[number] for wanted, given, _ in cases)
    assert right / len(cases) >= 0.9, wrong


@pytest.mark.parametrize(
    "piece",
    [
        "до 19 ",
        "если до ",
        "завтра в 9 или в 14 ",
        "предоплата до 5 марта, ",
        "ждём ",
        "а ",
        "- что\n",
        "какой вам нужен: ",
        "1 500 ₽ ",
        "12",
        "для работы или ",
        "в наличии за 5 000 ₽ ",
    ],
)
def test_a_hundred_thousand_characters_are_read_in_linear_time(piece):
    times = []
    for size in (25_000, 100_000):
        text = (piece * (size // len(piece) + 1))[:size]
        conversation = dialogue("C: Сколько?\nM: x")
        message = conversation.messages[1].model_copy(update={"text": text, "segments": ()})
        messages = (conversation.messages[0], message)
        conversation = conversation.model_copy(update={"messages": messages})
        start = time.process_time()
        for check in (CTA, QUESTIONS, PROPOSAL):
            list(check.find(conversation, Toolbox()))
        times.append(time.process_time() - start)
    assert times[1] < 10 * times[0] + 0.5
