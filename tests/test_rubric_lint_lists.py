"""`rubric check` also reads the lists of phrases, rules and words: mistakes by file and line."""

import re

import pytest

from okk_text.errors import RubricError
from okk_text.language import speaking
from okk_text.resources import shipped
from okk_text.rubric_lint import is_list, list_doubts

WORDING = "language: ru\ncategory: own\nhint: {ru: а, en: a}\nentries:\n"
TONE = "language: ru\nkind: rude\ngroups:\n  - note: {ru: а, en: a}\n"
RULE = "language: ru\nrules:\n  - id: own\n    note: {ru: а, en: a}\n"
BAD = '    good: ["да"]\n    bad: ["[[счет фактуры]] нет"]\n'

FOUND = [  # text, line, words of the problem
    (WORDING + '  - {phrase: "к слову", example: "Макет готов."}\n', 5, "пример не находится"),
    (TONE + '    examples: ["[[Отстаньте]] уже"]\n    phrases: ["уйдите"]\n', 5, "не находится"),
    (
        TONE
        + '    examples: ["[[Отстаньте]]"]\n    spared: ["Не отстаньте от графика"]\n'
        + '    phrases: ["отстаньте"]\n',
        6,
        "безобидный",
    ),
    (RULE + "    fnid: 'счет фактур'\n" + BAD, 5, "неизвестный ключ «fnid»"),
    (RULE + "    find: 'счет ('\n" + BAD, 5, "find"),
    (RULE + "    find: 'счет фактура'\n" + BAD, 7, "пример не находится"),
    (RULE + "    cased: может\n    find: 'счет фактуры'\n" + BAD, 5, "true или false"),
    (
        RULE + "    find: 'счет фактуры'\n" + BAD + RULE.partition("rules:\n")[2]
        + "    find: 'счет фактуры'\n" + BAD,
        8,
        "повторяется",
    ),
    ("language: ru\nrules:\n  - нет\n", 3, "ключи и значения"),
    ("phrases:\n  в течение: gent\n  к приезду: дат\n", 3, "неизвестный падеж «дат»"),
    ("nouns: [a]\n", 1, "слова через пробел"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), FOUND)
def test_a_doubtful_place_is_named_by_line(tmp_path, text, line, words):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert is_list(path)
    doubts = [doubt for doubt in list_doubts(path) if words in doubt.problem]
    assert doubts, list_doubts(path)
    assert doubts[0].where == f"{path}:{line}"
    assert doubts[0].error
    with speaking("en"):
        told = " ".join(doubt.problem for doubt in list_doubts(path))
    own_words = re.sub(r"'.*?'|find cannot.*", "", told)
    assert not re.search("[а-яё]", own_words), told


UNREADABLE = [
    (WORDING + "  - {phrase: да, exmaple: да}\n", 5, "exmaple"),
    (WORDING + '  - {phrase: "да (", example: "да"}\n', 5, "фраза не читается"),
    (WORDING + '  - {phrase: да, example: да, opens: "может"}\n', 5, "true или false"),
    (TONE + "    examples: [да]\n    phrases: 5\n", 1, ""),
    (TONE + "    examples: [да]\n    phrases: [да]\n    notes: 3\n", 7, "notes"),
    ("language: ru\nrules: 5\n", 2, "нужен список"),
]


@pytest.mark.parametrize(("text", "line", "words"), UNREADABLE[:3] + UNREADABLE[4:])
def test_what_cannot_be_read_is_refused_at_its_line(tmp_path, text, line, words):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RubricError, match=re.escape(words)) as caught:
        list_doubts(path)
    assert caught.value.where == f"{path}:{line}"


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("misspelled_ru.txt", "# слова\nкарова\n", 2, "нет исправления"),
        ("misspelled_ru.txt", "карова корова\n\nкарова корова\n", 3, "уже стоит в строке 1"),
        ("ru.txt", "созвон\nзум\nСозвон\n", 3, "уже стоит в строке 1"),
    ],
)
def test_lists_of_words_are_read_line_by_line(tmp_path, name, text, line, words):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (doubt,) = list_doubts(path)
    assert doubt.where == f"{path}:{line}"
    assert words in doubt.problem


@pytest.mark.parametrize(
    "name",
    ["wording/frames.ru.yaml", "tone/rude.en.yaml", "grammar/en.yaml", "grammar/words_en.yaml"],
)
def test_the_lists_that_ship_are_without_mistakes(name):
    path = shipped("rubrics", *name.split("/"))
    assert [doubt for doubt in list_doubts(path) if doubt.error] == []


def test_a_rubric_is_no_list():
    assert not is_list(shipped("rubrics", "default.yaml"))


def test_the_command_checks_a_list_and_ends_with_2_where_it_cannot_work(okk, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("phrases:\n  к приезду: дат\n", encoding="utf-8")
    ended = okk("rubric", "check", path)
    assert ended.code == 2
    assert f"{path}:2: " in ended.out
    assert okk("rubric", "check", shipped("rubrics", "grammar", "government_ru.yaml")).code == 0
