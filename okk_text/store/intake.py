"""Conversations come into the store: new ones whole, known ones by what is new in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select

from okk_text.conversation.model import Conversation, Frozen, Message
from okk_text.results import Skip
from okk_text.store.alignment import is_same_conversation
from okk_text.store.database import Database
from okk_text.store.entries import Entry, entries_of
from okk_text.store.growth import grow
from okk_text.store.schema import aliases, conversations, exports, messages
from okk_text.store.writing import asked, conversation_of, insert_new, stored_entries

State = Literal["new", "grown", "edited", "unchanged"]

BATCH = 100  # conversations that are kept together
BATCH_MESSAGES = 5_000
MOST_ALIKE = 5  # stored conversations that are compared message by message

Export = tuple[Conversation, str, list[Entry]]  # as read, its digest, its messages

_MESSAGES = TypeAdapter(tuple[Message, ...])


class Kept(Frozen):
    """A conversation as it is stored now: under its first id, with all that any export held."""

    conversation: Conversation
    state: State
    content: str
    added: int = 0  # messages
    edited: int = 0


class Imported(Frozen):
    """What an import brought, in conversations and in messages."""

    new: int = 0
    grown: int = 0  # further messages, perhaps also edited ones
    edited: int = 0  # the same messages, at least one with other words
    unchanged: int = 0
    new_messages: int = 0
    edited_messages: int = 0
    skipped: tuple[Skip, ...] = ()


class Tally:
    """Counts what an import brings."""

    def __init__(self) -> None:
        self._skipped: list[Skip] = []
        self._states: Counter[str] = Counter()
        self._messages: Counter[str] = Counter()

    def add(self, kept: Kept | Skip) -> None:
        """Count one conversation, or one skip."""
        if isinstance(kept, Skip):
            self._skipped.append(kept)
            return
        self._states[kept.state] += 1
        self._messages["new_messages"] += kept.added
        self._messages["edited_messages"] += kept.edited

    def imported(self) -> Imported:
        """The sums so far."""
        return Imported(**self._states, **self._messages, skipped=tuple(self._skipped))


class Batch:
    """Items that are kept together; each conversation's digest is taken while it is at hand."""

    def __init__(self) -> None:
        self.items: list[Conversation | Skip] = []
        self.conversations: list[Conversation] = []
        self.digests: list[str] = []
        self._messages = 0

    def add(self, item: Conversation | Skip) -> None:
        """One more item."""
        self.items.append(item)
        if isinstance(item, Conversation):
            self.conversations.append(item)
            self.digests.append(_export_digest(item))
            self._messages += len(item.messages)

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        return len(self.items) >= BATCH or self._messages >= BATCH_MESSAGES


def batches(items: Iterable[Conversation | Skip]) -> Iterator[Batch]:
    """The items in handy batches, in their order."""
    batch = Batch()
    for item in items:
        batch.add(item)
        if batch.is_full:
            yield batch
            batch = Batch()
    if batch.items:
        yield batch


def take(database: Database, batch: Batch) -> list[Kept]:
    """Keep the conversations, all or none of them, and say what was new; in the given order."""
    given, digests = batch.conversations, batch.digests
    kept: dict[int, Kept] = {}
    with database.reading() as connection:
        kept |= _seen(connection, given, digests)
    if len(kept) < len(given):
        with database.writing(alone=True) as connection:
            waiting = [
                (place, (conversation, digests[place], entries_of(conversation)))
                for place, conversation in enumerate(given)
                if place not in kept
            ]
            while waiting:
                now, waiting = _independent(waiting)
                batch = _kept_batch(connection, [one for _, one in now])
                kept |= zip((place for place, _ in now), batch, strict=True)
    return [kept[place] for place in range(len(given))]


def _export_digest(conversation: Conversation) -> str:
    """A digest of the conversation as an export shows it, wherever the file lies."""
    digest = hashlib.blake2b(digest_size=16)
    shell = conversation.model_dump_json(exclude={"messages", "source", "notes"})
    digest.update(shell.encode())
    digest.update(_MESSAGES.dump_json(conversation.messages, exclude_defaults=True))
    return digest.hexdigest()


