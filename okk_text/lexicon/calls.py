"""Calls to action: what a turn or a letter asks for, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from okk_text.lexicon import verbs
from okk_text.lexicon.dates import IsWorking
from okk_text.lexicon.deadlines import Deadline, deadlines
from okk_text.lexicon.request_phrases import PLEASE
from okk_text.lexicon.requests import LONGEST, Kind, Request, requests
from okk_text.lexicon.texts import Text, folded

Label = Literal["clear", "no_deadline", "vague"]

_SPECIFIC = ("date", "weekday", "day", "time", "hour", "part", "duration", "now")


@dataclass(frozen=True, slots=True)
class Call:
    """One sentence that calls for something: how clear it is, its place, the place of its deadline."""

    label: Label
    kind: Kind | Literal["offer"]
    start: int
    end: int
    deadline: Deadline | None = None
    attends: bool = False


def calls(
    text: str, *, now: datetime | None, is_working: IsWorking | None = None, earlier: str = ""
) -> list[Call]:
    """The calls of the text in order; `earlier` is what the same turn said before it."""
    dated = deadlines(text, now=now, is_working=is_working)
    written = PLEASE.sub(lambda match: " " * len(match[0]), folded(text))
    asked = requests(text)
    found = [_call(request, written, dated) for request in asked]
    taken = {(call.start, call.end) for call in found}
    read = Text(text, "ru")
    for start, end in read.sentences:
        if end - start < LONGEST and (start, end) not in taken:
            found += _offer(written, start, end, dated)
    found.sort(key=lambda call: call.start)
    before = _offered(folded(earlier), deadlines(earlier, now=now, is_working=is_working))
    return list(_with_turn(found, written, dated, before=before))


def _call(request: Request, written: str, dated: Sequence[Deadline]) -> Call:
    inside = [d for d in dated if request.start <= d.start and d.end <= request.end]
    sentence = written[request.start : request.end]
    label: Label = "no_deadline"
    if request.kind == "weak":
        awaited = _AWAITED.search(sentence) or _HOLD.search(sentence)
        fitting = [d for d in inside if awaited]
        label = "vague"
    elif request.kind in ("action", "look"):
        fitting = [d for d in inside if _belongs(d, request, written)]
    else:
        fitting = [d for d in inside if _is_slot(d, request.kind, sentence)]
        if not fitting and request.places:
            fitting = [d for d in inside if _belongs(d, request, written)]
    deadline = next(iter(fitting), None)
    if deadline:
        label = "clear"
    return Call(label, request.kind, request.start, request.end, deadline, request.attends)


def _belongs(deadline: Deadline, request: Request, written: str) -> bool:
    """Whether the deadline is the request's own: not a promise's, not part of what is asked."""
    start, end = _clause(written, deadline.start, deadline.end, request)
    if any(start <= place < end for place in request.places):
        return not _INDIRECT.search(written[max(request.places[0], start) : deadline.start])
    if deadline.start - start <= 14:
        rest = [m[0] for m in _WORD.finditer(written, deadline.end, end)]
        if not any(verbs.is_finite(word) for word in rest):
            return True
    clause = written[start:end]
    return bool(_SLOT.search(clause) or _PURPOSE.match(clause.lstrip(" ,—")))


def _clause(written: str, start: int, end: int, request: Request) -> tuple[int, int]:
    marks = [m for m in _CLAUSE_END.finditer(written, request.start, request.end) if _parts(m)]
    before = [m.end() for m in marks if m.end() <= start]
    after = [m.start() for m in marks if m.start() >= end]
    return max(before, default=request.start), min(after, default=request.end)


def _parts(mark: re.Match[str]) -> bool:
    """Whether a clause really ends here: at «и» only where a promise follows («и завтра пришлю»)."""
    word = mark.groupdict().get("next")
    return word is None or verbs.is_promise(word)


def _is_slot(deadline: Deadline, kind: Kind, sentence: str) -> bool:
    """Whether a question offers this time: «Вторник, 18:30, ставлю?»."""
    if deadline.kind not in _SPECIFIC or _WHEN.search(sentence):
        return False
    if kind == "close" or deadline.time is not None or deadline.kind == "now":
        return True
    brief = len(_WORD.findall(sentence)) <= 4 and kind == "question"
    return bool(_SLOT.search(sentence)) or (brief and not sentence.startswith("вы "))


def _offer(written: str, start: int, end: int, dated: Sequence[Deadline]) -> Iterator[Call]:
    """A statement that offers a time: «Могу набрать сегодня с 12 до 14.»"""
    sentence = written[start:end]
    inside = [d for d in dated if start <= d.start and d.end <= end and d.kind in _SPECIFIC]
    if inside and _OFFER.search(sentence) and not _CONDITION.search(sentence):
        yield Call("clear", "offer", start, end, inside[0])


def _offered(written: str, dated: Sequence[Deadline]) -> Deadline | None:
    """The deadline of what is held or offered in the text: «держу до вторника», «есть окна в 10:20»."""
    for deadline in dated:
        start = max(written.rfind(mark, 0, deadline.start) for mark in (". ", "! ", "? ", "\n")) + 1
        ends = [at for at in (written.find(mark, deadline.end) for mark in ".!?\n") if at > 0]
        sentence = written[start : min(ends, default=len(written)) + 1]
        if deadline.kind != "period" and (_HOLD.search(sentence) or _OFFER.search(sentence)):
            return deadline
    return None


def _with_turn(
    found: list[Call], written: str, dated: Sequence[Deadline], *, before: Deadline | None
) -> Iterator[Call]:
    """The calls with deadlines that stand in other sentences of the turn."""
    held = _offered(written, dated) or before
    anything = next(iter(dated), None) or before
    for call in found:
        if call.label == "no_deadline" and held and call.kind in _UPGRADED:
            call = replace(call, label="clear", deadline=held if held is not before else None)
        elif call.label == "no_deadline" and call.attends and anything:
            call = replace(call, label="clear", deadline=anything if anything in dated else None)
        yield call


_UPGRADED = ("close", "action", "look", "question")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(
    r",\s(?!пожалуйста|please|\d)|[;:]\s|\s—\s|\sи\s(?=(?P<next>\w+))|\sand\s(?=(?:i|we|you)\b)"
)
_INDIRECT = re.compile(
    r"\b(?:какой|какая|какое|какие|когда|сколько|кто|куда|что|which|what|when|how)\b"
)
_PURPOSE = re.compile(r"(?:чтобы|тогда\s+успе|so\s+(?:that\s+)?(?:we|i)\b)")
_AWAITED = re.compile(
    r"жд(?:у|ем)|ждать|ожида|дайте|дай|держи|сообщ|напиш|позвон|let (?:me|us) know|get back|come back|маякн|пишите|хотел|решени|think|reply|response|answer"
)
_WHEN = re.compile(
    r"\b(?:когда|какой день|какое число|к какой|на какое число|what day|which day|when)\b(?!.{0,12}удобн)"
)
_SLOT = re.compile(
    r"""(?x)
    \b(?:подойд|подход|удобн|устро|устраи|запис|став(?:лю|им)|брони|оформ|созвон|встре[тч]|набер|набрать|позвон|перезвон|приед|приез|подъед|поедете|сможете|сможешь|можете|готовы|обсуд|оплат|запуск|запуст|утверд|подпи|провед|покаж
      |пройд|соберу|прид|жд(?:у|ем)|верн|пришл|отправ|отда|нача|начн|увид|договор|закреп|хорошо\?|ок\?|в\ssиле|в\sсиле|ближе|вдвоем|идет|остав|замер|показ|звонок|созвон|консультац|встреч|отгруз|привез|забер|слот|окн)\w*
    |\b(?:work|works|suit|available|free|talk|call|meet|speak|chat|visit|come|stop\s+by|confirm|ready|sample|demo|book|schedule|hold|start)\b
    """
)
_OFFER = re.compile(
    r"""(?x)
    \b(?:могу|можем|готов[аы]?\s+(?:\w+\s+){0,3}?\w+(?:ть|ти)|предлага(?:ю|ем)|давайте|сможем|смогу)\b(?=.*(?:\d[:.]\d\d|\b(?:созвон|съезд|встре[тч]|набра|набер|позвон|подъех|приех|показ|провед|провести|встрет|обсуд|подойти|пройти|рассказ|выех|заех|посмотр|договор|при[вн]ез|поднять|принят|ждать)\w*))
    |\bприглаша(?:ю|ем)\b|\b(?:жду|ждем)\s+(?:вас|тебя)\b(?!.*\bзаписал)|\b(?:есть|свобод\w+|ближайшие)\s+(?:\w+\s+){0,2}(?:окн[оа]|слот\w*|время|мест[оа])|\b(?:окна|слоты|свободно|свободен|свободна|свободны)\b
    |^(?=.*\d[:.]\d\d).*\b(?:показ|замер|консультация|урок|звонок|осмотр|примерк\w+|встреча|замерщик|доктор|инженер|мастер|экскурсия)\b
    |\bi\s+(?:can|could)\s+(?:call|come|meet|talk|do|show|stop|hold|walk|visit|be)\b|\bi'm\s+free\b|\bhappy\s+to\s+(?:call|meet|talk)\b|\b(?:available|open\s+for\s+visits)\b|\bhow\s+about\b
    """
)
_CONDITION = re.compile(r"\bзаписал|\bдоговорились|\bпоставил|\bв плане|\bготово\b|\bкак договор")
_HOLD = re.compile(
    r"\b(?:держ(?:у|им|ит)|придерж\w+|брон[ьяи]\w*|резерв\w*|удержа\w+|продл\w+|скидк\w+|акци\w+|(?:цен[ауы]|предложение|кп|счет)\s+(?:\w+\s+){0,3}(?:действ\w+|держ\w+|до)|действ(?:ует|уют|ительн\w+)|hold|holding|reserved?|valid|offer\s+(?:ends|expires)|expires?|good\s+(?:until|till|through))\b"
)
