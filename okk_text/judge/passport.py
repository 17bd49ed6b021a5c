"""The judge's passport: how well a model answers the rubric's questions, measured on labels."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import Field, ValidationError

from okk_text.conversation.model import Frozen
from okk_text.errors import SettingsError
from okk_text.intervals import Share
from okk_text.language import say
from okk_text.mistakes import told
from okk_text.resources import shipped
from okk_text.results import Said
from okk_text.rubric import Question

ENOUGH = 20  # labelled places, to say that a model cannot judge a criterion
UNSURE_BELOW = 0.5  # of a model without a passport: between this and the question's threshold


class Thresholds(Frozen):
    """Probabilities of a yes: from `yes` on it is one, below `no` it is a no, between them unsure.

    A `yes` of 1 is never reached: such a question is never answered so.
    """

    yes: float = Field(ge=0, le=1)
    no: float = Field(ge=0, le=1)


class Skill(Frozen):
    """How well a criterion is judged: against people's labels, a fault being what is worth < 1."""

    labelled: int
    assessed: int
    agreement: Share | None = None
    kappa: float | None = None
    sensitivity: Share | None = None  # of the faults, how many were seen
    specificity: Share | None = None  # of what is fine, how much was left alone
    under_the_bar: bool = False  # shown, never counted


class Passport(Frozen):
    """What `okk-text calibrate` wrote; empty for a model that nobody has measured."""

    model: str = ""
    asks: str = "question"
    rubric: str = ""  # name, version and hash of the rubric it was measured with
    prompts: str = ""  # hash of the prompts
    measured_on: str = ""
    thresholds: dict[str, Thresholds] = {}  # by criterion.question
    skills: dict[str, Skill] = {}  # by criterion

    def said(self, criterion: str, question: Question, chance: float) -> Said:
        """What a probability of yes means for this question."""
        known = self.thresholds.get(f"{criterion}.{question.id}")
        yes = known.yes if known else question.threshold
        no = known.no if known else min(UNSURE_BELOW, yes)
        if chance >= yes and yes < 1:
            return "yes"
        return "no" if chance < no else "unsure"

    def holds_back(self, criterion: str) -> bool:
        """Whether the criterion is too weak with this model to be counted."""
        skill = self.skills.get(criterion)
        return skill is not None and skill.under_the_bar

    def never_decides(self, criterion: str) -> bool:
        """Whether nothing came of asking this model: then it is not asked at all."""
        skill = self.skills.get(criterion)
        return skill is not None and skill.labelled >= ENOUGH and skill.assessed == 0


def load_passport(model: str, path: Path | None) -> Passport:
    """The passport at `path`, else the one that ships for a model of that name, else an empty one.

    Raises SettingsError where a given file is no passport.
    """
    if path is None:
        path = shipped("rubrics") / "passports" / f"{_file_name(model)}.json"
        if not path.exists():
            return Passport(model=model)
    try:
        return Passport(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, ValidationError) as error:
        problem = _told(error)
        raise SettingsError(
            say(f"паспорт судьи не читается: {problem}", f"the passport is unreadable: {problem}"),
            where=str(path),
            advice=say("Сделайте его: okk-text calibrate.", "Make it: okk-text calibrate."),
        ) from error


def _told(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {told(first)}"


def _file_name(model: str) -> str:
    return re.sub(r"[^\w.-]+", "_", model)
