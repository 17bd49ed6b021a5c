"""Which conversation and message of the output a labelled one is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tests.labelled.outputs import Output, Record

Pairs = dict[int, Record]  # number of a labelled message -> its record in the output

_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")


def aligned(
    golds: list[Record], outputs: list[Output]
) -> Iterator[tuple[Record, Output | None, Pairs]]:
    """Every labelled conversation with the output that shares most messages with it, if any."""
    left = list(outputs)
    for gold in golds:
        best, pairs = None, {}
        for output in left:
            if output.source.is_relative_to(gold["source"]):
                found = _pairs(gold["messages"], output.messages)
                if len(found) > len(pairs):
                    best, pairs = output, found
        if best is not None:
            left.remove(best)
        yield gold, best, pairs


def squeezed(text: str | None) -> str:
    """The text with invisible marks dropped and white space folded."""
    return re.sub(r"\s+", " ", _INVISIBLE.sub("", text or "")).strip()


def _pairs(labelled: list[Record], found: list[Record]) -> Pairs:
    """Pairs by author and minute, else by minute; of several the one with the same text goes first."""
    by_author: dict[tuple[str, str], list[Record]] = defaultdict(list)
    by_minute: dict[str, list[Record]] = defaultdict(list)
    for message in found:
        by_minute[_minute(message)].append(message)
        for key in _keys(message):
            by_author[key].append(message)
    pairs: Pairs = {}
    taken: set[int] = set()
    for message in labelled:
        near = [record for key in _keys(message) for record in by_author[key]]
        near = near or by_minute[_minute(message)]
        free = [record for record in near if record["n"] not in taken]
        text = squeezed(message["text"])
        same = [record for record in free if squeezed(record["text"]) == text]
        if free:
            pairs[message["n"]] = (same or free)[0]
            taken.add(pairs[message["n"]]["n"])
    return pairs


def _keys(message: Record) -> set[tuple[str, str]]:
    """Each name and address that the author goes by, with the minute."""
    names = {message.get(field) for field in ("author", "address", "author_name")} - {None, ""}
    return {(_name_key(name), _minute(message)) for name in names}


def _name_key(name: str) -> str:
    folded = squeezed(name).casefold()
    address = _ADDRESS.search(folded)
    return address.group() if address else folded


def _minute(message: Record) -> str:
    return (message["sent_at"] or "")[:16]
