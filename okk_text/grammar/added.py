"""Whether a rewrite is as grammatical as what it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from okk_text.errors import EngineUnavailable
from okk_text.grammar.fault import GrammarFault
from okk_text.language import Language

Faults = Callable[[str, Language], Sequence[GrammarFault]]


def adds_faults(
    original: str, rewrite: str, language: Language, *, faults: Faults, known: Iterable[str] = ()
) -> bool:
    """Whether an engine's `faults` find something in the rewrite that is not in the original.

    `known` words, such as the client's name, are right however they are spelt. Without an engine
    nothing is held back.
    """
    right = {word.casefold() for word in known}

    def rules(text: str) -> Counter[str]:
        found = faults(text, language)
        return Counter(f.rule for f in found if text[f.start : f.end].casefold() not in right)

    try:
        return bool(rules(rewrite) - rules(original))
    except EngineUnavailable:
        return False
