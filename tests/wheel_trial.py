"""The wheel, installed in an empty environment, runs the demo from another folder.

Fetches the locked packages, so it is no part of pytest: `make wheel-test`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Build, install, run; the first thing that goes wrong ends it."""
    with tempfile.TemporaryDirectory(prefix="okk-wheel-") as name:
        folder = Path(name)
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
        (wheel,) = folder.glob("*.whl")
        python = folder / "venv" / "bin" / "python"
        run(sys.executable, "-m", "venv", str(folder / "venv"), cwd=folder)
        install = (str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check")
        run(*install, "--require-hashes", "-r", str(ROOT / "requirements.txt"), cwd=folder)
        before = entries(python, folder)
        run(*install, "--no-deps", str(wheel), cwd=folder)
        added = {e for e in entries(python, folder) - before if not e.endswith(".dist-info")}
        assert added == {"okk_text"}, f"the wheel leaves more than its package: {added}"
        run(str(python.with_name("okk-text")), "demo", cwd=folder)
        assert (folder / "okk-demo.html").stat().st_size > 10_000
        run(str(python), "-m", "okk_text", "rubric", "check", "default", cwd=folder)
    print("the wheel works in an empty environment")


def entries(python: Path, folder: Path) -> set[str]:
    """What lies in the environment's site-packages."""
    code = "import sysconfig, os; print('\\n'.join(os.listdir(sysconfig.get_paths()['purelib'])))"
    return set(run(str(python), "-c", code, cwd=folder).split())


def run(*command: str, cwd: Path) -> str:
    """The output of the command; its failure is ours."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    told = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True)
    if told.returncode:
        sys.exit(f"{' '.join(command)}\n{told.stdout}{told.stderr}")
    return told.stdout


if __name__ == "__main__":
    main()
