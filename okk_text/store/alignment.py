"""Two exports of one conversation: which messages are the same, and all of them in one order.

An export is a window on a conversation: it may begin later, end earlier, hold edited messages. What
it does not hold stays in the store.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from okk_text.store.entries import Entry

Pairs = dict[int, int]  # place in the export -> place in the store


@dataclass(frozen=True, slots=True)
class Merged:
    """All messages in order; those with a key are in the store already, perhaps with other words."""

    entries: list[Entry]
    added: int
    edited: int
    covers_all: bool  # the export holds every message that is stored
    pairs: Pairs


def merged(stored: Sequence[Entry], export: Sequence[Entry]) -> Merged:
    """The stored messages and those of the export, each once."""
    pairs = same_messages(stored, export)
    anchors = _rising(pairs)
    pairs |= {e: s for gap in _gaps(anchors, stored, export) for e, s in _edits(gap, pairs)}
    order = _order(pairs, stored, export)
    partners = {s: e for e, s in pairs.items()}
    entries, edited = [], 0
    for is_stored, place in order:
        if not is_stored:
            entries.append(export[place])
        elif place in partners:
            entry, is_edit = _later(stored[place], export[partners[place]])
            entries.append(entry)
            edited += is_edit
        else:
            entries.append(stored[place])
    return Merged(entries, len(export) - len(pairs), edited, len(pairs) == len(stored), pairs)


def same_messages(stored: Sequence[Entry], export: Sequence[Entry]) -> Pairs:
    """Which message of the export is which of the store, edits aside.

    By the export's ids where they agree on the minute; where none does (another phone's export has
    ids of its own) and where there are none, by all that is known of it, then by author, minute and
    what was sent, then without the author, who may stand in another address book by another name.
    """
    pairs = _matches(stored, export, {}, _by_id)
    by_id = bool(pairs)
    for known in (lambda entry: entry.digest, _by_place, _by_minute):
        pairs |= {
            e: s
            for e, s in _matches(stored, export, pairs, known).items()
            if not (by_id and _ids_differ(export[e], stored[s]))
        }
    return pairs


def is_same_conversation(stored: Sequence[Entry], export: Sequence[Entry]) -> bool:
    """Whether messages agree so well that both can only be one conversation.

    One letter with the same Message-ID; or two messages with the same ids; or three messages of two
    authors that agree in minute and text, and half of what both windows show. A text that was sent
    to many clients in the same minute does not make their chats one.
    """
    pairs = same_messages(stored, export)
    common = [(export[e], stored[s]) for e, s in pairs.items() if export[e].fingerprint]
    if any(mine.message.id and "@" in mine.message.id for mine, _ in common):
        return True
    fewer = min(len(stored), len(export))
    by_id = sum(mine.message.id is not None and mine.message.id == its.message.id
                and mine.message.text == its.message.text for mine, its in common)  # fmt: skip
    if by_id >= min(2, fewer):
        return True
    authors = {mine.place[0] for mine, _ in common}
    seen_by_both = min(_within(stored, export), _within(export, stored))
    return len(common) >= 3 and len(authors) >= 2 and 2 * len(common) >= seen_by_both


def _by_id(entry: Entry) -> Hashable:
    return entry.message.id and (entry.message.id, entry.minute)


def _by_place(entry: Entry) -> Hashable:
    return (entry.place, _sent(entry))


def _by_minute(entry: Entry) -> Hashable:
    return entry.minute and (entry.minute, _sent(entry))


def _sent(entry: Entry) -> Hashable:
    return entry.message.text, entry.message.attachments


def _ids_differ(one: Entry, other: Entry) -> bool:
    ids = one.message.id, other.message.id
    return None not in ids and ids[0] != ids[1]


def _matches(
    stored: Sequence[Entry],
    export: Sequence[Entry],
    pairs: Pairs,
    known: Callable[[Entry], Hashable],
) -> Pairs:
    """New pairs of messages that are known by the same; the first with the first, and so on."""
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for s in reversed(range(len(stored))):
        if s not in taken and (key := known(stored[s])):
            waiting[key].append(s)
    found = {}
    for e, entry in enumerate(export):
        if e not in pairs and (key := known(entry)) and waiting.get(key):
            found[e] = waiting[key].pop()
    return found


def _within(entries: Sequence[Entry], window: Sequence[Entry]) -> int:
    """How many of the entries lie between the window's first and last minute."""
    minutes = sorted(entry.minute for entry in window)
    return sum(minutes[0] <= entry.minute <= minutes[-1] for entry in entries)


def _rising(pairs: Pairs) -> list[tuple[int, int]]:
    """The longest row of pairs that rises in both: the frame into which the rest is put."""
    tops: list[int] = []
    ends: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in sorted(pairs.items()):
        place = bisect_left(tops, pair[1])
        before[pair] = ends[place - 1] if place else None
        tops[place:] = [pair[1], *tops[place + 1 :]] if place < len(tops) else [pair[1]]
        ends[place:] = [pair, *ends[place + 1 :]] if place < len(ends) else [pair]
    row: list[tuple[int, int]] = []
    pair_or_none = ends[-1] if ends else None
    while pair_or_none is not None:
        row.append(pair_or_none)
        pair_or_none = before[pair_or_none]
    return row[::-1]


