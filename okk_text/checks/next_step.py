"""Next step: whether both sides agreed on a step with a day, where the words leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from okk_text.checks import objections
from okk_text.checks.deal_stage import Turn, spoken_turns, text_of
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.closings import closes
from okk_text.conversation.model import Conversation
from okk_text.language import say
from okk_text.lexicon.calls import booking, calls
from okk_text.lexicon.cues import defers
from okk_text.lexicon.deadlines import deadlines
from okk_text.lexicon.deal_words import accepts, acknowledges_payment, buys, turns_down
from okk_text.results import NOT_ASSESSED, Fact, Finding, Verdict

Step = Literal["yes", "partly", "no"]

BRIEF = 4  # turns in which a day cannot be overlooked
LAST_TURNS = 5  # what was said before them is over


class NextStep:
    """Yes where a dated step was taken up, no where none stands at the end; else the judge decides."""

    id = "next_step"
    criteria = ("next_step",)
    facts = ("next_step_agreed",)
    good = (
        """
        C: Сколько стоит перетяжка дивана?
        M: Диван на три места, рогожка: 38 000 ₽. Мастер может приехать в среду в 11:00, подойдёт?
        C: Да, ждём
        """,
        """
        C: How much is the loft ladder?
        M: The ladder with fitting is £640. Shall we fit it on Thursday at 10?
        C: No thanks, not interested
        """,
    )
    bad = (
        """
        C: Сколько стоит перетяжка дивана?
        M: Диван на три места, рогожка: 38 000 ₽ с вывозом.
        C: Дороговато
        M: Велюр дешевле, 31 000 ₽. Обращайтесь!
        """,
    )

    def find(
        self, conversation: Conversation, toolbox: Toolbox
    ) -> Iterator[Finding | Verdict | Fact]:
        moves = _moves(conversation)
        step = _step(moves, is_chat=conversation.medium == "chat")
        reason = None
        if step is None:
            reason = say(
                "по словам не видно, договорились ли; это определяет модель",
                "the words do not show whether it was agreed; a model has to tell",
            )
        yield Fact(name="next_step_agreed", value=step or NOT_ASSESSED)
        yield Verdict(criterion="next_step", n=None, label=step or NOT_ASSESSED, reason=reason)
        if step == "no" and moves[-1].role == "manager" and not any(m.leaves for m in moves):
            yield _finding(moves[-1].turn[-1].n)


CHECK = NextStep()


@dataclass(frozen=True, slots=True)
class _Move:
    """What a turn does for the next step."""

    turn: Turn
    role: str | None
    dated: bool = False  # names a day or an hour to come
    offers: bool = False  # the manager's dated step: asked for, offered or written down
    agrees: bool = False  # goes along: yes, thanks, a day of their own
    buys: bool = False
    objects: bool = False
    leaves: bool = False
    asks: bool = False
    paid: bool = False  # the manager has the money


def _moves(conversation: Conversation) -> list[_Move]:
    doubted = objections.doubted(conversation)
    return [_move(turn, doubted) for turn in spoken_turns(conversation)]


def _move(turn: Turn, doubted: frozenset[int]) -> _Move:
    text, role = text_of(turn), turn[0].role
    dated = any(deadlines(m.own_text, now=m.sent_at) for m in turn)
    if role == "manager":
        offers = dated and any(
            booking(m.own_text, now=m.sent_at)
            or any(c.label == "clear" for c in calls(m.own_text, now=m.sent_at))
            for m in turn
        )
        return _Move(turn, role, dated, offers, paid=acknowledges_payment(text))
    return _Move(
        turn,
        role,
        dated,
        agrees=(accepts(text) or dated or closes(text)) and not defers(text),
        buys=buys(text),
        objects=any(m.n in doubted for m in turn),
        leaves=turns_down(text),
        asks="?" in text,
    )


def _step(moves: Sequence[_Move], *, is_chat: bool) -> Step | None:
    """The step, None where it is in doubt."""
    client = [move for move in moves if move.role == "client"]
    if not moves:
        return None
    if not client or client[-1].leaves:
        return "no"
    last = moves[-LAST_TURNS:]
    if _taken_up(moves[-3:]) or (any(m.paid for m in moves) and moves[-1].dated):
        return "yes"
    before, end = (moves[-2], moves[-1]) if len(moves) > 1 else (moves[-1], moves[-1])
    if end.offers and before.role == "client" and before.asks and not before.objects:
        return None if before.agrees or before.buys else "partly"
    if len(moves) <= BRIEF and not any(move.dated or move.buys for move in moves):
        return "no"
    quiet = not any(move.offers for move in last) and not any(move.dated for move in client[-2:])
    if quiet and not any(move.buys for move in client[-2:]):
        # in a chat a question at the end may be about a step that needs no day to be plain
        return "no" if client[-1].objects or (client[-1].asks and not is_chat) else None
    return None


def _taken_up(moves: Sequence[_Move]) -> bool:
    """Whether at the end a dated step met a yes, or an order met a dated step."""
    for place, (one, other) in enumerate(pairwise(moves)):
        if any(m.role == "client" and _holds_back(m) for m in moves[place + 2 :]):
            continue
        if one.offers and other.role == "client" and other.agrees and not _holds_back(other):
            return True
        if one.role == "client" and one.buys and other.offers:
            return True
    return False


def _holds_back(move: _Move) -> bool:
    return move.objects or move.leaves or (move.asks and not move.dated)


def _finding(n: int) -> Finding:
    return Finding(
        criterion="next_step",
        check="next_step",
        n=n,
        span=None,
        note=say(
            "Закончите шагом с днём: что, когда и кто делает, и получите согласие клиента.",
            "End with a step that has a day: what, when and who, and get the client's yes.",
        ),
        severity="hint",
    )
