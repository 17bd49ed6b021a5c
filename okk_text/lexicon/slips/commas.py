"""The slip of a comma that is missing between two words."""

from __future__ import annotations

from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Word

_VAGUE = ("Между двумя частями предложения нужна запятая.", "Put a comma between the two clauses.")


def comma_slip(text: str, before: Word, opener: Word, *, shown: str) -> Slip:
    """The slip of a comma that is missing between two words."""
    gap = text[before.end : opener.start]
    place = opener.start - (len(gap) - len(gap.rstrip()))
    fix = text[before.start : place] + "," + text[place : opener.end]
    return Slip(
        before.start,
        opener.end,
        fix,
        ru=f"Поставьте запятую перед «{shown}»: «{fix}».",
        en=f"Put a comma before '{shown}': '{fix}'.",
    )


def vague_comma_slip(before: Word, after: Word) -> Slip:
    """A comma that is missing somewhere from one word to the other; the writer sees where."""
    return Slip(before.start, after.end, None, ru=_VAGUE[0], en=_VAGUE[1])
