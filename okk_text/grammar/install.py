"""Fetches the LanguageTool server: pinned jars from a Maven repository, each held to its checksum.

`python -m okk_text.grammar.install` puts them below the cache folder, `~/.cache/okk_text` or
OKK_TEXT_CACHE. Maven fetches them; where MAVEN_BASE_URL names a repository, no Maven is needed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from okk_text.errors import EngineUnavailable, OkkError
from okk_text.grammar.java import OLDEST, java_command
from okk_text.language import say

VERSION = "6.8"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_MAVEN_SECONDS = 900
_ANSWER_SECONDS = 60


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

    @property
    def path(self) -> str:
        """Its path below the base URL of a repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.file}"


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
    base = os.environ.get("MAVEN_BASE_URL")
    maven = shutil.which("mvn")
    if base:
        _fetch_plainly(libs, base.rstrip("/"))
    elif maven:
        _fetch_with_maven(libs, maven)
    else:
        raise _unavailable(
            say("Maven не найден", "Maven is not installed"),
            say(
                "Установите его (Debian, Ubuntu: apt-get install maven; macOS: brew install maven) "
                "или укажите репозиторий Maven в MAVEN_BASE_URL.",
                "Install it (Debian, Ubuntu: apt-get install maven; macOS: brew install maven) "
                "or name a Maven repository in MAVEN_BASE_URL.",
            ),
        )


def _fetch_with_maven(libs: Path, maven: str) -> None:
    pom = libs.parent / "pom.xml"
    pom.write_text(_project(jars()), "utf-8")
    command = [maven, "-B", "-q", "-f", str(pom), _COPY, f"-DoutputDirectory={libs}"]
    try:
        told = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_MAVEN_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _unavailable(
            say("Maven не ответил вовремя", "Maven did not finish in time"), _try_again()
        ) from None
    if told.returncode:
        reasons = [line for line in told.stdout.splitlines() if "ERROR" in line]
        reason = reasons[0][:300] if reasons else told.stderr[-300:]
        raise _unavailable(f"mvn: {reason}", _try_again())


def _project(pinned: list[Jar]) -> str:
    """A Maven project that wants exactly these jars and nothing that they depend on."""
    dependencies = "".join(
        f"<dependency><groupId>{jar.group}</groupId><artifactId>{jar.artifact}</artifactId>"
        f"<version>{jar.version}</version><exclusions><exclusion><groupId>*</groupId>"
        "<artifactId>*</artifactId></exclusion></exclusions></dependency>"
        for jar in pinned
    )
    return (
        "<project><modelVersion>4.0.0</modelVersion><groupId>okk_text</groupId>"
        f"<artifactId>languagetool</artifactId><version>{VERSION}</version>"
        f"<packaging>pom</packaging><dependencies>{dependencies}</dependencies></project>"
    )


def _fetch_plainly(libs: Path, base: str) -> None:
    def fetch(jar: Jar) -> None:
        url = f"{base}/{jar.path}"
        try:
            with (
                urllib.request.urlopen(url, timeout=_ANSWER_SECONDS) as answer,
                (libs / jar.file).open("wb") as file,
            ):
                shutil.copyfileobj(answer, file)
        except (OSError, ValueError) as error:
            raise _unavailable(f"{url}: {error}", _try_again()) from error

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
        "Проверьте сеть и повторите: python -m okk_text.grammar.install",
        "Check the network and try again: python -m okk_text.grammar.install",
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
