"""What the stub answers: good answers and faults."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from math import log
from typing import Any

FOR_EVER = 3600.0


@dataclass(frozen=True)
class Answer:
    """A response: after `delay` seconds; in pieces over `over` seconds; cut after `share` of it."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    over: float = 0.0
    share: float = 1.0

    def after(self, seconds: float) -> Answer:
        """The same answer, that much later."""
        return replace(self, delay=seconds)


def says(
    content: Any,
    *,
    finish: str | None = "stop",
    refusal: str | None = None,
    logprobs: list[dict[str, Any]] | None = None,
    usage: tuple[int, int] | None = (100, 20),
) -> Answer:
    """A chat completion with this content; what is no text is written as JSON."""
    text = content if isinstance(content, str) or content is None else dumped(content)
    choice = {
        "index": 0,
        "finish_reason": finish,
        "message": {"role": "assistant", "content": text, "refusal": refusal},
        "logprobs": {"content": logprobs} if logprobs else None,
    }
    body: dict[str, Any] = {"id": "stub", "object": "chat.completion", "model": "stub"}
    body["choices"] = [choice]
    if usage:
        prompt, completion = usage
        body["usage"] = {"prompt_tokens": prompt, "completion_tokens": completion}
        body["usage"]["total_tokens"] = prompt + completion
    return Answer(dumped(body).encode())


def chance(**probabilities: float) -> Answer:
    """One token with these probabilities, the likeliest first: chance(Yes=0.8, No=0.1)."""
    tokens = [{"token": word, "logprob": log(p)} for word, p in probabilities.items()]
    tokens.sort(key=lambda token: -token["logprob"])
    first = {**tokens[0], "top_logprobs": tokens}
    return says(tokens[0]["token"], finish="length", logprobs=[first], usage=(100, 1))


def fenced(content: Any) -> Answer:
    """The object in a code fence with prose around it."""
    return says(f"Конечно! Вот ответ:\n```json\n{dumped(content)}\n```\nНадеюсь, это поможет.")


def truncated(content: Any, *, finish: str) -> Answer:
    """The first two thirds of the object."""
    text = dumped(content)
    return says(text[: len(text) * 2 // 3], finish=finish)


def error(
    status: int,
    message: str = "a fault",
    *,
    code: str | int | None = None,
    param: str | None = None,
    retry_after: str | float | None = None,
) -> Answer:
    """An error in OpenAI's form."""
    body = {"error": {"message": message, "type": "stub_error", "code": code, "param": param}}
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Answer(dumped(body).encode(), status=status, headers=headers)


def hangs() -> Answer:
    """Nothing, ever."""
    return Answer(b"", delay=FOR_EVER)


def drips(content: Any, *, over: float) -> Answer:
    """A good answer whose bytes come in slowly, over so many seconds."""
    return replace(says(content), over=over)


def cuts(content: Any) -> Answer:
    """A good answer whose connection breaks in the middle."""
    return replace(says(content), share=0.5)


def dumped(content: Any) -> str:
    """As JSON."""
    return json.dumps(content, ensure_ascii=False)
