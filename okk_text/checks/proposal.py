"""Proposal: which message made the offer, and whether the manager came back to a silent client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Literal

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, elapsed
from okk_text.lexicon.calls import calls
from okk_text.lexicon.cues import agrees, asks_price, defers, doubts, settles
from okk_text.lexicon.offers import (
    is_contract_file,
    is_estimate_file,
    is_invoice_file,
    offers_price,
    promised_file,
)
from okk_text.results import NOT_APPLICABLE, Fact

FollowUp = Literal["yes", "no", "na"]
SILENCE = timedelta(hours=48)  # a client who comes back after this came unasked
A_DAY = timedelta(hours=20)
ON_PAPER = timedelta(days=3)  # an invoice this soon after a price is the offer itself


class Proposal:
    """Facts alone: where the proposal stands and what followed it."""

    id = "proposal"
    criteria = ()
    facts = ("proposal_sent_n", "proposal_follow_up")
    good = (
        """
        C: Сколько стоит аренда шатра на 60 человек?
        M: Шатёр на 60 человек, 34 500 ₽ за сутки с монтажом. Подтвердите до среды.
        """,
    )
    bad = ()

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Fact]:
        proposal = _proposal(conversation)
        follow_up: FollowUp = NOT_APPLICABLE
        if proposal is not None and conversation.medium == "chat":
            follow_up = _follow_up_in_chat(conversation, proposal)
        elif proposal is not None and conversation.medium == "email":
            follow_up = _follow_up_by_letter(conversation, proposal)
        yield Fact(name="proposal_sent_n", value=proposal.n if proposal else None)
        yield Fact(name="proposal_follow_up", value=follow_up)


CHECK = Proposal()


def _proposal(conversation: Conversation) -> Message | None:
    """The message with the offer; in chats a document outranks a price that was typed before it."""
    written = [
        m for m in conversation.by("manager") if not (m.internal or m.deleted or m.undelivered)
    ]
    rates = conversation.medium != "chat"
    priced = (
        m
        for m in written
        if offers_price(m.own_text, asked=_price_asked(conversation, m), rates=rates)
    )
    if conversation.medium != "chat":
        candidates = (m for m in written if _carries(m, is_estimate_file) or _sends_file(m))
        first = [next(priced, None), next(candidates, None)]
        return min((m for m in first if m), key=lambda m: m.n, default=None)
    for kind in (is_estimate_file, is_contract_file):
        found = next((m for m in written if _carries(m, kind)), None)
        if found is not None:
            return found
    first = next(priced, None)
    sent = next((m for m in written if _carries(m, is_invoice_file)), None)
    if first and sent and elapsed(first, sent) > ON_PAPER:
        return first  # an invoice for work done
    return sent or first


def _carries(message: Message, kind: Callable[[str], bool]) -> bool:
    return any(kind(attachment.name or "") for attachment in message.attachments)


def _sends_file(message: Message) -> bool:
    return bool(message.attachments) and promised_file(message.own_text)


def _price_asked(conversation: Conversation, message: Message) -> bool:
    """Whether the client's last words before it ask for a price."""
    before = [
        m for m in conversation.messages if m.n < message.n and m.role in ("client", "manager")
    ]
    return bool(before) and before[-1].role == "client" and asks_price(before[-1].own_text)


def _follow_up_in_chat(conversation: Conversation, proposal: Message) -> FollowUp:
    """Who broke the first silence after the proposal, while the deal was open."""
    said: list[Message] = []
    for session in conversation.sessions():
        after = [m for m in session if m.n > proposal.n and not m.deleted]
        if not after:
            continue
        if said or session[0].n > proposal.n:
            previous = said[-1] if said else proposal
            answer = _broke_silence(previous, after, said)
            if answer is not None:
                return answer
        said += after
        if any(m.role == "client" and _is_done(m) for m in said):
            return NOT_APPLICABLE
    return NOT_APPLICABLE


def _broke_silence(
    previous: Message, session: Sequence[Message], said: Sequence[Message]
) -> FollowUp | None:
    """yes: the manager asked; no: the client had to come back; None: nothing of the kind."""
    first = session[0]
    if first.role == "manager":
        turn = [m for m in session if m.role == "manager"][:3]
        asked = any(calls(m.own_text, now=m.sent_at) for m in turn)
        return "yes" if asked and previous.role in ("client", "manager") else None
    dated = any(
        call.label == "clear" and call.kind != "weak"
        for m in said[-6:]
        if m.role == "manager"
        for call in calls(m.own_text, now=m.sent_at)
    )
    if elapsed(previous, first) >= SILENCE and not dated:
        return "no"
    return None


def _is_done(message: Message) -> bool:
    text = message.own_text
    return settles(text) or (agrees(text) and not doubts(text) and not defers(text))


def _follow_up_by_letter(conversation: Conversation, proposal: Message) -> FollowUp:
    """A second letter to a silent client; none though the thread had begun with the client's."""
    people = [
        m
        for m in conversation.messages
        if m.role in ("client", "manager") and not (m.internal or m.undelivered or m.auto)
    ]
    after = [m for m in people if m.n >= proposal.n]
    for earlier, later in pairwise(after):
        if earlier.role == later.role == "manager" and elapsed(earlier, later) >= A_DAY:
            return "yes"
    last = people[-1]
    wrote = any(m.role == "client" for m in people)
    if wrote and last.n == proposal.n:
        return "no"
    if last.role == "client" and last.n > proposal.n and defers(last.own_text):
        return "no"
    return NOT_APPLICABLE
