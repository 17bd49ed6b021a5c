"""Words of real conversations that may be shown in the department: personal data out, source kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from okk_text.attacks import attacks_in, suspicious
from okk_text.conversation.model import Conversation, Message, Participant
from okk_text.language import say
from okk_text.privacy import MaskingFailed, Vault
from okk_text.settings import Settings


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words without anything personal, and where they stand: conversation and message number."""

    text: str
    conversation: str
    n: int

    @property
    def source(self) -> str:
        """The place as people look it up."""
        return f"{self.conversation} #{self.n}"


@dataclass(frozen=True, slots=True)
class Kept:
    """Words as they were written, with as much of their conversation as masking them needs."""

    text: str
    n: int
    around: Conversation


class Keeper:
    """Keeps words of one conversation, and of it only some messages and everybody who is known."""

    def __init__(self, conversation: Conversation):
        self._conversation = conversation

    def kept(self, text: str, n: int, *, around: Sequence[Message]) -> Kept:
        """The words of message `n`, to be masked when it is known that they are shown."""
        update = {"messages": tuple(around), "participants": self._people, "notes": ()}
        return Kept(text, n, self._conversation.model_copy(update=update))

    @cached_property
    def _people(self) -> tuple[Participant, ...]:
        """The participants, and who else wrote, was written to or forwarded from."""
        known = {(p.author, p.address) for p in self._conversation.participants}
        others = {
            pair: Participant(author=pair[0], address=pair[1])
            for message in self._conversation.messages
            for pair in _people_of(message)
            if pair not in known
        }
        return (*self._conversation.participants, *others.values())


def excerpt(words: Kept, settings: Settings) -> Excerpt | None:
    """The words masked; None where that cannot be done for sure, or where they speak to a judge."""
    if attacks_in(words.text) or suspicious(words.text):
        return None
    vault = Vault(words.around, settings)
    try:
        text, name = vault.masked(words.text), words.around.id
        if not _OWN_ID.fullmatch(name):  # another system's id may be a phone or a name
            name = vault.masked(name)
        if vault.leaks(text):
            return None
    except MaskingFailed:
        return None
    return Excerpt(_in_words(text), _in_words(name), words.n)


_OWN_ID = re.compile(r"[a-z-]+-[0-9a-f]{12}")


def _people_of(message: Message) -> list[tuple[str, str | None]]:
    people = [(message.author, message.address)]
    if message.forwarded_from:
        people.append((message.forwarded_from, None))
    return [*people, *((address, address) for address in message.recipients)]


def _in_words(masked: str) -> str:
    """«[имя]» for [PERSON_1]: people need no numbers, only to know what stood there."""
    return _TOKEN.sub(lambda match: f"[{say(*_WORDS.get(match[1], _OTHER))}]", masked)


_TOKEN = re.compile(r"\[([A-Z]+)(?:_\d+){0,2}\]")
_OTHER = ("данные", "details")
_WORDS = {
    "PERSON": ("имя", "name"),
    "PHONE": ("телефон", "phone"),
    "EMAIL": ("почта", "e-mail"),
    "HANDLE": ("ник", "handle"),
    "LINK": ("ссылка", "link"),
    "ADDRESS": ("адрес", "address"),
    "PASSPORT": ("паспорт", "passport"),
    "BIRTHDATE": ("дата рождения", "date of birth"),
    "CARD": ("карта", "card"),
    "ACCOUNT": ("счёт", "account"),
    "PLATE": ("номер машины", "number plate"),
    "TERM": ("название", "name of a thing"),
}
