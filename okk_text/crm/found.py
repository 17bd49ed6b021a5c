"""Fields of the card that the text tells: a meeting's day, booked until when, interest in extras."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from okk_text.conversation.model import Conversation, Message
from okk_text.conversation.morphology import parses
from okk_text.crm.cells import amount
from okk_text.crm.quote import Quote, day_text, quoted
from okk_text.lexicon.cues import PRICE
from okk_text.lexicon.deadlines import Deadline, deadlines
from okk_text.lexicon.deal_words import accepts
from okk_text.lexicon.texts import Text, folded

LONGEST = 400  # characters of a sentence that are looked at
FEW_WORDS = 4  # «Доставка в Тулу» asks without a question mark


@dataclass(frozen=True, slots=True)
class Found:
    """A field of the card (meeting, booking, extras, amount), its value and where it is said."""

    field: str
    value: str
    quote: Quote
    day: date | None = None


class Finder:
    """Looks for the fields; `extras` are the firm's further goods and services."""

    def __init__(self, extras: Sequence[str]):
        self._extras = {frozenset(map(_lemma, _WORD.findall(folded(e)))): e for e in extras}

    def found(
        self, conversation: Conversation, said: Sequence[Message], facts: Mapping[str, Any]
    ) -> Iterator[Found]:
        """What the conversation tells, of each field the last that was said."""
        latest: dict[str, Found] = {}
        extras: dict[str, Found] = {}
        for place, message in enumerate(said):
            text = message.own_text
            agreed = _is_agreed(message, said[place + 1 : place + 6])
            for start, end in Text(text, "ru").sentences:
                sentence = folded(text[start : min(end, start + LONGEST)])
                for field, deadline in _days(sentence, message, agreed=agreed):
                    due = deadline.due
                    assert due is not None
                    hour = f" {deadline.time:%H:%M}" if deadline.time else ""
                    shown = quoted(message, start, end)
                    latest[field] = Found(field, f"{day_text(due)}{hour}", shown, due)
                if message.role == "client":
                    for value in self._wanted(sentence):
                        extras.setdefault(
                            value, Found("extras", value, quoted(message, start, end))
                        )
        if (price := _price(said, facts)) is not None:
            latest["amount"] = price
        yield from latest.values()
        if extras:
            first = next(iter(extras.values()))
            yield Found("extras", "; ".join(extras), first.quote)

    def _wanted(self, sentence: str) -> Iterator[str]:
        """The extras that the client asks for in the sentence."""
        if _REFUSES.search(sentence):
            return
        if self._extras:
            lemmas = set(map(_lemma, _WORD.findall(sentence)))
            yield from (name for words, name in self._extras.items() if words and words <= lemmas)
        elif match := _EXTRA.search(sentence) or _ADDED.search(sentence):
            yield match["what"].strip(" ,.?!")
        elif "?" in sentence or len(sentence.split()) <= FEW_WORDS:
            yield from dict.fromkeys(_lemma(match[0]) for match in _USUAL.finditer(sentence))


_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_MEETING = re.compile(
    r"\b(?:встре(?:ч|т)\w*|замер\w*|показ(?!ат|ал|ыва|ани)\w{0,3}|выезд\w*|созвон\w*|демо(?:нстраци\w+)?(?!-)|осмотр\w*|просмотр\w*|визит\w*|примерк\w*|консультаци\w+|шоурум\w*"
    r"|(?:при|подъ|за)е(?:д|зж)\w+|(?:жд[уе]м?|запис\w+) вас|приходите|подойд(?:у|ем|ите)|meeting|meet|site visit|visit|viewing|demo|call|survey|measure\w*)\b"
)
_BOOKING = re.compile(
    r"\b(?:(?:за)?брон(?:ь|и|ью|ируем|ирую|ировал\w*)|резерв\w*|зарезервир\w+|(?:держ(?:у|им|ите|ит)|удерж\w+|отлож\w+|придерж\w+|закреп\w+)|hold|holding|held|reserved?|booked)\b[^.;:?!—]{0,60}$"
)
_UNTIL = re.compile(r"(?:до|по|until|till|through)\b")
_BY = re.compile(r"(?:до|по|к|ко|не позднее|until|till|through|by|before)\b")
_BARRED = re.compile(r"\b(?:не|нет|отмен\w+|перенос\w*|перенес\w+|если|if|cancel\w*|won't|can't)\b")
_OFFERED = re.compile(
    r"\?|\b(?:предлага\w+|можем|могу|могли|давайте|удобно|выбер\w+|suggest|propose|could|can|how about)\b"
)
_OPTIONS = re.compile(r"\b(?:или|либо|or)\b")
_PRICES = re.compile(r"\b(?:цен[аыуе]\w*|скидк\w+|price\w*|discount\w*|тариф\w*)\b")
_EXTRA = re.compile(
    r"\b(?:а\s+)?(?:еще|также|тоже|заодно|дополнительно|плюс к этому|кроме того|also|as well)\b[^.!?]{0,30}?\b(?:нуж(?:ен|н[аоы])|интерес\w+|хот(?:им|ел\w*)|хочу|добав\w+|заказ\w+|возьм\w+|need|want|add|interested in)\s+(?:бы\s+|и\s+|в\s+)?(?P<what>[^.!?,;]{3,60})"
)
_ADDED = re.compile(
    r"\b(?:добавьте|включите|посчитайте|add|include)\s+(?:нам\s+|мне\s+|us\s+)?(?:еще|также|и|also)\s+(?P<what>[^.!?,;]{3,60})"
)
_USUAL = re.compile(
    r"\b(?:доставк|монтаж|установк|сборк|вывоз|страховк|обслуживани|delivery|installation|insurance|maintenance)[а-я]{0,4}\b"
)
_REFUSES = re.compile(r"\bне\s+(?:нуж|интерес|надо|хо(?:чу|тим)|буд)|\b(?:don't|not)\b")
_CLOCK = ("time", "hour")


