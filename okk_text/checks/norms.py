"""Norms: how soon the proposal came after the request, and the manager's next word after a silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from okk_text.checks import proposal
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import TURN_GAP, Conversation, Message, elapsed
from okk_text.language import say
from okk_text.lexicon.cues import asks_price
from okk_text.lexicon.texts import folded
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Finding, Verdict
from okk_text.settings import Norms as NormSettings
from okk_text.settings import Settings
from okk_text.working_time import WorkCalendar

_REQUEST = re.compile(
    r"\b(?:кп|коммерческ\w+|предложени[ея]|расчет\w*|(?:по|рас|про)счита\w+|смет[ауы]|quote|quotation|proposal|estimate|offer)\b"
)


class Norms:
    """The firm's regulation from okk.toml, in working time; the client's own time is not counted."""

    id = "norms"
    criteria = ("proposal_time", "follow_up_time")
    facts = ()
    example_settings = Settings(
        norms=NormSettings(proposal_after=timedelta(days=1), follow_up_after=timedelta(days=3))
    )
    good = (
        """
        C 2026-03-02 10:00: Сколько стоит забор на 40 метров?
        M 2026-03-02 16:00: Забор на 40 метров: 96 000 ₽ с установкой. Подтвердите до среды.
        C 2026-03-02 17:00: Спасибо, подумаем
        """,
        """
        C 2026-03-02 10:00: Пришлите КП на забор
        M 2026-03-02 10:20: Какая длина и высота?
        C 2026-03-06 09:30: 40 метров, высота 2
        M 2026-03-06 15:00: Забор на 40 метров: 96 000 ₽ с установкой. Подтвердите до вторника.
        M 2026-03-11 10:00: Удалось посмотреть расчёт? Бригада свободна 16 марта.
        """,
    )
    bad = (
        """
        C 2026-03-02 10:00: Сколько стоит забор на 40 метров?
        M 2026-03-05 16:00: Забор на 40 метров: 96 000 ₽ с установкой. Подтвердите до среды.
        C 2026-03-05 17:00: Спасибо, подумаем
        """,
        """
        C 2026-03-02 10:00: Сколько стоит забор на 40 метров?
        M 2026-03-02 16:00: Забор на 40 метров: 96 000 ₽ с установкой. Подтвердите до среды.
        M 2026-03-16 10:00: Удалось посмотреть расчёт?
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        offered = _proposal(conversation, toolbox)
        norms, calendar = toolbox.settings.norms, WorkCalendar(toolbox.settings.working_hours)
        yield from _proposal_time(conversation, offered, norms.proposal_after, calendar)
        yield from _follow_up_time(conversation, offered, norms.follow_up_after, calendar)


CHECK = Norms()


def _proposal(conversation: Conversation, toolbox: Toolbox) -> Message | None:
    said = proposal.CHECK.find(conversation, toolbox)
    number = next((fact.value for fact in said if fact.name == "proposal_sent_n"), None)
    return next((m for m in conversation.messages if m.n == number), None)


def _proposal_time(
    conversation: Conversation,
    offered: Message | None,
    norm: timedelta | None,
    calendar: WorkCalendar,
) -> Iterator[Finding | Verdict]:
    asked = _request(conversation, offered)
    if asked is None:
        yield Verdict(criterion="proposal_time", n=None, label=NOT_APPLICABLE)
    elif norm is None:
        yield _unknown("proposal_time", _no_norm("proposal_after"))
    elif offered is None:
        reason = say("предложения в переписке не видно", "no proposal is seen in the conversation")
        yield _unknown("proposal_time", reason)
    else:
        start = _last_word(conversation, asked, offered)
        yield from _measured("proposal_time", start, offered, norm, calendar)


def _follow_up_time(
    conversation: Conversation,
    offered: Message | None,
    norm: timedelta | None,
    calendar: WorkCalendar,
) -> Iterator[Finding | Verdict]:
    after = _after(conversation, offered) if offered else []
    if offered is None or (after and after[0].role == "client"):
        yield Verdict(criterion="follow_up_time", n=None, label=NOT_APPLICABLE)
    elif norm is None:
        yield _unknown("follow_up_time", _no_norm("follow_up_after"))
    elif not after:
        reason = say(
            "на предложении переписка кончается", "the conversation ends with the proposal"
        )
        yield _unknown("follow_up_time", reason)
    else:
        yield from _measured("follow_up_time", offered, after[0], norm, calendar)


def _request(conversation: Conversation, offered: Message | None) -> Message | None:
    """The client's first message that asks for a price or a proposal, before the proposal came."""
    for message in conversation.by("client"):
        if offered is not None and message.n > offered.n:
            return None
        text = folded(message.own_text)
        if asks_price(text) or _REQUEST.search(text):
            return message
    return None


def _last_word(conversation: Conversation, asked: Message, offered: Message) -> Message:
    """The request, or what the client last answered to the manager's questions about it."""
    start, waiting = asked, False
    for message in conversation.messages:
        if not asked.n < message.n < offered.n:
            continue
        if message.role == "manager" and not message.internal:
            waiting = "?" in message.own_text
        elif message.role == "client" and waiting:
            start = message
    return start


def _after(conversation: Conversation, offered: Message) -> list[Message]:
    """What people wrote after the proposal; what the manager added at once belongs to it."""
    later = [
        m
        for m in conversation.messages
        if m.n > offered.n
        and m.role in ("client", "manager")
        and not (m.deleted or m.internal or m.auto or m.undelivered)
    ]
    while later and later[0].role == "manager" and elapsed(offered, later[0]) <= TURN_GAP:
        later.pop(0)
    return later


def _measured(
    criterion: str, start: Message, end: Message, norm: timedelta, calendar: WorkCalendar
) -> Iterator[Finding | Verdict]:
    if start.sent_at is None or end.sent_at is None:
        yield _unknown(criterion, say("время неизвестно", "the times are not known"))
        return
    took, allowed = calendar.minutes(start.sent_at, end.sent_at), calendar.allowance(norm)
    reason = say(
        f"от сообщения № {start.n} до № {end.n} {took} рабочих минут, норма {allowed}",
        f"from message no. {start.n} to no. {end.n} {took} working minutes, the norm is {allowed}",
    )
    label = "kept" if took <= allowed else "late"
    yield Verdict(criterion=criterion, n=None, label=label, reason=reason)
    if label == "late":
        yield Finding(
            criterion=criterion,
            check="norms",
            n=end.n,
            span=None,
            note=_note(criterion),
            severity="hint",
        )


def _note(criterion: str) -> str:
    if criterion == "proposal_time":
        return say(
            "Отправляйте предложение в срок по норме или заранее назовите день, когда оно будет.",
            "Send the proposal within the norm, or name in advance the day it will come.",
        )
    return say(
        "Напишите клиенту после предложения в срок по норме: спросите о решении.",
        "Write to the client within the norm after the proposal: ask where they stand.",
    )


def _unknown(criterion: str, reason: str) -> Verdict:
    return Verdict(criterion=criterion, n=None, label=NOT_ASSESSED, reason=reason)


def _no_norm(key: str) -> str:
    return say(
        f"норма не задана (okk.toml, [norms] {key})", f"no norm is set (okk.toml, [norms] {key})"
    )
