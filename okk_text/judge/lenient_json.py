"""JSON as language models write it: Python's words and quotes, a comma too many, a brace too few."""

from __future__ import annotations

import json
import re
from typing import Any

_BLANK = re.compile(r"\s*")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
# An apostrophe inside a word does not end a text in single quotes.
_SINGLE = re.compile(r"'((?:[^'\\]|\\.|(?<=\w)'(?=\w))*)'(?=\s*(?:[,:}\]]|\Z))", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])")
_WORD = re.compile(r"[^\W\d]\w*")
_WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_MAX_DEPTH = 50


def decoded_at(text: str, place: int) -> tuple[Any, int]:
    """The value at `place` and where it ends; raises ValueError where there is no sure reading."""
    return _Decoder(text).value(place, depth=0)


class _Decoder:
    def __init__(self, text: str):
        self.text = text

    def value(self, place: int, *, depth: int) -> tuple[Any, int]:
        place = self._blank(place)
        opening = self.text[place : place + 1]
        if depth > _MAX_DEPTH:
            raise ValueError("too deep")
        if opening == "{":
            return self._object(place + 1, depth)
        if opening == "[":
            return self._list(place + 1, depth)
        if opening in ("'", '"'):
            return self._string(place)
        if number := _NUMBER.match(self.text, place):
            if number.end() == len(self.text):
                raise ValueError("a number at the end may have gone on")
            return json.loads(number.group()), number.end()
        word = _WORD.match(self.text, place)
        if word is None or word.group() not in _WORDS:
            raise ValueError(f"no value at {place}")
        return _WORDS[word.group()], word.end()

    def _object(self, place: int, depth: int) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        while True:
            place = self._blank(place)
            if self.text[place : place + 1] == "}":
                return values, place + 1
            name, place = self._name(place)
            place = self._expected(":", place)
            if name in values:
                raise ValueError("a name stands twice in one object")
            values[name], place = self.value(place, depth=depth + 1)
            place = self._blank(place)
            if place == len(self.text):  # only the brace is missing
                return values, place
            if self.text[place] == ",":
                place += 1
            elif self.text[place] != "}":
                raise ValueError(f"no comma at {place}")

    def _list(self, place: int, depth: int) -> tuple[list[Any], int]:
        values: list[Any] = []
        while True:
            place = self._blank(place)
            if self.text[place : place + 1] == "]":
                return values, place + 1
            value, place = self.value(place, depth=depth + 1)
            values.append(value)
            place = self._blank(place)
            if self.text[place : place + 1] == ",":
                place += 1
            elif self.text[place : place + 1] != "]":  # cut off: more may have come
                raise ValueError(f"no comma at {place}")

    def _name(self, place: int) -> tuple[str, int]:
        if word := _WORD.match(self.text, place):
            return word.group(), word.end()
        return self._string(place)

    def _string(self, place: int) -> tuple[str, int]:
        if double := _DOUBLE.match(self.text, place):
            return json.loads(double.group(), strict=False), double.end()
        single = _SINGLE.match(self.text, place)
        if single is None:
            raise ValueError(f"no closed text at {place}")
        inner = re.sub(r"\\'", "'", single.group(1))
        inner = re.sub(r'(?<!\\)"', r"\"", inner)
        return json.loads(f'"{inner}"', strict=False), single.end()

    def _expected(self, mark: str, place: int) -> int:
        place = self._blank(place)
        if self.text[place : place + 1] != mark:
            raise ValueError(f"no {mark!r} at {place}")
        return place + 1

    def _blank(self, place: int) -> int:
        return _BLANK.match(self.text, place).end()  # type: ignore[union-attr]
