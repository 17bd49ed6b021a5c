"""A letter's body cut into the writer's own words, quoted history, signature and hidden text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from okk_text.conversation.model import Segment, SegmentKind
from okk_text.letters.quote_headers import (
    WIDEST,
    Header,
    header_at,
    is_answer_line,
    is_forward_end,
)
from okk_text.letters.signatures import signature_places
from okk_text.letters.signers import Author

Hint = str | None  # what an HTML letter's tags say of a line: see letter_html
_CITED = frozenset(("quote", "maybe"))

_ODD = re.compile("[\u00a0\u202f\u2007\u2009\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_FOLD = str.maketrans(
    dict.fromkeys(map(chr, (0xA0, 0x202F, 0x2007, 0x2009)), " ")
    | dict.fromkeys(
        map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)))
    )
    | {"\ufeff": None, "\u00ad": None}
)
_INITIALS = re.compile(r"[^\W\d_]{1,4}>{1,5}(?:\s|$)")
_COMPARISON = re.compile(
    r">\s?\d[\d\s,.]*\s?(?:%|шт|руб|₽|тыс|млн|кг|г\b|т\b|мм|см|м\b|м²|pcs|usd|\$|€|units)", re.I
)


def cut_text(text: str, *, author: str | None = None) -> tuple[Segment, ...]:
    """Segments without gaps that cover a plain-text body; empty for an empty text.

    `author` is the writer's display name, if known: it helps to see a signature that is only a name.
    """
    written = text.splitlines(keepends=True)
    return cut_lines(written, [None] * len(written), author=author)


def cut_lines(
    written: Sequence[str], hints: Sequence[Hint], *, author: str | None
) -> tuple[Segment, ...]:
    """Segments over lines (with their ends), where `hints` tell what tags say of each."""
    lines = [_folded(line) for line in written]
    step = 2 if _is_double_spaced(lines) else 1
    kinds = [""] * len(lines)
    kinds[::step] = _kinds(lines[::step], hints[::step], Author(author))
    return _segments(written, kinds)


def _is_double_spaced(lines: list[str]) -> bool:
    """Whether a gateway put a blank line below every line, even below the blank ones."""
    return len(lines) > 5 and not any(lines[1::2]) and not all(lines[2:-2:2])


def _kinds(lines: list[str], hints: Sequence[Hint], author: Author) -> list[str]:
    kinds = _quotes(lines, hints)
    _mark_signatures(lines, kinds, hints, author)
    return kinds


def _folded(line: str) -> str:
    """The line as rules see it: no odd blanks, no invisible marks, ends off, not over-long."""
    line = line[: WIDEST + 100].strip()
    return line.translate(_FOLD).strip() if _ODD.search(line) else line


def _quotes(lines: list[str], hints: Sequence[Hint]) -> list[str]:
    """The kind of every line, `own` or `quote` or as hinted; blank lines are empty strings."""
    marked = [hints[i] in _CITED or _is_marked(line) for i, line in enumerate(lines)]
    kinds = [""] * len(lines)
    first_header = len(lines)
    i = 0
    while i < len(lines):
        if hints[i] == "hidden":
            kinds[i] = "hidden"
        elif marked[i] and lines[i]:
            kinds[i] = "quote"
        elif lines[i] and (header := header_at(lines, i) or _tagged_header(hints, i)):
            below = _first_filled(lines, header.end)
            over_marked = below < len(lines) and marked[below]
            if over_marked or header.strong:
                first_header = min(first_header, i)
                answered = (
                    over_marked
                    or (header.wants_marks and _marks_follow(lines, marked, below))
                    or (is_answer_line(lines[i]) and "own" not in kinds)  # a help desk writes
                )
                stop = header.end if answered else _forward_stop(lines, header.end)
                kinds[i:stop] = ["quote"] * (stop - i)
                i = stop
                continue
            kinds[i] = "own"
        elif lines[i]:
            kinds[i] = "own"
        i += 1
    _release_comparisons(lines, kinds, first_header)
    _join_wrapped(lines, kinds)
    return kinds


def _is_marked(line: str) -> bool:
    """Whether a line is quoted by its first characters: `> `, `| `, The Bat!'s `ЮП> `."""
    if not line:
        return False
    if line[0] == ">":
        return True
    if line[0] == "|":
        return len(line) == 1 or (line[1] == " " and line.count("|") == 1)
    return ">" in line[1:6] and bool(_INITIALS.match(line))


