"""Letters cut into own words, quote and signature: every line of a case says which it is."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from okk_text.conversation.model import Message
from okk_text.letters.segments import cut_text
from tests.bench.letters import letters

KINDS = {"own": "o", "quote": "q", "signature": "s", "hidden": "h"}
CASES = [
    case
    for name in ("letters.yaml", "letters_signed.yaml")
    for case in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]


def marked(text: str, author: str | None) -> str:
    """The letter with every filled line's kind before it: o, q, s."""
    segments = cut_text(text, author=author)
    lines, place = [], 0
    for line in text.splitlines(keepends=True):
        kind = next(s.kind for s in segments if s.start <= place < s.end)
        lines.append(f"{KINDS[kind]} {line.rstrip()}" if line.strip() else "")
        place += len(line)
    return "\n".join(lines)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_every_line_of_a_letter_has_its_kind(case: dict[str, str], end: str) -> None:
    wanted = case["letter"].rstrip("\n")
    text = end.join(line[2:] for line in wanted.split("\n"))
    found = marked(text, case.get("author"))
    assert [line.rstrip() for line in found.split("\n")] == [
        line.rstrip() if line[2:].strip() else "" for line in wanted.split("\n")
    ]


def test_odd_blanks_and_marks_hide_no_attribution_and_stay_in_the_text() -> None:
    text = 'Да.\n\n\u200e10.03.2026,\u00a012:00, "Анна"\u202f<a@example.com>:\n> Когда?\n'
    message = Message(n=1, author="", text=text, segments=cut_text(text))
    assert message.own_text == "Да."
    assert message.quote == text[5:].rstrip("\n")


def test_a_letter_with_a_blank_line_below_every_line_is_cut_alike() -> None:
    plain = (
        "Да.\n\nАнна Крылова,\nлогист\n\nOn Mon, 9 Feb 2026 at 12:10 Пётр\n<p@example.com> wrote:\n"
    )
    message = Message(n=1, author="", text=plain, segments=cut_text(plain, author="Анна Крылова"))
    spaced = plain.replace("\n", "\r\r\n")
    again = Message(n=1, author="", text=spaced, segments=cut_text(spaced, author="Анна Крылова"))
    assert message.signature == "Анна Крылова,\nлогист"
    assert _squeezed(again.own_text) == message.own_text
    assert _squeezed(again.signature) == _squeezed(message.signature)
    assert _squeezed(again.quote) == _squeezed(message.quote)


def test_an_empty_letter_has_no_segments() -> None:
    assert cut_text("") == ()
    assert [segment.kind for segment in cut_text("\n\n")] == ["own"]


@given(
    st.lists(
        st.one_of(
            st.sampled_from([line[2:] for case in CASES for line in case["letter"].split("\n")]),
            st.text(max_size=40),
        ),
        max_size=30,
    ),
    st.sampled_from(["\n", "\r\n", "\r", "\u2028"]),
    st.sampled_from([None, "Анна Крылова", "anna@example.com", "\ud800", ""]),
)
@settings(max_examples=150, deadline=None)
def test_segments_cover_any_text_without_gaps(lines: list[str], end: str, author: str) -> None:
    text = end.join(lines)
    segments = cut_text(text, author=author)
    assert "".join(text[s.start : s.end] for s in segments) == text
    assert all(one.end == two.start for one, two in pairwise(segments))
    assert all(one.kind != two.kind for one, two in pairwise(segments))


HOSTILE = {
    "On x": "On x\n" * 4000,
    "On x with a colon": "On x:\n" * 4000,
    "half an attribution": "On 10 Mar 2026 12:00\n" * 4000,
    "label": "От: \n" * 4000,
    "label with an address": "From: a@example.com\n" * 4000,
    "labels between blanks": "От: a\n\n" * 4000,
    "mark": ">\n" * 4000,
    "many marks": (">" * 300 + "\n") * 4000,
    "rule": "_____\n" * 4000,
    "banner": "-----Original Message-----\n" * 4000,
    "banner between blanks": "-----Original Message-----\n\n" * 4000,
    "delimiter": "-- \n" * 4000,
    "closing": "С уважением,\n" * 4000,
    "name": "Иван Петров\n" * 4000,
    "weak attribution": "Вы писали:\n" * 4000 + "> x",
    "answers between lines": "> q\nИван\n" * 4000,
    "attributions that quote": "10.03.2026 12:00, Иван пишет:\n> a\n" * 2000,
    "attributions": "10.03.2026 12:00, Иван пишет:\n\n" * 2000,
    "postscripts": "P.S. x\n-- \nИван\n" * 2000,
    "notices": "Если вы получили это письмо по ошибке, удалите его\n" * 4000,
    "quotation marks": ('"' * 390 + ":\n") * 1000,
    "brackets": ("8 (" * 100 + "\n") * 1000,
    "one line": "а" * 20_000_000,
    "one quoted line": ">" * 20_000_000,
    "blanks": " " * 20_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_is_cut_in_half_a_second(name: str) -> None:
    start = time.process_time()
    cut_text(HOSTILE[name], author="Иван Петров")
    assert time.process_time() - start < 2  # 0.5 s is held by make bench; here only hanging fails


def test_generated_letters_are_cut_exactly() -> None:
    missed = []
    corpus = list(letters(600, seed=7))
    for letter in corpus:
        segments = cut_text(letter.body, author=letter.author)
        message = Message(n=1, author="", text=letter.body, segments=segments)
        found = (message.own_text, message.quote, message.signature)
        if [*map(_squeezed, found)] != [
            *map(_squeezed, (letter.own, letter.quote, letter.signature))
        ]:
            missed.append(f"{letter.shape}\n{letter.body}")
    assert len(missed) <= len(corpus) * 0.01, missed[0]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
