"""Places in a text that must not leave the machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """A place in a text; `key` is equal for spellings of one thing, e.g. a phone's digits."""

    start: int
    end: int
    kind: str
    key: str


def joined(secrets: Iterable[Secret], text: str) -> list[Secret]:
    """The places in order, overlapping ones as one: of the kind of the longest, the first if equal."""
    whole: list[Secret] = []
    for secret in sorted(secrets, key=lambda s: (s.start, -s.end)):
        last = whole[-1] if whole else None
        if last is None or secret.start >= last.end:
            whole.append(secret)
        elif secret.end > last.end:
            longer = max(last, secret, key=lambda s: s.end - s.start)
            written = text[last.start : secret.end]
            whole[-1] = Secret(last.start, secret.end, longer.kind, folded(written))
    return whole


def folded(written: str) -> str:
    """For comparison: small letters, ё as е, single blanks."""
    return " ".join(written.casefold().replace("ё", "е").split())
