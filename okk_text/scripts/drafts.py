"""Drafts of changed steps: what the model is given for each moment, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okk_text.conversation.model import Conversation
from okk_text.judge.script_draft import Asks, Draft, DraftDropped, DraftTask, drafted
from okk_text.judge.team_papers import Step
from okk_text.language import speaking
from okk_text.lexicon.texts import text_language
from okk_text.privacy import Vault
from okk_text.scripts.findings import Findings, MomentFound
from okk_text.scripts.titles import moment_title, new_step_title
from okk_text.settings import Settings

NOBODY = Conversation(id="script", source="", channel="script", medium="chat", messages=())


@dataclass(frozen=True, slots=True)
class StepDraft:
    """The step (None: the script has none for this moment) and its new wording, or why there is none."""

    moment: str
    title: str
    before: str
    result: Draft | DraftDropped


def drafts(
    found: Findings, *, steps: Sequence[Step], facts: str, door: Asks, settings: Settings
) -> Iterator[StepDraft]:
    """A draft for every moment with answers worth to be learnt from.

    A stage without a step of its own is left alone; an objection without one gets a new step.
    """
    own = Vault(NOBODY, settings)
    for moment in found.moments:
        step = next((step for step in steps if step.when == moment.name), None)
        if not moment.exemplars or (step is None and not moment.is_objection):
            continue
        task = _task(moment, step, facts)
        result = drafted(task, door=door, vault=own, guard=own.leaks)
        title = str(step.title) if step else new_step_title(moment.name)
        yield StepDraft(moment.name, title, task.text, result)


def _task(moment: MomentFound, step: Step | None, facts: str) -> DraftTask:
    """What the model is given, in the language of the answers, whatever that of the run."""
    answers = tuple(exemplar.text for exemplar in moment.exemplars)
    with speaking(text_language("\n".join(answers))):
        return DraftTask(
            title=str(step.title) if step else new_step_title(moment.name),
            moment=moment_title(moment.name),
            text=str(step.text) if step and step.text else "",
            answers=answers,
            facts=facts,
        )
