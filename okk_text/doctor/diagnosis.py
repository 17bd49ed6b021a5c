"""One thing that the doctor looked at."""

from __future__ import annotations

from collections.abc import Callable

from okk_text.conversation.model import Frozen
from okk_text.errors import OkkError


class Diagnosis(Frozen):
    """One thing that was looked at; `needed`: without it nothing runs."""

    subject: str
    works: bool
    told: str
    advice: str | None = None
    needed: bool = False


def tried(subject: str, examine: Callable[[], str], *, needed: bool = False) -> Diagnosis:
    """What was found, or the problem and what to type."""
    try:
        return Diagnosis(subject=subject, works=True, told=examine(), needed=needed)
    except OkkError as error:
        told = f"{error.where}: {error.problem}" if error.where else error.problem
        return Diagnosis(
            subject=subject, works=False, told=told, advice=error.advice, needed=needed
        )
