"""What the client's people are called, and from which message on the manager can know it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from okk_text.conversation.model import Conversation, Message, Participant
from okk_text.people.introductions import introduction
from okk_text.people.names import (
    WORD,
    NameParts,
    fold,
    is_given_name,
    is_patronymic,
    name_parts,
    patronymic_key,
    people,
    same_given,
    same_name,
    spoken_vocative,
)


class ClientNames:
    """The people on the client's side and their names, as far as the conversation tells them."""

    def __init__(self, conversation: Conversation):
        participants = [p for p in conversation.participants if p.role == "client"]
        self._conversation = conversation
        self._introduced = [
            (m.n, parts)
            for m in conversation.by("client")
            if (parts := introduction(conversation, m))
        ]
        self._participants = [(p, _names_of(p)) for p in participants]

    @property
    def only(self) -> NameParts | None:
        """The client's name where there is one client with a name."""
        named = [parts for _, names in self._participants for parts in names if parts.given]
        named = named or [parts for _, parts in self._introduced]
        return named[0] if named and len(self._participants) == 1 else None

    @cached_property
    def rare_words(self) -> frozenset[str]:
        """Folded words of display names in which the table finds no given name."""
        return frozenset(
            fold(word)
            for participant, names in self._participants
            if not any(map(_comparable, names))
            for word in WORD.findall(participant.full_name or participant.author)
            if word.istitle() and len(word) > 2 and "@" not in participant.author
        )

    def name_before(self, n: int) -> str | None:
        """How one may greet the client in message `n`, by what is known until then."""
        said = [parts.greeting for at, parts in self._introduced if at < n and parts.greeting]
        for participant, names in self._participants:
            if self._known_from[participant.author, participant.address] < n:
                given = next((parts.greeting for parts in names if parts.given), None)
                if given:
                    return given
        return said[-1] if said else None

    def may_be(self, addressed: NameParts, message: Message) -> bool:
        """Whether the name may be a client's, or somebody's whom a client spoke of before."""
        names = [parts for _, names in self._participants for parts in names]
        names += [parts for _, parts in self._introduced]
        if self.include(addressed):
            return True
        if not any(map(_comparable, names)) or any(self._strangers(message)):
            return True
        return self._spoken_of(addressed, message.n)

    def _strangers(self, message: Message) -> Iterator[Participant]:
        """The people who read this message and whose names are not known."""
        for participant, names in self._participants:
            reads = not message.recipients or participant.address in message.recipients
            if reads and not any(map(_comparable, names)) and len(self._participants) > 1:
                yield participant

    def include(self, addressed: NameParts) -> bool:
        """Whether one of the clients is known to bear the name."""
        names = [parts for _, names in self._participants for parts in names]
        return any(_agree(addressed, parts) for parts in names + [p for _, p in self._introduced])

    @cached_property
    def _known_from(self) -> dict[tuple[str, str | None], int]:
        """By author and address, the message that first shows the name; 0: known from outside."""
        shown = {(p.author, p.address): 0 for p, _ in self._participants}
        introduced = dict(reversed(self._introduced))
        open_names = self._conversation.medium == "chat"
        for message in reversed(self._conversation.by("client")):
            author = (message.author, message.address)
            displays = name_parts(message.author).given is not None
            if displays or (message.n in introduced and introduced[message.n].given):
                shown[author] = 0 if displays and open_names else message.n
        return shown

    def mentioned(self, addressed: NameParts, message: Message) -> bool:
        """Whether anybody spoke of such a person before: a fitter, a driver, a director."""
        earlier = (m for m in self._conversation.messages if m.n < message.n)
        return any(_mentions(m.own_text, addressed) for m in earlier)

    def _spoken_of(self, addressed: NameParts, n: int) -> bool:
        """Whether a client named such a person before: a colleague, a relative."""
        staff = [m.author for m in self._conversation.by("manager")]
        if addressed.given and any(same_name(addressed.given, author) for author in staff):
            return False
        earlier = (m for m in self._conversation.by("client") if m.n < n)
        return any(_mentions(f"{m.own_text}\n{m.signature}", addressed) for m in earlier)


def sure_name(
    conversation: Conversation, message: Message, *, clients: ClientNames | None = None
) -> str | None:
    """How to greet the client in this message, where only one person can be meant."""
    writers = [p for p in conversation.participants if p.role == "client"]
    if len(writers) != 1:
        return None
    return (clients or ClientNames(conversation)).name_before(message.n)


def _mentions(text: str, person: NameParts) -> bool:
    """Whether the given name stands in the text, in any case or short form."""
    if not person.given:
        return False
    stem = re.sub(r"[аяйьо]$", "", fold(person.given))
    return any(
        word[0].isupper()
        and (
            same_given(person.given, word)
            or (fold(word).startswith(stem) and len(word) <= len(stem) + 3)
        )
        for word in WORD.findall(text)
    )


def _names_of(participant: Participant) -> list[NameParts]:
    sources = (participant.full_name, participant.name, participant.author)
    return [parts for text in sources if text and (parts := name_parts(text)) != NameParts()]


def _comparable(parts: NameParts) -> bool:
    """Whether a greeting can be held against it: a given name that the table knows."""
    return bool(parts.given and is_given_name(parts.given))


def _agree(addressed: NameParts, known: NameParts) -> bool:
    """Whether the two may be one person; a surname alone is held against a surname."""
    if addressed.given and is_patronymic(addressed.given):
        own = known.patronymic
        return own is None or patronymic_key(addressed.given) == patronymic_key(own)
    rare = addressed.given and not is_given_name(addressed.given)  # perhaps a surname: «Щукин!»
    if rare and known.surname and same_name(addressed.given or "", known.surname):
        return True
    if addressed.given and known.given:
        clipped = spoken_vocative(addressed.given) & people(known.given)
        if not clipped and not same_given(addressed.given, known.given):
            return False
        if addressed.patronymic and known.patronymic:
            return patronymic_key(addressed.patronymic) == patronymic_key(known.patronymic)
        return True
    if addressed.surname and known.surname:
        return same_name(addressed.surname, known.surname)
    return bool(addressed.surname and not addressed.given and not known.surname)
