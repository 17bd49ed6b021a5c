"""A chat model at any OpenAI-compatible address: the openai SDK behind LangChain's interface."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable
from typing import Any

import openai
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import PrivateAttr, SecretStr

# An endpoint on this machine asks for no key, but the SDK wants one.
NO_KEY = "no-key"
_CONNECT_SECONDS = 10.0
_RAW_RESPONSE = "x-stainless-raw-response"  # the SDK reads it back from its own request


class AnswerCutError(ConnectionError):
    """The answer broke off, or is no chat completion: worth another try."""


class OpenAIModel(BaseChatModel):
    """Chat completions from `base_url`; bound keywords go into the request as they are.

    `timeout` (seconds) is for the whole call, also where the answer drips in slowly. `extra` goes
    into each request. No proxy sees what stays `on_this_machine`. Nothing is retried here. The message carries finish_reason, refusal and
    logprobs in `response_metadata`, tokens in `usage_metadata` where the endpoint counts them.
    """

    base_url: str
    model: str
    api_key: SecretStr = SecretStr(NO_KEY)
    on_this_machine: bool = False
    timeout: float = 180.0
    extra: dict[str, Any] = {}

    _client: openai.OpenAI = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Open the client; no connection is made yet."""
        super().model_post_init(context)
        self._client = _client(self)

    @property
    def _llm_type(self) -> str:
        return "okk-openai-compatible"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"base_url": self.base_url, "model": self.model}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        # Not as the SDK's own arguments: an endpoint may know others than OpenAI does.
        request = self.extra | kwargs | ({"stop": stop} if stop else {})
        deadline = time.monotonic() + self.timeout
        calls = self._client.chat.completions.with_streaming_response
        sent = [_sent(message) for message in messages]
        with calls.create(model=self.model, messages=sent, extra_body=request) as response:
            body = _body(response.iter_bytes(), deadline)
        return ChatResult(generations=[ChatGeneration(message=_message(body))])

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _client(model: OpenAIModel) -> openai.OpenAI:
    # Some versions log what is sent, at the level of debug.
    logging.getLogger("openai").setLevel(logging.WARNING)
    # Followed redirects would carry texts to an address that nobody allowed; a proxy from the
    # environment must not see what stays on this machine; the SDK's headers tell of the machine.
    http_client = openai.DefaultHttpxClient(
        follow_redirects=False,
        trust_env=not model.on_this_machine,
        timeout=openai.Timeout(model.timeout, connect=min(model.timeout, _CONNECT_SECONDS)),
        event_hooks={"request": [_without_telemetry]},
        limits=_limits(),
    )
    return openai.OpenAI(
        base_url=model.base_url,
        api_key=model.api_key.get_secret_value(),
        max_retries=0,
        timeout=http_client.timeout,
        http_client=http_client,
    )


def _limits() -> Any:
    """As many connections as there are threads, kept open."""
    default = openai.DEFAULT_CONNECTION_LIMITS
    return type(default)(max_connections=None, max_keepalive_connections=128)


def _without_telemetry(request: Any) -> None:
    for name in [name for name in request.headers if name.lower().startswith("x-stainless-")]:
        if name.lower() != _RAW_RESPONSE:
            del request.headers[name]
    request.headers["User-Agent"] = "okk-text"


def _sent(message: BaseMessage) -> dict[str, Any]:
    roles = {SystemMessage: "system", HumanMessage: "user", AIMessage: "assistant"}
    return {"role": roles[type(message)], "content": message.content}


def _body(pieces: Iterable[bytes], deadline: float) -> dict[str, Any]:
    """The decoded answer; raises TimeoutError where it drips in past the deadline."""
    received = bytearray()
    for piece in pieces:
        received += piece
        if time.monotonic() > deadline:
            raise TimeoutError("the answer came too slowly")
    try:
        body = json.loads(received)
    except ValueError as error:
        raise AnswerCutError("the answer is no JSON") from error
    if not isinstance(body, dict):
        raise AnswerCutError("the answer is no chat completion")
    return body


def _message(body: dict[str, Any]) -> AIMessage:
    try:
        choice = body["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        # Some gateways answer 200 with {"error": …}.
        raise AnswerCutError("the answer is no chat completion") from error
    usage = body.get("usage") or {}
    prompt, completion = usage.get("prompt_tokens"), usage.get("completion_tokens")
    counted = isinstance(prompt, int) and isinstance(completion, int)
    return AIMessage(
        content=content if isinstance(content, str) else "",
        response_metadata={
            "finish_reason": choice.get("finish_reason"),
            "refusal": refusal,
            "logprobs": choice.get("logprobs"),
            "model": body.get("model"),
        },
        usage_metadata={
            "input_tokens": prompt,
            "output_tokens": completion,
            "total_tokens": prompt + completion,
        }
        if counted
        else None,
    )
