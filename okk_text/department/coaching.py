"""One manager's report, in private: what to try next, what got better, what came again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from okk_text.department import comparison as compare
from okk_text.department.advice import advice
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
from okk_text.department.period import day_text
from okk_text.department.quotes import Example
from okk_text.department.sums import Sums
from okk_text.department.tally import Tally
from okk_text.language import count_ru, say
from okk_text.settings import author_key

MOST_POINTS = 3
MOST_LINES = 3
LEAST_FAULTS = 2  # once is chance
GOT_BETTER = 0.1  # of a share
_NO_NAMES = frozenset(  # what also stands where exports have a manager's name
    "менеджер отдел продаж продажи компания ооо магазин поддержка служба заказ заказы офис "
    "manager sales department team support office shop company".split()
)


def coaching(tally: Tally, *, manager: str, colleagues: Iterable[str]) -> Document:
    """The report for one manager; `colleagues` are never named in it, not even in a quote."""
    sums = Sums(tally)
    others = _Others({*colleagues, *tally.colleagues}, own={manager, *tally.own_names})
    name = tally.name or manager
    sections = [
        _points(sums, name, others),
        _better(sums),
        _again(sums, others),
        *_figures(sums),
        _disagree(),
    ]
    return Document(
        title=say("Ваши переписки", "Your conversations"),
        subtitle=f"{name} · {tally.period.name}",
        tiles=tuple(_tiles(sums)),
        sections=tuple(section for section in sections if section),
        notes=(
            say("Этот отчёт только для вас и о вас.", "This report is for you alone and about you alone."),
            say("Подсказка может ошибаться; последнее слово за человеком.", "A hint can be wrong; a person has the last word."),
        ),
    )  # fmt: skip


class _Others:
    """Whether a text speaks of somebody else of the firm."""

    def __init__(self, names: Iterable[str], *, own: Iterable[str]):
        own_keys = set(map(author_key, own))
        own_words = {word for name in own for word in _words(name)}
        keys = {key for key in map(author_key, names) if key and key not in own_keys}
        self._whole = tuple(key for key in keys if "@" in key or key.isdigit())
        stems = {_stem(word) for key in keys for word in _words(key)} - set(map(_stem, own_words))
        self._stems = tuple(stem for stem in stems if len(stem) >= 3)

    def named_in(self, text: str) -> bool:
        """Whether a name (in any case), an address or a phone of theirs stands in it."""
        folded = text.casefold().replace("ё", "е")
        digits = re.sub(r"\D", "", text)
        if any(whole in folded or (whole.isdigit() and whole in digits) for whole in self._whole):
            return True
        return (
            any(word.startswith(self._stems) for word in _words(folded)) if self._stems else False
        )


def _words(text: str) -> list[str]:
    """The words of a text, e-mail addresses left out."""
    text = re.sub(r"\S+@\S+", " ", text.casefold().replace("ё", "е"))
    return [word for word in re.findall(r"[^\W\d_]{3,}", text) if word not in _NO_NAMES]


def _stem(word: str) -> str:
    """A name without the ending that its cases change: Котова, Котову -> котов."""
    return word.rstrip("аеиоуыэюяйь") if len(word) > 4 else word[:3]


def _tiles(sums: Sums) -> Iterator[Tile]:
    now, before = sums.points[True].band, sums.points[False].band
    was = say(f" · было {round(before.mean)}", f" · was {round(before.mean)}") if before else ""
    yield Tile(score(now), say("ваш балл", "your score") + was)
    yield Tile(count(sums.conversations[True]), say("переписок", "conversations"))
    yield Tile(count(sums.messages[True]), say("ваших сообщений", "messages of yours"))


def _points(sums: Sums, manager: str, others: _Others) -> Section:
    points = tuple(_found_points(sums, manager, others))
    if not points:
        return Section(
            title=say("Что попробовать", "What to try"),
            lead=say("Ничего срочного: всё идёт хорошо. Спасибо за работу!", "Nothing urgent: it all goes well. Thank you!"),
        )  # fmt: skip
    return Section(
        title=say("Что попробовать", "What to try"),
        lead=say("То, что даст больше всего. Не всё сразу: начните с первого.", "What would bring most. Not all at once: begin with the first."),
        points=points,
    )  # fmt: skip


def _found_points(sums: Sums, manager: str, others: _Others) -> Iterator[Point]:
    dearest = sorted(sums.losses.items(), key=lambda one: (-one[1], one[0]))
    found = 0
    for criterion, lost in dearest:
        if found == MOST_POINTS or lost <= 0:
            return
        if sums.criteria[True, criterion].faulty < LEAST_FAULTS:
            continue
        examples = sums.tally.examples(manager, criterion)
        shown = (e for e in examples if not others.named_in(f"{e.quote} {e.better} {e.note}"))
        example = next((e for e in shown if e.quote), None)
        if example is not None or advice(criterion):
            found += 1
            yield _point(sums, criterion, example)


def _point(sums: Sums, criterion: str, example: Example | None) -> Point:
    cell = sums.criteria[True, criterion]
    known = cell.fine + cell.faulty
    last = say("ваши последние слова", "your last words")
    heading = last if example and not example.own else ""
    of = say(
        f"Можно было лучше: {count_ru(cell.faulty, 'раз', 'раза', 'раз')} из {known}.",
        f"Could be better: {cell.faulty} of {known}.",
    )
    return Point(
        title=sums.title(criterion),
        body=of,
        quote=example.quote if example else "",
        heading=heading,
        better=example.better if example else "",
        advice=(example and example.note) or advice(criterion),
        source=f"{day_text(example.at.date())} · {example.conversation}" if example else "",
    )


def _better(sums: Sums) -> Section | None:
    lines = []
    for name in sums.counted:
        now, before = sums.criteria[True, name].share, sums.criteria[False, name].share
        if now is None or before is None or min(now.total, before.total) < FEW:
            continue
        if now.part - before.part >= GOT_BETTER:
            gain = now.part - before.part
            text = say(
                f"{sums.title(name)}: было {before.part:.0%}, стало {now.part:.0%}",
                f"{sums.title(name)}: {before.part:.0%} before, {now.part:.0%} now",
            )
            lines.append((gain, text.replace("%", "\u00a0%")))
    best = [text for _, text in sorted(lines, key=lambda one: -one[0])[:MOST_LINES]]
    if not best:
        return None
    return Section(title=say("Что стало лучше", "What got better"), lines=tuple(best))


def _again(sums: Sums, others: _Others) -> Section | None:
    """The hints that came in the period before, too."""
    now, before = sums.tally.hints[True].counts, sums.tally.hints[False].counts
    both = {key: number for key, number in now.items() if before[key] and number >= LEAST_FAULTS}
    rows = []
    for (criterion, note), number in sorted(both.items(), key=lambda one: (-one[1], one[0])):
        if len(rows) < MOST_LINES and not others.named_in(note):
            then = before[criterion, note]
            rows.append((words(note, sums.title(criterion)), count(then), count(number)))
    if not rows:
        return None
    heads = (
        Column(say("подсказка", "hint"), "words", 60),
        Column(say("было", "before")),
        Column(say("сейчас", "now")),
    )
    title = say("Что повторяется", "What came again")
    lead = say(
        "Эти подсказки были и в прошлый раз: одну из них стоит взять первой.",
        "These hints came last time, too: one of them is worth taking first.",
    )
    return Section(title=title, lead=lead, tables=(Table("again", title, heads, tuple(rows)),))


def _figures(sums: Sums) -> Iterator[Section]:
    title = say("Ваши показатели", "Your figures")
    heads = (
        Column(say("критерий", "criterion"), "words", 28),
        Column(say("в порядке", "in order"), "percent"),
        *compare.before_columns(shown=sums.has_before),
    )
    rows = tuple(tuple(_row(sums, name)) for name in sums.known)
    if rows:
        charts = _chart(sums)
        yield Section(title=title, charts=charts, tables=(Table("own", title, heads, rows),))


def _row(sums: Sums, name: str) -> Iterator[Cell]:
    now, before = sums.criteria[True, name].share, sums.criteria[False, name].share
    yield words(sums.title(name))
    yield percent(now)
    if sums.has_before:
        yield percent(before, coloured=False)
        yield compare.change(now, before)


def _chart(sums: Sums) -> tuple[Chart, ...]:
    steps = sums.period.steps
    values = tuple(b.mean if (b := sums.steps[step].band) else None for step in steps)
    if sum(value is not None for value in values) < 3:
        return ()
    title = say("Ваш балл", "Your score")
    told = say("Ваш средний балл по времени", "Your mean score over time")
    labels = tuple(map(sums.period.step_text, steps))
    return (Chart("line", title, told, labels, (Series(title, values),)),)


def _disagree() -> Section:
    return Section(
        title=say("Не согласны?", "You disagree?"),
        lead=say(
            "Скажите специалисту ОКК: какая подсказка и почему она неверна. Так и должно быть: ОКК тоже может быть неправ, и спорная подсказка снимается.",
            "Tell the quality specialist which hint and why it is wrong. That is as it should be: quality control can be wrong, too, and a disputed hint can be withdrawn.",
        ),
    )
