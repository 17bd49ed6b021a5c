"""The evidence gate: what a model cites must stand in the text and show what code can see there."""

from datetime import datetime

import pytest

from okk_text.conversation.model import Span
from okk_text.judge.evidence import cited, shows
from okk_text.judge.sentences import Sentence

TEXTS = (
    "Добрый день, [PERSON_1]!",
    "Счёт на «Лестницу» вышлю до\u00a0пятницы.",
    "Да.",
    "Монтаж – два дня…",
)
SENTENCES = tuple(
    Sentence(n=2 if k < 3 else 4, span=Span(start=k, end=k + 1), masked=text)
    for k, text in enumerate(TEXTS)
)


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        ([2], [2]),
        (["2"], [2]),
        (["[2]"], [2]),
        ([2, 1, 2], [2, 1]),
        ([2, "Добрый день"], [2, 1]),
        (["Счет на «лестницу»"], [2]),  # ё as е, capitals
        (['на "Лестницу" вышлю до пятницы'], [2]),  # quotation marks, NBSP
        (["«вышлю до\u202fпятницы»"], [2]),  # in quotation marks of its own
        (["Да"], [3]),  # short, and a whole sentence
        (["вышлю до пятницы. Да."], [2, 3]),  # over two sentences of a message
        ([TEXTS[0]], [1]),
    ],
)
def test_evidence_that_stands_in_the_text_is_taken(pieces, found):
    assert [SENTENCES.index(s) + 1 for s in cited(pieces, SENTENCES)] == found


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [0],
        [5],
        [-1],
        [99999],
        [True],
        [None],
        [2.5],
        [{"n": 2}],
        [2, 7],  # one of them does not exist
        ["вышлю в субботу"],
        ["вышлю завтра до пятницы"],
        ["до"],  # stands in every text
        ["д"],
        ["«»"],
        [""],
        ["Да. Монтаж – два дня"],  # of two messages
        "Добрый день",
        2,
        None,
        {"evidence": [1]},
    ],
)
def test_evidence_that_does_not_exist_is_none_at_all(pieces):
    assert cited(pieces, SENTENCES) == ()


@pytest.mark.parametrize(
    ("what", "text", "shown"),
    [
        ("deadline", "Пришлите до пятницы", True),
        ("deadline", "Пришлите, как будет удобно", False),
        ("request", "Пришлите размеры проёма", True),
        ("request", "Спасибо, всё получили", False),
        ("price", "Выйдет 90 000 ₽", True),
        ("price", "Работаем с 2009 года", False),
        ("promise", "Отправлю расчёт завтра", True),
        ("promise", "Спасибо", False),
        ("payment", "Оплатил, чек во вложении", True),
        ("payment", "Подумаю", False),
        ("refusal", "Нет, спасибо, уже купили у других", True),
        ("refusal", "Когда привезёте?", False),
        ("agreement", "Да, подходит, оформляйте", True),
        ("agreement", "А сколько стоит доставка?", False),
    ],
)
def test_what_code_can_see_must_be_in_the_place_cited(what, text, shown):
    assert shows(text, what, written=datetime(2026, 3, 2, 10, 0)) is shown
