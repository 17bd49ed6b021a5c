"""Messages as the store holds them: a row each, known again by its fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from okk_text.conversation.model import Conversation, Message
from okk_text.settings import author_key

COLUMNS = {  # fields of a message that are columns, and their names there
    "id": "export_id",
    "author": "author",
    "address": "address",
    "role": "role",
    "text": "text",
}
_REST_WITHOUT = {"n", "sent_at", *COLUMNS}
_REST = [name for name in Message.model_fields if name not in _REST_WITHOUT]
_rest = attrgetter(*_REST)
_NOTHING = tuple(Message.model_fields[name].default for name in _REST)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message and its row: `key` is None before it has one; `edition` counts its changes."""

    message: Message
    values: dict[str, Any]  # its columns
    digest: str
    fingerprint: int | None
    key: int | None = None
    edition: int = 1

    @property
    def minute(self) -> str:
        """When it was sent, as the clock showed it."""
        return (self.values["sent_at"] or "")[:16]

    @property
    def place(self) -> tuple[str, str]:
        """Who wrote at which minute: what an edit does not change."""
        return _author_key(self.message.author), self.minute


def entries_of(conversation: Conversation) -> list[Entry]:
    """The messages of a conversation as it was read."""
    return [_entry(message, conversation.channel) for message in conversation.messages]


def entry_of(row: Row[Any]) -> Entry:
    """The entry in a row of `messages`."""
    message = Message.model_validate(message_fields(row))
    values = {name: getattr(row, name) for name in (*COLUMNS.values(), "sent_at", "rest")}
    return Entry(message, values, row.digest, row.fingerprint, row.key, row.edition)


def message_fields(row: Row[Any]) -> dict[str, Any]:
    """The fields of the message in a row, to be validated."""
    fields = {name: getattr(row, column) for name, column in COLUMNS.items()}
    return {**fields, "n": row.n or 0, "sent_at": row.sent_at, **json.loads(row.rest)}


def _entry(message: Message, channel: str) -> Entry:
    sent_at = message.sent_at.isoformat() if message.sent_at else None
    values = {
        "export_id": message.id,
        "author": message.author,
        "address": message.address,
        "role": message.role,
        "text": message.text,
        "sent_at": sent_at,
        # Most messages have nothing more: known ten times faster than written.
        "rest": "{}"
        if _rest(message) == _NOTHING
        else message.model_dump_json(exclude=_REST_WITHOUT, exclude_defaults=True),
    }
    written = "\x1f".join([value or "" for value in values.values()])
    if "\0" in written:
        values = _legible(message, values)
    digest = hashlib.blake2b(written.encode(), digest_size=16).hexdigest()
    return Entry(message, values, digest, _fingerprint(message, channel, sent_at))


def _legible(message: Message, values: dict[str, Any]) -> dict[str, Any]:
    """The columns without U+0000, which PostgreSQL keeps only as \\u0000 in the JSON of `rest`."""
    fields = {name: getattr(message, name) for name in COLUMNS}
    held = {name: text for name, text in fields.items() if text and "\0" in text}
    rest = json.dumps(json.loads(values["rest"]) | held, ensure_ascii=False)
    plain = {COLUMNS[name]: text.replace("\0", "") for name, text in held.items()}
    return values | plain | {"rest": rest}


def _fingerprint(message: Message, channel: str, sent_at: str | None) -> int | None:
    """A number by which the same message is known in another export; None where nothing is sure.

    A letter is known by its Message-ID, anything else by its minute and its text: names change with
    the address book of whoever exports.
    """
    if message.id and "@" in message.id:
        known = message.id
    elif sent_at and message.text:
        known = f"{sent_at[:16]}\x1f{message.text}"
    else:
        return None
    digest = hashlib.blake2b(f"{channel}\x1f{known}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def content_digest(conversation: Conversation, entries: list[Entry]) -> str:
    """A digest of all that a score may depend on: what was written and who took part."""
    shell = conversation.model_dump_json(include={"medium", "subject", "owner", "participants"})
    lines = (shell, *(entry.digest for entry in entries))
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=50_000)
def _author_key(author: str) -> str:
    return author_key(author)
