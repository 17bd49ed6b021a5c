"""What a run works with besides the settings: judge and store, opened and closed together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from okk_text.conversation.model import Frozen
from okk_text.judge.answers import Answers, MemoryAnswers
from okk_text.pipeline import Pipeline
from okk_text.settings import Settings


class Choices(Frozen):
    """What the command line chose in place of the settings."""

    rubric: str | None = None
    store: str | None = None  # the address of a store
    no_llm: bool = False
    repeats: int | None = None


@contextmanager
def equipped(settings: Settings, choices: Choices) -> Iterator[Pipeline]:
    """A pipeline with the judge and the store that are wanted."""
    with ExitStack() as open_things:
        judge = None
        if settings.llm and not choices.no_llm:
            from okk_text.judge.judge import open_judge

            answers = open_things.enter_context(kept_answers(settings, choices))
            judge = open_judge(settings, answers=answers, repeats=choices.repeats)
        pipeline = Pipeline(settings, rubric=choices.rubric, judge=judge)
        yield open_things.enter_context(pipeline)


@contextmanager
def kept_answers(settings: Settings, choices: Choices) -> Iterator[Answers]:
    """The answers of the store; without a store they last as long as the run."""
    url = choices.store or (settings.store.url if settings.store else None)
    if url is None:
        yield MemoryAnswers()
        return
    from okk_text.store import open_store

    with open_store(url, folder=settings.folder) as store:
        yield store.answers
