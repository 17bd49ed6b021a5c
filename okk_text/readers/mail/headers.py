"""Headers of letters: fields, encoded words, addresses, Message-IDs (RFC 5322, 2047, 2231)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from functools import lru_cache

from okk_text.readers.mail.charsets import codec_name, decoded_text

MAX_BLOCK = 256 * 1024  # no honest header is longer
MAX_FIELD = 64 * 1024
MAX_PEOPLE = 200
SHORT = 400  # bytes of a header that is worth remembering
MAX_IDS = 64

WANTED = frozenset(
    b"from sender to cc reply-to subject date message-id in-reply-to references received "
    b"return-path content-type content-transfer-encoding content-disposition content-id "
    b"content-class content-length auto-submitted x-autoreply x-autorespond precedence list-id "
    b"list-unsubscribe list-post feedback-id x-campaign x-campaign-id x-failed-recipients "
    b"delivery-date original-message-id final-recipient original-recipient action "
    b"x-mozilla-status".split()
)

Fields = dict[str, bytes]  # unfolded values by lower-case name; of several, the first

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FIELD_LINE = re.compile(rb"[!-9;-~]+[ \t]*:")
_ENCODED_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BLANKS = re.compile(r"[\s\x00]+")
_MAILBOXES = re.compile(
    rb"""((?:[^",;<(\[]+|"(?:[^"\\]|\\.)*+"?|<[^<>]*>?|\((?:[^()]|\([^()]*\))*\)?|[(\[])+)[,;]?"""
)
_COMMENT = re.compile(rb"\(([^()]*)\)")
_NO_ADDRESS = re.compile(rb"[\s<>()\",;:]+")
_GROUP = re.compile(rb"^[^\"<@:]*:(?!//)\s*")
_ID = re.compile(rb"<([^<>]{1,1000})>")
_PARAMETER = re.compile(rb""";\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*+"?|[^;]*)""")


def header_end(raw: bytes, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where the header ends and where the body begins; both `start` where there is no header."""
    end = len(raw) if end is None else end
    if raw.startswith((b"\n", b"\r\n"), start):
        return start, start + (1 if raw.startswith(b"\n", start) else 2)
    if not _FIELD_LINE.match(raw, start, min(end, start + 200)):
        return start, start
    found = _HEADER_END.search(raw, start, end)
    return (found.start(), found.end()) if found else (end, end)


def header_fields(block: bytes) -> Fields:
    """The fields that readers want, unfolded."""
    fields: Fields = {}
    name, value = None, []
    for line in block[:MAX_BLOCK].split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            if name is not None:
                value.append(line.strip())
            continue
        if name is not None:
            fields.setdefault(name, b" ".join(value)[:MAX_FIELD])
        label, colon, rest = line.partition(b":")
        label = label.strip().lower()
        name = label.decode("ascii") if colon and label in WANTED else None
        value = [rest.strip()]
    if name is not None:
        fields.setdefault(name, b" ".join(value)[:MAX_FIELD])
    return fields


def decoded_header(raw: bytes) -> str:
    """A header's text with encoded words decoded and blanks folded to one.

    Neighbouring words of one charset are joined as bytes first: clients cut letters in half.
    """
    return _decoded_short(raw) if len(raw) <= SHORT else _decoded(raw)


@lru_cache(maxsize=4096)
def _decoded_short(raw: bytes) -> str:
    """The same names and subjects come again and again, and each letter is looked at twice."""
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    if b"=?" not in raw:
        return _BLANKS.sub(" ", decoded_text(raw)).strip()
    text, pending, charset, end = [], b"", None, 0
    for word in _ENCODED_WORD.finditer(raw):
        between = raw[end : word.start()]
        label = word[1].decode("ascii", "replace")
        apart = end == 0 or between.strip()
        if pending and (apart or codec_name(label) != codec_name(charset)):
            text.append(decoded_text(pending, charset))
            pending = b""
        if apart and between:
            text.append(decoded_text(between))
        pending += _word_bytes(word[2], word[3])
        charset, end = label, word.end()
    if pending:
        text.append(decoded_text(pending, charset))
    text.append(decoded_text(raw[end:]))
    return _BLANKS.sub(" ", "".join(text)).strip()


def _word_bytes(encoding: bytes, payload: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(payload.replace(b"_", b" "))
    return base64_bytes(payload)


def base64_bytes(payload: bytes) -> bytes:
    """Base64 decoded as far as it goes: damage and a missing end cost only themselves."""
    try:
        return binascii.a2b_base64(payload)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", payload)
        whole = len(kept) - len(kept) % 4
        rest = kept[whole:]
        return binascii.a2b_base64(kept[:whole] + (rest + b"==" if len(rest) > 1 else b""))


def people(raw: bytes) -> Iterator[tuple[str, str]]:
    """(display name, address in lower case) of a From, To or Cc field; either may be empty."""
    found = 0
    for match in _MAILBOXES.finditer(raw[:MAX_FIELD]):
        entry = _GROUP.sub(b"", match[1].strip(), count=1)
        name, address = (_person if len(entry) <= SHORT else _person.__wrapped__)(entry)
        if name or address:
            yield name, address
            found += 1
            if found >= MAX_PEOPLE:
                return


@lru_cache(maxsize=4096)
def _person(entry: bytes) -> tuple[str, str]:
    before, angle, rest = entry.rpartition(b"<")
    if angle:
        address, _, after = rest.partition(b">")
        name = before.strip() or after.strip()
    else:
        address = next((word for word in _NO_ADDRESS.split(entry) if b"@" in word), b"")
        comment = _COMMENT.search(entry)
        name = comment[1] if comment else (b"" if address else entry)
    return _shown_name(name), decoded_header(address).replace(" ", "").casefold()


def _shown_name(raw: bytes) -> str:
    if raw.startswith(b'"'):
        raw = raw.strip(b'"').replace(b"\\", b"") if b"=?" not in raw else raw.strip(b'"')
    name = decoded_header(raw).strip(" \t")
    for quote in ('""', "''"):
        if len(name) > 1 and name[0] == quote[0] and name[-1] == quote[1]:
            name = name[1:-1].strip()
    return name


def message_ids(raw: bytes) -> list[str]:
    """The Message-IDs in a Message-ID, In-Reply-To or References field, angle brackets kept."""
    ids = [b"<" + b"".join(found.split()) + b">" for found in _ID.findall(raw)]
    if not ids:
        ids = [b"<" + word.strip(b"<>") + b">" for word in raw.split() if b"@" in word]
    if len(ids) > MAX_IDS:  # the root and the latest say enough
        ids = ids[:1] + ids[1 - MAX_IDS :]
    return [found.decode("utf-8", "replace") for found in ids]


def parameters(raw: bytes) -> dict[str, str]:
    """The parameters of a Content-Type or Content-Disposition field, RFC 2231 pieces joined."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, bytes]]] = {}
    for name, value in _PARAMETER.findall(raw[:MAX_FIELD]):
        key = name.decode("ascii", "replace").casefold()
        value = value.strip()
        if value.startswith(b'"'):
            value = re.sub(rb"\\(.)", rb"\1", value[1:].removesuffix(b'"'))
        base, star, number = key.partition("*")
        if star:
            order = number.strip("*")
            place = int(order) if order.isdecimal() and len(order) < 5 else 0
            encoded = key.endswith("*")
            pieces.setdefault(base, []).append((place, encoded, value))
        else:
            plain.setdefault(key, decoded_header(value))
    for base, parts in pieces.items():
        plain[base] = _joined_pieces(sorted(parts))
    return plain


def _joined_pieces(parts: list[tuple[int, bool, bytes]]) -> str:
    charset, joined = None, b""
    for number, (_, encoded, value) in enumerate(parts):
        if encoded and number == 0 and value.count(b"'") >= 2:
            label, _, value = value.split(b"'", 2)
            charset = label.decode("ascii", "replace")
        joined += _unquoted(value) if encoded else value
    return _BLANKS.sub(" ", decoded_text(joined, charset)).strip()


def _unquoted(value: bytes) -> bytes:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(value)
