"""Grammar: what our own rules find and leave alone, and which engine faults are believed."""

from __future__ import annotations

import re

import pytest

from okk_text.checks.grammar import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.errors import EngineUnavailable
from okk_text.grammar import GrammarFault
from okk_text.lexicon.slips import slips
from okk_text.lexicon.slips.patterns import rules
from okk_text.results import Finding, Verdict
from okk_text.settings import Settings

RULES = [
    pytest.param(lang, rule, id=f"{lang}-{rule.id}")
    for lang in ("ru", "en")
    for rule in rules(lang)
]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without [[marks]] and their places."""
    plain, places = "", []
    for piece in re.split(r"(\[\[.*?\]\])", marked):
        if piece.startswith("[["):
            places.append((len(plain), len(plain) + len(piece) - 4))
            piece = piece[2:-2]
        plain += piece
    return plain, places


def places(text: str, language: str) -> list[tuple[int, int]]:
    return [(slip.start, slip.end) for slip in slips(text, language)]


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_rule_keeps_its_word(language, rule):
    for text in rule.good:
        assert places(text, language) == [], text
    for marked in rule.bad:
        text, marks = unmarked(marked)
        assert places(text, language) == marks, text


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_a_fix_of_a_rule_heals(language, rule):
    for marked in rule.bad:
        text, _ = unmarked(marked)
        for slip in slips(text, language):
            if slip.fix is not None:
                healed = text[: slip.start] + slip.fix + text[slip.end :]
                assert places(healed, language) == [], healed


class OneAnswer:
    """A grammar engine that always finds the same, or never answers."""

    name = "languagetool"
    note = ""

    def __init__(self, *faults: GrammarFault, broken: bool = False):
        self._faults, self._broken = faults, broken

    def faults(self, text, language):
        if self._broken:
            raise EngineUnavailable("the server does not answer")
        return list(self._faults)

    def close(self):
        pass


def said(written: str, engine: object, settings: Settings | None = None) -> list[Finding | Verdict]:
    toolbox = Toolbox(settings)
    toolbox.__dict__["grammar"] = engine
    return list(CHECK.find(dialogue(written), toolbox))


def unknown_word(text: str, word: str, *replacements: str) -> GrammarFault:
    start = text.index(word)
    return GrammarFault(
        start,
        start + len(word),
        "?",
        replacements,
        "MORFOLOGIK_RULE_RU_RU",
        "TYPOS",
        "languagetool",
    )


def test_a_text_that_the_engine_could_not_read_is_not_assessed():
    (verdict,) = said("C: да?\nM: Добрый день!", OneAnswer(broken=True))
    assert verdict.label == "not_assessed"
    assert "не отвечает" in verdict.reason or "does not answer" in verdict.reason


def test_grammar_switched_off_is_not_assessed():
    engine = OneAnswer()
    engine.name = "off"
    (verdict,) = said("C: да?\nM: вообщем да", engine)
    assert verdict.label == "not_assessed"
    assert verdict.reason
