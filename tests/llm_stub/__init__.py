"""A scripted OpenAI-compatible endpoint on loopback, for every fault that a real one has.

    with LlmStub([error(429, retry_after=1), says({"answer": "yes"})]) as stub:
        llm = Llm(base_url=stub.url, model="stub", retries=1)
        …
    assert len(stub.bodies) == 2

The script is a list (its last entry is repeated), one entry, or a function of the request (a
`Request`) that gives an entry; `stub.bodies` are all requests as they came, also the refused ones.
In another process: `python -m tests.llm_stub tests.bench.llm_calls:answer`.
"""

from tests.llm_stub.answers import (
    Answer,
    chance,
    cuts,
    drips,
    error,
    fenced,
    hangs,
    says,
    truncated,
)
from tests.llm_stub.server import LlmStub, Request

__all__ = [
    "Answer",
    "LlmStub",
    "Request",
    "chance",
    "cuts",
    "drips",
    "error",
    "fenced",
    "hangs",
    "says",
    "truncated",
]
