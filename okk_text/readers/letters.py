"""Letters in files of their own: .eml, folders of them, Maildir, Outlook's .msg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from okk_text.conversation.model import Conversation
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.readers import Source
from okk_text.readers.mail.content import Content
from okk_text.readers.mail.headers import MAX_BLOCK, Fields, header_end, header_fields
from okk_text.readers.mail.mailbox import EVENT, EVENT_WITHIN, Entry, conversations
from okk_text.readers.mail.mime import content
from okk_text.readers.mail.outlook import OLE, is_msg, msg_letter
from okk_text.readers.sources import legible

MAX_LETTER = 48 * 1024**2  # of a larger one the beginning is read: bodies come before attachments
MANY_NAMES = re.compile(
    rb"^(from|to|date|subject|message-id|received|return-path|mime-version|content-type"
    rb"|delivered-to|dkim-signature|x-[\w-]+|in-reply-to|references|reply-to|cc|sender)[ \t]*:",
    re.I | re.M,
)
FIRM_NAMES = frozenset(
    [
        b"from",
        b"date",
        b"message-id",
        b"received",
        b"return-path",
        b"mime-version",
        b"dkim-signature",
    ]
)


class Letters:
    """Reads letters; those of one folder make its threads."""

    name = "letters"
    together = True

    def recognises(self, path: Path, head: bytes) -> bool:
        """A header block with at least three known fields, two of them made by mailers."""
        if head.startswith(OLE):
            return is_msg(path, head)
        block_end, _ = header_end(head.removeprefix(b"\xef\xbb\xbf"))
        names = {name.lower() for name in MANY_NAMES.findall(head[:block_end])}
        return len(names) >= 3 and len(names & FIRM_NAMES) >= 2

    def read(self, source: Source) -> Iterator[Conversation]:
        """The threads by time."""
        return conversations(_Files(source))


class _Files:
    """Letters as files; a place is a number in the list of files."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.unreadable: list[str] = []

    def entries(self) -> Iterator[Entry]:
        for place, path in enumerate(self._source.files):
            try:
                yield self._entry(path, place)
            except (OSError, ReadError) as error:
                self.unreadable.append(f"{legible(path.name)}: {error}")

    def read(self, place: int, size: int) -> tuple[Fields, Content, bytes]:
        path = self._source.files[place]
        with path.open("rb") as stream:
            raw = stream.read(MAX_LETTER + 1)
        if raw.startswith(OLE):
            fields, held = msg_letter(path)
            return fields, held, b""
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        fields = header_fields(raw[: header_end(raw)[0]])
        return fields, bounded_content(raw, from_escaped=False), b""

    def shown(self, place: int, *, alone: bool) -> str:
        files = self._source.files
        path = files[place]
        in_maildir = path.parent.name in ("cur", "new")
        if not alone or in_maildir or len(files) == 1:
            return self._source.shown
        return f"{self._source.shown}/{legible(path.name)}"

    def _entry(self, path: Path, place: int) -> Entry:
        with path.open("rb") as stream:
            head = stream.read(MAX_BLOCK)
        if head.startswith(OLE):
            return Entry(msg_letter(path)[0], place)
        head = head.removeprefix(b"\xef\xbb\xbf")
        fields = header_fields(head[: header_end(head)[0]])
        return Entry(fields, place, event=EVENT in head[:EVENT_WITHIN])


def bounded_content(raw: bytes, *, from_escaped: bool) -> Content:
    """The content of a letter of which at most MAX_LETTER bytes were read."""
    held = content(raw[:MAX_LETTER], from_escaped=from_escaped)
    if len(raw) > MAX_LETTER:
        held.notes.append(
            say(
                "письмо больше 48 МБ, прочитано его начало",
                "a letter is larger than 48 MB, its beginning was read",
            )
        )
    return held


READER = Letters()
