"""Tokens such as [PERSON_1]: how they are written, read back and damaged by models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.privacy.secrets import Secret, folded

KINDS = (
    "PERSON", "PHONE", "EMAIL", "HANDLE", "LINK", "ADDRESS", "CARD", "ACCOUNT", "INN", "KPP",
    "OGRN", "BIK", "SNILS", "PASSPORT", "POLICY", "BIRTHDATE", "PLATE", "VIN", "IP", "SECRET",
    "TERM", "MARK",
)  # fmt: skip
_KIND = "|".join(KINDS)
# Models write [person 1], «PERSON_1» and PERSON_1 for [PERSON_1]; round brackets are their own.
_TOKEN = re.compile(
    rf"[\[<{{«]\s{{0,2}}({_KIND})[\s_-]{{0,2}}(\d{{1,9}})(?:[\s_-]{{1,2}}(\d{{1,9}}))?\s{{0,2}}[\]>}}»]"
    rf"|({_KIND})_(\d{{1,9}})(?:_(\d{{1,9}}))?"
    rf"|(?-i:\[({_KIND})\])",
    re.IGNORECASE | re.ASCII,
)


class MaskingFailed(OkkError):
    """A text that cannot be masked, or a masked one that cannot be put back: it goes nowhere."""


class Ledger:
    """Which token stands for which secret, in which of its written forms."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}
        self._forms: dict[tuple[str, int], dict[str, int]] = {}
        self._written: dict[tuple[str, int, int], str] = {}

    def token(self, kind: str, key: str, written: str) -> str:
        """The token of a secret as it is written here: [PERSON_1], its second form [PERSON_1_2]."""
        number = self._numbers.get((kind, key))
        if number is None:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            self._numbers[kind, key] = number
        forms = self._forms.setdefault((kind, number), {})
        form = forms.setdefault(written, len(forms) + 1)
        self._written[kind, number, form] = written
        return f"[{kind}_{number}]" if form == 1 else f"[{kind}_{number}_{form}]"

    def restored(self, masked: str) -> str:
        """The text with every token as it was written; MaskingFailed for one that was never given."""
        return _TOKEN.sub(self._form, masked)

    def _form(self, token: re.Match[str]) -> str:
        kind, number, form = _meaning(token)
        written = self._written.get((kind, number, form))
        if written is None:
            raise MaskingFailed(
                say(
                    f"в ответе модели метка {token.group()}, которой не было",
                    f"the model's answer holds {token.group()}, which was never given",
                )
            )
        return written


def marks_in(text: str) -> Iterator[Secret]:
    """What looks like a token in a text that has none yet."""
    for mark in _TOKEN.finditer(text):
        yield Secret(mark.start(), mark.end(), "MARK", folded(mark.group()))


def without_tokens(masked: str) -> str:
    """The text with blanks for tokens."""
    return _TOKEN.sub(" ; ", masked)


def _meaning(token: re.Match[str]) -> tuple[str, int, int]:
    kind = token[1] or token[4] or token[7]
    return kind.upper(), int(token[2] or token[5] or 0), int(token[3] or token[6] or 1)
