"""What a text speaks of: its nouns, qualities and deeds by dictionary form, and who does what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from okk_text.conversation.morphology import parses
from okk_text.fact_lock.words import FILLING, HARMLESS, LIGHT, LIGHT_VERBS, SAME
from okk_text.language import Language

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CONTENT = {"NOUN", "ADJF", "ADJS", "COMP", "VERB", "INFN", "PRTF", "PRTS", "GRND", "ADVB"}
_KEPT = _CONTENT - {"INFN", "GRND"}  # what must not go
_SUFFIX = re.compile(r"(?:ations?|ings?|ments?|ness|ers?|ed|es|ly|s|e|y|ion|ions)$")
_ENGLISH_SMALL = frozenset(
    "a an the and or of to in on at for with by from as but so if then than into out about"
    " very too some any all each every both other same such no not own only".split()
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A word that says something; `key` is equal for its forms, `weighty` that it must not go."""

    key: str
    word: str
    start: int
    weighty: bool


def things(rest: str, language: Language) -> list[Thing]:
    """The words of a folded text that say something, in order."""
    found = []
    for match in _WORD.finditer(rest):
        word = match[0]
        if len(word) < 2 and language == "ru":
            continue
        read = _english(word) if word.isascii() else _russian(word)
        if read is not None:
            found.append(Thing(read[0], word, match.start(), read[1]))
    return found


def is_harmless(thing: Thing) -> bool:
    """Whether the word may come without saying anything new."""
    return thing.key in HARMLESS or thing.word in HARMLESS or thing.key in _HARMLESS_KEYS


def is_filling(thing: Thing) -> bool:
    """Whether the word may go without a loss."""
    return thing.word.startswith(FILLING) or thing.key.startswith(FILLING) or is_harmless(thing)


