"""Subject and predicate that do not agree: «договор подписана», «занятия проводится»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_COUNTING = word_set(  # «ряд клиентов пришли», «пара вопросов остались» go both ways
    "ряд большинство меньшинство часть пара половина треть четверть множество количество "
    "десяток сотня тысяча миллион масса процент остальное много мало несколько кто команда мы "
    "вы я ты рубль штука метр литр тонна килограмм год день час минута месяц неделя человек"
)
_WITHOUT_SUBJECT = word_set(  # «воды хватит», «легенды следует передать»
    "следовать стоить хватать хватить уйти прибавиться добавиться убавиться набраться остаться "
    "оставаться требоваться потребоваться прийтись приходиться понадобиться найтись предстоять "
    "удаться удаваться хотеться получиться получаться бывать быть мочь нужно касаться"
)
_BEFORE_NOUN = word_set("онлайн экспресс бизнес видео пробные наши ваши все")
_ADVERBS = word_set("уже всегда сегодня завтра обычно не еще тоже также скоро часто сразу")
_LABELS = ("Name", "Surn", "Patr", "Fixd", "Abbr", "Pltm", "Orgn", "Geox")


def agreement_slips(sentence: Sentence) -> Iterator[Slip]:
    """Predicates that do not agree with the subject that opens their clause."""
    for number, verb in enumerate(sentence.words):
        if not number or not verb.joined or verb.part not in ("VERB", "PRTS", "ADJS"):
            continue
        if verb.part != "VERB" and verb.may_be("VERB"):
            continue  # «не тронут»
        if verb.lemma in _WITHOUT_SUBJECT or not parses(verb.low)[0].is_known:
            continue
        if verb.may_be("1per") or verb.may_be("2per") or verb.may_be("impr"):
            continue
        clause, after = sentence.before(number), sentence.after(number)
        noun = _subject(clause, after)
        right = _agreeing(verb, noun, after) if noun else None
        if noun and right:
            yield _slip(verb, noun.word, right)


def _subject(clause: list[Word], after: list[Word]) -> Parse | None:
    """The noun that opens the clause, over its adjectives and genitives; None where unsure."""
    if not clause or ")" in clause[0].gap or clause[0].gap[-1:] in ("«", '"', "“", "„"):
        return None
    at = next((n for n, w in enumerate(clause) if not _describes(w)), None)
    if at is None or clause[at].part != "NOUN":
        return None
    head, described = clause[at], [w for w in clause[:at] if w.low not in _BEFORE_NOUN]
    readings = [r for r in parses(head.low) if "nomn" in r.tag and r.tag.POS == "NOUN"]
    if not readings or head.lemma in _COUNTING or any(m in str(readings[0].tag) for m in _LABELS):
        return None
    fitting = [r for r in readings if all(_goes_with(w, r) for w in described)]
    if (
        len({(r.tag.number, r.tag.gender) for r in fitting}) != 1
        or not fitting[0].is_known
        or len(head.low) < 3
        or head.text.isupper()
    ):
        return None
    if not _only_modifies(clause[at + 1 :]):
        return None
    if any(w.part in ("NOUN", "NPRO") and w.may_be("nomn") for w in _outside_phrases(after)):
        return None  # «сроки составляет менеджер»
    return fitting[0]


def _only_modifies(words: list[Word]) -> bool:
    """Genitives, adverbs and phrases with a preposition: «плитки по вашему заказу уже»."""
    inside = False  # a phrase with a preposition
    for word in words:
        if word.part == "PREP" and word.low not in ("с", "со"):
            inside = True
        elif inside and word.part in ("ADJF", "NUMR", "PRTF"):
            continue
        elif inside and word.part == "NOUN" and word.text.isalpha():
            inside = False
        elif inside or not (
            word.low in _ADVERBS or (word.part in ("NOUN", "ADJF") and word.may_be("gent"))
        ):
            return False
    return not inside


def _describes(word: Word) -> bool:
    return word.part in ("ADJF", "PRTF") or word.low in _BEFORE_NOUN


def _goes_with(adjective: Word, noun: Parse) -> bool:
    """Whether the adjective agrees with the noun in the nominative."""
    if noun.tag.number == "plur":
        return adjective.may_be("nomn", "plur")
    return noun.tag.gender is not None and adjective.may_be("nomn", noun.tag.gender)


def _outside_phrases(words: list[Word]) -> list[Word]:
    """The words less those right after a preposition or a number: «два дня», «за час»."""
    kept = []
    for number, word in enumerate(words):
        before = words[number - 1] if number else None
        of_it = before is not None and before.part == "NOUN" and word.may_be("gent")
        if before is None or not (
            of_it or before.part in ("PREP", "NUMR") or before.text.isdigit()
        ):
            kept.append(word)
    return kept


def _agreeing(verb: Word, noun: Parse, after: list[Word]) -> str | None:
    """The form of the verb that agrees; None where it does already or nothing is sure."""
    reading = parses(verb.low)[0]
    tag, number, gender = reading.tag, noun.tag.number, noun.tag.gender
    alone = _cannot_take_object(verb, after)
    ambiguous = any(r.tag.number != number and r.tag.POS == "NOUN" for r in parses(noun.word))
    accusative = any("accs" in r.tag for r in parses(noun.word))
    if "anim" in noun.tag and number == "sing" and tag.number != "plur":
        return None  # «врач пришла»
    if tag.tense == "past" or tag.POS in ("PRTS", "ADJS"):
        if tag.POS == "ADJS" and "neut" in tag:
            return None
        if ambiguous and "neut" in tag:
            return None  # «работы прибавилось»
        if number == "plur":
            return (
                None
                if tag.number == "plur" or (accusative and not alone)
                else _inflected(reading, {"plur"})
            )
        if gender is None or gender in tag or (tag.number == "plur" and not alone):
            return None
        return None if accusative and not alone else _inflected(reading, {"sing", gender})
    if tag.person != "3per" or (accusative and not alone) or tag.number == number:
        return None
    return _inflected(reading, {number})


def _cannot_take_object(verb: Word, after: list[Word]) -> bool:
    """Reflexive, passive or intransitive: a noun in the same form before it is no object."""
    if verb.low.endswith(("ся", "сь")) or verb.part in ("PRTS", "ADJS") or verb.surely("intr"):
        return True
    counted = bool(after) and (after[0].part == "NUMR" or after[0].text[0].isdigit())
    return verb.lemma in ("составлять", "составить") and counted


def _inflected(reading: Parse, wanted: set[str]) -> str | None:
    form = reading.inflect(wanted)
    return form.word if form and form.word != reading.word else None


def _slip(verb: Word, subject: str, right: str) -> Slip:
    fix = capitalised_like(right, verb.text)
    return Slip(
        verb.start,
        verb.end,
        fix,
        ru=f"Согласуйте с «{subject}»: «{fix}».",
        en=f"Make it agree with '{subject}': '{fix}'.",
    )
