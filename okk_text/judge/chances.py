"""How sure a model is of yes or no, from the log-probabilities of its first token."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any

_SHORTEST_START = 2  # letters of a word by which its first piece is known


def chance_of_yes(logprobs: Sequence[dict[str, Any]], *, yes: str, no: str) -> float | None:
    """P(yes) / (P(yes) + P(no)) at the first token; None where neither is among the alternatives.

    Case, blanks and punctuation around a token are folded and the variants added up; a longer word
    is also known by the first piece that a tokenizer cuts from it.
    """
    if not logprobs:
        return None
    weights = {yes: 0.0, no: 0.0}
    for token, probability in _alternatives(logprobs[0]).items():
        for word, other in ((yes, no), (no, yes)):
            if _begins(word, token) and not _begins(other, token):
                weights[word] += probability
    total = weights[yes] + weights[no]
    return weights[yes] / total if total > 0 else None


def _alternatives(first: dict[str, Any]) -> dict[str, float]:
    """Token to probability; the chosen token counts once, also where it is not in the list."""
    listed = [first, *(first.get("top_logprobs") or ())]
    return {
        one["token"]: exp(min(one["logprob"], 0.0))
        for one in listed
        if isinstance(one.get("token"), str) and isinstance(one.get("logprob"), int | float)
    }


def _begins(word: str, token: str) -> bool:
    start = "".join(letter for letter in token.casefold() if letter.isalnum())
    word = word.casefold()
    return start == word or (len(start) >= _SHORTEST_START and word.startswith(start))
