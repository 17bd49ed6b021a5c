"""The model behind the judge and what may leave the machine, as okk.toml gives them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

from pydantic import Field, model_validator

from okk_text.conversation.model import Frozen
from okk_text.language import say
from okk_text.settings.schedule import Duration


class PanelMember(Frozen):
    """A further model that is asked the same."""

    model: str
    base_url: str | None = None  # None: that of [llm]


class Llm(Frozen):
    """The model behind the judge; the key comes from OPENAI_API_KEY.

    `chat_model` names another LangChain chat model by its import path, e.g.
    langchain_gigachat:GigaChat, made with `options`. `asks`: one question a call (weak models) or
    all that concerns a conversation in one call (strong ones); `okk-text calibrate` tells which.
    `parallel` None: 1 on this machine, where a model has one slot, else 8. `max_calls` and
    `max_tokens` are the budget of one run. `passport` is what `okk-text calibrate` wrote; a criterion whose kappa in it is
    below `bar` is shown, never counted.
    """

    base_url: str | None = None
    model: str
    chat_model: str | None = None
    options: dict[str, Any] = {}
    asks: Literal["question", "conversation"] = "question"
    parallel: int | None = Field(default=None, ge=1)
    timeout: Duration = timedelta(minutes=3)
    retries: int = Field(default=3, ge=0)
    max_calls: int | None = Field(default=None, ge=1)
    max_tokens: int | None = Field(default=None, ge=1)
    repeats: int = Field(default=1, ge=1)
    panel: tuple[PanelMember, ...] = ()
    passport: str | None = None
    bar: float = Field(default=0.4, ge=-1, le=1)
    rewrites: bool = True  # whether the model suggests texts for low messages

    @model_validator(mode="after")
    def _reachable(self) -> Llm:
        if self.base_url is None and self.chat_model is None:
            raise ValueError(
                say("нужен base_url или chat_model", "base_url or chat_model is a must")
            )
        return self


class Privacy(Frozen):
    """What may leave the machine: `endpoints` None allows the one in [llm], a list only those in it.

    `endpoints` are base_urls or import paths of chat models; `log` a file that keeps what was
    sent, masked, for audit; `never` further words that are masked (code names, firms).
    """

    endpoints: tuple[str, ...] | None = None
    log: str | None = None
    never: tuple[str, ...] = ()
