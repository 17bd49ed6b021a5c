"""What a run works with besides the settings: judge and store, opened and closed together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from okk_text.conversation.model import Frozen
from okk_text.judge.answers import Answers, MemoryAnswers
from okk_text.pipeline import Pipeline
from okk_text.settings import Settings

if TYPE_CHECKING:
    from okk_text.store import Store


class Choices(Frozen):
    """What the command line chose in place of the settings."""

    rubric: str | None = None
    store: str | None = None  # the address of a store
    no_llm: bool = False
    repeats: int | None = None


@contextmanager
def equipped(
    settings: Settings, choices: Choices, store: Store | None = None
) -> Iterator[Pipeline]:
    """A pipeline with the judge that is wanted, and the answers and exceptions of the store.

    Without a `store` that is open it opens the chosen one, if there is one. The pipeline's settings
    are those that count: with the choices and with the store's exceptions.
    """
    with ExitStack() as open_things:
        if store is None:
            store = open_things.enter_context(opened_store(settings, choices))
        settings = _chosen(settings, choices, store)
        judge = None
        if settings.llm:
            from okk_text.judge.judge import open_judge

            answers: Answers = store.answers if store else MemoryAnswers()
            judge = open_judge(settings, answers=answers)
        pipeline = Pipeline(settings, rubric=choices.rubric, judge=judge)
        yield open_things.enter_context(pipeline)


@contextmanager
def opened_store(
    settings: Settings, choices: Choices, *, default: str | None = None
) -> Iterator[Store | None]:
    """The store of the command line, else that of okk.toml, else the one at `default` or none."""
    url = choices.store or (settings.store.url if settings.store else default)
    if url is None:
        yield None
        return
    from okk_text.store import open_store

    with open_store(url, folder=settings.folder) as store:
        yield store


@contextmanager
def kept_answers(settings: Settings, choices: Choices) -> Iterator[Answers]:
    """The answers of the store; without a store they last as long as the run."""
    with opened_store(settings, choices) as store:
        yield store.answers if store else MemoryAnswers()


def _chosen(settings: Settings, choices: Choices, store: Store | None) -> Settings:
    """The settings with what the command line chose, and with the exceptions of the store."""
    llm = None if choices.no_llm else settings.llm
    if llm and choices.repeats:
        llm = llm.model_copy(update={"repeats": choices.repeats})
    kept = store.reviews.exceptions() if store else ()
    return settings.model_copy(update={"llm": llm, "exception": (*settings.exception, *kept)})
