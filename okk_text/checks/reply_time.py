"""Reply time: how long clients waited, and whether the last one still waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation
from okk_text.conversation.waits import Wait, waits
from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Fact, Finding, Verdict
from okk_text.working_time import WorkCalendar


class ReplyTime:
    """First reply, longest wait, the last message without a reply."""

    id = "reply_time"
    criteria = ("reply_time", "unanswered")
    facts = (
        "first_reply_minutes",
        "longest_wait_minutes",
        "first_reply_working_minutes",
        "longest_wait_working_minutes",
        "unanswered_at_end",
    )
    good = (
        """
        C: Сколько стоит доставка до Твери?
        M: Добрый день! 4 200 ₽, привезём в четверг.
        C: ок, спасибо
        """,
        """
        C: Can you send the invoice today?
        M: Here it is.
        C: Great, thank you
        """,
    )
    bad = (
        """
        C: Здравствуйте, есть ли доставка в субботу?
        M: Добрый день! Да, с 10 до 14.
        C: А подъём на этаж входит?
        """,
    )

    def find(
        self, conversation: Conversation, toolbox: Toolbox
    ) -> Iterator[Finding | Verdict | Fact]:
        found = waits(conversation)
        answered = [wait for wait in found if wait.minutes is not None]
        calendar = WorkCalendar(toolbox.settings.working_hours)
        longest = max((w.minutes or 0 for w in answered), default=None)
        working = [_working_minutes(wait, calendar) for wait in answered]
        yield Fact(name="first_reply_minutes", value=answered[0].minutes if answered else None)
        yield Fact(name="longest_wait_minutes", value=longest)
        yield Fact(name="first_reply_working_minutes", value=working[0] if working else None)
        yield Fact(name="longest_wait_working_minutes", value=max(working, default=None))
        open_wait = found[-1] if found and found[-1].answer is None else None
        unanswered = open_wait is not None and open_wait.expects
        if not conversation.by("manager") and not toolbox.settings.team:
            yield Fact(name="unanswered_at_end", value=None)
            yield from _nobody_known()
            return
        yield Fact(name="unanswered_at_end", value=unanswered)
        yield _promptness(working, toolbox.settings.norms.first_reply, toolbox)
        yield from _ending(conversation, open_wait if unanswered else None)


def _nobody_known() -> Iterator[Verdict]:
    """Where no manager is known, nobody can be late."""
    reason = say(
        "кто здесь менеджер, неизвестно (okk.toml, [[team]] managers)",
        "who the manager is, is not known (okk.toml, [[team]] managers)",
    )
    for criterion in ReplyTime.criteria:
        yield Verdict(criterion=criterion, n=None, label=NOT_ASSESSED, reason=reason)


def _working_minutes(wait: Wait, calendar: WorkCalendar) -> int:
    assert wait.asked.sent_at
    assert wait.answer
    assert wait.answer.sent_at
    return calendar.minutes(wait.asked.sent_at, wait.answer.sent_at)


def _promptness(working: list[int], norm: timedelta | None, toolbox: Toolbox) -> Verdict:
    """The first reply against the firm's norm, in working time."""
    if not working:
        return Verdict(criterion="reply_time", n=None, label=NOT_APPLICABLE)
    if norm is None:
        reason = say(
            "норма не задана (okk.toml, [norms] first_reply)",
            "no norm is set (okk.toml, [norms] first_reply)",
        )
        return Verdict(criterion="reply_time", n=None, label=NOT_ASSESSED, reason=reason)
    allowed = WorkCalendar(toolbox.settings.working_hours).allowance(norm)
    reason = say(
        f"первый ответ через {working[0]} рабочих минут, норма {allowed}",
        f"first reply after {working[0]} working minutes, the norm is {allowed}",
    )
    label = "kept" if working[0] <= allowed else "late"
    return Verdict(criterion="reply_time", n=None, label=label, reason=reason)


def _ending(conversation: Conversation, wait: Wait | None) -> Iterator[Verdict | Finding]:
    if wait is None:
        applies = any(message.role == "client" for message in conversation.messages)
        label = "answered" if applies else NOT_APPLICABLE
        yield Verdict(criterion="unanswered", n=None, label=label)
        return
    reason = say(
        f"последнее сообщение клиента (№ {wait.last.n}) ждёт ответа",
        f"the client's last message (no. {wait.last.n}) waits for an answer",
    )
    yield Verdict(criterion="unanswered", n=None, label="unanswered", reason=reason)
    yield Finding(
        criterion="unanswered",
        check="reply_time",
        n=wait.last.n,
        span=None,
        note=say("Ответьте клиенту: он ждёт.", "Answer the client, who is waiting."),
    )


CHECK = ReplyTime()
