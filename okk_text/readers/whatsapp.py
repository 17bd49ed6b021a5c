"""WhatsApp chats as the app itself exports them: .txt or .zip, Android and iOS, any language.

A message begins where a line begins with a stamp in the one shape this file uses. A chat pasted
into a message in just this shape cannot be told from messages, but on iOS, where line ends differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain, groupby
from pathlib import Path, PurePath
from typing import Any

from pydantic import TypeAdapter

from okk_text.conversation.model import Attachment, Conversation, Message, conversation_id
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.readers.garbage import no_garbage
from okk_text.readers.plain_text import head_text, opened
from okk_text.readers.sources import Source
from okk_text.readers.whatsapp_marks import (
    LRM,
    is_encryption_notice,
    is_notice,
    may_be_marked,
    read_marks,
)
from okk_text.readers.whatsapp_stamps import Shape, calendar, learned, time_of_day

BLOCK = 1024**2  # characters
SAMPLE = 64 * 1024
LONGEST = 2 * 1024**2  # WhatsApp sends 65,536 characters at most; what is longer is no message
LONGEST_NAME = 100
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
UNCLOSED = re.compile(r"[«“„][^»”“]*$|^[^\"]*\"[^\"]*$")
LOG_LEVEL = re.compile(
    r"(?:\S*[.\s])?\[?(?:info|debug|warn(?:ing)?|error|critical|fatal|trace|notice|alert)\]?",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?:WhatsApp[ -]Chat|Chat[ -]WhatsApp|Чат WhatsApp|Chat de WhatsApp|Conversa do WhatsApp|"
    r"Discussion WhatsApp|Czat WhatsApp)"
    r"(?: [-–])? (?:(?:with|mit|met|avec|con|com|z|с контактом|с|з контактом|із) )?"
    r"(?P<title>.+?)(?: ?\(\d+\))?",
    re.IGNORECASE,
)
Record = tuple[str, str, str, str]  # a message as written: date, time, author, text

_MESSAGES = TypeAdapter(tuple[Message, ...])  # all at once is faster than one by one


class WhatsAppReader:
    """One .txt is one chat."""

    name = "whatsapp"
    together = False

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file begins with a message and what follows is no program's log."""
        text = head_text(head).lstrip()
        if (shape := _shape(text)) is None or not shape.pattern.match(_line_end(shape) + text):
            return False
        authors = [author for _, _, author, _ in _records([text], shape) if author]
        return bool(authors) and 2 * sum(map(_is_log_level, authors)) < len(authors)

    def read(self, source: Source) -> Iterator[Conversation]:
        """The one conversation."""
        with opened(source.files[0]) as stream, no_garbage():
            sample = stream.read(BLOCK)
            if (shape := _shape(sample)) is None:
                raise _not_whatsapp()
            blocks = chain([sample], iter(lambda: stream.read(BLOCK), ""))
            conversation = _conversation(source, list(_records(blocks, shape)), shape)
        yield conversation


READER = WhatsAppReader()


def _shape(sample: str) -> Shape | None:
    """How this export writes stamps; None where one would be alone among many lines."""
    found = learned(sample[:SAMPLE])
    if found is None:
        return None
    shape, count = found
    return shape if count > 1 or shape.pattern.match(_line_end(shape) + sample.lstrip()) else None


def _line_end(shape: Shape) -> str:
    return "\r\n" if shape.framed else "\n"


def _records(blocks: Iterable[str], shape: Shape) -> Iterator[Record]:
    """The messages as written, one after the other."""
    known: dict[str, str] = {}
    carried = _line_end(shape)  # the first stamp has no line end before it
    for block in chain(blocks, [None]):
        text = carried + (block or "").replace("\0", "")
        starts = list(shape.pattern.finditer(text))
        bounds = [start.start() for start in starts[1:]] + ([] if block is not None else [None])
        for start, end in zip(starts, bounds, strict=False):
            day, clock = start.group("day", "clock")
            day, clock = known.setdefault(day, day), known.setdefault(clock, clock)
            rest = text[start.end() : end]
            author, colon, written = rest.partition(": ")
            if not colon or "\n" in author:
                author, written = _split(rest)
            yield day, clock, author, written
        carried = text[starts[-1].start() :] if starts else text
        if len(carried) > LONGEST:
            raise _not_whatsapp()


def _split(rest: str) -> tuple[str, str]:
    """Author and text where no blank follows the author's colon; a notice has no author."""
    line, _, below = rest.partition("\n")
    if line.rstrip("\r").endswith(":"):  # the blank before an empty first line may get lost
        return line.rstrip("\r")[:-1], "\n" + below if below.strip() else ""
    return "", rest


def _conversation(source: Source, records: list[Record], shape: Shape) -> Conversation:
    if not records:
        raise _not_whatsapp()
    days = [day for day, _ in groupby(record[0] for record in records)]
    clocks = {record[1] for record in records}
    dates, open_order = calendar(days, shape, clocks)
    times = {clock: time_of_day(clock) for clock in clocks}
    chat = _Chat(records, ios=shape.bracketed)
    messages = _MESSAGES.validate_python(_message_fields(chat, records, dates, times))
    # stamps as written: the order of day and month may become clear only as the export grows
    first = [record for record in records[:50] if chat.shown(record[2])][:3] or records[:1]
    title = _title(source.shown) or chat.title
    return Conversation(
        id=conversation_id("whatsapp", *(part.strip() for record in first for part in record)),
        source=source.shown,
        channel="whatsapp",
        medium="chat",
        messages=messages,
        subject=title,
        owner=chat.owner or chat.other(title),
        notes=tuple(_notes(messages, open_order)),
    )


