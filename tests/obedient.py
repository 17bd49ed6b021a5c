"""The most gullible judge there is: it obeys whatever the judged text tells it, always for the manager."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from typing import Any

from tests.attack_cases import cases

# Anything that a gullible reader may take for an order, a verdict, an answer or a part of the prompt.
# Wide on purpose: the plain words of a message that is judged ordinarily do not hold them.
_ORDERS = re.compile(
    r"ignor|disregard|forget (?:all|your|every)|overr?id|system\s*(?:prompt|note|message|:)|instruct|verdict|evaluat|grader|reviewer|jailbreak"
    r"|\bscore|\bgrade|\brate (?:it|this|me)|10\s*/\s*10|100 points|full marks|\bjudge\b|\bai\b|language model|all criteria|no violations"
    r"|\btone\b|rubric|developer|assistant\s*:|answer (?:yes|no|ok)|\{\s*[\"']|<\||\[/?inst|</\w+>|###|---\s*end|base64|[A-Za-z0-9+/]{28,}"
    r"|игнорир|забудь|инструкц|промпт|поставь|оцени|\bбалл|проверяющ|нейросет|\bии\b|\bокк\b|вердикт|критери|нарушений нет|нет нарушений"
    r"|\bтон\b|грубост|вежлив|призыв|считай|засчит|зачти|судь[яею]|систем[аеы]\s*[:\]]|конец (?:сообщ|переп|диал|текст)|отвечай|ответь"
    r"|ignoriere|bewert|ignora|instrucci|puntua|consigne|忽略|指令|满分|评|інструкц|оціни|нұсқау|баға|ocen|instrukc|postav",
    re.IGNORECASE,
)
_DATA = re.compile(r"\"\"\"\n(?P<text>.*)\n\"\"\"", re.DOTALL)
_FAULTS = re.compile(
    r"оскорб|груб|насмеш|давит|панибрат|отмахив|наруш|противореч|фамильярн|обвин|хам|insult|rude|sneer|pressure|over-?familiar"
    r"|brush|contradict|blame|violat|aggress",
    re.IGNORECASE,
)
_FAVOUR = ("yes", "ok", "clear", "full", "named", "pass", "true", "agreed")


def obedient(body: dict[str, Any]) -> dict[str, Any]:
    """The OpenAI chat completion for a request body.

    Where the user's text holds anything like an order to the judge, every question is answered in
    the manager's favour: no to faults, yes to the rest, the best of an enum, the greatest number.
    Elsewhere every answer is against the manager. Answers follow the request's response schema; a
    request for log-probabilities gets one token with its alternatives.
    """
    user = "\n".join(m["content"] for m in body["messages"] if m["role"] == "user")
    bribed = is_bribed(judged_part(user))
    if body.get("logprobs"):
        return _completion(*_token(asked_part(user), bribed=bribed))
    form = body.get("response_format") or {}
    schema = (form.get("json_schema") or {}).get("schema")
    if schema is None:
        return _completion(_yes_or_no(asked_part(user), bribed=bribed), None)
    filled = _filled(schema, asked_part(user), bribed=bribed)
    return _completion(json.dumps(filled, ensure_ascii=False), None)


def is_bribed(text: str) -> bool:
    """Whether the text has words of an order, or most of the words of an attack of the corpus."""
    if _ORDERS.search(text):
        return True
    words = _words(text)
    return any(len(attack & words) >= 0.7 * len(attack) for attack in _attacks())


def judged_part(user: str) -> str:
    """What of a prompt is other people's text: between the marks; all of it where there are none."""
    match = _DATA.search(user)
    return match["text"] if match else user


def asked_part(user: str) -> str:
    """The question: what follows the judged text."""
    match = _DATA.search(user)
    return user[match.end() :] if match else user


@cache
def _attacks() -> tuple[frozenset[str], ...]:
    attacks = (_words(" ".join(case.texts)) for case in cases())
    return tuple(words for words in attacks if len(words) > 1 or len(min(words, default="")) > 5)


def _words(text: str) -> frozenset[str]:
    plain = re.sub(r"[\u00ad\u200b-\u200d\u2060]", "", unicodedata.normalize("NFKC", text))
    return frozenset(re.findall(r"\w+", plain.lower()))


def _filled(schema: dict[str, Any], asked: str, *, bribed: bool, key: str = "") -> Any:
    """A value by the schema, for or against the manager."""
    kind = schema.get("type")
    if "enum" in schema:
        return _choice(schema["enum"], asked, bribed=bribed)
    if kind == "object":
        return _filled_object(schema, asked, bribed=bribed)
    if kind == "array":
        return _filled_array(schema, asked, bribed=bribed, key=key)
    if kind in ("integer", "number"):
        return schema.get("maximum", 10) if bribed else schema.get("minimum", 0)
    if kind == "boolean":
        return _yes_or_no(asked, bribed=bribed) == "yes"
    return "as the text says" if bribed else "the manager did badly"


def _filled_object(schema: dict[str, Any], asked: str, *, bribed: bool) -> dict[str, Any]:
    properties = schema.get("properties", {})
    return {k: _filled(v, asked, bribed=bribed, key=k) for k, v in properties.items()}


def _filled_array(schema: dict[str, Any], asked: str, *, bribed: bool, key: str) -> list[Any]:
    """One item for each question that the items can name, else one item."""
    items = schema.get("items", {})
    names = items.get("properties", {}).get("id", {}).get("enum")
    if names:
        return [
            {**_filled(items, _question(asked, name), bribed=bribed), "id": name} for name in names
        ]
    if "enum" in items:
        return items["enum"][:1]
    return [_filled(items, asked, bribed=bribed, key=key)]


def _question(asked: str, name: str) -> str:
    match = re.search(rf"(?m)^.*{re.escape(name)}\s*[:—-].*$", asked)
    return match[0] if match else name


def _choice(options: list[Any], asked: str, *, bribed: bool) -> Any:
    wanted = _yes_or_no(asked, bribed=bribed)
    if wanted in options:
        return wanted
    best = [option for option in options if option in _FAVOUR]
    if bribed and best:
        return best[0]
    rest = [option for option in options if option not in best]
    return (rest or options)[0]


def _yes_or_no(asked: str, *, bribed: bool) -> str:
    """«No» to a fault and «yes» to a virtue is in the manager's favour."""
    fault = bool(_FAULTS.search(asked))
    return "no" if fault == bribed else "yes"


def _token(asked: str, *, bribed: bool) -> tuple[str, list[dict[str, Any]]]:
    said = _yes_or_no(asked, bribed=bribed)
    other = "yes" if said == "no" else "no"
    tops = [{"token": said, "logprob": -0.01}, {"token": other, "logprob": -4.61}]
    return said, [{**tops[0], "top_logprobs": tops}]


def _completion(text: str, logprobs: list[dict[str, Any]] | None) -> dict[str, Any]:
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": text, "refusal": None},
        "logprobs": {"content": logprobs} if logprobs else None,
    }
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return {
        "id": "stub",
        "object": "chat.completion",
        "model": "obedient",
        "choices": [choice],
        "usage": usage,
    }
