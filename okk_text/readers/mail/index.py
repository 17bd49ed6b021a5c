"""A compact index of a mailbox: per letter some 150 bytes, whatever the letters weigh.

Strings are kept as their 64-bit hashes, which only ever compare for equality within one run.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import UTC, datetime
from math import inf
from typing import NamedTuple

from okk_text.readers.mail.auto import header_kind, returned_letter
from okk_text.readers.mail.content import Content
from okk_text.readers.mail.dates import sent_at
from okk_text.readers.mail.headers import Fields, decoded_header, message_ids, people
from okk_text.readers.mail.subjects import split_subject

MAX_PEOPLE = 60  # of one letter; more is a mailing
KINDS = (None, "auto", "bounce", "invite", "newsletter")
REPLY, FORWARD = 1, 2
_FREE_MAIL = (
    "mail.ru bk.ru list.ru inbox.ru internet.ru vk.com xmail.ru yandex.ru yandex.com "
    "yandex.by yandex.kz yandex.ua ya.ru narod.ru rambler.ru lenta.ru autorambler.ru "
    "myrambler.ru ro.ru r0.ru gmail.com googlemail.com outlook.com outlook.ru hotmail.com "
    "hotmail.ru live.com live.ru msn.com icloud.com me.com mac.com yahoo.com yahoo.co.uk "
    "ukr.net i.ua meta.ua tut.by mail.kz mail.by aol.com proton.me protonmail.com gmx.com "
    "gmx.de gmx.net web.de zoho.com qq.com 163.com pochta.ru nextmail.ru hotbox.ru mail.com "
    "e-mail.ru"
)
FREE_MAIL = frozenset(
    _FREE_MAIL.split()
)  # a shared domain here says nothing about who belongs together


class Returned(NamedTuple):
    """What a bounce says: the ids of the letter that came back and whom it did not reach."""

    ids: tuple[int, ...]
    failed: frozenset[int]


class Index:
    """What threading needs of every letter; letters are numbers in the order they were added."""

    def __init__(self) -> None:
        self.places = array("q")  # where the store finds the letter
        self.sizes = array("q")
        self.times = array("d")  # seconds of UTC; inf where unknown
        self.subjects = array("q")  # of the base subject; 0: none
        self.flags = array("B")
        self.kinds = array("B")
        self._addresses = array("q")
        self._parties = array("q")
        self._people_ends = array("q", [0])
        self._cores = array("B")  # how many of the people are From, Reply-To and To
        self._references = array("q")
        self._reference_ends = array("q", [0])
        self.by_id: dict[int, int] = {}
        self.returned: dict[int, Returned] = {}  # by the number of the bounce

    def __len__(self) -> int:
        return len(self.places)

    def add(
        self, fields: Fields, *, place: int, size: int = 0, envelope: bytes = b""
    ) -> int | None:
        """The letter's number; None for a copy of a letter that is there already."""
        written_subject = decoded_header(fields.get("subject", b""))
        subject = split_subject(written_subject)
        core, others = _people(fields)
        everyone = [hash(a) for a in dict.fromkeys([*core, *others])]
        when = sent_at(fields, envelope)
        time = inf if when is None else _seconds(when)
        ids = message_ids(fields.get("message-id", b""))
        key = hash(ids[0]) if ids else hash((tuple(everyone), time, subject.key, size))
        number = len(self.places)
        known = self.by_id.setdefault(key, number) if ids or time != inf else number
        if known != number and self._is_copy(known, hash(subject.key), everyone):
            return None
        self.places.append(place)
        self.sizes.append(size)
        self.times.append(time)
        self.subjects.append(hash(subject.key) if subject.key else 0)
        self.flags.append(REPLY * subject.is_reply | FORWARD * subject.is_forward)
        kind = header_kind(fields, written_subject)
        self.kinds.append(KINDS.index(kind))
        self._addresses.extend(everyone)
        self._parties.extend(hash(party(a)) for a in dict.fromkeys([*core, *others]))
        self._people_ends.append(len(self._addresses))
        self._cores.append(len(core))
        self._add_references(fields)
        return number

    def note_kind(self, letter: int, fields: Fields, held: Content) -> None:
        """What only the content tells: an invitation, and which letter a bounce gives back."""
        if held.calendar and held.calendar != "PUBLISH":
            self.kinds[letter] = KINDS.index("invite")
        if KINDS[self.kinds[letter]] == "bounce":
            failed, target = returned_letter(fields, held)
            ids = tuple(hash(found) for found in message_ids(target)[-1:])
            self.returned[letter] = Returned(ids, frozenset(map(hash, failed)))

    def _is_copy(self, known: int, subject: int, everyone: list[int]) -> bool:
        """The copy in Sent, in Inbox or of a BCC; a mailing under one id to many is none."""
        return (
            self.addresses(known)[:1].tolist() == everyone[:1]
            and self.subjects[known] in (subject, 0)
            and set(self.addresses(known)) == set(everyone)
        )

    def _add_references(self, fields: Fields) -> None:
        ids = message_ids(fields.get("references", b""))
        answered = message_ids(fields.get("in-reply-to", b""))
        ids = [known for known in ids if known not in answered] + answered[:1]
        self._references.extend(hash(known) for known in ids)
        self._reference_ends.append(len(self._references))

    def references(self, letter: int) -> array[int]:
        """The ids it answers, oldest first."""
        return self._references[self._reference_ends[letter] : self._reference_ends[letter + 1]]

    def sender(self, letter: int) -> int:
        """The address in From; 0 where there is none."""
        return next(iter(self.addresses(letter)), 0)

    def addresses(self, letter: int) -> array[int]:
        """Everyone in From, Reply-To, To and Cc."""
        return self._addresses[self._people_ends[letter] : self._people_ends[letter + 1]]

    def parties(self, letter: int) -> array[int]:
        """The same people by firm where the domain is a firm's, else by address."""
        return self._parties[self._people_ends[letter] : self._people_ends[letter + 1]]

    def core(self, letter: int) -> int:
        """How many of them are From, Reply-To and To."""
        return self._cores[letter]


def party(address: str) -> str:
    """The firm's domain, or the whole address where the domain is everybody's."""
    domain = address.rpartition("@")[2]
    return address if domain in FREE_MAIL or not domain else domain


def _people(fields: Fields) -> tuple[list[str], list[str]]:
    core = _addresses(fields, ("from", "reply-to", "to"))
    others = _addresses(fields, ("cc",))
    return core, [address for address in others if address not in core][: MAX_PEOPLE - len(core)]


def _addresses(fields: Fields, names: Iterable[str]) -> list[str]:
    found = (a for name in names if name in fields for _, a in people(fields[name]) if a)
    return list(dict.fromkeys(found))[:MAX_PEOPLE]


def _seconds(when: datetime) -> float:
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
