"""Predicates in the wrong form: «доставка доступно», «договор и счёт отправлен»."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_ADVERBIAL = word_set(
    "возможно доступно действительно актуально необходимо рассчитано готово учтено"
)
_ONE = word_set("каждый каждая каждое никто любой любая один одна одно кто-то кто-нибудь")
_GENDERS = {"каждая": "femn", "любая": "femn", "одна": "femn", "каждое": "neut", "одно": "neut"}
_GOING_BOTH = word_set(  # «цвет и размер подойдёт»
    "быть мочь стоить хватить хватать остаться нравиться подойти"
)
_PLURALS = word_set("мы вы они")


def predicate_slips(sentence: Sentence) -> Iterator[Slip]:
    """Predicates that do not agree with a subject of these kinds."""
    for number, word in enumerate(sentence.words):
        if not number or not word.joined:
            continue
        right = subject = None
        if word.low in _ADVERBIAL:
            subject, right = _adverb(sentence, number)
        elif word.part in ("PRTS", "ADJS", "VERB"):
            subject, right = _joint(sentence, number)
            if right is None:
                subject, right = _each_of(sentence, number)
            if right is None:
                subject, right = _which(sentence, number)
            if right is None:
                subject, right = _pronoun(sentence, number)
            if right is None:
                subject, right = _pair(sentence, number)
        if right and subject:
            yield _slip(word, subject, right)


Found = tuple[str | None, str | None]
_NOTHING: Found = (None, None)


def _adverb(sentence: Sentence, number: int) -> Found:
    """«скидка действительно до мая»: a noun of another gender, and no other predicate."""
    word, before = sentence.words[number], sentence.before(number)
    if any(w.predicates or w.part in ("INFN", "CONJ") for w in [*before, *sentence.after(number)]):
        return _NOTHING
    nouns = [w for w in before if w.part == "NOUN"]
    if len(nouns) != 1 or nouns[0] is not before[-1] or not nouns[0].may_be("nomn"):
        return _NOTHING
    if before[0].part not in ("NOUN", "ADJF"):
        return _NOTHING
    tag = next(r.tag for r in parses(nouns[0].low) if "nomn" in r.tag)
    if "neut" in tag or nouns[0].text.isupper():
        return _NOTHING
    reading = next((r for r in parses(word.low) if r.tag.POS in ("ADJS", "PRTS")), None)
    wanted = {"plur"} if tag.number == "plur" else {"sing", tag.gender}
    form = reading.inflect(wanted) if reading and None not in wanted else None
    return (nouns[0].low, form.word) if form else _NOTHING


def _joint(sentence: Sentence, number: int) -> Found:
    """«договор и счёт отправлен», «цена и срок указан»."""
    word, before = sentence.words[number], sentence.before(number)
    if not word.likely("sing") or len(before) not in (3, 4, 5):
        return _NOTHING
    nouns = [w for w in before if w.part == "NOUN"]
    others = [w for w in before if w.part != "NOUN"]
    if len(nouns) != 2 or not all(n.may_be("nomn") and n.lemma != "часть" for n in nouns):
        return _NOTHING
    if [w.low for w in others if w.part != "ADJF"] != ["и"] or before[-1] is not nouns[1]:
        return _NOTHING
    if word.part == "VERB" and not _stands_alone(sentence, number):
        return _NOTHING
    form = parses(word.low)[0].inflect({"plur"})
    return (f"{nouns[0].low} и {nouns[1].low}", form.word) if form else _NOTHING


def _stands_alone(sentence: Sentence, number: int) -> bool:
    """A verb of the third person that takes no object: «диван и кресло приедет»."""
    word, before = sentence.words[number], sentence.before(number)
    if before[0].start != sentence.words[0].start or word.may_be("impr") or word.may_be("1per"):
        return False
    if not (word.surely("VERB", "intr") or word.low.endswith("ся")) or word.lemma in _GOING_BOTH:
        return False
    after = [word, *sentence.after(number)]
    return not any(
        w.part == "NOUN" and w.may_be("nomn") and led.part not in ("PREP", "NUMR")
        for led, w in pairwise(after)
    )


def _each_of(sentence: Sentence, number: int) -> Found:
    """«каждый из наших мастеров имеют», «никто из них не смогли»."""
    word, before = sentence.words[number], sentence.before(number)
    if not word.likely("plur") or word.may_be("impr") or word.may_be("1per") or len(before) < 3:
        return _NOTHING
    at = next((n for n, w in enumerate(before[:-2]) if w.low in _ONE), None)
    if at is None or before[at + 1].low != "из" or at > 1:
        return _NOTHING
    rest = before[at + 2 :]
    if any(w.low != "не" and not w.may_be("gent") for w in rest):
        return _NOTHING
    gender = _GENDERS.get(before[at].low, "masc")
    reading = parses(word.low)[0]
    form = reading.inflect({"sing"} if reading.tag.tense != "past" else {"sing", gender})
    return (before[at].low, form.word) if form and reading.tag.POS == "VERB" else _NOTHING


def _which(sentence: Sentence, number: int) -> Found:
    """«часть, которая придут»."""
    word, before = sentence.words[number], sentence.words[number - 1]
    if before.low != "которая" or word.part != "VERB" or not word.surely("plur"):
        return _NOTHING
    reading = parses(word.low)[0]
    past = reading.tag.tense == "past"
    form = reading.inflect({"sing", "femn"} if past else {"sing"})
    return ("которая", form.word) if form else _NOTHING


def _pronoun(sentence: Sentence, number: int) -> Found:
    """«мы рад», «они готов»; «оно актуален»."""
    word, before = sentence.words[number], sentence.words[number - 1]
    if word.part != "ADJS" or (number > 1 and sentence.words[number - 1].joined):
        return _NOTHING
    wanted = {"plur"} if before.low in _PLURALS else None
    if before.low == "оно":
        wanted = {"sing", "neut"}
    if wanted is None or word.may_be(*wanted) or "neut" in parses(word.low)[0].tag:
        return _NOTHING
    form = parses(word.low)[0].inflect(wanted)
    return (before.low, form.word) if form else _NOTHING


def _pair(sentence: Sentence, number: int) -> Found:
    """«упакован и готова»."""
    word, before = sentence.words[number], sentence.before(number)
    if word.part not in ("ADJS", "PRTS") or len(before) < 3 or before[-1].low != "и":
        return _NOTHING
    other = before[-2]
    tag, own = parses(other.low)[0].tag, parses(word.low)[0].tag
    if tag.POS not in ("ADJS", "PRTS") or "neut" in (tag.gender, own.gender):
        return _NOTHING
    if (tag.number, tag.gender) == (own.number, own.gender):
        return _NOTHING
    form = parses(word.low)[0].inflect({tag.number, tag.gender} - {None})
    return (other.low, form.word) if form else _NOTHING


def _slip(word: Word, subject: str, right: str) -> Slip:
    fix = capitalised_like(right, word.text)
    return Slip(
        word.start,
        word.end,
        fix,
        ru=f"Согласуйте с «{subject}»: «{fix}».",
        en=f"Make it agree with '{subject}': '{fix}'.",
    )
