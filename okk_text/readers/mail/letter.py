"""One letter: header and content become a message with its own words, quotes and signature."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime

from okk_text.conversation.model import Message, Segment
from okk_text.language import say
from okk_text.readers.mail.auto import Kind, letter_kind
from okk_text.readers.mail.content import MAX_TEXT, Content, Piece
from okk_text.readers.mail.dates import sent_at
from okk_text.readers.mail.headers import Fields, decoded_header, message_ids, people
from okk_text.readers.mail.subjects import split_subject

MAX_NESTED = 20  # letters in a letter whose text is shown
SHOWN_FIELDS = ("From", "Date", "To", "Cc", "Subject")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as read, before its place in a thread is known."""

    author: str
    address: str | None
    recipients: tuple[str, ...]
    subject: str
    id: str | None
    reply_to: str | None
    root: str | None  # the first of its References
    sent_at: datetime | None
    text: str
    segments: tuple[Segment, ...]
    kind: Kind | None
    content: Content

    def message(self, n: int, *, kind: Kind | None, undelivered: bool) -> Message:
        """The letter as message `n` of its conversation."""
        return Message(
            n=n,
            author=self.author,
            address=self.address,
            recipients=self.recipients,
            subject=self.subject or None,
            id=self.id,
            reply_to=self.reply_to,
            sent_at=self.sent_at,
            text=self.text,
            segments=_unsigned(self.segments) if kind else self.segments,
            attachments=tuple(self.content.attachments),
            auto=kind,
            role="system" if kind else None,
            undelivered=undelivered,
        )


def letter(fields: Fields, held: Content, *, envelope: bytes = b"") -> Letter:
    """The letter of these fields and this content."""
    name, address = sender(fields)
    subject = decoded_header(fields.get("subject", b""))
    text, segments = _cut_body(held.pieces, author=name or None)
    answered = message_ids(fields.get("in-reply-to", b""))
    references = message_ids(fields.get("references", b""))
    own = message_ids(fields.get("message-id", b""))
    kind = letter_kind(fields, held, subject=subject, words=_own_words(text, segments))
    if held.forwarded and kind != "bounce":
        text, segments = _with_forwarded(text, segments, held)
    return Letter(
        author=name or address or say("неизвестный отправитель", "unknown sender"),
        address=address or None,
        recipients=_recipients(fields),
        subject=subject,
        id=own[0] if own else None,
        reply_to=answered[0] if answered else (references[-1] if references else None),
        root=references[0] if references else (answered[0] if answered else None),
        sent_at=sent_at(fields, envelope),
        text=text,
        segments=segments,
        kind=kind,
        content=held,
    )


def _unsigned(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """What a machine wrote bears no signature: the name below an automatic answer is its text."""
    joined: list[Segment] = []
    for segment in segments:
        kind = "own" if segment.kind == "signature" else segment.kind
        if joined and joined[-1].kind == kind:
            joined[-1] = joined[-1].model_copy(update={"end": segment.end})
        else:
            joined.append(segment.model_copy(update={"kind": kind}))
    return tuple(joined)


def sender(fields: Fields) -> tuple[str, str]:
    """(display name, address) of From, else Sender, else the return path."""
    for field in ("from", "sender", "return-path"):
        for name, address in people(fields.get(field, b"")):
            return ("" if name.casefold() == address else name), address
    return "", ""


def _recipients(fields: Fields) -> tuple[str, ...]:
    found = [a for field in ("to", "cc") for _, a in people(fields.get(field, b"")) if a]
    return tuple(dict.fromkeys(found))


def _cut_body(pieces: list[Piece], *, author: str | None) -> tuple[str, tuple[Segment, ...]]:
    from okk_text.letters.html import cut_html
    from okk_text.letters.segments import cut_text

    written = [piece for piece in pieces if piece.text.strip()]
    if not written:
        return "", ()
    if written[0].is_html:
        source = "".join(p.text if p.is_html else _as_html(p.text) for p in written)
        return cut_html(source[:MAX_TEXT], author=author)
    texts = [p.text.rstrip() if not p.is_html else cut_html(p.text)[0] for p in written]
    text = "\n\n".join(texts)[:MAX_TEXT]
    return text, cut_text(text, author=author)


def _as_html(text: str) -> str:
    return f"<pre>{html.escape(text, quote=False)}</pre>"


def _own_words(text: str, segments: tuple[Segment, ...]) -> str:
    if not segments:
        return text
    return "\n".join(text[s.start : s.end] for s in segments if s.kind == "own")


def _with_forwarded(
    text: str, segments: tuple[Segment, ...], held: Content
) -> tuple[str, tuple[Segment, ...]]:
    """Letters that lie in the letter follow as quoted history."""
    parts = [_shown(fields, inner) for fields, inner in _nested(held)]
    quote = "\n\n".join(part for part in parts if part)[: max(0, MAX_TEXT - len(text))]
    if not quote:
        return text, segments
    own = text + "\n\n" if text else ""
    before = segments or ((Segment(kind="own", start=0, end=len(own)),) if own else ())
    if before and before[-1].end < len(own):
        last = before[-1].model_copy(update={"end": len(own)})
        before = (*before[:-1], last)
    after = Segment(kind="quote", start=len(own), end=len(own) + len(quote))
    return own + quote, (*before, after)


def _nested(held: Content) -> list[tuple[Fields, Content]]:
    """Letters in the letter, outermost first."""
    found: list[tuple[Fields, Content]] = []
    waiting = list(reversed(held.forwarded))
    while waiting and len(found) < MAX_NESTED:
        fields, inner = waiting.pop()
        found.append((fields, inner))
        waiting.extend(reversed(inner.forwarded))
    return found


def _shown(fields: Fields, inner: Content) -> str:
    from okk_text.letters.html import cut_html

    head = [
        f"{name}: {decoded_header(fields[name.lower()])}"
        for name in SHOWN_FIELDS
        if fields.get(name.lower())
    ]
    texts = [cut_html(p.text)[0] if p.is_html else p.text for p in inner.pieces]
    body = "\n\n".join(text.strip() for text in texts if text.strip())
    return "\n".join(head) + ("\n\n" + body if body else "")


def base_subject(subject: str) -> str:
    """The subject without Re:, Fwd: and the like."""
    return split_subject(subject).base
