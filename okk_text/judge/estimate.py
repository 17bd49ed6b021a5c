"""What a run would cost: a door that calls nobody and counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from okk_text.judge.asking import Asking
from okk_text.judge.door import Asked, Door

CHARACTERS_A_TOKEN = 2.7  # of Russian, with the tokenizers of today's models
TOKENS_A_WORD, TOKENS_AN_ANSWER = 1, 60


class Estimate(Door):
    """Answers what is kept, and otherwise supposes that each answer is yes, or that each is no.

    Two estimates, one of each, are the bounds of what a run will need.
    """

    def __init__(self, *arguments: Any, says_yes: bool, **options: Any):
        super().__init__(*arguments, **options)
        self._says_yes = says_yes

    def _fresh(self, key: str, asking: Asking, ask: Callable[[Asking], Asked]) -> Asked:
        size = sum(len(text) for _, text in asking.messages)
        one_word = asking.parameters.get("max_tokens") == TOKENS_A_WORD
        return Asked(
            answer={"evidence": [1], "answers": [], "text": ""},
            chance=float(self._says_yes),
            calls=1,
            prompt_tokens=round(size / CHARACTERS_A_TOKEN),
            completion_tokens=TOKENS_A_WORD if one_word else TOKENS_AN_ANSWER,
        )
