"""Calls to one model at one address: patient, within the budget, in the endpoint's dialect."""

from __future__ import annotations

import random
from dataclasses import dataclass
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from okk_text.judge.budget import CHARACTERS_A_TOKEN, Budget
from okk_text.judge.dialect import Dialect
from okk_text.judge.failures import Failure, Kind, NoReply, failure_of
from okk_text.judge.lanes import Lanes
from okk_text.judge.sent_log import Message, SentLog
from okk_text.language import say

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

_FIRST_WAIT = 0.5  # seconds; twice as long each time, never all threads at once
_LONGEST_WAIT = 8.0
_LONGEST_ASKED_WAIT = 60.0  # a Retry-After of an hour is not waited for
_MOST_REFUSALS = 12  # of parameters, on the way to a request that is taken
_FINISHED = {
    "max_tokens": "length",
    "MAX_TOKENS": "length",
    "blacklist": "content_filter",
    "SAFETY": "content_filter",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered to one call; `finish` stop, length, content_filter, …; None: unsaid."""

    text: str
    finish: str | None
    refusal: str | None
    logprobs: list[dict[str, Any]] | None
    prompt_tokens: int
    completion_tokens: int


@dataclass(slots=True)
class Spent:
    """What one question has cost so far."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Line:
    """Sends messages from any thread; `patience` is how often a call is tried again."""

    def __init__(
        self,
        model: BaseChatModel,
        *,
        endpoint: str,
        dialect: Dialect,
        budget: Budget,
        patience: int,
        silences: int,
        log: SentLog | None,
    ):
        self.dialect = dialect
        self._model = model
        self._endpoint = endpoint
        self._budget = budget
        self._patience = patience
        self._log = log
        self._closed: Failure | None = None
        self._hung_up = Event()
        self._lanes = Lanes(self._hung_up)
        self._lock = Lock()
        self._answered = self._silences = 0
        self._most_silences = silences

    def reply(self, messages: list[Message], *, spent: Spent, **parameters: Any) -> Reply:
        """The model's reply; raises NoReply with the reason where there is none.

        Where only the crowd is too big, patience lasts as long as others are answered.
        """
        tries = refusals = answered = 0
        while True:
            spoken = self.dialect.spoken(parameters)
            try:
                return self._in_lane(messages, spoken, spent=spent)
            except NoReply as none:
                failure = none.failure
            if failure.kind == Kind.PARAMETER and refusals < _MOST_REFUSALS:
                assert failure.parameter is not None
                self.dialect.refuse(failure.parameter, spoken[failure.parameter])
                refusals += 1
                continue
            if failure.crowded and answered < self._answered:
                tries, answered = 0, self._answered
            if failure.kind != Kind.AGAIN or tries >= self._patience:
                self._note(failure)
                raise NoReply(failure)
            self._wait(failure, tries)
            tries += 1

    def close(self) -> None:
        """Make no more calls and wake who waits for one."""
        self._closed = Failure(Kind.CLOSED, say("прогон остановлен", "the run was stopped"))
        self._hung_up.set()

    def _in_lane(
        self, messages: list[Message], parameters: dict[str, Any], *, spent: Spent
    ) -> Reply:
        with self._lanes.lane() as lane:
            try:
                reply = self._call(messages, parameters, spent=spent)
            except NoReply as none:
                if none.failure.crowded:
                    self._lanes.narrow(lane)
                raise
        self._lanes.widen()
        with self._lock:
            self._answered += 1
            self._silences = 0
        return reply

    def _call(self, messages: list[Message], parameters: dict[str, Any], *, spent: Spent) -> Reply:
        if self._closed is not None:
            raise NoReply(self._closed)
        characters = sum(len(text) for _, text in messages)
        if refusal := self._budget.refusal(characters):
            raise NoReply(Failure(Kind.SPENT, refusal))
        spent.calls += 1
        reply = None
        try:
            reply = self._asked(messages, parameters, characters=characters)
        except NoReply as none:
            self._write(messages, answer=None, failure=none.failure.reason)
            raise
        finally:
            tokens = (reply.prompt_tokens, reply.completion_tokens) if reply else (0, 0)
            self._budget.settle(*tokens)
        spent.prompt_tokens += reply.prompt_tokens
        spent.completion_tokens += reply.completion_tokens
        self._write(messages, answer=reply.text, failure=reply.refusal)
        return reply

    def _asked(
        self, messages: list[Message], parameters: dict[str, Any], *, characters: int
    ) -> Reply:
        """One call. `_generate` and not `invoke`: no callbacks, so no tracer can see the texts."""
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
        from langsmith import tracing_context

        kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
        sent = [kinds[role](content=text) for role, text in messages]
        try:
            with tracing_context(enabled=False):  # what a foreign model calls on its own
                result = self._model._generate(sent, **parameters)
            return _reply(result.generations[0].message, characters)
        except Exception as error:  # foreign code
            failure = failure_of(error, endpoint=self._endpoint, sent=parameters)
            raise NoReply(failure) from error

    def _write(self, messages: list[Message], *, answer: str | None, failure: str | None) -> None:
        if self._log is None:
            return
        try:
            self._log.write(messages, answer=answer, failure=failure)
        except OSError as error:
            reason = say(
                f"журнал отправленного не пишется ({error.strerror})",
                f"the log of what is sent cannot be written ({error.strerror})",
            )
            self._closed = Failure(Kind.CLOSED, reason)

    def _wait(self, failure: Failure, tries: int) -> None:
        if failure.wait is not None:
            seconds = min(max(failure.wait, 0.0), _LONGEST_ASKED_WAIT)
        else:
            seconds = min(_FIRST_WAIT * 2**tries, _LONGEST_WAIT) * random.uniform(0.75, 1.25)
        self._hung_up.wait(seconds)

    def _note(self, failure: Failure) -> None:
        """Close the line where no further call can do better."""
        if failure.kind == Kind.CLOSED:
            self._closed = self._closed or failure
        elif failure.kind not in (Kind.OVERFLOW, Kind.SPENT, Kind.MODE, Kind.SCHEMA):
            with self._lock:
                self._silences += 1
                if self._silences >= self._most_silences:
                    self._closed = self._closed or failure


def _reply(message: Any, characters: int) -> Reply:
    metadata = message.response_metadata or {}
    finish = metadata.get("finish_reason") or metadata.get("stop_reason")
    usage = message.usage_metadata or {}
    text = message.content if isinstance(message.content, str) else str(message.text)
    logprobs = (metadata.get("logprobs") or {}).get("content")
    # Where an endpoint does not count its tokens, a guess keeps the budget honest.
    return Reply(
        text=text,
        finish=_FINISHED.get(finish, finish),
        refusal=metadata.get("refusal") or None,
        logprobs=logprobs or None,
        prompt_tokens=usage.get("input_tokens", characters // CHARACTERS_A_TOKEN),
        completion_tokens=usage.get("output_tokens", len(text) // CHARACTERS_A_TOKEN),
    )
