"""One message of Telegram Desktop's JSON, and what both of its exports have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from okk_text.conversation.model import Attachment, Message, conversation_id

DELETED = "Deleted Account"  # as Telegram's HTML calls who has no name any more

# Folders beside an export that hold what people sent each other.
MEDIA_FOLDERS = frozenset(
    [
        "files",
        "photos",
        "video_files",
        "voice_messages",
        "round_video_messages",
        "stickers",
        "contacts",
        "profile_pictures",
        "stories",
        "css",
        "images",
        "js",
    ]
)

_MEDIA_KINDS = {
    "sticker": "sticker",
    "voice_message": "voice",
    "video_message": "video",
    "video_file": "video",
    "animation": "animation",
    "audio_file": "audio",
}
_OTHER_KINDS = {
    "photo": "photo",
    "contact_information": "contact",
    "contact_vcard": "contact",
    "place_name": "location",
    "location_information": "location",
    "poll": "poll",
    "todo_list": "poll",
    "game_title": "game",
    "invoice_information": "invoice",
}
_ATTACHED = frozenset(["file", "media_type", *_OTHER_KINDS])
_CALLS = frozenset(["phone_call", "group_call", "conference_call"])


def message_of(
    written: Any, n: int, authors: dict[str, str], phones: dict[str, str]
) -> Message | None:
    """The message as the export's JSON has it; None where it is none.

    `authors` names the chat's people by Telegram's id and is added to; `phones` are their addresses.
    """
    if not isinstance(written, dict):
        return None
    try:
        return _message(written, n, authors, phones)
    except (TypeError, ValueError, AttributeError):  # half a surrogate pair, or damage
        try:
            return _message(mended(written), n, authors, phones)
        except (TypeError, ValueError, AttributeError, RecursionError):
            return None


def conversation_key(title: str, messages: Sequence[Message]) -> str:
    """The id of a chat, the same whether it was exported as JSON or as HTML.

    HTML knows neither the chat's id nor the time of service lines.
    """
    first = next((m for m in messages if m.role != "system"), messages[0])
    at = first.sent_at.replace(tzinfo=None) if first.sent_at else None
    return conversation_id("telegram", title, first.id, at)


def number_of(identity: Any) -> str | None:
    """Telegram's id of a chat or person as text."""
    return str(identity) if type(identity) in (int, str) else None


def mended(value: Any) -> Any:
    """The JSON value with U+FFFD for halves of surrogate pairs, which no text may hold."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {key: mended(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [mended(inner) for inner in value]
    return value


def _message(
    written: dict[str, Any], n: int, authors: dict[str, str], phones: dict[str, str]
) -> Message:
    if written.get("type") != "message":
        return _service_line(written, n)
    person = written.get("from_id")
    if type(person) is int:  # before 2021 ids had no prefix
        person = f"user{person}"
    text = written.get("text", "")
    known: dict[str, Any] = {
        "n": n,
        "id": str(written["id"]) if "id" in written else None,
        "author": _author(written.get("from"), person, authors),
        "sent_at": _sent_at(written),
        "text": _sound(text if type(text) is str else _joined(text)),
    }
    if phones and person in phones:
        known["address"] = phones[person]
    if not _ATTACHED.isdisjoint(written):
        known["attachments"] = _attachments(written)
    if "edited" in written:
        known["edited"] = not str(written["edited"]).startswith("1970")  # old exports' "never"
    if "forwarded_from" in written:
        known["forwarded_from"] = _sound(written["forwarded_from"] or DELETED)
    if "reply_to_message_id" in written and "reply_to_peer_id" not in written:
        known["reply_to"] = str(written["reply_to_message_id"])
    return Message(**known)


def _service_line(written: dict[str, Any], n: int) -> Message:
    text = written.get("text", "")
    call: tuple[Attachment, ...] = ()
    if written.get("action") in _CALLS:
        missed = written.get("discard_reason") in ("missed", "busy")
        call = (Attachment(kind="missed_call" if missed else "call"),)
    return Message(
        n=n,
        id=str(written["id"]) if "id" in written else None,
        author="",
        role="system",
        sent_at=_sent_at(written),
        text=_sound(text if type(text) is str else _joined(text)),
        attachments=call,
    )


def _author(name: Any, person: Any, authors: dict[str, str]) -> str:
    """The name as it stands in the export; people who deleted their account are told apart."""
    if name:
        known = authors.get(person)
        if known == name:
            return known  # one string in memory for all of one's messages
        if person:
            authors[person] = known or _sound(name)
        return _sound(name)
    if person in authors:
        return authors[person]
    nameless = sum(author.startswith(DELETED) for author in authors.values())
    author = f"{DELETED} {nameless + 1}" if nameless else DELETED
    if person:
        authors[person] = author
    return author


def _sent_at(written: dict[str, Any]) -> datetime | None:
    """The local time as written, else the Unix time in UTC."""
    try:
        return datetime.fromisoformat(written["date"])
    except (KeyError, TypeError, ValueError):
        pass
    try:
        return datetime.fromtimestamp(int(written["date_unixtime"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _sound(text: str) -> str:
    """The text; raises ValueError where it holds half of a surrogate pair."""
    if not text.isascii():
        text.encode("utf-8")
    return text


def _joined(text: Any) -> str:
    """The text of the parts, without blanks between them."""
    if not isinstance(text, list):
        return ""
    parts = (part if isinstance(part, str) else part.get("text", "") for part in text)
    return "".join(parts)


def _attachments(written: dict[str, Any]) -> tuple[Attachment, ...]:
    if "file" in written or "media_type" in written:
        kind = _MEDIA_KINDS.get(written.get("media_type"), "file")
        return (Attachment(name=_file_name(written, "file"), kind=kind),)
    for key, kind in _OTHER_KINDS.items():
        if key in written:
            name = _other_name(written, key)
            return (Attachment(name=name and _sound(name), kind=kind),)
    return ()


def _file_name(written: dict[str, Any], key: str) -> str | None:
    """The file's own name, else the end of its path; paths of files left out are remarks in ()."""
    if written.get("file_name"):
        return _sound(written["file_name"])
    path = written.get(key)
    if not isinstance(path, str) or (path.endswith(")") and "(File " in path):
        return None
    return _sound(path.rsplit("/", 1)[-1]) or None


def _other_name(written: dict[str, Any], key: str) -> str | None:
    """What people would call it: the place, the question, the person, the bill."""
    inner = written[key]
    if key == "photo":
        return _file_name(written, key)
    if isinstance(inner, str):
        return inner
    if not isinstance(inner, dict):
        return None
    if key == "contact_information":
        return f"{inner.get('first_name') or ''} {inner.get('last_name') or ''}".strip() or None
    return inner.get("question") or inner.get("title") or None
