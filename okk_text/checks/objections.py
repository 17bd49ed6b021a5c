"""Objections: which of the client's messages object, to what, and whether anybody met them at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from okk_text.checks import tone
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span, elapsed
from okk_text.language import say
from okk_text.lexicon.cues import asks_price, is_proposal_file, names_price
from okk_text.lexicon.objections import objections
from okk_text.lexicon.questions import asks_about_need
from okk_text.lexicon.rebuffs import asks_for_decision, rebuffs
from okk_text.lexicon.texts import folded
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Fact, Finding, Verdict

UNMET = "none"
SILENCE = timedelta(hours=6)  # who writes after it comes unasked
_HURTS = ("rude", "passive_aggressive", "pushy")
_PROBE = re.compile(
    r"\b(?:что|чем|с\s+чем)\s+(?:именно|его|ее|вас|их)\s+(?:именно\s+)?(?:настораж|смуща|останавл|беспоко|пуга|не\s+устра)\w*"
    r"|\bчто\s+именно\b|\bwhat\s+(?:exactly|worries|concerns|bothers)\b"
)
_TERM = re.compile(
    r"\b(?:\d+|пару|две|два|три|четыре|пять|one|two|three|four|five|six)\s*(?:[-–—]\s*\d+\s*)?(?:рабоч\w+\s+|business\s+|working\s+)?(?:дн|недел|месяц|day|week|month)\w*"
    r"|\b(?:недел[яюи]|месяц|через\s+\w+|a\s+week|a\s+month)\b"
)


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
        found = _found(conversation, toolbox)
        yield Fact(name="objections", value=found)
        yield _verdict(conversation, found)
        rebuffed = {e["answer_n"] for e in found if e["handled"] == UNMET and e["answer_n"]}
        for number in sorted(rebuffed):
            yield _finding(conversation.message(number))


CHECK = Objections()


def doubted(conversation: Conversation) -> frozenset[int]:
    """The numbers of the client's messages that object."""
    return frozenset(n for _, kinds in _doubts(conversation) for n in kinds.values())


def _found(conversation: Conversation, toolbox: Toolbox) -> list[dict[str, Any]]:
    """An entry an objection, as results carry it."""
    turns = conversation.turns()
    sharp = _sharp(conversation, toolbox)
    found: list[dict[str, Any]] = []
    for place, kinds in _doubts(conversation):
        turn = turns[place]
        answer = _answer(turns[place + 1 :])
        unmet = answer is None or _is_rebuff(answer, turn, sharp)
        found += (
            {
                "n": n,
                "kind": kind,
                "handled": UNMET if unmet else NOT_ASSESSED,
                "answer_n": answer[0].n if answer else None,
            }
            for kind, n in kinds.items()
        )
    return found


def _doubts(conversation: Conversation) -> Iterator[tuple[int, dict[str, int]]]:
    """The place of every turn that objects, and its kinds with the first message that holds each."""
    heard = _Heard(conversation.medium)
    for place, turn in enumerate(conversation.turns()):
        if turn[0].role == "manager":
            heard.note(turn)
        elif kinds := heard.doubts(turn):
            yield place, kinds


class _Heard:
    """What has been said before a client's turn: a price, a term, a question, an objection."""

    def __init__(self, medium: str):
        self._is_letter = medium == "email"
        self._spoken = self._priced = self._timed = self._probed = False
        self._price_asked = self._objected = False

    def note(self, turn: Sequence[Message]) -> None:
        """Take in a manager's turn."""
        said = "\n".join(m.own_text for m in turn if _is_said(m))
        self._spoken = self._spoken or bool(said)
        self._priced = self._priced or any(_prices(m, asked=self._price_asked) for m in turn)
        self._timed = bool(_TERM.search(folded(said)))
        self._probed = bool(_PROBE.search(folded(said))) or (
            not self._priced and asks_about_need(said)
        )

    def doubts(self, turn: Sequence[Message]) -> dict[str, int]:
        """The kinds of objection in a client's turn and the first message that holds each."""
        kinds: dict[str, int] = {}
        for message in turn if self._spoken else ():
            if _is_said(message):
                for kind in self._kinds(message):
                    kinds.setdefault(kind, message.n)
        self._price_asked = any(asks_price(m.own_text) for m in turn)
        self._objected = self._objected or bool(kinds)
        return kinds

    def _kinds(self, message: Message) -> Iterator[str]:
        found = objections(message.own_text, priced=self._priced, timed=self._timed)
        for doubt in found:
            if doubt.kind == "trust" and self._probed:
                continue  # the client tells of a trouble because the manager asked for it
            if doubt.kind == "other" and self._is_letter and self._objected:
                continue  # «подумаем» after an answer is a goodbye
            yield doubt.kind


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


def _is_rebuff(answer: Sequence[Message], turn: Sequence[Message], sharp: frozenset[int]) -> bool:
    """Whether the answer leaves the objection where it was: a shrug, a sneer, a mere reminder."""
    if any(m.attachments for m in answer):
        return False
    text = "\n".join(m.own_text for m in answer)
    if rebuffs(text):
        return True
    if re.search(r"\d", text):
        return False
    reminds = elapsed(turn[-1], answer[0]) >= SILENCE and asks_for_decision(text)
    return reminds or any(m.n in sharp for m in answer)


def _sharp(conversation: Conversation, toolbox: Toolbox) -> frozenset[int]:
    """The managers' messages that hurt or press."""
    said = tone.CHECK.find(conversation, toolbox)
    return frozenset(
        one.n for one in said if isinstance(one, Verdict) and one.n and one.label in _HURTS
    )


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
