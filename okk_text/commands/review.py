"""`import-review`, `appeal`, `appeals`, `regressions` and `agreement`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from okk_text.department.period import Period
from okk_text.intervals import Share
from okk_text.language import say
from okk_text.pipeline import Pipeline
from okk_text.review.agreement import (
    Pair,
    agreement,
    between_people,
    by_criterion,
    by_person,
    with_the_tool,
)
from okk_text.review.appeals import appeal_lines
from okk_text.review.corrected import corrected_score
from okk_text.review.gold import settled
from okk_text.review.incoming import import_review
from okk_text.review.items import Criteria, newest
from okk_text.review.place import Place
from okk_text.review.regressions import regressions
from okk_text.rubric import load_rubric
from okk_text.sampling import Indicator, Week, indicator
from okk_text.settings import Settings
from okk_text.store import Draw, Store


def import_lines(path: Path, store: Store, settings: Settings, *, by: str | None) -> Iterator[str]:
    """Take a worksheet back; gives lines on what came of it."""
    found = import_review(path, store, settings, by=by)
    yield from found.told
    yield say(
        f"{found.who}: оценок взято {found.new}, из них совпало с инструментом {found.agreed}; "
        f"были известны {found.known}, пусто {found.empty}",
        f"{found.who}: {found.new} labels taken, {found.agreed} of them as the tool's; "
        f"{found.known} known before, {found.empty} empty",
    )


def appeals_lines(store: Store, *, only_open: bool) -> Iterator[str]:
    """The appeals, those that wait or all."""
    appeals = store.reviews.appeals(state="open" if only_open else None)
    for appeal in appeals:
        yield from appeal_lines(appeal)
    if not appeals:
        yield say("апелляций нет", "no appeals")


def regression_lines(store: Store, pipeline: Pipeline) -> tuple[list[str], bool]:
    """A line for each example that is not as it was decided, a sum, and whether one fails."""
    counts: Counter[str] = Counter()
    lines = []
    names = {
        "fails": say("не как решено", "not as decided"),
        "unknown": say("не проверить", "cannot be checked"),
    }
    for outcome in regressions(store, pipeline.scorecard):
        counts[outcome.state] += 1
        appeal = outcome.appeal
        if outcome.state != "passes":
            place = Place(appeal.conversation, appeal.n, appeal.criterion)
            lines.append(f"№ {appeal.number} · {place} · {names[outcome.state]}: {outcome.told}")
    lines.append(
        say(f"примеров {counts.total()}: верно {counts['passes']}, не как решено {counts['fails']}, "
            f"не проверить {counts['unknown']}",
            f"{counts.total()} examples: {counts['passes']} pass, {counts['fails']} fail, "
            f"{counts['unknown']} cannot be checked")
    )  # fmt: skip
    return lines, counts["fails"] > 0


def agreement_lines(store: Store, settings: Settings, period: Period | None) -> Iterator[str]:
    """What the random part shows: agreement between people, with the tool, and the indicator."""
    corrections = [
        each
        for each in store.reviews.corrections()
        if period is None or (each.at and period.holds(each.at.astimezone()))
    ]
    titles = load_rubric(settings.rubric, folder=settings.folder).titles()
    people, tool = between_people(corrections), with_the_tool(corrections)
    if not any(each.part == "random" for each in corrections):
        yield say("слепых проверок за это время нет: sample, затем import-review",
                  "no blind reviews in this time: sample, then import-review")  # fmt: skip
        return
    pairs = [pair for _, _, pair in people]
    yield from _table(say("Проверяющие между собой", "People with each other"),
                      _titled(by_criterion(pairs), titles), pairs)  # fmt: skip
    pairs = [pair for _, pair in tool]
    yield from _table(say("Люди и инструмент", "People and the tool"),
                      _titled(by_criterion(pairs), titles), pairs)  # fmt: skip
    each_way = [(who, pair) for one, other, pair in people for who in (one, other)]
    yield from _table(say("Каждый с коллегами", "Each with colleagues"), by_person(each_way), ())
    yield from _table(say("Каждый с инструментом", "Each with the tool"), by_person(tool), ())
    yield from _indicators(store, settings, period)


def _titled(found: dict[str, list[Pair]], titles: dict[str, str]) -> dict[str, list[Pair]]:
    return {titles.get(name, name): pairs for name, pairs in found.items()}


def _table(title: str, rows: dict[str, list[Pair]], every: Sequence[Pair]) -> Iterator[str]:
    """A Markdown table with a line for each, and one for all of them."""
    if not rows:
        return
    yield f"## {title}"
    yield ""
    yield say("| | оценок | переписок | совпало, % | 95 % | κ | 95 % |",
              "| | labels | conversations | equal, % | 95 % | κ | 95 % |")  # fmt: skip
    yield "|---|---|---|---|---|---|---|"
    for name, pairs in rows.items():
        yield _row(name, pairs)
    if len(rows) > 1 and every:
        yield _row(say("всего", "all"), every)
    yield ""


def _row(name: str, pairs: Sequence[Pair]) -> str:
    found = agreement(pairs)
    assert found is not None
    talks = len({pair.place.conversation for pair in pairs})
    low, high = found.low, found.high
    cells = (
        name,
        str(len(pairs)),
        str(talks),
        f"{100 * found.share.part:.0f}",
        _span(found.share),
        "–" if found.kappa is None else f"{found.kappa:.2f}",
        "–" if low is None or high is None else f"{low:.2f} – {high:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def _span(share: Share) -> str:
    return f"{100 * share.low:.0f} – {100 * share.high:.0f}"


def _indicators(store: Store, settings: Settings, period: Period | None) -> Iterator[str]:
    """The scores of all conversations, estimated by the random part: the tool's and people's."""
    draws = [d for d in store.samples.drawn() if period is None or _begins_in(d, period)]
    criteria = Criteria(settings)
    judged = {each.conversation for each in store.reviews.corrections()}
    tool: dict[str, float] = {}
    people: dict[str, float] = {}
    for name in {draw.conversation for draw in draws if draw.part != "targeted"}:
        scorecard = newest(store, name)
        if scorecard is None:
            continue
        if scorecard.total.score is not None:
            tool[name] = scorecard.total.score
        if name in judged:
            labels = settled(store.reviews.corrections(name))
            score = corrected_score(scorecard, labels, criteria)
            if score is not None:
                people[name] = score
    yield f"## {say('Показатель по случайной части', 'The figure by the random part')}"
    yield ""
    yield say("балл инструмента: ", "the tool's score: ") + _figure(indicator(draws, tool))
    yield say("балл людей: ", "people's score: ") + _figure(indicator(draws, people))


def _begins_in(draw: Draw, period: Period) -> bool:
    return period.first <= Week.read(draw.week).monday < period.end


def _figure(found: Indicator | None) -> str:
    if found is None:
        return "–"
    span = (
        "" if found.low is None or found.high is None else f" ({found.low:.1f} – {found.high:.1f})"
    )
    of = say(f"по {found.count} из {found.of:.0f} переписок",
             f"by {found.count} of {found.of:.0f} conversations")  # fmt: skip
    return f"{found.mean:.1f}{span}, {of}"
