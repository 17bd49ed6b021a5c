"""Checks: what code can know about a manager's message. One file in this folder is one check.

A module here that defines `CHECK` is a check; nothing is registered anywhere else.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation
from okk_text.results import Fact, Finding, Verdict

__all__ = ["Check", "Toolbox", "checks"]


class Check(Protocol):
    """One thing to look for. Keeps no state.

    `good` and `bad` are dialogues (see conversation/dialogue.py), its examples and its tests: the
    good stay silent; in the bad ones exactly the places in [[double brackets]] are found, and
    applying the fixes heals them. A bad example without brackets must give a finding without place.
    """

    id: str
    criteria: tuple[str, ...]  # the criteria it answers, by verdicts or by findings
    facts: tuple[str, ...]  # fields of the conversation record that it gives
    good: tuple[str, ...]
    bad: tuple[str, ...]

    def find(
        self, conversation: Conversation, toolbox: Toolbox
    ) -> Iterable[Finding | Verdict | Fact]:
        """All that this check has to say of the conversation; roles are known by now."""
        ...


@cache
def checks() -> dict[str, Check]:
    """Every check in this folder by its id, in the order of the ids."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        check = getattr(importlib.import_module(f"{__name__}.{module.name}"), "CHECK", None)
        if check is not None:
            found[check.id] = check
    return dict(sorted(found.items()))