def _seen(
    connection: Connection, given: Sequence[Conversation], digests: Sequence[str]
) -> dict[int, Kept]:
    """What was imported before, exactly so."""
    home = conversations.join(exports, exports.c.conversation == conversations.c.key)
    query = select(exports.c.digest, conversations).select_from(home)
    rows = {row.digest: row for row in asked(connection, query, exports.c.digest, digests)}
    return {
        place: Kept(
            conversation=_whole(connection, conversation, rows[digest], digest),
            state="unchanged",
            content=rows[digest].content,
        )
        for place, (conversation, digest) in enumerate(zip(given, digests, strict=True))
        if digest in rows
    }


def _whole(connection: Connection, given: Conversation, row: Row[Any], digest: str) -> Conversation:
    if row.export == digest:
        return _named(given, row.id)
    return conversation_of(row, stored_entries(connection, row.key))


def _independent(
    waiting: list[tuple[int, Export]],
) -> tuple[list[tuple[int, Export]], list[tuple[int, Export]]]:
    """Those that have nothing in common with one before them, and the others."""
    met: set[object] = set()
    now, later = [], []
    for place, (conversation, digest, entries) in waiting:
        marks: set[object] = {entry.fingerprint for entry in entries} - {None}
        marks.add((conversation.channel, conversation.id))
        chosen = now if met.isdisjoint(marks) else later
        chosen.append((place, (conversation, digest, entries)))
        met |= marks
    return now, later


def _kept_batch(connection: Connection, given: Sequence[Export]) -> list[Kept]:
    """What became of conversations that have nothing in common but perhaps with stored ones."""
    homes = _homes(connection, given)
    fresh = [one for one, keys in zip(given, homes, strict=True) if not keys]
    written = iter(insert_new(connection, fresh))
    kept = []
    for one, keys in zip(given, homes, strict=True):
        if keys:
            kept.append(_grown(connection, keys, one))
            continue
        conversation, _, entries = one
        name, content = next(written)
        conversation = _named(conversation, name)
        new = Kept(conversation=conversation, state="new", content=content, added=len(entries))
        kept.append(new)
    return kept


def _grown(connection: Connection, keys: Sequence[int], given: Export) -> Kept:
    growth = grow(connection, keys, given)
    state: State = "grown" if growth.added else "edited" if growth.edited else "unchanged"
    return Kept(
        conversation=growth.conversation,
        state=state,
        content=growth.content,
        added=growth.added,
        edited=growth.edited,
    )


def _homes(connection: Connection, given: Sequence[Export]) -> list[list[int]]:
    """The stored conversations that each of the given ones is; mostly none, seldom more than one."""
    by_id = _by_id(connection, [conversation for conversation, _, _ in given])
    marks = {e.fingerprint for _, _, entries in given for e in entries if e.fingerprint}
    query = select(messages.c.fingerprint, messages.c.conversation)
    where: dict[int, set[int]] = {}
    for mark, key in asked(connection, query, messages.c.fingerprint, marks):
        where.setdefault(mark, set()).add(key)
    homes = []
    for conversation, _, entries in given:
        known = by_id.get((conversation.channel, conversation.id))
        met = Counter(key for e in entries for key in where.get(e.fingerprint or 0, ()))
        alike = [key for key, _ in met.most_common(MOST_ALIKE)
                 if key != known and is_same_conversation(stored_entries(connection, key), entries)]  # fmt: skip
        homes.append([known] * (known is not None) + sorted(alike))
    return homes


def _by_id(connection: Connection, given: Sequence[Conversation]) -> dict[tuple[str, str], int]:
    rows = asked(connection, select(aliases), aliases.c.id, {c.id for c in given})
    return {(row.channel, row.id): row.conversation for row in rows}


def _named(conversation: Conversation, name: str) -> Conversation:
    if conversation.id == name:
        return conversation
    return conversation.model_copy(update={"id": name})
