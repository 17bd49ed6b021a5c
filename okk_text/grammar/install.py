"""Fetches the LanguageTool server: pinned jars from a Maven repository, each held to its checksum.

`python -m okk_text.grammar.install` puts them below the cache folder, `~/.cache/okk_text` or
OKK_TEXT_CACHE. They come from Maven Central, or from the mirror that MAVEN_BASE_URL names.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from okk_text.errors import EngineUnavailable, OkkError
from okk_text.grammar.java import OLDEST, java_command
from okk_text.language import say

VERSION = "6.8"


@dataclass(frozen=True, slots=True)
class Jar:
    """One pinned artifact of a Maven repository."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def file(self) -> str:
        """Its file name, in a repository and in our folder."""
        return f"{self.artifact}-{self.version}.jar"


def install() -> Path:
    """Fetch the server unless it is there already; give its folder.

    Raises EngineUnavailable with advice where the jars cannot be had or are not the pinned ones.
    """
    folder = server_folder()
    if is_installed(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetch-") as workshop:
        libs = Path(workshop, "libs")
        libs.mkdir()
        _fetch(libs)
        for jar in jars():
            _verify(libs / jar.file, jar)
        _put_in_place(libs, folder)
    return folder


def server_folder() -> Path:
    """The folder of the server's jars, whether or not they are there yet."""
    cache = os.environ.get("OKK_TEXT_CACHE") or Path.home() / ".cache" / "okk_text"
    return Path(cache, "languagetool", VERSION)


def is_installed(folder: Path) -> bool:
    """Every pinned jar lies in the folder; checksums were held when they were put there."""
    return all((folder / jar.file).is_file() for jar in jars())


def jars() -> list[Jar]:
    """The pinned jars of jars.txt."""
    lines = Path(__file__).with_name("jars.txt").read_text("utf-8").splitlines()
    entries = (line.split() for line in lines if line and not line.startswith("#"))
    return [Jar(*name.split(":"), sha256=sha256) for name, sha256 in entries]


def _fetch(libs: Path) -> None:
    """Every pinned jar into the folder, without what it depends on: the list is complete."""
    from jgo.maven import MavenContext

    mirror = os.environ.get("MAVEN_BASE_URL")
    remote = {"central": mirror.rstrip("/")} if mirror else None
    maven = MavenContext(repo_cache=libs.parent / "repository", remote_repos=remote)

    def fetch(jar: Jar) -> None:
        try:
            project = maven.project(jar.group, jar.artifact)
            project.at_version(jar.version).artifact().resolve().replace(libs / jar.file)
        except (OSError, ValueError, RuntimeError) as error:
            raise _unavailable(f"{jar.file}: {error}", _try_again()) from error

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fetch, jars()))


def _verify(file: Path, jar: Jar) -> None:
    if not file.is_file():
        raise _unavailable(say(f"нет файла {jar.file}", f"{jar.file} is missing"), _try_again())
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != jar.sha256:
        raise _unavailable(
            say(
                f"контрольная сумма {jar.file} не та: {found} вместо {jar.sha256}",
                f"the checksum of {jar.file} is {found}, not {jar.sha256}",
            ),
            say(
                "Файл подменён или испорчен в репозитории; проверьте, откуда он взят.",
                "The file was changed on its way; look where it comes from.",
            ),
        )


def _put_in_place(libs: Path, folder: Path) -> None:
    if folder.exists() and not is_installed(folder):
        shutil.rmtree(folder)
    try:
        libs.replace(folder)
    except OSError:
        # another process may have been quicker
        if not is_installed(folder):
            raise


def _unavailable(problem: str, advice: str) -> EngineUnavailable:
    return EngineUnavailable(problem, where=f"LanguageTool {VERSION}", advice=advice)


def _try_again() -> str:
    return say(
        "Проверьте сеть и повторите: okk-text doctor --install",
        "Check the network and try again: okk-text doctor --install",
    )


def _main() -> int:
    import click

    try:
        folder = install()
    except OkkError as error:
        click.echo(str(error), err=True)
        return 2
    click.echo(say(f"LanguageTool {VERSION}: {folder}", f"LanguageTool {VERSION} is in {folder}"))
    if java_command() is None:
        click.echo(
            say(
                f"Для запуска нужна Java {OLDEST} или новее: pip install 'okk-text[java]'",
                f"To run it needs Java {OLDEST} or newer: pip install 'okk-text[java]'",
            ),
            err=True,
        )
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
