"""Tone: the phrase lists keep their examples, words and marks are told from their harmless doubles."""

import re

import pytest

from okk_text.checks.tone import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.errors import RubricError
from okk_text.lexicon.texts import Text, folded, text_language
from okk_text.lexicon.tone_address import endearments, thou
from okk_text.lexicon.tone_lists import ToneLexicon, tone_lexicon
from okk_text.lexicon.tone_marks import rows_of_marks, shouted
from okk_text.lexicon.tone_words import swear_words
from okk_text.results import Finding, Verdict

GROUPS = [(listed, group) for listed in tone_lexicon().lists for group in listed.groups]
EXAMPLES = [
    pytest.param(listed.kind, example, id=example[:40])
    for listed, group in GROUPS
    for example in group.examples
]
SPARED = [pytest.param(spared, id=spared[:40]) for _, group in GROUPS for spared in group.spared]


def _label(written: str) -> str:
    """The label of the last message."""
    said = CHECK.find(dialogue(written), Toolbox())
    return [one for one in said if isinstance(one, Verdict)][-1].label


def _findings(written: str) -> list[Finding]:
    return [f for f in CHECK.find(dialogue(written), Toolbox()) if isinstance(f, Finding)]


def _text(written: str) -> Text:
    return Text(written, text_language(written))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_every_group_of_phrases_finds_its_examples_at_the_marks(kind, example):
    plain = example.replace("[[", "").replace("]]", "")
    remarks = tone_lexicon().remarks(_text(plain))
    assert [plain[r.start : r.end] for r in remarks] == re.findall(r"\[\[(.*?)\]\]", example)
    assert {r.kind for r in remarks} == {kind}


@pytest.mark.parametrize("spared", SPARED)
def test_every_group_leaves_its_harmless_doubles_alone(spared):
    assert tone_lexicon().remarks(_text(spared)) == []


@pytest.mark.parametrize("kind", ["rude", "passive_aggressive", "pushy", "indifferent", "familiar"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_kind_has_a_list_in_both_languages(kind, language):
    assert any((one.kind, one.language) == (kind, language) for one, _ in GROUPS)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("да пошёл ты нахуй", "нахуй"),
        ("это пиздец, а не замер", "пиздец"),
        ("бл*, опять", "бл*"),
        ("какого х*я", "х*я"),
        ("п0хуй", "п0хуй"),
        ("пи3дец", "пи3дец"),
        ("ну ты и идиот", "идиот"),
        ("заебали", "заебали"),
        ("you stupid idiot", "idiot"),
        ("what the f**k", "f**k"),
        ("this is bullshit", "bullshit"),
    ],
)
def test_swear_words_are_found_masked_and_in_look_alike_letters(text, word):
    found = [text[start:end] for start, end in swear_words(folded(text))]
    assert word in found


@pytest.mark.parametrize(
    "text",
    [
        "застрахуем груз, подстрахуем и ребят, и оборудование",
        "мандарины, педикюр, безделушки, болванка под вал",
        "употребляйте до еды, корабль, сабля, худи, хуже не будет",
        "скидка *до 10%*, размер 2*3 м, поезд в 10:00",
        "неудачный цвет, учебный хлеб, небо, тебе, ребёнок",
        "Я идиот, перепутал даты, извините",
        "Shipping to Scunthorpe, classic assortment, cocktail hour",
        "EBITDA, ебитда, херес, Херсон",
    ],
)
def test_words_that_only_look_foul_are_left_alone(text):
    assert [text[start:end] for start, end in swear_words(folded(text))] == []


@pytest.mark.parametrize(
    ("text", "shouts"),
    [
        ("Я ВАМ УЖЕ ОТВЕТИЛ вчера", ["Я ВАМ УЖЕ ОТВЕТИЛ"]),
        ("Please READ THE CONTRACT FIRST.", ["READ THE CONTRACT FIRST"]),
        ("КОММЕРЧЕСКОЕ ПРЕДЛОЖЕНИЕ\nдля вас", []),
        ("ИНН, КПП и ОГРН для ООО «МЫ И ВЫ»", []),
        ("Кран ШТИЛЬ ПРЕМИУМ есть", []),
        ("Файл НЕ ТРОГАТЬ.pdf", []),
        ("Это ОЧЕНЬ важно", []),
    ],
)
def test_capitals_shout_only_where_they_speak(text, shouts):
    assert [text[start:end] for start, end in shouted(_text(text))] == shouts


