"""The comma before an indirect question at a distance: «узнаю на складе есть ли остаток»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.commas import comma_slip
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import BOUND, CONJUNCTIONS, Sentence, Word, word_set

TELLING = word_set(  # verbs that an indirect question hangs on: «подскажите, какой»
    "подсказать сказать написать уточнить сообщить посмотреть смотреть узнать знать понять "
    "понимать решить показать рассказать объяснить проверить видеть увидеть помнить спросить "
    "определить указать подумать ответить выяснить глянуть описать прикинуть спрашивать выбрать "
    "обсудить пояснить посоветовать напомнить напоминать говорить писать подсказывать"
)
_LEADING = TELLING | word_set(
    "сверить перепроверить поинтересоваться думать уточнять узнавать проверять рассказывать "
    "скинуть "
    "выяснять показывать отписать отписаться поговорить посчитать сориентировать подтвердить"
)
_ASKING = word_set(
    "какой какая какое какие какого каких какую каким какому какими сколько куда откуда почему "
    "зачем чей чья чье чьи насколько где когда чего кто кому"
)
_VAGUE = word_set(
    "если вдруг может чтобы чтоб ли хоть раз мало редко неважно неизвестно разве пусть"
)
_IDIOM_BEFORE = word_set(
    "пожалуйста хоть кое мало неважно важно равно знает есть нет было будет раз что как"
)
_POINTING = word_set("того тому")  # «зависит от того какой у вас пол»
_KNOWN = word_set("известно понятно непонятно ясно неясно интересно")
_IDIOM_AFTER = word_set("угодно попало ли бы ни то либо нибудь же больше меньше")
_REACH = 5


def indirect_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """Indirect questions and «какой» for «который» without their comma."""
    for number, word in enumerate(sentence.words):
        if word.low == "ли":
            opens = _whether(sentence, number)
        elif word.low in _ASKING:
            opens = _question(sentence, number) or _relative(sentence, number)
        else:
            continue
        if opens and sentence.words[opens].joined:
            shown = sentence.words[opens].low
            yield comma_slip(text, sentence.words[opens - 1], sentence.words[opens], shown=shown)


def _whether(sentence: Sentence, number: int) -> int:
    """The word before «ли» opens the clause: «подумайте нужен ли», with its «не»."""
    opens = number - 1
    if opens < 1 or not sentence.words[number].joined:
        return 0
    asked = sentence.words[opens]
    if asked.low in ("вряд", "едва", "то", "мало", "что", "возможно") or asked.part in (
        "NPRO",
        "CONJ",
    ):
        return 0
    if sentence.words[opens - 1].low == "не" and asked.joined:
        opens -= 1
    return opens if _is_led(sentence, opens) else 0


def _question(sentence: Sentence, number: int) -> int:
    """The question word, or the preposition before it, where a verb of telling stands earlier."""
    opens = number
    if number and sentence.words[number].joined and sentence.words[number - 1].part == "PREP":
        opens -= 1
    after = sentence.joined(number + 1)
    if opens < 1 or after is None or after.low in _IDIOM_AFTER:
        return 0
    if sentence.words[number].low in ("чего", "кто", "кому") and not _carries(sentence, number):
        return 0
    return opens if _is_led(sentence, opens) else 0


def _is_led(sentence: Sentence, opens: int) -> bool:
    """Whether a verb of telling stands at most a few nouns before the word, and nothing else."""
    before = _led_by(sentence, opens)
    if not before or before[-1].low in CONJUNCTIONS | BOUND | _IDIOM_BEFORE:
        return False
    if before[-1].low in _POINTING or before[-1].low in _KNOWN:
        return _carries(sentence, opens) and not _is_guarded(before[:-1])
    for word in reversed(before[-_REACH:]):
        if word.part in ("VERB", "INFN"):
            return word.lemma in _LEADING and not _is_guarded(before)
        if word.low in CONJUNCTIONS or word.part in ("CONJ", "PRED", "ADJS", "GRND"):
            return False
    return False


def _led_by(sentence: Sentence, opens: int) -> list[Word]:
    """The words before, over «, пожалуйста,»."""
    if not sentence.words[opens].joined:
        return []
    before = sentence.before(opens)
    first = opens - len(before)
    if first > 1 and sentence.words[first - 1].low == "пожалуйста":
        return [*sentence.before(first - 1), *before]
    return before


def _relative(sentence: Sentence, number: int) -> int:
    """«фото какие просили», «кухню чей фасад»: a noun, then a clause with a verb."""
    word, before = sentence.words[number], sentence.before(number)
    if sentence.question or not word.joined or len(before) < 2 or before[-1].part != "NOUN":
        return 0
    if word.lemma not in ("какой", "чей") or before[-1].lemma in ("раз", "случай"):
        return 0
    if _is_guarded(before) or not any(w.finite for w in before):
        return 0
    return number if _carries(sentence, number) else 0


def _is_guarded(before: list[Word]) -> bool:
    """«если кто спросит», «чтобы какие вопросы»: no question."""
    return any(w.low in _VAGUE for w in before)


def _carries(sentence: Sentence, number: int) -> bool:
    """Whether a finite verb or «нужно» follows in the clause."""
    return any(w.finite or w.part in ("PRED", "PRTS", "ADJS") for w in sentence.after(number))
