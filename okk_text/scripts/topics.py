"""What a sentence is about: the dictionary forms of its telling words, and how much two share."""

from __future__ import annotations

import re
from functools import lru_cache

from okk_text.conversation.morphology import parses
from okk_text.fact_lock.things import is_harmless, same, things
from okk_text.lexicon.texts import folded, text_language

Topic = frozenset[str]

ALIKE = 0.5  # of all words of two sentences so many are shared: they say the same
COVERS = 0.6  # so much of a question stands in one step: the step covers it

_LONGEST = 600  # characters
_SKIPPED = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\[[^\]\n]{1,40}\]")
_SMALL = frozenset(
    "пока раз штука вообще примерно где-то какой-нибудь давайте давай подскажите скажите интересовать есть мочь"
    " сколько скок узнать хотеть знать сказать подсказать говорить поделиться раньше лучше много мало очень нет ещё еще ага ладно"
    " maybe about really there some any much many please tell ask".split()
)
_SAME = dict.fromkeys(("долго", "скоро", "быстро", "long", "soon", "timeline"), "срок")
_SAME |= dict.fromkeys(("замереть", "замерить", "замерщик"), "замер")  # «замер» reads as a verb
_LONG, _ROOT = 8, 6  # letters of a long word, and of what is compared of it
_NOT_TOLD = {"Name", "Surn", "Patr", "Anum"}


def topic(text: str) -> Topic:
    """The telling words: nouns, qualities and deeds by dictionary form; no names, figures, links."""
    text = _SKIPPED.sub(lambda match: " " * len(match[0]), text[:_LONGEST])
    written = folded(text)
    return frozenset(
        _SAME.get(thing.key, thing.key)
        for thing in things(written, text_language(text))
        if not _says_nothing(thing.key, thing.word)
        and (thing.key == "цена" or not is_harmless(thing))
        and not _is_name_or_number(thing.word)
    )


def root(word: str) -> str:
    """A word's beginning, the same for «демонтаж» and «демонтировать»; short words are whole."""
    return word[:_ROOT] if len(word) >= _LONG else word


def roots(words: Topic) -> Topic:
    """The roots of a topic, by which topics are compared."""
    return frozenset(map(root, words))


def likeness(one: Topic, other: Topic) -> float:
    """Jaccard's index: the shared words (or roots) among all of both; 0 of nothing."""
    return len(one & other) / len(one | other) if one and other else 0.0


def covered_part(asked: Topic, step: Topic) -> float:
    """The part of what is asked that stands in the step, words of one root counted as one."""
    if not asked:
        return 0.0
    found = sum(word in step or any(same(word, other) for other in step) for word in asked)
    return found / len(asked)


def _says_nothing(key: str, word: str) -> bool:
    return key in _SMALL or word in _SMALL


@lru_cache(maxsize=20_000)
def _is_name_or_number(word: str) -> bool:
    if word.isascii():
        return False
    return bool(_NOT_TOLD & set(parses(word)[0].tag.grammemes))
