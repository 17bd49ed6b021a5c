"""A conversation as every other part sees it: messages in order, who wrote them, their own words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

Role = Literal["manager", "client", "bot", "system"]
Medium = Literal["chat", "email", "proposal"]
SegmentKind = Literal["own", "quote", "signature", "hidden"]

SESSION_GAP = timedelta(hours=6)  # and a new calendar day
TURN_GAP = timedelta(minutes=60)
LINE_WIDTH = 80

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


class Frozen(BaseModel):
    """Data that never changes after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values; what was computed from the old ones is forgotten."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(copied).model_fields.keys():
            del copied.__dict__[name]  # pydantic copies cached properties along
        return copied


class Span(Frozen):
    """A place in a text: code points from `start` up to, not including, `end`."""

    start: int
    end: int


class Segment(Frozen):
    """A stretch of a message's full text: own words, quoted history, signature or hidden text."""

    kind: SegmentKind
    start: int
    end: int


class Attachment(Frozen):
    """A file or medium that came with a message; `kind` is file, photo, voice, video, sticker …"""

    name: str | None = None
    kind: str = "file"


class Participant(Frozen):
    """Somebody who writes in the conversation, as far as known.

    `name` is how one would greet them («Игорь», «Николай Степанович»), `full_name` all that is
    known of the name, `guessed` whether the role is a guess.
    """

    author: str
    address: str | None = None
    role: Role | None = None
    name: str | None = None
    full_name: str | None = None
    guessed: bool = False


