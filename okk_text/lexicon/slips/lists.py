"""The comma between things in a row: «возьмите паспорт полис и направление»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.commas import comma_slip
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_NAMED_BY_NEXT = word_set(  # «тариф стандарт и премиум», «цвет графит»
    "тариф цвет пакет вариант модель размер материал сорт серия тип марка формат город район улица "
    "линейка коллекция режим раздел отдел группа блок уровень класс класса оттенок порода канал "
    "фирма бренд завод магазин салон компания интернет онлайн бизнес прайс мастер"
)


def list_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """Two nouns side by side before «и» and a third, all in the nominative or accusative."""
    words = sentence.words
    for number in range(1, len(words) - 2):
        first, second, link, third = words[number - 1 : number + 3]
        joined = second.joined and link.joined and third.joined
        if not joined or link.low != "и" or first.lemma in _NAMED_BY_NEXT:
            continue
        if any(w.part == "PREP" for w in sentence.before(number)[-3:]):
            continue  # «снимите на камеру шов и кромку»
        if all(map(_is_thing, (first, second))) and third.may_be("NOUN", "accs"):
            yield comma_slip(text, first, second, shown=second.low)


def _is_thing(word: Word) -> bool:
    """A plain noun that can be nothing but a nominative or accusative."""
    if not word.text[1:].islower() or len(word.low) < 4:
        return False
    return all(
        r.is_known
        and r.tag.POS == "NOUN"
        and r.tag.case in ("nomn", "accs")
        and not {"anim", "Fixd", "Abbr", "Name", "Surn", "Geox"} & r.tag.grammemes
        for r in parses(word.low)
    )
