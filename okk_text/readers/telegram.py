"""Telegram Desktop's JSON: result.json of one chat or of a whole account, left chats included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from okk_text.conversation.model import Conversation, Message
from okk_text.errors import ReadError
from okk_text.language import count_ru, say
from okk_text.readers.garbage import no_garbage
from okk_text.readers.json_stream import JsonStream
from okk_text.readers.plain_text import head_text, opened
from okk_text.readers.sources import Source
from okk_text.readers.telegram_message import (
    DELETED,
    MEDIA_FOLDERS,
    conversation_key,
    mended,
    message_of,
    number_of,
)
from okk_text.results import Skip

PIECE = 256 * 1024
NOT_CORRESPONDENCE = {"private_channel", "public_channel", "saved_messages", "replies"}
CHAT_TYPES = NOT_CORRESPONDENCE | {
    *("personal_chat", "bot_chat", "private_group", "public_group"),
    *("private_supergroup", "public_supergroup"),
}
ACCOUNT_SECTIONS = {
    *("personal_information", "profile_pictures", "stories", "contacts", "frequent_contacts"),
    *("sessions", "web_sessions", "other_data", "chats", "left_chats"),
}

# after a broken message: where the next one begins, or its chat ends and another follows
_RESUME = re.compile(
    r'\}\s*,\s*(?=\{\s*"id"\s*:)'
    r'|\}\s*(?=\]\s*\}\s*,\s*\{\s*"(?:name|type)"\s*:)'
    r'|(?P<stop>"messages"\s*:)'
)


class TelegramReader:
    """Reads result.json as Telegram Desktop writes it.

    Format: Telegram Desktop, export/output/export_output_json.cpp.
    """

    name = "telegram"
    together = False
    attached = MEDIA_FOLDERS

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the JSON begins like a chat or an account of Telegram."""
        if head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] != b"{":
            return False
        begun: dict[str, Any] = {}
        with suppress(ReadError):  # the head ends somewhere
            _begin(JsonStream(iter([head_text(head)])), begun)
        return _is_chat(begun) or _is_account(begun)

    def read(self, source: Source) -> Iterator[Conversation | Skip]:
        """One conversation a chat; channels and notes to oneself are skipped and listed."""
        for path in source.files:
            with opened(path) as text:
                pieces = iter(partial(text.read, PIECE), "")
                yield from _chats(JsonStream(pieces), _Account(), source.shown, top=True)


READER = TelegramReader()


@dataclass(slots=True)
class _Account:
    """Whose export it is and the phones it knows, by Telegram's id of a person."""

    owner: str | None = None
    owner_id: str | None = None
    phones: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Chat:
    """A chat as far as it was read."""

    name: str | None = None
    type: str | None = None
    id: str | None = None
    messages: list[Message] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)  # by Telegram's id of a person
    begun: bool = False
    lost: int = 0
    last_id: int | None = None
    seen: set[tuple[Any, Any]] | None = None


def _begin(stream: JsonStream, begun: dict[str, Any]) -> None:
    """Put the first keys into `begun`: plain values, the keys of an object, an array's first."""
    for key in stream.members():
        kind = stream.kind()
        begun[key] = kind
        if kind == "{":
            begun[key] = set()
            for inner in stream.members():
                begun[key].add(inner)
                stream.skip()
        elif kind == "[":
            for element in stream.elements():
                begun[key] = element if begun[key] == "[" else begun[key]
        else:
            begun[key] = stream.value()


def _is_chat(begun: dict[str, Any]) -> bool:
    if "messages" not in begun:
        return False
    first = begun["messages"]
    known = isinstance(begun.get("type"), str) and begun["type"] in CHAT_TYPES
    if first == "[":  # empty, or its first message is longer than the head
        return known and "id" in begun
    if not isinstance(first, dict) or not {"id", "type"} <= first.keys():
        return False
    return known or not {"from_id", "actor_id", "text_entities"}.isdisjoint(first)


def _is_account(begun: dict[str, Any]) -> bool:
    if ACCOUNT_SECTIONS.isdisjoint(begun):
        return False
    about = begun.get("about")
    sections = {"personal_information": {"user_id", "first_name"}, "chats": {"about", "list"}}
    return (isinstance(about, str) and "telegram" in about.casefold()) or any(
        isinstance(begun.get(name), set) and keys <= begun[name] for name, keys in sections.items()
    )


def _chats(
    stream: JsonStream, account: _Account, shown: str, *, top: bool
) -> Iterator[Conversation | Skip]:
    """The chats of the object at hand: of an account, or the one chat that it is itself."""
    chat = _Chat()
    try:
        for key in stream.members():
            if top and key in ("chats", "left_chats") and stream.kind() == "{":
                yield from _listed_chats(stream, account, shown)
            elif top and key == "personal_information":
                _take_owner(stream.value(), account)
            elif top and key == "contacts" and stream.kind() == "{":
                _take_contacts(stream, account)
            else:
                _take(stream, key, chat, account)
    except ReadError:
        yield from _finished(chat, account, shown, cut=True)
        raise
    yield from _finished(chat, account, shown, cut=False)


