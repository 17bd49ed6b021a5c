"""Threads of a mailbox: letters that answer each other, else of one subject between the same people.

1. A letter joins the one it answers (the last of its References that is in the mailbox), unless
   it shares neither subject nor people with it, or forwards the matter to another firm.
2. Letters that answer the same missing letter belong together where they share two parties.
3. Of one base subject, a reply joins the latest thread of the same people within 90 days; so does
   a letter to the same people by the same hand before anybody answered, within 14 days, unless
   it is one of many alike (forms of a web site).
4. Invitations and automatic answers without References join the latest thread of their people.

Two letters share people when two parties (an address, or a firm by its domain) stand in both: a
manager alone, who writes to everyone, joins nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from math import inf

from okk_text.readers.mail.index import FORWARD, KINDS, REPLY, Index

DAY = 86400
REPLY_WINDOW = 90 * DAY
FOLLOW_UP_WINDOW = 14 * DAY
SYSTEM_WINDOW = {"invite": 14 * DAY, "auto": 3 * DAY}
MAX_ALIKE = 3  # letters of one hand with one subject; more are a form's
MAX_CANDIDATES = 50
MAX_DEPTH = 100  # of answers to answers, for letters of the same minute
MAX_MEMBERS = 100  # of a thread, that tell its people


class Threads:
    """Which letters belong together, and the order in which people read them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        count = len(index)
        self._up = array("q", range(count))  # union-find
        self._parents = array("q", [-1]) * count
        self.undelivered: set[int] = set()
        self._join_answers()
        self._join_returned()
        self._join_subjects()
        self._join_system_letters()

    def __iter__(self) -> Iterator[list[int]]:
        """The threads by their first letter's time, each in the order of its letters."""
        groups = self._grouped()
        for root in self._by_time(groups):
            yield groups.letters(root)

    # -- joining -----------------------------------------------------------------------------

    def _join_answers(self) -> None:
        index, missing = self._index, {}
        for letter in range(len(index)):
            ids = index.references(letter)
            parent = next((index.by_id[i] for i in reversed(ids) if i in index.by_id), None)
            if parent is not None and parent != letter:
                if self._answers(parent, letter):
                    self._parents[letter] = parent
                    self._union(parent, letter)
                continue
            for known in ids:
                other = missing.setdefault(known, letter)
                if other != letter and self._share_people(other, letter):
                    self._union(other, letter)

    def _answers(self, parent: int, letter: int) -> bool:
        index = self._index
        if KINDS[index.kinds[letter]] in ("auto", "bounce"):
            return True
        if self._share_people(parent, letter):
            return True
        same_subject = index.subjects[parent] == index.subjects[letter]
        return same_subject and not self._leaves_the_firm(letter)

    def _leaves_the_firm(self, letter: int) -> bool:
        """A forward from a firm's address to outsiders only: the start of another conversation."""
        index = self._index
        addresses, parties = index.addresses(letter), index.parties(letter)
        if index.flags[letter] != FORWARD or not parties or parties[0] == addresses[0]:
            return False
        return len(parties) > 1 and parties[0] not in parties[1:]

    def _join_returned(self) -> None:
        index = self._index
        for bounce, (ids, failed) in index.returned.items():
            for known in ids:
                letter = index.by_id.get(known, bounce)
                if letter == bounce:
                    continue
                self._parents[bounce] = letter
                self._union(letter, bounce)
                reached = set(index.addresses(letter)[1 : index.core(letter)]) - failed
                if not failed or not reached:
                    self.undelivered.add(letter)

    def _join_subjects(self) -> None:
        index = self._index
        groups = self._grouped()
        roots = self._by_time(groups)
        roots.sort(key=lambda root: index.subjects[groups.first(root)])
        for subject, alike in groupby(roots, key=lambda root: index.subjects[groups.first(root)]):
            same = list(alike)
            if subject and len(same) > 1:
                self._join_alike([groups.letters(root) for root in same])

    def _join_alike(self, threads: list[list[int]]) -> None:
        """Join threads of one subject, given by their first letter's time."""
        index = self._index
        by_hand = Counter(index.sender(letters[0]) for letters in threads)
        seen: dict[int, list[list[int]]] = defaultdict(list)
        for letters in threads:
            first = letters[0]
            tokens = {*index.addresses(first), *index.parties(first)}
            is_form = not index.flags[first] and by_hand[index.sender(first)] > MAX_ALIKE
            lists = [] if is_form else [seen[token] for token in tokens if token in seen]
            candidates = _candidates(lists)
            for earlier in candidates:
                if self._continues(earlier, first):
                    self._union(earlier[0], first)
                    break
            for token in self._people_of(letters, everything=True):
                seen[token].append(letters)
                del seen[token][:-MAX_CANDIDATES]

    def _continues(self, earlier: list[int], letter: int) -> bool:
        index = self._index
        gap = index.times[letter] - index.times[earlier[-1]]
        if gap > REPLY_WINDOW and gap != inf:
            return False
        shared = self._shared(earlier, letter)
        if index.flags[letter] & REPLY:
            return shared >= 2
        if index.flags[letter] & FORWARD:
            own = index.parties(letter)[:1]
            colleague = bool(own) and own[0] in index.parties(letter)[1:]
            return shared >= 2 or (shared == 1 and colleague)
        alone = all(index.sender(other) == index.sender(letter) for other in earlier)
        return alone and shared >= 2 and gap <= FOLLOW_UP_WINDOW

    def _join_system_letters(self) -> None:
        """Loners that a machine wrote join the latest thread between the same two people."""
        index, loners = self._index, defaultdict(list)
        groups = self._grouped()
        for root in groups:
            first = groups.first(root)
            if groups.size(root) == 1 and KINDS[index.kinds[first]] in SYSTEM_WINDOW:
                for pair in self._pairs(first):
                    loners[pair].append(first)
        if not loners:
            return
        talks: dict[frozenset[int], list[tuple[float, int]]] = defaultdict(list)
        for letter in range(len(index)):
            if not index.kinds[letter] and index.times[letter] != inf:
                for pair in self._pairs(letter):
                    if pair in loners:
                        talks[pair].append((index.times[letter], letter))
        for pair, letters in loners.items():
            talk = sorted(talks[pair])
            for letter in letters:
                time, kind = index.times[letter], KINDS[index.kinds[letter]]
                place = bisect_right(talk, (time, inf))
                if place and time - talk[place - 1][0] <= SYSTEM_WINDOW[kind or "auto"]:
                    self._union(talk[place - 1][1], letter)

    # -- people ------------------------------------------------------------------------------

    def _share_people(self, one: int, other: int) -> bool:
        return self._shared([one], other) >= 2 or self._shared([other], one) >= 2

    def _shared(self, letters: list[int], letter: int) -> int:
        """How many of the letter's From and To take part in the letters: people or firms."""
        index, core = self._index, self._index.core(letter)
        known = self._people_of(letters, everything=False)
        by_address = len(known & set(index.addresses(letter)[:core]))
        known = self._people_of(letters, everything=True)
        return max(by_address, len(known & set(index.parties(letter)[:core])))

    def _people_of(self, letters: list[int], *, everything: bool) -> set[int]:
        """Addresses of the people in the letters; with `everything`, their firms too."""
        index, found = self._index, set()
        for letter in letters[:MAX_MEMBERS]:
            found.update(index.addresses(letter))
            if everything:
                found.update(index.parties(letter))
        return found

    def _pairs(self, letter: int) -> list[frozenset[int]]:
        addresses = self._index.addresses(letter)
        return [frozenset((addresses[0], other)) for other in addresses[1:10]] if addresses else []

    # -- order -------------------------------------------------------------------------------

    def _grouped(self) -> _Groups:
        """The threads as they stand, each with its letters in order."""
        roots = array("q", (self._root(letter) for letter in range(len(self._index))))
        return _Groups(roots, self._place)

    def _by_time(self, groups: _Groups) -> list[int]:
        return sorted(groups, key=lambda root: self._index.times[groups.first(root)])

    def _place(self, letter: int) -> tuple[float, int, int]:
        """Date in UTC; of the same minute an answer comes after what it answers."""
        times, depth, ancestor = self._index.times, 0, letter
        time = times[letter]
        while self._parents[ancestor] >= 0 and depth < MAX_DEPTH:
            ancestor = self._parents[ancestor]
            depth += 1
            if time == inf:
                time = times[ancestor]
        return time, depth, letter

    def _union(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            self._up[max(one, other)] = min(one, other)

    def _root(self, letter: int) -> int:
        up = self._up
        while up[letter] != letter:
            up[letter] = up[up[letter]]
            letter = up[letter]
        return letter


class _Groups:
    """Threads as two arrays: letters sorted by thread, and where each thread begins."""

    def __init__(self, roots: array[int], place: Callable[[int], tuple[float, int, int]]) -> None:
        count = len(roots)
        self._starts = array("q", [0]) * (count + 1)
        for root in roots:
            self._starts[root + 1] += 1
        for root in range(count):
            self._starts[root + 1] += self._starts[root]
        self._letters = array("q", [0]) * count
        free = self._starts[:]
        for letter, root in enumerate(roots):
            self._letters[free[root]] = letter
            free[root] += 1
        for root in self:
            if self.size(root) > 1:
                ordered = sorted(self.letters(root), key=place)
                self._letters[self._starts[root] : self._starts[root + 1]] = array("q", ordered)

    def __iter__(self) -> Iterator[int]:
        """The threads, by the number that stands for each."""
        return (root for root in range(len(self._letters)) if self.size(root))

    def size(self, root: int) -> int:
        return self._starts[root + 1] - self._starts[root]

    def first(self, root: int) -> int:
        return self._letters[self._starts[root]]

    def letters(self, root: int) -> list[int]:
        return self._letters[self._starts[root] : self._starts[root + 1]].tolist()


def _candidates(lists: list[list[list[int]]]) -> list[list[int]]:
    """Threads that may share two parties, the latest first: they stand in more than one list."""
    found: dict[int, list[int]] = {}
    for threads in sorted(lists, key=len)[: max(1, len(lists) - 1)]:
        found.update((letters[0], letters) for letters in threads)
    return list(found.values())[::-1]
