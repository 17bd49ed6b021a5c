"""The phrase lists keep their word, deletions leave whole sentences, and facts and courtesy stay."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from okk_text.checks.toolbox import Toolbox
from okk_text.checks.wordiness import CHECK
from okk_text.conversation.dialogue import dialogue
from okk_text.errors import EngineUnavailable, RubricError
from okk_text.grammar.fault import GrammarFault
from okk_text.lexicon import (
    Lexicon,
    Text,
    lexicon,
    remarks,
    removable,
    shortened,
    text_language,
)
from okk_text.lexicon.entries import Entry, PhraseList
from okk_text.lexicon.phrases import compiled
from okk_text.lexicon.word_classes import word_classes
from okk_text.resources import shipped

ENTRIES = [
    pytest.param(language, entry, id=entry.where)
    for language in ("ru", "en")
    for entry in lexicon(language).entries
]


def unmarked(example):
    """The text without [[brackets]], and the places they stood around."""
    places, text = [], ""
    for number, piece in enumerate(re.split(r"\[\[|\]\]", example)):
        if number % 2:
            places.append((len(text), len(text) + len(piece)))
        text += piece
    return text, places


def without(text, language="ru"):
    return shortened(text, removable(text, language), language)


@pytest.mark.parametrize(("language", "listed"), ENTRIES)
def test_every_entry_catches_its_example_at_the_marks(language, listed):
    text, places = unmarked(listed.entry.example)
    found = [r for r in remarks(text, language) if r.action == listed.entry.action]
    assert [(remark.start, remark.end) for remark in found] == places
    everything = lexicon(language).matches(Text(text, language))
    assert listed.where in {remark.where for remark in everything}


@pytest.mark.parametrize(("language", "listed"), ENTRIES)
def test_a_mended_example_has_nothing_left_to_mend(language, listed):
    text, _ = unmarked(listed.entry.example)
    mended = text
    for remark in reversed(remarks(text, language)):
        if remark.action == "replace":
            mended = mended[: remark.start] + remark.fix + mended[remark.end :]
        elif remark.action == "delete":
            mended = shortened(mended, [(remark.start, remark.end)], language)
    assert [r for r in remarks(mended, language) if r.action != "hint"] == []


def test_the_lists_are_long_enough_to_be_of_use():
    assert len(lexicon("ru").entries) >= 250
    assert len(lexicon("en").entries) >= 120


SHORTER = [
    ("Хотелось бы отметить, что замер бесплатный.", "Замер бесплатный."),
    ("Эскиз, как говорится, на столе.", "Эскиз на столе."),
    ("Игорь, честно говоря, лён дороже.", "Игорь, лён дороже."),
    ("Сошьём завтра, честно говоря, если привезут ткань.", "Сошьём завтра, если привезут ткань."),
    ("Ткань пришла, честно говоря, она тоньше.", "Ткань пришла, она тоньше."),
    ("И, честно говоря, лён дороже.", "И лён дороже."),
    ("Лён дороже, честно говоря.", "Лён дороже."),
    ("Лён, в принципе, дороже", "Лён дороже"),
    ("Короче говоря, в принципе лён дороже.", "Лён дороже."),
    ("Короче говоря, в общем, лён дороже.", "Лён дороже."),
    ("Анна, добрый день! На сегодняшний день лён есть.", "Анна, добрый день! Лён есть."),
    ("Мы — команда профессионалов. Замер завтра.", "Замер завтра."),
    ("Замер завтра. Мы — команда профессионалов.", "Замер завтра."),
    ("Замер завтра.\n\nМы дорожим каждым клиентом.\n\nАнна", "Замер завтра.\n\nАнна"),
    ("— Собственно, лён дороже.", "— Лён дороже."),
    ("Для того, чтобы сшить чехол, снимем мерки.", "Чтобы сшить чехол, снимем мерки."),
    ("Поняла: честно говоря, лён дороже.", "Поняла: лён дороже."),
]


@pytest.mark.parametrize(("text", "left"), SHORTER)
def test_what_is_left_is_a_whole_sentence(text, left):
    assert without(text) == left


def test_spaces_and_commas_are_put_right_around_any_place():
    assert shortened("Лён, шёлк, хлопок.", [(3, 9)], "ru") == "Лён, хлопок."
    assert shortened("Лён и шёлк.", [(4, 10)], "ru") == "Лён."
    assert shortened("Да. Вот лён.", [(4, 8)], "ru") == "Да. Лён."
    assert shortened("Лён", [], "ru") == "Лён"


LEFT_ALONE = [
    "Возможно, успеем завтра, но, пожалуйста, подтвердите.",
    "Спасибо за обращение! Будем рады помочь.",
    "Наверное, лён подойдёт лучше, скорее всего, и по цене.",
    "К сожалению, лён закончился.",
    "Цена действительна до пятницы, предложение действительно до мая.",
    "Фактически отгруженный товар указан в накладной.",
    "Оплата по факту поставки, в принципе работы станка разберёмся на месте.",
    "В общем доступе прайса нет.",
    "Шкаф типа купе, договор типа подряда.",
    "Это не просто станок. Просто станок стоит дешевле.",
    "Полностью собранный шкаф привезём в среду, он полностью оплачен.",
    "Работаем исключительно по предоплате, исключительно с юрлицами.",
    "Максимально допустимый вес — 120 кг.",
    "Самая низкая ступень — 12 сантиметров.",
    "Данные клиента храним у себя, пришлите данные компании.",
    "В данный тариф доставка не входит.",
    "Казалось дорого, а на самом деле дешевле.",
    "Тариф называется «На сегодняшний день».",
    "Как бы вы хотели оплатить?",
    "Честно скажу цену: 900 рублей.",
    "Команда из 12 мастеров с опытом 9 лет соберёт кухню за два дня.",
    "Мы профессионалы своего дела, поэтому сошьём за 3 дня и дадим гарантию 2 года.",
    "У нас богатый опыт: пришлём три примера завтра.",
    "Лидер рынка, компания «Ромашка», поднимет цены с мая.",
    "На сегодняшний день скидка 10 %, завтра 5 %.",
    "В настоящее время не работаем.",
    "Наша фабрика предлагает диваны и кресла высокого качества. Пришлите план.",
    "Наши швеи имеют богатый опыт и профильное образование. Пришлите план.",
    "Шьём на современном оборудовании Juki. Пришлите план.",
    "Мы ценим каждого клиента, поэтому перешьём бесплатно. Пришлите план.",
    "Мы пришлём вам широкий выбор тканей. Пришлите план.",
    "Да, конечно.",
    "Безусловно.",
    "Конечно, пришлю сегодня.",
    "Смотрите, выбирайте.",
    "Ну что, когда удобно?",
    "Так мы работаем или нет?",
    "Мастер сделает это вместе с вами.",
    "Можно вернуть деньги, а обратно товар не принимаем.",
    "Вам нужно сообщить, что вы от нас.",
    "Она хотела сказать, что приедет.",
    "Ссылка: https://example.com/на-самом-деле",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_facts_modality_and_courtesy_are_left_alone(text):
    assert [text[start:end] for start, end in removable(text, "ru")] == []


LEFT_ALONE_EN = [
    "Could you please confirm by Friday? It may be possible to deliver earlier.",
    "Thank you for your enquiry. We would be happy to help.",
    "I am very sorry about the delay.",
    "Just let me know which size you need.",
    "Just one desk is left.",
    "We have 12 years of experience with oak and will send three samples.",
    "The leading edge of the blade is 3 mm.",
    "What kind of wood do you need?",
]


@pytest.mark.parametrize("text", LEFT_ALONE_EN)
def test_english_facts_and_courtesy_are_left_alone(text):
    assert [text[start:end] for start, end in removable(text, "en")] == []


def test_a_replacement_takes_over_the_capital_letter():
    (remark,) = [r for r in remarks("Ввиду поломки приедем завтра.", "ru") if r.fix]
    assert remark.fix == "Из-за"


def test_nothing_is_deleted_where_nothing_else_stands():
    assert removable("Честно говоря...", "ru") == []
    assert removable("Мы — команда профессионалов.", "ru") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Добрый день! Есть MacBook Pro 14?", "ru"),
        ("Смотрите https://example.com/a-very-long-english-address", "ru"),
        ("Hello Ivan, here is the quote.", "en"),
        ("👍 12 000", "ru"),
        ("", "ru"),
    ],
)
def test_the_letters_tell_the_language(text, language):
    assert text_language(text) == language


class OneFault:
    """A grammar engine that finds a fault wherever a text holds a word."""

    name, note = "fake", ""

    def __init__(self, word):
        self.word = word

    def faults(self, text, language):
        if self.word is None:
            raise EngineUnavailable("gone")
        at = text.find(self.word)
        found = GrammarFault(at, at + 1, "", (), "RULE", "GRAMMAR", "fake")
        return [found] if at >= 0 else []

    def close(self):
        """Nothing runs."""


@pytest.mark.parametrize(
    ("word", "deleted"), [("Лён дороже", 0), ("шёлк", 1), ("Честно", 1), (None, 1)]
)
def test_a_deletion_that_adds_a_fault_is_dropped_and_a_missing_engine_drops_none(word, deleted):
    toolbox = Toolbox()
    toolbox.__dict__["grammar"] = OneFault(word)
    conversation = dialogue("M: Честно говоря, лён дороже, шёлк тоже.")
    assert len(list(CHECK.find(conversation, toolbox))) == deleted


def test_without_a_deletion_no_grammar_engine_is_started():
    toolbox = Toolbox()
    assert list(CHECK.find(dialogue("M: Замер завтра в 12:00."), toolbox)) == []
    assert "grammar" not in toolbox.__dict__


LIST = """\
language: ru
category: own
hint: {ru: Уберите, en: Leave out}
sets:
  плоды: [яблок*, груш*]
