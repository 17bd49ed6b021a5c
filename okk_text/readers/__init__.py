"""Readers: exports become conversations. One module in this folder is one reader.

A module here that defines `READER` is a reader; nothing is registered anywhere else.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from okk_text.conversation.model import Conversation
from okk_text.errors import OkkError, ReadError
from okk_text.language import say
from okk_text.readers.sources import Source, Unreadable, sources
from okk_text.results import Skip

__all__ = ["Reader", "Source", "read", "readers"]

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Knows one kind of export. Keeps no state.

    `together`: all its files of one folder are one source (letters of a thread, pages of a chat);
    else each file is one. A reader may name in `attached` the folders beside its exports that hold
    what people sent each other: never exports themselves.
    """

    name: str
    together: bool

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether a file that starts with `head` (up to 64 KiB) is such an export, by its content."""
        ...

    def read(self, source: Source) -> Iterator[Conversation | Skip]:
        """The conversations, one after the other, as soon as each is complete.

        A Skip says why a part of the export is no correspondence.

        Raises ReadError where the file ends too early or is not what it seemed; conversations
        given before stand.
        """
        ...


@cache
def readers() -> dict[str, Reader]:
    """Every reader in this folder by its name."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        reader = getattr(importlib.import_module(f"{__name__}.{module.name}"), "READER", None)
        if reader is not None:
            found[reader.name] = reader
    return dict(sorted(found.items()))


def read(paths: Sequence[Path], *, reader: str | None = None) -> Iterator[Conversation | Skip]:
    """All conversations in the files, folders and archives, and a Skip for what was not read.

    `reader` names the one reader to use for every file. Raises OkkError for an unknown name or a
    path that is not there; nothing in a file stops the others.
    """
    chosen = _chosen(reader)
    seen: dict[str, str] = {}
    for source in sources(paths, chosen):
        if isinstance(source, Unreadable):
            yield Skip(source=source.shown, reason=source.reason)
            continue
        for conversation in _conversations(chosen[source.reader], source):
            if isinstance(conversation, Skip):
                yield conversation
            elif conversation.id in seen:
                yield Skip(source=conversation.source, reason=_same(seen[conversation.id]))
            else:
                seen[conversation.id] = conversation.source
                yield conversation


def _chosen(name: str | None) -> dict[str, Reader]:
    known = readers()
    if name is None:
        return known
    if name not in known:
        raise OkkError(
            say(f"нет читателя «{name}»", f"no reader '{name}'"),
            where="--reader",
            advice=say("Есть: ", "There are: ") + ", ".join(known) + ".",
        )
    return {name: known[name]}


def _conversations(reader: Reader, source: Source) -> Iterator[Conversation | Skip]:
    """What the reader gives; an error ends this source alone."""
    try:
        for conversation in reader.read(source):
            if isinstance(conversation, Skip) or conversation.messages:
                yield conversation
    except ReadError as error:
        yield Skip(source=source.shown, reason=_reason(error))
    except Exception as error:  # a reader's bug must not cost the other files
        log.exception("reader %s failed on a source", reader.name)
        yield Skip(source=source.shown, reason=_bug(reader.name, error))


def _reason(error: OkkError) -> str:
    return f"{error.problem}. {error.advice}" if error.advice else error.problem


def _same(source: str) -> str:
    return say(f"та же переписка, что и в {source}", f"the same conversation as in {source}")


def _bug(reader: str, error: Exception) -> str:
    kind = type(error).__name__
    return say(
        f"читатель {reader} споткнулся ({kind}); это ошибка программы, остальное прочитано",
        f"the reader {reader} stumbled ({kind}); a bug of ours, the rest was read",
    )
