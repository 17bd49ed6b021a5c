"""Every check keeps its word: good examples are silent, bad ones caught at the marks, fixes heal."""

import time
from collections.abc import Iterable, Iterator

import pytest

from okk_text.checks import Check, checks
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue, marked_dialogue
from okk_text.conversation.model import Conversation, Message, Segment, Span
from okk_text.results import Finding, Verdict
from okk_text.settings import Grammar, Settings

CHECKS = list(checks().values())
FAULTLESS = {"deal_stage"}  # a stage is neither right nor wrong
GOOD = [pytest.param(c, text, id=f"{c.id}-{i}") for c in CHECKS for i, text in enumerate(c.good)]
BAD = [pytest.param(c, text, id=f"{c.id}-{i}") for c in CHECKS for i, text in enumerate(c.bad)]


@pytest.fixture(scope="module")
def toolboxes() -> Iterator[dict[str, Toolbox]]:
    """One toolbox a check, with the settings that its examples stand for (`example_settings`)."""
    boxes = {check.id: Toolbox(_settings(check)) for check in CHECKS}
    yield boxes
    for box in boxes.values():
        box.close()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_answers_a_criterion_and_has_examples_of_both_kinds(check: Check):
    assert check.criteria or check.facts
    assert check.good
    assert check.bad or not check.criteria or check.id in FAULTLESS  # facts alone find no fault


@pytest.mark.parametrize(("check", "written"), GOOD)
def test_good_examples_stay_silent(check: Check, written: str, toolboxes: dict[str, Toolbox]):
    assert _findings(check, dialogue(written), toolboxes[check.id]) == []


@pytest.mark.parametrize(("check", "written"), BAD)
def test_bad_examples_are_caught_exactly_at_the_marks(
    check: Check, written: str, toolboxes: dict[str, Toolbox]
):
    conversation, marks = marked_dialogue(written)
    findings = _findings(check, conversation, toolboxes[check.id])
    if marks:
        assert _places((f.n, f.span) for f in findings) == _places(marks), _seen(
            conversation, findings
        )
    else:
        assert any(finding.span is None for finding in findings)


@pytest.mark.parametrize(("check", "written"), BAD)
def test_applying_a_fix_heals(check: Check, written: str, toolboxes: dict[str, Toolbox]):
    conversation = dialogue(written)
    for finding in _findings(check, conversation, toolboxes[check.id]):
        if finding.fix is None or finding.span is None:
            continue
        healed, place = _healed(conversation, finding)
        left = _findings(check, healed, toolboxes[check.id])
        there = [f for f in left if f.n == finding.n and f.span and _touches(f.span, place)]
        assert there == [], _seen(healed, there)


@pytest.mark.parametrize(("check", "written"), GOOD + BAD)
def test_everything_said_points_into_the_conversation(
    check: Check, written: str, toolboxes: dict[str, Toolbox]
):
    conversation = dialogue(written)
    lengths = {message.n: len(message.own_text) for message in conversation.messages}
    for said in check.find(conversation, toolboxes[check.id]):
        if isinstance(said, Finding):
            assert said.check == check.id
            assert said.note
            places = [said.span] if said.span else []
        elif isinstance(said, Verdict):
            assert said.label != "not_assessed" or said.reason
            places = list(said.evidence)
        else:
            continue
        assert said.n in lengths or (said.n is None and not places)
        assert all(0 <= place.start < place.end <= lengths[said.n] for place in places)


def _settings(check: Check) -> Settings:
    """What okk.toml says in the check's examples; grammar without a server, for speed."""
    settings = getattr(check, "example_settings", None) or Settings()
    return settings.model_copy(update={"grammar": Grammar(engine="embedded")})


def _findings(check: Check, conversation: Conversation, toolbox: Toolbox) -> list[Finding]:
    return [said for said in check.find(conversation, toolbox) if isinstance(said, Finding)]


def _healed(conversation: Conversation, finding: Finding) -> tuple[Conversation, Span]:
    """The conversation with the fix in its place, and where the fix now stands."""
    message = next(m for m in conversation.messages if m.n == finding.n)
    start = message.place_in_text(finding.span.start)
    end = message.place_in_text(finding.span.end)
    grown = len(finding.fix) - (end - start)
    segments = tuple(
        Segment(
            kind=segment.kind,
            start=segment.start + (grown if segment.start >= end else 0),
            end=segment.end + (grown if segment.end >= end else 0),
        )
        for segment in message.segments
    )
    text = message.text[:start] + finding.fix + message.text[end:]
    healed = message.model_copy(update={"text": text, "segments": segments})
    messages = tuple(healed if m.n == finding.n else m for m in conversation.messages)
    place = Span(start=finding.span.start, end=finding.span.start + len(finding.fix))
    return conversation.model_copy(update={"messages": messages}), place


def _touches(span: Span, place: Span) -> bool:
    """Whether they share a place; a deleted place counts where the span runs across it."""
    if place.start == place.end:
        return span.start < place.start < span.end
    return span.start < place.end and place.start < span.end


def _seen(conversation: Conversation, findings: list[Finding]) -> list[tuple[int, str | None, str]]:
    """The findings as words, for a failing test."""
    texts = {message.n: message.own_text for message in conversation.messages}
    return [
        (f.n, texts[f.n][f.span.start : f.span.end] if f.span else None, f.note) for f in findings
    ]


def _places(spans: Iterable[tuple[int, Span | None]]) -> list[tuple[int, int, int]]:
    """Spans in order; a finding without a place stands before the text."""
    return sorted((n, span.start, span.end) if span else (n, -1, -1) for n, span in spans)


HOSTILE = [
    "a@" * 5000,
    "." * 10000,
    "a." * 5000,
    "до 5 марта " * 900,
    "если вы " * 600,
    "(" * 10000,
    "🙂" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_no_text_makes_a_check_hang(check, text):
    chat = dialogue("C: Сколько стоит?\nM: Да")
    message = Message(
        n=2, author="manager", role="manager", text=text, sent_at=chat.messages[1].sent_at
    )
    letter = chat.model_copy(update={"messages": (chat.messages[0], message), "medium": "email"})
    toolbox = Toolbox(Settings(grammar=Grammar(engine="off")))
    began = time.process_time()
    list(check.find(letter, toolbox))
    assert time.process_time() - began < 5  # milliseconds on a good day; only hanging fails
