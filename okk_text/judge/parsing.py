"""The one JSON object in what a model wrote: slips of form are mended, nothing is made up."""

from __future__ import annotations

import json
import re
from typing import Any

from okk_text.judge.lenient_json import decoded_at

# Some templates keep the opening mark to themselves; thoughts without an end hold no answer.
_THOUGHTS = re.compile(r"\A.*</think>|<think>.*", re.DOTALL)
_OBJECT_OPENS = re.compile(r"""\{\s*(?:"|'|\w+\s*:)""")


class Ambiguous(ValueError):
    """Two objects that differ, or one with the same name twice."""


def parsed_object(text: str) -> dict[str, Any]:
    """The object in `text`; raises ValueError where there is none, or more than one reading.

    Around it may stand a code fence, prose and a model's thoughts. Inside, trailing commas, single
    quotes, bare keys and Python's True, False, None are read. Missing closing braces are added only
    where the last value is complete beyond doubt: a number, a word or a list may have gone on.
    Two objects that differ, or a name that stands twice, are no answer: one of them may be a quote.
    """
    text = text.strip().strip("\ufeff")
    if not text.startswith("{"):
        text = _THOUGHTS.sub("", text)
    found: dict[str, dict[str, Any]] = {}
    place = text.find("{")
    while place >= 0:
        end = place + 1
        if _OBJECT_OPENS.match(text, place):
            value, end = _read(text, place)
            found[json.dumps(value, sort_keys=True)] = value
        place = text.find("{", end)
    if not found:
        raise ValueError("no JSON object")
    if len(found) > 1:
        raise Ambiguous("more than one JSON object")
    return found.popitem()[1]


def first_is_whole(text: str) -> bool:
    """Whether `text` opens with an object that is closed: what was cut off came after it."""
    text = re.sub(r"\A\s*(?:```(?:json)?\s*)?", "", text)
    try:
        json.JSONDecoder(strict=False).raw_decode(text)
    except ValueError:
        return False
    return text.startswith("{")


def _read(text: str, place: int) -> tuple[dict[str, Any], int]:
    """The object that opens at `place` and where it ends.

    A broken one raises ValueError: what stands further inside it is not the answer.
    """
    try:
        return _strict.raw_decode(text, place)
    except Ambiguous:
        raise
    except RecursionError as error:
        raise ValueError("the JSON is too deep") from error
    except ValueError:
        pass
    try:
        return decoded_at(text, place)
    except ValueError as error:
        raise ValueError("the JSON is broken or not complete") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise Ambiguous("a name stands twice in one object")
    return named


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_strict = json.JSONDecoder(strict=False, object_pairs_hook=_once, parse_constant=_no_number)
