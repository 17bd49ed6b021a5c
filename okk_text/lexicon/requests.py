"""What a text asks of its reader: actions, closing questions, questions, open-ended invitations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from okk_text.lexicon import verbs
from okk_text.lexicon.request_phrases import (
    ACTION,
    ACTION_EN,
    ALLOW,
    ASKING,
    ATTEND,
    CHOICE,
    CLOSE,
    CLOSE_WH,
    COMES,
    CONCRETE,
    CONDITION,
    IF,
    LOOKING,
    NO_CALL,
    NO_CALL_FORMS,
    OPENERS,
    PLEASE,
    RHETORICAL,
    SARCASM,
    STATUS,
    STEPS,
    WE_WILL_EN,
    WEAK,
    WH,
    WORD,
)
from okk_text.lexicon.texts import Text
from okk_text.people.names import is_given_name

# action: something to do is named; look: only «посмотрите»; close: a question whose yes would settle the matter
# («Берёте?»); which: one whose answer would («На какой день?»); status: how matters stand («Удалось посмотреть?»); question: any other; weak: «дайте знать».
Kind = Literal["action", "look", "close", "which", "status", "question", "weak"]

LONGEST = 1500  # characters of a sentence that are looked at; what is longer is no prose


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence that asks, and the places of the words that do."""

    kind: Kind
    start: int
    end: int
    places: tuple[int, ...] = ()
    attends: bool = False  # what to bring or have ready for a meeting whose time is known


def requests(text: str) -> list[Request]:
    """The requests of the text in order, one a sentence: the strongest that it holds."""
    read = Text(text, "ru")
    places = ((start, min(end, start + LONGEST)) for start, end in read.sentences)
    return [r for start, end in places for r in _in_sentence(read.folded, start, end)]


def promises(text: str) -> bool:
    """Whether the writer takes the next step: «пришлю завтра», "I'll send it"."""
    read = Text(text, "ru")
    for start, end in read.sentences:
        sentence = read.folded[start : min(end, start + LONGEST)]
        if CONDITION.search(sentence) or sentence.endswith("?"):
            continue
        if WE_WILL_EN.search(sentence) or COMES.search(sentence):
            return True
        words = [m[0] for m in WORD.finditer(sentence)]
        if any(verbs.is_promise(word) and verbs.lemma(word) in STEPS for word in words):
            return True
    return False


def _in_sentence(folded: str, start: int, end: int) -> Iterator[Request]:
    sentence = PLEASE.sub(lambda match: " " * len(match[0]), folded[start:end])
    asks = "?" in sentence[-4:]
    places = _actions(sentence, asks=asks)
    kind = _kind(sentence, places, asks=asks)
    if kind is not None:
        at = tuple(start + place for place in places)
        yield Request(kind, start, end, at, bool(ATTEND.search(sentence)))


def _kind(sentence: str, places: list[int], *, asks: bool) -> Kind | None:
    if asks and RHETORICAL.search(sentence):
        return None
    tasks = [sentence[place:] for place in places if not ASKING.match(sentence[place:])]
    if tasks:
        return "look" if all(LOOKING.match(task) for task in tasks) else "action"
    if WEAK.search(sentence):
        return "weak"
    if (asks or places) and STATUS.search(sentence):
        return "status"
    if asks and CLOSE_WH.search(sentence):
        return "which"
    if asks and _is_close(sentence) and not _is_choice(sentence):
        return "close"
    return "question" if places or (asks and _is_question(sentence)) else None


def _actions(sentence: str, *, asks: bool) -> list[int]:
    """Places of the words that name what the reader should do."""
    if SARCASM.match(sentence):
        return []
    found = [match.span() for match in ACTION.finditer(sentence)]
    found += [match.span() for match in ACTION_EN.finditer(sentence)]
    for match in WORD.finditer(sentence):
        before = sentence[max(0, match.start() - 24) : match.start()]
        if _calls(match[0], before, sentence, asks=asks):
            found.append(match.span())
    weak = [match.span() for match in WEAK.finditer(sentence)]
    return sorted({a for a, b in found if not any(a < d and c < b for c, d in weak)})


def _calls(word: str, before: str, sentence: str, *, asks: bool) -> bool:
    """Whether this verb calls for something: «пришлите», «вернёте до среды?», not «извините»."""
    denied = re.search(r"\bне\s+$", before)
    if verbs.is_imperative(word) and not denied:
        lemmas = verbs.imperative_lemmas(word)
        if word not in NO_CALL_FORMS and not lemmas & NO_CALL and not ALLOW.search(sentence):
            return verbs.is_perfective(word) or bool(lemmas & CONCRETE)
        return False
    if not verbs.is_you_future(word) or not word.endswith(("те", "тесь")):
        return False
    if denied:  # «Не внесёте сегодня, отдам другим»
        return not before[: denied.start()].strip()
    return (asks and not WH.match(sentence)) or bool(IF.search(before))


def _is_close(sentence: str) -> bool:
    """A question whose yes would settle the matter: «Берёте?», «Записать?»."""
    if WH.search(sentence):
        return False
    words = (m[0] for m in WORD.finditer(sentence))
    content = [word for word in words if word not in OPENERS]
    if CLOSE.search(sentence) or (content and verbs.is_infinitive(content[0])):
        return True
    return bool(content) and len(content) <= 5 and verbs.is_we_form(content[0])


def _is_choice(sentence: str) -> bool:
    """Whether it asks about the order, not for a yes: «Фасад ваш или наш делаем?»."""
    choice = CHOICE.search(sentence)
    if choice is None:
        return False
    before = sentence[: choice.start()]
    offered = any(verbs.is_infinitive(word[0]) for word in WORD.finditer(before))
    return not offered and not CLOSE.match(
        before.lstrip(" ну")
    )  # «Накладную оформить на склад или …?»


def _is_question(sentence: str) -> bool:
    """A question that wants an answer, not a bare name («Тимур?»)."""
    words = [m[0] for m in WORD.finditer(sentence)]
    return len(words) > 1 or (bool(words) and not is_given_name(words[0].capitalize()))
