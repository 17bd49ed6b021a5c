"""JSON larger than memory: walked by keys and places, decoded one value at a time.

The values are decoded by the standard library's C scanner, which reads messages several times as
fast as an event parser; only the text around the value at hand is in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from okk_text.errors import ReadError
from okk_text.language import say

LONGEST = 16 * 1024**2  # characters of one value; a Telegram message has some thousands

_decode = json.JSONDecoder(strict=False).raw_decode  # control characters stand in some exports
_blanks = re.compile(r"[ \t\r\n]*").match
_comma = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*").match

# Telegram Desktop writes control characters as \x0C, and 4.1.1 wrote paths without quotes
_HEX_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_BARE_PATH = re.compile(
    r'("document_id":[ \t]*)(?!null\b)([^\s"\d{\[-][^\n"]{0,300}?)(?=[ \t]*,?[ \t]*\r?\n)'
)


class JsonError(ReadError):
    """The text breaks off or is no JSON at some place."""


class JsonStream:
    """A place in a JSON text that moves on as keys, elements and values are taken.

    Every method raises JsonError where the text breaks off or is no JSON.
    """

    def __init__(self, pieces: Iterator[str]):
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._before = 0  # characters that were dropped before _text
        self.lost = 0  # elements that were passed over as broken

    def kind(self) -> str:
        """The first character of what comes next, "" at the end of the text."""
        while True:
            self._at = _blanks(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object at hand; take or skip each value before the next key."""
        self._take("{")
        while (kind := self.kind()) != "}":
            if kind == ",":
                self._at += 1
                continue
            key = self.value()
            self._take(":")
            yield key
        self._at += 1

    def places(self) -> Iterator[None]:
        """Stop at each element of the array at hand; take or skip it before the next one."""
        self._take("[")
        while (kind := self.kind()) != "]":
            if kind == ",":
                self._at += 1
            else:
                yield
        self._at += 1

    def elements(self, *, resume: re.Pattern[str] | None = None) -> Iterator[Any]:
        """The elements of the array at hand, decoded.

        After a broken one, goes on where `resume` matches; gives up where it matches nothing or
        its group `stop`.
        """
        self._take("[")
        while (kind := self.kind()) != "]":
            if kind == ",":
                self._at += 1
                continue
            try:
                value = self._decoded()
            except JsonError:
                if resume is None or not self._resume(resume):
                    raise
                self.lost += 1
                continue
            yield value
            self._at = _comma(self._text, self._at).end()  # type: ignore[union-attr]
        self._at += 1

    def value(self) -> Any:
        """The value at hand, decoded."""
        self.kind()
        return self._decoded()

    def skip(self, depth: int = 3) -> None:
        """Pass over the value at hand, keeping little of it in memory."""
        kind = self.kind()
        if depth and kind == "{":
            for _ in self.members():
                self.skip(depth - 1)
        elif depth and kind == "[":
            for _ in self.places():
                self.skip(depth - 1)
        else:
            self.value()

    def _decoded(self) -> Any:
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not (self._may_go_on(error) and self._more()) and not self._heal():
                    raise self._fault(error) from error
            except (ValueError, RecursionError) as error:  # a number of 5,000 digits; deep nesting
                raise self._broken(type(error).__name__) from error
            else:
                if end < len(self._text) or self._text[self._at] in '{["' or not self._more():
                    self._at = end
                    return value

    def _take(self, character: str) -> None:
        if self.kind() != character:
            raise self._broken(f"no {character}") if self.kind() else self._cut()
        self._at += 1

    def _more(self) -> bool:
        """Read on; at least as much again as is held, so that long values cost linear time."""
        held = self._text[self._at :]
        if len(held) > LONGEST:
            raise self._broken(say("слишком длинное значение", "a value too long"))
        pieces, size = [held], 0
        while size <= len(held):
            piece = next(self._pieces, None)
            if piece is None:
                break
            pieces.append(piece)
            size += len(piece)
        self._before += self._at
        self._text, self._at = "".join(pieces), 0
        return size > 0

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the value, or what would heal it, may go on beyond the text in memory."""
        return error.pos >= len(self._text) - 400 or error.msg.startswith("Unterminated string")

    def _heal(self) -> bool:
        """Mend what Telegram is known to write wrongly, in all that is held; whether it helped."""
        held = self._text[self._at :]
        healed = _BARE_PATH.sub(r'\1"\2"', _HEX_ESCAPE.sub(r"\1\\u00\2", held))
        self._before += self._at
        self._text, self._at = healed, 0
        return healed != held

    def _resume(self, resume: re.Pattern[str]) -> bool:
        """Move on to where the pattern's next match ends."""
        while True:
            found = resume.search(self._text, self._at + 1)
            if found:
                self._at = found.end()
                return not found.groupdict().get("stop")
            self._at = max(self._at, len(self._text) - 200)  # a match may begin here and go on
            if not self._more():
                return False

    def _fault(self, error: json.JSONDecodeError) -> JsonError:
        at_end = error.pos >= len(self._text) - len("-Infinity")
        if at_end or error.msg.startswith("Unterminated string"):
            return self._cut()
        return self._broken(error.msg)

    def _cut(self) -> JsonError:
        place = self._before + len(self._text)
        return JsonError(
            say(f"файл обрывается на знаке {place}", f"the file breaks off at character {place}"),
            advice=say(
                "Выгрузите переписку ещё раз, дождитесь конца и скопируйте файл целиком.",
                "Export once more, wait for the end, copy the whole file.",
            ),
        )

    def _broken(self, why: str) -> JsonError:
        place = self._before + self._at
        return JsonError(
            say(
                f"это не JSON или он испорчен около знака {place} ({why})",
                f"no JSON, or broken near character {place} ({why})",
            ),
            advice=say("Выгрузите переписку ещё раз.", "Export once more."),
        )
