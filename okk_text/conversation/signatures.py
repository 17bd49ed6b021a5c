"""Where a letter's signature lies: from its delimiter, closing or bare name down to the last footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okk_text.conversation import signature_lines as look
from okk_text.conversation.signers import Author, is_full_name_of, is_name

TALLEST = 40  # filled lines at the end of a letter that may hold its signature
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
    tail = _Tail(lines, filled, author, below, tagged)
    start = tail.start(last=last)
    if start is None:
        return []
    postscript = next((i for i in filled if i > start and look.is_postscript(lines[i])), None)
    if postscript is None:
        return [(start, stop)]
    rest = (postscript, stop)
    footers = signature_places(lines, rest, author=author, last=last, below=True, tagged=tagged)
    return [(start, postscript), *footers]


@dataclass(frozen=True, slots=True)
class _Tail:
    """The filled lines at the end of a region, and what may open a signature among them."""

    lines: list[str]
    filled: list[int]
    author: Author
    below: bool
    tagged: Sequence[bool]

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

    def _footer_start(self) -> int | None:
        """Where mobile lines and legal notices begin that end the letter."""
        start = None
        unknown = 0
        for i in reversed(self.filled):
            line = self.lines[i]
            if look.is_footer(line) or (look.is_delimiter(line) and start is not None):
                start, unknown = i, 0
            elif unknown < 3 and (
                len(line) > 100 or look.is_contact(line) or (start is None and len(line) < 40)
            ):
                unknown += 1  # a notice's last paragraphs, a link below a mobile line
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
            below = [self.lines[j] for j in self.filled[position + 1 :]]
            if sum(len(line) > 100 and not look.is_footer(line) for line in below) < 3:
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
        if look.is_closing(head) or look.is_footer(head) or is_name(head, self.author):
            return True
        if len(head) > 100 or look.is_item(head) or head[-1] in "?:;":
            return False
        if delimiter != "--" and not look.may_sign(head):
            return False
        prose = [
            i
            for i in below
            if not look.may_sign(self.lines[i]) and not look.is_footer(self.lines[i])
        ]
        return len(prose) * (2 if delimiter == "--" else 4) <= len(below)

    def _bare_start(self, end: int | None, *, opened: bool) -> int | None:
        """Where a name that nothing introduces opens the signature: all below it looks signed."""
        body = [i for i in self.filled if end is None or i < end]
        best = None
        doubtful = False
        reachable = True  # below stand only phones and addresses
        for position in range(len(body) - 1, max(-1, len(body) - 1 - TALLEST_BARE), -1):
            i = body[position]
            line = self.lines[i]
            above = self.lines[body[position - 1]] if position else ""
            adjacent = position > 0 and body[position - 1] == i - 1
            named = not above.endswith(":") and look.opens_bare(
                line, above, self.author, apart=not adjacent, alone=reachable and not opened
            )
            if position == 0 and not self._may_be_all(body, opened=opened):
                break
            if named and not self._is_in_list(body, position):
                best, doubtful = i, False
            elif not look.may_sign(line) and not look.is_notice(line):
                if doubtful or not look.is_doubtful(line) or not adjacent:
                    break
                doubtful = True
            reachable = reachable and look.is_contact(line)
        return best

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
