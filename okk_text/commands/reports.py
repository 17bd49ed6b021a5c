"""`report`: from the store and the settings to a report for the head, a manager, or about clients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from okk_text.clock import Clock
from okk_text.conversation.model import Frozen
from okk_text.department.clients import Clients
from okk_text.department.coaching import coaching
from okk_text.department.document import Document
from okk_text.department.overview import overview
from okk_text.department.page import write_page
from okk_text.department.period import Period, read_period
from okk_text.department.rubrics import Rubrics
from okk_text.department.service import service
from okk_text.department.tally import Tally
from okk_text.department.workbook import write_workbook
from okk_text.errors import OkkError, SettingsError
from okk_text.judge.passport import Passport, load_passport
from okk_text.language import say
from okk_text.report import refuse_unwritable
from okk_text.results import Scorecard
from okk_text.settings import Settings
from okk_text.store import Store, open_store

Kind = Literal["department", "manager", "client"]


class Wanted(Frozen):
    """What a report is to show."""

    kind: Kind
    period: str
    team: str | None = None
    manager: str | None = None
    ranking: bool = False


def report(settings: Settings, *, wanted: Wanted, store: str | None, form: str, out: Path) -> str:
    """Write the report; gives the name of its period. Raises OkkError where there is nothing in it."""
    url = store or (settings.store.url if settings.store else None)
    if url is None:
        raise _no_store()
    if wanted.kind == "manager" and not wanted.manager:
        raise _no_manager()
    clock = Clock()
    period = read_period(wanted.period, today=clock.started_at.date())
    with open_store(url, folder=settings.folder) as opened:
        document = _document(opened, settings, period, wanted)
    refuse_unwritable(out)
    if form == "xlsx":
        write_workbook(document, out)
    else:
        write_page(document, out, made_at=clock.started_at)
    return period.name


def _document(store: Store, settings: Settings, period: Period, wanted: Wanted) -> Document:
    scorecards = _scorecards(store, period, wanted)
    if wanted.kind == "client":
        sides = [Clients(side, settings.working_hours) for side in (period, period.before())]
        for scorecard in scorecards:
            for clients in sides:
                clients.add(scorecard)
        if not sides[0].conversations:
            raise _nothing(period)
        return service(*sides, team=wanted.team)
    tally = Tally(period, Rubrics(settings), only=wanted.manager)
    for scorecard in scorecards:
        tally.add(scorecard)
    if not tally.sizes[True]:
        raise _nothing(period)
    if wanted.manager and wanted.kind == "manager":
        named = {name for team in settings.team for name in team.managers}
        return coaching(tally, manager=wanted.manager, colleagues=named | store.managers())
    return overview(tally, passport=_passport(settings), ranking=wanted.ranking)


def _scorecards(store: Store, period: Period, wanted: Wanted) -> Iterator[Scorecard]:
    """Each scorecard of the period and of the one before, once."""
    chosen = {"team": wanted.team, "manager": wanted.manager}
    return store.scorecards(since=period.before().first, until=period.end, **chosen)


def _passport(settings: Settings) -> Passport:
    if settings.llm is None:
        return Passport()
    given = settings.llm.passport
    return load_passport(settings.llm.model, settings.folder / given if given else None)


def _no_store() -> OkkError:
    return SettingsError(
        say("не сказано, где лежат оценки", "where the scores are kept is not said"),
        advice=say(
            "Назовите --store sqlite:///okk.db или [store] url в okk.toml; наполняет его okk-text score --store.",
            "Give --store sqlite:///okk.db or [store] url in okk.toml; okk-text score --store fills it.",
        ),
    )


def _no_manager() -> OkkError:
    return SettingsError(
        say("не сказано, чей это отчёт", "whose report it is, is not said"),
        where="--kind manager",
        advice=say("Добавьте --manager ИМЯ.", "Add --manager NAME."),
    )


def _nothing(period: Period) -> OkkError:
    return OkkError(
        say(f"за период «{period.name}» оценок нет", f"there are no scores for {period.name}"),
        advice=say(
            "Проверьте период, команду и имя или оцените переписку: okk-text score … --store URL.",
            "Check period, team and name, or score some: okk-text score … --store URL.",
        ),
    )
