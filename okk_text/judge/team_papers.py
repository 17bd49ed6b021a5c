"""What a team gives the judge: the steps of its sales script and its fact sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from okk_text.conversation.model import Frozen
from okk_text.errors import SettingsError
from okk_text.language import say
from okk_text.mistakes import told
from okk_text.rubric import Criterion, Question, Row
from okk_text.settings import Team
from okk_text.sheet import Sheet, Title

When = Literal[
    "new", "qualified", "proposal", "agreed", "paid", "lost",
    "price", "timing", "trust", "competitor", "need", "authority", "other",
]  # fmt: skip
LONGEST_FACTS = 6000  # characters of a fact sheet that go into a prompt


class Step(Frozen):
    """One step of the script; `ask` is the yes/no question that tells whether it was taken.

    `text` is its wording, `when` the stage or the kind of objection that it is for.
    """

    id: str
    title: Title
    ask: Title | None = None
    text: Title | None = None
    when: When | None = None

    @property
    def question(self) -> Question:
        """The question to the judge."""
        ask = self.ask or Title(
            ru=f"Сделал ли менеджер этот шаг: {self.title.ru}?",
            en=f"Did the manager take this step: {self.title.en}?",
        )
        return Question(id=self.id, ask=ask)


def script_of(path: Path) -> tuple[Step, ...]:
    """The steps of a script file (`steps:` with id, title and perhaps ask).

    Raises RubricError with `file:line`, SettingsError where there is no such file.
    """
    if not path.exists():
        raise _missing(path, "script")
    sheet = Sheet(path)
    steps = sheet.table.get("steps")
    if not isinstance(steps, list) or not steps:
        raise sheet.error(("steps",), say("нужен список steps", "a list of steps is a must"))
    found: dict[str, Step] = {}
    for number, written in enumerate(steps):
        step = _step(sheet, number, written)
        if step.id in found:
            problem = say(f"шаг «{step.id}» повторяется", f"the step '{step.id}' stands twice")
            raise sheet.error(("steps", number, "id"), problem)
        found[step.id] = step
    return tuple(found.values())


def facts_of(path: Path) -> str:
    """The fact sheet, its beginning where it is too long for a prompt. Raises SettingsError."""
    if not path.exists():
        raise _missing(path, "facts")
    try:
        return path.read_text(encoding="utf-8-sig")[:LONGEST_FACTS].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            say("справка не читается", "the fact sheet cannot be read"),
            where=str(path),
            advice=say("Нужен текст в UTF-8.", "It must be text in UTF-8."),
        ) from error


def given_by(team: Team | None, criterion: Criterion) -> bool:
    """Whether the team gave what the criterion needs."""
    if criterion.needs is None:
        return True
    return bool(team and getattr(team, criterion.needs))


def with_steps(criterion: Criterion, steps: Sequence[Step]) -> Criterion:
    """The criterion with a question for every step of the script."""
    all_yes = Row(label="yes", answers={step.id: "yes" for step in steps})
    all_no = Row(label="no", answers={step.id: "no" for step in steps})
    return criterion.model_copy(
        update={
            "questions": tuple(step.question for step in steps),
            "decide": (all_yes, all_no, Row(label="partly")),
        }
    )


def _step(sheet: Sheet, number: int, step: object) -> Step:
    place = ("steps", number)
    if not isinstance(step, dict):
        raise sheet.error(place, say("шагу нужны id и title", "a step needs id and title"))
    try:
        return Step(**{key: _titled(key, value) for key, value in step.items()})
    except ValidationError as error:
        first: Any = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise sheet.error((*place, *first["loc"]), f"{key}: {told(first)}") from error


def _titled(key: str, value: object) -> object:
    """A title in one language stands for both."""
    is_text = isinstance(value, str) and key not in ("id", "when")
    return {"ru": value, "en": value} if is_text else value


def _missing(path: Path, key: str) -> SettingsError:
    return SettingsError(
        say("нет такого файла", "no such file"),
        where=str(path),
        advice=say(f"Проверьте {key} в [[team]].", f"Check {key} in [[team]]."),
    )
