"""Short quotes that show why something is said of a deal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from okk_text.conversation.model import Message
from okk_text.language import say
from okk_text.lexicon.texts import Text

LONGEST = 220  # characters


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of message `n` and who wrote them when."""

    n: int
    role: str
    day: date | None
    text: str


def day_text(day: date | None) -> str:
    """A day as people write it; nothing where it is not known."""
    return say(f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}") if day else ""


def quoted(message: Message, start: int, end: int) -> Quote:
    """The words at that place of the message's own text, shortened."""
    text = " ".join(message.own_text[start:end].split())
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(None, 1)[0] + "…"
    day = message.sent_at.date() if message.sent_at else None
    return Quote(message.n, message.role or "", day, text)


def sentence_where(message: Message, shows: Callable[[str], bool]) -> Quote | None:
    """The message's last sentence that shows it; all of the message where only the whole does."""
    text = message.own_text
    if not shows(text):
        return None
    for start, end in reversed(Text(text, "ru").sentences):
        if shows(text[start:end]):
            return quoted(message, start, end)
    return quoted(message, 0, len(text))
