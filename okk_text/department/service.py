"""The clients' side: waits, objections and how they were met, where deals stop, what was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from okk_text.department.clients import HANDLED, KINDS, STAGES, STATES, Clients, Minutes
from okk_text.department.comparison import change
from okk_text.department.document import (
    Cell,
    Chart,
    Column,
    Document,
    Section,
    Series,
    Table,
    Tile,
    count,
    minutes,
    percent,
    words,
)
from okk_text.intervals import share
from okk_text.language import say
from okk_text.results import NOT_ASSESSED

_HANDLED = {
    "full": ("по существу и дальше", "met and led on", "good"),
    "partial": ("отчасти", "in part", "fair"),
    "none": ("без ответа", "not met", "low"),
    NOT_ASSESSED: ("не оценено", "not assessed", "pale"),
}
_KINDS = {
    "price": ("цена", "price"), "timing": ("сроки", "timing"), "trust": ("доверие", "trust"),
    "competitor": ("конкурент", "competitor"), "need": ("нет нужды", "no need"),
    "authority": ("решает другой", "another decides"), "other": ("другое", "other"),
}  # fmt: skip
_STAGES = {
    "new": ("обращение", "enquiry"), "qualified": ("потребность ясна", "need known"),
    "proposal": ("предложение", "proposal"), "objection": ("возражение", "objection"),
    "agreed": ("договорились", "agreed"), "paid": ("оплата", "paid"), "lost": ("отказ", "lost"),
    NOT_ASSESSED: ("по тексту не видно", "not to be seen"),
}  # fmt: skip
_STATES = {
    "kept": ("выполнено в срок", "kept in time"), "late": ("с опозданием", "late"),
    "open": ("срок не наступил", "not yet due"), "unknown": ("по переписке не видно", "cannot be seen"),
}  # fmt: skip
_LENGTHS = (
    (15, ("до 15 мин", "up to 15 min")), (60, ("до часа", "up to 1 h")),
    (240, ("до 4 часов", "up to 4 h")), (540, ("до рабочего дня", "up to a working day")),
    (10**9, ("дольше", "longer")),
)  # fmt: skip


def service(now: Clients, before: Clients, *, team: str | None = None) -> Document:
    """The report on what clients met."""
    return Document(
        title=say("Глазами клиента", "The client's side"),
        subtitle=" · ".join(filter(None, (team, now.period.name))),
        tiles=tuple(_tiles(now)),
        sections=(_waits(now, before), _objections(now), _stages(now), _kept(now, before)),
        notes=(
            say("Ожидание — в рабочих часах отдела, праздники не считаются.", "Waits are in the department's working hours; holidays do not count."),
            say("Этап сделки и возражения определены по тексту переписки; в CRM может стоять другое.", "Deal stages and objections are read from the text; the CRM may say otherwise."),
        ),
    )  # fmt: skip


def _tiles(now: Clients) -> Iterator[Tile]:
    yield Tile(count(now.conversations), say("переписок", "conversations"))
    median = say("первый ответ, половина не дольше", "first reply, half no longer")
    yield Tile(minutes(now.first.percentile(0.5)), median)
    yield Tile(
        minutes(now.first.percentile(0.9)),
        say("девять из десяти не дольше", "nine in ten no longer"),
    )
    yield Tile(count(now.unanswered), say("ждут ответа", "wait for an answer"))


def _waits(now: Clients, before: Clients) -> Section:
    title = say("Сколько ждут ответа", "How long clients wait")
    heads = (
        Column(say("ожидание, рабочее время", "wait, working time"), "words", 30),
        Column(say("ответов", "replies")),
        Column(say("медиана", "median"), "minutes"),
        Column(say("9 из 10", "9 in 10"), "minutes"),
        Column(say("медиана раньше", "median before"), "minutes"),
        Column(say("9 из 10 раньше", "9 in 10 before"), "minutes"),
    )
    rows = (
        _wait_row(say("первый ответ", "first reply"), now.first, before.first),
        _wait_row(say("любой ответ", "any reply"), now.any, before.any),
    )
    unanswered = Table(
        "unanswered",
        say("Остались без ответа", "Left waiting"),
        (Column(say("что", "what"), "words", 30), Column(say("доля", "share"), "percent"), Column(say("было", "before"), "percent"), Column(say("перемена", "change"), "words", 14)),
        (
            _share_row(say("последнее сообщение клиента ждёт", "the client's last message waits"), (now.unanswered, now.conversations), (before.unanswered, before.conversations)),
            _share_row(say("не ответили ни разу", "never answered"), (now.never_answered, now.conversations), (before.never_answered, before.conversations)),
        ),
    )  # fmt: skip
    waits = Table("waits", title, heads, rows)
    tables = (_trimmed(waits), _lengths_table(now.first), _trimmed(unanswered))
    return Section(title=title, charts=_lengths_chart(now.first), tables=tables)


def _trimmed(table: Table) -> Table:
    """The table without columns that know nothing, as those of a period before that is not there."""
    places = range(len(table.columns))
    kept = [p for p in places if p == 0 or any(row[p].text != "—" for row in table.rows)]
    columns = tuple(table.columns[p] for p in kept)
    rows = tuple(tuple(row[p] for p in kept) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _wait_row(name: str, now: Minutes, before: Minutes) -> tuple[Cell, ...]:
    halves = [minutes(side.percentile(part)) for side in (now, before) for part in (0.5, 0.9)]
    return (words(name), count(len(now)), *halves)


def _share_row(name: str, now: tuple[int, int], before: tuple[int, int]) -> tuple[Cell, ...]:
    """A share that had better be small; a fall is the good news."""
    one, two = share(*now), share(*before)
    cell = change(one, two)
    turned = {"good": "low", "low": "good"}.get(cell.level, "")
    level = turned if turned in ("good", "low") else ""
    changed = Cell(cell.text, cell.small, level)  # type: ignore[arg-type]
    return words(name), percent(one, coloured=False), percent(two, coloured=False), changed


def _lengths(found: Minutes) -> list[tuple[str, int]]:
    """How many first replies took how long."""
    result, seen = [], 0
    for limit, name in _LENGTHS:
        upto = found.up_to(limit)
        result.append((say(*name), upto - seen))
        seen = upto
    return result


def _lengths_table(found: Minutes) -> Table:
    heads = (
        Column(say("первый ответ", "first reply"), "words", 30),
        Column(say("сколько", "how many")),
        Column(say("доля", "share"), "percent"),
    )
    rows = tuple(
        (words(name), count(number), percent(share(number, len(found)), coloured=False))
        for name, number in _lengths(found)
    )
    return Table("lengths", say("Первый ответ", "First reply"), heads, rows)


def _lengths_chart(found: Minutes) -> tuple[Chart, ...]:
    if not len(found):
        return ()
    names, numbers = zip(*_lengths(found)[::-1], strict=True)
    title = say("Первый ответ, переписок", "First reply, conversations")
    told = ", ".join(f"{name}: {number}" for name, number in _lengths(found))
    return (Chart("bars", title, told, names, (Series(title, numbers),)),)


def _objections(now: Clients) -> Section:
    title = say("Возражения и как на них ответили", "Objections and how they were met")
    heads = [Column(say("возражение", "objection"), "words", 24), Column(say("всего", "all"))]
    heads += [Column(say(*_HANDLED[how][:2])) for how in HANDLED]
    met = say("по существу, из оценённых", "met, of those assessed")
    heads.append(Column(met, "percent"))
    kinds = sorted(_by_kind(now), key=lambda kind: (-_by_kind(now)[kind], KINDS.index(kind)))
    rows = [_objection_row(now, kind) for kind in kinds]
    if not rows:
        return Section(title=title, lead=say("Возражений не найдено.", "No objections were found."))
    tables = (Table("objections", title, tuple(heads), tuple(rows)),)
    return Section(title=title, charts=(_objections_chart(now, kinds),), tables=tables)


def _by_kind(now: Clients) -> Counter[str]:
    found: Counter[str] = Counter()
    for (kind, _), number in now.objections.items():
        found[kind if kind in KINDS else "other"] += number
    return found


def _handled(now: Clients, kind: str) -> dict[str, int]:
    others = {k for k, _ in now.objections if k not in KINDS} if kind == "other" else set()
    return {how: sum(now.objections[k, how] for k in {kind, *others}) for how in HANDLED}


def _objection_row(now: Clients, kind: str) -> tuple[Cell, ...]:
    met = _handled(now, kind)
    known = sum(met.values()) - met[NOT_ASSESSED]
    full = percent(share(met["full"], known))
    return (words(say(*_KINDS[kind])), count(sum(met.values())), *map(count, met.values()), full)


def _objections_chart(now: Clients, kinds: list[str]) -> Chart:
    shown = kinds[::-1]
    series = tuple(
        Series(
            say(*_HANDLED[how][:2]), tuple(_handled(now, k)[how] for k in shown), _HANDLED[how][2]
        )
        for how in HANDLED
    )
    told = ", ".join(f"{say(*_KINDS[kind])}: {_by_kind(now)[kind]}" for kind in kinds)
    title = say("Возражения по видам", "Objections by kind")
    return Chart("stack", title, told, tuple(say(*_KINDS[k]) for k in shown), series)


def _stages(now: Clients) -> Section:
    title = say("Где останавливаются сделки", "Where deals stop")
    stages = [stage for stage in STAGES if now.stages[stage]]
    heads = (
        Column(say("этап по тексту", "stage by the text"), "words", 24),
        Column(say("переписок", "conversations")),
        Column(say("доля", "share"), "percent"),
        Column(say("из них молчат две недели", "of these silent for two weeks")),
    )
    rows = tuple(
        (
            words(say(*_STAGES[stage])),
            count(now.stages[stage]),
            percent(share(now.stages[stage], now.conversations), coloured=False),
            count(now.silent[stage]),
        )
        for stage in stages
    )
    lead = say(
        f"Отказов после предложения: {now.lost_after_proposal} из {now.stages['lost']}.",
        f"Lost after the proposal: {now.lost_after_proposal} of {now.stages['lost']}.",
    )
    table = Table("stages", title, heads, rows)
    charts = (_stages_chart(now, stages[::-1]),) if stages else ()
    return Section(
        title=title, lead=lead if now.stages["lost"] else "", charts=charts, tables=(table,)
    )


def _stages_chart(now: Clients, stages: list[str]) -> Chart:
    going = Series(
        say("писали в последние две недели", "wrote in the last two weeks"),
        tuple(now.stages[stage] - now.silent[stage] for stage in stages),
    )
    quiet = say("молчат две недели", "silent for two weeks")
    silent = Series(quiet, tuple(now.silent[stage] for stage in stages), "pale")
    title = say("Переписки по этапам", "Conversations by stage")
    told = ", ".join(f"{say(*_STAGES[stage])}: {now.stages[stage]}" for stage in stages[::-1])
    return Chart("stack", title, told, tuple(say(*_STAGES[s]) for s in stages), (going, silent))


def _kept(now: Clients, before: Clients) -> Section:
    title = say("Сдержанные обещания и напоминания", "Promises and follow-up")
    heads = (
        Column(say("что", "what"), "words", 34),
        Column(say("доля", "share"), "percent"),
        Column(say("было", "before"), "percent"),
        Column(say("перемена", "change"), "words", 14),
    )
    rows = tuple(
        (words(name), percent(one := share(*_of(now, how))), percent(two := share(*_of(before, how)), coloured=False), change(one, two))
        for name, how in (
            (say("обещания менеджеров выполнены в срок", "managers' promises kept in time"), "promises"),
            (say("после предложения клиенту напомнили", "the client was reminded after the proposal"), "followed"),
        )
    )  # fmt: skip
    states = Table(
        "promises",
        say("Что стало с обещаниями", "What became of promises"),
        (Column(say("обещание", "promise"), "words", 34), Column(say("сколько", "how many"))),
        tuple((words(say(*_STATES[state])), count(now.promises[state])) for state in STATES),
    )
    return Section(title=title, tables=(_trimmed(Table("kept", title, heads, rows)), states))


def _of(clients: Clients, how: str) -> tuple[int, int]:
    """Hits and total: of promises whose end is known, of proposals where a reminder was due."""
    if how == "promises":
        kept, late = clients.promises["kept"], clients.promises["late"]
        return kept, kept + late
    yes, no = clients.followed["yes"], clients.followed["no"]
    return yes, yes + no
