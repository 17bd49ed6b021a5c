"""What a suggested text changes: word by word to be marked, sentence by sentence to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from okk_text.lexicon import text_language
from okk_text.lexicon.texts import Text

_HAS_WORD = re.compile(r"\w")
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text; `changed`: the other text has it not."""

    text: str
    changed: bool


def marked_words(before: str, after: str) -> tuple[list[Stretch], list[Stretch]]:
    """Both texts in stretches; joined again the stretches give the texts."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    was: list[Stretch] = []
    now: list[Stretch] = []
    pieces = list(_compared(old, new))
    for number, (same, (a, b), (c, d)) in enumerate(pieces):
        inner = 0 < number < len(pieces) - 1
        if inner and not _HAS_WORD.search("".join(old[a:b])):
            same = False  # a comma alone between two changes is no rest for the eye
        _append(was, "".join(old[a:b]), changed=not same)
        _append(now, "".join(new[c:d]), changed=not same)
    return was, now


def changed_sentences(before: str, after: str) -> list[tuple[str, str]]:
    """The sentences that differ, as they were and as they are; "" where there is none."""
    old, new = _sentences(before), _sentences(after)
    return [
        (" ".join(old[a:b]), " ".join(new[c:d]))
        for same, (a, b), (c, d) in _compared(old, new)
        if not same
    ]


def _compared(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Whether they are the same, and the places in both; blanks make no difference."""
    keys = [piece.strip() for piece in old], [piece.strip() for piece in new]
    for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        yield tag == "equal", (a, b), (c, d)


def _append(stretches: list[Stretch], text: str, *, changed: bool) -> None:
    if text and stretches and stretches[-1].changed == changed:
        stretches[-1] = Stretch(stretches[-1].text + text, changed)
    elif text:
        stretches.append(Stretch(text, changed))


def _sentences(text: str) -> list[str]:
    places = Text(text, text_language(text)).sentences
    return [" ".join(text[start:end].split()) for start, end in places]
