"""What a letter holds: its body, attachments, invitation, returned letter (RFC 2045, 2046, 3676).

The bytes are walked in place: attachments are never decoded, so their size costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from okk_text.conversation.model import Attachment
from okk_text.language import say
from okk_text.readers.mail.charsets import decoded_text
from okk_text.readers.mail.content import MAX_TEXT, Content, Piece, attachment_kind
from okk_text.readers.mail.headers import (
    Fields,
    decoded_header,
    header_end,
    header_fields,
    parameters,
)
from okk_text.readers.mail.outlook import tnef_content
from okk_text.readers.mail.transfer import decoded_bytes, joined_lines, unescaped_from

MAX_DEPTH = 40  # of parts in parts; mail that people write stays below 10
MAX_PARTS = 2000
MAX_RAW = 8 * 1024**2  # bytes of one part that are decoded
MAX_TNEF = 16 * 1024**2

PLACEHOLDER = re.compile(r"\bhtml\b", re.I)  # "your mail program does not show HTML"

_TAG = re.compile(r"<[a-zA-Z!/][^<>]{0,200}>")
_META = re.compile(rb"<meta[^<>]{0,200}charset=[\"']?([\w-]{1,40})", re.I)


@dataclass(slots=True)
class _Walk:
    raw: bytes
    from_escaped: bool
    parts: int = 0


def content(raw: bytes, *, from_escaped: bool = False) -> Content:
    """The letter's content; `from_escaped` undoes the `>From ` of mbox files."""
    walk = _Walk(raw, from_escaped)
    held = Content()
    _read_entity(walk, held, 0, len(raw), depth=0)
    return held


def _read_entity(walk: _Walk, held: Content, start: int, end: int, *, depth: int) -> None:
    """Add what lies between `start` and `end`, its own header included."""
    walk.parts += 1
    if walk.parts > MAX_PARTS or depth > MAX_DEPTH:
        if not held.notes:
            held.notes.append(_too_deep() if depth > MAX_DEPTH else _too_many())
        return
    block_end, body = header_end(walk.raw, start, end)
    fields = header_fields(walk.raw[start:block_end])
    kind, options = content_type(fields)
    if kind.startswith("multipart/") and options.get("boundary"):
        spans = list(_parts(walk.raw, options["boundary"], body, end))
        if spans:
            _read_multipart(walk, held, kind, spans, depth=depth)
            return
        kind = "text/plain"  # the boundary never comes
    _read_leaf(walk, held, (kind, options), fields, body, end, depth=depth)


def content_type(fields: Fields) -> tuple[str, dict[str, str]]:
    """The media type in lower case and its parameters; text/plain where nothing usable is said."""
    raw = fields.get("content-type", b"")
    kind = raw.partition(b";")[0].strip().lower().decode("ascii", "replace")
    options = parameters(raw) if b";" in raw else {}
    if kind == "text":
        kind = "text/plain"
    return (kind if "/" in kind else "text/plain"), options


