"""The one door to a model: what goes out is guarded and counted, what comes in is usable or not."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from okk_text.judge.answers import Answers
from okk_text.judge.asked import Asked, Prompt
from okk_text.judge.asking import Asking
from okk_text.judge.budget import Budget
from okk_text.judge.chances import chance_of_yes
from okk_text.judge.chat_model import chat_model, endpoint, is_loopback
from okk_text.judge.dialect import Dialect, Mode
from okk_text.judge.failures import NoReply
from okk_text.judge.line import Line, Spent
from okk_text.judge.sent_log import SentLog
from okk_text.judge.single_flight import SingleFlight
from okk_text.language import current_language, say, speaking
from okk_text.settings.llm import Llm, Privacy

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

_log = logging.getLogger(__name__)
_ANSWER_TOKENS = 1024
# Questions about one text come one after the other: llama.cpp need not read it anew each time.
_LOCAL = {"cache_prompt": True}
_TEMPERATURE_OF_REPEATS = 0.7
__all__ = ["Asked", "Door", "Prompt"]

Check = Callable[[dict[str, Any]], str | None]


class Door:
    """Asks a model, from any number of threads; no fault of a model or a network raises here.

    Good answers are kept in `answers` by what was asked, of which model and with what parameters;
    two threads that ask the same make one call. `budget` may be shared by several doors; `chat`
    takes the place of the model that [llm] names, `log` that of [privacy] log.
    """

    def __init__(
        self,
        llm: Llm,
        *,
        privacy: Privacy,
        answers: Answers,
        log: str | Path | None = None,
        budget: Budget | None = None,
        chat: BaseChatModel | None = None,
    ):
        self.model = llm.model
        self._llm = llm
        self._answers = answers
        self._language = current_language()  # threads do not inherit it
        self._ours = chat is None and llm.chat_model is None
        self._model = chat or chat_model(llm, privacy)
        self._budget = budget or Budget(llm.max_calls, llm.max_tokens)
        self._spent = Spent()
        self._cached = self._not_assessed = 0
        self._flights: SingleFlight[Asked] = SingleFlight()
        self._lock = Lock()
        address, path = endpoint(llm), log or privacy.log
        self._sent_log = SentLog(path, endpoint=address, model=llm.model) if path else None
        # What response_format does to another model is unknown: words work with each.
        first = Mode.JSON_SCHEMA if self._ours else Mode.TEXT
        self._line = Line(
            self._model,
            endpoint=address,
            dialect=Dialect(answers, endpoint=address, model=llm.model, first=first),
            budget=self._budget,
            patience=llm.retries,
            silences=max(10, 2 * (llm.parallel or 8)),
            log=self._sent_log,
        )

    def structured(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any],
        name: str,
        check: Check | None = None,
        repeat: int = 0,
        max_tokens: int = _ANSWER_TOKENS,
    ) -> Asked:
        """An answer by the JSON schema, whichever way the endpoint can be made to keep to it.

        `check` says what is wrong with an answer (in words for the model: it is shown them once)
        or None. `repeat` tells the first, second … answer to the same question apart.
        """
        parameters = self._parameters(repeat, max_tokens)

        def ask(asking: Asking) -> Asked:
            return Asked(answer=asking.structured(schema, name=name, check=check))

        def holds(kept: Asked) -> bool:
            return check is None or check(kept.answer or {}) is None

        key = self._key(prompt, parameters, repeat=repeat, name=name, schema=schema)
        return self._ask(key, self._asking(prompt, parameters), ask=ask, holds=holds)

    def chance(
        self,
        prompt: Prompt,
        *,
        yes: str = "yes",
        no: str = "no",
        repeat: int = 0,
    ) -> Asked:
        """The probability of `yes` against `no` as the first token of the answer.

        None without a reason where the endpoint gives no log-probabilities, or neither word is
        among its alternatives: then ask in words.
        """
        parameters = self._parameters(repeat, 1)

        def ask(asking: Asking) -> Asked:
            if not self._line.dialect.logprobs:
                return Asked()
            reply = asking.first_token()
            if reply.logprobs is None:
                return Asked()
            chance = chance_of_yes(reply.logprobs, yes=yes, no=no)
            return Asked(answer={"text": reply.text}, chance=chance)

        key = self._key(prompt, parameters, repeat=repeat, yes=yes, no=no)
        return self._ask(key, self._asking(prompt, parameters), ask=ask)

    def text(
        self,
        prompt: Prompt,
        *,
        check: Callable[[str], str | None] | None = None,
        repeat: int = 0,
        max_tokens: int = _ANSWER_TOKENS,
    ) -> Asked:
        """An answer in words, as {"text": …}."""
        parameters = self._parameters(repeat, max_tokens)

        def ask(asking: Asking) -> Asked:
            return Asked(answer={"text": asking.text(check)})

        def holds(kept: Asked) -> bool:
            return check is None or check((kept.answer or {})["text"]) is None

        key = self._key(prompt, parameters, repeat=repeat, text=True)
        return self._ask(key, self._asking(prompt, parameters), ask=ask, holds=holds)

    def usage(self) -> dict[str, Any]:
        """What this door has cost so far, for the run record."""
        with self._lock:
            return {
                "model": self._llm.model,
                "calls": self._spent.calls,
                "cached": self._cached,
                "prompt_tokens": self._spent.prompt_tokens,
                "completion_tokens": self._spent.completion_tokens,
                "not_assessed": self._not_assessed,
            }

    def close(self) -> None:
        """Make no more calls; who waits for a next try is told so at once."""
        self._line.close()
        if self._ours:
            self._model.close()  # type: ignore[attr-defined]
        if self._sent_log is not None:
            self._sent_log.close()

    def _parameters(self, repeat: int, max_tokens: int) -> dict[str, Any]:
        # Another model takes its parameters from [llm.options] when it is made.
        if not self._ours:
            return {}
        # The same question again at temperature 0 would only show how steady the machine is.
        temperature = 0 if repeat == 0 else _TEMPERATURE_OF_REPEATS
        return {"temperature": temperature, "seed": repeat, "max_tokens": max_tokens}

    def _asking(self, prompt: Prompt, parameters: dict[str, Any]) -> Asking:
        messages = [("system", _whole(prompt.system)), ("user", _whole(prompt.user))]
        if self._ours and is_loopback(self._llm.base_url or ""):
            parameters = parameters | _LOCAL
        return Asking(
            self._line, messages, parameters=parameters, guard=prompt.guard, about=prompt.about
        )

    def _key(self, prompt: Prompt, parameters: dict, *, repeat: int, **asked: Any) -> str:
        """Of the question and who is asked, not of the address or the way of asking."""
        parts = {
            "prompt": prompt.model_dump(),
            "asked": asked,
            "model": [self._llm.chat_model, self._llm.model],
            "parameters": [self._llm.options, parameters],
            "repeat": repeat,
        }
        canonical = json.dumps(
            parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
        )
        return hashlib.sha256(canonical.encode("utf-8", "backslashreplace")).hexdigest()

    def _ask(
        self,
        key: str,
        asking: Asking,
        *,
        ask: Callable[[Asking], Asked],
        holds: Callable[[Asked], bool] = lambda _: True,
    ) -> Asked:
        """The kept answer if it still holds, else a fresh one, or that of a thread that asks it."""

        def bring() -> Asked:
            return self._kept(key, holds) or self._fresh(key, asking, ask)

        with speaking(self._language):
            asked, first = self._flights.run(key, bring)
        if not first:
            asked = asked.model_copy(update={"cached": asked.answer is not None, **_FREE})
        with self._lock:
            self._cached += asked.cached
            self._not_assessed += asked.reason is not None
            self._spent.calls += asked.calls
            self._spent.prompt_tokens += asked.prompt_tokens
            self._spent.completion_tokens += asked.completion_tokens
        return asked

    def _kept(self, key: str, holds: Callable[[Asked], bool]) -> Asked | None:
        text = self._answers.get(key)
        try:
            kept = Asked.model_validate_json(text) if text else None
            holding = kept is not None and holds(kept)
        except Exception as error:  # kept by another version, or `check` cannot read it any more
            _log.info("a kept answer is asked anew: %s", type(error).__name__)
            return None
        return kept.model_copy(update={"cached": True}) if kept and holding else None

    def _fresh(self, key: str, asking: Asking, ask: Callable[[Asking], Asked]) -> Asked:
        try:
            asked = ask(asking)
        except NoReply as none:
            asked = Asked(reason=none.failure.reason)
        except Exception as error:  # a model's answer must not end a run
            # Never the words of an error: they may be a client's.
            place = extract_tb(error.__traceback__)[-1]
            _log.warning("%s at %s:%s", type(error).__name__, place.filename, place.lineno)
            asked = Asked(reason=say("ошибка при разборе ответа", "a fault in reading the answer"))
        if asked.answer is not None:
            text = asked.model_dump_json(exclude_defaults=True)
            self._answers.put(key, text, about=asking.about, model=self._llm.model)
        spent = asking.spent
        return asked.model_copy(
            update={
                "calls": spent.calls,
                "prompt_tokens": spent.prompt_tokens,
                "completion_tokens": spent.completion_tokens,
            }
        )


_FREE = {"calls": 0, "prompt_tokens": 0, "completion_tokens": 0}


def _whole(text: str) -> str:
    """Without halves of characters, which broken exports hold and no request can carry."""
    return text.encode("utf-8", "replace").decode()
