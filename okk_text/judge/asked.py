"""What is asked of a model, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import Field

from okk_text.conversation.model import Frozen

Guard = Callable[[str], tuple[str, ...]]


class Prompt(Frozen):
    """What is asked, already masked; where `guard` finds a thing in a text, it is not sent.

    `about` is the conversation that it is about: kept answers are forgotten together with it.
    """

    system: str
    user: str
    about: str | None = Field(default=None, exclude=True)
    guard: Guard | None = Field(default=None, exclude=True, repr=False)

    def guarded(self, guard: Guard) -> Prompt:
        """The same prompt with a last look at what leaves: `guard` gives what must not."""
        return self.model_copy(update={"guard": guard})


class Asked(Frozen):
    """An answer, or the reason why there is none (for people, in the run's language).

    `chance` is the probability of yes. What an answer from the cache had cost is not in the counts.
    """

    answer: dict[str, Any] | None = None
    reason: str | None = None
    chance: float | None = None
    cached: bool = False
    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
