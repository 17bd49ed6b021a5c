"""Subject and predicate that do not agree: «договор подписана», «занятия проводится»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word
from okk_text.lexicon.word_classes import parses

_GENDERS = ("masc", "femn", "neut")
_COUNTING = frozenset(  # «ряд клиентов пришли», «пара вопросов остались» go both ways
    "ряд большинство меньшинство часть пара половина треть четверть множество количество десяток"
    " сотня тысяча миллион масса процент остальное много мало несколько кто команда".split()
)


def agreement_slips(sentence: Sentence) -> Iterator[Slip]:
    """Predicates that do not agree with the subject that opens their clause."""
    for number, verb in enumerate(sentence.words):
        if number and verb.joined and verb.part in ("VERB", "PRTS"):
            subject = _subject(sentence, number)
            right = _agreeing(verb, subject) if subject else None
            if subject and right:
                yield _slip(verb, subject, right)


def _subject(sentence: Sentence, number: int) -> Word | None:
    """The noun that opens the clause, over its adjectives and genitives; None where unsure."""
    first = number
    while first > 0 and sentence.words[first].joined:
        first -= 1
    clause = sentence.words[first:number]
    head = next((w for w in clause if w.part not in ("ADJF", "PRTF")), None)
    if head is None or head.part != "NOUN" or not head.likely("nomn") or head.lemma in _COUNTING:
        return None
    if any(not _goes_with(w, head) for w in clause if w is not head and w.start < head.start):
        return None
    rest = [w for w in clause if w.start > head.start]
    if any(not (w.part in ("NOUN", "ADJF") and w.may_be("gent")) for w in rest):
        return None
    after = _rest_of_clause(sentence, number)
    if any(w.part in ("NOUN", "NPRO") and w.may_be("nomn") for w in after):
        return None  # «сроки составляет менеджер»
    return head


def _goes_with(adjective: Word, head: Word) -> bool:
    """Whether the adjective agrees with the noun in the nominative."""
    plural = head.likely("plur")
    gender = parses(head.low)[0].tag.gender
    return adjective.may_be("nomn", "plur") if plural else adjective.may_be("nomn", gender)


def _rest_of_clause(sentence: Sentence, number: int) -> list[Word]:
    rest = []
    for word in sentence.words[number + 1 :]:
        if not word.joined:
            break
        rest.append(word)
    return rest


def _agreeing(verb: Word, subject: Word) -> str | None:
    """The form of the verb that agrees; None where it does already or nothing is sure."""
    if len(subject.low) < 3 or not subject.text[-1].isalpha() or subject.text.isupper():
        return None
    reading, noun = parses(verb.low)[0], parses(subject.low)[0]
    if not (reading.is_known and noun.is_known) or _name_or_fixed(noun.tag):
        return None
    tag = reading.tag
    if tag.tense == "past" or tag.POS == "PRTS":
        return _past(verb, subject)
    if tag.person != "3per" or not _cannot_take_object(verb):
        return None
    number = noun.tag.number
    if number == tag.number or any(r.tag.number == tag.number for r in _nominatives(subject)):
        return None
    return _inflected(reading, {number})


def _name_or_fixed(tag: object) -> bool:
    """Names, indeclinable nouns and persons («врач пришла») are left alone."""
    return any(str(mark) in str(tag) for mark in ("Name", "Surn", "Fixd", "Abbr", "anim", "Pltm"))


def _past(verb: Word, subject: Word) -> str | None:
    reading = parses(verb.low)[0]
    if "plur" in reading.tag and not _cannot_take_object(verb):
        return None
    for noun in _nominatives(subject):
        gender = None if noun.tag.number == "plur" else noun.tag.gender
        if (gender is None and "plur" in reading.tag) or (gender and gender in reading.tag):
            return None
    tag = parses(subject.low)[0].tag
    if tag.number == "plur":
        # «сроки утвердил директор» has its subject elsewhere
        return _inflected(reading, {"plur"}) if _cannot_take_object(verb) else None
    if tag.gender not in _GENDERS:
        return None
    if not subject.surely("nomn") and not _cannot_take_object(verb):
        if not (tag.gender == "femn" and not subject.may_be("accs")):
            return None
    return _inflected(reading, {"sing", tag.gender})


def _nominatives(subject: Word) -> list:
    return [r for r in parses(subject.low) if "nomn" in r.tag and r.tag.POS == "NOUN"]


def _cannot_take_object(verb: Word) -> bool:
    """Reflexive, passive or intransitive: what stands before it in the same form is no object."""
    return verb.low.endswith(("ся", "сь")) or verb.part == "PRTS" or verb.likely("intr")


def _inflected(reading, wanted: set[str]) -> str | None:
    form = reading.inflect(wanted)
    return form.word if form else None


def _slip(verb: Word, subject: Word, right: str) -> Slip:
    fix = capitalised_like(right, verb.text)
    return Slip(
        verb.start,
        verb.end,
        fix,
        ru=f"Согласуйте с «{subject.text}»: «{fix}».",
        en=f"Make it agree with '{subject.text}': '{fix}'.",
    )
