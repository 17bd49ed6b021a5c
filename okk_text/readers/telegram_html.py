"""Telegram Desktop's HTML: messages.html, messages2.html … of a folder are pages of one chat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from pathlib import Path

from okk_text.conversation.model import Conversation, Message
from okk_text.errors import ReadError
from okk_text.language import count_ru, say
from okk_text.readers.plain_text import head_text, opened
from okk_text.readers.sources import Source
from okk_text.readers.telegram_html_message import Line, line_of
from okk_text.readers.telegram_message import DELETED, MEDIA_FOLDERS, conversation_key

PIECE = 256 * 1024
LONGEST = 2 * 1024**2  # characters of one message's HTML; a long one has 20,000

# no message holds this: the export escapes every < that people write
_message_starts = re.compile(r'<div\s+class="message (?=default|service)')
_title = re.compile(r'class="page_header".*?class="text bold"[^>]*>(.*?)</div>', re.DOTALL)
_previous_page = re.compile(r'class="pagination block_link"\s+href="([^"]+)"\s*>\s*Previous')


class TelegramHtmlReader:
    """Reads the pages that Telegram Desktop writes.

    Format: Telegram Desktop, export/output/export_output_html.cpp.
    """

    name = "telegram-html"
    together = True
    attached = MEDIA_FOLDERS

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether it is a page of such an export: one of messages, or a list beside them."""
        if b"page_wrap" not in head.replace(b"\0", b""):
            return False
        text = head_text(head)
        return "<title>Exported Data</title>" in text and "js/script.js" in text

    def read(self, source: Source) -> Iterator[Conversation]:
        """One conversation a chat; pages that belong together link to the page before."""
        chats = _chats(source.files)
        if not chats:
            raise ReadError(
                say("страница без переписки", "a page without messages"),
                advice=say(
                    "Переписка лежит в messages.html, в папке chats.",
                    "The messages are in messages.html, in the folder chats.",
                ),
            )
        for title, pages in chats:
            shown = source.shown
            if len(source.files) > 1:
                shown = pages[0].name if shown == "." else f"{shown}/{pages[0].name}"
            yield from _conversation(title, pages, shown)


READER = TelegramHtmlReader()


def _chats(files: tuple[Path, ...]) -> list[tuple[str, list[Path]]]:
    """The chats of a folder: title, and pages in their order."""
    chats: dict[str, tuple[str, list[Path]]] = {}
    for path in sorted(files, key=_page_order):
        with opened(path) as page:
            start = page.read(PIECE)
        if 'class="page_body chat_page"' not in start:
            continue
        before = _previous_page.search(start)
        if before and before.group(1) in chats:
            chats[path.name] = chats[before.group(1)]
            chats[path.name][1].append(path)
        else:
            title = _title.search(start)
            name = unescape(title.group(1)).strip() if title else ""
            chats[path.name] = (name or DELETED, [path])
    return list({id(chat): chat for chat in chats.values()}.values())


def _page_order(path: Path) -> tuple[str, int]:
    """messages.html, messages2.html, …, messages10.html."""
    name, number = re.fullmatch(r"(.*?)(\d*)", path.stem, re.DOTALL).groups()  # type: ignore[union-attr]
    return name, int(number[:9] or 1)


@dataclass(slots=True)
class _Chat:
    """A chat as far as it was read; who wrote last holds over to lines that repeat no name."""

    messages: list[Message] = field(default_factory=list)
    author: str = DELETED
    forwarded_from: str | None = None
    ids: set[str | None] = field(default_factory=set)
    lost: int = 0
    cut: str | None = None  # the page that breaks off


def _conversation(title: str, pages: list[Path], shown: str) -> Iterator[Conversation]:
    """The conversation; then raises ReadError if one of its pages breaks off."""
    chat = _Chat()
    for page in pages:
        for fragment in _fragments(page, chat):
            _add(fragment, chat)
    if chat.messages:
        yield Conversation(
            id=conversation_key(title, chat.messages),
            source=shown,
            channel="telegram",
            medium="chat",
            messages=tuple(chat.messages),
            subject=title,
            owner=_owner(title, chat),
            notes=tuple(_notes(chat)),
        )
    if chat.cut:
        raise ReadError(
            say(f"страница {chat.cut} обрывается", f"the page {chat.cut} breaks off"),
            advice=say("Выгрузите переписку ещё раз.", "Export once more."),
        )


def _fragments(page: Path, chat: _Chat) -> Iterator[str]:
    """The HTML of each message of the page, one after the other."""
    held, begun = "", False
    with opened(page) as text:
        while piece := text.read(PIECE):
            held += piece
            starts = [found.start() for found in _message_starts.finditer(held)]
            for start, end in pairwise(starts):
                yield held[start:end]
            if starts:
                held, begun = held[starts[-1] :], True
            elif not begun:
                held = held[-100:]  # a start may be cut by the end of the piece
            if len(held) > LONGEST:
                chat.lost += begun
                held, begun = "", False
    if begun and held.count("<div") <= held.count("</div"):
        yield held
    if "</html" not in held:
        chat.cut = page.name


def _add(fragment: str, chat: _Chat) -> None:
    line = line_of(fragment)
    if line is None or (line.id is not None and line.id in chat.ids):
        return
    chat.ids.add(line.id)
    chat.messages.append(_message(line, len(chat.messages) + 1, chat))


def _message(line: Line, n: int, chat: _Chat) -> Message:
    if line.service:
        return Message(
            n=n,
            id=line.id,
            author="",
            role="system",
            text=line.text,
            sent_at=line.sent_at,
            attachments=line.attachments,
        )
    if line.author is not None:
        chat.author = line.author or DELETED
    if line.forwarded_from is not None or not line.forwarded:
        chat.forwarded_from = line.forwarded_from
    return Message(
        n=n,
        id=line.id,
        author=chat.author,
        text=line.text,
        sent_at=line.sent_at,
        attachments=line.attachments,
        forwarded_from=chat.forwarded_from,
        reply_to=line.reply_to,
    )


def _owner(title: str, chat: _Chat) -> str | None:
    """Of two people who write, the one who is not the peer that the page is named after."""
    authors = {message.author for message in chat.messages if message.author}
    return (authors - {title}).pop() if len(authors) == 2 and title in authors else None


def _notes(chat: _Chat) -> Iterator[str]:
    if chat.lost:
        count = count_ru(chat.lost, "сообщение", "сообщения", "сообщений")
        yield say(f"испорчено и пропущено: {count}", f"broken and left out: {chat.lost} messages")
    if chat.cut:
        yield say(
            f"чат прочитан не до конца: страница {chat.cut} обрывается",
            f"the chat was not read to its end: the page {chat.cut} breaks off",
        )
