"""Plain text files of unknown charset, opened so that any bytes can be read."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from typing import IO, BinaryIO

from okk_text.errors import ReadError
from okk_text.language import say

BLOCK = 256 * 1024
ENOUGH = 100_000  # letters beyond ASCII after which a file's charset is settled
FURTHEST = 32 * 1024**2  # bytes to look for such letters in


def opened(path: Path) -> IO[str]:
    """The file as text, ends of lines as they are; what does not decode becomes U+FFFD."""
    try:
        with path.open("rb") as stream:
            name = charset(stream)
        return path.open(encoding=name, errors="replace", newline="")
    except OSError as error:
        raise ReadError(say(f"не читается: {error}", f"cannot be read: {error}")) from error


def head_text(head: bytes) -> str:
    """The beginning of a file as text."""
    return head.decode(charset(io.BytesIO(head)), errors="replace")


def charset(stream: BinaryIO) -> str:
    """utf-8, utf-16 or cp1251: by its mark, by zero bytes, else by whether it decodes as UTF-8."""
    block = stream.read(BLOCK)
    if name := _marked(block[:400]):
        return name
    votes, decoder = 0, codecs.getincrementaldecoder("utf-8")("replace")
    while block and abs(votes) < ENOUGH and stream.tell() <= FURTHEST:
        text = decoder.decode(block)
        # letters that took several bytes, less the bytes that fit nowhere
        votes += len(block) - len(text) - text.count("\ufffd")
        block = stream.read(BLOCK)
    return "utf-8" if votes >= 0 else "cp1251"


def _marked(start: bytes) -> str | None:
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 > len(start) and min(even, odd) * 10 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None
