"""Conversations as text, for examples, tests and README.

    C: Здравствуйте! Сколько стоит доставка?
    M: Добрый день, Ирина!
       Посчитаю до 15:00.
    C Ирина, 2026-03-02 10:15: Спасибо

A line "C", "M", "B" or "S" (client, manager, bot, system), perhaps with a name, perhaps with a
time, opens a message; other lines go on with it. Without times, messages stand two minutes apart
from Monday 2 March 2026, 10:00. A first line "email" makes letters of them, "proposal" a draft,
"subject: …" gives a subject; "signature:" opens the signature of the letter it stands in.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from textwrap import dedent

from okk_text.conversation.model import (
    Conversation,
    Medium,
    Message,
    Participant,
    Role,
    Segment,
    Span,
    conversation_id,
)

FIRST = datetime(2026, 3, 2, 10, 0)
ROLES: dict[str, Role] = {"C": "client", "M": "manager", "B": "bot", "S": "system"}
_OPENING = re.compile(
    r"(?P<role>[CMBS])(?: (?P<name>[^:,\d][^:,]*))?(?:,? (?P<time>\d{4}-\d\d-\d\d \d\d:\d\d))?: ?(?P<text>.*)"
)


def dialogue(written: str, *, medium: Medium = "chat") -> Conversation:
    """The conversation that is written so; [[brackets]] are taken out."""
    return marked_dialogue(written, medium=medium)[0]


def marked_dialogue(
    written: str, *, medium: Medium = "chat"
) -> tuple[Conversation, list[tuple[int, Span]]]:
    """The conversation and the places in [[brackets]]: message number, span in its own text."""
    lines = dedent(written).strip().splitlines()
    subject = None
    while lines and (lines[0] in ("email", "chat", "proposal") or lines[0].startswith("subject:")):
        line = lines.pop(0)
        if line.startswith("subject:"):
            subject = line.removeprefix("subject:").strip()
        else:
            medium = line  # type: ignore[assignment]
    marks: list[tuple[int, Span]] = []
    messages: list[Message] = []
    for opening, text in _blocks(lines):
        message = _message(opening, text, number=len(messages) + 1, messages=messages, marks=marks)
        messages.append(message)
    conversation = Conversation(
        id=conversation_id("dialogue", written),
        source="dialogue",
        channel="email" if medium == "email" else "dialogue",
        medium=medium,
        subject=subject,
        messages=tuple(messages),
        participants=_participants(messages),
    )
    return conversation, marks


def _blocks(lines: list[str]) -> list[tuple[re.Match[str], str]]:
    blocks: list[tuple[re.Match[str], list[str]]] = []
    for line in lines:
        opening = _OPENING.match(line)
        if opening:
            blocks.append((opening, [opening["text"]]))
        elif blocks:
            blocks[-1][1].append(line.strip())
        elif line.strip():
            raise ValueError(f"a dialogue starts with C: or M:, not with {line!r}")
    return [(opening, "\n".join(text).strip()) for opening, text in blocks]


def _message(
    opening: re.Match[str],
    text: str,
    *,
    number: int,
    messages: list[Message],
    marks: list[tuple[int, Span]],
) -> Message:
    plain, spans = _unmarked(text)
    marks += [(number, span) for span in spans]
    own, found, signature = plain.partition("\nsignature:")
    segments: tuple[Segment, ...] = ()
    if found:
        plain = own + "\n" + signature.strip("\n ")
        segments = (
            Segment(kind="own", start=0, end=len(own) + 1),
            Segment(kind="signature", start=len(own) + 1, end=len(plain)),
        )
    last = messages[-1].sent_at if messages else FIRST - timedelta(minutes=2)
    assert last is not None
    sent_at = (
        datetime.fromisoformat(opening["time"]) if opening["time"] else last + timedelta(minutes=2)
    )
    return Message(
        n=number,
        author=opening["name"] or ROLES[opening["role"]],
        text=plain,
        sent_at=sent_at,
        role=ROLES[opening["role"]],
        segments=segments,
    )


def _unmarked(text: str) -> tuple[str, list[Span]]:
    """The text without its brackets and the spans they stood around."""
    plain, spans, start = "", [], 0
    for piece in re.split(r"(\[\[|\]\])", text):
        if piece == "[[":
            start = len(plain)
        elif piece == "]]":
            spans.append(Span(start=start, end=len(plain)))
        else:
            plain += piece
    return plain, spans


def _participants(messages: list[Message]) -> tuple[Participant, ...]:
    seen: dict[str, Participant] = {}
    for message in messages:
        name = message.author if message.author not in ROLES.values() else None
        seen.setdefault(
            message.author,
            Participant(author=message.author, role=message.role, name=name, full_name=name),
        )
    return tuple(seen.values())
