"""Objections: which of the client's messages object, to what, and whether anybody met them at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.language import say
from okk_text.lexicon.cues import asks_price, is_proposal_file, names_price
from okk_text.lexicon.objections import objections
from okk_text.lexicon.rebuffs import rebuffs
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Fact, Finding, Verdict

UNMET = "none"


class Objections:
    """Finds the objection and its kind; of the handling it knows only that nobody met it."""

    id = "objections"
    criteria = ("objections",)
    facts = ("objections",)
    good = (
        """
        C: Сколько стоит перетяжка дивана?
        M: Диван на три места, рогожка: 38 000 ₽ с вывозом.
        C: Дороговато
        M: Понимаю. Из флока выйдет 29 500 ₽, прочность та же. Пришлю образцы до среды?
        """,
        """
        C: How much is the loft ladder?
        M: The ladder with fitting is £640.
        C: Let me talk to my wife about it
        """,
    )
    bad = (
        """
        C: Сколько стоит перетяжка дивана?
        M: Диван на три места, рогожка: 38 000 ₽ с вывозом.
        C: Дороговато
        M: [[Ну смотрите сами]]
        """,
        """
        C: How much is the loft ladder?
        M: The ladder with fitting is £640.
        C: I'm worried it won't hold my weight
        M: [[Up to you. Let us know!]]
        """,
    )

    def find(
        self, conversation: Conversation, toolbox: Toolbox
    ) -> Iterator[Finding | Verdict | Fact]:
        found = list(_found(conversation))
        yield Fact(name="objections", value=found)
        yield _verdict(conversation, found)
        rebuffed = {e["answer_n"] for e in found if e["handled"] == UNMET and e["answer_n"]}
        for number in sorted(rebuffed):
            yield _finding(conversation.message(number))


CHECK = Objections()


def _found(conversation: Conversation) -> Iterator[dict[str, Any]]:
    """An entry an objection, as results carry it."""
    turns = conversation.turns()
    spoken = priced = asked = False
    for place, turn in enumerate(turns):
        if turn[0].role == "manager":
            spoken = spoken or any(_is_said(m) for m in turn)
            priced = priced or any(_prices(m, asked=asked) for m in turn)
            continue
        asked = any(asks_price(m.own_text) for m in turn)
        if not spoken:
            continue
        answer = _answer(turns[place + 1 :])
        handled = UNMET if answer is None or _is_rebuff(answer) else NOT_ASSESSED
        kinds: set[str] = set()
        for message in turn:
            for doubt in objections(message.own_text, priced=priced) if _is_said(message) else ():
                if doubt.kind not in kinds:
                    kinds.add(doubt.kind)
                    number = answer[0].n if answer else None
                    yield {
                        "n": message.n,
                        "kind": doubt.kind,
                        "handled": handled,
                        "answer_n": number,
                    }


def _is_said(message: Message) -> bool:
    """Whether a person says it to the other side in their own words."""
    unread = message.deleted or message.internal or message.undelivered or message.auto
    return not (unread or message.forwarded_from)


def _prices(message: Message, *, asked: bool) -> bool:
    return names_price(message.own_text, asked=asked) or any(
        is_proposal_file(attachment.name or "") for attachment in message.attachments
    )


def _answer(turns: Sequence[tuple[Message, ...]]) -> list[Message] | None:
    """What the manager next says to the client; None: nothing more."""
    for turn in turns:
        said = [m for m in turn if m.role == "manager" and _is_said(m)]
        if said:
            return said
    return None


def _is_rebuff(answer: Sequence[Message]) -> bool:
    return not any(m.attachments for m in answer) and rebuffs("\n".join(m.own_text for m in answer))


def _verdict(conversation: Conversation, found: Sequence[dict[str, Any]]) -> Verdict:
    """Unmet where all were; nothing to judge where no client said a word; else open."""
    if not any(_is_said(m) and m.own_text for m in conversation.by("client")):
        return Verdict(criterion="objections", n=None, label=NOT_APPLICABLE)
    if found and all(entry["handled"] == UNMET for entry in found):
        numbers = ", ".join(str(entry["n"]) for entry in found)
        reason = say(f"без ответа по существу: № {numbers}", f"not met: no. {numbers}")
        return Verdict(criterion="objections", n=None, label=UNMET, reason=reason)
    reason = say(
        "ответ на возражение по существу оценивает модель, она не подключена",
        "whether an objection was met on its substance is for a model, and none is set up",
    )
    if not found:
        reason = say(
            "явных возражений не видно, скрытые ищет модель, она не подключена",
            "no plain objection is seen; veiled ones are for a model, and none is set up",
        )
    return Verdict(criterion="objections", n=None, label=NOT_ASSESSED, reason=reason)


def _finding(answer: Message) -> Finding:
    note = say(
        "Ответьте на возражение по существу: довод, цифра или вариант, и предложите следующий шаг.",
        "Meet the objection itself: an argument, a figure or an option, and offer a next step.",
    )
    return Finding(
        criterion="objections",
        check="objections",
        n=answer.n,
        span=Span(start=0, end=len(answer.own_text)),
        note=note,
        severity="hint",
    )
