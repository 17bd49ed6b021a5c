"""Call to action: whether the client knows what is needed of them and by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from okk_text.checks.chat_state import ChatState
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.conversation.waits import closes
from okk_text.language import say
from okk_text.lexicon.calls import Call, calls
from okk_text.lexicon.cues import (
    asks_price,
    concludes,
    delivers,
    doubts,
    is_proposal_file,
    is_yes,
    names_price,
    objects,
    parts_politely,
    refuses,
)
from okk_text.lexicon.dates import IsWorking
from okk_text.lexicon.requests import promises
from okk_text.results import NOT_APPLICABLE, Finding, Severity, Verdict
from okk_text.working_time import WorkCalendar

MISSING = "missing"


class CallToAction:
    """WHAT is needed and BY WHEN, in every letter and in the chat turns that should move the deal on."""

    id = "cta"
    criteria = ("cta",)
    facts = ()
    good = (
        """
        C: Сколько стоит перетянуть диван?
        M: 24 600 ₽ с тканью. Пришлите, пожалуйста, фото спинки до среды.
        """,
        """
        C: Дорого, подумаю
        M: Понимаю. Покажу ткань подешевле: завтра в 18:00 или в четверг в 11:00, когда удобнее?
        """,
        """
        C: Вы открыты в воскресенье?
        M: Да, с 10 до 16.
        """,
        """
        C: Цена?
        M: 78 000 ₽ за весь этаж. Расчёт по комнатам пришлю завтра до 12:00.
        """,
        """
        email
        C: Can you print 300 badges?
        M: Yes, 300 badges are EUR 410. Please send the logo by Thursday noon.
        """,
        """
        email
        C: Оплатили счёт, спасибо!
        M: Деньги пришли, номер накладной отправлю завтра до 11:00.
        """,
    )
    bad = (
        """
        C: Сколько стоит перетянуть диван?
        M: 24 600 ₽ с тканью.
        """,
        """
        C: Сколько стоит перетянуть диван?
        M: 24 600 ₽ с тканью. [[Оформляем?]]
        """,
        """
        C: Это дорого, у соседа мастер берёт меньше
        M: У нас итальянская ткань. [[Если что, пишите.]]
        """,
        """
        C 2026-03-02 10:00: Сколько стоит перетянуть диван?
        M 2026-03-02 10:05: 24 600 ₽ с тканью. Пришлите, пожалуйста, фото спинки до среды.
        C 2026-03-05 11:00: Вот фото. Поролон тоже меняете?
        M 2026-03-05 11:10: Да, меняем.
        """,
        """
        email
        C: Нужен расчёт на 40 стульев.
        M: Расчёт: 40 стульев, 212 000 ₽ с доставкой. [[Ждём вашего решения.]]
        """,
        """
        email
        C: What would 300 badges cost?
        M: 300 badges are EUR 410. [[Please send the logo.]]
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        is_working = WorkCalendar(toolbox.settings.working_hours).is_working
        due = {case.message.n: case for case in _cases(conversation, is_working)}
        for message in conversation.by("manager"):
            case = due.get(message.n)
            if case is None:
                yield Verdict(criterion="cta", n=message.n, label=NOT_APPLICABLE)
            else:
                yield from _said(case)


CHECK = CallToAction()


@dataclass(frozen=True, slots=True)
class _Case:
    """A manager's message with the label of its letter or turn, and the call that earned it."""

    message: Message
    label: str
    call: Call | None = None


def _cases(conversation: Conversation, is_working: IsWorking) -> Iterator[_Case]:
    if conversation.medium == "chat":
        yield from _chat_cases(conversation, is_working)
        return
    for message in conversation.by("manager"):
        if not message.internal and not message.auto:
            yield from _letter_case(conversation, message, is_working)


def _letter_case(
    conversation: Conversation, message: Message, is_working: IsWorking
) -> Iterator[_Case]:
    """The label of a letter: everyone should move the matter on, unless it only closes it."""
    found = calls(message.own_text, now=message.sent_at, is_working=is_working)
    best = min(found, key=_rank, default=None)
    if best is not None:
        yield _Case(message, best.label, best)
        return
    before = [m for m in conversation.messages if m.n < message.n and m.role == "client"]
    said = before[-1].own_text if before else ""
    if refuses(said) and before[-1].n == _people_before(conversation, message):
        if not parts_politely(message.own_text):
            yield _Case(message, MISSING)
        return
    settled = bool(said) and (is_yes(said) or closes(said) or delivers(said))
    settled = settled and not doubts(said) and "?" not in said
    if not (settled or promises(message.own_text) or concludes(message.own_text)):
        yield _Case(message, MISSING)


def _people_before(conversation: Conversation, message: Message) -> int | None:
    """The number of the last message of a client or manager before this one."""
    numbers = [
        m.n for m in conversation.messages if m.n < message.n and m.role in ("client", "manager")
    ]
    return numbers[-1] if numbers else None


