"""A deal as the CRM's export gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from okk_text.settings import DealStage


@dataclass(frozen=True, slots=True)
class Deal:
    """One card. None is "not known": the file has no such column, or nothing readable in it.

    `phones` are last ten digits, `emails` in lower case. `tasks` are the days of open tasks and
    `has_task` whether there is any; `empty` the required fields without a value; `dates` all days
    named in the card; `kept` the fields of `columns.CARD` that hold something.
    """

    line: int
    id: str
    title: str
    stage: str
    our_stage: DealStage | None
    is_closed: bool
    responsible: str
    amount: float | None
    contact: str
    company: str
    contact_id: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    has_task: bool | None
    tasks: tuple[date, ...]
    has_comment: bool | None
    created: date | None
    closed: date | None
    touched: date | None
    lost_reason: str | None
    empty: tuple[str, ...]
    dates: frozenset[date]
    kept: frozenset[str]

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.contact or f"№ {self.id}"

    @property
    def is_lost(self) -> bool:
        return self.our_stage == "lost"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row of the file; `is_read`: the rest of the row is used all the same."""

    line: int
    reason: str
    is_read: bool = False
