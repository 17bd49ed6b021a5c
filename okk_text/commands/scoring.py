"""`score`, `check` and `demo`: from paths and settings to a written result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from okk_text.commands.equipment import Choices, equipped, opened_store
from okk_text.commands.progress import watched
from okk_text.commands.store import Ledger
from okk_text.conversation.model import Frozen
from okk_text.pipeline import Pipeline
from okk_text.readers import read
from okk_text.readers.drafts import read_draft
from okk_text.report import Writer, open_writer
from okk_text.results import Run, Scorecard, Skip
from okk_text.settings import Settings
from okk_text.turned import Turned

NO_CHOICES = Choices()


class Outcome(Frozen):
    """The record of the run, whether a conversation scored too low, and what else to tell."""

    run: Run
    below: bool
    told: tuple[str, ...] = ()


def score_exports(
    paths: Sequence[Path],
    settings: Settings,
    *,
    choices: Choices = NO_CHOICES,
    reader: str | None = None,
    form: str = "terminal",
    out: Path | None = None,
    page: Path | None = None,
    fail_under: float | None = None,
    accepting: str | None = None,
    compare_with: Path | None = None,
) -> Outcome:
    """Score what is in the paths and write the report; `page` is an HTML report beside it.

    With a store only what is new, grown, edited or on another basis is scored, and kept there.
    `accepting` is the command that accepts a hint of this run, for the reports to show;
    `compare_with` an earlier run, to say which verdicts turned.
    """
    turned = Turned(compare_with) if compare_with else None
    with (
        opened_store(settings, choices) as store,
        equipped(settings, choices, store) as pipeline,
    ):
        shown = partial(open_writer, stream=sys.stdout, rubric=pipeline.rubric, accepting=accepting)
        writers = [shown(form, out=out)]
        if page:
            writers.append(shown("html", out=page))
        items = partial(read, paths, reader=reader)
        ledger = Ledger(store, pipeline) if store else None
        made = ledger.scorecards(items()) if ledger else pipeline.scored(items())
        shown_items = watched(made, writers[0], items, judge=pipeline.judge)
        outcome = _written(shown_items, pipeline, writers, fail_under, turned)
        if ledger is None:
            return outcome
        return outcome.model_copy(update={"told": (*outcome.told, ledger.close())})


def check_draft(
    draft: Path,
    settings: Settings,
    *,
    manager: str | None,
    client: str | None,
    medium: str,
    choices: Choices = NO_CHOICES,
    form: str = "terminal",
    out: Path | None = None,
    fail_under: float | None = None,
) -> Outcome:
    """Check one draft and write the report."""
    with equipped(settings, choices) as pipeline:
        conversation = read_draft(draft, manager=manager, client=client, medium=medium)
        writer = open_writer(form, out=out, stream=sys.stdout, rubric=pipeline.rubric)
        return _written([pipeline.scorecard(conversation)], pipeline, [writer], fail_under)


def _written(
    items: Iterable[Scorecard | Skip],
    pipeline: Pipeline,
    writers: Sequence[Writer],
    fail_under: float | None,
    turned: Turned | None = None,
) -> Outcome:
    """Write every item as it comes and the record of the run."""
    below = False
    for item in items:
        for writer in writers:
            writer.add(item)
        if isinstance(item, Skip):
            continue
        if turned:
            turned.add(item)
        if fail_under is not None:
            score = item.total.score
            below = below or (score is not None and score < fail_under)
    run = pipeline.run()
    for writer in writers:
        writer.finish(run)
    return Outcome(run=run, below=below, told=tuple(turned.lines()) if turned else ())
