"""Sentences that say the same, grouped as they come, in bounded memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

from okk_text.scripts.topics import ALIKE, Topic, likeness

MOST = 400  # groups at once; beyond it the rarest quarter is let go


class Counted(Protocol):
    """What is gathered for a group."""

    @property
    def count(self) -> int:
        """How often it came."""
        ...


Gathered = TypeVar("Gathered", bound=Counted)


class Groups(Generic[Gathered]):
    """Puts each sentence to the group whose first sentence is most like it, or opens a new one.

    A group is known by the topic of its first sentence, which stays: the same conversations in the
    same order give the same groups. `forgotten` counts the groups let go.
    """

    def __init__(self, new: Callable[[], Gathered], *, most: int = MOST):
        self._new = new
        self._most = most
        self._groups: dict[Topic, Gathered] = {}
        self._by_word: dict[str, set[Topic]] = defaultdict(set)
        self.forgotten = 0

    def like(self, topic: Topic) -> Gathered | None:
        """What is gathered for sentences like this, if any came; `topic` are roots."""
        near = {first for word in topic for first in self._by_word.get(word, ())}
        best = max(near, key=lambda first: (likeness(topic, first), sorted(first)), default=None)
        return self._groups[best] if best and likeness(topic, best) >= ALIKE else None

    def of(self, topic: Topic) -> Gathered:
        """What is gathered for sentences like this, a new group where none came yet."""
        found = self.like(topic)
        if found is not None:
            return found
        if len(self._groups) >= self._most:
            self._let_go()
        self._groups[topic] = gathered = self._new()
        for word in topic:
            self._by_word[word].add(topic)
        return gathered

    def __iter__(self) -> Iterator[tuple[Topic, Gathered]]:
        """The groups, the most frequent first."""
        yield from sorted(self._groups.items(), key=lambda item: -item[1].count)

    def _let_go(self) -> None:
        """Forget the rarest, of equal ones the oldest."""
        by_count = sorted(self._groups.items(), key=lambda item: item[1].count)
        for topic, _ in by_count[: max(1, self._most // 4)]:
            del self._groups[topic]
            for word in topic:
                self._by_word[word].discard(topic)
            self.forgotten += 1
