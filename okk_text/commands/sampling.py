"""`sample`: a week's plan of checks and the worksheets for it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from okk_text.language import say
from okk_text.review.items import Task, tasks
from okk_text.review.worksheet import Worksheet
from okk_text.sampling import Week, candidates, drawn, quotas, reason_text, staff_of
from okk_text.settings import Settings
from okk_text.store import Draw, Store


def sample(
    store: Store, settings: Settings, *, week: Week, out: Path, seed: int | None = None,
    staff: Path | None = None, by: str = "",
) -> Iterator[str]:  # fmt: skip
    """Draw the week's plan, once, and write its worksheets; gives lines for people.

    The second reviewer's worksheet stands beside `out`, as plan-2.xlsx beside plan.xlsx.
    """
    plan = store.samples.drawn(weeks=[str(week)])
    if plan:
        yield say(
            f"{week}: план уже составлен, он остаётся тем же; лист записан заново",
            f"{week}: drawn already, the plan stays; the worksheet is written again",
        )
    else:
        if missing := store.samples.unscored(week.monday, week.end):
            yield say(
                f"{week}: ещё не оценены и в план не попадут: {missing}",
                f"{week}: not scored yet and out of the plan: {missing}",
            )
        seed = random.SystemRandom().randrange(10**6) if seed is None else seed
        plan = _drawn(store, settings, week=week, seed=seed, staff=staff, by=by)
    if not plan:
        yield say(
            f"{week}: оценённых переписок менеджеров нет; сначала okk-text score --store",
            f"{week}: no scored conversations of managers; first okk-text score --store",
        )
        return
    yield from _plan_lines(plan)
    yield from _written(list(tasks(plan, store, settings)), out)


def _drawn(
    store: Store, settings: Settings, *, week: Week, seed: int, staff: Path | None, by: str
) -> tuple[Draw, ...]:
    sampling = settings.sampling
    appealed = {appeal.conversation for appeal in store.reviews.appeals(state="open")}
    scorecards = store.scorecards(since=week.monday, until=week.end)
    found = list(candidates(scorecards, week, sampling, appealed=appealed))
    members = staff_of(sampling, folder=settings.folder, path=staff)
    draws = drawn(
        found,
        quotas(found, members, sampling, week=week),
        sampling,
        week=week,
        seed=seed,
        earlier=store.samples.drawn(),
    )
    return store.samples.put(draws, by=by, words=f"seed {seed}")


def _plan_lines(plan: Sequence[Draw]) -> Iterator[str]:
    """A line for each manager: how many of each part."""
    for manager in sorted({draw.manager for draw in plan}):
        own = Counter(draw.part for draw in plan if draw.manager == manager)
        known = say(f", уже проверены раньше {own['known']}", f", reviewed before {own['known']}")
        yield say(
            f"{manager}: для показателя {own['random']}, для разбора {own['targeted']}",
            f"{manager}: for the figure {own['random']}, for coaching {own['targeted']}",
        ) + (known if own["known"] else "")


def _written(found: list[Task], out: Path) -> Iterator[str]:
    twice = [task for task in found if task.draw.twice]
    why = {
        k: ", ".join(map(reason_text, task.draw.reasons))
        for k, task in enumerate(found)
        if task.draw.reasons
    }
    Worksheet(out, found, kind="first", why=why).write()
    yield say("лист проверки: ", "worksheet: ") + str(out)
    if twice:
        second = out.with_stem(f"{out.stem}-2")
        Worksheet(second, twice, kind="second", why={}).write()
        yield say("второму проверяющему, отдельно: ", "for the second reviewer, apart: ") + str(
            second
        )
