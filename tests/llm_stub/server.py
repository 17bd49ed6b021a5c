"""The server behind the stub: asyncio, a thread of its own, little work a request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any

from tests.llm_stub.answers import Answer, error

_PIECES = 20

# What a refused ability is called in a request.
_REFUSED = {
    "json_schema": lambda body: _form(body) == "json_schema",
    "json_object": lambda body: _form(body) == "json_object",
}


@dataclass(frozen=True)
class Request:
    """A request: its number from 0, its body, and how often the same question came before."""

    number: int
    body: dict[str, Any]
    before: int = 0

    @property
    def prompt(self) -> str:
        """All messages, one after the other."""
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def question(self) -> str:
        """The user's first message."""
        return next(m["content"] for m in self.body["messages"] if m["role"] == "user")


Script = Answer | Sequence[Answer] | Callable[[Request], Answer]


class LlmStub:
    """Answers by its script; `refuses` names abilities and parameters that bring a 400.

    `latency` seconds go by before each answer of the script.
    """

    def __init__(
        self,
        script: Script,
        *,
        refuses: Sequence[str] = (),
        latency: float = 0.0,
        port: int = 0,
        remembers: bool = True,
    ):
        self._script = script
        self._refuses = refuses
        self._latency = latency
        self._port = port
        self._remembers = remembers
        self._lock = Lock()
        self._questions: dict[str, int] = {}
        self._number = 0
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """The base_url."""
        return f"http://127.0.0.1:{self._port}/v1"

    def __enter__(self) -> LlmStub:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> None:
        self._server = await asyncio.start_server(
            self._connection, "127.0.0.1", self._port, backlog=512
        )
        self._port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        here = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not here]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side has gone, or the stub is closed
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection lives on."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = head.strip().split("\r\n")
        headers = {k.lower(): v for k, v in (f.split(": ", 1) for f in fields)}
        raw = await reader.readexactly(int(headers.get("content-length", 0)))
        if not line.startswith("POST"):
            return await _send(writer, Answer(b'{"object": "list", "data": [{"id": "stub"}]}'))
        answer = self._answer(json.loads(raw), headers)
        await asyncio.sleep(answer.delay)
        return await _send(writer, answer)

    def _answer(self, body: dict[str, Any], headers: dict[str, str]) -> Answer:
        with self._lock:
            number, self._number = self._number, self._number + 1
            if self._remembers:
                self.bodies.append(body)
                self.headers.append(headers)
            for name in self._refuses:
                asked = _REFUSED.get(name, lambda body, name=name: name in body)
                if asked(body):
                    return _refusal(name)
            before = self._questions.get(request_key(body), 0)
            self._questions[request_key(body)] = before + 1
        return self._scripted(Request(number, body, before))

    def _scripted(self, request: Request) -> Answer:
        script = self._script
        if callable(script):
            answer = script(request)
        elif isinstance(script, Answer):
            answer = script
        else:
            answer = script[min(request.number, len(script) - 1)]
        return answer.after(self._latency + answer.delay) if self._latency else answer


def request_key(body: dict[str, Any]) -> str:
    """What tells one question from another, also when it is asked again or mended."""
    return next((m["content"] for m in body["messages"] if m["role"] == "user"), "")


def _form(body: dict[str, Any]) -> str | None:
    return (body.get("response_format") or {}).get("type")


def _refusal(name: str) -> Answer:
    if name in _REFUSED:
        return error(400, f"response_format: type {name!r} is not supported")
    instead = " Use 'max_completion_tokens' instead." if name == "max_tokens" else ""
    words = f"Unsupported parameter: '{name}' is not supported with this model.{instead}"
    return error(400, words, code="unsupported_parameter", param=name)


async def _send(writer: asyncio.StreamWriter, answer: Answer) -> bool:
    fields = {"Content-Type": "application/json", "Content-Length": str(len(answer.body))}
    lines = [f"HTTP/1.1 {answer.status} Stub"]
    lines += [f"{name}: {value}" for name, value in (fields | answer.headers).items()]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode()
    if answer.share == 1.0 and not answer.over:
        writer.write(head + answer.body)
        await writer.drain()
        return True
    writer.write(head)
    body = answer.body[: int(len(answer.body) * answer.share)]
    step = max(1, len(body) // _PIECES)
    for place in range(0, len(body), step):
        writer.write(body[place : place + step])
        await writer.drain()
        await asyncio.sleep(answer.over / _PIECES)
    return answer.share == 1.0