@dataclass(frozen=True, slots=True)
class _Gap:
    """What lies between two anchors, on both sides."""

    stored: Sequence[Entry]
    export: Sequence[Entry]
    in_stored: range
    in_export: range

    @property
    def is_head(self) -> bool:
        return self.in_stored.start == 0 and self.in_export.start == 0

    @property
    def is_tail(self) -> bool:
        return self.in_stored.stop == len(self.stored) and self.in_export.stop == len(self.export)


def _gaps(
    anchors: list[tuple[int, int]], stored: Sequence[Entry], export: Sequence[Entry]
) -> list[_Gap]:
    fence = [(-1, -1), *anchors, (len(export), len(stored))]
    return [
        _Gap(stored, export, range(low[1] + 1, high[1]), range(low[0] + 1, high[0]))
        for low, high in pairwise(fence)
    ]


def _edits(gap: _Gap, pairs: Pairs) -> list[tuple[int, int]]:
    """Pairs of unknown messages by the same author at the same minute, counted from an anchor."""
    taken = set(pairs.values())
    ours = [e for e in gap.in_export if e not in pairs]
    theirs = [s for s in gap.in_stored if s not in taken]
    if gap.is_head and not gap.is_tail:
        ours, theirs = ours[::-1], theirs[::-1]
    found: list[tuple[int, int]] = []
    for e in ours:
        for place, s in enumerate(theirs):
            if _may_be_edit(gap.stored[s], gap.export[e], gap):
                found.append((e, s))
                theirs = theirs[place + 1 :]
                break
    return found


def _may_be_edit(one: Entry, other: Entry, gap: _Gap) -> bool:
    """Whether one may be the other, edited: by the same author at the same minute.

    Where the exports have no message in common, only where one says that it was edited; where
    messages have no times, only between two that are in both.
    """
    if one.place != other.place or _ids_differ(one, other):
        return False
    if gap.is_head and gap.is_tail:
        return bool(one.minute) and _rank(one) + _rank(other) > 0
    return bool(one.minute) or not (gap.is_head or gap.is_tail)


def _order(
    pairs: Pairs, stored: Sequence[Entry], export: Sequence[Entry]
) -> list[tuple[bool, int]]:
    """Where everything stands: (True, place in the store) or (False, place in the export)."""
    if len(pairs) == len(stored):  # the export shows all: its order counts
        return [(True, pairs[e]) if e in pairs else (False, e) for e in range(len(export))]
    anchors = _rising(pairs)
    stored_first = not stored or not export or not _is_before(export[0], stored[0])
    order: list[tuple[bool, int]] = []
    for gap in _gaps(anchors, stored, export):
        order += _interleaved(gap, pairs, stored_first=stored_first)
        if gap.in_stored.stop < len(stored):
            order.append((True, gap.in_stored.stop))
    return order


def _interleaved(gap: _Gap, pairs: Pairs, *, stored_first: bool) -> list[tuple[bool, int]]:
    """Both sides of a gap by time, neither's order changed."""
    ours = [e for e in gap.in_export if e not in pairs][::-1]
    theirs = list(gap.in_stored)[::-1]
    order: list[tuple[bool, int]] = []
    while ours and theirs:
        mine, its = gap.export[ours[-1]], gap.stored[theirs[-1]]
        mine_first = _is_before(mine, its) or not (stored_first or _is_before(its, mine))
        order.append((False, ours.pop()) if mine_first else (True, theirs.pop()))
    return [*order, *((True, s) for s in theirs[::-1]), *((False, e) for e in ours[::-1])]


def _is_before(one: Entry, other: Entry) -> bool:
    at, other_at = one.message.sent_at, other.message.sent_at
    if at is None or other_at is None:
        return False
    if (at.tzinfo is None) != (other_at.tzinfo is None):
        at, other_at = at.replace(tzinfo=None), other_at.replace(tzinfo=None)
    if at == other_at and not _ids_differ(one, other):
        return False
    if at == other_at and one.message.id and other.message.id:
        return _number(one.message.id) < _number(other.message.id)
    return at < other_at


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _later(stored: Entry, export: Entry) -> tuple[Entry, bool]:
    """What is kept of a message that both have, and whether its words are new."""
    if export.digest == stored.digest or _rank(export) < _rank(stored):
        return stored, False
    edited = (export.message.text, export.message.deleted) != (
        stored.message.text,
        stored.message.deleted,
    )
    return replace(export, key=stored.key, edition=stored.edition + 1), edited


def _rank(entry: Entry) -> int:
    """Deleted is later than edited, edited later than plain, whichever export is read first."""
    return 2 if entry.message.deleted else int(entry.message.edited)
