"""One message of Telegram Desktop's HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

from lxml import etree

from okk_text.conversation.model import Attachment

DATE_LINES = range(-500_000_000, 0)  # ids of date lines; a migrated group's begin at -999,999,999

_KINDS = {
    "media_photo": "photo",
    "photo_wrap": "photo",
    "sticker_wrap": "sticker",
    "media_video": "video",
    "video_file_wrap": "video",
    "animated_wrap": "animation",
    "media_voice_message": "voice",
    "media_audio_file": "audio",
    "media_file": "file",
    "media_contact": "contact",
    "media_location": "location",
    "media_live_location": "location",
    "media_venue": "location",
    "media_game": "game",
    "media_invoice": "invoice",
    "media_poll": "poll",
    "media_call": "call",
}
_TITLED_KINDS = {"Sticker": "sticker", "Animation": "animation"}  # where a file was left out
_NAMED_BY_TITLE = {"file", "contact", "location", "game", "invoice", "poll"}
_UNANSWERED = ("Missed", "Declined", "Cancelled")

_id = re.compile(r"message(-?\d{1,18})$").match
_stamp = re.compile(
    r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-])(\d\d):?(\d\d))?"
).match
_answered = re.compile(r"go_to_message(-?\d{1,18})").search
_line_break = re.compile(r"<br\s*/?>|\r\n?")
_via_bot = re.compile(r"\s+via @\w+$")


@dataclass(slots=True)
class Line:
    """What one message's HTML says; `author` None: the same as in the line before."""

    id: str | None
    service: bool
    text: str = ""
    author: str | None = None
    sent_at: datetime | None = None
    reply_to: str | None = None
    forwarded: bool = False
    forwarded_from: str | None = None
    attachments: tuple[Attachment, ...] = ()


def line_of(html: str) -> Line | None:
    """The message of this HTML; None for a date line and for what is no message."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True)
    # bytes, as libxml2 reads text only up to a zero character
    markup = _line_break.sub("\n", html).replace("\0", "").encode("utf-8", "replace")
    root = etree.fromstring(b'<meta charset="utf-8">' + markup, parser)
    element = None if root is None else root.find("body/div")
    if element is None:
        return None
    written = _id(element.get("id", ""))
    service = "service" in _classes(element)
    if written and service and int(written.group(1)) in DATE_LINES:
        return None
    line = Line(id=written.group(1) if written else None, service=service)
    body = next((child for child in element if "body" in _classes(child)), None)
    if body is None:
        return None
    if service:
        line.text = _text(body)
    else:
        _take(body, line)
    return line


def _take(body: Any, line: Line) -> None:
    """Take what stands in the body, and in the forwarded body inside it."""
    for child in body:
        classes = _classes(child)
        if "forwarded" in classes and "body" in classes:
            line.forwarded = True
            _take(child, line)
        elif "date" in classes:
            line.sent_at = _sent_at(child.get("title", ""))
        elif "from_name" in classes:
            name = _via_bot.sub("", (child.text or "").strip())
            if line.forwarded:
                line.forwarded_from = name
            else:
                line.author = name
        elif "reply_to" in classes:
            line.reply_to = _reply_to(child)
        elif "media_wrap" in classes:
            _take_media(child, line)
        elif "text" in classes:
            line.text = _text(child)


def _take_media(wrap: Any, line: Line) -> None:
    for medium in wrap.iter("div", "a"):
        kind = next((_KINDS[name] for name in _classes(medium) if name in _KINDS), None)
        if kind is None:
            continue
        title = _first_text(medium, "title", "question")
        kind = _TITLED_KINDS.get(title or "", kind)
        if kind == "call":
            line.service, line.author = True, ""
            missed = (_first_text(medium, "status") or "").startswith(_UNANSWERED)
            line.attachments += (Attachment(kind="missed_call" if missed else "call"),)
        else:
            name = title if kind in _NAMED_BY_TITLE else _file_name(medium.get("href"))
            line.attachments += (Attachment(name=name or None, kind=kind),)
        return


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip(" \t\n")


def _first_text(element: Any, *names: str) -> str | None:
    for inner in element.iter("div"):
        if any(name in names for name in _classes(inner)):
            return _text(inner)
    return None


def _file_name(href: str | None) -> str | None:
    return unquote(href).rsplit("/", 1)[-1] if href and "://" not in href else None


def _reply_to(element: Any) -> str | None:
    for link in element.iter("a"):
        answered = _answered(link.get("href") or "")
        if answered:
            return answered.group(1)
    return None


def _sent_at(title: str) -> datetime | None:
    """Local time; since 2021 with its offset, before without."""
    found = _stamp(title)
    if not found:
        return None
    day, month, year, hour, minute, second = map(int, found.groups()[:6])
    offset = None
    if found.group(7):
        ahead = timedelta(hours=int(found.group(8)), minutes=int(found.group(9)))
        offset = ahead if found.group(7) == "+" else -ahead
    try:
        zone = None if offset is None else timezone(offset)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
