"""Russian word forms by pymorphy3, loaded on first use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=65536)
def parses(word: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a word, the likeliest first."""
    try:
        return tuple(_analyzer().parse(word))
    except ValueError:  # it asks for the names of letters, and rare ones have none
        return tuple(_analyzer().parse("?"))


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
