"""How much people look at and by what: [sampling] and [review] of okk.toml."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from okk_text.conversation.model import Frozen


class StaffMember(Frozen):
    """A manager as the plan of checks needs them; `name` as in exports or reports.

    `done` of `plan`, in any unit, says how the month goes; `since` the first day at work.
    """

    name: str
    since: date | None = None
    plan: float | None = Field(default=None, gt=0)
    done: float | None = Field(default=None, ge=0)


class Sampling(Frozen):
    """How many conversations of a manager's week a person looks at, and which.

    `random` ones are for the indicator, `targeted` ones for coaching. A manager who is new (less
    than `newcomer_days` at work) or whose share of the plan is under `below_plan` gets more targeted
    ones. `twice` is the share of the random ones that two people judge. What was looked at rests for
    `rest_weeks`. `words` are names of products, `long_lines` a letter's lines of own text.
    """

    random: int = Field(default=2, ge=0)
    targeted: int = Field(default=1, ge=0)
    newcomer_days: int = Field(default=90, ge=0)
    newcomer_more: int = Field(default=2, ge=0)
    below_plan: float = Field(default=0.8, ge=0)
    below_plan_more: int = Field(default=2, ge=0)
    twice: float = Field(default=0.2, ge=0, le=1)
    rest_weeks: int = Field(default=4, ge=1)
    long_lines: int = Field(default=5, ge=1)
    low_score: float = Field(default=60, ge=0, le=100)
    words: tuple[str, ...] = ()
    staff: str | None = None  # a CSV with name, since, plan, done
    manager: tuple[StaffMember, ...] = ()


class Review(Frozen):
    """What people judge: of a conversation at most so many `messages`, chosen by chance.

    Without `criteria` all that count.
    """

    criteria: tuple[str, ...] = ()
    messages: int = Field(default=5, ge=1)
