"""Transfer encodings and format=flowed undone (RFC 2045, 3676)."""

from __future__ import annotations

import binascii
import re

from okk_text.readers.mail.headers import base64_bytes

_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.M)


def unescaped_from(raw: bytes) -> bytes:
    """The author's lines that begin with From, which an mbox writes as >From."""
    return _ESCAPED_FROM.sub(rb"\1", raw) if b">From " in raw else raw


def decoded_bytes(raw: bytes, encoding: bytes) -> bytes:
    """A part's bytes without their transfer encoding; damage costs only itself."""
    encoding = encoding.strip().lower()
    if encoding == b"base64" and not _is_plain(raw):
        return base64_bytes(raw)
    if encoding == b"quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding in (b"x-uuencode", b"uuencode", b"x-uue"):
        return _uudecoded(raw)
    return raw


def _is_plain(raw: bytes) -> bool:
    """Text that is labelled base64 and is not: words with blanks between them."""
    sample = raw[:2000]
    return sample.count(b" ") * 12 > len(sample) or not sample.isascii()


def _uudecoded(raw: bytes) -> bytes:
    decoded = []
    for line in raw.split(b"\n"):
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(decoded)


def joined_lines(text: str, *, delete_space: bool) -> str:
    """format=flowed undone: lines that end with a blank go on in the next (RFC 3676)."""
    done: list[str] = []
    flowing, depth = False, 0
    for line in text.split("\n"):
        quoted = len(line) - len(line.lstrip(">"))
        written = line[quoted:].removeprefix(" ")
        if flowing and quoted == depth and written != "-- ":
            done[-1] += written
        else:
            done.append(">" * quoted + (" " if quoted and written else "") + written)
        flowing = written.endswith(" ") and written != "-- "
        depth = quoted
        if flowing and delete_space:
            done[-1] = done[-1][:-1]
    return "\n".join(done)
