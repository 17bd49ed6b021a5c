"""The rubric's table that turns answers into a label: the model never sets one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okk_text.results import Said
from okk_text.rubric.criterion import Row


def row_of(rows: Sequence[Row], answers: Mapping[str, Said | None]) -> Row | None:
    """The first row whose answers all hold; None where that cannot be known.

    A row that an unknown answer leaves open hides all rows below it: they may not be the first.
    """
    for row in rows:
        held = [_holds(wanted, answers.get(question)) for question, wanted in row.answers.items()]
        if all(held):
            return row
        if False not in held:
            return None
    return None


def _holds(wanted: Said, given: Said | None) -> bool | None:
    """Whether an answer is the wanted one; None: not known."""
    if given == wanted:
        return True
    return None if given in (None, "unsure") else False
