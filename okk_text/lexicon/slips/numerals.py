"""Nouns after numerals: «3 окно», «пять мастер», «две окна»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_FEW = {"два": 2, "две": 2, "три": 3, "четыре": 4}
_MANY = {"пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10}
_THINGS = word_set(  # «3 окно»; but «5 этаж», «2 график»
    "окно дверь колесо лист рулон комплект мастер пачка коробка поддон машина неделя штука мешок "
    "банка ведро бухта балка труба доска плита стол стул кресло шкаф ящик упаковка паллета "
    "фотография фото камера светильник розетка автомат насос клиент рубль час месяц минута образец "
    "экземпляр бутылка баллон диск шина занятие сеанс процедура ночь стулья билет гость макет"
)
_MONTHS = word_set(
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
)
_OBLIQUE = word_set("двух трех четырех пяти шести семи восьми девяти десяти")
_PAIRS = {"два": "две", "оба": "обе", "полтора": "полторы"}
_MORE = word_set("более менее больше меньше свыше около порядка не хватает нет нету")
_LARGEST = 20


def numeral_slips(sentence: Sentence) -> Iterator[Slip]:
    """Nouns whose case or gender does not go with the number before them."""
    for number, word in enumerate(sentence.words):
        amount = 5 if word.low in ("оба", "обе", "полтора", "полторы") else _amount(word)
        noun = sentence.joined(number + 1)
        if word.low in _OBLIQUE and noun is not None and _is_plain(noun):
            led = sentence.reads(number - 1, "из для после около")
            if led and noun.surely("sing") and noun.may_be("nomn") and not noun.may_be("gent"):
                form = parses(noun.low)[0].inflect({"gent", "plur"})
                if form:
                    yield _slip(word, noun, f"{word.text} {form.word}")
            continue
        if amount is None or noun is None or noun.gap.strip() or not _is_plain(noun):
            continue
        if _is_governed(sentence, number):
            continue
        right = _wrong_gender(word, noun)
        if right is not None:
            yield _slip(word, noun, f"{right} {noun.text}")
            continue
        if word.low in (*_PAIRS, *_PAIRS.values()) and word.low not in _FEW:
            continue
        form = _counted(noun, amount, written=word.low in _FEW or word.low in _MANY)
        if form is not None:
            yield _slip(word, noun, f"{word.text} {form}")


def _amount(word: Word) -> int | None:
    if word.text.isdigit() and len(word.text) <= 3:
        amount = int(word.text)
        if amount > _LARGEST and not 11 <= amount % 100 <= 19:
            amount = amount % 10 or 10  # «22 штуки», «30 штук»
        return amount if amount >= 2 else None
    return _FEW.get(word.low) or _MANY.get(word.low)


def _is_plain(noun: Word) -> bool:
    if not noun.text.islower() or not noun.text.isalpha() or len(noun.low) < 3:
        return False
    readings = parses(noun.low)
    labels = ("Abbr", "Fixd", "Pltm", "Name", "Surn", "Geox")
    return all(
        r.is_known and r.tag.POS == "NOUN" and not any(m in r.tag for m in labels) for r in readings
    )


def _is_governed(sentence: Sentence, number: int) -> bool:
    """After a preposition or «больше» other cases are right; after № a number is a name."""
    word = sentence.words[number]
    if number and word.gap not in (" ", ", ", " (", ". ", ": ", " — "):
        return True
    before = sentence.words[number - 1] if number and word.joined else None
    if before is None:
        return False
    large = word.text.isdigit() and int(word.text) > _LARGEST
    if before.low in ("наличии", "складе", "остатке"):
        return False
    if large and (before.part == "NOUN" or before.may_be("gent")):
        return True  # «в размере 22 процентов», «последних 24 часов»
    return (
        before.part in ("PREP", "COMP", "NUMR")
        or before.low in _MORE
        or before.text[0].isdigit()
        or (word.text.isdigit() and before.part == "NOUN" and before.likely("nomn"))
    )


def _wrong_gender(word: Word, noun: Word) -> str | None:
    """«две» for «два» or the other way about, «обе» and «полторы» too."""
    genders = {r.tag.gender for r in parses(noun.low) if {"gent", "sing"} in r.tag}
    if not genders or None in genders:
        return None
    other = None
    if word.low in _PAIRS.values() and "femn" not in genders:
        other = next(one for one, two in _PAIRS.items() if two == word.low)
    if word.low in _PAIRS and genders == {"femn"}:
        other = _PAIRS[word.low]
    return capitalised_like(other, word.text) if other else None


def _counted(noun: Word, amount: int, *, written: bool) -> str | None:
    """The right form of the noun; None where it is right or nothing is sure."""
    if noun.lemma in _MONTHS:
        return None
    if not written and noun.may_be("nomn", "sing") and noun.lemma not in _THINGS:
        return None
    few = amount < 5
    if noun.may_be("gent", "sing" if few else "plur") or noun.may_be("gen2"):
        return None
    if few and not (noun.may_be("nomn", "sing") or noun.may_be("gent", "plur")):
        return None
    if not few and not (noun.may_be("nomn") or noun.may_be("gent", "sing")):
        return None
    reading: Parse = parses(noun.low)[0]
    form = reading.inflect({"gent", "sing" if few else "plur"})
    return form.word if form and form.word != noun.low else None


def _slip(first: Word, noun: Word, fix: str) -> Slip:
    return Slip(
        first.start,
        noun.end,
        fix,
        ru=f"Согласуйте с числом: «{fix}».",
        en=f"Make it agree with the number: '{fix}'.",
    )