@pytest.mark.parametrize(
    ("text", "mark"), [("Ура!!!", "!"), ("Ну что???", "?"), ("Да?!?!", "?"), ("Да!", None)]
)
def test_a_row_of_marks_has_one_mark_that_is_enough(text, mark):
    assert next((found for _, _, found in rows_of_marks(text)), None) == mark


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Когда тебе удобно?", ["тебе"]),
        ("Скинь адрес, завтра приедешь?", ["Скинь", "приедешь"]),
        ("Тише едешь — дальше будешь", []),
        ("Заранее не угадаешь", []),
        ("Давайте на ты?", []),
        ("Мышь, тушь и роскошь", []),
        ("Суши и клей", []),
        ("Кнопка «Купи» вверху", []),
    ],
)
def test_thou_is_a_pronoun_a_verb_or_an_order(text, words):
    found = [text[start:end] for start, end in thou(_text(text))]
    assert [word for word in found if word not in ("будешь",)] == words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Юлечка, добрый день", ["Юлечка"]),
        ("Добрый день, Танюша!", ["Танюша"]),
        ("Колян, привет", ["Колян"]),
        ("Саша, добрый день", []),
        ("Ксюша, добрый день", []),
        ("Передала Юлечке документы", []),
        ("Вера, здравствуйте", []),
    ],
)
def test_an_endearment_counts_where_somebody_is_addressed(text, names):
    assert [text[start:end] for start, end in endearments(_text(text))] == names


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("C: Привет! Скинешь прайс?\nM: Держи, смотри вторую страницу", "not_assessed"),
        ("C: Здравствуйте! Пришлёте прайс?\nM: Держи, тебе какой?", "familiar"),
        ("C Леночка: Здравствуйте\nM: Леночка, добрый день!", "not_assessed"),
        ("C: Приветик! Чё по срокам?\nM: Приветик! В пятницу", "not_assessed"),
        ("C: Вы согласны?\nM: Да", "not_assessed"),
        ("C: Почему вырос срок?\nM: Ок", "indifferent"),
        ("email\nC: Делаете ли вы навесы?\nM: Делаем.", "indifferent"),
        ("C: Доставка входит?\nM: Не входит 🤷", "indifferent"),
        ("C: Спасибо!\nM: И вам спасибо!!!", "not_assessed"),
        ("C: Думаю\nM: Оплатите сегодня!!!", "pushy"),
        ("C: Думаю\nM: Вы сами виноваты, решайте прямо сейчас", "rude"),
        ("C: Думаю\nM: Вы написали «решение за вами», уточню", "not_assessed"),
        ("C: Думаю\nM:", "na"),
    ],
)
def test_the_worst_kind_decides_and_silence_is_never_a_pass(written, label):
    assert _label(written) == label


@pytest.mark.parametrize(
    ("written", "fix", "severity"),
    [
        ("C Юлия: Здравствуйте\nM: Юлечка, день добрый", "Юлия", "hint"),
        ("C: Спасибо\nM: Пожалуйста!!!", "!", "hint"),
        ("C: Спасибо\nM: Вы идиот", None, "error"),
        ("C: Дорого\nM: Решение за вами", None, "warning"),
    ],
)
def test_a_finding_says_what_to_do_and_how_bad_it_is(written, fix, severity):
    finding = _findings(written)[-1]
    assert (finding.fix, finding.severity) == (fix, severity)
    assert finding.note


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ('  - {phrase: "(не закрыта"}', ":7"),
        ('  - {phrase: "слово", neer: [цена]}', ":7"),
        ('  - {phrase: "слово", near: [<нет такого>]}', ":7"),
    ],
)
def test_a_mistake_in_a_list_is_shown_at_its_line(tmp_path, line, where):
    path = tmp_path / "rude.ru.yaml"
    head = "language: ru\nkind: rude\ngroups:\n  - note: {ru: а, en: a}\n    examples: [слово]\n"
    path.write_text(head + "    phrases:\n    " + line + "\n", encoding="utf-8")
    with pytest.raises(RubricError) as error:
        ToneLexicon([path])
    assert where in error.value.where
