"""Words that the firm's settings never let out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from okk_text.privacy.secrets import Secret, folded


class NeverWords:
    """Finds the words of `privacy.never`, in any case of theirs."""

    def __init__(self, words: Iterable[str]):
        phrases = [_phrase(word) for word in words if word.strip()]
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE) if phrases else None
        )

    def places_in(self, text: str) -> Iterator[Secret]:
        """Where they stand."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            yield Secret(match.start(), match.end(), "TERM", _key(match.group()))


def _phrase(words: str) -> str:
    return r"\s{1,3}".join(map(_word, words.split()))


def _word(word: str) -> str:
    """The word with any Russian ending in place of its own."""
    if not re.fullmatch(r"[а-яё-]{4,}", word, re.IGNORECASE):
        return re.escape(word)
    stem = re.escape(re.sub(r"[аеёиоуыэюяьй]{1,2}$", "", word, flags=re.IGNORECASE))
    return re.sub("[её]", "[её]", stem) + r"(?:[аеёиоуыэюяьй][а-яё]{0,2})?"


def _key(written: str) -> str:
    return " ".join(re.sub(r"[аеиоуыэюяьй]\w{0,2}$", "", word) for word in folded(written).split())