def _chat_cases(conversation: Conversation, is_working: IsWorking) -> Iterator[_Case]:
    state = ChatState()
    for session in conversation.sessions():
        state.open_session()
        last = _last_word(session)
        for turn in _turns(session):
            if turn[0].role == "client":
                state.hear(turn)
                continue
            written = [m for m in turn if not (m.deleted or m.internal or m.auto)]
            if written:
                case = _turn_case(written, state, is_working, ends=last in written)
                state.speak(written, case.call if case else None)
                if case is not None:
                    yield case


def _turns(session: Sequence[Message]) -> Iterator[list[Message]]:
    """Runs of one side's messages: an hour's silence or a second manager does not part them."""
    for _, run in groupby(session, key=lambda message: message.role):
        yield list(run)


def _last_word(session: Sequence[Message]) -> Message | None:
    """The session's last message that the other side could read."""
    return next((m for m in reversed(session) if not (m.deleted or m.internal or m.auto)), None)


def _turn_case(
    turn: list[Message], state: ChatState, is_working: IsWorking, *, ends: bool
) -> _Case | None:
    """The case of the turn: on the message that carries the call, or where missing on the last."""
    found = list(_turn_calls(turn, is_working))
    text = "\n".join(message.own_text for message in turn)
    answers = state.answers
    proposal = any(_has_proposal(message) for message in turn)
    price = names_price(text, asked=asks_price(state.said) and answers)
    due = price or proposal or (answers and doubts(state.said))
    refused = answers and refuses(state.said)
    due = due and not (answers and state.agreed) and not refused
    unasked = not (answers or state.settled or (state.won and not due))
    carried = [pair for pair in found if _counts(pair[1], due=due or unasked)]
    if state.offers_until(turn[-1]):
        carried = [pair for pair in carried if not _only_waits(*pair)]
    if carried:
        message, call = min(carried, key=lambda pair: _rank(pair[1]))
        dated = call.attends and state.offers_until(message)  # what to bring to a known time
        return _Case(message, "clear" if dated else call.label, call)
    questions = [pair for pair in found if pair[1].kind not in ("action", "weak")]
    if questions and (unasked or proposal):
        message, call = questions[-1]
        return _Case(message, call.label, call)
    if refused and not parts_politely(text):
        return _Case(turn[-1], MISSING)
    on_table = state.offers_until(turn[-1]) and not (answers and objects(state.said))
    if questions or promises(text) or on_table or state.settled or concludes(text):
        return None
    left_open = ends and answers and not refused and state.open
    return _Case(turn[-1], MISSING) if due or unasked or left_open else None


def _turn_calls(turn: list[Message], is_working: IsWorking) -> Iterator[tuple[Message, Call]]:
    earlier = ""
    for message in turn:
        text = message.own_text
        for call in calls(text, now=message.sent_at, is_working=is_working, earlier=earlier):
            yield message, call
        earlier += text + "\n"


def _counts(call: Call, *, due: bool) -> bool:
    """Whether the call is judged: live questions without a date only where a call is due."""
    if call.label == "clear" or call.kind in ("action", "look", "weak", "close"):
        return True
    return due and call.kind in ("status", "which")


def _only_waits(message: Message, call: Call) -> bool:
    """«Ждём!» to a client whose time is known: good-bye, not a call."""
    words = message.own_text[call.start : call.end].lower().split()
    waits = any(word.startswith("жд") for word in words)
    return call.kind == "weak" and waits and len(words) <= 3


def _has_proposal(message: Message) -> bool:
    return any(is_proposal_file(attachment.name or "") for attachment in message.attachments)


def _rank(call: Call) -> int:
    """The clearest call first; an invitation at the end outweighs questions on the way to it."""
    if call.label == "clear":
        return 0
    if call.kind in ("action", "close", "which"):
        return 1
    return 2 if call.kind == "weak" else 3


def _said(case: _Case) -> Iterator[Finding | Verdict]:
    call, n = case.call, case.message.n
    if call is None:
        yield Verdict(criterion="cta", n=n, label=case.label)
        yield _finding(n, None, "warning", _missing_note())
        return
    span = Span(start=call.start, end=call.end)
    evidence = [span]
    if call.deadline:
        evidence.append(Span(start=call.deadline.start, end=call.deadline.end))
    yield Verdict(criterion="cta", n=n, label=case.label, evidence=tuple(evidence))
    if case.label == "no_deadline":
        yield _finding(n, span, "hint", _no_deadline_note())
    elif case.label == "vague":
        yield _finding(n, span, "warning", _vague_note())


def _finding(n: int, span: Span | None, severity: Severity, note: str) -> Finding:
    return Finding(criterion="cta", check="cta", n=n, span=span, note=note, severity=severity)


def _missing_note() -> str:
    return say(
        "Закончите следующим шагом: что нужно от клиента и к какому дню.",
        "End with the next step: what you need from the client, and by which day.",
    )


def _no_deadline_note() -> str:
    return say(
        "Назовите день или час: «… до четверга», «… сегодня до 17:00».",
        "Name a day or an hour: '… by Thursday', '… by 5 pm today'.",
    )


def _vague_note() -> str:
    return say(
        "Скажите, что сделать и к какому дню: «Напишите до четверга, какой вариант берём».",
        "Say what to do and by when: 'Please tell me by Thursday which option you choose'.",
    )
