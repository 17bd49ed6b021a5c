"""Which verdicts turned since an earlier run, before a new prompt, model or rubric is adopted."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.results import Scorecard

SHOWN = 5  # places of one change

Place = tuple[str, int | None, str]  # conversation, message, criterion


class Turned:
    """An earlier run's labels; add the new scorecards, then read what turned."""

    def __init__(self, run: Path):
        """Read a run written with --format jsonl. Raises OkkError with `file:line`."""
        self._before = dict(_labels(run))
        self._changes: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._compared: Counter[str] = Counter()

    def add(self, scorecard: Scorecard) -> None:
        """Compare what the earlier run had, too."""
        conversation = scorecard.conversation.id
        for score in scorecard.scores:
            before = self._before.get((conversation, score.n, score.criterion))
            if before is None:
                continue
            self._compared[score.criterion] += 1
            if before != score.label:
                where = conversation if score.n is None else f"{conversation} #{score.n}"
                self._changes[score.criterion, before, score.label].append(where)

    def lines(self) -> Iterator[str]:
        """The changes by criterion, the commonest first, each with a few places."""
        total, turned = sum(self._compared.values()), sum(map(len, self._changes.values()))
        yield say(
            f"изменилось оценок: {turned} из {total}", f"verdicts that turned: {turned} of {total}"
        )
        for (criterion, before, after), places in sorted(
            self._changes.items(), key=lambda item: (item[0][0], -len(item[1]))
        ):
            some = ", ".join(places[:SHOWN]) + (" …" if len(places) > SHOWN else "")
            yield f"  {criterion}: {before} → {after}, {len(places)}: {some}"


def _labels(run: Path) -> Iterator[tuple[Place, str]]:
    try:
        lines = run.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _no_run(str(run)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            criteria = record.get("criteria") or ()
            n = record.get("n") if record["type"] == "message" else None
            for criterion in criteria:
                yield (record["conversation"], n, criterion["id"]), criterion["label"]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _no_run(f"{run}:{number}") from error


def _no_run(where: str) -> OkkError:
    return OkkError(
        say("это не запись прогона", "this is no record of a run"),
        where=where,
        advice=say(
            "Нужен файл, написанный score --format jsonl --out.",
            "It must be a file written by score --format jsonl --out.",
        ),
    )