def _parts(raw: bytes, boundary: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the parts lie; the last may lack its closing line."""
    mark = b"--" + boundary.encode("utf-8", "surrogatepass")
    part_start, place = None, start
    while True:
        place = raw.find(mark, place, end)
        if place < 0:
            break
        after = place + len(mark)
        line_end = raw.find(b"\n", after, min(end, after + 100)) + 1
        line_end = line_end or (end if end <= after + 100 else 0)
        rest = raw[after:line_end].rstrip()
        at_line_start = place == start or raw[place - 1] == 10
        if not line_end or not at_line_start or rest not in (b"", b"--"):
            place = after
            continue
        if part_start is not None:
            yield part_start, _before_line_break(raw, part_start, place)
        if rest == b"--":
            return
        part_start = place = line_end
    if part_start is not None:
        yield part_start, end


def _before_line_break(raw: bytes, start: int, place: int) -> int:
    """The line break before a boundary belongs to the boundary."""
    if place > start and raw[place - 1] == 10:
        place -= 1
        if place > start and raw[place - 1] == 13:
            place -= 1
    return place


def _read_multipart(
    walk: _Walk, held: Content, kind: str, spans: list[tuple[int, int]], *, depth: int
) -> None:
    if kind != "multipart/alternative":
        for start, end in spans:
            _read_entity(walk, held, start, end, depth=depth + 1)
        return
    variants = []
    for start, end in spans:
        variant = Content()
        _read_entity(walk, variant, start, end, depth=depth + 1)
        variants.append(variant)
    held.pieces += _chosen([variant.pieces for variant in variants])
    for variant in variants:
        held.attachments += variant.attachments
        held.forwarded += variant.forwarded
        held.calendar = held.calendar or variant.calendar
        held.notes = held.notes or variant.notes


def _chosen(variants: list[list[Piece]]) -> list[Piece]:
    """The plain variant where it says something, else HTML."""
    plain = [v for v in variants if v and not any(piece.is_html for piece in v)]
    html = [v for v in variants if any(piece.is_html for piece in v)]
    for variant in plain:
        written = "".join(piece.text for piece in variant).strip()
        if written and not (html and _is_placeholder(written)):
            return variant
    return html[-1] if html else (plain[0] if plain else [])


def _is_placeholder(written: str) -> bool:
    return len(written) < 300 and bool(PLACEHOLDER.search(written)) and "http" not in written


def _read_leaf(
    walk: _Walk,
    held: Content,
    typed: tuple[str, dict[str, str]],
    fields: Fields,
    start: int,
    end: int,
    *,
    depth: int,
) -> None:
    kind, options = typed
    name = _file_name(fields, options)
    if kind == "message/rfc822" or kind == "message/global":
        _read_nested(walk, held, name, start, end, depth=depth)
    elif kind in ("message/delivery-status", "message/global-delivery-status"):
        held.failed += _failed_recipients(walk.raw[start : min(end, start + MAX_RAW)])
    elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
        held.returned = held.returned or header_fields(_decoded_bytes(walk, fields, start, end))
    elif kind == "text/calendar" or kind == "application/ics":
        _read_calendar(walk, held, options, fields, start, end)
    elif kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name == "winmail.dat":
        _read_tnef(held, name, _decoded_bytes(walk, fields, start, min(end, start + MAX_TNEF)))
    elif _is_body(held, kind, name, fields):
        held.pieces.append(_piece(walk, kind, options, fields, start, end))
    elif not (kind.startswith("image/") and _is_inline(fields)):
        held.attachments.append(Attachment(name=name, kind=attachment_kind(kind)))


def _is_body(held: Content, kind: str, name: str | None, fields: Fields) -> bool:
    if kind not in ("text/plain", "text/html", "text/enriched", "text/x-plain"):
        return False
    disposition = fields.get("content-disposition", b"")[:10].lower()
    if disposition == b"attachment":
        return False
    return name is None or not held.pieces


def _is_inline(fields: Fields) -> bool:
    """A picture inside the letter (a logo), not one that was attached."""
    attached = fields.get("content-disposition", b"")[:10].lower() == b"attachment"
    return "content-id" in fields and not attached


def _file_name(fields: Fields, options: dict[str, str]) -> str | None:
    disposition = fields.get("content-disposition", b"")
    name = parameters(disposition).get("filename") if b";" in disposition else None
    name = name or options.get("name")
    return name.replace("\\", "/").rpartition("/")[2][:255] or None if name else None


def _piece(
    walk: _Walk, kind: str, options: dict[str, str], fields: Fields, start: int, end: int
) -> Piece:
    raw = _decoded_bytes(walk, fields, start, end)
    charset = options.get("charset")
    if kind == "text/html":
        if charset is None and (meta := _META.search(raw, 0, 4096)):
            charset = meta[1].decode("ascii", "replace")
        return Piece(decoded_text(raw, charset).replace("\0", "")[:MAX_TEXT], is_html=True)
    text = decoded_text(raw, charset)[:MAX_TEXT].replace("\0", "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == "text/enriched":
        text = _TAG.sub("", text)
    if options.get("format", "").casefold() == "flowed":
        text = joined_lines(text, delete_space=options.get("delsp", "").casefold() == "yes")
    return Piece(text, is_html=False)


def _decoded_bytes(walk: _Walk, fields: Fields, start: int, end: int) -> bytes:
    raw = walk.raw[start : min(end, start + MAX_RAW)]
    if walk.from_escaped:
        raw = unescaped_from(raw)
    return decoded_bytes(raw, fields.get("content-transfer-encoding", b""))


def _read_nested(
    walk: _Walk, held: Content, name: str | None, start: int, end: int, *, depth: int
) -> None:
    block_end, _ = header_end(walk.raw, start, end)
    fields = header_fields(walk.raw[start:block_end])
    inner = Content()
    _read_entity(walk, inner, start, end, depth=depth + 1)
    held.forwarded.append((fields, inner))
    subject = decoded_header(fields.get("subject", b""))
    held.attachments.append(Attachment(name=name or f"{subject or 'letter'}.eml", kind="letter"))


def _failed_recipients(raw: bytes) -> tuple[str, ...]:
    """Addresses of a delivery status with `Action: failed` (RFC 3464)."""
    failed = []
    for block in re.split(rb"\r?\n\r?\n", raw)[:200]:
        fields = header_fields(block)
        if fields.get("action", b"").strip().lower() != b"failed":
            continue
        who = fields.get("final-recipient") or fields.get("original-recipient") or b""
        failed.append(decoded_header(who.rpartition(b";")[2].strip(b" <>")).casefold())
    return tuple(failed)


def _read_calendar(
    walk: _Walk, held: Content, options: dict[str, str], fields: Fields, start: int, end: int
) -> None:
    method = options.get("method")
    if not method:
        text = _decoded_bytes(walk, fields, start, min(end, start + 100_000))
        found = re.search(rb"^METHOD:(\w+)", text, re.M)
        method = found[1].decode() if found else "PUBLISH"
    held.calendar = held.calendar or method.upper()
    if name := _file_name(fields, options):
        held.attachments.append(Attachment(name=name, kind="calendar"))


def _read_tnef(held: Content, name: str | None, raw: bytes) -> None:
    held.attachments.append(Attachment(name=name or "winmail.dat", kind="file"))
    inner = tnef_content(raw)
    held.attachments += inner.attachments
    if not any(piece.text.strip() for piece in held.pieces):
        held.pieces = inner.pieces


def _too_deep() -> str:
    return say(
        f"письмо вложено в письмо глубже {MAX_DEPTH} раз, остальное пропущено",
        f"parts are nested more than {MAX_DEPTH} deep, the rest is left out",
    )


def _too_many() -> str:
    return say(
        f"в письме больше {MAX_PARTS} частей, остальные пропущены",
        f"the letter has more than {MAX_PARTS} parts, the rest is left out",
    )
