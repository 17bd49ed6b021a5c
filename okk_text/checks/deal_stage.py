"""Deal stage: how far the deal has come by the text, where the words leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from okk_text.checks import objections, proposal
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.closings import closes
from okk_text.conversation.model import Conversation, Message
from okk_text.language import say
from okk_text.lexicon.cues import PRICE
from okk_text.lexicon.deadlines import deadlines
from okk_text.lexicon.deal_words import (
    accepts,
    acknowledges_payment,
    buys,
    complains,
    is_trial,
    says_paid,
    speaks_of_papers,
    speaks_of_purchase,
    turns_down,
    wants,
    wavers,
)
from okk_text.lexicon.texts import folded
from okk_text.results import NOT_ASSESSED, Fact, Verdict

Stage = Literal["new", "qualified", "proposal", "objection", "agreed", "paid", "lost"]
Turn = tuple[Message, ...]

LONGEST_AFTER = 14  # words: a client who writes more after the order has something to say


class DealStage:
    """The last state that both sides' words show; where they leave a doubt the judge decides."""

    id = "deal_stage"
    criteria = ("deal_stage",)
    facts = ("deal_stage_by_text",)
    good = (
        """
        C: Сколько стоит перетяжка дивана?
        M: Диван на три места, рогожка: 38 000 ₽ с вывозом.
        C: Берём, оформляйте
        """,
    )
    bad = ()  # a stage is neither right nor wrong

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Verdict | Fact]:
        stage = _stage(conversation, toolbox)
        reason = None
        if stage is None:
            reason = say(
                "по словам этап не виден, его определяет модель",
                "the words do not show the stage; a model has to tell",
            )
        yield Fact(name="deal_stage_by_text", value=stage or NOT_ASSESSED)
        yield Verdict(criterion="deal_stage", n=None, label=stage or NOT_ASSESSED, reason=reason)


CHECK = DealStage()


def spoken_turns(conversation: Conversation) -> list[Turn]:
    """The turns with what people said to each other."""
    kept = (tuple(m for m in turn if _is_said(m)) for turn in conversation.turns())
    return [turn for turn in kept if turn]


def text_of(turn: Turn) -> str:
    """All that the turn says, a line a message."""
    return "\n".join(message.own_text for message in turn)


def _stage(conversation: Conversation, toolbox: Toolbox) -> Stage | None:
    """The stage, None where it is in doubt."""
    turns = spoken_turns(conversation)
    if not turns:
        return None
    client = [text_of(turn) for turn in turns if turn[0].role == "client"]
    manager = [text_of(turn) for turn in turns if turn[0].role == "manager"]
    if any(map(acknowledges_payment, manager)) or any(map(speaks_of_purchase, client)):
        return "paid"
    if any(map(says_paid, client)):  # the client's word alone: nobody has seen the money
        return None if says_paid(text_of(turns[-1])) else "paid"
    if client and turns_down(client[-1]):
        return None if "?" in client[-1] else "lost"
    offer = _offer(conversation, toolbox)
    doubts = objections.doubted(conversation)
    if offer is None:
        return _early_stage(turns, doubted=bool(doubts))
    return _offered_stage(conversation, turns, offer=offer, doubted=doubts)


def _offer(conversation: Conversation, toolbox: Toolbox) -> int | None:
    """The number of the message with the offer."""
    said = proposal.CHECK.find(conversation, toolbox)
    return next(fact.value for fact in said if fact.name == "proposal_sent_n")


def _early_stage(turns: Sequence[Turn], *, doubted: bool) -> Stage | None:
    """Before any offer: new, qualified, or an order in so many words."""
    client = [text_of(turn) for turn in turns if turn[0].role == "client"]
    manager = [text_of(turn) for turn in turns if turn[0].role == "manager"]
    if any(PRICE.search(folded(text)) or speaks_of_papers(text) for text in manager) or doubted:
        return None
    if len(client) < 2 and len(manager) < 2 and not any(map(complains, client)):
        return "new"
    asked = False
    for turn in turns:
        text = text_of(turn)
        if turn[0].role == "manager":
            asked = asked or "?" in text
        elif asked and not closes(text) and not buys(text):
            return "qualified" if wants(client[0]) and not complains(client[0]) else None
    return None


def _offered_stage(
    conversation: Conversation, turns: Sequence[Turn], *, offer: int, doubted: frozenset[int]
) -> Stage | None:
    """After an offer, while the deal is neither paid nor lost."""
    state, before = "open", None
    for turn in turns:
        if turn[0].role == "client":
            state = _next_state(state, turn, before, offer=offer, doubted=doubted)
        elif state != "agreed" and turn[0].n <= offer <= turn[-1].n:
            state = "unclear" if state == "objection" else "open"
        before = turn
    if state == "objection":
        after = _after_last_client(turns)
        return None if any(deadlines(m.own_text, now=m.sent_at) for m in after) else "objection"
    if state == "trial" and conversation.medium == "email":
        return None  # a letter's yes to a meeting may be meant for all of it
    return _STAGES.get(state)


_STAGES: dict[str, Stage] = {"agreed": "agreed", "trial": "proposal", "open": "proposal"}


def _next_state(
    state: str, turn: Turn, before: Turn | None, *, offer: int, doubted: frozenset[int]
) -> str:
    """open, trial, objection, agreed or unclear after this turn of the client."""
    text = text_of(turn)
    asked = text_of(before) if before and before[0].role == "manager" else ""
    objects = any(m.n in doubted for m in turn)
    if buys(text):
        return "unclear" if objects else "agreed"
    if objects:
        return "objection"
    if state == "agreed":
        return "unclear" if wavers(text) or len(text.split()) > LONGEST_AFTER else state
    if turn[-1].n < offer:
        return state
    if accepts(text) or deadlines(text, now=turn[-1].sent_at):
        return "trial" if is_trial(text) or is_trial(asked) else "unclear"
    if closes(text):
        return state
    if state == "objection" or "?" not in text:
        return "unclear"
    return state


def _after_last_client(turns: Sequence[Turn]) -> list[Message]:
    after: list[Message] = []
    for turn in turns:
        after = [] if turn[0].role == "client" else [*after, *turn]
    return after


def _is_said(message: Message) -> bool:
    unread = message.deleted or message.internal or message.undelivered or message.auto
    return bool(message.own_text.strip()) and not (unread or message.forwarded_from)
