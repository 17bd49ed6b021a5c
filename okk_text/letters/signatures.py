"""Where a letter's signature lies: from its delimiter, closing or bare name down to the last footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okk_text.letters import signature_lines as look
from okk_text.letters import signed_lines
from okk_text.letters.signers import Author, is_full_name_of, is_name

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
            start = start if bare is None else bare
        return self._phones_start() if start is None and last else start

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
        """Where a name that nothing introduces opens the signature, a postscript below it or not."""
        body = [i for i in self.filled if end is None or i < end]
        start = self._bare_start_in(body, opened=opened)
        if start is None and not opened:
            written = (n for n, i in enumerate(body) if look.is_postscript(self.lines[i]))
            start = self._bare_start_in(body[: next(written, 0)], opened=False)
        return start

    def _bare_start_in(self, body: list[int], *, opened: bool) -> int | None:
        """Where a bare name opens the signature that ends the body: all below it looks signed."""
        best = None
        slogans = contacts = 0
        unknown = -1  # the line of a post that is not known, right below a name
        reachable = True  # below stand only phones, addresses, firms
        mailbox = signed_lines.is_mailbox(self.author)
        for position in range(len(body) - 1, max(-1, len(body) - 1 - TALLEST_BARE), -1):
            i = body[position]
            line = self.lines[i]
            above = self.lines[body[position - 1]] if position else ""
            adjacent = position > 0 and body[position - 1] == i - 1
            if position == 0 and not self._may_be_all(body, opened=opened):
                break
            alone = reachable and not opened
            named = self._is_named(line, above, adjacent=adjacent, alone=alone)
            explained = named and (
                slogans <= contacts
                or (slogans == 1 and unknown == i + 1)
                or (slogans == 1 and signed_lines.tells_all(line, self.author))
            )
            rival = best is not None and not self.author.signs(line) and not mailbox
            if named and rival:
                break  # somebody else, of whom the letter speaks
            if explained and not self._is_in_list(body, position):
                best = position
            elif not named and i not in self.footers and not look.may_sign(line):
                slogans += 1
                unknown = i if line[-1] not in ".!" and len(line.split()) <= 6 else unknown
                if best is not None or slogans > 2 or not (contacts or adjacent):
                    break
                if not look.is_slogan(line):
                    break
            contacts += look.is_contact(line) or named
            reachable = reachable and (look.tells_place(line) or look.is_post_or_firm(line))
        return None if best is None else body[self._with_lines_above(body, best)]

    def _is_named(self, line: str, above: str, *, adjacent: bool, alone: bool) -> bool:
        """Whether a line says who signs and is no row of a table or list."""
        if above.endswith(":"):
            return False
        apart = not adjacent
        ended = apart or above[-1:] in ".!?)…"
        named = look.opens_bare(
            line, above, self.author, apart=apart, alone=alone
        ) or signed_lines.signs_by_itself(line, self.author, apart=apart, ended=ended)
        if not named or signed_lines.tells_amount(line):
            return False
        return apart or not signed_lines.is_row_of_other(above, self.author)

    def _with_lines_above(self, body: list[int], position: int) -> int:
        """The name's place, or that of a closing, picture, phone, post or firm right above it."""
        first = position
        while first > 1 and body[first - 1] == body[first] - 1:
            if not look.is_post_or_firm(self.lines[body[first - 1]]):
                first = position
                break
            first -= 1
        if not first:
            return first
        line, parted = self.lines[body[first - 1]], body[first - 1] < body[first] - 1
        if look.is_delimiter(line) or (look.is_picture(line) and line[0] == "["):
            return first - 1
        if parted or first < 2:
            return first
        above = self.lines[body[first - 2]]
        begun = body[first - 2] < body[first - 1] - 1 or above[-1] in ".!?…)"
        told = look.is_own_closing(line) or signed_lines.is_phone_line(line)
        told = told or signed_lines.is_reach_line(line)
        return first - 1 if begun and told else first

    def _phones_start(self) -> int | None:
        """Where nothing but «тел. …» and "WhatsApp: …" ends the letter, apart from its text."""
        first = len(self.filled)
        while first and signed_lines.is_phone_line(self.lines[self.filled[first - 1]]):
            first -= 1
        if not 0 < first < len(self.filled):
            return None
        above, start = self.filled[first - 1], self.filled[first]
        return start if start > above + 1 and self.lines[above][-1] in ".!…)" else None

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
