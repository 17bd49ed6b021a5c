"""The moments of a conversation at which a manager speaks: an objection to meet, a stage of the deal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from okk_text.checks.deal_stage import Turn, spoken_turns, text_of
from okk_text.conversation.closings import closes
from okk_text.conversation.model import Message
from okk_text.lexicon.deal_words import acknowledges_payment, buys, says_paid, turns_down
from okk_text.results import NOT_ASSESSED, Scorecard
from okk_text.scripts.outcomes import Outcome, outcomes

Stage = Literal["new", "qualified", "proposal", "agreed", "paid", "lost"]
STAGES: tuple[Stage, ...] = ("new", "qualified", "proposal", "agreed", "paid", "lost")
KINDS = ("price", "timing", "trust", "competitor", "need", "authority", "other")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A manager's turn at a moment: after which client's message, how met, what came next."""

    moment: str  # one of KINDS or STAGES
    turn: Turn
    asked: Message | None
    handled: str | None  # of an objection: full, partial, none, not_assessed
    outcome: Outcome

    @property
    def text(self) -> str:
        """The manager's words."""
        return text_of(self.turn)


def moments(scorecard: Scorecard) -> Iterator[Spoken]:
    """Every turn of a manager; one that answers objections stands at these, else at its stage."""
    conversation = scorecard.conversation
    turns = spoken_turns(conversation)
    objections = scorecard.facts.get("objections") or ()
    doubted = {objection["n"] for objection in objections}
    proposal = scorecard.facts.get("proposal_sent_n")
    after = outcomes(turns, doubted=doubted)
    by_number = {message.n: message for message in conversation.messages}
    stage: Stage = "new"
    asked, wondered = None, False
    for place, turn in enumerate(turns):
        if turn[0].role == "client":
            stage = _after_client(stage, turn, wondered=wondered, doubted=doubted)
            asked = turn[-1]
            continue
        stage = _after_manager(stage, turn, proposal)
        wondered = wondered or "?" in text_of(turn)
        numbers = {message.n for message in turn}
        answered = [o for o in objections if o["answer_n"] in numbers]
        for objection in answered:
            handled = objection["handled"] or NOT_ASSESSED
            before = by_number.get(objection["n"], asked)
            yield Spoken(objection["kind"], turn, before, handled, after[place])
        if not answered:
            yield Spoken(stage, turn, asked, None, after[place])


def _after_client(stage: Stage, turn: Turn, *, wondered: bool, doubted: set[int]) -> Stage:
    text = text_of(turn)
    if says_paid(text):
        return "paid"
    if turns_down(text) and "?" not in text:
        return "lost"
    if buys(text) and not any(message.n in doubted for message in turn):
        return "agreed"
    if stage == "lost":
        return "proposal"
    return "qualified" if stage == "new" and wondered and not closes(text) else stage


def _after_manager(stage: Stage, turn: Turn, proposal: int | None) -> Stage:
    if acknowledges_payment(text_of(turn)):
        return "paid"
    if stage in ("new", "qualified") and proposal is not None and turn[-1].n >= proposal:
        return "proposal"
    return stage
