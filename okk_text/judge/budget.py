"""How many calls and tokens a run may spend, and what it has spent."""

from __future__ import annotations

from threading import Lock

from okk_text.language import say

CHARACTERS_A_TOKEN = 3  # Russian text in today's tokenizers; for guesses only


class Budget:
    """Counts calls and tokens of one run, from any thread; None is no limit.

    Calls in flight are taken to cost what the calls so far cost on average, so that parallel
    calls do not overrun the tokens together.
    """

    def __init__(self, max_calls: int | None = None, max_tokens: int | None = None):
        self.max_calls = max_calls
        self.max_tokens = max_tokens
        self.calls = 0
        self.prompt_tokens = 0
        self.completion_tokens = 0
        self._in_flight = 0
        self._lock = Lock()

    def refusal(self, characters: int) -> str | None:
        """Take one call whose prompt has so many characters, or say why it may not be made."""
        with self._lock:
            if self.max_calls is not None and self.calls >= self.max_calls:
                return say(
                    f"бюджет исчерпан: {self.max_calls} обращений к модели (max_calls)",
                    f"the budget is spent: {self.max_calls} calls (max_calls)",
                )
            if self.max_tokens is not None and self._expected(characters) > self.max_tokens:
                return say(
                    f"бюджет исчерпан: {self.max_tokens} токенов (max_tokens)",
                    f"the budget is spent: {self.max_tokens} tokens (max_tokens)",
                )
            self.calls += 1
            self._in_flight += 1
            return None

    def settle(self, prompt_tokens: int, completion_tokens: int) -> None:
        """Book what a taken call did cost."""
        with self._lock:
            self._in_flight -= 1
            self.prompt_tokens += prompt_tokens
            self.completion_tokens += completion_tokens

    def _expected(self, characters: int) -> float:
        """Tokens after this call and those in flight."""
        spent = self.prompt_tokens + self.completion_tokens
        ended = self.calls - self._in_flight
        mean = spent / ended if ended else 0
        this_call = max(mean, characters / CHARACTERS_A_TOKEN)
        return spent + self._in_flight * (mean or this_call) + this_call