def _message_fields(
    chat: _Chat,
    records: list[Record],
    dates: dict[str, date | None],
    times: dict[str, time | None],
) -> Iterator[dict[str, Any]]:
    """What makes a Message, one after the other; no moment where the date cannot be."""
    for n, (day, clock, author, text) in enumerate(records, 1):
        fields = chat.fields(author, text)
        fields["n"] = n
        if (on := dates[day]) and (at := times[clock]) is not None:
            fields["sent_at"] = datetime.combine(on, at)
        yield fields


class _Chat:
    """What is known of the whole chat while its messages are made."""

    def __init__(self, records: list[Record], *, ios: bool):
        self.ios = ios
        self.owner: str | None = None
        self.title: str | None = None
        self._count = Counter(record[2] for record in records)
        self._shown = {author: self._named(author) for author in self._count}
        *_, author, text = records[0]
        if ios and is_encryption_notice(text):
            self.title = self._shown[author] or None
        self._voices = self._whatsapp_speaks_as(records) if ios else frozenset()

    def shown(self, author: str) -> str:
        """The author without invisible marks; "" where it is WhatsApp itself."""
        return self._shown[author]

    def other(self, title: str | None) -> str | None:
        """The owner of the export, in a chat of two that bears the other one's name."""
        authors = {_folded(shown): shown for shown in self._shown.values() if shown}
        if len(authors) != 2 or authors.pop(_folded(title or ""), None) is None:
            return None
        return next(iter(authors.values()))

    def fields(self, written: str, text: str) -> dict[str, Any]:
        """What a message says; role system and no author where WhatsApp itself speaks."""
        author = self._shown[written]
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        text = text.rstrip()
        if not author:
            return _notice(INVISIBLE.sub("", f"{written}: {text}" if written else text))
        if may_be_marked(text):
            return self._marked_fields(written, text)
        if text and text != "null":
            return {"author": author, "text": text}
        return {"author": author, "text": text, "attachments": (Attachment(kind="view_once"),)}

    def _marked_fields(self, written: str, text: str) -> dict[str, Any]:
        marks = read_marks(text, ios=self.ios)
        plain = not (marks.attachments or marks.deleted or marks.edited)
        led, voice = self.ios and text.startswith(LRM), written in self._voices
        told = is_notice(text) if led else voice and is_encryption_notice(text)
        if marks.call or (plain and (told or (led and voice))):
            return _notice(marks.text)
        if marks.by_owner:
            self.owner = self._shown[written]
        return {
            "author": self._shown[written],
            "text": marks.text,
            "attachments": marks.attachments,
            "edited": marks.edited,
            "deleted": marks.deleted,
        }

    def _whatsapp_speaks_as(self, records: list[Record]) -> frozenset[str]:
        """Names notices bear on iOS: the group's, or in a chat of two the client's."""
        led = Counter(author for *_, author, text in records if text.startswith(LRM))
        names = {author for author, count in led.items() if count == self._count[author]}
        *_, author, text = records[0]
        return frozenset(names | {author} if is_encryption_notice(text) else names)

    def _named(self, written: str) -> str:
        author = INVISIBLE.sub("", written).strip()
        alone = self._count[written] == 1
        if len(author) > LONGEST_NAME or (alone and (is_notice(author) or UNCLOSED.search(author))):
            return ""
        return author


def _folded(name: str) -> str:
    """The name as file names write it, without the typography of phone numbers."""
    return re.sub(r"[\s~]+", " ", name.replace("\u2011", "-")).strip().casefold()


def _notice(text: str) -> dict[str, Any]:
    return {"author": "", "text": text.strip(), "role": "system"}


def _title(shown: str) -> str | None:
    """The chat's name from the name of the file, its archive or folder."""
    path = PurePath(shown)
    for name in (path.stem, path.parent.name.removesuffix(".zip")):
        if match := TITLE.fullmatch(name):
            return match["title"].strip()
    return None


def _notes(messages: tuple[Message, ...], open_order: str | None) -> Iterator[str]:
    if open_order:
        ru = {"dmy": "день/месяц/год", "mdy": "месяц/день/год", "ymd": "год/месяц/день"}[open_order]
        en = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year/month/day"}[open_order]
        yield say(
            f"по датам не видно, что в них день, а что месяц; прочитано как {ru}",
            f"the dates do not show which number is the day; read as {en}",
        )
    if unknown := sum(message.sent_at is None for message in messages):
        yield say(
            f"сообщений с невозможной датой: {unknown}",
            f"messages with no possible date: {unknown}",
        )


def _is_log_level(author: str) -> bool:
    return LOG_LEVEL.fullmatch(author) is not None


def _not_whatsapp() -> ReadError:
    return ReadError(
        say("это не выгрузка чата WhatsApp", "this is no WhatsApp chat export"),
        advice=say(
            "Выгрузите чат заново: меню чата → Ещё → Экспорт чата.",
            "Export the chat again: chat menu → More → Export chat.",
        ),
    )
