"""Subjects without what clients put before them: Re:, Fwd:, HA:, Ответ:, Автоответ:, [#123] …"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_SUBJECT = 1000

REPLY = "re|aw|antw|sv|vs|odp|res|ynt|ha|на|нa|hа|ответ|отв|отвечено|на ответ|ответ на"
FORWARD = "fwd?|fw|wg|tr|rv|vb|vl|enc|пересл|переслано|пересылка|перенаправлено"
AUTO = (
    "автоматический ответ|автоответ(?:чик)?|автоответ на|auto(?:matic)?[- ]?(?:reply|response)"
    "|autoreply|autosvar|automatische antwort|out of (?:the )?office(?: reply)?|вне офиса"
    "|нет на месте|отсутствую|я в отпуске"
)
INVITE = (
    "приглашение|обновл[её]нное приглашение|приглашение на (?:встречу|собрание)|invitation"
    "|updated invitation|принято|отклонено|под вопросом|accepted|declined|tentative"
    "|tentatively accepted|cancell?ed(?: event)?|отменено|мероприятие отменено"
)
RETURNED = (
    "прочитано|прочтено|read|доставлено|delivered|undeliverable|undelivered|не удается доставить"
    "|не удаётся доставить|недоставленное сообщение|не прочитано|not read"
)


def _prefix(words: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{words})\s*(?:[\[(^]?\s*\d{{1,3}}\s*[\])]?)?\s*[:：]", re.I)


_REPLY, _FORWARD = _prefix(REPLY), _prefix(FORWARD)
AUTO_PREFIX, INVITE_PREFIX, _RETURNED = _prefix(AUTO), _prefix(INVITE), _prefix(RETURNED)
_TAG = re.compile(r"\s*(?:\[[^\[\]]{1,60}\]|\*{2,}[^*]{1,30}\*{2,})\s*:?")
_TAIL = re.compile(r"\s*\((?:fwd|fw|re)\)\s*$", re.I)
_PREFIXES = (_REPLY, _FORWARD, AUTO_PREFIX, INVITE_PREFIX, _RETURNED)


class Subject(NamedTuple):
    """A subject's base, its key for comparison, and what stood before it."""

    base: str
    key: str
    is_reply: bool
    is_forward: bool


def split_subject(subject: str) -> Subject:
    """The base subject; prefixes are taken off in any order and number."""
    rest = _TAIL.sub("", subject[:MAX_SUBJECT]).strip()
    is_reply = is_forward = False
    place = 0
    while True:
        found = next((m for m in (p.match(rest, place) for p in _PREFIXES) if m), None)
        if found:
            is_reply = is_reply or found.re is not _FORWARD
            is_forward = is_forward or found.re is _FORWARD
        else:
            found = _TAG.match(rest, place)
            if not found or not rest[found.end() :].strip():
                break
        place = found.end()
    base = rest[place:].strip()
    return Subject(base, re.sub(r"\s+", " ", base).casefold(), is_reply, is_forward)
