"""Outlook's own forms of a letter: .msg files and winmail.dat (TNEF)."""

from __future__ import annotations

import logging
from email.header import Header
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from okk_text.conversation.model import Attachment
from okk_text.errors import ReadError
from okk_text.language import say
from okk_text.readers.mail.charsets import decoded_text
from okk_text.readers.mail.content import MAX_TEXT, Content, Piece, attachment_kind
from okk_text.readers.mail.headers import Fields, header_fields

log = logging.getLogger(__name__)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MSG_STREAM = "__substg1.0_".encode("utf-16-le")
MAX_MSG = 64 * 1024**2
SENDER_SMTP, SENDER_SMTP_OLD, SENT_ON_BEHALF, MESSAGE_ID = 0x5D01, 0x39FE, 0x0042, 0x1035
LONG_NAME, RTF_COMPRESSED = 0x3707, 0x1009
IN_REPLY_TO, REFERENCES, DELIVERY_TIME = 0x1042, 0x1039, 0x0E06


def is_msg(path: Path, head: bytes) -> bool:
    """Whether an OLE file is a letter: by its streams, which .doc and .xls lack, or its name."""
    return head.startswith(OLE) and (MSG_STREAM in head or path.suffix.casefold() == ".msg")


def msg_letter(path: Path) -> tuple[Fields, Content]:
    """Header and content of a .msg file. Raises ReadError where it cannot be read."""
    if path.stat().st_size > MAX_MSG:
        raise ReadError(say("файл .msg больше 64 МБ", "the .msg file is larger than 64 MB"))
    from oxmsg import Message

    try:
        letter = Message.load(path.read_bytes())
        return _msg_fields(letter), _msg_content(letter)
    except Exception as error:  # foreign code on foreign bytes
        log.debug("msg: %s", type(error).__name__)
        raise ReadError(
            say("файл .msg повреждён", "the .msg file is damaged"),
            advice=say("Сохраните письмо заново.", "Save the letter again."),
        ) from error


def _msg_fields(letter: Any) -> Fields:
    """The transport header where Outlook kept it, else one made of the properties."""
    properties = letter.properties
    transport = properties.str_prop_value(0x007D) or ""
    fields = header_fields(transport.encode("utf-8", "replace").lstrip())
    if "from" not in fields:
        name = properties.str_prop_value(SENT_ON_BEHALF) or properties.str_prop_value(0x0C1A)
        address = next(
            (
                value
                for pid in (SENDER_SMTP, SENDER_SMTP_OLD, 0x0065, 0x0C1F)
                if "@" in (value := properties.str_prop_value(pid) or "")
            ),
            "",
        )
        fields["from"] = _mailbox(name or "", address)
    if "to" not in fields and "cc" not in fields:
        people = [_mailbox(person.name, person.email_address) for person in letter.recipients]
        fields["to"] = b", ".join(people)
    if "subject" not in fields:
        fields["subject"] = (letter.subject or "").encode("utf-8", "replace")
    if "date" not in fields:
        when = letter.sent_date or properties.date_prop_value(DELIVERY_TIME)
        if when:
            fields["date"] = format_datetime(when).encode()
    for name, pid in (
        ("message-id", MESSAGE_ID),
        ("in-reply-to", IN_REPLY_TO),
        ("references", REFERENCES),
    ):
        if name not in fields and (value := properties.str_prop_value(pid)):
            fields[name] = value.encode("utf-8", "replace")
    return fields


def _mailbox(name: str, address: str) -> bytes:
    quoted = Header(name.strip("'\" "), "utf-8").encode(linesep="") if name else ""
    return f"{quoted} <{address}>".strip().encode("utf-8", "replace")


def _msg_content(letter: Any) -> Content:
    held = Content()
    plain = (letter.body or "").replace("\r\n", "\n").replace("\0", "")[:MAX_TEXT]
    if plain.strip():
        held.pieces.append(Piece(plain, is_html=False))
    else:
        raw = letter.properties.binary_prop_value(0x1013)
        html = decoded_text(raw, letter.properties.body_encoding) if raw else letter.html_body
        if html:
            held.pieces.append(Piece(html.replace("\0", "")[:MAX_TEXT], is_html=True))
        elif rtf := letter.properties.binary_prop_value(RTF_COMPRESSED):
            held.pieces.append(Piece(_rtf_text(_decompressed(rtf)), is_html=False))
    for attachment in letter.attachments:
        name = attachment.file_name or attachment.properties.str_prop_value(0x3704)
        kind = attachment_kind(attachment.mime_type or "")
        held.attachments.append(Attachment(name=name or None, kind=kind))
    return held


def tnef_content(raw: bytes) -> Content:
    """Body and attachments of a winmail.dat; empty where it is damaged."""
    held = Content()
    try:
        from tnefparse import TNEF

        winmail = TNEF(raw, do_checksum=False)
        body, html = winmail.body, winmail.htmlbody
        rtf = "" if body or html else _rtf_text(winmail.rtfbody or b"")
        codepage = winmail.codepage
        names = [_tnef_name(attachment, codepage) for attachment in winmail.attachments]
    except Exception as error:  # foreign code on foreign bytes
        log.debug("winmail.dat: %s", type(error).__name__)
        return held
    plain = _tnef_text(body, codepage)
    if plain.strip():
        held.pieces.append(Piece(plain.replace("\r\n", "\n")[:MAX_TEXT], is_html=False))
    elif html:
        held.pieces.append(Piece(_tnef_text(html, codepage)[:MAX_TEXT], is_html=True))
    elif rtf.strip():
        held.pieces.append(Piece(rtf[:MAX_TEXT], is_html=False))
    for name in names:
        held.attachments.append(Attachment(name=name or None, kind="file"))
    return held


def _decompressed(rtf: bytes) -> bytes:
    """Outlook's compressed rich text (MS-OXRTFCP) as plain RTF."""
    from compressed_rtf import decompress

    return decompress(rtf)


def _rtf_text(rtf: bytes) -> str:
    """The text of rich text; what is marked as HTML inside it is left out."""
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(rtf.decode("latin-1"), errors="ignore").replace("\0", "")[:MAX_TEXT]


def _tnef_name(attachment: Any, codepage: str | None) -> str:
    """The long name, else the title; tnefparse reads the latter as UTF-8, which it rarely is."""
    long_names = [entry.data for entry in attachment.mapi_attrs if entry.name == LONG_NAME]
    return _tnef_text(long_names or attachment._name, codepage).strip()


def _tnef_text(value: Any, codepage: str | None) -> str:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value = decoded_text(value.rstrip(b"\0"), codepage)
    return (value or "").replace("\0", "")
