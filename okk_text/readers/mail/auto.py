"""System letters: automatic answers, bounces, invitations, newsletters (RFC 3834, 3464, 2369).

What only one mark speaks for stays a person's letter. In doubt a letter is a person's: losing a
client's words costs more than scoring a robot's.

- bounce: a delivery report, or the mail system writes about a letter that came back.
- invite: a calendar part or subject, and no words of a person before the event's own.
- auto: Auto-Submitted, X-Autoreply, Precedence: auto_reply, or an out-of-office subject.
- newsletter: at least two marks of bulk mail, is no answer and comes through no discussion list
  (List-Post: Google Groups put a department's address before every client's letter). One mark
  alone, such as the List-Unsubscribe that a CRM adds to a manager's letter, does not suffice; and
  a letter that somebody in the thread answers is none (threads.py).
"""

from __future__ import annotations

import re
from typing import Literal

from okk_text.readers.mail.content import Content
from okk_text.readers.mail.headers import Fields, decoded_header, people
from okk_text.readers.mail.mime import content_type
from okk_text.readers.mail.subjects import AUTO_PREFIX, INVITE_PREFIX

Kind = Literal["auto", "bounce", "invite", "newsletter"]

MAIL_SYSTEM = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|maildaemon)\b", re.I)
ROBOT = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|robot|bot|digest|news(?:letter)?s?|mailing|rassylka"
    r"|subscribe|subscription|notification|notify|notifications|alerts?|mailer|promo|bounces?)\b",
    re.I,
)
RETURNED = re.compile(
    r"^(?:undeliver(?:ed|able)|delivery (?:status notification|failure|has failed|incomplete)"
    r"|mail delivery (?:failed|failure|subsystem)|returned mail|failure notice|returned to sender"
    r"|недоставленн\w+|не уда[её]тся доставить|не удалось доставить|сообщение не доставлено"
    r"|письмо не доставлено|ошибка доставки|невозможно доставить|уведомление о недоставке"
    r"|недоставленное сообщение|доставка не удалась)",
    re.I,
)
AWAY = re.compile(
    r"^\s*(?:out of (?:the )?office|я в отпуске|нахожусь в отпуске|в отпуске (?:до|с) \d"
    r"|нет на работе|отсутствую на рабочем месте|автоматический ответ|автоответ(?:чик)?\b"
    r"|auto(?:matic)?[- ]?(?:reply|response)|away from (?:the )?office|on vacation\b)",
    re.I,
)
EVENT_WORDS = re.compile(
    r"приглашает вас|вы приглашены|invited you|you have been invited|присоединиться к (?:собранию"
    r"|конференции|встрече)|join (?:zoom|the|microsoft|with)|идентификатор (?:собрания"
    r"|конференции)|meeting id|zoom\.us/|meet\.google\.com|teams\.microsoft\.com|telemost\.yandex"
    r"|^\s*(?:когда|где|when|where|участники|организатор|organizer|time|тема|место|начало)\s*:"
    r"|^[\s_\-*~:.=+#]+$",
    re.I | re.M,
)
RECEIPT = re.compile(r"^\s*(?:прочитано|прочтено|read|доставлено|delivered)\s*:", re.I)
MIN_WORDS = 6  # of a person, before the event's own lines
NOT_AUTO = frozenset([b"", b"no"])


def header_kind(fields: Fields, subject: str) -> Kind | None:
    """What the header alone tells."""
    kind, options = content_type(fields)
    sender = next((address for _, address in people(fields.get("from", b""))), "")
    if kind == "multipart/report":
        receipt = "disposition" in options.get("report-type", "")
        return "auto" if receipt else "bounce"
    if "x-failed-recipients" in fields or (MAIL_SYSTEM.match(sender) and RETURNED.match(subject)):
        return "bounce"
    if _from_nobody(fields) and (RETURNED.match(subject) or MAIL_SYSTEM.match(sender)):
        return "bounce"
    if kind == "text/calendar" or b"calendarmessage" in fields.get("content-class", b"").lower():
        return "invite"
    if _is_automatic(fields, subject):
        return "auto"
    return "newsletter" if _is_newsletter(fields, sender) else None


def letter_kind(fields: Fields, held: Content, *, subject: str, words: str) -> Kind | None:
    """What header and content tell together; `words` is the letter's own text."""
    kind = header_kind(fields, subject)
    if kind == "bounce":
        return kind
    is_event = held.calendar is not None and held.calendar != "PUBLISH"
    if is_event or kind == "invite":
        generated = INVITE_PREFIX.match(subject) or kind == "auto"
        if generated or not _written_words(words):
            return "invite"
        return None if kind == "invite" else kind
    return kind


def _from_nobody(fields: Fields) -> bool:
    return fields.get("return-path", b"").strip() == b"<>"


def _is_automatic(fields: Fields, subject: str) -> bool:
    submitted = fields.get("auto-submitted", b"").partition(b";")[0].strip().lower()
    precedence = fields.get("precedence", b"").strip().lower()
    return bool(
        submitted not in NOT_AUTO
        or fields.get("x-autoreply", b"no").strip().lower() not in NOT_AUTO
        or "x-autorespond" in fields
        or precedence in (b"auto_reply", b"auto-reply")
        or AWAY.match(subject)
        or AUTO_PREFIX.match(subject)
        or (RECEIPT.match(subject) and _from_nobody(fields))
    )


def _is_newsletter(fields: Fields, sender: str) -> bool:
    discussion = fields.get("list-post", b"no").strip().lower()
    if "in-reply-to" in fields or not discussion.startswith(b"no"):
        return False
    marks = (
        "list-unsubscribe" in fields,
        "list-id" in fields,
        fields.get("precedence", b"").strip().lower() in (b"bulk", b"junk"),
        "feedback-id" in fields or "x-campaign" in fields or "x-campaign-id" in fields,
        bool(ROBOT.match(sender)),
    )
    return sum(marks) >= 2


def _written_words(words: str) -> bool:
    """Whether a person wrote something before the lines that a calendar makes."""
    event = EVENT_WORDS.search(words)
    own = words[: event.start()] if event else words
    return len(re.findall(r"[^\W\d_]{2,}", own[:5000])) >= MIN_WORDS


def returned_letter(fields: Fields, held: Content) -> tuple[tuple[str, ...], bytes]:
    """Failed addresses of a bounce, and the field with the Message-ID of what came back."""
    header = held.returned or (held.forwarded[0][0] if held.forwarded else {})
    failed = held.failed
    if not failed and "x-failed-recipients" in fields:
        raw = decoded_header(fields["x-failed-recipients"])
        failed = tuple(word.strip().casefold() for word in raw.split(",") if "@" in word)
    target = header.get("message-id") or fields.get("original-message-id")
    if not target:
        target = fields.get("in-reply-to") or fields.get("references", b"")
    return failed, target


__all__ = ["Kind", "header_kind", "letter_kind", "returned_letter"]
