"""Whom an opening addresses: names before and after a greeting word, vocatives without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from okk_text.conversation.model import Span
from okk_text.conversation.morphology import parses
from okk_text.people.greeting_words import (
    ANYBODY,
    COURTESY,
    FILLER,
    INTRODUCES,
    LEAD,
    SHORT_REPLY,
    SPOKEN_OF,
    TITLE,
)
from okk_text.people.names import (
    WORD,
    NameParts,
    fold,
    is_business,
    is_common_word,
    is_given_name,
    is_patronymic,
    spoken_vocative,
)

Addressed = tuple[Span, NameParts]  # where a name stands, and the name
_STOP = re.compile(r"\s*(?:[,!.:…)—–\n]|-\s|$)")


class Addressees:
    """Reads names off the first lines of a text (`zone`); `known` words are names too."""

    def __init__(self, zone: str, known: frozenset[str] = frozenset()):
        self.zone = zone
        self._known = known

    def before(self, place: int) -> list[Addressed]:
        """The names in the clauses right before a greeting word: «Алина, Марк, добрый день»."""
        names: list[Addressed] = []
        clauses = list(re.finditer(r"[^.!?\n…,;:)—–]+", self.zone[:place]))
        for clause in reversed(clauses[-4:]):
            found = self._whole_names(clause.start(), clause.end())
            if not found and (names or WORD.search(clause.group())):
                aside = clause.group().strip()
                lead = LEAD.match(aside)
                if (lead and lead.end() >= len(aside)) or fold(aside) in ANYBODY:
                    continue
                break
            names = found + names
        return names

    def after(self, place: int) -> list[Addressed]:
        """The names right after a greeting word, in its sentence: «Здравствуйте, уважаемый Иван!»."""
        names: list[Addressed] = []
        while True:
            start = _skip(self.zone, place, len(self.zone))
            titled = bool(TITLE.search(self.zone[:start]))
            named = self._at(start, unknown=not names, titled=titled)
            if not named or not _stops(self.zone, named[0], after=self.zone[place:start]):
                return names
            names.append(named)
            place = named[0].end
            if not re.match(r"\s*(?:,|и\s|and\s|&)", self.zone[place:]):
                return names

    def vocative(self, place: int) -> list[Addressed]:
        """The names that open a sentence («Ирина, подскажите») or close a short first clause («Спасибо, Ирина!»)."""
        opening = re.compile(r"[^\w{\[]*").match(self.zone, place)
        start = here = opening.end() if opening else place
        names: list[Addressed] = []
        while named := self._at(_skip(self.zone, here, len(self.zone))):
            if not self.zone[named[0].start].isupper():
                break
            names.append(named)
            here = named[0].end
            if not re.match(r"\s*(?:,\s*|и\s+|and\s+)(?=[А-ЯЁA-Z])", self.zone[here:]):
                break
        if names and self._is_spoken_to(here):
            return names
        return self._closing_vocative(start)

    def is_address(self, clause: str) -> bool:
        """Whether the clause is nothing but whom it addresses: «Иван», «Уважаемая Ольга Петровна»."""
        words = [word for word in WORD.findall(clause) if not FILLER.fullmatch(word)]
        if len(words) > 3:
            return False
        return all(map(self._is_name, words)) or fold(words[0]) in ANYBODY

    def _closing_vocative(self, start: int) -> list[Addressed]:
        """The name that ends a first clause of up to six words: «Отличная новость, Ирина, …»."""
        for match in re.finditer(r"[^\W\d_][\w'’-]+", self.zone[start : start + 70]):
            at = start + match.start()
            before = self.zone[start:at]
            if re.search(r"[.!?\n\d]", before) or len(WORD.findall(before)) > 6:
                break
            set_off = before.rstrip().endswith(",") or bool(SHORT_REPLY.fullmatch(before))
            if (
                not match.group()[0].isupper()
                or not set_off
                or INTRODUCES.search(before.rstrip(" ,"))
            ):
                continue
            named = self._at(at)
            if named and self._is_spoken_to(named[0].end):
                return [named]
        return []

    def _is_spoken_to(self, end: int) -> bool:
        """Whether the name that ends here stands apart, and is not spoken of («Ольга, наш менеджер»)."""
        rest = self.zone[end:]
        return bool(_STOP.match(rest)) and not SPOKEN_OF.match(rest)

    def _whole_names(self, start: int, end: int) -> list[Addressed]:
        """The names where the stretch holds nothing else."""
        names, place = [], start
        while True:
            place = _skip(self.zone, place, end)
            named = self._at(place, end=end, unknown=place == 0)
            if not named:
                break
            names.append(named)
            place = named[0].end
        rest = self.zone[place:end]
        while lead := LEAD.match(rest.strip()):
            rest = rest.strip()[lead.end() :]
        return names if all(fold(word) in ANYBODY for word in WORD.findall(rest)) else []

    def _at(
        self, place: int, *, end: int | None = None, unknown: bool = False, titled: bool = False
    ) -> Addressed | None:
        """The name that stands at this place; `unknown` accepts a capitalised word no table knows."""
        words = list(_words(self.zone[:end], place))
        if not words:
            return None
        first = words[0].group()
        if not self._is_name(first):
            if titled and first[0].isupper() and fold(first) not in ANYBODY:
                return Span(start=place, end=words[0].end()), NameParts(surname=first)
            if not (unknown and _may_be_name(self.zone, words[0], latin=end is None)):
                return None
        last, patronymic, surname = words[0], None, None
        if len(words) > 1 and is_patronymic(words[1].group()):
            last, patronymic = words[1], words[1].group()
        following = next((word for word in words if word.start() > last.end()), None)
        if following and self._is_surname(following):
            last, surname = following, following.group()
        parts = NameParts(given=first, patronymic=patronymic, surname=surname)
        courtesy = COURTESY.match(self.zone[:end], last.end())
        return Span(start=place, end=courtesy.end() if courtesy else last.end()), parts

    def _is_name(self, word: str) -> bool:
        clipped = word[:1].isupper() and bool(spoken_vocative(word))
        return is_given_name(word) or clipped or is_patronymic(word) or fold(word) in self._known

    def _is_surname(self, word: re.Match[str]) -> bool:
        """Whether the capitalised word after a given name ends the address: "Hi Laura Jensen,"."""
        if not word.group()[0].isupper() or is_given_name(word.group()):
            return False
        return bool(re.match(r"\s*(?:$|[^\w\s])", self.zone[word.end() :]))


def _stops(zone: str, span: Span, *, after: str) -> bool:
    """Whether the name ends its clause; without a stop it must not go on as the subject of a verb."""
    rest = zone[span.end :]
    if re.match(r"\s*(?:$|[^\w\s«\"]|\n|и\s|and\s)", rest):
        return not SPOKEN_OF.match(rest[1:]) or rest.lstrip()[:1] in "!."
    word = zone[span.start : span.end]
    following = WORD.match(rest.lstrip())
    if is_common_word(word) or not following or "," in after:
        return False
    return is_given_name(word.split()[0]) and not _is_verb(following.group())


def _skip(zone: str, place: int, end: int) -> int:
    """The place after blanks, commas, titles and «ещё раз»."""
    while place < end:
        blank = re.compile(r"[ \t,*_~]+|\n").match(zone, place, end)
        filler = FILLER.match(zone, place, end)
        if blank and "\n" not in blank.group():
            place = blank.end()
        elif filler:
            place = filler.end()
        else:
            break
    return place


def _words(zone: str, place: int) -> Iterator[re.Match[str]]:
    """Up to three words with single blanks between them."""
    for _ in range(3):
        word = WORD.match(zone, place)
        if not word:
            return
        yield word
        if zone[word.end() : word.end() + 1] != " ":
            return
        place = word.end() + 1


def _may_be_name(zone: str, word: re.Match[str], *, latin: bool) -> bool:
    """Whether a capitalised word that no table knows may be a name here; `latin`: in Latin too."""
    text = word.group()
    if not text[:1].isupper() or len(text) < 3 or fold(text) in ANYBODY or is_business(text):
        return False
    following = WORD.match(zone[word.end() :].lstrip())
    if following and fold(following.group()) in ANYBODY:  # "Hello Acme team,"
        return False
    if text.isascii() and not latin:
        return False
    if not re.match(r"\s*(?:[,!.:—–\n]|$)|\s+[А-ЯЁA-Z]", zone[word.end() :]):
        return False
    return not _is_everyday_word(text)


@lru_cache(maxsize=4096)
def _is_everyday_word(word: str) -> bool:
    """Whether a Russian dictionary knows the word and not as a person's name."""
    if word.isascii():
        return False
    return any(
        p.is_known and not {"Name", "Surn", "Patr"} & set(p.tag.grammemes) for p in parses(word)
    )


@lru_cache(maxsize=4096)
def _is_verb(word: str) -> bool:
    """Whether the word may be the predicate of a name: «просила», «сообщает», "asked"."""
    if word.isascii():
        return word.endswith("ed") or word in ("is", "was", "will", "has", "said", "told")
    return any(
        p.tag.POS == "VERB" and p.tag.mood == "indc" and p.tag.person in (None, "3per")
        for p in parses(word)[:2]
    )
