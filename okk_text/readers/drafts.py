"""Drafts: one message that is not sent yet, from .txt, .eml, .docx, .pdf or standard input."""

from __future__ import annotations

import io
import logging
import re
import sys
from pathlib import Path
from typing import cast

from okk_text.conversation.model import (
    Conversation,
    Medium,
    Message,
    Participant,
    Segment,
    conversation_id,
)
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.letters.segments import cut_text

LARGEST = 20 * 1024**2  # bytes; a letter or a proposal is never that long
_SUBJECT = re.compile(r"\A\s*(?:Тема|Subject)\s*:[ \t]*(?P<subject>[^\n]*)(?:\n|\Z)", re.I)


def read_draft(path: Path, *, manager: str | None, client: str | None, medium: str) -> Conversation:
    """A conversation of that one message, by `manager` to `client`.

    Raises ReadError where the file cannot be read or holds no text.
    """
    author = manager or say("менеджер", "manager")
    subject, text, segments = _parts(path, author, medium)
    if not text.strip():
        raise ReadError(
            say("в черновике нет текста", "the draft holds no text"),
            where=str(path),
            advice=say("Если это скан, его нужно распознать.", "A scan must be recognised first."),
        )
    message = Message(
        n=1,
        author=author,
        address=author.casefold() if "@" in author else None,
        role="manager",
        subject=subject,
        text=text,
        segments=segments,
    )
    participants = [Participant(author=author, address=message.address, role="manager")]
    if client:
        participants.append(
            Participant(author=client, role="client", name=client, full_name=client)
        )
    return Conversation(
        id=conversation_id("draft", author, client, text),
        source=str(path),
        channel="draft",
        medium=cast(Medium, medium),
        subject=subject,
        messages=(message,),
        participants=tuple(participants),
    )


def _parts(path: Path, author: str, medium: str) -> tuple[str | None, str, tuple[Segment, ...]]:
    """Subject, text and segments of the draft."""
    content = sys.stdin.buffer.read(LARGEST) if str(path) == "-" else _content(path)
    if content.startswith(b"PK\x03\x04"):
        written = _docx_text(content, path)
    elif content.lstrip()[:5] == b"%PDF-":
        written = _pdf_text(content, path)
    elif str(path) != "-" and _is_letter(path, content):
        letter = _letter(path)
        return letter.subject, letter.text, letter.segments
    else:
        written = _decoded(content, str(path))
    subject, text = _split_subject(written)
    return subject, text, () if medium == "chat" else cut_text(text, author=author)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(
                say("черновик больше 20 МБ", "the draft is larger than 20 MB"),
                where=str(path),
                advice=say(
                    "Это выгрузка? Тогда okk-text score.", "An export? Then okk-text score."
                ),
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            say("черновик не открывается", "the draft cannot be opened"),
            where=str(path),
            advice=say("Проверьте путь.", "Check the path."),
        ) from error


def _split_subject(text: str) -> tuple[str | None, str]:
    match = _SUBJECT.match(text)
    if match:
        return match["subject"].strip() or None, text[match.end() :].strip("\n")
    return None, text.strip("\n")


def _decoded(content: bytes, where: str) -> str:
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1251",
    ):
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise ReadError(
        say("не удаётся определить кодировку", "the charset cannot be told"),
        where=where,
        advice=say("Сохраните файл в UTF-8.", "Save the file as UTF-8."),
    )


def _docx_text(content: bytes, path: Path) -> str:
    """Paragraphs and tables of a Word document, in their order."""
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(content))
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
    except Exception as error:  # python-docx raises whatever its zip and XML layers raise
        raise _unreadable(path, "Word (.docx)") from error
    return "\n".join(lines)


def _pdf_text(content: bytes, path: Path) -> str:
    """The text layer of a PDF, page after page."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is said below
    try:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages)
    except Exception as error:  # pypdf meets every kind of broken file
        raise _unreadable(path, "PDF") from error


def _is_letter(path: Path, content: bytes) -> bool:
    from okk_text.readers.letters import READER

    return READER.recognises(path, content[: 64 * 1024])


def _letter(path: Path) -> Message:
    """The letter in an .eml or .msg file."""
    from okk_text.readers.letters import READER
    from okk_text.readers.sources import Source

    source = Source(shown=str(path), files=(path,), reader=READER.name)
    for conversation in READER.read(source):
        return conversation.messages[-1]
    raise _unreadable(path, say("письмо", "a letter"))


def _unreadable(path: Path, kind: str) -> ReadError:
    return ReadError(
        say(f"файл не читается как {kind}", f"the file cannot be read as {kind}"),
        where=str(path),
        advice=say("Сохраните черновик заново или как .txt.", "Save the draft again, or as .txt."),
    )
