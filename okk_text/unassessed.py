"""What is not assessed, and why: too long, not given, broken, or a draft."""

from __future__ import annotations

from collections.abc import Sequence

from okk_text.conversation.model import Conversation
from okk_text.language import say
from okk_text.results import NOT_ASSESSED, Verdict
from okk_text.rubric import Criterion
from okk_text.settings import Team

LONGEST = 50_000  # characters of a message that are checked: 25 pages; what is longer is no letter


def absent(
    conversation: Conversation, criteria: Sequence[Criterion], team: Team | None
) -> list[str]:
    """The criteria of a whole conversation that say nothing of a draft, or that want team papers."""
    whole = [c for c in criteria if c.unit not in ("message", "turn")]
    draft = conversation.channel == "draft"
    return [c.id for c in whole if draft or (c.needs and not getattr(team, c.needs, None))]


def too_long(conversation: Conversation) -> list[str]:
    numbers = [str(m.n) for m in conversation.messages if len(m.text) > LONGEST]
    note = say(
        f"Проверены первые {LONGEST} знаков длинных сообщений: № {', '.join(numbers)}.",
        f"Of long messages the first {LONGEST} characters were checked: no. {', '.join(numbers)}.",
    )
    return [note] if numbers else []


def not_assessed(criteria: Sequence[str], conversation: Conversation, reason: str) -> list[Verdict]:
    numbers = [message.n for message in conversation.by("manager")]
    return [
        Verdict(criterion=criterion, n=n, label=NOT_ASSESSED, reason=reason)
        for criterion in criteria
        for n in [*numbers, None]
    ]


def bug() -> str:
    return say("проверка не сработала, это ошибка программы", "the check broke; a bug of ours")
