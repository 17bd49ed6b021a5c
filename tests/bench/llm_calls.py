"""The door to a model under faults and under load: `python -m tests.bench.llm_calls`.

2,000 questions to a scripted endpoint in a process of its own, first without faults, then with each
fault on 1 % of the calls; then 32 parallel calls of a second each. Prints every outcome and exits
with 1 where a demand is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.door import Asked, Door, Prompt
from okk_text.language import set_language
from okk_text.settings.llm import Llm, Privacy
from tests.llm_stub import cuts, drips, error, fenced, hangs, says, truncated
from tests.llm_stub.answers import Answer
from tests.llm_stub.server import Request

PARALLEL = 32
TIMEOUT = timedelta(seconds=2)
SENTENCES = 5
SCHEMA = {
    "type": "object",
    "properties": {
        "evidence": {"type": "array", "items": {"enum": list(range(1, SENTENCES + 1))}},
        "answer": {"enum": ["yes", "no"]},
    },
    "required": ["evidence", "answer"],
    "additionalProperties": False,
}
# Of an answer that is right, what the endpoint makes; each on 1 % of the calls.
FAULTS = {
    "429 with Retry-After": lambda right: error(429, retry_after=1),
    "500": lambda right: error(500),
    "hang": lambda right: hangs(),
    "slow body": lambda right: drips(right, over=10),
    "connection cut": cuts,
    "truncated, length": lambda right: truncated(right, finish="length"),
    "truncated, stop": lambda right: truncated(right, finish="stop"),
    "wrong schema": lambda right: says({"verdict": "fine", "score": 10}),
    "prose and fence": fenced,
    "empty": lambda right: says(""),
    "refusal": lambda right: says(None, refusal="I cannot help with that."),
    "evidence that is not there": lambda right: says({**right, "evidence": [SENTENCES + 4]}),
}


def steady(request: Request) -> Answer:
    """The stub's script without faults."""
    return says(right_answer(number_of(request)))


def faulty(request: Request) -> Answer:
    """The stub's script with faults."""
    number = number_of(request)
    fault = fault_of(number, request.before)
    right = right_answer(number)
    return FAULTS[fault](right) if fault else says(right)


def number_of(request: Request) -> int:
    """The number of the question."""
    return int(request.question.partition("#")[2].split()[0])


def right_answer(number: int) -> dict:
    """What the stub takes to be true, so that an invented answer is seen."""
    seeded = Random(f"right {number}")
    return {"evidence": [seeded.randint(1, SENTENCES)], "answer": seeded.choice(["yes", "no"])}


def fault_of(number: int, before: int) -> str | None:
    """The fault of the call that asks this question for the (before + 1)-th time."""
    place = Random(f"fault {number} {before}").random() * 100
    return list(FAULTS)[int(place)] if place < len(FAULTS) else None


@dataclass(frozen=True)
class Run:
    """Questions put in parallel: what came back, in order of their numbers, and what it took."""

    asked: list[Asked]
    usage: dict
    seconds: float
    ideal: float
    processor_ms: float  # of this process, a call

    @property
    def ratio(self) -> float:
        """Wall time over the ideal of latency and parallelism."""
        return self.seconds / self.ideal

    @property
    def invented(self) -> int:
        """Answers that the endpoint's truth does not know."""
        return sum(a.answer not in (None, right_answer(n)) for n, a in enumerate(self.asked))

    @property
    def unexplained(self) -> int:
        """Questions with neither an answer nor a reason, or with both."""
        return sum((a.answer is None) != bool(a.reason) for a in self.asked)


def run(script: str, *, questions: int, latency: float) -> Run:
    """Put the questions, 32 at a time, to a fresh stub."""
    with stub(script, latency) as url, ThreadPoolExecutor(PARALLEL) as threads:
        llm = Llm(base_url=url, model="stub", timeout=TIMEOUT, parallel=PARALLEL)
        door = Door(llm, privacy=Privacy(), answers=MemoryAnswers())
        ask(door, -1)  # imports and the first connection are no part of the run
        began, worked = time.monotonic(), time.process_time()
        asked = list(threads.map(lambda number: ask(door, number), range(questions)))
        seconds, worked = time.monotonic() - began, time.process_time() - worked
        usage = door.usage()
        door.close()
    calls = usage["calls"] - 1
    ideal = questions * latency / PARALLEL
    return Run(asked, usage, seconds, ideal, worked / calls * 1000)


def ask(door: Door, number: int) -> Asked:
    """One question; the prompt is about as long as a real one."""
    user = f"#{number}\n" + "[1] Добрый день! Пришлите, пожалуйста, договор до пятницы.\n" * 30
    return door.structured(Prompt(system="Ответьте.", user=user), schema=SCHEMA, name="bench")


@contextmanager
def stub(script: str, latency: float) -> Iterator[str]:
    """The stub's base_url, in another process."""
    command = [sys.executable, "-m", "tests.llm_stub", f"tests.bench.llm_calls:{script}"]
    with subprocess.Popen(
        [*command, "--latency", str(latency)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()  # closes its standard input, and so ends it


def outcomes(asked: list[Asked]) -> Iterator[str]:
    """What became of the questions, by the fault of their first call."""
    faults = [fault_of(number, 0) for number in range(len(asked))]
    for fault in [None, *FAULTS]:
        mine = [a for a, f in zip(asked, faults, strict=True) if f == fault]
        calls = Counter(a.calls for a in mine if a.answer is not None)
        reasons = Counter(a.reason for a in mine if a.answer is None)
        answered = ", ".join(f"{count} with {n} calls" for n, count in sorted(calls.items()))
        yield f"  {fault or 'no fault at first':28} {len(mine):5}  answered: {answered or 0}"
        for reason, count in reasons.most_common():
            yield f"  {'':28} {'':5}  {count} not assessed: {reason}"


def main() -> int:
    """Run all three and print the figures; the number of demands that were missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--latency", type=float, default=0.5, help="of the fault run, seconds")
    parser.add_argument("--rounds", type=int, default=20, help="of 32 calls, for the throughput")
    arguments = parser.parse_args()
    set_language("en")
    size = {"questions": arguments.questions, "latency": arguments.latency}

    without, with_faults = run("steady", **size), run("faulty", **size)
    load = run("steady", questions=PARALLEL * arguments.rounds, latency=1.0)
    print(f"{arguments.questions} questions, {PARALLEL} parallel, {arguments.latency} s latency")
    print(*outcomes(with_faults.asked), sep="\n")
    print(f"calls {with_faults.usage['calls']}, not assessed {with_faults.usage['not_assessed']}")
    demands = [
        ("answers invented", with_faults.invented, "0", with_faults.invented == 0),
        ("without answer and reason", with_faults.unexplained, "0", not with_faults.unexplained),
        ("time over ideal, faults off", f"{without.ratio:.2f}", "1.3", without.ratio <= 1.3),
        ("time over ideal, faults on", f"{with_faults.ratio:.2f}", "2.0", with_faults.ratio <= 2),
        ("share of the ideal throughput", f"{1 / load.ratio:.1%}", "95 %", load.ratio <= 1 / 0.95),
        ("processor ms a call", f"{load.processor_ms:.1f}", "10", load.processor_ms <= 10),
    ]
    for what, figure, bar, met in demands:
        print(f"{what:32} {figure!s:>8}  (bar {bar}) {'' if met else 'MISSED'}")
    return sum(not met for *_, met in demands)


if __name__ == "__main__":
    sys.exit(bool(main()))
