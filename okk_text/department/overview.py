"""The head's report: what to do next, the trend, criteria, teams, managers, the most frequent hints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from okk_text.department import comparison as compare
from okk_text.department.advice import remedy
from okk_text.department.breakdown import criteria, hints, managers, matrices, teams
from okk_text.department.counts import Points
from okk_text.department.document import (
    FEW,
    Cell,
    Chart,
    Column,
    Document,
    Point,
    Section,
    Series,
    Table,
    Tile,
    count,
    percent,
    score,
    words,
)
from okk_text.department.sums import Sums
from okk_text.department.tally import Tally
from okk_text.intervals import Band
from okk_text.judge.passport import Passport
from okk_text.language import count_ru, current_language, say

MOST_POINTS = 3
ENOUGH = 10  # conversations, to say that all is well
LEAST_GAIN = 0.5  # points of the score; less is not worth a plan
TONES = ("one", "two", "three", "four")


def overview(tally: Tally, *, passport: Passport, ranking: bool) -> Document:
    """The report on the whole department, or on the team that was counted."""
    sums = Sums(tally)
    sections = [_next_steps(sums), _trend(sums), criteria(sums, passport)]
    if len(sums.teams) > 1:
        sections.append(teams(sums))
    sections += [managers(sums, ranking=ranking), *matrices(sums), hints(sums)]
    only = sums.teams[0] if len(sums.teams) == 1 and sums.teams[0] else None
    return Document(
        title=say("Качество переписки", "Quality of correspondence"),
        subtitle=" · ".join(filter(None, (only, tally.period.name))),
        tiles=tuple(_tiles(sums)),
        sections=tuple(section for section in sections if section),
        notes=tuple(_notes(passport, ranking=ranking)),
    )


def _tiles(sums: Sums) -> Iterator[Tile]:
    before = sums.points[False].band
    was = say(f"было {round(before.mean)}", f"was {round(before.mean)}") if before else ""
    now = score(sums.points[True].band)
    yield Tile(now, say("средний балл", "mean score") + (f" · {was}" if was else ""))
    yield Tile(count(sums.conversations[True]), say("переписок", "conversations"))
    yield Tile(count(sums.messages[True]), say("сообщений менеджеров", "managers' messages"))
    assessed = sums.all_cells[True].assessed
    part = Cell(f"{round(100 * assessed.part)}\u00a0%" if assessed else "—")
    yield Tile(part, say("оценено из того, что требовалось", "assessed of what was due"))


def _next_steps(sums: Sums) -> Section:
    points = tuple(_step(sums, name, gain) for name, gain in _gains(sums)[:MOST_POINTS])
    lead = say(
        "Баллы — сколько прибавил бы средний балл, если бы критерий был в порядке везде.",
        "Points: how much the mean score would gain if the criterion were in order everywhere.",
    )
    if not points:
        lead = say("Срочного нет: так держать.", "Nothing urgent: keep it up.")
    if not points and sums.conversations[True] < ENOUGH:
        lead = say(
            "Переписок пока мало, чтобы советовать.",
            "There are too few conversations to advise on.",
        )
    return Section(say("Что делать дальше", "What to do next"), lead, points=points)


def _gains(sums: Sums) -> list[tuple[str, float]]:
    """Criteria by the points that they take from the mean score, the dearest first."""
    total = sums.points[True].count or 1
    gains = [(name, lost / total) for name, lost in sums.losses.items()]
    enough = (
        (name, gain)
        for name, gain in gains
        if gain >= LEAST_GAIN and sums.criteria[True, name].faulty >= FEW
    )
    return sorted(enough, key=lambda one: (-one[1], one[0]))


def _step(sums: Sums, criterion: str, gain: float) -> Point:
    found = sums.criteria[True, criterion].share
    example = sums.example(criterion)
    shows = example is not None and example.own
    shown = percent(found)
    now = say(
        f"; сейчас в порядке {shown.text} ({shown.small})",
        f"; now in order: {shown.text} ({shown.small})",
    )
    return Point(
        title=f"{sums.title(criterion)}: {points_text(gain)}",
        body=say("Можно ", "One could ") + remedy(criterion) + (now if found else "") + ".",
        quote=example.quote if example and shows else "",
        better=example.better if example and shows else "",
        advice=example.note if example and not example.better else "",
        source=say("например, ", "for example ") + example.conversation if example else "",
    )


def points_text(gain: float) -> str:
    """Points that can be won, as people write them."""
    if current_language() == "en":
        return f"up to {gain:.1f} points"
    return f"до {gain:.1f} балла".replace(".", ",")


def _trend(sums: Sums) -> Section | None:
    steps = sums.period.steps
    if len(steps) < 2:
        return None
    kinds = {
        "day": say("По дням", "By day"),
        "week": say("По неделям", "By week"),
        "month": say("По месяцам", "By month"),
    }
    title = kinds[sums.period.step_kind]
    labels = tuple(map(sums.period.step_text, steps))
    chart = _trend_chart(sums, labels)
    return Section(title=title, charts=(chart,), tables=(_steps_table(sums, title, labels),))


def _steps_table(sums: Sums, title: str, labels: tuple[str, ...]) -> Table:
    """The score, how many conversations it rests on, and every criterion, over time."""
    steps = sums.period.steps
    heads = [Column(say("балл и критерии, %", "score and criteria, %"), "words", 28)]
    heads += [Column(label, "part") for label in labels]
    bands = [sums.steps[step].band for step in steps]
    sizes = (count(band.count if band else 0) for band in bands)
    rows = [
        (
            words(say("Средний балл", "Mean score")),
            *(replace(score(band), small=_range(band)) for band in bands),
        ),
        (words(say("Переписок", "Conversations")), *sizes),
    ]
    for name in sums.known:
        shares = (compare.part(sums.by_step[name, step].share) for step in steps)
        rows.append((words(sums.title(name)), *shares))
    return Table("trend", title, tuple(heads), tuple(rows))


def _range(band: Band | None) -> str:
    """The interval alone; that it rests on few, the row below says."""
    return (
        f"{round(band.low)}–{round(band.high)}"
        if band and band.low is not None and band.high is not None
        else ""
    )


def _trend_chart(sums: Sums, labels: tuple[str, ...]) -> Chart:
    steps = sums.period.steps
    title = say("Средний балл", "Mean score")
    if 1 < len(sums.teams) <= len(TONES):
        series = tuple(
            Series(
                compare.team_text(team), tuple(_mean(sums.team_steps[team, s]) for s in steps), tone
            )
            for team, tone in zip(sums.teams, TONES, strict=False)
        )
    else:
        series = (Series(title, tuple(_mean(sums.steps[step]) for step in steps)),)
    known = [value for one in series for value in one.values if isinstance(value, float)]
    told = (
        say(
            f"Средний балл от {min(known):.0f} до {max(known):.0f}; все числа — в таблице ниже.",
            f"Mean scores from {min(known):.0f} to {max(known):.0f}; all figures in the table below.",
        )
        if known
        else title
    )
    return Chart("line", title, told, labels, series)


def _mean(points: Points) -> float | None:
    return points.band.mean if points.band else None


def _notes(passport: Passport, *, ranking: bool) -> Iterator[str]:
    yield say(
        "Не оценённое не считается ни ошибкой, ни успехом. Подсказка может ошибаться; последнее слово за человеком.",
        "What was not assessed counts neither as a fault nor as a success. A hint can be wrong; a person has the last word.",
    )
    if passport.skills:
        number = len(passport.skills)
        counted = count_ru(number, "критерий", "критерия", "критериев")
        yield say(
            f"Поправка на ошибки модели {passport.model}: паспорт, {counted} (Роган и Гладен, 1978).",
            f"Corrected for the errors of {passport.model}: passport of {number} criteria (Rogan and Gladen, 1978).",
        )
    if ranking:
        yield say(
            "Места показаны по просьбе; наказывать по ним нельзя.",
            "Ranks were asked for; they are no ground for sanctions.",
        )
