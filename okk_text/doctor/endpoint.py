"""The endpoint of a model, asked for nothing but its list of models."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from okk_text.errors import OkkError
from okk_text.language import say

PATIENCE = 5.0  # seconds
UNKNOWN = (404, 405, 501)  # an endpoint need not list its models


def listed_models(base_url: str) -> tuple[str, ...] | None:
    """The names that GET /models gives; None where the endpoint answers but lists none.

    Nobody's words are sent. Raises OkkError where there is no answer, or it is a refusal.
    """
    import httpx

    from okk_text.judge.chat_model import is_loopback

    key = os.environ.get("OPENAI_API_KEY")
    headers = {"User-Agent": "okk-text"} | ({"Authorization": f"Bearer {key}"} if key else {})
    url = base_url.rstrip("/") + "/models"
    try:
        with httpx.Client(trust_env=not is_loopback(base_url), timeout=PATIENCE) as client:
            response = client.get(url, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _silent(base_url, error) from error
    if response.status_code in UNKNOWN:
        return None
    if response.status_code != 200:
        raise _refusal(base_url, response.status_code)
    try:
        return tuple(str(model["id"]) for model in response.json()["data"]) or None
    except (ValueError, KeyError, TypeError):
        return None


def _silent(base_url: str, error: Exception) -> OkkError:
    kind = type(error).__name__
    return OkkError(
        say(f"не отвечает ({kind})", f"does not answer ({kind})"),
        where=base_url,
        advice=say(
            f"Запустите сервер модели или исправьте [llm] base_url; проверка: curl {base_url}/models",
            f"Start the model's server or mend [llm] base_url; to try: curl {base_url}/models",
        ),
    )


def _refusal(base_url: str, status: int) -> OkkError:
    host = urlsplit(base_url).hostname
    if status in (401, 403):
        return OkkError(
            say(f"ключ не принят ({status})", f"the key is refused ({status})"),
            where=base_url,
            advice=say(
                f"Наберите: export OPENAI_API_KEY=ключ (его выдаёт {host})",
                f"Type: export OPENAI_API_KEY=key (it comes from {host})",
            ),
        )
    return OkkError(
        say(f"ответ {status}", f"it answers {status}"),
        where=base_url,
        advice=say(
            f"Проверьте [llm] base_url: curl {base_url}/models",
            f"Look at [llm] base_url: curl {base_url}/models",
        ),
    )
