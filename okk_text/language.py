"""The language of everything that people read: reports, hints, errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Language = Literal["ru", "en"]

_current: ContextVar[Language] = ContextVar("language", default="ru")


def say(ru: str, en: str) -> str:
    """The text in the language of this run; both stand side by side where they are used."""
    return ru if _current.get() == "ru" else en


def current_language() -> Language:
    """The language of this run."""
    return _current.get()


def set_language(language: Language) -> None:
    """Speak this language from now on."""
    _current.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak this language inside the block."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def count_ru(number: int, one: str, few: str, many: str) -> str:
    """`number` with its Russian noun: 1 письмо, 2 письма, 5 писем."""
    if number % 10 == 1 and number % 100 != 11:
        return f"{number} {one}"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return f"{number} {few}"
    return f"{number} {many}"
