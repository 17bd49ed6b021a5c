"""Which commas go with a parenthesis when it is taken out."""

from __future__ import annotations

import re

from okk_text.language import Language
from okk_text.lexicon.texts import Text
from okk_text.lexicon.word_classes import belongs
from okk_text.people.names import is_given_name

_CLAUSE_OPENERS: dict[Language, frozenset[str]] = {
    "ru": frozenset(
        "что чтобы если когда который которая которое которые которого которой которых которым"
        " которую но а однако потому поэтому где куда откуда как так зато хотя пока раз ведь то"
        " чем почему зачем сколько".split()
    ),
    "en": frozenset(
        "that which who where when because if although though but so and while unless since".split()
    ),
}
_JOINING: dict[Language, frozenset[str]] = {
    "ru": frozenset("и а но да же ведь что или однако так то ну".split()),
    "en": frozenset("and but so or that because".split()),
}
_ENGLISH_SUBJECT = frozenset(
    "i we you they he she it there this that these those i'm i'll we're we'll it's that's".split()
)
_GREETING = re.compile(
    r"(?:здравствуйте|добр(?:ый|ое|ого|ой) \w+|привет\w*|hi|hello|hey|dear|good \w+)\b",
    re.IGNORECASE,
)
_ANSWERS = ("да", "нет", "ок", "спасибо", "yes", "no", "ok", "thanks")
_WORD = re.compile(r"[\w'-]+")
_ADDRESS_WORDS = 4


def parenthesis(text: Text, start: int, end: int, *, set_off: bool) -> tuple[int, int] | None:
    """The place of a parenthesis with the commas that go with it; None where it is none.

    `set_off` wants it set off by commas or the edges of the sentence; otherwise commas may be missing.
    """
    before, after = text.text[:start].rstrip(" \t\u00a0"), text.text[end:].lstrip(" \t\u00a0")
    left = len(before) - 1 if before.endswith(",") else None
    right = len(text.text) - len(after) + 1 if after.startswith(",") else None
    at_end = not after or after[0] in "\n.!?…;)"
    if text.opens_sentence(start) or (before and before[-1] in ":;—("):
        if at_end or (set_off and right is None):
            return None
        return start, right or end
    if at_end:
        if left is None:
            return None if set_off else (start, end)
        return left, end
    if left is not None and right is not None:
        if _opens_clause(text, right):
            return left, end
        return (start, right) if _comma_stays(text, left, right) else (left, right)
    if left is not None:
        if set_off:
            return None
        stays = _comma_stays(text, left, end) or _opens_new_clause(text, end)
        return (start, end) if stays else (left, end)
    if right is not None:
        if _word_before(text, start) in _JOINING[text.language]:
            return start, right
        if set_off:
            return None
        return (start, end) if _opens_clause(text, right) else (start, right)
    return None if set_off else (start, end)


def opens(text: Text, place: int) -> bool:
    """Whether nothing, or only a name or a greeting and a comma, stands before it in its sentence."""
    if text.opens_sentence(place):
        return True
    before = text.text[text.sentence(place)[0] : place].rstrip()
    return before.endswith(",") and is_address(before[:-1])


def is_address(words: str) -> bool:
    """Whether a piece before a comma is a name or a greeting: «Игорь», «Добрый день, Анна»."""
    found = _WORD.findall(words)
    if not 0 < len(found) <= _ADDRESS_WORDS:
        return False
    if _GREETING.match(words.strip()) or words.strip().lower() in _ANSWERS:
        return True
    return all(word[0].isupper() for word in found) and any(map(is_given_name, found))


def _opens_clause(text: Text, place: int) -> bool:
    following = _WORD.search(text.folded, place)
    return bool(following) and following[0] in _CLAUSE_OPENERS[text.language]


def _word_before(text: Text, place: int) -> str:
    words = _WORD.findall(text.folded[max(0, place - 30) : place])
    return words[-1] if words else ""


def _comma_stays(text: Text, left: int, right: int) -> bool:
    """Whether a comma is needed there even without the parenthesis."""
    sentence_start, sentence_end = text.sentence(left)
    chunk_before = re.split(r"[,:;—]", text.text[sentence_start:left])[-1]
    chunk_after = re.split(r"[,:;—]", text.text[right:sentence_end].lstrip(" ,"))[0]
    if is_address(text.text[sentence_start:left]):
        return True
    if text.language == "en":
        first = _WORD.search(chunk_after.lower())
        return bool(first) and first[0] in _ENGLISH_SUBJECT
    if not _has_predicate(chunk_before):
        return False
    return _has_predicate(chunk_after) or _begins_with_subject(chunk_after)


def _opens_new_clause(text: Text, place: int) -> bool:
    """Whether a comma before the place belongs to what follows: «14 бухт, в данный момент едут 20»."""
    if text.language == "en":
        return False
    rest = text.text[place : text.sentence(place)[1]]
    return _has_predicate(re.split(r"[,:;—]", rest)[0])


def _begins_with_subject(words: str) -> bool:
    first = _WORD.search(words.lower())
    return bool(first) and belongs(first[0], "subject", "ru")


def _has_predicate(words: str) -> bool:
    found = _WORD.findall(words.lower())
    return any(belongs(word, "verb", "ru") or belongs(word, "short", "ru") for word in found)
