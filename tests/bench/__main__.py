"""Speed, memory and exactness beside the peers, on generated exports: `make bench`.

Prints the tables of the README; exits with 1 where a demand is missed. --large adds the peak of
memory on an account and an mbox of a gigabyte each (minutes); --rounds and --scale are for a look.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from operator import truediv
from pathlib import Path
from typing import Any

from tests.bench import hostile, mbox_export, telegram_export, whatsapp_export
from tests.bench.peers import peer_python, peer_versions

OURS = "okk_text"


@dataclass(frozen=True, slots=True)
class Task:
    """One export and who reads it: trials in a child process, ours first."""

    title: str
    unit: str
    path: Path
    trials: tuple[str, ...]
    size: int  # how many there are to read


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of one contender at one task; per second of CPU and of wall clock, MB."""

    trial: str
    items: int
    cpus: tuple[float, ...]  # round by round
    cpu: float
    wall: float
    peak: float
    exact: float | None  # share of letters cut exactly
    shorn: float | None  # share of letters whose quote is cut, their signature or not
    slowest: tuple[float, str] | None


def main() -> None:
    """Generate, measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1, help="of the generated exports")
    options = parser.parse_args()
    peer_python()
    with tempfile.TemporaryDirectory(prefix="okk-bench-") as folder:
        tasks = list(_tasks(Path(folder), options.scale))
        results = measured(tasks, rounds=options.rounds)
        if options.large:
            for task in _large_tasks(Path(folder), options.scale):
                results |= measured([task], rounds=1)
                tasks.append(task)
                task.path.unlink()
    print(f"{_machine()}; median of {options.rounds} interleaved runs.\n")
    print("\n".join(_table(tasks, results)), end="\n\n")
    judged = list(demands(results))
    print("| demand | measured | |\n|---|---|---|")
    for demand, shown, kept in judged:
        print(f"| {demand} | {shown} | {'✓' if kept else '✗ missed'} |")
    sys.exit(not all(kept for *_, kept in judged))


def measured(tasks: list[Task], *, rounds: int) -> dict[str, list[Result]]:
    """The results by title of task; all contenders take turns, so that a busy machine slows all."""
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for _ in range(rounds):
        for task in tasks:
            for trial in task.trials:
                print(f"{task.title}: {trial}", file=sys.stderr)
                told.setdefault((task.title, trial), []).append(_told(trial, task.path))
    return {
        task.title: [_result(trial, told[task.title, trial]) for trial in task.trials]
        for task in tasks
    }


def demands(results: dict[str, list[Result]]) -> Iterator[tuple[str, str, bool]]:
    """What is asked of okk_text, what was measured, and whether that is enough."""
    for title, least in (("WhatsApp chat", 3), ("Telegram chat", 1), ("mbox", 1 / 3)):
        ours, peer = results[title][:2]
        ratio = statistics.median(map(truediv, peer.cpus, ours.cpus))
        cut = ", replies and signatures cut" if title == "mbox" else ""
        asked = f"{title}{cut}: at least {_times(least)} the speed of {_name(peer.trial)}"
        yield asked, _times(ratio), ratio >= least
    ours, *peers = results["letters to cut"]
    best = max(peers, key=lambda peer: peer.exact)
    shown = f"{ours.exact:.1%} ({_name(best.trial)} {best.exact:.1%})"
    yield "letters cut exactly: at least 95 %", shown, ours.exact >= 0.95
    seconds, name = results["hostile letters"][0].slowest
    yield "every hostile letter: under 0.5 s", f"{seconds:.2f} s ({name})", seconds < 0.5
    for title, most in (
        ("Telegram account", 60),
        ("Telegram account of 1 GB", 200),
        ("mbox of 1 GB", 200),
    ):
        for result in results.get(title, ())[:1]:
            yield f"{title}: at most {most} MB", f"{result.peak:.0f} MB", result.peak <= most


def _tasks(folder: Path, scale: float) -> Iterator[Task]:
    """The exports of an ordinary run, generated now."""
    chat = folder / "chat.txt"
    count = int(200_000 * scale)
    whatsapp_export.write(chat, count)
    yield Task("WhatsApp chat", "messages", chat, (OURS, "whatstk"), count)
    chat = folder / "chat.json"
    telegram_export.write_chat(chat, messages=count)
    yield Task("Telegram chat", "messages", chat, (OURS, "tg-parser"), count)
    account = folder / "account.json"
    chats = int(200 * scale)
    telegram_export.write_account(account, chats=chats, messages=1000)
    yield Task("Telegram account", "messages", account, (OURS,), 1000 * chats)
    box = folder / "box.mbox"
    letters = mbox_export.write(box, 60 * scale)
    yield Task("mbox", "letters", box, (OURS, "stdlib"), letters)
    cutters = (f"cut: {OURS}", "cut: talon", "cut: mail-parser-reply")
    yield Task("letters to cut", "letters", folder, cutters, 5000)
    bodies = folder / "hostile"
    bodies.mkdir()
    yield Task("hostile letters", "letters", bodies, ("hostile",), hostile.write_letters(bodies))


def _large_tasks(folder: Path, scale: float) -> Iterator[Task]:
    """Exports of a gigabyte, one at a time."""
    account = folder / "large.json"
    chats = int(1600 * scale)
    telegram_export.write_account(account, chats=chats, messages=1000)
    yield Task("Telegram account of 1 GB", "messages", account, (OURS,), 1000 * chats)
    box = folder / "large.mbox"
    letters = mbox_export.write(box, 1024 * scale)
    yield Task("mbox of 1 GB", "letters", box, (OURS,), letters)


def _told(trial: str, path: Path) -> dict[str, Any]:
    """What the child process says."""
    ours = trial in (OURS, "stdlib", "hostile", f"cut: {OURS}")
    python = sys.executable if ours else peer_python()
    command = [python, "-m", "tests.bench.trials", trial, path]
    child = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(child.stdout)


def _result(trial: str, told: list[dict[str, Any]]) -> Result:
    median = {key: statistics.median(run[key] for run in told) for key in ("cpu", "wall", "peak")}
    slowest = [tuple(run["slowest"]) for run in told if "slowest" in run]
    return Result(
        trial=trial,
        items=told[0]["items"],
        cpus=tuple(run["cpu"] for run in told),
        exact=told[0].get("exact"),
        shorn=told[0].get("shorn"),
        slowest=sorted(slowest)[len(slowest) // 2] if slowest else None,
        **median,
    )


def _table(tasks: list[Task], results: dict[str, list[Result]]) -> Iterator[str]:
    yield "| what | by | read | a second of CPU | of wall clock | peak MB | exact | quote cut |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for task in tasks:
        for result in results[task.title]:
            speeds = (_speed(result.items / seconds) for seconds in (result.cpu, result.wall))
            shares = (_percent(share) for share in (result.exact, result.shorn))
            read = f"{result.items:,} of {task.size:,} {task.unit}"
            cells = (task.title, _name(result.trial), read, *speeds, f"{result.peak:.0f}", *shares)
            yield f"| {' | '.join(cells)} |"


def _speed(a_second: float) -> str:
    return f"{a_second:,.0f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _times(ratio: float) -> str:
    return f"{ratio:.2f} ×"


def _name(trial: str) -> str:
    """The contender as the table names it: with its version."""
    name = trial.removeprefix("cut: ")
    if name in (OURS, "hostile"):
        return f"**{OURS}**"
    return "stdlib, MIME only" if name == "stdlib" else f"{name} {peer_versions()[name]}"


def _machine() -> str:
    """Processor, cores, system, Python."""
    model = platform.processor() or platform.machine()
    described = Path("/proc/cpuinfo")
    if described.exists():
        lines = described.read_text(encoding="utf-8").splitlines()
        models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        model = next(models, model)
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return f"{model}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
