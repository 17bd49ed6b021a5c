"""The head's tables: by criterion, team and manager, and the most frequent hints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from okk_text.department import comparison as compare
from okk_text.department.counts import Cell as Counts
from okk_text.department.counts import Points
from okk_text.department.document import (
    FEW,
    Cell,
    Chart,
    Column,
    Section,
    Series,
    Table,
    count,
    estimated,
    percent,
    score,
    words,
)
from okk_text.department.quotes import Example
from okk_text.department.sums import Sums
from okk_text.intervals import Estimate, corrected, ranks, share
from okk_text.judge.passport import Passport
from okk_text.language import say

MOST_SHOWN = 12  # hints
ABREAST = 8  # managers in one table
K = TypeVar("K", bound=Hashable)


def criteria(sums: Sums, passport: Passport) -> Section:
    """How often each criterion was in order, before and now, counted and corrected."""
    judged = any(_judged(sums, name) for name in sums.counted)
    heads = [
        Column(say("критерий", "criterion"), "words", 28),
        Column(say("в порядке", "in order"), "percent"),
        *compare.before_columns(shown=sums.has_before),
        Column(say("оценено", "assessed"), "part"),
    ]
    if judged:
        heads.append(Column(say("из них судила модель", "judged by a model"), "percent"))
    if judged and passport.skills:
        heads.append(Column(say("с поправкой на её ошибки", "corrected for its errors"), "percent"))
    rows = tuple(
        tuple(_criterion_row(sums, name, passport, judged=judged)) for name in sums.counted
    )
    title = say("По критериям", "By criterion")
    return Section(
        title=title,
        lead=say(
            "Доля мест, где критерий в порядке, среди оценённых. Мелко: 95-процентный интервал и из скольких.",
            "The share of places in order among those assessed. Small: 95 % interval and of how many.",
        )
        + (f" {compare.legend()}" if sums.has_before else ""),
        charts=(_criteria_chart(sums),),
        tables=(Table("criteria", title, tuple(heads), rows),),
    )


def _criterion_row(sums: Sums, name: str, passport: Passport, *, judged: bool) -> Iterator[Cell]:
    now, before = sums.criteria[True, name], sums.criteria[False, name]
    yield words(sums.title(name))
    yield percent(now.share)
    if sums.has_before:
        yield percent(before.share, coloured=False)
        yield compare.change(now.share, before.share)
    yield compare.coverage(now.assessed)
    if judged:
        yield percent(share(now.judged_fine, now.judged_fine + now.judged_faulty), coloured=False)
    if judged and passport.skills:
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
    found = corrected(faults, sensitivity=skill.sensitivity, specificity=skill.specificity)
    return found and Estimate(1 - found.part, 1 - found.high, 1 - found.low)


def _criteria_chart(sums: Sums) -> Chart:
    shares = {name: found for name in sums.known if (found := sums.criteria[True, name].share)}
    firm = {name: found for name, found in shares.items() if found.total >= FEW}
    shares = firm or shares
    ordered = sorted(shares, key=lambda name: -shares[name].part)  # drawn from below
    title = say("В порядке, %", "In order, %")
    values = tuple(
        (100 * shares[n].part, 100 * shares[n].low, 100 * shares[n].high) for n in ordered
    )
    names = tuple(map(sums.title, ordered))
    told = say("Реже всего в порядке: ", "Least often in order: ") + ", ".join(names[:-4:-1])
    return Chart("bars", title, told, names, (Series(title, values),), percent=True)


def teams(sums: Sums) -> Section:
    """The teams beside each other: scores, then criteria."""
    title = say("По командам", "By team")
    heads = [Column(say("команда", "team"), "words", 24), *_score_columns(sums)]
    rows = tuple(
        (
            words(compare.team_text(team)),
            *_score_cells(sums, sums.by_team, team),
            *map(count, sums.team_sizes[team]),
        )
        for team in sums.teams
    )
    tables = [Table("teams", title, tuple(heads), rows)]
    if len(sums.teams) <= ABREAST:
        label = say("Критерии по командам, %", "Criteria by team, %")
        named = {compare.team_text(team): team for team in sums.teams}
        tables.append(_beside(sums, "team_criteria", label, named, sums.by_team_criterion))
    return Section(title=title, tables=tuple(tables))


def _score_columns(sums: Sums) -> list[Column]:
    return [
        Column(say("балл", "score"), "score"),
        *([Column(say("было", "before"), "score")] if sums.has_before else []),
        Column(say("переписок", "conversations")),
        Column(say("сообщений", "messages")),
    ]


def _score_cells(sums: Sums, points: Mapping[tuple[bool, K], Points], key: K) -> list[Cell]:
    """Score now and, where there is one, before."""
    now, before = points.get((True, key), Points()), points.get((False, key), Points())
    was = score(before.band)
    plain = Cell(was.text, was.small, "", was.numbers)
    return [score(now.band), plain] if sums.has_before else [score(now.band)]


def managers(sums: Sums, *, ranking: bool) -> Section:
    """Everybody by name or, where ranks are wanted, by rank."""
    title = say("По менеджерам", "By manager")
    heads = [Column(say("менеджер", "manager"), "words", 26)]
    heads += [Column(say("место", "rank"))] if ranking else []
    heads += [Column(say("команда", "team"), "words", 18), *_score_columns(sums)]
    places = ranks({who: sums.by_manager[True, who].band for who in sums.managers})
    people = sums.managers
    if ranking:
        people = sorted(people, key=lambda who: places.get(who, len(people) + 1))
    rows = tuple(
        (
            words(who[1]),
            *([count(places.get(who))] if ranking else ()),
            words(compare.team_text(who[0])),
            *_score_cells(sums, sums.by_manager, who),
            *map(count, sums.manager_sizes[who]),
        )
        for who in people
    )
    lead = say(
        "По алфавиту, не рейтинг. Разница меньше полосы (мелко) может быть случайной.",
        "By name, not a ranking. A difference smaller than the band (small) may be chance.",
    )
    if ranking:
        lead = say(
            "У кого полосы перекрываются, делят место: разница может быть случайной.",
            "Where bands overlap, a rank is shared: the difference may be chance.",
        )
    return Section(title, lead, tables=(Table("managers", title, tuple(heads), rows),))


def matrices(sums: Sums) -> Iterator[Section]:
    """For every team its managers beside each other, a criterion a row."""
    for team in sums.teams:
        people = [who for who in sums.managers if who[0] == team]
        tables = []
        for start in range(0, len(people), ABREAST):
            named = {who[1]: who for who in people[start : start + ABREAST]}
            label = say("Критерии по менеджерам, %", "Criteria by manager, %")
            title = f"{label}: {compare.team_text(team)}" if team else label
            more = f" ({start // ABREAST + 1})" if len(people) > ABREAST else ""
            name = f"people_{len(tables)}"
            tables.append(_beside(sums, name, title + more, named, sums.by_person))
        yield Section(title="", tables=tuple(tables))


def _beside(
    sums: Sums,
    name: str,
    title: str,
    named: Mapping[str, K],
    cells: Mapping[tuple[K, str], Counts],
) -> Table:
    """A criterion a row, somebody or some team a column."""
    heads = [Column(say("критерий", "criterion"), "words", 28)]
    heads += [Column(head, "percent", 14) for head in named]
    rows = tuple(
        (
            words(sums.title(criterion)),
            *(compare.beside(cells[key, criterion].share) for key in named.values()),
        )
        for criterion in sums.known
    )
    return Table(name, title, tuple(heads), rows)


def hints(sums: Sums) -> Section | None:
    """The hints that came most often, each with one example."""
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
