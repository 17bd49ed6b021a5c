"""Classes of words that guards and phrases name: <adjective>, <genitive> …; by pymorphy3 or by suffix."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from okk_text.conversation.morphology import parses
from okk_text.language import Language

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_ENGLISH_QUALITY = re.compile(
    r".{2,}(?:able|ible|al|ant|ent|ary|ed|ent|ful|ic|ical|ing|ive|less|ous|some|y|er|est)$"
)
_ENGLISH_SHORT = frozenset(
    "good great best happy sure clear fast big small new free open proud unique close high low long"
    " short wide rare keen glad close fair hard safe strong simple cheap quick nice pure right wrong"
    " same first world-class state-of-the-art one-of-a-kind top-notch delicate complete".split()
)


def word_classes(language: Language) -> tuple[str, ...]:
    """The names of the classes that phrases of the language may use."""
    return tuple(_RUSSIAN if language == "ru" else _ENGLISH)


@lru_cache(maxsize=20_000)
def belongs(word: str, name: str, language: Language) -> bool:
    """Whether the word, in lower case, is of that class; ё helps, and is not needed."""
    if language == "en":
        return _ENGLISH[name](word)
    return _RUSSIAN[name](parses(word))


def _first(*grammemes: str) -> Callable[[tuple[Parse, ...]], bool]:
    """The likeliest reading has all of them."""
    wanted = set(grammemes)
    return lambda readings: wanted in readings[0].tag


def _any(*grammemes: str) -> Callable[[tuple[Parse, ...]], bool]:
    """Some reading has all of them."""
    wanted = set(grammemes)
    return lambda readings: any(wanted in reading.tag for reading in readings)


def _one_of(*parts: str) -> Callable[[tuple[Parse, ...]], bool]:
    return lambda readings: readings[0].tag.POS in parts


_RUSSIAN: dict[str, Callable[[tuple[Parse, ...]], bool]] = {
    "word": lambda readings: True,
    "number": lambda readings: readings[0].word[:1].isdigit(),
    "adjective": _one_of("ADJF"),
    "short": _one_of("ADJS", "PRTS", "PRED"),
    "quality": _one_of("ADJF", "ADJS", "ADVB", "COMP", "PRTS", "PRED"),
    "participle": _one_of("PRTF", "PRTS"),
    "full participle": _one_of("PRTF"),
    "adverb": _one_of("ADVB"),
    "verb": _one_of("VERB"),
    "past": _first("VERB", "past"),
    "present": _first("VERB", "pres"),
    "imperative": _any("VERB", "impr"),
    "infinitive": _one_of("INFN"),
    "noun": _one_of("NOUN"),
    "genitive": _first("NOUN", "gent"),
    "nominative": _any("NOUN", "nomn"),
    "masculine": _any("NOUN", "nomn", "masc", "sing"),
    "feminine": _any("NOUN", "nomn", "femn", "sing"),
    "neuter": _any("NOUN", "nomn", "neut", "sing"),
    "prepositional": _any("NOUN", "loct"),
    "oblique": _any("ADJF", "loct"),
    "preposition": _one_of("PREP"),
    "conjunction": _one_of("CONJ"),
    "pronoun": _one_of("NPRO"),
    "subject": _first("NPRO", "nomn"),
}
_ENGLISH: dict[str, Callable[[str], bool]] = {
    "word": lambda word: True,
    "number": lambda word: word[:1].isdigit(),
    "quality": lambda word: word in _ENGLISH_SHORT or bool(_ENGLISH_QUALITY.match(word)),
}
