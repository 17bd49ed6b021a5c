"""An independent look at a text that is about to leave: what in it still looks personal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from okk_text.people.names import fold, is_common_word
from okk_text.privacy.acquaintances import KnownPeople
from okk_text.privacy.name_forms import parses
from okk_text.privacy.never import NeverWords
from okk_text.privacy.tokens import without_tokens

_EMAIL = re.compile(r"[^\s@<>()\[\],;:]@[^\s@<>()\[\],;:]{1,60}\.[^\W\d_]{2}")
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)")
_SNILS = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d\d(?!\d)")
_ACCOUNT = re.compile(r"(?<!\d)(?:40[5-8]|30[12])\d{17}(?!\d)")
_CALLED = re.compile(r"(?:инн|снилс|паспорт|огрн)\W{1,4}(?:серия\W)?\d[\d ]{8,}", re.IGNORECASE)
_LINK = re.compile(r"://[^\s/]{1,200}/[^\s]{0,200}[?=#]|(?<!\w)(?:wa|t)\.me/\w", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:№|#|заказ\w*|договор\w*|сч[её]т\w*|арт\w*|трек\w*|order|invoice)\W{0,4}$", re.IGNORECASE
)
_NAMES = {"Name", "Surn"}
_WORD = re.compile(r"[^\W\d_]{3,40}")
_RUN = re.compile(r"\d[\d\s().\-‑–]*")
_FIGURES = re.compile(r"\+?\d[\d ().-]{8,20}\d")


class SecondLook:
    """Looks with other means than the masking: phonenumbers, plain patterns, inflected names."""

    def __init__(self, people: KnownPeople, *, never: NeverWords):
        self._people = people
        self._never = never

    def leaks(self, text: str) -> tuple[str, ...]:
        """The kinds of what looks personal, e.g. ("PHONE", "PERSON"); () if nothing does."""
        return tuple(dict.fromkeys(self._kinds(without_tokens(text))))

    def _kinds(self, text: str) -> Iterator[str]:
        patterns = (
            ("EMAIL", _EMAIL),
            ("SNILS", _SNILS),
            ("ACCOUNT", _ACCOUNT),
            ("LINK", _LINK),
            ("DOCUMENT", _CALLED),
        )
        for kind, pattern in patterns:
            if pattern.search(text):
                yield kind
        if any(_luhn(match.group()) for match in _CARD.finditer(text)):
            yield "CARD"
        if _FIGURES.search(text) and any(_phones(text)):
            yield "PHONE"
        runs = [re.sub(r"\D", "", match.group()) for match in _RUN.finditer(text)]
        if any(phone in digits for phone in self._people.phones for digits in runs):
            yield "PHONE"
        if any(word.group() in self._forms for word in _WORD.finditer(text)):
            yield "PERSON"
        folded = text.casefold()
        if any(email.casefold() in folded for email in self._people.emails):
            yield "EMAIL"
        if next(iter(self._never.places_in(text)), None):
            yield "TERM"

    @cached_property
    def _forms(self) -> frozenset[str]:
        """Forms of known names that are nothing but names."""
        words = {
            word
            for parts in self._people.names
            for word in (parts.given, parts.surname)
            if word and word.isalpha() and len(word) > 3
        }
        forms = {form for word in words for form in _inflected(word)}
        return frozenset(forms | {form.capitalize() for form in forms})


def _inflected(word: str) -> Iterator[str]:
    """The word in every case that a dictionary knows for it as a name."""
    known = [p for p in parses(word) if p.is_known]
    if is_common_word(word) or any(not _NAMES & set(p.tag.grammemes) for p in known):
        return
    if word.isascii():
        yield word.casefold()
        return
    yield fold(word)
    yield word.casefold()
    for parse in known:
        yield from (form.word for form in parse.lexeme if "sing" in form.tag)


def _phones(text: str) -> Iterator[str]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    for match in PhoneNumberMatcher(text, "RU", leniency=Leniency.VALID, max_tries=500):
        raw, before = match.raw_string, text[max(0, match.start - 24) : match.start]
        plain = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+|\d{10}", raw)
        if not plain and not _NUMBERED.search(before):
            yield raw


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in re.sub(r"\D", "", number)]
    doubled = (d * 2 - 9 * (d > 4) if i % 2 else d for i, d in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0
