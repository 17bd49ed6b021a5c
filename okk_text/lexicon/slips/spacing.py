"""Words apart or together against their sense: «адрес то», «по проще», «мы так же возим»."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_CONDITIONS = word_set("если раз коли чем как только либо не")
_SAME_WAY = word_set(  # «работаем так же»
    "быть делать сделать работать выглядеть поступать поступить остаться получиться считаться "
    "оставить стоить считать идти пойти звучать думать"
)
_DEGREE = ("ADVB", "ADJS", "ADJF", "COMP", "PRED", "PRCL", "PRTS", "VERB")
_QUALITIES = word_set("это я мне он она они вы мы")
_NO_NOT = word_set(  # «не» and these are one word, unless something is set against them
    "сложно плохо дорого долго редко давно вероятно приятно правильно верно законно рентабельно "
    "корректно дешево далеко удобно выгодно трудно велик велика безопасно"
)
_NO_NOT_BEFORE_NOUN = (
    "правильн верн корректн полноценн плох рентабельн законн исправн действительн"
).split()
_EMPHATIC = word_set(
    "вовсе совсем отнюдь далеко ничуть нисколько никак еще так уже пока столь и а же хоть ли чтобы "
    "если никогда нигде никому вам мне нам очень слишком самый самое тоже это"
)


def spacing_slips(sentence: Sentence) -> Iterator[Slip]:
    """Two words that should be one or hyphened, and one that should be two."""
    for number, word in enumerate(sentence.words):
        rule = _RULES.get(word.low, _not_verb if word.low.startswith("не") else None)
        slip = rule(sentence, number) if rule else None
        if slip:
            yield slip


def _particle(sentence: Sentence, number: int) -> Slip | None:
    """«когда встреча то?», «вы адрес то пришлите»."""
    word, before = sentence.words[number], sentence.words[number - 1]
    if number < 1 or not word.joined or any(w.low in _CONDITIONS for w in sentence.before(number)):
        return None
    lows = [w.low for w in sentence.words]
    if lows.count("то") > 1 or "если" in lows:
        return None
    after = sentence.joined(number + 1)
    if after is not None and not (after.finite or after.low == "не"):
        return None
    if after is None and (not sentence.question or sentence.word(number + 1)):
        return None
    if after is not None and after.finite and not (before.may_be("accs") and after.asks):
        return None
    if not (before.part in ("NOUN", "VERB", "ADVB", "NPRO") and before.low != "это"):
        return None
    return _mended(before, word, f"{before.text}-то", "Частица «-то» пишется через дефис: «{}».")


def _a_little(sentence: Sentence, number: int) -> Slip | None:
    """«по проще» -> «попроще»."""
    word, after = sentence.words[number], sentence.joined(number + 1)
    if after is None or not after.likely("COMP") or after.low in ("более", "менее", "чем"):
        return None
    following = sentence.joined(number + 2)
    if following is not None and following.part in ("ADJF", "PRTF", "NUMR", "CONJ"):
        return None
    if following is not None and (following.low == "чем" or following.text[0].isdigit()):
        return None
    return _mended(word, after, word.low + after.text, "Здесь пишется слитно: «{}».")


def _how_far(sentence: Sentence, number: int) -> Slip | None:
    """«на сколько это срочно» -> «насколько»."""
    word, many, after = (
        sentence.words[number],
        sentence.joined(number + 1),
        sentence.joined(number + 2),
    )
    if many is None or many.low != "сколько" or after is None:
        return None
    if after.low not in _QUALITIES and after.part not in _DEGREE[:5]:
        return None
    following = sentence.words[number + 3 :]
    if any(w.low in ("хватит", "рассчитан", "рассчитана", "дней", "процентов") for w in following):
        return None
    return _mended(word, many, "насколько", "Здесь пишется слитно: «{}».")


def _how_many(sentence: Sentence, number: int) -> Slip | None:
    """«насколько процентов» -> «на сколько»."""
    word, after = sentence.words[number], sentence.joined(number + 1)
    if after is None or after.part != "NOUN" or not after.surely("gent", "plur"):
        return None
    return _mended(word, word, "на сколько", "Здесь пишется раздельно: «{}».")


def _also(sentence: Sentence, number: int) -> Slip | None:
    """«мы так же возим мебель» -> «также»."""
    word, same, after = (
        sentence.words[number],
        sentence.joined(number + 1),
        sentence.joined(number + 2),
    )
    if same is None or same.low != "же" or after is None or number == 0 or not word.joined:
        return None
    if any(w.low in ("как", "что") for w in sentence.words[number + 2 :]):
        return None
    before = sentence.words[number - 1]
    led = before.part in ("NPRO", "NOUN") or before.low in ("можем", "могу", "можно", "есть")
    verb = (
        after.finite
        or after.low in ("можно", "есть", "прилагаю", "в")
        or after.part in ("INFN", "PRTS")
    )
    if not led or not verb or after.lemma in _SAME_WAY or after.low == "в":
        return None
    return _mended(word, same, "также", "В значении «тоже» пишется слитно: «{}».")


def _not_quality(sentence: Sentence, number: int) -> Slip | None:
    """«не сложно» -> «несложно»; «не правильный адрес» -> «неправильный»."""
    word, after = sentence.words[number], sentence.joined(number + 1)
    if after is None or any(w.low in ("а", "но") for w in sentence.words[number + 2 :]):
        return None
    before = sentence.words[number - 1] if number else None
    if before is not None and before.low in _EMPHATIC - {"это"}:
        return None
    following = sentence.joined(number + 2)
    if after.low in _NO_NOT:
        if following is not None and (following.finite or following.low in ("ли", "бы")):
            return None
    elif not (
        after.part == "ADJF"
        and after.low.startswith(tuple(_NO_NOT_BEFORE_NOUN))
        and following is not None
        and following.part == "NOUN"
    ):
        return None
    return _mended(word, after, word.low + after.text, "Здесь «не» пишется слитно: «{}».")


def _not_verb(sentence: Sentence, number: int) -> Slip | None:
    """«небыл», «недействует» -> «не был», «не действует»."""
    word = sentence.words[number]
    rest = word.low[2:]
    if len(rest) < 3 or not rest.isalpha() or parses(word.low)[0].is_known:
        return None
    reading = parses(rest)[0]
    if not reading.is_known or reading.tag.POS not in ("VERB", "INFN", "GRND"):
        return None
    return _mended(word, word, f"не {word.text[2:]}", "«Не» с глаголом пишется раздельно: «{}».")


def _mended(first: Word, last: Word, right: str, ru: str) -> Slip:
    fix = capitalised_like(right, first.text)
    return Slip(first.start, last.end, fix, ru=ru.format(fix), en=f"Write it so: '{fix}'.")


_RULES: dict[str, Callable[[Sentence, int], Slip | None]] = {
    "то": _particle,
    "по": _a_little,
    "на": _how_far,
    "насколько": _how_many,
    "так": _also,
    "не": _not_quality,
}
