"""The store under load and under the axe: `python -m tests.trials.store [KILLS]`; it is `make trial-store`.

Speed: an import of 100,000 messages against a plain parse of the same file, the same again, and
`score --store` of an unchanged archive against its first scoring. Then imports that are killed at
random moments, into SQLite and, where it is installed, PostgreSQL. Ends with 1 where a bar is
missed. The bars are held against processor time, which other programs do not change; seconds by the
clock stand beside it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from okk_text.readers import read
from okk_text.store import Imported, Store, open_store
from tests.bench.telegram_export import write_account
from tests.department.department import write_department
from tests.store_trial import import_with_kills

CHATS, MESSAGES = 500, 200
CONVERSATIONS = 640
IMPORT_BAR, AGAIN_BAR, SCORE_BAR = 4.0, 1.2, 20.0
ROUNDS = 3  # the quickest counts
KILLS = 50


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the processor and by the clock."""

    busy: float
    clock: float

    def __str__(self) -> str:
        return f"{self.busy:.2f} s ({self.clock:.1f} s by the clock)"


def took(work: Callable[[], object], *, who: int = resource.RUSAGE_SELF) -> Took:
    """What the work takes in this process, or in its children."""
    before, began = resource.getrusage(who), time.monotonic()
    work()
    after = resource.getrusage(who)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(busy, time.monotonic() - began)


def import_speed(folder: Path) -> bool:
    """Print how long reading, importing and importing again take; whether the bars are met."""
    export = folder / "result.json"
    write_account(export, chats=CHATS, messages=MESSAGES)
    parse, first, again = [], [], []
    for number in range(ROUNDS):
        parse.append(took(lambda: sum(1 for _ in read([export]))))
        with open_store(f"sqlite:///{number}.db", folder=folder) as store:
            brought: list[Imported] = []
            work = partial(_import, store, export, brought)
            first.append(took(work))
            again.append(took(work))
        assert [one.new_messages for one in brought] == [CHATS * MESSAGES, 0]
        assert brought[1].unchanged == CHATS
    plain, once, twice = (min(each, key=lambda one: one.busy) for each in (parse, first, again))
    print(f"plain parse of {CHATS * MESSAGES} messages: {plain}")
    met = _told("import", once, once.busy / plain.busy, IMPORT_BAR)
    return _told("second import, 0 new rows", twice, twice.busy / plain.busy, AGAIN_BAR) and met


def _import(store: Store, export: Path, brought: list[Imported]) -> None:
    brought.append(store.import_conversations(read([export])))


def score_speed(folder: Path) -> bool:
    """Print how long a first and a second `score --store` take; whether the bar is met."""
    write_department(folder, conversations=CONVERSATIONS)
    written = (folder / "okk.toml").read_text("utf-8").replace('engine = "off"', 'engine = "auto"')
    (folder / "okk.toml").write_text(written, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "okk_text",
        "score",
        "exports",
        "--format",
        "csv",
        "--out",
        "scores.csv",
    ]

    def scored() -> None:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    first = took(scored, who=resource.RUSAGE_CHILDREN)
    again = min(
        (took(scored, who=resource.RUSAGE_CHILDREN) for _ in range(ROUNDS)),
        key=lambda one: one.busy,
    )
    ratio = first.busy / again.busy
    print(f"first scoring of {CONVERSATIONS} conversations: {first}; unchanged: {again}: {ratio:.0f} times faster, "
          f"bar {SCORE_BAR:.0f}; {_mark(ratio >= SCORE_BAR)}")  # fmt: skip
    return ratio >= SCORE_BAR


def kills(folder: Path, count: int) -> None:
    """Print what became of killed imports; AssertionError where rows are missing or doubled."""
    from tests.store_postgres import ADVICE, new_database

    for kind in ("sqlite", "postgresql"):
        home = folder / kind
        home.mkdir()
        try:
            url = f"sqlite:///{home}/okk.db" if kind == "sqlite" else new_database()
        except RuntimeError as error:
            if str(error) != ADVICE:
                raise
            print(f"{kind}: {error}")
            continue
        began = time.monotonic()
        died = import_with_kills(url, home, kills=count, seed=int(began))
        seconds = time.monotonic() - began
        print(f"{kind}: {count} kills, {died} at work; the same rows; {seconds:.0f} s", flush=True)


def _told(what: str, took: Took, times: float, bar: float) -> bool:
    print(
        f"{what}: {took}, {times:.2f} × a plain parse, bar {bar}; {_mark(times <= bar)}", flush=True
    )
    return times <= bar


def _mark(met: bool) -> str:
    return "met" if met else "MISSED"


def main() -> None:
    """All of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with tempfile.TemporaryDirectory(prefix="okk-store-") as name:
        folder = Path(name)
        fast = import_speed(folder)
        fast = score_speed(folder / "department") and fast
        kills(folder, count)
    sys.exit(0 if fast else 1)


if __name__ == "__main__":
    main()
