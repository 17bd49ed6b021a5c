"""Runs the command in its arguments and ends it as soon as standard input closes.

A parent that holds the other end of standard input takes the command down with it however it ends,
by `kill -9` too, on every system and from any thread.
"""

import subprocess
import sys
import threading


def run(command: list[str]) -> int:
    """Run the command to its end or to the end of standard input; give its exit code."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_kill_at_end_of_input, args=(process,), daemon=True).start()
    return process.wait()


def _kill_at_end_of_input(process: subprocess.Popen) -> None:
    sys.stdin.buffer.read()
    process.kill()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
