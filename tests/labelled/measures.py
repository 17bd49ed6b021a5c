"""How well okk_text does on the labelled sets: `python -m tests.labelled.measures [SET]`."""

from __future__ import annotations

import argparse
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterator

from okk_text.pipeline import Pipeline
from tests.labelled.alignment import aligned
from tests.labelled.comparison import compare_conversation, compare_messages
from tests.labelled.outputs import HERE, SETS, Output, Record, golds, outputs, settings_for
from tests.labelled.tally import Tally

REACHED = HERE / "reached.toml"
_HEADER = """\
# What is reached on the labelled sets, rounded down; tests/test_labelled.py lets nothing fall below.
# Written by: python -m tests.labelled.measures --update
"""


def main() -> None:
    """Print the measures of the sets; with --update write the reached figures too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sets", nargs="*", metavar="SET", help=f"one of {', '.join(SETS)}; else all"
    )
    parser.add_argument("--engine", choices=("languagetool", "embedded"), default="languagetool")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N of each measure")
    parser.add_argument("--update", action="store_true", help="write reached.toml")
    options = parser.parse_args()
    chosen = options.sets or SETS
    reached = reached_figures()
    for name in chosen:
        labelled = golds(name)
        with Pipeline(settings_for(labelled, engine=options.engine)) as pipeline:
            tallies = measures(labelled, outputs(name, pipeline))
        print("\n".join(_table(name, tallies, misses=options.misses)), end="\n\n")
        reached[name] = figures(tallies)
    if options.update:
        REACHED.write_text(_toml(reached), encoding="utf-8")


def measures(labelled: list[Record], found: list[Output]) -> dict[str, Tally]:
    """Every measure over the labelled conversations."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for gold, output, pairs in aligned(labelled, found):
        tallies["parse: conversation found"].hit(output is not None, gold["id"])
        compare_messages(gold, output, pairs, tallies)
        if output is not None:
            compare_conversation(gold, output, pairs, tallies)
    return dict(sorted(tallies.items()))


def figures(tallies: dict[str, Tally]) -> dict[str, float]:
    """The figures of every measure that has any, such as «grammar: faults, recall», rounded down."""
    found = {
        f"{name}, {kind}": figure
        for name, tally in tallies.items()
        for kind, figure in tally.figures.items()
    }
    return {name: math.floor(figure * 1000) / 1000 for name, figure in found.items() if figure}


def reached_figures() -> dict[str, dict[str, float]]:
    """The figures that must not fall, by set and measure."""
    return tomllib.loads(REACHED.read_text(encoding="utf-8")) if REACHED.exists() else {}


def _table(name: str, tallies: dict[str, Tally], *, misses: int) -> Iterator[str]:
    yield f"{name:42} {'prec':>5} {'recall':>6} {'F1':>6}   tp/fp/fn/tn"
    for measure, tally in tallies.items():
        shown = (_shown(value) for value in (tally.precision, tally.recall, tally.f1))
        yield f"{measure:42} {'  '.join(shown)}   {tally.tp}/{tally.fp}/{tally.fn}/{tally.tn}"
        for miss in tally.misses[:misses]:
            yield f"        {miss}"


def _shown(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"


def _toml(reached: dict[str, dict[str, float]]) -> str:
    tables = []
    for name, found in sorted(reached.items()):
        rows = [f'"{measure}" = {figure:.3f}' for measure, figure in found.items()]
        tables.append("\n".join([f"[{name}]", *rows, ""]))
    return _HEADER + "\n" + "\n".join(tables)


if __name__ == "__main__":
    main()
