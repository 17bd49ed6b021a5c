"""One н or two: «двери установленны», «неоплаченый счёт»; «хочем»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, word_set

_SHORT = re.compile(r".{3,}[аеия]нн(?:[аоы]|)")
_FULL = re.compile(r".{3,}[аеяе]н(?:ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых|ыми)")
_QUALITIES = word_set(  # adjectives too: «команда организованна», «решение продуманно»
    "организованный воспитанный образованный сдержанный уверенный рассеянный ограниченный "
    "озабоченный взволнованный обоснованный продуманный сбалансированный изысканный избалованный "
    "заинтересованный ответственный качественный своевременный ценный откровенный "
    "оправданный раскованный подготовленный квалифицированный умеренный постепенный современный "
    "одновременный собственный временный мгновенный обыкновенный особенный искренний"
)
_ERRONEOUS = {"хочем": "хотим", "хочут": "хотят", "хочете": "хотите", "хочешь-те": "хотите"}


def participle_slips(sentence: Sentence) -> Iterator[Slip]:
    """Participles with an н too many or too few."""
    for number, word in enumerate(sentence.words):
        right = _right(word.low) if word.text.isalpha() else None
        if right and word.low.endswith("нно") and not _is_predicate(sentence, number):
            continue
        if right:
            fix = capitalised_like(right, word.text)
            yield Slip(
                word.start, word.end, fix, ru=f"Пишется «{fix}».", en=f"It is spelled '{fix}'."
            )


def _is_predicate(sentence: Sentence, number: int) -> bool:
    """«всё сделанно», «окно установленно»; «фиксированно» may be an adverb."""
    before = sentence.words[number - 1] if number and sentence.words[number].joined else None
    if before is None:
        return False
    return before.low in ("все", "это", "было", "будет", "уже") or before.may_be("nomn", "neut")


def _right(word: str) -> str | None:
    if word in _ERRONEOUS:
        return _ERRONEOUS[word]
    if _SHORT.fullmatch(word):
        return _with_one(word)
    if _FULL.fullmatch(word) and not parses(word)[0].is_known:
        return _with_two(word)
    return None


def _with_one(word: str) -> str | None:
    """«установленны» -> «установлены»; «собранн» -> «собран»."""
    at = word.rindex("нн")
    short = word[:at] + word[at + 1 :]
    known = any(r.is_known and r.tag.POS == "PRTS" for r in parses(short))
    if not known:
        return None
    for reading in parses(word):
        if reading.is_known and (
            reading.tag.POS in ("ADVB", "NOUN", "PRED") or reading.normal_form in _QUALITIES
        ):
            return None
    return short


def _with_two(word: str) -> str | None:
    """«неоплаченый» -> «неоплаченный»."""
    match = re.search(r"н(?=(?:ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых|ыми)$)", word)
    doubled = word[: match.start()] + "нн" + word[match.end() :] if match else word
    plain = doubled.removeprefix("не")
    known = any(r.is_known and r.tag.POS in ("PRTF", "ADJF") for r in parses(plain))
    return doubled if match and known else None
