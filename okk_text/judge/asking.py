"""One question to a model, until there is an answer that can be used or a reason why not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from okk_text.judge.asked import Guard
from okk_text.judge.dialect import Mode
from okk_text.judge.failures import Failure, Kind, NoReply, refused
from okk_text.judge.line import Line, Reply, Spent
from okk_text.judge.parsing import first_is_whole, parsed_object
from okk_text.judge.schemas import complaint, shape
from okk_text.judge.sent_log import Message
from okk_text.language import say

_AS_JSON = (
    "\n\nAnswer with one JSON object of this shape and nothing else, "
    "no explanation and no code fence:\n{shape}"
)
_REPAIR = "This answer cannot be used: {wrong}. Answer the same question once more"
_REPAIR_OBJECT = ", with one complete JSON object of this shape and nothing else:\n{shape}"

T = TypeVar("T")
Send = Callable[[list[Message]], Reply]


class Unusable(ValueError):
    """An answer that says nothing; the complaint goes back to the model."""


@dataclass(slots=True)
class Asking:
    """Puts one question and counts what it costs; the methods raise NoReply with the reason.

    `parameters` go with each call; where max_tokens is among them, a cut-off answer is asked for
    once more with twice as many. Where `guard` finds something in a text, it is not sent. `about`
    is the conversation that is asked about.
    """

    line: Line
    messages: list[Message]
    parameters: dict[str, Any]
    guard: Guard | None = None
    about: str | None = None
    spent: Spent = field(default_factory=Spent)
    _lengthened: bool = False
    _mended: bool = False

    def structured(
        self, schema: dict[str, Any], *, name: str, check: Callable[[dict], str | None] | None
    ) -> dict[str, Any]:
        """An object that keeps to the schema and against which `check` has no complaint."""
        dialect = self.line.dialect

        def read(reply: Reply) -> dict[str, Any]:
            try:
                answer = _object(reply, schema)
            except Unusable:
                dialect.disregards(dialect.mode(name))
                raise
            if not self._mended:  # a request to mend tells the shape in words
                dialect.keeps_to(dialect.mode(name))
            _complain(check(answer) if check else None)
            return answer

        hint = _REPAIR_OBJECT.format(shape=shape(schema))
        return self._answer(
            lambda messages: self._sent_as_object(messages, schema, name=name), read, hint=hint
        )

    def text(self, check: Callable[[str], str | None] | None) -> str:
        """An answer in words against which `check` has no complaint."""
        return self._answer(self._sent, lambda reply: _words(reply, check), hint=".")

    def first_token(self) -> Reply:
        """The reply to a question of one word, with log-probabilities where there are any."""
        reply = self._guarded(self.messages, logprobs=True, top_logprobs=20)
        if reply.logprobs is None:
            self.line.dialect.lacks_logprobs()
        return reply

    def _answer(self, send: Send, read: Callable[[Reply], T], *, hint: str) -> T:
        """What is read from the reply, else from that to one request to mend it."""
        reply = send(self.messages)
        try:
            return read(reply)
        except Unusable as unusable:
            wrong = unusable
        self._mended = True
        try:
            reply = send(self._repair(reply, wrong, hint=hint))
            return read(reply)
        except Unusable as unusable:
            wrong = unusable
        raise NoReply(
            Failure(
                Kind.FINAL,
                say(f"ответ модели непригоден: {wrong}", f"the answer cannot be used: {wrong}"),
            )
        )

    def _repair(self, reply: Reply, wrong: Unusable, *, hint: str) -> list[Message]:
        said = [("assistant", reply.text)] if reply.text.strip() else []
        return [*self.messages, *said, ("user", _REPAIR.format(wrong=wrong) + hint)]

    def _sent_as_object(
        self, messages: list[Message], schema: dict[str, Any], *, name: str
    ) -> Reply:
        """The reply, in the surest mode that the endpoint understands."""
        while True:
            mode = self.line.dialect.mode(name)
            told = messages if mode == Mode.JSON_SCHEMA else _told(messages, schema)
            try:
                return self._sent(told, **_form(mode, schema, name=name))
            except NoReply as none:
                kind = none.failure.kind
                if kind not in (Kind.MODE, Kind.SCHEMA):
                    raise
                only = name if kind == Kind.SCHEMA else None
                if not self.line.dialect.step_down(mode, schema=only):
                    raise

    def _sent(self, messages: list[Message], **form: Any) -> Reply:
        """The reply that the model brought to an end."""
        reply = self._guarded(messages, **form)
        if reply.finish == "length" and "max_tokens" in self.parameters and not self._lengthened:
            self._lengthened = True
            self.parameters = {**self.parameters, "max_tokens": 2 * self.parameters["max_tokens"]}
            reply = self._guarded(messages, **form)
        if reply.finish == "length" and not first_is_whole(reply.text):
            raise NoReply(
                Failure(Kind.FINAL, say("ответ модели обрывается", "the answer breaks off"))
            )
        return reply

    def _guarded(self, messages: list[Message], **form: Any) -> Reply:
        leaves = "\n".join(text for _, text in messages)
        if form.get("response_format"):
            leaves += "\n" + json.dumps(form["response_format"], ensure_ascii=False)
        if self.guard is not None and self.guard(leaves):
            reason = say(
                "маскирование не удалось, текст не отправлен", "masking failed, nothing was sent"
            )
            raise NoReply(Failure(Kind.FINAL, reason))
        reply = self.line.reply(messages, spent=self.spent, **self.parameters, **form)
        if reply.finish == "content_filter" or reply.refusal:
            raise NoReply(Failure(Kind.FINAL, refused()))
        return reply


def _object(reply: Reply, schema: dict[str, Any]) -> dict[str, Any]:
    if not reply.text.strip():
        raise Unusable("it is empty")
    try:
        answer = parsed_object(reply.text)
    except ValueError as error:
        raise Unusable(str(error)) from error
    _complain(complaint(answer, schema))
    return answer


def _words(reply: Reply, check: Callable[[str], str | None] | None) -> str:
    text = reply.text.strip()
    _complain("it is empty" if not text else check(text) if check else None)
    return text


def _complain(wrong: str | None) -> None:
    if wrong:
        raise Unusable(wrong.rstrip("."))


def _form(mode: Mode, schema: dict[str, Any], *, name: str) -> dict[str, Any]:
    if mode == Mode.TEXT:
        return {}
    if mode == Mode.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    named = re.sub(r"[^\w-]", "_", name, flags=re.ASCII)[:64]
    form = {"name": named, "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": form}}


def _told(messages: list[Message], schema: dict[str, Any]) -> list[Message]:
    """The messages with the shape of the answer told in words, at the end of the question."""
    asked = next(i for i, (role, _) in enumerate(messages) if role == "user")
    role, text = messages[asked]
    words = text + _AS_JSON.format(shape=shape(schema))
    return [*messages[:asked], (role, words), *messages[asked + 1 :]]
