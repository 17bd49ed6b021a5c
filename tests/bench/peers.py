"""The peers' own environment, made once and made anew when peers.txt changes."""

from __future__ import annotations

import subprocess
import sys
import venv
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "peers.txt"
HOME = Path(__file__).parents[2] / ".venv" / "peers"


def peer_python() -> Path:
    """The Python that can import the peers."""
    python = HOME / "bin" / "python"
    stamp = HOME / "peers.txt"
    if not stamp.exists() or stamp.read_bytes() != LIST.read_bytes():
        print("installing the peers into", HOME, file=sys.stderr)
        venv.create(HOME, clear=True, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--no-deps", "-r", LIST], check=True)
        stamp.write_bytes(LIST.read_bytes())
    return python


@cache
def peer_versions() -> dict[str, str]:
    """The version of every package in peers.txt."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)
