"""How people in a conversation make their names known: «меня зовут Игорь», a signature, an answer."""

from __future__ import annotations

import re

from okk_text.conversation.model import Conversation, Message
from okk_text.people.names import (
    WORD,
    NameParts,
    is_common_word,
    is_given_name,
    is_patronymic,
    name_parts,
)

_REACH = 30  # messages back to the question that a bare name answers
_NAMED = re.compile(
    r"(?:\bменя\s+зовут|\bзовут\s+меня|\bмо[её]\s+имя|\bмене\s+звати|\bменің\s+атым|\bс\s+вами"
    r"|\bmy\s+name(?:\s+is|'s|’s)|\bthe\s+name(?:\s+is|'s|’s)|\bcall\s+me)\s*[-–—:,]?\s*",
    re.IGNORECASE,
)
_PRESENTED = re.compile(
    r"(?:^|[.!?,;\n)]\s{0,5})(?:это|я|я\s*[-–—]|на связи|i\s+am|i['’]m|this\s+is|it['’]s)\s+"
    r"(?=[А-ЯЁA-ZІЇЄӘҒҚҢӨҰҮҺ])",
    re.IGNORECASE,
)
_HERE = re.compile(r"^\s*(?:hi|hello|hey)?[,!\s]*([A-Z][a-z]+) here\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\bк\s+вам\b.{0,20}\bобра(?:щаться|титься)|обращаться\s+к\s+вам|\bвас\s+(?:зовут|звать|величать)"
    r"|ваш[еу]\s+имя|представьтесь|как\s+(?:тебя|вас)\s+зовут|с\s+кем\s+(?:я\s+)?(?:говорю|общаюсь)"
    r"|имя\s+для\s+(?:брони|записи|заявки)|your\s+(?:full\s+)?name\b"
    r"|who\s+(?:am\s+i|do\s+i\s+have|is\s+this|are\s+you)|whom?\s+(?:am\s+i|i\s+am|i['’]m)\s+\w+"
    r"|(?:may|can|should)\s+i\s+(?:call|address)\s+you|address\s+you",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:с\s+уважением|с\s+наилучшими\s+пожеланиями|искренне\s+ваш\w*|всего\s+(?:доброго|наилучшего)"
    r"|(?:with\s+)?(?:best|kind|warm)(?:est)?(?:\s+(?:regards|wishes))?|regards|sincerely(?:\s+yours)?"
    r"|yours\s+(?:sincerely|truly|faithfully)|many\s+thanks|thanks|thank\s+you|cheers)\b[\s,.!:;–—-]*",
    re.IGNORECASE,
)


def asks_for_name(text: str) -> bool:
    """Whether the text asks how to call the reader."""
    return bool(_ASKS.search(text))


def introduction(conversation: Conversation, message: Message) -> NameParts | None:
    """The author's name as this message gives it, in words or in its signature; None: it does not."""
    return (
        _introduced(message.own_text)
        or _answered(conversation, message)
        or signed_name(message.signature)
    )


def signed_name(signature: str) -> NameParts | None:
    """The person of a signature block: its first line that holds a name."""
    for line in signature.splitlines()[:4]:
        parts = name_parts(CLOSING.sub("", line[:200].strip(" -–—*_")))
        if parts.given and is_given_name(parts.given):
            return parts
    return None


def _introduced(text: str) -> NameParts | None:
    """«Меня зовут Игорь», «это Жанна Борисовна», «Я Роман)», "I'm Laura", "Laura here"."""
    for match in _NAMED.finditer(text):
        parts = name_at(text, match.end())
        if parts:
            return parts
    for match in _PRESENTED.finditer(text):
        parts = name_at(text, match.end())
        if parts and parts.given and _ends_there(text, match.end(), parts):
            return parts
    here = _HERE.match(text)
    return NameParts(given=here[1]) if here and is_given_name(here[1]) else None


def _ends_there(text: str, start: int, parts: NameParts) -> bool:
    """Whether the clause ends after the name, or tells whose name it is («это Анна из бухгалтерии»)."""
    end = start + len(parts.full or "")
    return bool(re.match(r"\s*(?:$|[.,!?)(;:\n–—-]|из\b|с\b|по\b|from\b|at\b|with\b)", text[end:]))


def _answered(conversation: Conversation, message: Message) -> NameParts | None:
    """A bare name: the answer to a question for it, or all that the message says."""
    text = message.own_text.lstrip()
    parts = name_at(text, 0)
    if not parts or not parts.full:
        return None
    rest = text[len(parts.full) :]
    asked = any(asks_for_name(m.own_text) for m in _turn_before(conversation, message))
    if asked and re.match(r"\s*(?:$|[.,!)(;:\n–—-]|из\b|от\b|from\b|at\b)", rest):
        return parts
    alone = not WORD.search(rest) and "?" not in rest and "!" not in rest
    return parts if alone and not is_common_word(parts.given or "") else None


def _turn_before(conversation: Conversation, message: Message) -> list[Message]:
    """What others wrote since this author's last turn."""
    before: list[Message] = []
    place = min(message.n, len(conversation.messages)) - 1
    for earlier in reversed(conversation.messages[max(0, place - _REACH) : place]):
        own = (earlier.author, earlier.address) == (message.author, message.address)
        if own and before:
            break
        if not own and earlier.role != "system":
            before.append(earlier)
    return before


def name_at(text: str, start: int) -> NameParts | None:
    """The name that stands at this place, as far as its words go on without a stop."""
    written = re.match(r"[ \t]*[^\W\d_][\w'’-]*(?:[ \t]+[A-ZА-ЯЁ][\w'’-]*){0,2}", text[start:])
    if not written:
        return None
    words = written.group().split()
    if not is_given_name(words[0]):
        return None
    patronymic = words[1] if len(words) > 1 and is_patronymic(words[1]) else None
    rest = words[2:] if patronymic else words[1:]
    surname = rest[0] if rest and rest[0].istitle() and not is_given_name(rest[0]) else None
    return NameParts(given=words[0], patronymic=patronymic, surname=surname)
