"""The progress bar, while somebody looks at the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from okk_text.conversation.model import Conversation
from okk_text.language import say
from okk_text.report import Writer
from okk_text.results import Scorecard, Skip

if TYPE_CHECKING:
    from okk_text.judge.judge import Judge


def watched(
    items: Iterable[Scorecard | Skip],
    writer: Writer | None,
    to_count: Callable[[], Iterable[Conversation | Skip]],
    *,
    judge: Judge | None = None,
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
    columns = [label, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    if judge is not None:
        columns.append(_asked_so_far(judge))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(say("читаю", "reading"), total=None)
        total = sum(len(c.messages) for c in to_count() if isinstance(c, Conversation))
        progress.update(task, description=say("проверяю", "checking"), total=total)
        for item in items:
            yield item
            if isinstance(item, Scorecard):
                progress.advance(task, len(item.conversation.messages))


def _asked_so_far(judge: Judge) -> Any:
    """A column that tells how many calls the judge has made."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Calls(ProgressColumn):
        def render(self, task: Task) -> Text:
            calls = judge.usage()["calls"]
            return Text(say(f"вызовов модели: {calls}", f"model calls: {calls}"))

    return Calls()
