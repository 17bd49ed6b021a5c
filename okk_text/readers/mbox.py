"""Mbox files: mboxo, mboxrd and mboxcl, from Thunderbird, Gmail's Takeout, mail servers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from okk_text.conversation.model import Conversation
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.readers import Source
from okk_text.readers.letters import MAX_LETTER, bounded_content
from okk_text.readers.mail.content import Content
from okk_text.readers.mail.headers import MAX_BLOCK, Fields, header_end, header_fields
from okk_text.readers.mail.mailbox import EVENT, EVENT_WITHIN, Entry, conversations

CHUNK = 2 * 1024**2
AHEAD = MAX_BLOCK + 4096  # what must be in sight to judge a From line and take the header

# `From ivan@example.com Thu Feb 26 07:10:00 2026` and a header line below
_SEPARATOR = re.compile(
    rb"From [^\r\n]{0,300}?\d\d?:\d\d(?::\d\d)?[^\r\n]{0,40}\d{4}[^\r\n]{0,20}\r?\n"
    rb"(?:>?From [^\r\n]{0,300}\r?\n){0,3}[!-9;-~]{1,100}[ \t]*:"
)
# without a date only after a blank line and above fields that every letter has
_BARE_SEPARATOR = re.compile(
    rb"From (?:-|[^\s]{1,300})[^\r\n]{0,100}\r?\n"
    rb"(?:from|date|received|return-path|x-mozilla-status|x-gm-thrid|delivered-to|message-id)[ \t]*:",
    re.I,
)


class Mbox:
    """Reads an mbox file; its letters make the threads."""

    name = "mbox"
    together = False

    def recognises(self, path: Path, head: bytes) -> bool:
        """A From line with a header below it."""
        head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
        return bool(_SEPARATOR.match(head) or _BARE_SEPARATOR.match(head))

    def read(self, source: Source) -> Iterator[Conversation]:
        """The threads by time. Raises ReadError where no letter is found."""
        with source.files[0].open("rb") as stream:
            yield from conversations(_Box(stream, source.shown))


class _Box:
    """Letters in an mbox; a place is the offset of a From line."""

    def __init__(self, stream: BinaryIO, shown: str) -> None:
        self._stream = stream
        self._shown = shown
        self.unreadable: list[str] = []

    def entries(self) -> Iterator[Entry]:
        found = False
        for start, size, head, begin in split_letters(self._stream):
            found = True
            envelope, rest = _without_envelope(head)
            fields = header_fields(rest)
            if not _is_deleted(fields):
                yield Entry(fields, start, size, envelope, EVENT in begin[:size])
        if not found:
            raise ReadError(
                say("в файле нет ни одного письма", "there is no letter in the file"),
                advice=say(
                    "Письмо mbox начинается строкой «From …».", "A letter begins with From."
                ),
            )

    def read(self, place: int, size: int) -> tuple[Fields, Content, bytes]:
        self._stream.seek(place)
        raw = self._stream.read(min(size, MAX_LETTER + 1))
        envelope, rest = _without_envelope(raw)
        fields = header_fields(rest[: header_end(rest)[0]])
        return fields, bounded_content(rest, from_escaped=True), envelope

    def shown(self, place: int, *, alone: bool) -> str:
        return self._shown


def _is_deleted(fields: Fields) -> bool:
    """Thunderbird leaves deleted letters in the file until it is compacted."""
    status = fields.get("x-mozilla-status", b"")
    return bool(re.fullmatch(rb"[0-9a-fA-F]{4}", status)) and bool(int(status, 16) & 8)


def split_letters(stream: BinaryIO) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(offset, size, From line and header, first 32 KiB) of each letter, in one pass."""
    window = _Window(stream)
    start = head = begin = None
    place = 0
    while True:
        place = window.next_separator(place)
        if start is not None:
            yield start, (window.end if place is None else place) - start, head, begin
        if place is None:
            return
        start = place
        head = window.bytes_at(place, MAX_BLOCK)
        head, begin = head[: header_end(head, head.find(b"\n") + 1)[1]], head[:EVENT_WITHIN]
        place = window.announced_end(place, head) or place + 5


def _without_envelope(raw: bytes) -> tuple[bytes, bytes]:
    """The From line (and any quoted ones below it), and the letter."""
    line, _, rest = raw.partition(b"\n")
    while rest.startswith((b">From ", b"From ")):
        rest = rest.partition(b"\n")[2]
    return line, rest


class _Window:
    """A stretch of the file in memory that moves forward."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._bytes = b""
        self._start = 0
        self.end = stream.seek(0, 2)
        self._dated = False
        self._move_to(0)
        self._dated = bool(_SEPARATOR.match(self._bytes.lstrip(b"\r\n\xef\xbb\xbf")))

    def next_separator(self, place: int) -> int | None:
        """The offset of the next From line of a letter, from `place` on."""
        while place < self.end:
            if place < self._start or (place + AHEAD > self._seen and self._seen < self.end):
                self._move_to(max(0, place - 4))
            found = self._bytes.find(b"From ", place - self._start)
            if found < 0:
                place = max(place, self._seen - 4)
                if self._seen >= self.end:
                    return None
                self._move_to(max(0, place - 4))
                continue
            place = self._start + found
            if place + AHEAD > self._seen and self._seen < self.end:
                continue  # judge it with more in sight
            if self._is_separator(found):
                return place
            place += 5
        return None

    def bytes_at(self, place: int, size: int) -> bytes:
        """Bytes in sight."""
        return self._bytes[place - self._start : place - self._start + size]

    def announced_end(self, start: int, head: bytes) -> int | None:
        """Where Content-Length says the letter ends, if another letter or the end is there."""
        if b"ontent-" not in head and b"ONTENT-" not in head:
            return None
        announced = header_fields(head).get("content-length", b"")
        if not announced.isdigit() or len(announced) > 12:
            return None
        end = start + len(head) + int(announced)
        if end >= self.end:
            return self.end if end <= self.end + 2 else None
        self._stream.seek(end)
        after = self._stream.read(600)
        self._stream.seek(self._seen)
        lead = len(after) - len(after.lstrip(b"\r\n"))
        return end + lead if lead <= 4 and _SEPARATOR.match(after, lead) else None

    def _is_separator(self, found: int) -> bool:
        before = self._bytes[max(0, found - 4) : found]
        if self._start + found and not before.endswith(b"\n"):
            return self._bytes[:found] in (b"\xef\xbb\xbf", b"")
        if _SEPARATOR.match(self._bytes, found):
            return True
        blank = self._start + found == 0 or before.endswith((b"\n\n", b"\n\r\n"))
        return not self._dated and blank and bool(_BARE_SEPARATOR.match(self._bytes, found))

    @property
    def _seen(self) -> int:
        return self._start + len(self._bytes)

    def _move_to(self, place: int) -> None:
        kept = self._bytes[place - self._start :] if self._start <= place < self._seen else b""
        self._start = place
        self._stream.seek(place + len(kept))
        self._bytes = kept + self._stream.read(CHUNK)


READER = Mbox()
