"""The dash before «это»: «наша задача это помочь», «заказать сейчас это сэкономить»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, word_set

_NAMED = word_set("главное основное важное минус плюс")
_LEADING = word_set(  # «успеть это сделать»
    "мочь смочь успеть хотеть начать решить попробовать помочь суметь обещать надо нужно"
)


def dash_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """Predicates with «это» that want a dash."""
    for number, word in enumerate(sentence.words):
        if word.low != "это" or not number or not word.joined or sentence.question:
            continue
        if _names(sentence, number):
            before = sentence.words[number - 1]
            fix = f"{before.text} — {word.text}"
            yield Slip(
                before.start,
                word.end,
                fix,
                ru=f"Поставьте тире перед «это»: «{fix}».",
                en=f"Put a dash before 'это': '{fix}'.",
            )


def _names(sentence: Sentence, number: int) -> bool:
    before, after = sentence.before(number), sentence.after(number)
    if not after or any(w.finite or w.part in ("PRED", "CONJ", "ADJS") for w in before[1:]):
        return False
    following = after[1] if after[0].low == "не" and len(after) > 1 else after[0]
    if before[-1].low in _NAMED:
        return following.part == "INFN" or following.may_be("NOUN", "nomn")
    if following.part != "INFN" or before[0].finite or before[0].part in ("PRED", "CONJ", "PREP"):
        return False
    if before[0].part == "INFN":
        return before[0].lemma not in _LEADING and len(before) > 1
    return before[-1].part == "NOUN" and before[-1].may_be("nomn")
