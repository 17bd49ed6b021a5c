"""A mailbox becomes conversations: first an index of headers, then thread by thread."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from okk_text.conversation.model import Conversation, Message, conversation_id
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.readers.mail.content import Content
from okk_text.readers.mail.headers import Fields
from okk_text.readers.mail.index import KINDS, Index
from okk_text.readers.mail.letter import Letter, base_subject, letter
from okk_text.readers.mail.threads import Threads

log = logging.getLogger(__name__)

EVENT = b"text/calendar"
EVENT_WITHIN = 32 * 1024  # of a letter; a calendar part comes right after the text


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter's header and where the store finds the whole of it.

    `event`: its beginning names a calendar part.
    """

    fields: Fields
    place: int
    size: int = 0
    envelope: bytes = b""
    event: bool = False


class Store(Protocol):
    """Where letters lie: an mbox file, or files in a folder."""

    unreadable: list[str]  # what was left out, for people

    def entries(self) -> Iterator[Entry]:
        """Every letter's header, in a fixed order."""
        ...

    def read(self, place: int, size: int) -> tuple[Fields, Content, bytes]:
        """Header, content and From line of one letter. Raises ReadError or OSError."""
        ...

    def shown(self, place: int, *, alone: bool) -> str:
        """The source of a thread; `alone`: it is this letter only."""
        ...


def conversations(store: Store) -> Iterator[Conversation]:
    """The threads by time. Raises ReadError at the end where letters could not be read."""
    index = _indexed(store)
    threads = Threads(index)
    used: set[int] = set()
    for numbers in threads:
        conversation = _conversation(store, index, threads, numbers, used)
        if conversation:
            yield conversation
    if store.unreadable:
        shown = "; ".join(store.unreadable[:20])
        raise ReadError(say(f"не прочитано: {shown}", f"not read: {shown}"))


def _indexed(store: Store) -> Index:
    index = Index()
    for entry in store.entries():
        number = index.add(
            entry.fields, place=entry.place, size=entry.size, envelope=entry.envelope
        )
        if number is None:
            continue
        if entry.event or KINDS[index.kinds[number]] == "bounce":
            try:
                fields, held, _ = store.read(entry.place, entry.size)
            except (OSError, ReadError):
                continue  # said when its thread is written
            index.note_kind(number, fields, held)
    return index


def _conversation(
    store: Store, index: Index, threads: Threads, numbers: list[int], used: set[int]
) -> Conversation | None:
    letters: list[tuple[int, Letter]] = []
    for number in numbers:
        try:
            fields, held, envelope = store.read(index.places[number], index.sizes[number])
        except (OSError, ReadError) as error:
            store.unreadable.append(str(error))
            continue
        letters.append((number, letter(fields, held, envelope=envelope)))
    if not letters:
        return None
    messages = tuple(_messages(letters, threads.undelivered))
    first = next((one for _, one in letters if not one.kind), letters[0][1])
    notes = dict.fromkeys(note for _, one in letters for note in one.content.notes)
    return Conversation(
        id=_unused_id(letters[0][1], index, numbers, used),
        source=store.shown(index.places[numbers[0]], alone=len(numbers) == 1),
        channel="email",
        medium="email",
        subject=base_subject(first.subject) or None,
        messages=messages,
        notes=tuple(notes),
    )


def _messages(letters: list[tuple[int, Letter]], undelivered: set[int]) -> Iterator[Message]:
    for n, (number, one) in enumerate(letters, 1):
        kind = one.kind
        if kind == "newsletter" and _is_answered(one, letters[n:]):
            kind = None
        yield one.message(n, kind=kind, undelivered=number in undelivered)


def _is_answered(one: Letter, later: list[tuple[int, Letter]]) -> bool:
    """A person answered what looked like bulk mail: it was a conversation after all."""
    return any(not other.kind and other.address != one.address for _, other in later)


def _unused_id(first: Letter, index: Index, numbers: list[int], used: set[int]) -> str:
    """From the thread's root, so that it stays when earlier or later letters are added."""
    facts = (first.author, first.address, first.sent_at, first.subject, first.text[:200])
    roots = [(first.root,)] if first.root and hash(first.root) not in index.by_id else []
    roots += [(first.id,)] if first.id else []
    for candidate in (*roots, facts, (*facts, numbers[0])):
        found = conversation_id("email", *candidate)
        if hash(found) not in used:
            break
    used.add(hash(found))
    return found
