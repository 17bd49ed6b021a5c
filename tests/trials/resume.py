"""What the store saves: a second run, and a run that was killed: `python -m tests.trials.resume`.

A stub answers each question after a fixed time. Printed: seconds and calls of a first and a second
run over the same chats; then, for a run killed with SIGKILL and started again, how many questions
that had been answered were asked again.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.labelled.outputs import HERE
from tests.llm_stub import LlmStub, chance, says

LATENCY = 1.0  # seconds, as a model at a distance


def answer(request):
    """No to each question, so that every run takes the same way."""
    return chance(no=0.99, yes=0.01) if request.body.get("logprobs") else says({"evidence": [1]})


def command(folder, chats):
    okk = [sys.executable, "-m", "okk_text", "score", *map(str, chats)]
    return [*okk, "--settings", str(folder / "okk.toml"), "--format", "jsonl", "--out", str(folder / "run.jsonl")]  # fmt: skip


def written(folder, url):
    (folder / "okk.toml").write_text(
        f'[llm]\nbase_url = "{url}"\nmodel = "stub"\nparallel = 8\nrewrites = false\n'
        '[store]\nurl = "sqlite:///okk.db"\n[grammar]\nengine = "off"\n',
        encoding="utf-8",
    )


def usage(folder):
    last = (folder / "run.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    return json.loads(last)["llm"]


def twice(chats):
    """Seconds and calls of a first and of a second run."""
    with LlmStub(answer, latency=LATENCY) as stub, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, stub.url)
        for run in ("first", "second"):
            before, started = len(stub.bodies), time.monotonic()
            subprocess.run(command(folder, chats), check=True, capture_output=True)
            seconds = time.monotonic() - started
            print(
                f"{run} run: {seconds:.1f} s, {len(stub.bodies) - before} calls, told {usage(folder)}"
            )


def killed(chats, kills):
    """Questions asked more often than once although an answer had come, over killed runs."""
    with LlmStub(answer, latency=LATENCY) as stub, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, stub.url)
        open_at_death = 0
        for _ in range(kills):
            process = subprocess.Popen(command(folder, chats), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            time.sleep(random.uniform(4, 9))
            process.send_signal(signal.SIGKILL)
            process.wait()
            open_at_death += 8  # at most as many as may be under way
        subprocess.run(command(folder, chats), check=True, capture_output=True)
        asked = Counter(json.dumps(body, sort_keys=True) for body in stub.bodies)
        again = sum(count - 1 for count in asked.values())
        print(f"killed {kills} times: {len(asked)} questions, {again} asked again, of at most {open_at_death} under way")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--chats", type=int, default=8)
    options = parser.parse_args()
    sources = sorted((HERE / "chats" / "sources").iterdir())[: options.chats]
    twice(sources)
    killed(sources, options.kills)


if __name__ == "__main__":
    main()
