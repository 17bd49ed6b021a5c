"""What a deal's card must hold and how a CRM's words are ours: [crm] of okk.toml."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import Field, field_validator

from okk_text.conversation.model import Frozen
from okk_text.language import say
from okk_text.settings.schedule import Duration

DealStage = Literal["new", "qualified", "proposal", "objection", "agreed", "paid", "lost"]


class Crm(Frozen):
    """How the deals file is read and what is asked of it.

    `required` are our names of fields (amount, phone, …) or titles of columns. `columns` says which
    column, or columns, hold a field where the file calls it otherwise; `stages` which of our stages
    a stage of the CRM is, `closed` which of its stages need no task any more. A task within
    `near` of a promise's day stands for the promise. `extras` are further things the firm sells.
    """

    required: tuple[str, ...] = ("amount", "responsible", "contact")
    columns: dict[str, str | tuple[str, ...]] = {}
    stages: dict[str, DealStage] = {}
    closed: tuple[str, ...] = ()
    silent: tuple[int, ...] = Field(default=(30, 90, 365), min_length=1)  # days
    near: Duration = timedelta(days=2)
    extras: tuple[str, ...] = ()

    @field_validator("silent")
    @classmethod
    def _ascending(cls, silent: tuple[int, ...]) -> tuple[int, ...]:
        if min(silent) < 1 or list(silent) != sorted(set(silent)):
            raise ValueError(
                say("дни по возрастанию, например [30, 90, 365]", "days in order: [30, 90, 365]")
            )
        return silent
