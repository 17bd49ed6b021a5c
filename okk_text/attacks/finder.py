"""Sentences that address the judge and not the client: found, and taken out of what is judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from okk_text.attacks.disguises import Plain
from okk_text.attacks.encodings import decoded, turned
from okk_text.attacks.rules import kind_of
from okk_text.attacks.structures import (
    closing_marks,
    fake_answers,
    is_machine_like,
    labelled_quotes,
    shown_examples,
    shown_turns,
)
from okk_text.attacks.tokens import control_tokens
from okk_text.attacks.words import Tagged, vocabulary
from okk_text.conversation.model import Span

LONGEST = 50_000  # characters that are read; what is longer is no letter
_OF_JUDGING = frozenset(
    "machine judge reader criterion verdict prompt exempt gold every note grade score header".split()
)
_NEAR_JUDGING = frozenset(
    "polite praise ignore ignore_v message self3 put fault top_strict instruction deem talk".split()
)
_DEPTH = 2  # a coat over a coat
_WINDOW, _WINDOW_WORDS = 4, 30  # short sentences that are also read together
_END = re.compile(r"[.!?…;。！？]+[)»”\"'*_]*(?=\s|$)|[。！？；]|\n+")
_TOP_NUMBER = re.compile(
    r"(?<![\d.,])(100|10|5|1)[.,]?0?\s*(?:/|\\|из|з|iz|von|de|sur|su|out of|of|з)\s*\1(?!\d)"
    r"|(?<![\d.,])(?:10|100|5)(?=\s*(?:балл|очк|points?|punkt|punt|из|marks?|ball|бал\b))"
    r"|(?<![\d.,])100\s?%|(?<![\d.,])(?:100|10)(?![\d.,]*\d|\s*(?:000|млн|млрд|тыс|руб|₽|шт|мин|час|дн|м\b|кг|см|мм|%))"
)


@dataclass(frozen=True, slots=True)
class Attack:
    """A place that speaks to the judge: code points of the text that was searched."""

    kind: str
    span: Span


def attacks_in(text: str) -> tuple[Attack, ...]:
    """The sentences that address the judge, in order; those that overlap are one."""
    return _attacks(text[:LONGEST])


def judged_text(text: str) -> tuple[Span, ...]:
    """The pieces of the text that are left to be judged when the attacks are taken out."""
    pieces, start = [], 0
    for attack in attacks_in(text):
        pieces.append((start, attack.span.start))
        start = max(start, attack.span.end)
    pieces.append((start, len(text)))
    return tuple(Span(start=a, end=b) for a, b in pieces if text[a:b].strip())


def suspicious(text: str) -> bool:
    """Whether the text may address the judge: no proof, but a person should judge it."""
    text = text[:LONGEST]
    if attacks_in(text) or is_machine_like(text):
        return True
    return _hints(text)


def speaks_of_judging(text: str) -> bool:
    """Whether the text has a word of judging at all: enough where nobody but a program reads it."""
    meant = set().union(*vocabulary().tagged(Plain(text[:LONGEST])).ideas.values())
    return bool(meant & _OF_JUDGING) or len(meant & _NEAR_JUDGING) > 1


@lru_cache(maxsize=256)
def _attacks(text: str) -> tuple[Attack, ...]:
    kept: list[tuple[str, int, int]] = []
    for kind, start, end in sorted(_found(text, _DEPTH), key=lambda f: (f[1], -f[2])):
        if kept and start < kept[-1][2]:
            kept[-1] = (kept[-1][0], kept[-1][1], max(end, kept[-1][2]))
        elif start < end:
            kept.append((kind, start, end))
    return tuple(Attack(kind, Span(start=start, end=end)) for kind, start, end in kept)


def _found(text: str, depth: int) -> Iterator[tuple[str, int, int]]:
    """Kinds and places, in no order."""
    yield from (("token", *place) for place in control_tokens(text))
    plain = Plain(text)
    sentences = _sentences(plain.text)
    yield from _said(plain, sentences)
    for kind, places in _FORMS:
        for start, end in places(plain.text):
            yield (kind, *plain.place(start, end))
    if depth:
        for start, end, meaning in decoded(text):
            if next(_found(meaning, depth - 1), None) or _hints(meaning):
                yield "encoded", start, end
        for start, end, meaning in turned(text):
            other = Plain(meaning)
            if next(_said(other, _sentences(other.text)), None):
                yield "encoded", start, end


_FORMS = (
    ("answer", fake_answers),
    ("examples", shown_examples),
    ("examples", shown_turns),
    ("examples", labelled_quotes),
    ("closing", closing_marks),
)


def _said(plain: Plain, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """What the words of a sentence, or of a few short ones, mean together."""
    tagged = vocabulary().tagged(plain)
    by_sentence = _positions(tagged, sentences)
    hit = set()
    for number, positions in enumerate(by_sentence):
        if kind := kind_of(positions, "sentence"):
            hit.add(number)
            yield (kind, *plain.place(*sentences[number]))
    for last in range(1, len(sentences)):
        for first in range(last - 1, max(-1, last - _WINDOW), -1):
            window = range(first, last + 1)
            if not hit.isdisjoint(window) or not _is_short(sentences, plain, first, last):
                break
            if kind := kind_of(_joined(by_sentence[first : last + 1]), "sentences"):
                hit.update(window)
                yield (kind, *plain.place(sentences[first][0], sentences[last][1]))
                break


def _hints(text: str) -> bool:
    """Whether a sentence holds signs that are no proof."""
    plain = Plain(text)
    found = _positions(vocabulary().tagged(plain), _sentences(plain.text))
    return any(kind_of(positions, "weak") for positions in found)


def _positions(tagged: Tagged, sentences: Sequence[tuple[int, int]]) -> list[dict[str, list[int]]]:
    """For each sentence, the numbers of the words that stand for an idea."""
    found: list[dict[str, list[int]]] = [defaultdict(list) for _ in sentences]
    at = 0
    tops = _top_numbers(tagged)
    for number, word in enumerate(tagged.words):
        while at < len(sentences) and sentences[at][1] <= word.start:
            at += 1
        if at == len(sentences):
            break
        for idea in tagged.ideas.get(number, ()):
            found[at][idea].append(number)
        if word.start in tops:
            found[at]["top_number"].append(number)
    return found


def _top_numbers(tagged: Tagged) -> set[int]:
    return {match.start() for match in _TOP_NUMBER.finditer(tagged.plain.text)}


def _is_short(sentences: Sequence[tuple[int, int]], plain: Plain, first: int, last: int) -> bool:
    return plain.text.count(" ", sentences[first][0], sentences[last][1]) <= _WINDOW_WORDS


def _joined(parts: Sequence[dict[str, list[int]]]) -> dict[str, list[int]]:
    joined: dict[str, list[int]] = defaultdict(list)
    for part in parts:
        for idea, places in part.items():
            joined[idea] += places
    return joined


def _sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for match in _END.finditer(text):
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return [_stripped(text, *place) for place in found if text[place[0] : place[1]].strip()]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
