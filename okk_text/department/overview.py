"""The head's report: what to do next, the trend, criteria, teams, managers, the most frequent hints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from okk_text.department import comparison as compare
from okk_text.department.advice import remedy
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
    estimated,
    percent,
    score,
    words,
)
from okk_text.department.quotes import Example
from okk_text.department.sums import Sums
from okk_text.department.tally import Points, Tally
from okk_text.intervals import Estimate, corrected, ranks, share
from okk_text.judge.passport import Passport
from okk_text.language import count_ru, current_language, say

MOST_POINTS = 3
LEAST_GAIN = 0.5  # points of the score; less is not worth a plan
MOST_SHOWN = 12  # hints
ABREAST = 8  # managers in one table
TONES = ("one", "two", "three", "four")


def overview(tally: Tally, *, passport: Passport, ranking: bool) -> Document:
    """The report on the whole department, or on the team that was counted."""
    sums = Sums(tally)
    sections = [_next_steps(sums), _trend(sums), _criteria(sums, passport)]
    if len(sums.teams) > 1:
        sections.append(_teams(sums))
    sections += [_managers(sums, ranking=ranking), *_matrices(sums), _hints(sums)]
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
    part = Cell(f"{round(100 * assessed.part)} %" if assessed else "—")
    yield Tile(part, say("оценено из того, что требовалось", "assessed of what was due"))


def _next_steps(sums: Sums) -> Section:
    points = tuple(_step(sums, name, gain) for name, gain in _gains(sums)[:MOST_POINTS])
    return Section(
        title=say("Что делать дальше", "What to do next"),
        lead=say(
            "Баллы — сколько прибавил бы средний балл, если бы критерий был в порядке везде.",
            "Points: how much the mean score would gain if the criterion were in order everywhere.",
        )
        if points
        else say("Срочного нет: так держать.", "Nothing urgent: keep it up."),
        points=points,
    )


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
    shown = percent(found)
    now = say(f"сейчас в порядке {shown.text} ({shown.small})", f"now in order: {shown.text} ({shown.small})")
    return Point(
        title=f"{sums.title(criterion)}: {points_text(gain)}",
        body=say(f"Можно {remedy(criterion)}; {now}.", f"One could {remedy(criterion)}; {now}."),
        quote=example.quote if example else "",
        better=example.better if example else "",
        advice=example.note if example and not example.better else "",
        source=example.conversation if example else "",
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
    heads = [Column(title, "words", 14), Column(say("балл", "score"), "score")]
    heads += [Column(say("переписок", "conversations"))]
    rows = tuple(
        (words(label), score(band := sums.steps[step].band), count(band.count if band else 0))
        for step, label in zip(steps, labels, strict=True)
    )
    tables = [Table("trend", title, tuple(heads), rows), _criteria_by_step(sums, labels)]
    return Section(title=title, charts=(_trend_chart(sums, labels),), tables=tuple(tables))


def _trend_chart(sums: Sums, labels: tuple[str, ...]) -> Chart:
    steps = sums.period.steps
    title = say("Средний балл", "Mean score")
    if 1 < len(sums.teams) <= len(TONES):
        series = tuple(
            Series(compare.team_text(team), tuple(_mean(sums.team_steps[team, s]) for s in steps), tone)
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


def _criteria_by_step(sums: Sums, labels: tuple[str, ...]) -> Table:
    heads = [Column(say("критерий", "criterion"), "words", 28)]
    heads += [Column(label, "part") for label in labels]
    rows = tuple(
        (words(sums.title(name)), *(compare.part(sums.by_step[name, s].share) for s in sums.period.steps))
        for name in sums.counted
    )
    title = say("Критерии во времени, в порядке, %", "Criteria over time, in order, %")
    return Table("criteria_time", title, tuple(heads), rows)


def _criteria(sums: Sums, passport: Passport) -> Section:
    judged = any(_judged(sums, name) for name in sums.counted)
    heads = [
        Column(say("критерий", "criterion"), "words", 28),
        Column(say("в порядке", "in order"), "percent"),
        Column(say("было", "before"), "percent"),
        Column(say("перемена", "change"), "words", 14),
        Column(say("оценено", "assessed"), "percent"),
    ]
    if judged:
        heads += [
            Column(say("из них судила модель", "judged by a model"), "percent"),
            Column(say("с поправкой на её ошибки", "corrected for its errors"), "percent"),
        ]
    rows = tuple(tuple(_criterion_row(sums, name, passport, judged=judged)) for name in sums.counted)
    title = say("По критериям", "By criterion")
    return Section(
        title=title,
        lead=say(
            "Доля мест, где критерий в порядке, среди оценённых. Мелко: 95-процентный интервал и из скольких.",
            "The share of places in order among those assessed. Small: 95 % interval and of how many.",
        ),
        charts=(_criteria_chart(sums),),
        tables=(Table("criteria", title, tuple(heads), rows),),
    )


def _criterion_row(sums: Sums, name: str, passport: Passport, *, judged: bool) -> Iterator[Cell]:
    now, before = sums.criteria[True, name], sums.criteria[False, name]
    yield words(sums.title(name))
    yield percent(now.share)
    yield percent(before.share, coloured=False)
    yield compare.change(now.share, before.share)
    yield percent(now.assessed, coloured=False)
    if judged:
        yield percent(share(now.judged_fine, now.judged_fine + now.judged_faulty), coloured=False)
        yield estimated(_corrected(sums, name, passport), of=now.judged_fine + now.judged_faulty)


def _judged(sums: Sums, name: str) -> bool:
    cell = sums.criteria[True, name]
    return bool(cell.judged_fine or cell.judged_faulty)


def _corrected(sums: Sums, name: str, passport: Passport) -> Estimate | None:
    """The share in order among what a model judged, its known errors taken out."""
    cell, skill = sums.criteria[True, name], passport.skills.get(name)
    faults = share(cell.judged_faulty, cell.judged_fine + cell.judged_faulty)
    if not (faults and skill and skill.sensitivity and skill.specificity):
        return None
    seen = share(skill.sensitivity.hits, skill.sensitivity.total)
    left = share(skill.specificity.hits, skill.specificity.total)
    if seen is None or left is None:
        return None
    found = corrected(faults, sensitivity=seen, specificity=left)
    return found and Estimate(1 - found.part, 1 - found.high, 1 - found.low)


def _criteria_chart(sums: Sums) -> Chart:
    shares = {name: found for name in sums.counted if (found := sums.criteria[True, name].share)}
    ordered = sorted(shares, key=lambda name: shares[name].part)
    title = say("В порядке, %", "In order, %")
    values = tuple(
        (100 * shares[n].part, 100 * shares[n].low, 100 * shares[n].high) for n in ordered
    )
    names = tuple(map(sums.title, ordered))
    told = say("Реже всего в порядке: ", "Least often in order: ") + ", ".join(names[:3])
    return Chart("bars", title, told, names, (Series(title, values),), percent=True)


def _teams(sums: Sums) -> Section:
    title = say("По командам", "By team")
    heads = [Column(say("команда", "team"), "words", 24), *_score_columns()]
    rows = tuple(
        (words(compare.team_text(team)), *compare.score_cells(sums.by_team, team, sums.team_sizes))
        for team in sums.teams
    )
    return Section(title=title, tables=(Table("teams", title, tuple(heads), rows),))


def _score_columns() -> list[Column]:
    return [
        Column(say("балл", "score"), "score"),
        Column(say("было", "before"), "score"),
        Column(say("переписок", "conversations")),
        Column(say("сообщений", "messages")),
    ]


def _managers(sums: Sums, *, ranking: bool) -> Section:
    title = say("По менеджерам", "By manager")
    heads = [Column(say("менеджер", "manager"), "words", 26), Column(say("команда", "team"), "words", 18)]
    heads += _score_columns()
    people = sums.managers
    places: dict[str, int] = {}
    if ranking:
        heads.insert(0, Column(say("место", "rank")))
        keys = {str(n): sums.by_manager[True, who].band for n, who in enumerate(people)}
        found = ranks(keys)
        places = {str(people[int(n)]): rank for n, rank in found.items()}
        people = sorted(people, key=lambda who: (places.get(str(who), 10**6), who[1].casefold()))
    rows = []
    for who in people:
        row = [words(who[1]), words(compare.team_text(who[0]))]
        row += compare.score_cells(sums.by_manager, who, sums.manager_sizes)
        rows.append(([count(places.get(str(who))), *row]) if ranking else row)
    lead = (
        say("У кого полосы перекрываются, делят место: разница может быть случайной.", "Where bands overlap, a rank is shared: the difference may be chance.")
        if ranking
        else say("По алфавиту, не рейтинг. Разница меньше полосы (мелко) может быть случайной.", "By name, not a ranking. A difference smaller than the band (small) may be chance.")
    )  # fmt: skip
    return Section(title=title, lead=lead, tables=(Table("managers", title, tuple(heads), tuple(map(tuple, rows))),))


def _matrices(sums: Sums) -> Iterator[Section]:
    """For every team its managers beside each other, a criterion a row."""
    for team in sums.teams:
        people = [who for who in sums.managers if who[0] == team]
        tables = []
        for start in range(0, len(people), ABREAST):
            some = people[start : start + ABREAST]
            heads = [Column(say("критерий", "criterion"), "words", 28)]
            heads += [Column(name, "part", 14) for _, name in some]
            rows = tuple(
                (words(sums.title(name)), *(compare.part(sums.by_person[who, name].share) for who in some))
                for name in sums.counted
            )
            label = say("Критерии по менеджерам, %", "Criteria by manager, %")
            title = f"{label}: {compare.team_text(team)}" if team else label
            more = f" ({start // ABREAST + 1})" if len(people) > ABREAST else ""
            tables.append(Table(f"people_{len(tables)}", title + more, tuple(heads), rows))
        yield Section(title="", tables=tuple(tables))


def _hints(sums: Sums) -> Section | None:
    hints = sums.tally.hints[True]
    rows = []
    for (criterion, note), number in _frequent(hints.counts):
        example = hints.examples.get((criterion, note))
        shown = _side_by_side(example) if example else ""
        rows.append((words(note, sums.title(criterion)), count(number), words(shown)))
    if not rows:
        return None
    title = say("Частые подсказки", "Most frequent hints")
    heads = (
        Column(say("подсказка", "hint"), "words", 60),
        Column(say("раз", "times")),
        Column(say("пример", "example"), "words", 70),
    )
    return Section(title=title, tables=(Table("hints", title, heads, tuple(rows)),))


def _frequent(counts: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_SHOWN]


def _side_by_side(example: Example) -> str:
    return f"«{example.quote}» → «{example.better}»" if example.better else f"«{example.quote}»"


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
        yield say("Места показаны по просьбе; наказывать по ним нельзя.", "Ranks were asked for; they are no ground for sanctions.")
