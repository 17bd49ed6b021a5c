"""JSON schemas of the answers to questions: evidence is a list of the numbers that were shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from okk_text.results import Said

MOST_CITED = 3


def evidence_schema(sentences: int) -> dict[str, Any]:
    """Where the answer is known and only its evidence is asked for."""
    return _object(evidence=_numbers(sentences, fewest=1))


def answer_schema(sentences: int) -> dict[str, Any]:
    """One answer: evidence, then the reason, then the word."""
    return _object(
        evidence=_numbers(sentences),
        reason={"type": "string"},
        answer={"type": "string", "enum": list(get_args(Said))},
    )


def answers_schema(sentences: int, names: Sequence[str]) -> dict[str, Any]:
    """Many answers, each under the name of its question."""
    one = answer_schema(sentences)["properties"]
    answer = _object(id={"type": "string", "enum": list(names)}, **one)
    return _object(answers={"type": "array", "items": answer, "maxItems": 2 * len(names)})


def _numbers(sentences: int, *, fewest: int = 0) -> dict[str, Any]:
    items = {"type": "integer", "enum": list(range(1, sentences + 1))}
    return {"type": "array", "items": items, "minItems": fewest, "maxItems": MOST_CITED}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
