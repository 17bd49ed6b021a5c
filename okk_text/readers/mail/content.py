"""What a letter holds, as its parts are walked: body, attachments, letters in the letter."""

from __future__ import annotations

from dataclasses import dataclass, field

from okk_text.conversation.model import Attachment
from okk_text.readers.mail.headers import Fields

MAX_TEXT = 1_000_000  # characters of a body
KINDS = {"image": "photo", "audio": "voice", "video": "video"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the body, plain text or HTML."""

    text: str
    is_html: bool


@dataclass(slots=True)
class Content:
    """All that one letter holds; filled while its parts are walked."""

    pieces: list[Piece] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    forwarded: list[tuple[Fields, Content]] = field(default_factory=list)  # letters in the letter
    calendar: str | None = None  # METHOD of an invitation
    returned: Fields = field(default_factory=dict)  # header of the letter that came back
    failed: tuple[str, ...] = ()  # addresses that a bounce names
    notes: list[str] = field(default_factory=list)


def attachment_kind(media_type: str) -> str:
    """photo, voice, video or file."""
    return KINDS.get(media_type.partition("/")[0].casefold(), "file")
