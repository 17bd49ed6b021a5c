"""`scripts`: what a team's conversations teach its sales script."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from okk_text.commands.equipment import Choices, equipped, opened_store
from okk_text.conversation.model import Frozen
from okk_text.errors import OkkError, SettingsError
from okk_text.judge.answers import Answers
from okk_text.judge.door import Door
from okk_text.judge.team_papers import facts_of, script_of
from okk_text.language import say
from okk_text.results import Scorecard, Skip
from okk_text.scripts.blocks import Block
from okk_text.scripts.document import About, blocks
from okk_text.scripts.drafts import StepDraft, drafts
from okk_text.scripts.findings import findings
from okk_text.scripts.material import Material
from okk_text.settings import Settings, Team


class Learnt(Frozen):
    """How many conversations were counted, and what was not read."""

    conversations: int
    skipped: tuple[Skip, ...] = ()


def improve_scripts(
    paths: Sequence[Path],
    settings: Settings,
    *,
    team: str | None,
    since: date | None,
    until: date | None,
    choices: Choices,
    form: str,
    out: Path | None,
    reader: str | None = None,
) -> Learnt:
    """Count, draft and write the document; without `paths` the scorecards of the store are counted.

    Both `since` and `until` count in. Raises OkkError where there is nothing to count from.
    """
    _refuse_form(form, out)
    of = _team(settings, team)
    steps = script_of(settings.folder / of.script) if of and of.script else ()
    facts = facts_of(settings.folder / of.facts) if of and of.facts else ""
    material = Material(since=since, until=until)
    skipped: list[Skip] = []
    with _source(paths, settings, choices, reader=reader) as (cards, door):
        for card in cards(since, until, team):
            if isinstance(card, Skip):
                skipped.append(card)
            elif team is None or card.team == team:
                material.add(card)
        found = findings(material, steps=steps, settings=settings, facts=facts)
        made: Sequence[StepDraft] = ()
        if door is not None:
            made = tuple(drafts(found, steps=steps, facts=facts, door=door, settings=settings))
    about = About(of.name if of else team, since, until, bool(steps), door is not None)
    _write(list(blocks(found, drafts=made, about=about)), form, out)
    return Learnt(conversations=found.conversations, skipped=tuple(skipped))


@contextmanager
def _source(paths, settings: Settings, choices: Choices, *, reader: str | None) -> Iterator:
    """A function that gives scorecards of a period and a team, and the door to the model, if any."""
    if paths:
        with equipped(settings, choices) as pipeline:
            door = pipeline.judge.inquirers[0].door if pipeline.judge else None
            yield lambda since, until, team: pipeline.scorecards(paths, reader=reader), door
        return
    with opened_store(settings, choices) as store:
        if store is None:
            raise SettingsError(
                say("не из чего считать", "nothing to count from"),
                where="okk-text scripts",
                advice=say("Назовите выгрузки или --store.", "Name exports, or a --store."),
            )
        door = _door(settings, choices, store.answers)

        def cards(since: date | None, until: date | None, team: str | None) -> Iterator[Scorecard]:
            end = until + timedelta(days=1) if until else None
            return store.scorecards(since=since, until=end, team=team)

        try:
            yield cards, door
        finally:
            if door is not None:
                door.close()


def _door(settings: Settings, choices: Choices, answers: Answers) -> Door | None:
    if settings.llm is None or choices.no_llm:
        return None
    return Door(settings.llm, privacy=settings.privacy, answers=answers)


def _team(settings: Settings, name: str | None) -> Team | None:
    """The team of that name; without one the only team there is."""
    if name is None:
        return settings.team[0] if len(settings.team) == 1 else _no_team(settings)
    found = next((team for team in settings.team if team.name == name), None)
    if found is None and settings.team:
        raise _which(settings, say(f"нет отдела «{name}»", f"there is no team {name!r}"))
    return found


def _no_team(settings: Settings) -> None:
    if any(team.script for team in settings.team):
        raise _which(settings, say("отделов несколько", "there are several teams"))


def _which(settings: Settings, problem: str) -> SettingsError:
    names = ", ".join(team.name for team in settings.team)
    advice = say(f"Назовите один: {names}.", f"Name one of: {names}.")
    return SettingsError(problem, where="--team", advice=advice)


def _refuse_form(form: str, out: Path | None) -> None:
    """Raise OkkError where the form needs a file, or the file cannot be written: before the work."""
    if form in ("docx", "html") and out is None:
        raise OkkError(
            say(f"формату {form} нужен файл", f"the form {form} needs a file"),
            where="--format",
            advice=say(f"Добавьте --out скрипт.{form}.", f"Add --out script.{form}."),
        )
    if out is not None:
        try:
            with out.open("ab"):
                pass
        except OSError as error:
            raise OkkError(
                say("сюда нельзя записать", "this cannot be written"),
                where=str(out),
                advice=say("Проверьте путь после --out.", "Check the path after --out."),
            ) from error


def _write(document: list[Block], form: str, out: Path | None) -> None:
    if form == "docx":
        from okk_text.scripts.word import write_word

        assert out is not None
        write_word(document, out)
        return
    if form == "terminal":
        from okk_text.scripts.terminal import show

        if out is None:
            show(document, sys.stdout)
        else:
            with out.open("w", encoding="utf-8") as stream:
                show(document, stream)
        return
    from okk_text.scripts.markdown import markdown
    from okk_text.scripts.page import page

    pieces = page(document) if form == "html" else markdown(document)
    if out is None:
        sys.stdout.writelines(pieces)
    else:
        with out.open("w", encoding="utf-8") as stream:
            stream.writelines(pieces)
