"""Which chat model answers: ours at an OpenAI-compatible address, or another of LangChain's."""

from __future__ import annotations

import os
from importlib import import_module
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from okk_text.errors import OkkError, SettingsError
from okk_text.language import say
from okk_text.settings.llm import Llm, Privacy

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel


def chat_model(llm: Llm, privacy: Privacy) -> BaseChatModel:
    """The model that [llm] names; nothing is sent yet.

    Raises SettingsError where its endpoint is not allowed, OkkError where it cannot be made. From
    here on this process traces nothing: LangChain would send each text to LangSmith if the
    environment said so.
    """
    _check_allowed(llm, privacy)
    _stop_tracing()
    if llm.chat_model is not None:
        return _imported(llm.chat_model, llm.options)
    from okk_text.judge.openai_model import NO_KEY, OpenAIModel

    assert llm.base_url is not None
    return OpenAIModel(
        base_url=llm.base_url,
        model=llm.model,
        api_key=os.environ.get("OPENAI_API_KEY") or NO_KEY,
        on_this_machine=is_loopback(llm.base_url),
        timeout=llm.timeout.total_seconds(),
        extra=llm.options,
    )


def endpoint(llm: Llm) -> str:
    """Where texts go: the address, else the import path of the chat model."""
    return llm.chat_model or _address(llm.base_url or "")


def is_loopback(url: str) -> bool:
    """Whether the address is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _check_allowed(llm: Llm, privacy: Privacy) -> None:
    if privacy.endpoints is None:
        return
    allowed = {name if "://" not in name else _address(name) for name in privacy.endpoints}
    if endpoint(llm) not in allowed:
        raise SettingsError(
            say(
                f"{endpoint(llm)} нет среди разрешённых адресов, ничего не отправлено",
                f"{endpoint(llm)} is not among the allowed endpoints, nothing was sent",
            ),
            where="okk.toml [privacy] endpoints",
            advice=say(
                "Добавьте адрес в список или уберите [llm].",
                "Add the address to the list or take [llm] out.",
            ),
        )


def _address(url: str) -> str:
    """The address as it is compared: host in lower case, no slash at the end, no default port."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}{query}"


def _stop_tracing() -> None:
    import langsmith

    langsmith.configure(enabled=False)
    os.environ.pop("LANGCHAIN_TRACING", None)  # of old, an error without its successor


def _imported(path: str, options: dict) -> BaseChatModel:
    from langchain_core.language_models.chat_models import BaseChatModel

    module, _, name = path.partition(":")
    where = f"okk.toml [llm] chat_model = {path!r}"
    try:
        kind = getattr(import_module(module), name, None)
        made = kind(**options) if kind else None
    except ImportError as error:
        package = (error.name or module).partition(".")[0]
        raise OkkError(
            say(f"нет модуля {package}", f"no module {package}"),
            where=where,
            advice=f"pip install {package.replace('_', '-')}",
        ) from error
    except Exception as error:  # a foreign constructor raises what it likes
        raise OkkError(
            say(f"модель не создаётся: {error}", f"the model cannot be made: {error}"),
            where="okk.toml [llm.options]",
        ) from error
    if not isinstance(made, BaseChatModel):
        raise OkkError(
            say(f"в {module} нет чат-модели {name}", f"{module} has no chat model {name}").rstrip(),
            where=where,
            advice=say("Пишется так: пакет.модуль:Класс.", "It reads package.module:Class."),
        )
    return made
