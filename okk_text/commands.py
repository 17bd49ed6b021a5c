"""What the commands do, from paths and settings to a written result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from okk_text.checks import checks
from okk_text.conversation.model import Conversation, Frozen
from okk_text.language import say
from okk_text.pipeline import Pipeline
from okk_text.readers import read
from okk_text.readers.drafts import read_draft
from okk_text.report import Writer, open_writer
from okk_text.results import Run, Scorecard, Skip
from okk_text.rubric import load_rubric
from okk_text.rubric_lint import MEDIA, Doubt, doubts, is_list, list_doubts
from okk_text.settings import Settings


class Outcome(Frozen):
    """The record of the run, and whether a conversation scored below what was asked for."""

    run: Run
    below: bool


def score_exports(
    paths: Sequence[Path],
    settings: Settings,
    *,
    reader: str | None = None,
    rubric: str | None = None,
    form: str = "terminal",
    out: Path | None = None,
    page: Path | None = None,
    fail_under: float | None = None,
    accepting: str | None = None,
) -> Outcome:
    """Score what is in the paths and write the report; `page` is an HTML report beside it.

    `accepting` is the command that accepts a hint of this run, for the reports to show.
    """
    with Pipeline(settings, rubric=rubric) as pipeline:
        shown = partial(open_writer, stream=sys.stdout, rubric=pipeline.rubric, accepting=accepting)
        writers = [shown(form, out=out)]
        if page:
            writers.append(shown("html", out=page))
        made = pipeline.scorecards(paths, reader=reader)
        watched = _watched(made, writers[0], partial(read, paths, reader=reader))
        return _written(watched, pipeline, writers, fail_under)


def check_draft(
    draft: Path,
    settings: Settings,
    *,
    manager: str | None,
    client: str | None,
    medium: str,
    rubric: str | None = None,
    form: str = "terminal",
    out: Path | None = None,
    fail_under: float | None = None,
) -> Outcome:
    """Check one draft and write the report."""
    with Pipeline(settings, rubric=rubric) as pipeline:
        conversation = read_draft(draft, manager=manager, client=client, medium=medium)
        writer = open_writer(form, out=out, stream=sys.stdout, rubric=pipeline.rubric)
        return _written([pipeline.scorecard(conversation)], pipeline, [writer], fail_under)


def rubric_doubts(name: str, settings: Settings) -> list[Doubt]:
    """What is wrong or doubtful in the rubric, or in the list of phrases, rules or words."""
    path = Path(name)
    if path.is_file() and is_list(path):
        return list_doubts(path)
    known = {check.id: check.criteria for check in checks().values()}
    return doubts(name, known_checks=known, settings=settings)


def rubric_lines(name: str, medium: str | None, settings: Settings) -> Iterator[str]:
    """The criteria of a rubric with weights and labels, a line each, medium by medium."""
    rubric = load_rubric(name, folder=settings.folder)
    yield f"{rubric.name} {rubric.version}: {rubric.title}"
    for shown in (medium,) if medium else MEDIA:
        yield f"\n{shown}"
        for criterion in rubric.criteria_for(shown, None):
            by = "+".join(criterion.checks) or "llm"
            labels = ", ".join(f"{label} {value:g}" for label, value in criterion.labels.items())
            if criterion.counted:
                labels = say("по числу замечаний", "by the number of findings")
            yield f"  {criterion.weight:>4g}  {criterion.id:<14} {criterion.title} ({by}): {labels}"


def _written(
    items: Iterable[Scorecard | Skip],
    pipeline: Pipeline,
    writers: Sequence[Writer],
    fail_under: float | None,
) -> Outcome:
    """Write every item as it comes and the record of the run."""
    below = False
    for item in items:
        for writer in writers:
            writer.add(item)
        if isinstance(item, Scorecard) and fail_under is not None:
            score = item.total.score
            below = below or (score is not None and score < fail_under)
    run = pipeline.run()
    for writer in writers:
        writer.finish(run)
    return Outcome(run=run, below=below)


def _watched(
    items: Iterable[Scorecard | Skip],
    writer: Writer,
    to_count: Callable[[], Iterable[Conversation | Skip]],
) -> Iterator[Scorecard | Skip]:
    """The items, with a progress bar while somebody looks at the screen.

    Reading is a hundred times faster than checking, so the messages are counted first: only then is
    the time left an honest one.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    # What is printed to the same screen must go through the same console, above the bar.
    console = getattr(writer, "console", None)
    if console is None or not console.is_terminal:
        console = Console(stderr=True)
    label = TextColumn("{task.description}")
    columns = (label, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(say("читаю", "reading"), total=None)
        total = sum(len(c.messages) for c in to_count() if isinstance(c, Conversation))
        progress.update(task, description=say("проверяю", "checking"), total=total)
        for item in items:
            yield item
            if isinstance(item, Scorecard):
                progress.advance(task, len(item.conversation.messages))