def _tagged_header(hints: Sequence[Hint], i: int) -> Header | None:
    """A quote header in a language that is not known, by the element that it stands in."""
    hint = hints[i]
    if hint not in ("attribution", "header"):
        return None
    end = i
    while end < len(hints) and hints[end] in (hint, None):
        end += 1
    return Header(end, strong=hint == "header")


def _first_filled(lines: list[str], i: int) -> int:
    while i < len(lines) and not lines[i]:
        i += 1
    return i


def _marks_follow(lines: list[str], marked: list[bool], i: int) -> bool:
    """Whether marked lines stand below that no header of their own introduces: answers between them."""
    above = ""
    for j in range(i, len(lines)):
        if marked[j] and lines[j] and not _COMPARISON.match(lines[j]):
            return not above.endswith((":", ">"))
        above = lines[j] or above
    return False


def _forward_stop(lines: list[str], i: int) -> int:
    """Where unmarked history ends: after the line that closes a forward, else with the letter."""
    for j in range(i, len(lines)):
        if lines[j] and lines[j][0] in "-=*_К" and is_forward_end(lines[j]):
            return j + 1
    return len(lines)


def _release_comparisons(lines: list[str], kinds: list[str], header: int) -> None:
    """Own words again: «> 100 шт — скидка 5%» where nothing says that somebody is quoted.

    `header` is the first line of the first quote header.
    """
    i = 0
    while i < len(lines):
        if (
            kinds[i] != "quote"
            or not _COMPARISON.match(lines[i])
            or (i and kinds[i - 1] == "quote")
        ):
            i += 1
            continue
        stop = i
        while stop < len(lines) and kinds[stop] == "quote":
            stop += 1
        run = lines[i:stop]
        listed = all(_COMPARISON.match(line) and line[-1] != "?" for line in run)
        if listed and (len(run) > 1 or header == len(lines)):
            kinds[i:stop] = ["own"] * (stop - i)
        i = stop


def _join_wrapped(lines: list[str], kinds: list[str]) -> None:
    """Give back to the quote a line that a mail program wrapped out of it."""
    for i in range(1, len(lines) - 1):
        between = kinds[i] == "own" and kinds[i - 1] == kinds[i + 1] == "quote"
        if between and len(lines[i - 1]) >= 60 and lines[i][0].islower():
            kinds[i] = "quote" if lines[i + 1][:1] == ">" else "own"


def _mark_signatures(
    lines: list[str], kinds: list[str], hints: Sequence[Hint], author: Author
) -> None:
    """Turn own lines into signature; a bare name signs only where no own words follow."""
    tagged = [hint == "signature" for hint in hints]
    last = True
    regions = _own_regions(kinds)
    for number, region in reversed(list(enumerate(regions))):
        below = number > 0
        places = signature_places(
            lines, region, author=author, last=last, below=below, tagged=tagged
        )
        for start, stop in places:
            for i in range(start, stop):
                kinds[i] = "signature" if kinds[i] == "own" else kinds[i]
        last = last and "own" not in kinds[slice(*region)]


def _own_regions(kinds: list[str]) -> list[tuple[int, int]]:
    """Runs of own lines and the blank or hidden ones between them."""
    regions: list[tuple[int, int]] = []
    first = None
    for i, kind in enumerate([*kinds, "quote"]):
        if kind == "own" and first is None:
            first = i
        if kind == "quote" and first is not None:
            regions.append((first, i))
            first = None
    return regions


def _segments(written: Sequence[str], kinds: list[str]) -> tuple[Segment, ...]:
    previous: str = next((kind for kind in kinds if kind), "own")
    for i, kind in enumerate(kinds):
        previous = kinds[i] = kind or previous
    segments: list[Segment] = []
    start = 0
    for kind, run in groupby(zip(kinds, written, strict=True), key=lambda pair: pair[0]):
        end = start + sum(len(line) for _, line in run)
        segments.append(Segment(kind=_kind(kind), start=start, end=end))
        start = end
    return tuple(segments)


def _kind(kind: str) -> SegmentKind:
    return kind if kind in ("quote", "signature", "hidden") else "own"  # type: ignore[return-value]
