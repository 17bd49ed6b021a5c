"""The better text by rule keeps every fact, mends what is sure, greets by name and stays grammatical."""

import pytest

from okk_text.checks import Toolbox, checks
from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Span
from okk_text.errors import EngineUnavailable
from okk_text.grammar import GrammarFault
from okk_text.results import Finding
from okk_text.settings import Settings
from okk_text.shorter import shorter_texts, sure_name


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


def better_texts(written, *, faults=None):
    """The better texts of a dialogue, by what greeting and wordiness find in it."""
    conversation = dialogue(written)
    toolbox = Toolbox(Settings.model_validate({"grammar": {"engine": "off"}}))
    findings = [
        finding
        for check in ("greeting", "wordiness")
        for finding in checks()[check].find(conversation, toolbox)
        if isinstance(finding, Finding)
    ]
    return [rewrite.text for rewrite in shorter_texts(conversation, findings, faults=faults)]


@pytest.mark.parametrize(
    ("text", "mends", "wanted"),
    [
        ("На самом деле доставка бесплатна.", [("На самом деле ", "")], "Доставка бесплатна."),
        ("Договор, как говорится, готов.", [(", как говорится,", "")], "Договор готов."),
        ("Вообщем, в принципе успеем к 15:00.", [("Вообщем", "В общем"), (" в принципе", "")], "В общем, успеем к 15:00."),
        ("Итого 4 200 ₽ в принципе.", [(" 200", "")], None),
        ("Пишите на a@example.com, кстати.", [(" на a@example.com", "")], None),
        ("Вообщем, успеем.", [("Вообщем", "В общем")], None),
        ("Лак, кстати, не входит.", [(", кстати,", ""), (" не", "")], None),
        ("Кстати, вас будит мастер.", [("Кстати, ", ""), ("будит", "уведёт")], "Вас будит мастер."),
    ],
)  # fmt: skip
def test_a_shorter_text_keeps_the_facts(text, mends, wanted):
    rewrites = shorter_texts(dialogue(f"M: {text}"), findings_in(text, *mends))
    assert [rewrite.text for rewrite in rewrites] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("C Анна: Почём?\nM: Добрый день! 500 ₽.", "Добрый день, Анна! 500 ₽."),
        ("C Анна: Почём?\nM: Здравствуйте, 500 ₽ за штуку", "Здравствуйте, Анна! 500 ₽ за штуку"),
        ("C Анна: Почём?\nM: Анна, 500 ₽.", "Анна, добрый день! 500 ₽."),
        ("C Анна: Почём?\nM: 500 ₽ за штуку.", "Добрый день, Анна! 500 ₽ за штуку."),
        ("C Анна: Почём?\nM: Тебе за 500 ₽ отдам.", "Привет, Анна! Тебе за 500 ₽ отдам."),
        ("C Станислав Егоров: Жду.\nM: Здравствуйте, Сергей! Готово.", "Здравствуйте, Станислав! Готово."),
        ("email\nC Вера Лосева: Жду.\nsignature:\nВера Лосева\nM: Добрый день, {Имя}! Прайс готов.", "Добрый день, Вера! Прайс готов."),
        ("email\nC Laura Jensen: Hello?\nM: The list is ready.", "Hello Laura,\n\nThe list is ready."),
        ("C Анна: Почём?\nM: Добрый день! На самом деле 500 ₽.", "Добрый день, Анна! 500 ₽."),
    ],
)  # fmt: skip
def test_the_client_is_greeted_by_name(written, wanted):
    assert better_texts(written) == [wanted]


@pytest.mark.parametrize(
    "written",
    [
        "C +7 900 000-00-01: Почём?\nM: Добрый день! 500 ₽.",
        "C Анна: Почём?\nC Инна: И мне\nM: Добрый день! 500 ₽.",
        "C Анна: Почём?\nM: минуту\nM: 500 ₽.",
        "C Анна: Почём?\nM: Добрый день всем участникам! 500 ₽.",
        "C Анна: Почём?\nM: Добрый день, Анна! 500 ₽.",
    ],
)
def test_nobody_is_greeted_where_the_name_or_the_place_is_not_sure(written):
    assert better_texts(written) == []


def test_a_greeting_follows_the_manner_of_the_writer():
    written = """
        C Анна, 2026-03-02 10:00: Почём?
        M, 2026-03-02 10:05: Здравствуйте, Анна! 500 ₽.
        C Анна, 2026-03-05 10:00: Есть в наличии?
        M, 2026-03-05 10:05: Есть две штуки.
    """
    assert better_texts(written) == ["Здравствуйте, Анна! Есть две штуки."]


def test_a_text_with_a_new_grammar_fault_is_not_offered():
    def faults(text, language):
        at = text.find("Анна! ")
        place = [(at + 6, at + 7)] if at >= 0 else []
        return [GrammarFault(a, b, "…", (), "RULE", "GRAMMAR", "stub") for a, b in place]

    written = "C Анна: Почём?\nM: Добрый день! На самом деле 500 ₽."
    assert better_texts(written, faults=faults) == ["Добрый день! 500 ₽."]


def test_a_name_that_the_engine_does_not_know_is_no_fault():
    def faults(text, language):
        at = text.find("Айсылу")
        place = [(at, at + 6)] if at >= 0 else []
        return [GrammarFault(a, b, "…", (), "SPELLING", "TYPOS", "stub") for a, b in place]

    written = "C Айсылу Каримова: Почём?\nM: Добрый день! 500 ₽."
    assert better_texts(written, faults=faults) == ["Добрый день, Айсылу! 500 ₽."]


def test_without_an_engine_nothing_is_held_back():
    def faults(text, language):
        raise EngineUnavailable("нет движка")

    assert better_texts("C Анна: Почём?\nM: Добрый день! 500 ₽.", faults=faults)


def test_a_name_is_sure_where_one_client_writes():
    one, two = dialogue("C Анна: Да\nM: Ок"), dialogue("C Анна: Да\nC Инна: Да\nM: Ок")
    assert sure_name(one, one.messages[1]) == "Анна"
    assert sure_name(two, two.messages[2]) is None
