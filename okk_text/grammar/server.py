"""A LanguageTool server of our own: one Java process on the loopback that never outlives us."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import IO

from okk_text.errors import EngineUnavailable
from okk_text.grammar.install import VERSION, is_installed, server_folder
from okk_text.grammar.java import OLDEST, java_command
from okk_text.language import say

_START_SECONDS = 60
_STOP_SECONDS = 5
_HERE = Path(__file__).parent


class OwnServer:
    """A server that lives from the first `address()` to `close()`, or to the end of this process.

    Threads may share it. A server that died or was retired is started again by the next
    `address()`; one that cannot start at all is not tried a second time.
    """

    def __init__(self) -> None:
        """Raise EngineUnavailable with advice where Java or the jars are missing."""
        self._command = _command()
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._address = ""
        self._failure: EngineUnavailable | None = None
        self.note = say(
            f"LanguageTool {VERSION}, свой сервер, Java: {self._command[0]}",
            f"LanguageTool {VERSION}, a server of our own, Java: {self._command[0]}",
        )

    def address(self) -> str:
        """The base URL of the living server, started first where none lives (seconds)."""
        with self._lock:
            if self._failure:
                raise self._failure
            if self._process is None or self._process.poll() is not None:
                self._start()
            return self._address

    def retire(self, address: str) -> None:
        """End the server of this address, which died or hangs, unless a new one took over."""
        with self._lock:
            if address == self._address:
                self._stop()

    def close(self) -> None:
        """End the server and wait until it is gone; a later `address()` starts it anew."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        self._stop()
        told = ""
        for _ in range(2):  # between choosing a port and taking it, somebody else may take it
            port = _free_port()
            with tempfile.TemporaryFile() as log:
                self._process = _spawn([*self._command, "--port", str(port)], log)
                self._address = f"http://127.0.0.1:{port}"
                if _is_healthy_in_time(self._process, self._address):
                    return
                self._stop()
                told = _last_line(log)
        self._failure = EngineUnavailable(
            say(f"сервер не запустился: {told}", f"the server did not start: {told}"),
            where=f"LanguageTool {VERSION}",
            advice=say(
                'Проверьте Java и память (нужен 1 ГБ) или задайте engine = "embedded" в [grammar].',
                'Look at Java and memory (it needs 1 GB), or set engine = "embedded" in [grammar].',
            ),
        )
        raise self._failure

    def _stop(self) -> None:
        process, self._process, self._address = self._process, None, ""
        if process is None:
            return
        process.stdin.close()  # the watchdog ends Java and then itself
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _command() -> list[str]:
    folder = server_folder()
    if not is_installed(folder):
        raise EngineUnavailable(
            say("сервер не установлен", "the server is not installed"),
            where=f"LanguageTool {VERSION}",
            advice=say(
                "Установите его: okk-text doctor --install",
                "Install it: okk-text doctor --install",
            ),
        )
    java = java_command()
    if java is None:
        raise EngineUnavailable(
            say(f"нет Java {OLDEST} или новее", f"there is no Java {OLDEST} or newer"),
            where=f"LanguageTool {VERSION}",
            advice=say(
                "Поставьте: pip install 'okk-text[java]' или apt-get install default-jre-headless",
                "Install it: pip install 'okk-text[java]' or apt-get install default-jre-headless",
            ),
        )
    return [
        *java,
        "-Xmx1g",
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
        f"-Dlogback.configurationFile={_HERE / 'logback.xml'}",
        "-cp",
        str(folder / "*"),
        "org.languagetool.server.HTTPServer",
        "--config",
        str(_HERE / "server.properties"),
    ]


def _spawn(command: list[str], log: IO[bytes]) -> subprocess.Popen:
    watchdog = [sys.executable, "-I", "-S", str(_HERE / "watchdog.py")]
    return subprocess.Popen(
        watchdog + command,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C at the terminal is ours to answer, not Java's
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_healthy_in_time(process: subprocess.Popen, address: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with direct.open(f"{address}/v2/healthcheck", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.1)
    return False


def _last_line(log: IO[bytes]) -> str:
    log.seek(0)
    lines = log.read().decode("utf-8", "replace").splitlines()
    causes = [line for line in lines if "Exception" in line or "Error" in line]
    return (causes or lines or ["?"])[-1].strip()[:300]
