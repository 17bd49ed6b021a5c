"""How a message opens: the greeting word, whom it addresses by name, a template left unfilled."""

from __future__ import annotations

import re

from okk_text.conversation.model import Frozen, Span
from okk_text.people.addressees import Addressed, Addressees
from okk_text.people.greeting_words import (
    EMPTY_SLOT,
    GENITIVE,
    GREETING,
    HEARTY,
    HONORIFIC,
    LEAD,
    PRESENTS,
    TEMPLATE,
)
from okk_text.people.names import WORD

_ZONE = 260  # a greeting stands in the first lines


class Greeting(Frozen):
    """The opening of a message; spans count code points of the text that was given.

    `word` is a greeting word, `honorific` «Уважаемый …» without one; `names` are the people
    addressed at the opening, `template` a place where a name was meant to be filled in.
    """

    word: Span | None = None
    honorific: Span | None = None
    names: tuple[Addressed, ...] = ()
    template: Span | None = None

    @property
    def greets(self) -> bool:
        """Whether there is a greeting word or «Уважаемый»."""
        return self.word is not None or self.honorific is not None


def greeting_in(text: str, *, known: frozenset[str] = frozenset()) -> Greeting:
    """How the text opens; only its first lines are looked at.

    `known` are words (folded by `names.fold`) that are names here though no table has them.
    """
    addressees = Addressees(text[:_ZONE], known)
    zone = addressees.zone
    word = next((m for m in GREETING.finditer(zone) if _opens(addressees, m)), None)
    word = word or next((m for m in HEARTY.finditer(zone) if _is_hearty(addressees, m)), None)
    honorific = next(
        (m for m in HONORIFIC.finditer(zone) if _sentence(zone, m.start())[1] == 0), None
    )
    template = _template(zone, word)
    names = [] if template else _names(addressees, word or honorific)
    return Greeting(
        word=_span(word),
        honorific=None if word else _span(honorific),
        names=tuple(names),
        template=template,
    )


def _names(addressees: Addressees, start: re.Match[str] | None) -> list[Addressed]:
    """Whom the opening addresses, in the place nearest to the greeting word."""
    if start is None:
        return addressees.vocative(0)
    zone = addressees.zone
    following = _next_sentence(zone, start.end())
    later = _next_sentence(zone, following)
    return (
        addressees.before(start.start())
        or addressees.after(start.end())
        or addressees.vocative(0)
        or addressees.vocative(following)
        or (addressees.vocative(later) if PRESENTS.match(zone, following) else [])
    )


def _span(match: re.Match[str] | None) -> Span | None:
    return Span(start=match.start(), end=match.end()) if match else None


def _opens(addressees: Addressees, match: re.Match[str]) -> bool:
    """Whether the greeting word stands where greetings stand: at the start, or after a short clause."""
    zone = addressees.zone
    clause, sentences = _sentence(zone, match.start())
    if sentences > 2 or len(WORD.findall(zone[: match.start()])) > 7:
        return False
    if match.group().casefold() == "dear" and zone[: match.start()].strip():
        return False
    while lead := LEAD.match(clause):
        clause = clause[lead.end() :]
    bare = not WORD.search(clause) or addressees.is_address(clause)
    if GENITIVE.match(match.group()) or match.group().casefold() in ("hi", "hey"):
        return bare and (sentences == 0 or addressees.is_address(zone[: match.start()]))
    return bare


def _is_hearty(addressees: Addressees, match: re.Match[str]) -> bool:
    """Whether «здорово» greets somebody by name and does not say that all is well."""
    if not _opens(addressees, match):
        return False
    named = addressees.before(match.start()) or addressees.after(match.end())
    return bool(named)


def _sentence(zone: str, place: int) -> tuple[str, int]:
    """The clause before a place, and how many whole sentences with words stand before it."""
    before = zone[:place]
    sentences = [s for s in re.split(r"[.!?\n…]+", before)[:-1] if WORD.search(s)]
    return re.split(r"[.!?\n…,;:)—–]+", before)[-1].strip(), len(sentences)


def _template(zone: str, word: re.Match[str] | None) -> Span | None:
    """A place for a name that nobody filled in."""
    limit = (word.end() + 40) if word else 60
    found = TEMPLATE.search(zone[:limit])
    if found:
        return Span(start=found.start(), end=found.end())
    empty = EMPTY_SLOT.search(zone[:limit])
    if not empty:
        return None
    return Span(start=empty.start(empty.lastgroup or 0), end=empty.end())


def _next_sentence(zone: str, place: int) -> int:
    stop = re.compile(r"[.!?\n…)]+|$").search(zone, place)
    return stop.end() if stop else len(zone)
