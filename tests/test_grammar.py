"""Grammar: what our own rules find and leave alone, and which engine faults are believed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from okk_text.checks.grammar import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.errors import EngineUnavailable
from okk_text.grammar import GrammarFault
from okk_text.lexicon.slips import slips
from okk_text.lexicon.slips.patterns import rules
from okk_text.lexicon.slips.spelling import near_words
from okk_text.lexicon.texts import text_language
from okk_text.results import Finding, Verdict
from okk_text.settings import Settings

RULES = [
    pytest.param(lang, rule, id=f"{lang}-{rule.id}")
    for lang in ("ru", "en")
    for rule in rules(lang)
]

SENTENCES = Path(__file__).with_name("grammar")


def sentences(name: str) -> list[str]:
    lines = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


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


@pytest.mark.parametrize("marked", sentences("faulty.txt"))
def test_a_faulty_sentence_is_mended(marked):
    before, wrong, right, after = re.fullmatch(r"(.*)\[\[(.*)\|(.*)\]\](.*)", marked).groups()
    text = before + wrong + after
    found = slips(text, text_language(text))
    assert [(text[s.start : s.end], s.fix) for s in found] == [(wrong, right)]
    assert slips(before + right + after, text_language(text)) == []


@pytest.mark.parametrize("text", sentences("clean.txt"))
def test_nothing_is_found_in_a_clean_sentence(text):
    found = slips(text, text_language(text))
    assert [(text[s.start : s.end], s.fix) for s in found] == []


@pytest.mark.parametrize(
    ("corpus", "least"),
    [
        ("varied_faulty.txt", 0.75),
        ("shop_faulty.txt", 0.7),
        ("shop_faulty_en.txt", 0.85),
        ("studio_faulty.txt", 0.68),
        ("classics_faulty.txt", 0.8),
        ("classics_faulty_second.txt", 0.75),
    ],
)
def test_most_of_what_people_slip_on_is_found_without_an_engine(corpus, least):
    found = missed = 0
    for marked in sentences(corpus):
        before, *pieces = re.split(r"\[\[(.*?)\|.*?\]\]", marked)
        text, marks = before, []
        for wrong, after in zip(pieces[::2], pieces[1::2], strict=True):
            marks.append((len(text), len(text) + max(1, len(wrong))))
            text += wrong + after
        have = places(text, text_language(text))
        for start, end in marks:
            hit = any(a < end and start < b for a, b in have)
            found, missed = found + hit, missed + (not hit)
    assert found / (found + missed) >= least


@pytest.mark.parametrize(
    "text",
    [
        text
        for corpus in (
            "varied_clean.txt",
            "letters_clean.txt",
            "plants_clean.txt",
            "classics_clean.txt",
            "classics_clean_second.txt",
        )
        for text in sentences(corpus)
    ],
)
def test_nothing_is_found_in_what_people_write_well(text):
    assert places(text, text_language(text)) == []


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("зарание", "заранее"),
        ("прийдём", "придём"),
        ("агенства", "агентства"),
        ("колличеством", "количеством"),
        ("расчитываем", "рассчитываем"),
        ("учавствовать", "участвовать"),
        ("будующего", "будущего"),
        ("координально", "кардинально"),
    ],
)
def test_a_known_misspelling_is_put_right_in_every_form(word, right):
    assert [slip.fix for slip in slips(f"Слово {word}.", "ru")] == [right]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("остаеться", "остается"),
        ("маленкий", "маленький"),
        ("отличьно", "отлично"),
        ("поставленна", "поставлена"),
        ("прозьба", "просьба"),
        ("рекламма", "реклама"),
        ("заинтересаван", "заинтересован"),
        ("упоковка", "упаковка"),
        ("обратитесь-ка", None),
        ("невыходит", "не выходит"),
        ("стоимсть", "стоимость"),
        ("оборудовнаие", "оборудование"),
    ],
)
def test_a_word_is_misspelled_where_it_is_one_human_slip_from_another(word, meant):
    assert near_words(word, (), "ru") == ((meant,) if meant else ())


@pytest.mark.parametrize(
    "word",
    "шоурум созвоны апсейлу демоурок термоклей кофе-брейк клинеров однушки отфоткаем тестированиям"
    " ситуативно бризер экструдер вапоризация тг пластиковый ретаргетинга мини-зал".split(" "),
)
def test_a_new_word_is_no_misspelled_one(word):
    assert near_words(word, ("форум",), "ru") == ()


@pytest.mark.parametrize(
    ("word", "suggestions", "meant"),
    [
        ("shipmant", ("shipment",), ("shipment",)),
        ("invioce", ("invoice",), ("invoice",)),
        ("warehose", ("warehouse",), ("warehouse",)),
        ("longboat", ("long boat",), ()),
        ("overprinted", ("over printed", "overpainted"), ()),
        ("yeeeah", ("yeah",), ()),
        ("karel", ("Karl", "Pearl"), ()),
    ],
)
def test_an_english_suggestion_counts_where_it_is_one_slip_away(word, suggestions, meant):
    assert near_words(word, suggestions, "en") == meant


FAULTY_WORD = "В заказе есть стоимсть и сроки."


def test_an_unknown_word_of_the_engine_is_found_with_its_only_near_word():
    engine = OneAnswer(unknown_word(FAULTY_WORD, "стоимсть", "стоимость", "стойкость"))
    (finding,) = said(f"M: {FAULTY_WORD}", engine)
    assert (finding.fix, finding.criterion, finding.severity) == ("стоимость", "grammar", "error")


@pytest.mark.parametrize(
    ("written", "settings"),
    [
        (f"C: а стоимсть?\nM: {FAULTY_WORD}", None),
        (f"M: {FAULTY_WORD}", Settings(words=("Стоимсть",))),
        (f"C Стоимсть: да?\nM: {FAULTY_WORD}", None),
    ],
    ids=["the client writes it so", "okk.toml names it", "it is a name here"],
)
def test_a_word_that_is_right_in_this_conversation_is_left_alone(written, settings):
    engine = OneAnswer(unknown_word(FAULTY_WORD, "стоимсть", "стоимость"))
    assert said(written, engine, settings) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Привезёт Рекламма завтра.", "Рекламма"),
        ("Жанночка, добрый день!", "Жанночка"),
        ("Кухня «Рекламма» в наличии.", "Рекламма"),
        ("Пишите на info@rekламма.example.com", "rekламма"),
        ("Файл рекламма.pdf во вложении", "рекламма"),
    ],
)
def test_names_quotations_files_and_links_are_left_alone(text, word):
    assert said(f"M: {text}", OneAnswer(unknown_word(text, word, "реклама"))) == []


def test_one_place_has_one_finding_and_our_own_fix():
    text = "Прибор более дешевле."
    fault = GrammarFault(
        7, 20, "?", ("более дешёвая",), "grammar_bolee_interesnee", "GRAMMAR", "languagetool"
    )
    (finding,) = said(f"M: {text}", OneAnswer(fault))
    assert finding.fix == "дешевле"


def test_taste_of_an_engine_is_not_believed():
    text = "щас скину"
    fault = GrammarFault(0, 3, "?", ("сейчас",), "RU_SIMPLE_REPLACE", "MISC", "languagetool")
    assert said(f"M: {text}", OneAnswer(fault)) == []


def test_clients_and_colleagues_are_not_corrected():
    assert said("C: вообщем да", OneAnswer()) == []


@pytest.mark.parametrize("before", ["выбрали", "белый", "быстро", "уже", "пять", "в"])
def test_any_word_may_stand_before_a_relative_one(before):
    assert isinstance(slips(f"Спасибо, мы {before} который дешевле.", "ru"), list)
