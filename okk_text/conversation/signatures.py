"""Where a letter's signature lies: from its delimiter, closing or bare name down to the last footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okk_text.conversation import signature_lines as look
from okk_text.conversation.signers import Author, is_full_name_of, is_name

TALLEST = 40  # filled lines at the end of a letter that may hold its signature
WRAPPED = 12  # lines over which a legal notice may be wrapped
TALLEST_BARE = 14  # and of one that nothing but a name opens


def signature_places(
    lines: list[str],
    region: tuple[int, int],
    *,
    author: Author,
    last: bool,
    below: bool,
    tagged: Sequence[bool],
) -> list[tuple[int, int]]:
    """The runs of lines in a region of own text that belong to the signature.

    `last` says that no more own words follow the region: only there may a bare name be a signature;
    `below` that others stand above it.
    `tagged` tells which lines stand in an element that a mail program made for the signature. A
    postscript is own text, the footers below it are not.
    """
    first, stop = region
    filled = [i for i in range(first, stop) if lines[i]][-TALLEST:]
    if not filled:
        return []
    tail = _Tail(lines, filled, author, below, tagged, _footers(lines, filled))
    start = tail.start(last=last)
    if start is None:
        return []
    end = tail.end(start)
    if end is None:
        return [(start, stop)]
    rest = (end, stop)
    footers = signature_places(lines, rest, author=author, last=last, below=True, tagged=tagged)
    return [(start, end), *footers]


def _footers(lines: list[str], filled: list[int]) -> frozenset[int]:
    """Mobile lines and legal notices, which mail programs wrap over several lines."""
    footers: set[int] = set()
    for position, i in enumerate(filled):
        if i in footers or not look.begins_footer(lines[i]):
            continue
        paragraph = [i]
        for j in filled[position + 1 : position + WRAPPED]:
            if j != paragraph[-1] + 1:
                break
            paragraph.append(j)
        if look.is_footer(lines[i]):
            footers.add(i)
        opening = " ".join(lines[j] for j in paragraph[:2])
        if not look.is_notice(opening):
            continue
        if look.is_notice_text(" ".join(lines[j] for j in paragraph)):
            footers.update(paragraph)
    return frozenset(footers)


@dataclass(frozen=True, slots=True)
class _Tail:
    """The filled lines at the end of a region, and what may open a signature among them."""

    lines: list[str]
    filled: list[int]
    author: Author
    below: bool
    tagged: Sequence[bool]
    footers: frozenset[int]

    def start(self, *, last: bool) -> int | None:
        """The signature's first line."""
        footer = self._footer_start()
        opened = self._opened_start()
        starts = [i for i in (footer, opened) if i is not None]
        start = min(starts) if starts else None
        if last or opened is not None:
            bare = self._bare_start(start, opened=opened is not None)
            return start if bare is None else bare
        return start

    def end(self, start: int) -> int | None:
        """Where own words go on below the signature: a postscript, or prose below its element."""
        below = [i for i in self.filled if i > start]
        if self.tagged[start]:
            prose = (i for i in below if not self.tagged[i] and i not in self.footers)
            first = next((i for i in prose if not look.may_sign(self.lines[i])), None)
            if first is not None:
                return max(i for i in range(start, first) if self.tagged[i]) + 1
        return next((i for i in below if look.is_postscript(self.lines[i])), None)

    def _footer_start(self) -> int | None:
        """Where mobile lines and legal notices begin that end the letter."""
        start = None
        unknown = 0
        for i in reversed(self.filled):
            line = self.lines[i]
            if i in self.footers or (look.is_delimiter(line) and start is not None):
                start, unknown = i, 0
            elif unknown < 3 and (look.is_notice(line) or look.is_contact(line)):
                unknown += 1  # more paragraphs of a notice, a link below a mobile line
            else:
                break
        return start

    def _opened_start(self) -> int | None:
        """Where "-- ", a ruled line, a closing or a signature's own element opens it."""
        found = None
        for position, i in enumerate(self.filled):
            if not self._opens(position):
                continue
            found = i if found is None else found
            below = (j for j in self.filled[position + 1 :] if j not in self.footers)
            if sum(len(self.lines[j]) > 100 for j in below) < 3:
                return i
        return found

    def _opens(self, position: int) -> bool:
        i = self.filled[position]
        line = self.lines[i]
        if look.is_delimiter(line):
            return self._looks_signed(line, self.filled[position + 1 :])
        if look.is_closing(line):
            return True
        if self.tagged[i]:
            return position > 0 or any(not self.tagged[j] for j in self.filled)
        if position + 1 < len(self.filled) and look.is_thanks(line):
            below = self.lines[self.filled[position + 1]]
            return len(self.filled) - position <= 10 and is_name(below, self.author)
        return False

    def _looks_signed(self, delimiter: str, below: list[int]) -> bool:
        """Whether what follows a delimiter is a signature and not the next part of the letter."""
        if not below:
            return delimiter == "--"
        head = self.lines[below[0]]
        if look.is_closing(head) or below[0] in self.footers or is_name(head, self.author):
            return True
        if len(head) > 100 or look.is_item(head) or head[-1] in "?:;":
            return False
        if delimiter != "--" and not look.may_sign(head):
            return False
        prose = [i for i in below if i not in self.footers and not look.may_sign(self.lines[i])]
        return len(prose) * (2 if delimiter == "--" else 4) <= len(below)

    def _bare_start(self, end: int | None, *, opened: bool) -> int | None:
        """Where a name that nothing introduces opens the signature: all below it looks signed."""
        body = [i for i in self.filled if end is None or i < end]
        best = None
        slogans = contacts = 0
        unknown = -1  # the line of a post that is not known, right below a name
        reachable = True  # below stand only phones and addresses
        for position in range(len(body) - 1, max(-1, len(body) - 1 - TALLEST_BARE), -1):
            i = body[position]
            line = self.lines[i]
            above = self.lines[body[position - 1]] if position else ""
            adjacent = position > 0 and body[position - 1] == i - 1
            if position == 0 and not self._may_be_all(body, opened=opened):
                break
            named = not above.endswith(":") and look.opens_bare(
                line, above, self.author, apart=not adjacent, alone=reachable and not opened
            )
            explained = slogans <= contacts or (slogans == 1 and unknown == i + 1)
            rival = best is not None and not self.author.signs(line)
            if named and rival:
                break  # somebody else, of whom the letter speaks
            if named and explained and not self._is_in_list(body, position):
                best = position
            elif not named and i not in self.footers and not look.may_sign(line):
                slogans += 1
                unknown = i if line[-1] not in ".!" and len(line.split()) <= 6 else unknown
                if best is not None or slogans > 2 or not (contacts or adjacent):
                    break
                if not look.is_slogan(line):
                    break
            contacts += look.is_contact(line) or named
            reachable = reachable and look.is_contact(line)
        return None if best is None else body[self._with_post_above(body, best)]

    def _with_post_above(self, body: list[int], position: int) -> int:
        """The name's place, or that of the post or firm right above it."""
        first = position
        while first > 1 and body[first - 1] == body[first] - 1:
            if not look.is_post_or_firm(self.lines[body[first - 1]]):
                return position
            first -= 1
        return first

    def _may_be_all(self, body: list[int], *, opened: bool) -> bool:
        """Whether a region may hold nothing but a signature: more than a name, which may be an answer."""
        if opened:
            return False
        if len(body) > 1 and any(look.is_contact(self.lines[i]) for i in body):
            return True
        if not self.below:
            return False
        line = self.lines[body[0]]
        asked = next((above for above in reversed(self.lines[: body[0]]) if above), "")[-1:] == "?"
        return is_full_name_of(line, self.author) or (not asked and is_name(line, self.author))

    def _is_in_list(self, body: list[int], position: int) -> bool:
        """Whether a name stands under «Участники:» or another line that announces it."""
        i = body[position] - 1
        for _ in range(5):
            line = self.lines[i] if i >= 0 else ""
            if line and is_name(line, self.author):
                i -= 1
                continue
            if not line or len(line) > 60 or line[-1] in ".!?;" or look.is_item(line):
                return False
            if line[-1] == ":":
                return True
            i -= 1
        return False