def same(one: str, other: str) -> bool:
    """Whether two keys are forms of one root: «доставка» and «доставить»."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    need = max(4, -(-7 * shorter // 10))
    return shorter >= need and one[:need] == other[:need]


def is_misspelt(one: Thing, other: Thing) -> bool:
    """Whether one of them is no word and may have meant the other: «расчитали»."""
    if one.word.isascii() != other.word.isascii() or min(len(one.word), len(other.word)) < 5:
        return False
    if one.word.isascii():
        alike = sorted(one.word) == sorted(other.word)
        return alike or _DOUBLED.sub(r"\1", one.word) == _DOUBLED.sub(r"\1", other.word)
    if parses(one.word)[0].is_known and parses(other.word)[0].is_known:
        return False
    return SequenceMatcher(None, one.word, other.word).ratio() > 0.8


_DOUBLED = re.compile(r"(.)\1")


@lru_cache(maxsize=20_000)
def _russian(word: str) -> tuple[str, bool] | None:
    parse = parses(word)[0]
    tag = parse.tag
    if tag.POS not in _CONTENT or {"Apro", "NPRO"} & set(tag.grammemes):
        return None
    lemma = parse.normal_form.replace("ё", "е")
    if (
        lemma in LIGHT
        or word in LIGHT
        or (tag.POS == "ADVB" and lemma in SAME and lemma in HARMLESS)
    ):
        return None
    key = SAME.get(lemma, lemma)
    return key, tag.POS in _KEPT and lemma not in LIGHT_VERBS


@lru_cache(maxsize=20_000)
def _english(word: str) -> tuple[str, bool] | None:
    if word in _ENGLISH_SMALL or len(word) < 2:
        return None
    word = word.removesuffix("'s")
    if "'" in word:
        return None
    key = SAME.get(word) or SAME.get(_stem(word))
    return key or _stem(word), len(word) > 2


def _stem(word: str) -> str:
    stem = _SUFFIX.sub("", word) if len(word) > 4 else word.removesuffix("s")
    return stem if len(stem) > 2 else word


_HARMLESS_KEYS = frozenset(SAME.get(word, "") for word in HARMLESS) - {""}


@dataclass(frozen=True, slots=True)
class Deeds:
    """Who does what and when: by verb, the persons and the tenses in which it stands."""

    persons: dict[str, frozenset[str]]
    times: dict[str, frozenset[str]]
    whose: dict[str, frozenset[str]]
    sides: dict[str, frozenset[str]]
    numbers: dict[str, frozenset[str]]
    roles: dict[str, frozenset[str]]
    speakers: frozenset[str]


_WHOSE = re.compile(r"(?<!\w)(?:(наш)\w*|(ваш)\w*|(our)|(your))\s+([^\W\d_]+)")
_THEIRS = re.compile(r"([^\W\d_]{3,})\s+(?:(наш)\w*|(ваш)\w*|(ours)|(yours))(?=\s*(?:[^\w\s]|$))")
_BE = re.compile(
    r"(?<!\w)(?:((?:will|shall)\s+be|'ll\s+be)|(was|were|has\s+been|have\s+been)|(?:is|are|am))(?!\w)"
)
_WHO = re.compile(
    r"(?<!\w)(?:(we|i)|(you)|(?:they|he|she))(?:'ll|'d|'ve|'re|\s+(?:will|can|have|shall|should|must|could))?\s+([a-z]{3,})"
)


def deeds(rest: str) -> Deeds:
    """The verbs of a folded text with their persons and tenses, and what is ours or yours."""
    persons: dict[str, set[str]] = {}
    times: dict[str, set[str]] = {}
    whose: dict[str, set[str]] = {}
    words = list(_WORD.finditer(rest))
    for number, match in enumerate(words):
        if match[0].isascii():
            continue
        before = " ".join(word[0] for word in words[max(0, number - 2) : number])
        _read_verb(match[0], before, persons, times)
    for match in _BE.finditer(rest):
        times.setdefault("be", set()).add("futr" if match[1] else "past" if match[2] else "pres")
    for match in _WHO.finditer(rest):
        who = "1per" if match[1] else "2per" if match[2] else "3per"
        persons.setdefault(_stem(match[3]), set()).add(who)
    owned = [(m[5], m[1] or m[3]) for m in _WHOSE.finditer(rest)]
    owned += [(m[1], m[2] or m[4]) for m in _THEIRS.finditer(rest)]
    for word, ours in owned:
        who = "ours" if ours else "yours"
        key = _stem(word) if word.isascii() else parses(word)[0].normal_form
        whose.setdefault(key, set()).add(who)
    return Deeds(
        _frozen(persons), _frozen(times), _frozen(whose), _frozen(_sides(rest)), *_nouns(rest)
    )


def _nouns(
    rest: str,
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], frozenset[str]]:
    """By noun, whether one or several are spoken of, and whether it does or undergoes; я, вы or она."""
    numbers: dict[str, set[str]] = {}
    roles: dict[str, set[str]] = {}
    speakers: set[str] = set()
    for match in _WORD.finditer(rest):
        if match[0].isascii():
            continue
        first = parses(match[0])[0]
        if first.tag.POS not in ("NOUN", "NPRO"):
            continue
        if first.tag.POS == "NPRO" and first.tag.case == "nomn" and first.tag.person:
            speakers.add(first.tag.person)
        lemma = first.normal_form.replace("ё", "е")
        readings = [p.tag for p in parses(match[0]) if p.normal_form == first.normal_form]
        counted = rest[: match.start()].rstrip()[-1:] == "|"
        if first.tag.POS == "NOUN" and not counted:
            numbers.setdefault(lemma, set()).update(str(tag.number) for tag in readings)
        does = {"does" if tag.case == "nomn" else "undergoes" for tag in readings}
        roles.setdefault(lemma, set()).update(does)
    return _frozen(numbers), _frozen(roles), frozenset(speakers)


# Of two words for one place only one can be true: until and after, from and to, with and without.
_SIDES = (
    {"before": "до перед before until", "after": "после after"},
    {"from": "из от со from", "to": "в во к ко до to into"},
    {"under": "под under below", "over": "над over above"},
    {"with": "с со with", "without": "без without"},
)
_SIDE_OF = [
    {word: side for side, words in axis.items() for word in words.split()} for axis in _SIDES
]
_PLACED = re.compile(
    r"(?<!\w)([^\W\d_]+)\s+(?:the\s+|your\s+|our\s+|ваш\w*\s+|наш\w*\s+)?([^\W\d_]{3,})"
)


def _sides(rest: str) -> dict[str, set[str]]:
    """Noun and axis -> the sides on which prepositions put it."""
    found: dict[str, set[str]] = {}
    for start in [match.start() for match in _WORD.finditer(rest)]:
        match = _PLACED.match(rest, start)
        for number, axis in enumerate(_SIDE_OF):
            if match and match[1] in axis:
                read = _english(match[2]) if match[2].isascii() else _russian(match[2])
                key = read[0] if read else match[2]
                found.setdefault(f"{key} {number}", set()).add(axis[match[1]])
    return found


def _read_verb(
    word: str, before: str, persons: dict[str, set[str]], times: dict[str, set[str]]
) -> None:
    parse = parses(word)[0]
    tag = parse.tag
    if tag.POS not in ("VERB", "PRTS", "INFN"):
        return
    lemma = parse.normal_form.replace("ё", "е")
    past = "past" in tag and not re.search(r"\bбуд", before)
    time = "past" if past else str(tag.tense) if lemma in ("быть", "есть") else "not past"
    times.setdefault("быть" if lemma == "есть" else lemma, set()).add(time)
    if tag.POS == "VERB":
        person = "2per" if "impr" in tag else tag.person
        if person:
            persons.setdefault(SAME.get(lemma, lemma), set()).add(person)


def _frozen(found: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in found.items()}
