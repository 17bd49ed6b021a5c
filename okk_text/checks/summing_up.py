"""Summing-up: before a long pause, is it written down what was agreed on several points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, elapsed
from okk_text.language import say
from okk_text.lexicon.cues import PRICE, agrees, doubts
from okk_text.lexicon.deadlines import deadlines
from okk_text.lexicon.texts import folded
from okk_text.results import NOT_APPLICABLE, Finding, Verdict

PAUSE = timedelta(days=2)
POINTS = 3  # of price, day, quantity, place, way of payment: fewer need no summary
_MARKS = re.compile(
    r"\b(?:итого|итак|подыто\w+|резюмиру\w+|в\s+итоге|таким\s+образом|фиксиру\w+|зафиксирова\w+|записал[аи]?|договорились\s*[,:—-].*\d|о\s+чем\s+договорились|на\s+чем\s+(?:мы\s+)?остановились|повторю|проверьте,?\s+(?:все\s+ли|пожалуйста)|ваш\s+заказ|заказ\s*:"
    r"|to\s+(?:sum\s+up|recap|summari[sz]e)|in\s+summary|so\s+we(?:'ve|\s+have)?\s+agreed|summary|recap|your\s+order|confirmed\s*:)"
)
_QUANTITY = re.compile(r"\b\d+\s*(?:шт|штук\w*|кг|тонн\w*|м2|м²|кв|метр\w*|комплект\w*|человек|чел|место|мест|пар|коробо?к|упаков\w+|pcs|units|pieces|people|seats|boxes)\b")  # fmt: skip
_PLACE = re.compile(r"\b(?:адрес\w*|достав\w+|самовывоз\w*|привез\w+|ул\.|улиц\w+|офис\w*|склад\w*|address|deliver\w*|pick\s*up|street)\b")  # fmt: skip
_PAYMENT = re.compile(r"\b(?:предоплат\w+|аванс\w*|рассрочк\w+|оплат\w+|счет\w*|безнал\w*|наличн\w+|карт(?:ой|у)|deposit|invoice|prepay\w*|instal?lments?|cash)\b")  # fmt: skip


class SummingUp:
    """Only what is plain: an agreement, several points, two days of silence after it."""

    id = "summing_up"
    criteria = ("summing_up",)
    facts = ()
    good = (
        """
        C 2026-03-02 10:00: Берём 40 стульев, доставка на Лесную, 5
        M 2026-03-02 10:10: Итого: 40 стульев, 96 000 ₽, везём на Лесную, 5, в пятницу до 14:00.
        C 2026-03-02 10:12: да, договорились
        M 2026-03-06 09:00: Доброе утро, машина выехала.
        """,
        """
        C 2026-03-02 10:00: Привезёте в пятницу?
        M 2026-03-02 10:10: Да.
        C 2026-03-02 10:12: договорились
        M 2026-03-06 09:00: Доброе утро, машина выехала.
        """,
    )
    bad = (
        """
        C 2026-03-02 10:00: Сколько 40 стульев?
        M 2026-03-02 10:10: 96 000 ₽.
        C 2026-03-02 10:12: А доставка на Лесную?
        M 2026-03-02 10:14: Входит, привезём.
        C 2026-03-02 10:20: Берём, предоплата 30 %, в пятницу до 14:00
        M 2026-03-02 10:21: Хорошо!
        M 2026-03-06 09:00: Доброе утро, машина выехала.
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        label, last = NOT_APPLICABLE, None
        for talk in _talks(conversation):
            agreed = next((m for m in talk if m.role == "client" and _agrees(m)), None)
            if agreed is None or len(set(_points(talk))) < POINTS:
                continue
            managers = [m for m in talk if m.role == "manager"]
            if any(_sums_up(m) for m in managers):
                label = "yes" if label == NOT_APPLICABLE else label
            elif managers:
                label, last = "no", managers[-1]
        yield Verdict(criterion="summing_up", n=None, label=label)
        if last is not None:
            yield _finding(last)


CHECK = SummingUp()


def _talks(conversation: Conversation) -> Iterator[list[Message]]:
    """Stretches of talk that a pause of two days ended; the last one has no pause after it."""
    people = [
        m
        for m in conversation.messages
        if m.role in ("client", "manager") and not (m.deleted or m.internal or m.auto)
    ]
    talk: list[Message] = []
    for message, following in pairwise(people):
        talk.append(message)
        if elapsed(message, following) >= PAUSE:
            yield talk
            talk = []


def _agrees(message: Message) -> bool:
    return agrees(message.own_text) and not doubts(message.own_text)


def _points(talk: Sequence[Message]) -> Iterator[str]:
    """The kinds of points that the talk names."""
    for message in talk:
        text = folded(message.own_text)
        patterns = {"price": PRICE, "quantity": _QUANTITY, "place": _PLACE, "payment": _PAYMENT}
        yield from (name for name, pattern in patterns.items() if pattern.search(text))
        if any(d.kind != "part" for d in deadlines(message.own_text, now=message.sent_at)):
            yield "day"


def _sums_up(message: Message) -> bool:
    """Whether one message holds it: by a word of summary, or three points together, or a document."""
    if any(a.kind == "file" for a in message.attachments):
        return True
    return bool(_MARKS.search(folded(message.own_text))) or len(set(_points([message]))) >= POINTS


def _finding(message: Message) -> Finding:
    return Finding(
        criterion="summing_up",
        check="summing_up",
        n=message.n,
        span=None,
        note=say(
            "Запишите итог одним сообщением: что, сколько, когда, куда и как оплата.",
            "Sum up in one message: what, how many, when, where and how it is paid.",
        ),
        severity="hint",
    )
