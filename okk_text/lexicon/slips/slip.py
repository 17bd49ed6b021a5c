"""One slip of grammar that our own rules found."""

from __future__ import annotations

from dataclasses import dataclass

from okk_text.language import say


@dataclass(frozen=True, slots=True)
class Slip:
    """A faulty place `text[start:end]` in code points; `fix` is what may stand there, None if unsure.

    `ru` and `en` are the note: one sentence for the writer, what to do.
    """

    start: int
    end: int
    fix: str | None
    ru: str
    en: str

    @property
    def note(self) -> str:
        """The note in the language of the run."""
        return say(self.ru, self.en)


def capitalised_like(word: str, model: str) -> str:
    """The word in capitals where the model is: «агентство», «Агенство» -> «Агентство»."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
