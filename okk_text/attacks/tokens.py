"""Chat control tokens and role headers: what a chat template would take for the prompt's own."""

from __future__ import annotations

import re

_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
_ROLE = (
    r"(?:system|assistant|user|developer|human|model|tool|instruction|instructions|response|input"
    r"|система|ассистент|пользователь|разработчик|человек|инструкция)"
)
_TOKENS = re.compile(
    r"<[|｜][^<>\n]{0,80}?[|｜]?>|<[^<>\n]{0,80}?[|｜]>"
    r"|\[\s*/?\s*(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\s*\]"
    r"|<<\s*/?\s*SYS\s*>>"
    r"|</?\s*s\s*>"
    r"|<\s*/?\s*(?:start_of_turn|end_of_turn|bos|eos|pad|unk|im_start|im_end|begin_of_text|eot_id|extra_id_\d+"
    r"|start_header_id|end_header_id|think|tool_call|tool_response|function_call)\s*>"
    r"|\[\s*(?:BOS|EOS|PAD|UNK|gMASK|sMASK|CLS|SEP)\s*\]"
    r"|<0x[0-9a-f]{2}>",
    re.IGNORECASE,
)
_HALVES = re.compile(r"<[|｜]|[|｜]>")
_HEADERS = re.compile(
    rf"(?im)^[^\S\n]*(?:[#>*=\[<-]{{1,6}}[^\S\n]*)*{_ROLE}[^\S\n]*[\]>*#]{{0,4}}[^\S\n]*(?::|$)(?:[^\S\n]*[\]>*#]{{1,4}})?"
)
_OBVIOUS = re.compile(
    r"<[|｜]\s*/?\s*[\w/▁ -]{1,60}\s*[|｜]?>|<\s*[\w/▁-]{1,60}\s*[|｜]>"
    r"|\[\s*/?\s*(?:INST|SYSTEM_PROMPT)\s*\]|<<\s*/?\s*SYS\s*>>"
    r"|<\s*/?\s*(?:start_of_turn|end_of_turn|im_start|im_end|begin_of_text|eot_id|start_header_id|end_header_id)\s*>"
    r"|(?m:^[^\S\n]*#{2,4}\s*(?:instruction|response|system|assistant|human|user|system prompt|new task)s?\s*:?[^\S\n]*$)"
    r"|(?:(?m:^)[^\S\n]*|(?<=[.!?]\s))#{2,4}\s*(?:instruction|response|system|assistant|human|user|new task|система"
    r"|ассистент|пользователь|ответ|инструкция для \w+)s?\s*:",
    re.IGNORECASE,
)
_INVISIBLES = re.compile(_INVISIBLE)


def without_control_tokens(text: str) -> str:
    """The text without chat control tokens, role headers and invisible characters.

    Nothing that is left makes a new token: the result of a second call is the same.
    """
    text = _INVISIBLES.sub("", text)
    for _ in range(_ROUNDS):
        shorter = _HEADERS.sub("", _TOKENS.sub(" ", text))
        if shorter == text:
            shorter = _HALVES.sub(" ", text)
        if shorter == text:
            return text
        text = shorter
    return re.sub(r"[<>|｜\[\]]", " ", text)  # nobody nests tokens that deep in good faith


_ROUNDS = 20


def control_tokens(text: str) -> list[tuple[int, int]]:
    """The places of tokens that no letter holds by chance (`<s>` may be a struck-out price)."""
    return [match.span() for match in _OBVIOUS.finditer(text)]
