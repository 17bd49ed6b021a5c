"""`import`, `purge` and `score --store`: what is kept between runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from okk_text import __version__
from okk_text.commands.equipment import Choices, opened_store
from okk_text.conversation.model import Conversation
from okk_text.errors import EngineUnavailable
from okk_text.language import say
from okk_text.pipeline import Pipeline
from okk_text.readers import read
from okk_text.results import NOT_ASSESSED, Score, Scorecard, Skip
from okk_text.settings import Settings

if TYPE_CHECKING:
    from okk_text.store import Basis, Imported, Known, Removed, Store

HERE = "sqlite:///okk.db"  # beside okk.toml, else in the current folder
MOST_SHOWN = 20  # conversations that a purge lists


def import_exports(
    paths: Sequence[Path], settings: Settings, *, choices: Choices, reader: str | None = None
) -> Imported:
    """Keep what is in the paths, without scoring it; gives what was new."""
    with _known_store(settings, choices) as store:
        return store.import_conversations(read(paths, reader=reader))


class Ledger:
    """A store beside a run: takes in what is read, holds back what need not be scored again."""

    def __init__(self, store: Store, pipeline: Pipeline):
        self._store = store
        self._pipeline = pipeline
        self._held: set[str] = set()  # conversations whose stored scorecard is given
        self._new = 0

    def scorecards(self, items: Iterable[Conversation | Skip]) -> Iterator[Scorecard | Skip]:
        """Keep all items, then give their scorecards: those that hold, and new ones, kept at once.

        Two exports of one conversation have one scorecard.
        """
        named: list[str] = []  # the path of each item
        sources: dict[str, str] = {}
        for n, item in enumerate(self._store.keep(_noting_source(items, named))):
            if isinstance(item, Skip):
                yield from self._pipeline.scored([item])
            else:
                sources[item.conversation.id] = named[n]
        known = self._store.with_scorecards(list(sources), self._basis())
        for made in self._pipeline.scored(map(self._noted, known)):
            assert isinstance(made, Scorecard)
            name = made.conversation.id
            if name not in self._held:
                self._store.put(made, basis=self._basis(), finished=_is_finished(made))
                self._new += 1
            yield _shown_at(sources[name], made)

    def close(self) -> str:
        """Keep the record of the run; gives how many conversations were scored."""
        self._store.put_run(self._pipeline.run())
        held = len(self._held)
        return say(
            f"оценено заново {self._new}, без изменений {held}",
            f"scored now {self._new}, unchanged {held}",
        )

    def _noted(self, item: Conversation | Scorecard) -> Conversation | Scorecard:
        if isinstance(item, Scorecard):
            self._held.add(item.conversation.id)
        return item

    def _basis(self) -> Basis:
        """What a scorecard made now depends on; which grammar engine works shows when it starts."""
        from okk_text.store import basis_of

        pipeline = self._pipeline
        rubrics = {pipeline.rubric_of(team).stamp for team in pipeline.settings.team}
        prompts = None
        if pipeline.judge:
            from okk_text.judge.prompts import prompts_hash

            prompts = prompts_hash()
        return basis_of(
            pipeline.settings,
            rubrics | {pipeline.rubric.stamp},
            version=__version__,
            today=pipeline.exceptions.today,
            prompts_sha256=prompts,
            engines=[_grammar_engine(pipeline)],
        )


def to_purge(
    settings: Settings, choices: Choices, *, older_than: timedelta | None, client: str | None
) -> list[Known]:
    """The conversations that `purge` would remove."""
    with _known_store(settings, choices) as store:
        if client is not None:
            return store.conversations_of(client)
        assert older_than is not None
        return store.older(older_than, _now())


def purge(
    settings: Settings, choices: Choices, *, older_than: timedelta | None, client: str | None
) -> Removed:
    """Remove what is older, or one client's data everywhere; gives how much that was."""
    with _known_store(settings, choices) as store:
        if client is not None:
            return store.forget(client)
        assert older_than is not None
        return store.purge(older_than, _now())


def purge_lines(known: Sequence[Known]) -> Iterator[str]:
    """What would be removed, for people to look at before: a line for each conversation."""
    for one in known[:MOST_SHOWN]:
        last = f", {one.last_at:%d.%m.%Y}" if one.last_at else ""
        count = say(f"сообщений: {one.messages}", f"messages: {one.messages}")
        yield f"{one.conversation}  {one.source}  ({count}{last})"
    if len(known) > MOST_SHOWN:
        more = len(known) - MOST_SHOWN
        yield say(f"и ещё {more}", f"and {more} more")
    yield say(f"переписок всего: {len(known)}", f"conversations in all: {len(known)}")


def removed_lines(removed: Removed) -> Iterator[str]:
    """What was removed, and which conversations of others still name the client."""
    names = (
        (say("переписок", "conversations"), removed.conversations),
        (say("сообщений", "messages"), removed.messages),
        (say("оценок", "scorecards"), removed.scorecards),
        (say("исправлений", "corrections"), removed.corrections),
        (say("апелляций", "appeals"), removed.appeals),
        (say("исключений", "exceptions"), removed.exceptions),
        (say("ответов модели", "model's answers"), removed.answers),
        (say("записей о прогонах", "records of runs"), removed.runs),
        (say("слов в журнале", "words in the audit"), removed.audit),
    )
    told = ", ".join(f"{name} {count}" for name, count in names if count)
    yield say("удалено: ", "removed: ") + (told or say("ничего", "nothing"))
    if removed.mentions:
        told = ", ".join(removed.mentions)
        yield say(f"ещё назван в переписке с другими: {told}", f"still named in others': {told}")


def imported_lines(imported: Imported) -> Iterator[str]:
    """What an import brought."""
    yield say(
        f"переписок новых {imported.new}, выросло {imported.grown}, исправлено {imported.edited}, "
        f"без изменений {imported.unchanged}, пропущено {len(imported.skipped)}",
        f"conversations: new {imported.new}, grown {imported.grown}, edited {imported.edited}, "
        f"unchanged {imported.unchanged}, skipped {len(imported.skipped)}",
    )
    yield say(
        f"сообщений новых {imported.new_messages}, исправлено {imported.edited_messages}",
        f"messages: new {imported.new_messages}, edited {imported.edited_messages}",
    )


@contextmanager
def _known_store(settings: Settings, choices: Choices) -> Iterator[Store]:
    with opened_store(settings, choices, default=HERE) as store:
        assert store is not None
        yield store


def _now() -> datetime:
    return datetime.now().astimezone()


def _grammar_engine(pipeline: Pipeline) -> str:
    try:
        return pipeline.toolbox.grammar.name
    except EngineUnavailable:
        return "none"


def _is_finished(scorecard: Scorecard) -> bool:
    """Whether no verdict is missing for want of a model's answer; the next run tries again."""
    return not any(_is_unanswered(score) for score in scorecard.scores)


def _is_unanswered(score: Score) -> bool:
    if score.label != NOT_ASSESSED or score.by != "llm":
        return False
    if not score.answers:
        return not score.review  # a person was asked to look: no model's fault
    return all(answer.answer is None for answer in score.answers)


def _noting_source(
    items: Iterable[Conversation | Skip], named: list[str]
) -> Iterator[Conversation | Skip]:
    for item in items:
        named.append(item.source)
        yield item


def _shown_at(source: str, scorecard: Scorecard) -> Scorecard:
    """The scorecard with the path that was named in this run."""
    conversation = scorecard.conversation
    if conversation.source == source:
        return scorecard
    moved = conversation.model_copy(update={"source": source})
    return scorecard.model_copy(update={"conversation": moved})
