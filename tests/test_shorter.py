"""The shorter text keeps every fact, mends what is sure and stays grammatical."""

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Span
from okk_text.results import Finding
from okk_text.shorter import shorter_texts


def findings_in(text, *mends):
    """Findings for (piece, fix) pairs; the criterion follows from the fix."""
    found = []
    for piece, fix in mends:
        start = text.index(piece)
        criterion = "wordiness" if fix == "" else "grammar"
        span = Span(start=start, end=start + len(piece))
        found.append(
            Finding(criterion=criterion, check=criterion, n=1, span=span, note="…", fix=fix)
        )
    return found


@pytest.mark.parametrize(
    ("text", "mends", "wanted"),
    [
        ("На самом деле доставка бесплатна.", [("На самом деле ", "")], "Доставка бесплатна."),
        ("Договор, как говорится, готов.", [(", как говорится,", "")], "Договор готов."),
        ("Вообщем, в принципе успеем к 15:00.", [("Вообщем", "В общем"), (" в принципе", "")], "В общем, успеем к 15:00."),
        ("Итого 4 200 ₽ в принципе.", [(" 200", "")], None),
        ("Пишите на a@example.com, кстати.", [(" на a@example.com", "")], None),
        ("Вообщем, успеем.", [("Вообщем", "В общем")], None),
    ],
)  # fmt: skip
def test_a_shorter_text_keeps_the_facts(text, mends, wanted):
    rewrites = shorter_texts(dialogue(f"M: {text}"), findings_in(text, *mends))
    assert [rewrite.text for rewrite in rewrites] == ([wanted] if wanted else [])