entries:
  - {phrase: "[спел*] <плоды>", example: "Вот [[спелые]] груши."}
"""

MISTAKES = [
    (LIST.replace("phrase:", "phrse:"), 7, "phrse"),
    (LIST.replace("[спел*] <плоды>", "[спел*] <ягоды>"), 7, "ягоды"),
    (LIST.replace("[спел*] <плоды>", "(спел* <плоды>"), 7, "("),
    (LIST.replace("[спел*] <плоды>", "с* <плоды>"), 7, "*"),
    (LIST.replace("[спел*] <плоды>", "... <плоды>"), 7, ""),
    (LIST.replace("[спел*] <плоды>", "спел*?"), 7, ""),
    (LIST.replace("[спел*] <плоды>", "[спел*] [зел*]"), 7, "[ ]"),
    (LIST.replace("language: ru", "language: fr"), 1, "language"),
    (LIST.replace("category: own\n", ""), 1, "category"),
    (LIST.replace('"}', '", action: replace}'), 7, "fix"),
    (LIST.replace('"}', '", action: throw}'), 7, "action"),
    (LIST.replace('"}', '", not_before: ["<fruit>"]}'), 7, "fruit"),
    (LIST.split("entries:")[0] + "entries: 5", 6, "entries"),
    (LIST.replace("language: ru", "language: [ru"), 2, ""),
]


@pytest.mark.parametrize(("written", "line", "about"), MISTAKES)
def test_a_mistake_in_a_list_stops_at_its_line(tmp_path: Path, written, line, about):
    path = tmp_path / "own.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(RubricError) as stopped:
        Lexicon([path], "ru")
    assert stopped.value.where == f"{path}:{line}"
    assert about in stopped.value.problem


def test_a_list_of_ones_own_needs_no_code(tmp_path: Path):
    path = tmp_path / "own.yaml"
    path.write_text(LIST, encoding="utf-8")
    (remark,) = Lexicon([path], "ru").remarks("Привезли спелую грушу.")
    assert (remark.start, remark.end, remark.fix, remark.category) == (9, 15, "", "own")


def test_the_guide_names_every_key_and_every_class_of_words():
    guide = (shipped("rubrics", "wording") / "README.md").read_text(encoding="utf-8")
    classes = {*word_classes("ru"), *word_classes("en")}
    keys = {*Entry.model_fields, *PhraseList.model_fields} - {"phrase"}
    assert [name for name in sorted(classes | keys) if not re.search(rf"\b{name}\b", guide)] == []


def test_no_phrase_stands_twice():
    for language in ("ru", "en"):
        phrases = Counter(
            (listed.entry.phrase, listed.entry.commas) for listed in lexicon(language).entries
        )
        assert [phrase for phrase, times in phrases.items() if times > 1] == []


def test_a_letter_takes_less_than_ten_milliseconds():
    letter = " ".join(text for text, _ in SHORTER) + "\n\n" + "\n".join(LEFT_ALONE[:20])
    remarks(letter, "ru")  # compiles the patterns
    started = time.process_time()
    for number in range(20):
        remarks(f"{letter} {number}", "ru")
    assert (time.process_time() - started) / 20 < 0.05  # measured 0.004; CI machines are slow


def test_hostile_text_ends_quickly():
    started = time.process_time()
    for text in ("не секрет что " * 3000, "являясь " + "слово " * 20000, "," * 50000, "а" * 200000):
        remarks(text, "ru")
    assert time.process_time() - started < 5


def test_twice_as_many_skipped_words_take_about_twice_as_long():
    phrase = re.compile(compiled("вы ... подходите", sets={}, classes=()).pattern)
    times = []
    for skipped in (4, 8):
        text = "вы " + "если " * skipped
        start = time.process_time()
        for _ in range(2_000):
            phrase.match(text)
        times.append(time.process_time() - start)
    assert times[1] < 6 * times[0] + 0.05