def _listed_chats(
    stream: JsonStream, account: _Account, shown: str
) -> Iterator[Conversation | Skip]:
    for key in stream.members():
        if key != "list" or stream.kind() != "[":
            stream.skip()
            continue
        for _ in stream.places():
            if stream.kind() == "{":
                yield from _chats(stream, account, shown, top=False)
            else:
                stream.skip()


def _take(stream: JsonStream, key: str, chat: _Chat, account: _Account) -> None:
    """Take the value of one key of a chat."""
    if key == "messages" and stream.kind() == "[":
        chat.begun = True
        with no_garbage():
            _take_messages(stream, chat, account)
    elif key == "id":
        chat.id = number_of(stream.value())
    elif key in ("name", "type"):
        value = stream.value()
        setattr(chat, key, mended(value) if isinstance(value, str) else None)
    else:
        stream.skip()


def _take_messages(stream: JsonStream, chat: _Chat, account: _Account) -> None:
    unwanted = chat.type in NOT_CORRESPONDENCE
    messages, lost = chat.messages, stream.lost
    try:
        for written in stream.elements(resume=_RESUME):
            if unwanted or _is_repeated(written, chat):
                continue
            message = message_of(written, len(messages) + 1, chat.authors, account.phones)
            if message is None:
                chat.lost += 1
            else:
                messages.append(message)
    finally:
        chat.lost += stream.lost - lost


def _is_repeated(written: Any, chat: _Chat) -> bool:
    """Whether the message stands in the chat already; a set is kept once ids cease to ascend."""
    number = written.get("id") if isinstance(written, dict) else None
    if type(number) is not int:
        return False
    if chat.seen is None:
        if chat.last_id is None or number > chat.last_id:
            chat.last_id = number
            return False
        chat.seen = {(m.id, m.sent_at and m.sent_at.isoformat()) for m in chat.messages}
    known = (str(number), str(written.get("date")))
    repeated = known in chat.seen
    chat.seen.add(known)
    return repeated


def _take_owner(person: Any, account: _Account) -> None:
    if not isinstance(person, dict):
        return
    names = [person.get("first_name"), person.get("last_name")]
    account.owner = " ".join(mended(n) for n in names if isinstance(n, str) and n).strip() or None
    account.owner_id = number_of(person.get("user_id"))
    _take_phone(person, account)


def _take_contacts(stream: JsonStream, account: _Account) -> None:
    for key in stream.members():
        if key == "list" and stream.kind() == "[":
            for person in stream.elements():
                if isinstance(person, dict):
                    _take_phone(person, account)
        else:
            stream.skip()


def _take_phone(person: dict[str, Any], account: _Account) -> None:
    known, phone = number_of(person.get("user_id")), person.get("phone_number")
    if known and isinstance(phone, str) and phone:
        account.phones[f"user{known}"] = mended(phone)


def _finished(
    chat: _Chat, account: _Account, shown: str, *, cut: bool
) -> Iterator[Conversation | Skip]:
    """The conversation of the chat, or why there is none."""
    if not chat.begun:
        return
    if chat.type in NOT_CORRESPONDENCE:
        yield Skip(source=shown, reason=_not_correspondence(chat))
    elif chat.messages:
        yield Conversation(
            id=conversation_key(chat.name or DELETED, chat.messages),
            source=shown,
            channel="telegram",
            medium="chat",
            messages=_with_bot(chat),
            subject=chat.name or DELETED,
            owner=_owner(chat, account),
            notes=tuple(_notes(chat, cut=cut)),
        )


def _owner(chat: _Chat, account: _Account) -> str | None:
    """The account's owner by the name that stands in the chat; of two people, who is not the peer."""
    if account.owner_id:
        return chat.authors.get(f"user{account.owner_id}", account.owner)
    if account.owner or chat.type not in ("personal_chat", "bot_chat"):
        return account.owner
    others = [author for person, author in chat.authors.items() if person != f"user{chat.id}"]
    return others[0] if len(others) == 1 else None


def _with_bot(chat: _Chat) -> tuple[Message, ...]:
    bot = chat.authors.get(f"user{chat.id}") if chat.type == "bot_chat" else None
    if bot is None:
        return tuple(chat.messages)
    said = {"role": "bot"}
    return tuple(m.model_copy(update=said) if m.author == bot else m for m in chat.messages)


def _notes(chat: _Chat, *, cut: bool) -> Iterator[str]:
    if chat.lost:
        count = count_ru(chat.lost, "сообщение", "сообщения", "сообщений")
        yield say(f"испорчено и пропущено: {count}", f"broken and left out: {chat.lost} messages")
    if cut:
        yield say(
            "чат прочитан не до конца: файл обрывается или испорчен",
            "the chat was not read to its end: the file breaks off or is broken",
        )


def _not_correspondence(chat: _Chat) -> str:
    name = chat.name or chat.type
    if chat.type in ("private_channel", "public_channel"):
        return say(f"канал, а не переписка: {name}", f"a channel, no correspondence: {name}")
    return say(f"заметки себе, а не переписка: {name}", f"notes, no correspondence: {name}")
