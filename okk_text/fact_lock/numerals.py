"""Numbers in digits and in words, Russian and English: «12,5 тыс.», «двадцать пять», "two hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from okk_text.conversation.morphology import parses
from okk_text.language import Language


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and its place; `scaled` says that «тыс.» or the like was written out with it."""

    start: int
    end: int
    value: Decimal
    scaled: bool = False


_SIMPLE = {
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
    " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
}
_TENS = {
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
_WORDS: dict[str, Decimal] = {
    **{w: Decimal(i) for words in _SIMPLE.values() for i, w in enumerate(words.split())},
    **{w: Decimal(i) for words in _TENS.values() for i, w in enumerate(words.split(), 2)},
}
for _words in _TENS.values():
    _WORDS |= {w: Decimal(10 * i) for i, w in enumerate(_words.split(), 2)}
_WORDS |= {w: Decimal(100 * i) for i, w in enumerate(_HUNDREDS.split(), 1)}
_WORDS |= {
    "двое": Decimal(2),
    "трое": Decimal(3),
    "четверо": Decimal(4),
    "пятеро": Decimal(5),
    "полтора": Decimal("1.5"),
    "пара": Decimal(2),
    "couple": Decimal(2),
    "десяток": Decimal(10),
    "dozen": Decimal(12),
}
_SCALES: dict[str, Decimal] = {
    "hundred": Decimal(100),
    "сотня": Decimal(100),
    "тысяча": Decimal(1000),
    "thousand": Decimal(1000),
    "миллион": Decimal(10**6),
    "million": Decimal(10**6),
    "миллиард": Decimal(10**9),
    "billion": Decimal(10**9),
}
_DIGITS = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_SCALE = re.compile(
    r"\s?(?:(?P<k>тыс(?:яч\w*|\.|\b)|[кk]\b(?!\w)|thousand\b)"
    r"|(?P<m>млн\b\.?|миллион\w*|million\b|mln\b)|(?P<b>млрд\b\.?|миллиард\w*|billion\b|bn\b))"
)


def numerals(folded: str, language: Language) -> list[Numeral]:
    """The numbers of a folded text in order, with «тыс.» and the like worked in."""
    found = list(_in_digits(folded, language))
    for numeral in found:  # «48 тысяч» is read once
        folded = (
            folded[: numeral.start] + "|" * (numeral.end - numeral.start) + folded[numeral.end :]
        )
    found += _in_words(folded, language)
    return sorted(found, key=lambda numeral: numeral.start)


def _in_digits(folded: str, language: Language) -> Iterator[Numeral]:
    for match in _DIGITS.finditer(folded):
        value = _value(match[0], language)
        if value is None:
            continue
        numeral = Numeral(match.start(), match.end(), value)
        scale = _SCALE.match(folded, match.end())
        if scale:
            times = 1000 if scale["k"] else 10**6 if scale["m"] else 10**9
            numeral = replace(numeral, end=scale.end(), value=value * times, scaled=True)
        yield replace(numeral, value=numeral.value.normalize())


def _value(written: str, language: Language) -> Decimal | None:
    plain = written.replace(" ", "")
    if language == "en":  # 1,200.50
        plain = re.sub(r",(?=\d{3}(?:\D|$))", "", plain)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        plain = plain.replace(".", "")
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None  # 1.2.3: a version, not a number


def _in_words(folded: str, language: Language) -> Iterator[Numeral]:
    """Runs of number words; «один» and "one" say a number only where another number word follows."""
    total, part, last, start, end, single = Decimal(0), Decimal(0), Decimal(0), -1, -1, True
    for match in [*_WORD.finditer(folded), None]:
        value, scale = _number_word(match[0], language) if match else (None, None)
        between = folded[end : match.start()] if match and start >= 0 else " "
        joins = start >= 0 and re.fullmatch(r"\s+(?:and\s+)?|-", between)
        fits = value is not None and value < 100 and (value < last or last == 0) and last != 1.5
        if start >= 0 and not (joins and (scale or (fits and last >= 20))):
            if not (single and total + part == 1):
                yield Numeral(start, end, (total + part).normalize(), total > 0)
            total, part, last, start, single = Decimal(0), Decimal(0), Decimal(0), -1, True
        if match is None or (value is None and scale is None):
            continue
        single = start < 0
        start, end = match.start() if start < 0 else start, match.end()
        if scale == 100:
            part, last = (part or Decimal(1)) * 100, Decimal(100)
        elif scale:
            total, part, last = total + (part or Decimal(1)) * scale, Decimal(0), scale
        else:
            assert value is not None
            part, last = part + value, value


def _number_word(word: str, language: Language) -> tuple[Decimal | None, Decimal | None]:
    """What the word counts, or by how much it multiplies."""
    if word.isascii():
        return _WORDS.get(word), _SCALES.get(word)
    if len(word) < 3:
        return None, None
    for parse in parses(word)[:3]:
        lemma = parse.normal_form.replace("ё", "е")
        if lemma in _SCALES:
            return None, _SCALES[lemma]
        if lemma in _WORDS and ({"NUMR", "NOUN"} & set(parse.tag.grammemes) or lemma == "один"):
            return _WORDS[lemma], None
    return None, None
