"""Emoji and smiles out of the way of the engines, with every offset still a code point of the text.

Engines take «счёт😀» for one unknown word, and LanguageTool counts an emoji as two. With an
ellipsis in the place of every symbol the word is read, a sentence may end there, nothing moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_STAND_IN = "…"
_SYMBOL = re.compile(
    # arrows, pictographs, what joins an emoji, lone surrogates, all beyond the BMP
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u200d\ufe0f\ud800-\udfff"
    "\U00010000-\U0010ffff]"
    r"|[:;=]-?[()]+|\){2,}|\({2,}"
)


def without_symbols(text: str) -> str:
    """The text with a stand-in for each symbol: as long as before, in code points."""
    return _SYMBOL.sub(lambda symbol: _STAND_IN * len(symbol[0]), text)


def with_symbols(replacements: Iterable[str], excerpt: str, *, without: str) -> tuple[str, ...]:
    """The replacements with an excerpt's symbols put back, less those that would lose one.

    `without` is the excerpt as the engine saw it.
    """
    symbols = [c for c, seen in zip(excerpt, without, strict=True) if seen == _STAND_IN]
    return tuple(
        _put_back(replacement, symbols)
        for replacement in replacements
        if replacement.count(_STAND_IN) == len(symbols)
    )


def _put_back(replacement: str, symbols: list[str]) -> str:
    remaining = iter(symbols)
    return "".join(next(remaining) if c == _STAND_IN else c for c in replacement)
