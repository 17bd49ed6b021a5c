"""A doubtful place in a file that a specialist writes."""

from __future__ import annotations

from okk_text.conversation.model import Frozen


class Doubt(Frozen):
    """One doubtful place: `where` is file:line."""

    where: str
    problem: str
    advice: str
    error: bool = False  # it cannot work as written
