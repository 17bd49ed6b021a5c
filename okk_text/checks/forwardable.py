"""Forwardable: whether a third person would follow the thread, where its words leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.conversation.waits import waits
from okk_text.language import say
from okk_text.lexicon.cues import PRICE
from okk_text.lexicon.deadlines import deadlines
from okk_text.lexicon.elsewhere import refers_elsewhere
from okk_text.lexicon.texts import folded
from okk_text.results import NOT_ASSESSED, Fact, Finding, Verdict

SHORT = 30  # words: who leans on a talk in no more of them has not told it again
TOLD = {"client": 30, "manager": 50}  # words of a side that tell what the matter is


class Forwardable:
    """No where both sides lean on a talk that is not in the thread; yes where all is told in it."""

    id = "forwardable"
    criteria = ("forwardable",)
    facts = ("forwardable",)
    good = (
        """
        email
        C: Добрый день! Нужны 40 стульев для актового зала школы: складные, с мягким сиденьем, до 1 сентября. Доставка в Рязань, подъём на второй этаж, оплата по договору после приёмки. Стены зала бежевые, поэтому лучше коричневая обивка. Пришлите, пожалуйста, цену, срок и условия гарантии, директору надо показать смету.
        M: Добрый день! 40 складных стульев «Аудит» с мягким сиденьем и коричневой обивкой стоят 148 000 ₽ с доставкой в Рязань и подъёмом на второй этаж. Изготовим за 20 рабочих дней, гарантия два года, оплата после приёмки по договору. Чтобы успеть к 1 сентября, подтвердите заказ, пожалуйста, до 25 июля, и я сразу пришлю договор.
        """,
    )
    bad = (
        """
        email
        C: Как в прошлый раз, только побольше. Сколько?
        M: [[Как говорили по телефону, цена прежняя. Ждём.]]
        """,
    )

    def find(
        self, conversation: Conversation, toolbox: Toolbox
    ) -> Iterator[Finding | Verdict | Fact]:
        if conversation.medium != "email":
            return
        written = [m for m in conversation.messages if _is_said(m)]
        leaning = _leaning(written)
        label = "no" if leaning else "yes" if _is_told(conversation, written) else NOT_ASSESSED
        reason = None
        if label == NOT_ASSESSED:
            reason = say(
                "по словам не видно, всё ли понятно третьему; это определяет модель",
                "the words do not show whether a third person follows; a model has to tell",
            )
        yield Fact(name="forwardable", value=label)
        yield Verdict(criterion="forwardable", n=None, label=label, reason=reason)
        yield from (_finding(m) for m in leaning if m.role == "manager")


CHECK = Forwardable()


def _leaning(written: Sequence[Message]) -> list[Message]:
    """The letters that lean on another talk, where both sides do and no letter tells the matter."""
    leaning = [m for m in written if refers_elsewhere(m.own_text)]
    both = {m.role for m in leaning} >= {"client", "manager"}
    return leaning if both and all(m.own_words <= SHORT for m in written) else []


def _is_told(conversation: Conversation, written: Sequence[Message]) -> bool:
    """Whether both sides tell the matter with price and day, and no question is left."""
    for role, least in TOLD.items():
        if sum(m.own_words for m in written if m.role == role) < least:
            return False
    if any(refers_elsewhere(m.own_text) for m in written):
        return False
    if any(wait.answer is None and wait.expects for wait in waits(conversation)):
        return False
    managers = [m for m in written if m.role == "manager"]
    priced = any(PRICE.search(folded(m.own_text)) for m in managers)
    return priced and any(deadlines(m.own_text, now=m.sent_at) for m in managers)


def _is_said(message: Message) -> bool:
    unread = message.deleted or message.undelivered or message.auto
    return message.role in ("client", "manager") and bool(message.own_text) and not unread


def _finding(message: Message) -> Finding:
    return Finding(
        criterion="forwardable",
        check="forwardable",
        n=message.n,
        span=Span(start=0, end=len(message.own_text)),
        note=say(
            "Повторите в письме, о чём договорились: товар, количество, цена, срок.",
            "Say again in the letter what was agreed: goods, quantity, price, day.",
        ),
        severity="hint",
    )
