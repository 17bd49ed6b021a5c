"""A report as every form shows it: sections of points, charts and tables with ready figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from okk_text.intervals import Band, Estimate, Share
from okk_text.language import say
from okk_text.report.labels import minutes_text

Level = Literal["", "good", "fair", "low", "few"]
ColumnKind = Literal["words", "count", "percent", "part", "score", "minutes"]

FEW = 5  # what rests on fewer is shown pale


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell for people, and the numbers behind it, one a column of a spreadsheet.

    The first three numbers of a `percent` are shares of 1.
    """

    text: str
    small: str = ""
    level: Level = ""
    numbers: tuple[float | None, ...] = ()
    form: Literal["whole", "percent"] = "whole"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, what it holds and how wide it is in a spreadsheet."""

    title: str
    kind: ColumnKind = "count"
    width: int = 10


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their columns; the first cell of a row says what the row is about."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of bars: a value, or (value, low, high), for every label."""

    name: str
    values: tuple[float | tuple[float, float, float] | None, ...]
    tone: str = "one"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures that also stand in a table; `told` says what it shows, for who cannot see."""

    kind: Literal["line", "bars", "stack"]
    title: str
    told: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do: why, the words it is about, and better ones; `advice` where there are none."""

    title: str
    body: str = ""
    quote: str = ""
    heading: str = ""  # over the quote, in place of «written»
    source: str = ""
    better: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under its own heading."""

    title: str
    lead: str = ""
    points: tuple[Point, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure at the top."""

    cell: Cell
    title: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()


def words(text: str, small: str = "") -> Cell:
    """A cell of words."""
    return Cell(text, small)


def count(number: int | None) -> Cell:
    """A cell with a number of things."""
    return Cell("—" if number is None else grouped(number), numbers=(number,))


def percent(share: Share | None, *, coloured: bool = True) -> Cell:
    """A share in percent with its interval and what it rests on; coloured as good, fair or low."""
    if share is None:
        return Cell("—", numbers=(None,) * 4)
    low, high = _whole(share.low), _whole(share.high)
    level = _level(_whole(share.part), few=share.total < FEW) if coloured else ""
    of = say(
        f"{low}–{high} · из {grouped(share.total)}", f"{low}–{high} · of {grouped(share.total)}"
    )
    numbers = (_whole(share.part) / 100, low / 100, high / 100, share.total)
    return Cell(f"{_whole(share.part)}\u00a0%", of, level, numbers, form="percent")


def estimated(estimate: Estimate | None, *, of: int) -> Cell:
    """A reckoned share in percent, as `percent` shows a counted one."""
    if estimate is None:
        return Cell("—", numbers=(None,) * 4)
    part, low, high = map(_whole, (estimate.part, estimate.low, estimate.high))
    numbers = (part / 100, low / 100, high / 100, of)
    return Cell(f"{part}\u00a0%", f"{low}–{high}", "", numbers, form="percent")


def score(band: Band | None) -> Cell:
    """A mean score 0–100 with its interval, and over how many conversations."""
    if band is None:
        return Cell("—", numbers=(None,) * 4)
    mean = round(band.mean)
    if band.low is None or band.high is None:
        few = say("мало переписок", "too few")
        return Cell(str(mean), few, "few", (mean, None, None, band.count))
    low, high = round(band.low), round(band.high)
    return Cell(str(mean), f"{low}–{high}", _level(mean, few=False), (mean, low, high, band.count))


def minutes(number: int | None) -> Cell:
    """A length of time."""
    return Cell(minutes_text(number), numbers=(number,))


def grouped(number: int) -> str:
    """A number with narrow blanks between thousands; 4-digit ones stay whole."""
    return str(number) if number < 10_000 else f"{number:,}".replace(",", "\u202f")


def _whole(part: float) -> int:
    return round(100 * part)


def _level(value: int, *, few: bool) -> Level:
    if few:
        return "few"
    return "good" if value >= 80 else "fair" if value >= 60 else "low"
