"""The comma before a participle that follows its noun: «реквизиты указанные в счёте»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.commas import comma_slip
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_ADJECTIVAL = word_set(
    "следующий настоящий действующий соответствующий ведущий данный любимый уважаемый будущий "
    "подходящий текущий предыдущий бывший остальной управляющий заведующий служащий участвующий"
)


def participial_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """A noun, a participle that agrees with it, and what depends on the participle."""
    for number in range(1, len(sentence.words)):
        noun, word = sentence.words[number - 1], sentence.words[number]
        if not word.joined or word.lemma in _ADJECTIVAL or word.part != "PRTF":
            continue
        after = sentence.joined(number + 1)
        depends = after is not None and (after.part == "PREP" or after.surely("ablt"))
        named = noun.part == "NOUN" and (noun.text.islower() or number == 1)
        if depends and named and parses(word.low)[0].is_known and _agree(noun, word):
            yield comma_slip(text, noun, word, shown=word.low)


def _agree(noun: Word, participle: Word) -> bool:
    """Whether some readings share case, number and gender, beside the genitive of a chain."""
    return any(
        one.tag.case == other.tag.case
        and one.tag.number == other.tag.number
        and (one.tag.number == "plur" or one.tag.gender == other.tag.gender)
        for one in parses(noun.low)
        for other in parses(participle.low)
        if one.tag.POS == "NOUN" and one.is_known
    )