def _days(sentence: str, message: Message, *, agreed: bool) -> Iterator[tuple[str, Deadline]]:
    """The days that the sentence names for a meeting or as the end of a booking."""
    if message.sent_at is None or _BARRED.search(sentence):
        return
    meets, books = _MEETING.search(sentence), _HOLDS.search(sentence)
    if not (meets or books):
        return
    named = [d for d in deadlines(sentence, now=message.sent_at) if d.due and _is_exact(d)]
    for deadline in named:
        before = sentence[: deadline.start]
        until = _UNTIL.match(sentence[deadline.start :].lstrip())
        if books and until and _BOOKING.search(before) and not _PRICES.search(sentence):
            yield "booking", deadline
    if meets and (agreed or not _OFFERED.search(sentence)) and (met := _met(sentence, named)):
        yield "meeting", met


_RANGE = re.compile(
    r"\b(?:до|till|until|to)\s+\d{1,2}(?:[:.]\d\d)?\s*$|\d\s*[-–—]\s*\d"
)  # no hour to come at
_HOLDS = re.compile(r"брон|резерв|держ|отлож|закреп|\bh[eo]ld|reserv|book")


def _met(sentence: str, named: Sequence[Deadline]) -> Deadline | None:
    """The one day of the meeting, with the hour that stands beside it; None where there are more."""
    dated = [
        d
        for d in named
        if d.kind not in _CLOCK and not _BY.match(sentence[d.start : d.end].lstrip())
    ]
    hours = [d for d in named if d.kind in _CLOCK and not _UNTIL.match(sentence[d.start : d.end])]
    if len({d.due for d in dated}) > 1 and _OPTIONS.search(sentence):
        return None
    if not dated:
        dated = hours[-1:] if len(hours) == 1 else []
    if not dated:
        return None
    day = dated[-1]
    if day.time is None and len(hours) == 1:
        return replace(day, time=hours[0].time)
    is_range = _RANGE.search(sentence[max(0, day.start - 6) : day.end])
    return replace(day, time=None) if is_range else day


def _is_agreed(message: Message, later: Sequence[Message]) -> bool:
    """Whether the other side's next message says yes."""
    answer = next((m for m in later if m.role != message.role), None)
    return answer is not None and accepts(answer.own_text)


def _is_exact(deadline: Deadline) -> bool:
    return deadline.kind in ("date", "day", "weekday", "time", "hour", "part")


def _price(said: Sequence[Message], facts: Mapping[str, Any]) -> Found | None:
    """The sum of the offer, where it names only one."""
    n = facts.get("proposal_sent_n")
    for message in (m for m in said if m.n == n):
        sums = {match[0].strip(): match for match in PRICE.finditer(folded(message.own_text))}
        if len(sums) == 1:
            ((written, match),) = sums.items()
            start, end = Text(message.own_text, "ru").sentence(match.start())
            value = amount(written)
            if value and value >= 1000:
                return Found("amount", f"{value:.0f}", quoted(message, start, end))
    return None


def _lemma(word: str) -> str:
    return parses(word)[0].normal_form