class Message(Frozen):
    """One message or letter. `text` is all that was written and is never changed after reading.

    `segments` cover `text` without gaps; empty means that all of it is the author's own.
    `sent_at` is local time, with the offset where the export has one; None for a draft.
    """

    n: int
    author: str
    text: str
    sent_at: datetime | None = None
    id: str | None = None
    address: str | None = None
    role: Role | None = None
    subject: str | None = None
    recipients: tuple[str, ...] = ()  # To and Cc of a letter, addresses in lower case
    segments: tuple[Segment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    edited: bool = False
    deleted: bool = False
    forwarded_from: str | None = None
    reply_to: str | None = None  # the id of the message it answers
    auto: str | None = None  # auto, bounce, invite, newsletter: a letter that no person wrote
    undelivered: bool = False  # came back: nobody read it
    internal: bool = False  # between managers: the client never saw it

    @cached_property
    def own_text(self) -> str:
        """The author's own words, without quote, signature and hidden text, outer blanks off."""
        return self._own_pieces[0]

    @cached_property
    def quote(self) -> str:
        """Quoted or forwarded history."""
        return self._joined("quote")

    @cached_property
    def signature(self) -> str:
        """The signature block, disclaimers and mobile lines included."""
        return self._joined("signature")

    @cached_property
    def hidden(self) -> str:
        """Text that the reader of the letter cannot see (white on white, zero size)."""
        return self._joined("hidden")

    @cached_property
    def own_words(self) -> int:
        """How many words of their own."""
        return count_words(self.own_text)

    @cached_property
    def own_lines(self) -> int:
        """How many lines of their own: a written line, or 80 characters of it; blank ones not."""
        lines = (line.strip() for line in self.own_text.splitlines())
        return sum(-(-len(line) // LINE_WIDTH) for line in lines)

    def beginning(self, length: int) -> Message:
        """The message with no more than `length` characters of its text."""
        segments = tuple(
            segment.model_copy(update={"end": min(segment.end, length)})
            for segment in self.segments
            if segment.start < length
        )
        fields = {name: getattr(self, name) for name in Message.model_fields}
        return Message(**fields | {"text": self.text[:length], "segments": segments})

    def place_in_text(self, offset: int) -> int:
        """The place in the full `text` of an offset into `own_text`."""
        for own_start, start, end in self._own_pieces[1]:
            if offset <= own_start + (end - start):
                return start + offset - own_start
        raise ValueError(f"offset {offset} is outside own_text")

    @cached_property
    def _own_pieces(self) -> tuple[str, list[tuple[int, int, int]]]:
        """own_text, and its pieces as (start in own_text, start and end in text)."""
        if not self.segments:
            start = len(self.text) - len(self.text.lstrip())
            end = len(self.text.rstrip())
            return self.text[start:end], [(0, start, max(start, end))]
        pieces: list[tuple[int, int, int]] = []
        own, length = [], 0
        for segment in self.segments:
            if segment.kind != "own" or not self.text[segment.start : segment.end].strip():
                continue
            written = self.text[segment.start : segment.end]
            start = segment.start + (len(written) - len(written.lstrip("\r\n")))
            end = segment.start + len(written.rstrip())
            if not pieces:
                start = segment.start + (len(written) - len(written.lstrip()))
            else:
                own.append("\n\n")
                length += 2
            pieces.append((length, start, end))
            own.append(self.text[start:end])
            length += end - start
        return "".join(own), pieces or [(0, 0, 0)]

    def _joined(self, kind: SegmentKind) -> str:
        parts = (self.text[s.start : s.end].strip("\r\n") for s in self.segments if s.kind == kind)
        return "\n".join(part for part in parts if part.strip())


class Conversation(Frozen):
    """A chat or an e-mail thread: messages in conversation order, system lines included."""

    id: str
    source: str
    channel: str
    medium: Medium
    messages: tuple[Message, ...]
    subject: str | None = None
    owner: str | None = None  # whose export or mailbox this is, where the file says so
    participants: tuple[Participant, ...] = ()
    notes: tuple[str, ...] = ()  # what the reader had to guess or leave out, for people

    def by(self, role: Role) -> tuple[Message, ...]:
        """The messages of everyone in that role."""
        return tuple(message for message in self.messages if message.role == role)

    def message(self, n: int) -> Message:
        """The message of that number."""
        return next(message for message in self.messages if message.n == n)

    def participant(self, message: Message) -> Participant | None:
        """Who wrote this message."""
        for participant in self.participants:
            same_address = message.address and participant.address == message.address
            if same_address or (participant.author == message.author and not participant.address):
                return participant
        return None

    def with_offset(self, zone: tzinfo) -> Conversation:
        """The same with the zone's offset on times that had none; clock times stay as written."""
        messages = tuple(
            m.model_copy(update={"sent_at": m.sent_at.replace(tzinfo=zone)})
            if m.sent_at and m.sent_at.tzinfo is None
            else m
            for m in self.messages
        )
        return self.model_copy(update={"messages": messages})

    def beginnings(self, length: int) -> Conversation:
        """The same with no message longer than `length` characters."""
        if all(len(message.text) <= length for message in self.messages):
            return self
        messages = tuple(m if len(m.text) <= length else m.beginning(length) for m in self.messages)
        return self.model_copy(update={"messages": messages})

    def sessions(self) -> tuple[tuple[Message, ...], ...]:
        """People's messages cut where a new calendar day begins after at least six hours' silence."""
        sessions: list[list[Message]] = []
        for message in self._people():
            previous = sessions[-1][-1] if sessions else None
            if previous is None or _new_session(previous, message):
                sessions.append([])
            sessions[-1].append(message)
        return tuple(map(tuple, sessions))

    def turns(self) -> tuple[tuple[Message, ...], ...]:
        """One author's consecutive messages in a session with no gap of over 60 minutes."""
        return tuple(turn for session in self.sessions() for turn in _turns(session))

    def _people(self) -> Iterator[Message]:
        return (m for m in self.messages if m.role in ("manager", "client"))


def count_words(text: str) -> int:
    """How many words a text has; numbers count, punctuation does not."""
    return len(_WORD.findall(text))


def conversation_id(channel: str, *facts: object) -> str:
    """A short id that is the same in every run over the same data, e.g. `whatsapp-1f0c2a9b3d`."""
    digest = hashlib.sha256("\x1f".join(map(str, facts)).encode("utf-8", "surrogatepass"))
    return f"{channel}-{digest.hexdigest()[:12]}"


def _new_session(previous: Message, message: Message) -> bool:
    if previous.sent_at is None or message.sent_at is None:
        return False
    new_day = previous.sent_at.date() != message.sent_at.date()
    return new_day and elapsed(previous, message) >= SESSION_GAP


def _turns(session: tuple[Message, ...]) -> Iterator[tuple[Message, ...]]:
    turn: list[Message] = []
    for message in session:
        if turn and not _same_turn(turn[-1], message):
            yield tuple(turn)
            turn = []
        turn.append(message)
    if turn:
        yield tuple(turn)


def _same_turn(previous: Message, message: Message) -> bool:
    if (previous.author, previous.address) != (message.author, message.address):
        return False
    return elapsed(previous, message) <= TURN_GAP


def elapsed(earlier: Message, later: Message) -> timedelta:
    """Time between two messages; zero where a time is unknown, local times where one lacks an offset."""
    if earlier.sent_at is None or later.sent_at is None:
        return timedelta()
    start, end = earlier.sent_at, later.sent_at
    if (start.tzinfo is None) != (end.tzinfo is None):
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return end - start
