"""Promises: who promised what by when, and what the rest of the conversation shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span, elapsed
from okk_text.language import say
from okk_text.lexicon.dates import IsWorking
from okk_text.lexicon.fulfilment import apologises, encloses, evidence, received, reminds
from okk_text.lexicon.promises import Promise, promised
from okk_text.results import NOT_APPLICABLE, Fact, Finding, Verdict
from okk_text.working_time import WorkCalendar

Found = Mapping[int, Sequence[Promise]]  # the promises of every message by its number
State = Literal["kept", "late", "open", "unknown"]

GRACE = timedelta(minutes=15)  # nobody is late by minutes
TOLD_BY = timedelta(days=2)  # a call or a visit is spoken of after it, a receipt is confirmed
PAUSE = timedelta(minutes=10)  # what comes after it is a message of its own
_REACH = 200  # messages ahead in which a promise is still looked for
_CALLS = ("call", "missed_call")


class Promises:
    """The ledger of promises. Late only on clear evidence: the thing came after its day, a reminder."""

    id = "promises"
    criteria = ("promises",)
    facts = ("promises",)
    good = (
        """
        C 2026-03-02 10:00: Сколько стоит навес на две машины?
        M 2026-03-02 10:05: Пришлю расчёт сегодня до 18:00.
        M 2026-03-02 17:40: Расчёт готов: 184 000 ₽ с монтажом, ссылка https://example.com/n
        C 2026-03-02 18:00: Спасибо, посмотрим
        """,
        """
        C 2026-03-02 10:00: А краска входит?
        M 2026-03-02 10:05: Уточню у мастера и вернусь до пятницы.
        M 2026-03-05 12:00: Уточнила: краска входит, два слоя.
        """,
        """
        M 2026-03-02 10:05: Перезвоню вам завтра в 15:00.
        C 2026-03-04 09:00: Добрый день, продолжим по навесу?
        M 2026-03-04 09:10: Да, продолжаем. Вы какой цвет выбрали?
        """,
        """
        M 2026-03-02 10:05: Если согласны, пришлю договор завтра. Доставим в любой город за три дня.
        C 2026-03-09 10:05: Договор пришлите, пожалуйста
        M 2026-03-09 10:15: Отправил договор на почту.
        """,
        """
        C 2026-03-02 10:00: Can you quote 40 chairs?
        M 2026-03-02 10:05: I'll send you the quote by Wednesday.
        M 2026-03-04 16:00: The quote is attached: 40 chairs, EUR 2,100.
        """,
    )
    bad = (
        """
        C 2026-03-02 10:00: Сколько стоит навес на две машины?
        M 2026-03-02 10:05: Добрый день! [[Расчёт пришлю завтра до 12:00]].
        M 2026-03-05 09:00: Отправляю расчёт, извините за задержку: 184 000 ₽.
        """,
        """
        C 2026-03-02 10:00: Нужен счёт на доски
        M 2026-03-02 10:05: [[Счёт отправлю сегодня]].
        C 2026-03-04 11:00: Вы обещали счёт ещё в понедельник
        """,
        """
        M 2026-03-02 10:05: [[Перезвоню вам завтра в 15:00]], всё расскажу.
        C 2026-03-04 09:00: Вы так и не позвонили
        """,
        """
        C 2026-03-02 10:00: Can you quote 40 chairs?
        M 2026-03-02 10:05: [[I'll send you the quote by Wednesday]].
        C 2026-03-06 09:00: I'm still waiting for the quote
        """,
    )

    def find(
        self, conversation: Conversation, toolbox: Toolbox
    ) -> Iterator[Finding | Verdict | Fact]:
        is_working = WorkCalendar(toolbox.settings.working_hours).is_working
        entries = list(_ledger(conversation, is_working))
        yield Fact(name="promises", value=[entry.record() for entry in entries])
        own = [entry for entry in entries if entry.message.role == "manager"]
        yield _verdict(own)
        for entry in own:
            if entry.state == "late":
                yield _finding(entry)


CHECK = Promises()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the ledger."""

    message: Message
    promise: Promise
    due: str | None
    state: State

    def record(self) -> dict[str, object]:
        """The line as results carry it."""
        return {
            "n": self.message.n,
            "who": self.message.role,
            "what": self.promise.deed.what,
            "due": self.due,
            "state": self.state,
            "excerpt": self.message.own_text[self.promise.start : self.promise.end],
        }


def _ledger(conversation: Conversation, is_working: IsWorking) -> Iterator[_Entry]:
    messages = conversation.messages
    found = {
        message.n: promised(message.own_text, now=message.sent_at, is_working=is_working)
        for message in messages
        if message.role in ("manager", "client") and _counts(message)
    }
    for place, message in enumerate(messages):
        for promise in found.get(message.n, ()):
            due, limit = _due(promise, message)
            later = messages[place + 1 : place + 1 + _REACH]
            state = _state(promise, message, later, limit=limit, found=found)
            yield _Entry(message, promise, due, state)


def _counts(message: Message) -> bool:
    """Whether the author says it to the other side in their own words."""
    unread = message.deleted or message.internal or message.undelivered or message.auto
    return not (unread or message.forwarded_from)


def _due(promise: Promise, message: Message) -> tuple[str | None, datetime | None]:
    """The due day or hour as ISO text, and the moment after which it is over."""
    deadline = promise.deadline
    if deadline is None or deadline.due is None or message.sent_at is None:
        return None, None
    words = message.own_text[deadline.start : deadline.end].casefold()
    if deadline.time is None or words.startswith(("после", "after")):
        limit = datetime.combine(deadline.due, time.max)
        return deadline.due.isoformat(), limit.replace(tzinfo=message.sent_at.tzinfo)
    moment = datetime.combine(deadline.due, deadline.time)
    return moment.isoformat(), moment.replace(tzinfo=message.sent_at.tzinfo) + GRACE


def _state(
    promise: Promise,
    message: Message,
    later: Sequence[Message],
    *,
    limit: datetime | None,
    found: Found,
) -> State:
    """What became of the promise, as far as the text shows."""
    if encloses(promise.deed, message):
        return "kept"
    answered = False
    for other in later:
        in_time = limit is None or not _is_after(other, limit)
        soon = limit is None or not _is_after(other, limit + TOLD_BY)
        if promise.deed.kind == "call" and _is_call(other):
            return "kept" if in_time else "unknown"
        if other.n not in found:
            continue
        if other.role != message.role:
            if received(promise.deed, other):
                return "kept" if in_time or soon else "unknown"
            if reminds(promise.deed, other) and (limit is None or not in_time):
                return "late"
            answered = True
            continue
        new_turn = answered or elapsed(message, other) >= PAUSE
        if _promises_again(promise, other, found):
            if in_time:
                continue
            return "late" if apologises(other) else "unknown"
        state = _shown(promise, other, new_turn=new_turn, in_time=in_time, soon=soon)
        if state is not None:
            return state
    return _at_the_end(message, later, limit)


def _shown(
    promise: Promise, other: Message, *, new_turn: bool, in_time: bool, soon: bool
) -> State | None:
    """What a later message of the promiser's own side shows."""
    shown = evidence(promise.deed, other, new_turn=new_turn)
    if shown is None:
        return None
    if promise.deed.kind in ("call", "visit"):  # when it was, a later message does not say
        return "kept" if in_time or soon else "unknown"
    return "kept" if in_time else "late" if shown == "clear" else "unknown"


def _promises_again(promise: Promise, other: Message, found: Found) -> bool:
    """Whether the promiser only promises once more, with nothing in hand."""
    kind, things = promise.deed.kind, promise.deed.things
    again = (later.deed for later in found[other.n] if later.deed.kind == kind)
    same = any(deed.things & things or not (deed.things and things) for deed in again)
    return same and not other.attachments


def _at_the_end(message: Message, later: Sequence[Message], limit: datetime | None) -> State:
    """Open while the export ends before the day, or before the promiser wrote again."""
    if limit is None:
        wrote_again = any(m.role == message.role and elapsed(message, m) >= PAUSE for m in later)
        return "unknown" if wrote_again else "open"
    last = next((m for m in reversed(later) if m.sent_at), message)
    return "unknown" if _is_after(last, limit) else "open"


def _is_call(message: Message) -> bool:
    return any(attachment.kind in _CALLS for attachment in message.attachments)


def _is_after(message: Message, limit: datetime) -> bool:
    if message.sent_at is None:
        return False
    sent_at = message.sent_at
    if (sent_at.tzinfo is None) != (limit.tzinfo is None):
        return sent_at.replace(tzinfo=None) > limit.replace(tzinfo=None)
    return sent_at > limit


def _verdict(entries: Sequence[_Entry]) -> Verdict:
    """late where any promise of a manager was kept late, kept where any was kept."""
    late = [entry for entry in entries if entry.state == "late"]
    kept = [entry for entry in entries if entry.state == "kept"]
    if not late and not kept:
        return Verdict(criterion="promises", n=None, label=NOT_APPLICABLE)
    reason = say(
        f"выполнено в срок: {len(kept)}, с опозданием: {len(late)}",
        f"kept in time: {len(kept)}, late: {len(late)}",
    )
    label = "late" if late else "kept"
    return Verdict(criterion="promises", n=None, label=label, reason=reason)


def _finding(entry: _Entry) -> Finding:
    note = say(
        "Если к обещанному сроку не успеваете, предупредите клиента до него и назовите новый.",
        "If the promised time cannot be met, tell the client before it and name a new one.",
    )
    span = Span(start=entry.promise.start, end=entry.promise.end)
    return Finding(
        criterion="promises",
        check="promises",
        n=entry.message.n,
        span=span,
        note=note,
        severity="hint",
    )
