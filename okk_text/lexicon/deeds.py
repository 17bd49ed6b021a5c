"""Deeds that a clause promises: what its writer will do, and to what thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from okk_text.lexicon import verbs
from okk_text.lexicon.deadlines import Deadline
from okk_text.lexicon.promise_phrases import (
    COMES,
    COMES_ENGLISH,
    COURTESY,
    DEEDS,
    ENGLISH,
    ENGLISH_DEEDS,
    GOING,
    NO_THINGS,
    PERFORMED,
    PROMISED,
    THINGS,
    DeedKind,
)
from okk_text.lexicon.word_classes import parses

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOOSE = ("period", "part")  # too wide for «сделаем» to be more than a term of delivery
_FIRST_PERSON = ("ю", "у", "м", "усь", "юсь", "мся")
_MISREAD = {"дам": "дать", "скажем": "сказать"}  # not «дама», not «, скажем,»
_LOOKING_INTO = ("уточнить", "узнать", "выяснить", "проверить", "спросить")
_SETTLING = ("подписать", "оплатить", "перевести")
_ENGLISH_REQUESTS = frozenset(
    "send tell let give confirm sign pay share pick choose reply answer call".split()
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is promised: its kind, in brief «прислать договор», and the things by dictionary form."""

    kind: DeedKind
    what: str
    things: frozenset[str]

    @property
    def object(self) -> frozenset[str]:
        """The things that `what` names, by dictionary form; all of them where it names none."""
        return thing_words(self.what.lower()) & self.things or self.things


def deed(clause: str, deadline: Deadline | None) -> Deed | None:
    """The deed that the folded clause promises, if any; the day settles what is a promise."""
    return _russian(clause, deadline) or _english(clause, deadline)


def asks_first(folded: str) -> bool:
    """Whether the words ask something of the reader: «пришлите план», «оплатите», "please sign"."""
    for number, match in enumerate(_WORD.finditer(folded)):
        word = match[0]
        if word in ("давайте", "давай") or verbs.imperative_lemmas(word) & COURTESY:
            continue
        if verbs.is_imperative(word):
            return True
        if verbs.is_you_future(word) and word.endswith(("те", "тесь")):
            return True
        if number == 0 and word in _ENGLISH_REQUESTS:
            return True
    return folded.rstrip(" )").endswith("?") or bool(re.search(r"\bplease\b", folded))


def thing_words(folded: str) -> frozenset[str]:
    """The things that a folded text names, by dictionary form; times and people are none."""
    return frozenset(filter(None, (_thing(match[0]) for match in _WORD.finditer(folded))))


def _russian(clause: str, deadline: Deadline | None) -> Deed | None:
    words = list(_WORD.finditer(clause))
    found: tuple[DeedKind, int] | None = None
    for number, match in enumerate(words):
        before = words[number - 1][0] if number else ""
        kind = _kind(match[0], before, dated=deadline is not None)
        if kind is not None and not asks_first(clause[: match.start()]):
            found = (kind, number)  # of «посчитаю и пришлю» the last counts
    things = thing_words(clause)
    if found is None:
        return _coming(clause, things, [match[0] for match in words]) if deadline else None
    kind, number = found
    if PERFORMED.search(clause) or not _binds(kind, words[number][0], clause, things, deadline):
        return None
    return Deed(kind, _what(kind, number, [match[0] for match in words]), things)


def _coming(clause: str, things: frozenset[str], words: Sequence[str]) -> Deed | None:
    """What comes of itself: «договор придёт завтра», «мастер будет у вас в 15:00»."""
    comes = COMES.search(clause)
    if comes is None or clause.lstrip().startswith("тогда"):
        return None
    tags = {word: parses(word)[0].tag for word in words}
    subjects = (w for w, tag in tags.items() if "NOUN" in tag and tag.case == "nomn" and _thing(w))
    subject = next((word for word in subjects if word not in comes[0]), "")
    if subject and "anim" in tags[subject]:
        return Deed("visit", f"{subject} {comes[0]}", things)
    what = f"{subject} {comes[0]}".strip().replace("кп", "КП")
    return Deed("send", what, things) if things else None


