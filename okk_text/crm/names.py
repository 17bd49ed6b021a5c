"""Names and titles made comparable."""

from __future__ import annotations

import re

from okk_text.people.names import fold


def name_words(name: str) -> frozenset[str]:
    """The words of a person's name for comparison; none where it is an address or a phone."""
    if "@" in name or re.search(r"\d", name):
        return frozenset()
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*", name))


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of four letters and more, numbers as they are."""
    words = re.findall(r"[^\W\d_]{4,}|\d{2,}", fold(text))
    return frozenset(word[: max(4, len(word) - 2)] if word.isalpha() else word for word in words)
