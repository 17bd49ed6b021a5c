"""Who is who: the people of a conversation, and which of them a name means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from okk_text.conversation.model import Conversation
from okk_text.people.names import WORD, NameParts, fold, name_parts
from okk_text.privacy.name_forms import (
    ends_like_surname,
    given_people,
    is_ordinary,
    is_place,
    patronymic_stem,
    surname_stem,
)
from okk_text.privacy.secrets import Secret, folded
from okk_text.settings import Settings

_NO_ONE: frozenset[str] = frozenset()
_MOST_NAMESAKES = 50  # who is looked at for one name, so that long lists take linear time
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


@dataclass(frozen=True, slots=True)
class Called:
    """A name as it tells who is meant: ids of given names, initial, stems of the other parts."""

    givens: frozenset[str] = _NO_ONE
    initial: str = ""
    patronymic: str | None = None
    surname: str | None = None

    @classmethod
    def by(cls, parts: NameParts) -> Called:
        """What the parts of a name tell."""
        given = parts.given or ""
        givens = given_people(given) or (
            frozenset({f"? {surname_stem(given)}"}) if given else _NO_ONE
        )
        return cls(
            givens=givens,
            patronymic=patronymic_stem(parts.patronymic.split()[0]) if parts.patronymic else None,
            surname=surname_stem(parts.surname) if parts.surname else None,
        )

    @property
    def initials(self) -> frozenset[str]:
        """The letters that the given name may begin with."""
        return frozenset({self.initial}) if self.initial else frozenset(g[2:3] for g in self.givens)


@dataclass(frozen=True)
class KnownPeople:
    """Who is known before a word is read: names, addresses, phones as exports and okk.toml give them."""

    names: tuple[NameParts, ...]
    nicknames: tuple[str, ...]
    emails: tuple[str, ...]
    phones: frozenset[str]

    @cached_property
    def literal(self) -> re.Pattern[str] | None:
        """Addresses and nicknames, as one pattern."""
        literals = sorted({*self.emails, *self.nicknames}, key=len, reverse=True)
        if not literals:
            return None
        escaped = "|".join(re.escape(text) for text in literals)
        return re.compile(rf"(?<!\w)(?:{escaped})(?!\w)", re.IGNORECASE)

    def literals_in(self, text: str) -> list[Secret]:
        """Where known addresses and nicknames stand."""
        if self.literal is None:
            return []
        return [
            Secret(m.start(), m.end(), "EMAIL" if "@" in m.group() else "PERSON", folded(m.group()))
            for m in self.literal.finditer(text)
        ]


def known_people(conversation: Conversation, settings: Settings) -> KnownPeople:
    """Participants, authors, recipients and the teams' managers."""
    written: list[str] = []
    for person in conversation.participants:
        written += filter(None, (person.full_name, person.name, person.author, person.address))
    for message in conversation.messages:
        written += filter(None, (message.author, message.address, message.forwarded_from))
        written += message.recipients
    written += [manager for team in settings.team for manager in team.managers]
    names, nicknames, emails, phones = [], [], [], []
    for text in dict.fromkeys(written):
        emails += _EMAIL.findall(text)
        digits = re.sub(r"\D", "", text)
        if len(digits) >= 10 and not WORD.search(text):
            phones.append(digits[-10:])
        parts = name_parts(text)
        if parts.given or parts.surname:
            names.append(parts)
        elif "@" not in text and _is_nickname(text):
            nicknames.append(text.strip())
    return KnownPeople(tuple(names), tuple(nicknames), tuple(emails), frozenset(phones))


def _is_personal(word: str) -> bool:
    """Whether a word of a display name is a surname, not a town or a trade («Евгений Турция»)."""
    if len(word) < 3 or (re.search(r"[^\W\d_][A-ZА-ЯЁ]", word) and not word.isupper()):
        return False
    if is_place(word):
        return bool(re.search(r"(?:[оеё]в|[иы]н)а?$|[сц]к(?:ий|ая)$", fold(word)))
    return ends_like_surname(word) or not is_ordinary(word)


def _is_nickname(text: str) -> bool:
    """Whether no everyday word is in it: «zayka_99», not «Отдел продаж»."""
    words = WORD.findall(text)
    return (
        len(text) > 2
        and bool(words)
        and not any(is_ordinary(word) or (word.isascii() and len(words) > 1) for word in words)
    )


class Acquaintances:
    """Tells whom a name means; who is not known yet is met."""

    def __init__(self, known: KnownPeople):
        self._people: list[Called] = []
        self._by_feature: dict[str, list[int]] = {}
        for parts in known.names:
            self.person(Called.by(parts))
        self._given = frozenset().union(*(called.givens for called in self._people))
        self._surnames = frozenset(
            stem
            for parts in known.names
            for word in (parts.surname, parts.given)
            if word and _is_personal(word) and (word == parts.surname or not given_people(word))
            for stem in (surname_stem(word),)
            if len(stem) > 2
        )

    def is_known(self, word: str) -> bool:
        """Whether the word may be the given name or surname of somebody known beforehand."""
        parts = word.split("-")
        return any(given_people(part) & self._given for part in parts) or self.is_known_surname(
            word
        )

    def is_known_surname(self, word: str) -> bool:
        """Whether the word may be a surname, or a rare given name, known beforehand."""
        return any(surname_stem(part) in self._surnames for part in {word, *word.split("-")})

    def person(self, called: Called) -> str:
        """The key of the person, who is remembered with all that names tell."""
        best, at = 0, len(self._people)
        for place in self._namesakes(called):
            agreement = _agreement(self._people[place], called)
            if agreement > best:
                best, at = agreement, place
        if at == len(self._people):
            self._people.append(called)
        else:
            self._people[at] = _both(self._people[at], called)
        for feature in _features(called):
            places = self._by_feature.setdefault(feature, [])
            if at not in places and len(places) < _MOST_NAMESAKES:
                places.append(at)
        return str(at)

    def _namesakes(self, called: Called) -> list[int]:
        places = {p for feature in _features(called) for p in self._by_feature.get(feature, ())}
        return sorted(places)


def _features(called: Called) -> Iterator[str]:
    yield from called.givens
    if called.surname:
        yield f"surname {called.surname}"
    if called.patronymic:
        yield f"patronymic {called.patronymic[0]}"


def _agreement(person: Called, called: Called) -> int:
    """How surely both are one person: 0 they are not."""
    agreed = 0
    if person.surname and called.surname:
        if person.surname != called.surname:
            return 0
        agreed += 4
    if person.givens and called.givens:
        if not person.givens & called.givens:
            return 0
        agreed += 3
    elif person.initials and called.initials and not person.initials & called.initials:
        return 0
    if person.patronymic and called.patronymic:
        if not _same_start(person.patronymic, called.patronymic):
            return 0
        agreed += 3
    return agreed


def _same_start(one: str, other: str) -> bool:
    """Whether two stems of patronymics, one of them perhaps an initial, agree."""
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _both(person: Called, called: Called) -> Called:
    return Called(
        givens=(person.givens & called.givens) or person.givens or called.givens,
        initial=person.initial or called.initial,
        patronymic=max(person.patronymic or "", called.patronymic or "", key=len) or None,
        surname=person.surname or called.surname,
    )


def called_by_words(
    *, given: str | None, patronymic: str | None, surname: str | None, initial: str = ""
) -> Called:
    """What the words of a name in any case tell."""
    parts = NameParts(given=given, patronymic=patronymic, surname=surname)
    called = Called.by(parts)
    if initial and not given:
        return Called(_NO_ONE, fold(initial), called.patronymic, called.surname)
    return called
