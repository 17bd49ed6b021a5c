"""Calls to action: what a turn or a letter asks for, and by when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, takewhile
from typing import Literal

from okk_text.lexicon import verbs
from okk_text.lexicon.dates import IsWorking
from okk_text.lexicon.deadlines import Deadline, deadlines
from okk_text.lexicon.request_phrases import CONDITION, PLEASE, STEPS, WH
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
    said, then = folded(earlier), deadlines(earlier, now=now, is_working=is_working)
    before = _held(said, then) or _slot(said, then)
    return list(_with_turn(found, written, dated, before=before))


def booking(text: str, *, now: datetime | None) -> Call | None:
    """The last step with a date that the writer takes or writes down: «записал на среду»."""
    dated, written = deadlines(text, now=now), folded(text)
    for deadline in reversed(dated):
        start, end = _sentence(written, deadline)
        if end - start > LONGEST:
            continue
        sentence = written[start:end]
        words = [m[0] for m in _WORD.finditer(sentence)]
        takes = any(verbs.is_promise(word) and verbs.lemma(word) in STEPS for word in words)
        if (takes or _BOOKS.search(sentence)) and not CONDITION.search(sentence):
            return Call("clear", "offer", start, end, deadline)
    return None


_BOOKS = re.compile(
    r"\b(?:записал\w*|забронировал\w*|поставил\w*|закрепил\w*|внес\w*|встречаемся|увидимся|жд[уе]м?\s+вас|приедет|договорились|ставлю|перенес\w*|booked|you're\s+in|see\s+you|scheduled|confirmed|put\s+you)\b"
)


def _call(request: Request, written: str, dated: Sequence[Deadline]) -> Call:
    inside = _within(dated, request.start, request.end)
    sentence = written[request.start : request.end]
    label: Label = "no_deadline"
    if request.kind == "weak":
        awaited = _AWAITED.search(sentence) or _HOLD.search(sentence)
        fitting = [d for d in inside if awaited]
        label = "vague"
    elif request.kind in ("action", "look"):
        fitting = [d for d in inside if _belongs(d, request, written)]
    else:
        asks = "?" in sentence
        fitting = [d for d in inside if asks and _is_slot(d, request.kind, sentence)]
        if not fitting and request.places:
            fitting = [d for d in inside if _belongs(d, request, written)]
    deadline = next(iter(fitting), None)
    if deadline:
        label = "clear"
    return Call(label, request.kind, request.start, request.end, deadline, request.attends)


def _within(dated: Sequence[Deadline], start: int, end: int) -> list[Deadline]:
    first = bisect_left(dated, start, key=lambda deadline: deadline.start)
    return list(takewhile(lambda deadline: deadline.end <= end, islice(dated, first, None)))


def _belongs(deadline: Deadline, request: Request, written: str) -> bool:
    """Whether the deadline is the request's own: not a promise's, not part of what is asked."""
    start, end = _clause(written, deadline.start, deadline.end, request)
    if any(start <= place < end for place in request.places):
        return not _INDIRECT.search(written[max(request.places[0], start) : deadline.start])
    if deadline.start - start <= 14 and not _IDLE.search(written[start:end]):
        rest = [m[0] for m in _WORD.finditer(written, deadline.end, end)]
        if not any(verbs.is_finite(word) for word in rest):
            return True
    clause = written[start:end]
    if _IDLE.search(clause):
        return False
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
    if deadline.kind == "now" and (WH.search(sentence) or _STATE.search(sentence)):
        return False  # «Для чего он вам сейчас?» asks about today
    if kind in ("close", "which") or deadline.time is not None or deadline.kind == "now":
        return True
    brief = len(_WORD.findall(sentence)) <= 4 and kind == "question"
    return bool(_SLOT.search(sentence)) or (brief and not sentence.startswith("вы "))


def _offer(written: str, start: int, end: int, dated: Sequence[Deadline]) -> Iterator[Call]:
    """A statement that offers a time: «Могу подъехать завтра с 9 до 11.»"""
    sentence = written[start:end]
    inside = [d for d in _within(dated, start, end) if d.kind in _SPECIFIC]
    if not inside or _CONDITION.search(sentence):
        return
    offers = _OFFER.search(sentence) or _TOGETHER.search(sentence)
    if offers or (len(inside) > 1 and _EITHER.search(sentence)):
        yield Call("clear", "offer", start, end, inside[0])
        return
    bound = [d for d in inside if _BOUND.match(written, d.start) or d.kind == "duration"]
    if bound and (_NEEDED.search(sentence) or _if_done(sentence, bound[0].start - start)):
        yield Call("clear", "offer", start, end, bound[0])


def _if_done(sentence: str, place: int) -> bool:
    """Whether the day stands in the condition: «18 дней возможно, если утвердим до среды»."""
    return bool(_LIMIT.match(sentence, place) and _IF_CLAUSE.search(sentence[:place]))


def _held(written: str, dated: Sequence[Deadline]) -> Deadline | None:
    """The deadline until which something stands: «держу до вторника», «опция сгорает в 18:00»."""
    return _said_with(_HOLD, written, dated)


def _slot(written: str, dated: Sequence[Deadline]) -> Deadline | None:
    """The first time that is offered: «есть окна в 10:20», «могу завтра в 9 или в 14»."""
    return _said_with(_OFFER, written, dated) or _said_with(_EITHER, written, dated)


def _said_with(words: re.Pattern[str], written: str, dated: Sequence[Deadline]) -> Deadline | None:
    for deadline in dated:
        start, end = _sentence(written, deadline)
        if end - start > LONGEST or deadline.kind == "period":
            continue
        if words.search(written[start:end]):
            return deadline
    return None


def _sentence(written: str, deadline: Deadline) -> tuple[int, int]:
    """The sentence around a deadline, as far as it is looked at."""
    low, high = max(0, deadline.start - LONGEST), min(len(written), deadline.end + LONGEST)
    start = max(written.rfind(m, low, deadline.start) for m in (". ", "! ", "? ", "\n")) + 1
    ends = (written.find(mark, deadline.end, high) for mark in ".!?\n")
    return max(start, low), min((at for at in ends if at > 0), default=high - 1) + 1


def _with_turn(
    found: list[Call], written: str, dated: Sequence[Deadline], *, before: Deadline | None
) -> Iterator[Call]:
    """The calls with deadlines that stand in other sentences of the turn."""
    held = _held(written, dated) or before
    slot = held or _slot(written, dated)
    anything = next(iter(dated), None) or before
    for call in found:
        asked = written[call.start : call.end]
        when = slot if call.kind in _CHOSEN or _CHOOSES.search(asked) else held
        if _BARE.search(asked):
            when = None
        if call.label == "no_deadline" and when and call.kind in _UPGRADED:
            call = replace(call, label="clear", deadline=when if when in dated else None)
        elif call.label == "no_deadline" and call.attends and anything:
            call = replace(call, label="clear", deadline=anything if anything in dated else None)
        yield call


_UPGRADED = ("close", "which", "action", "look", "question")
_CHOSEN = (
    "close",
    "which",
    "question",
)  # asked of offered times: «Есть окна в 10 и в 12. Какое вам?»
_CHOOSES = re.compile(
    r"\b(?:подтверд|выбер|выбир|какой|какое|какую|когда|время|день|дату|окно|слот|удобн|подходит|запис|брони|забронир)\w*"
    r"|\b(?:confirm|choose|pick|which|when|works|book)\b"
)
_BARE = re.compile(
    r"если\s+(?:еще\s+)?(?:актуальн|интересн|нужн|подходит|надо|заинтерес)|if\s+(?:still\s+)?(?:relevant|interested|needed)"
)
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
_IDLE = re.compile(r"\b(?:свободн|выходн|закрыт|занят)\w*|\bесть\s+мест")
_STATE = re.compile(
    r"\b(?:чем|кто|что|как|есть|пользу|работа[ею]т|находи|использу|what|how|who|where)\w*\b"
)
_EITHER = re.compile(
    r"\d(?::\d\d)?(?:\s+[а-яa-z]+)?\s+(?:или|либо|or)\s+(?:в\s+|во\s+|at\s+|on\s+)?(?:\d|\w+\s+в\s+\d)"
)
_TOGETHER = re.compile(
    r"\b(?:определимся|решим|обсудим|встретимся|созвонимся|договоримся|подпишем)\b(?=[^.?!]{0,80}\b(?:встреч|созвон|звонк|офис|совещан|обсужд)\w*)"
)
_BOUND = re.compile(
    r"(?:до|к|ко|не\s+поз|by|before|until|till|no\s+later|not\s+later|сегодня|завтра)\b"
)
_LIMIT = re.compile(r"(?:до|к|ко|не\s+поз|by|before)\b")
_IF_CLAUSE = re.compile(r"\b(?:если|if)\s+(?!не\b|вы\s+не\b)(?:(?!\bне\b)[^,.!?]){3,80}$")
_NEEDED = re.compile(
    r"""(?x)
    \b(?:нужен|нужна|нужны|необходим[аоы]?|требуется|требуются)\b|(?<!нам\s)(?<!мне\s)\b(?:нужно|надо|можно|следует|успеть|осталось)\s+(?:\w+\s+){0,2}(?:подать|внести|оплат|подпис|прислать|отправ|подтверд|переве|оформ|забрать|вернуть|выкуп|сдать|согласов)\w*
    |\bпри\s+(?:оплате|предоплате|заказе|подписании|подтверждении|бронировании|брони|заявке)\b|\b(?:аванс|предоплат\w*|оплат\w*|платеж|взнос|счет|депозит|заявк\w*|ссылк\w*|бронь|оплачива\w+|акци\w*|скидк\w*|заказ)\s+(?:\S+\s+){0,5}?(?:вносится|вносим|до|к|не\s+поз\w+|принима\w+|действ\w+|действит\w+|лежит|активн\w+|истека\w+|доступн\w+|работает)\b
    |\b(?:ссылк\w+|она|он|link|it)[^.?!]{0,40}\b(?:действ\w+|активн\w+|valid|active|expires|live)\b|\bесли\s+(?:(?:вы|я|мы|до|сегодня|завтра|\S+\s+до)\s+)?(?:\S+\s+){0,3}?(?:получ[уи]\w*|придет|придут|скажете|дадите|будет\s+(?:оплата|подтверждение|макет|ответ)|поступит)\b
    |\bif\s+(?:i|we)\s+(?:get|have|receive|hear|see)\b|\bif\s+(?:the|your)\s+\w+\s+(?:is|are|comes?|arrives?|gets?)\b|\b(?:deposit|payment|balance|invoice|retainer)\s+(?:is\s+)?(?:due|payable|needed|required|by)\b|\b(?:is|are)\s+(?:due|needed|required)\b
    """
)
_CONDITION = re.compile(r"\bзаписал|\bдоговорились|\bпоставил|\bв плане|\bготово\b|\bкак договор")
_HOLD = re.compile(
    r"\b(?:держ(?:у|им|ит)|закреп\w+|(?:за)?фиксир\w+|сохран\w+|отлож\w+|keep(?:ing)?\s+(?:it|them|the|that|this)|save\s+(?:it|you)|придерж\w+|брон[ьяи]\w*|резерв\w*|удержа\w+|продл\w+|скидк\w+|акци\w+|(?:сгора|истека|слета|пропада)\w+|опци[яи]|лежит|ждет|(?:цен[ауы]|ставка|предложение|кп|счет|смета|бронь|курс)\s+(?:\w+\s+){0,3}(?:действ\w+|держ\w+|до|закреп\w+|фикс\w+)|действ(?:ует|уют|ительн\w+)|hold|holding|reserved?|valid|offer\s+(?:ends|expires)|expires?|good\s+(?:until|till|through))\b"
)
