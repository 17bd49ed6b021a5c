"""First parts of compounds written apart: «спец цена», «мини отель», «супер-стойкая»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.typos import is_russian
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_NO_WORDS = word_set("электро термо энерго гидро псевдо мульти микро мото проф")
_OF_QUALITIES = word_set("супер сверх мега ультра гипер")  # «супер стойкая»
_SECOND_PARTS = {  # after these, which are words too: «авто клиента», «видео погрузки»
    "спец": "цен предложени заказ одежд техник услови оборудовани проект тариф транспорт обув серии",
    "авто": "доводчик сервис запчаст салон мойк стоянк кресл кран вышк прицеп магнитол ответчик "
    "полив запуск рассылк платеж",
    "видео": "камер карт наблюдени звон обзор ролик урок связ конференци инструкци регистратор "
    "домофон стен консультаци",
    "фото": "студи съемк печат обо зон отчет сесси шаблон",
    "супер": "кле приз акци цен скидк",
}
_HYPHENED = re.compile(r"(супер|сверх|спец|проф|видео|авто|электро)-([а-яё]{4,})")


def compound_slips(sentence: Sentence) -> Iterator[Slip]:
    """Compounds in two words or with a hyphen that is not written."""
    for number, word in enumerate(sentence.words):
        after = sentence.joined(number + 1)
        if after is not None and after.text.islower() and _is_apart(word, after, number):
            hyphen = "-" if word.low == "мини" else ""
            yield _slip(word, after, word.text + hyphen + after.text)
        hyphened = _HYPHENED.fullmatch(word.text.lower())
        if hyphened and is_russian(hyphened[2].replace("ё", "е")):
            yield _slip(word, word, hyphened[1] + hyphened[2])


def _is_apart(word: Word, after: Word, number: int) -> bool:
    first, named = word.low, after.part in ("NOUN", "ADJF")
    if not after.text.isalpha() or len(after.low) < 4 or not is_russian(after.low):
        return False
    if first in _NO_WORDS or first == "мини":
        return named
    if first in _OF_QUALITIES and after.part == "ADJF":
        return first != "сверх" or not after.may_be("gent")  # «сверх указанной суммы»
    if first not in _SECOND_PARTS or after.part != "NOUN":
        return False
    if first == "супер" and not number:
        return False  # «Супер цена» for «Супер, цена …»
    of_it = first != "спец" and after.may_be("gent") and not after.may_be("nomn", "sing")
    return after.low.startswith(tuple(_SECOND_PARTS[first].split())) and not of_it


def _slip(first: Word, last: Word, right: str) -> Slip:
    fix = capitalised_like(right, first.text)
    return Slip(
        first.start,
        last.end,
        fix,
        ru=f"Такие слова пишутся так: «{fix}».",
        en=f"It is written so: '{fix}'.",
    )