def _kind(word: str, before: str, *, dated: bool) -> DeedKind | None:
    """What the verb promises, None: nothing («не пришлю», «давайте посчитаем»)."""
    if before in PROMISED and verbs.is_infinitive(word):
        return DEEDS.get(verbs.lemma(word))
    if before in ("не", "давайте", "давай", "ли", "что") or not word.endswith(_FIRST_PERSON):
        return None
    if verbs.is_promise(word) or word in _MISREAD:
        return "visit" if word == "буду" and dated else DEEDS.get(_lemma(word))
    going = {"VERB", "1per", "pres"} in parses(word)[0].tag
    return GOING.get(verbs.lemma(word)) if dated and going else None


def _lemma(verb: str) -> str:
    return _MISREAD.get(verb) or verbs.lemma(verb)


def _binds(
    kind: DeedKind, verb: str, clause: str, things: frozenset[str], deadline: Deadline | None
) -> bool:
    """Whether the reader could hold the writer to it: a day is named, or a thing for this reader."""
    plural, lemma = verbs.is_we_form(verb), _lemma(verb)
    if verb == "буду":
        following = clause.partition("буду")[2].split()[:3]
        return bool(deadline and deadline.time) and not any(map(verbs.is_infinitive, following))
    if verb == "скажем":
        return deadline is not None and bool(things)
    if lemma == "дать":
        return deadline is not None and bool(things & THINGS)
    if kind in ("work", "visit"):
        loose = deadline is None or (deadline.kind in _LOOSE and lemma not in _SETTLING)
        return deadline is not None and not (plural and loose)
    if deadline is not None:
        return True
    if kind == "send":
        return not plural or bool(things & THINGS)
    if kind == "call":
        return len(clause.split()) <= 3 or bool(re.search(r"\b(?:вам|вас|тебе|тебя)\b", clause))
    told = lemma in ("написать", "сообщить") and bool(things) and not plural
    return told or any(verbs.lemma(word) in _LOOKING_INTO for word in _WORD.findall(clause))


def _what(kind: DeedKind, number: int, words: Sequence[str]) -> str:
    """The infinitive and the nearest object, after the verb or before it."""
    lemma = _lemma(words[number])
    if kind == "call":
        return lemma
    after = range(number + 1, min(number + 4, len(words)))
    before = range(number - 1, max(-1, number - 5), -1)
    thing = next((words[at] for at in (*after, *before) if _is_object(at, words)), None)
    return f"{lemma} {thing.upper() if thing == 'кп' else thing}" if thing else lemma


def _is_object(at: int, words: Sequence[str]) -> bool:
    if not _thing(words[at]):
        return False
    before = at - 1
    while before > 0 and "ADJF" in parses(words[before])[0].tag:
        before -= 1
    if before >= 0 and "PREP" in parses(words[before])[0].tag:
        return False
    tag = parses(words[at])[0].tag
    return words[at] == "кп" or tag.case in ("accs", "nomn") or "Fixd" in tag


def _thing(word: str) -> str | None:
    if word.isascii():
        return word.removesuffix("s") if len(word) > 3 and word not in NO_THINGS else None
    if word == "кп":
        return word
    likeliest = parses(word)[0]
    nouns = [p.normal_form.replace("ё", "е") for p in parses(word) if p.tag.POS == "NOUN"]
    known = next((noun for noun in nouns if noun in THINGS), None)
    lemma = known or (nouns[0] if nouns and likeliest.tag.POS == "NOUN" else "")
    return lemma if len(lemma) > 2 and lemma not in NO_THINGS else None


def _english(clause: str, deadline: Deadline | None) -> Deed | None:
    comes = COMES_ENGLISH.search(clause) if deadline else None
    if comes:
        return Deed("send", comes["thing"], thing_words(comes["thing"]))
    match = ENGLISH.search(clause)
    if match is None or asks_first(clause[: match.start()]):
        return None
    rest = match["rest"]
    for pattern, kind, needs_day in ENGLISH_DEEDS:
        found = pattern.match(rest)
        if found and (deadline or not needs_day):
            what = re.split(r"\s(?:by|on|at|before|until|so|and|with|when|made)\b", rest)[0]
            what = re.sub(r"\s+(?:tomorrow|today|tonight|now)\b.*", "", what).strip(" .,!")
            return Deed(kind, what, thing_words(rest[found.end() :]))
    return None
