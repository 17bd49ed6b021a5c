"""Which criteria count, how much, what the judge is asked, and what each label is worth."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from okk_text.conversation.model import Frozen, Medium
from okk_text.language import Language
from okk_text.results import RubricStamp, Said
from okk_text.sheet import Title

# Where a criterion is judged: each manager's message, each manager's turn, the whole conversation,
# each client's turn, or each of their objections and what was answered.
Unit = Literal["message", "turn", "conversation", "client_turn", "objection"]
# What code can see in a sentence; evidence that does not show it does not count.
Shown = Literal["deadline", "request", "price", "promise", "payment", "refusal", "agreement"]


class Counted(Frozen):
    """Value by counted faults: max(0, 1 − slope × faults per 100 words, of at least `floor` words).

    `count` words: every word inside a finding is one fault. `over` thread: faults and words of all
    that the author wrote in the conversation, so that one short message is not punished; a message
    without a finding is worth 1 all the same.
    """

    slope: float = Field(gt=0)
    floor: int = Field(default=50, gt=0)
    count: Literal["findings", "words"] = "findings"
    over: Literal["message", "thread"] = "message"


class Example(Frozen):
    """A short text and the right answer to the question about it."""

    text: str
    answer: Said

    @field_validator("answer", mode="before")
    @classmethod
    def _written_bare(cls, answer: object) -> object:
        return _word(answer)


class Question(Frozen):
    """One yes/no question to the judge.

    `fault`: yes is a fault, so that no answer is unknown, never «fine». `shows`: what the cited
    sentence must hold for a yes, where code can see it. `after`: the question is put only where
    earlier ones of the criterion were answered so. `over`: in a conversation cut into windows, yes
    anywhere is yes (`any`), or the last window alone decides (`last`). `threshold`: the probability
    from which an answer is a yes, for models without a passport.
    """

    id: str
    ask: Title
    fault: bool = False
    shows: Shown | None = None
    after: dict[str, Said] = {}
    over: Literal["any", "last"] = "any"
    threshold: float = Field(default=0.8, gt=0, lt=1)
    examples: dict[Language, tuple[Example, ...]] = {}

    @field_validator("after", mode="before")
    @classmethod
    def _written_bare(cls, after: object) -> object:
        return (
            {key: _word(word) for key, word in after.items()} if isinstance(after, dict) else after
        )


class Row(Frozen):
    """One row of the table that turns answers into a label: `{rude: yes, label: rude}`."""

    label: str
    answers: dict[str, Said] = {}

    @model_validator(mode="before")
    @classmethod
    def _from_flat(cls, row: object) -> object:
        if not isinstance(row, dict) or "answers" in row:
            return row
        answers = {key: _word(word) for key, word in row.items() if key != "label"}
        return {"label": _word(row.get("label")), "answers": answers}


class Variant(Frozen):
    """What is different for a medium, a team or both."""

    medium: Medium | None = None
    team: str | None = None
    weight: float | None = Field(default=None, ge=0)
    counted: Counted | None = None
    labels: dict[str, float] | None = None
    critical: tuple[str, ...] | None = None

    def fits(self, medium: Medium, team: str | None) -> bool:
        """Whether it is meant for this medium and team."""
        return self.medium in (None, medium) and self.team in (None, team)


class Criterion(Frozen):
    """One thing that is scored: by `checks` (rules) or, what they leave open, by `questions`.

    The first row of `decide` whose answers all hold gives the label. `fact` names the field of the
    conversation's record that takes the label. `needs` is what the team must have given.

    `labels` gives each label its value 0–1; with `counted` the value comes from the number of
    findings instead. `critical` labels cap the score of the whole conversation. `report_only`
    criteria are shown but never counted.
    """

    id: str
    title: Title
    weight: float = Field(ge=0)
    unit: Unit = "message"
    media: tuple[Medium, ...] = ("chat", "email", "proposal")
    teams: tuple[str, ...] = ()  # empty: all
    checks: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    decide: tuple[Row, ...] = ()
    fact: str | None = None
    needs: Literal["script", "facts"] | None = None
    labels: dict[str, float] = {}
    counted: Counted | None = None
    critical: tuple[str, ...] = ()
    report_only: bool = False
    when: tuple[Variant, ...] = ()

    @field_validator("labels")
    @classmethod
    def _values_in_range(cls, labels: dict[str, float]) -> dict[str, float]:
        for label, value in labels.items():
            if not 0 <= value <= 1:
                raise ValueError(f"the value of '{label}' must lie between 0 and 1")
        return labels

    def applies(self, medium: Medium, team: str | None) -> bool:
        """Whether the criterion is meant for this medium and team."""
        return medium in self.media and (not self.teams or team in self.teams)

    def varied(self, medium: Medium, team: str | None) -> Criterion:
        """The criterion as it is for this medium and team; of several variants the last wins."""
        changes: dict[str, Any] = {}
        for variant in self.when:
            if variant.fits(medium, team):
                given = variant.model_dump(exclude_none=True, exclude={"medium", "team"})
                changes |= {key: getattr(variant, key) for key in given}
        return self.model_copy(update=changes)


class Rubric(Frozen):
    """A department's rubric; `critical_cap` is the most that a score can be after a critical fault."""

    name: str
    version: str
    title: Title
    critical_cap: float = Field(default=40, ge=0, le=100)
    criteria: tuple[Criterion, ...]
    sha256: str

    @cached_property
    def stamp(self) -> RubricStamp:
        """Name, version and hash, as results carry them."""
        return RubricStamp(name=self.name, version=self.version, sha256=self.sha256)

    def criteria_for(self, medium: Medium, team: str | None) -> tuple[Criterion, ...]:
        """The criteria that count for this medium and team, with their variants applied."""
        fitting = (c for c in self.criteria if c.applies(medium, team))
        varied = (criterion.varied(medium, team) for criterion in fitting)
        return tuple(criterion for criterion in varied if criterion.weight > 0)

    def titles(self) -> dict[str, str]:
        """Criterion id -> title in the language of the run."""
        return {criterion.id: str(criterion.title) for criterion in self.criteria}


def _word(word: object) -> object:
    """YAML reads a bare yes or no as true or false."""
    return {True: "yes", False: "no"}.get(word, word) if isinstance(word, bool) else word
