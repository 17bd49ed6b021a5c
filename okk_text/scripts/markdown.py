"""The document as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from okk_text.scripts.blocks import Block, Editable, Heading, Quote, Table, Words


def markdown(document: Iterable[Block]) -> Iterator[str]:
    """The document piece by piece, each with its line ends."""
    for block in document:
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {_plain(block.text)}\n\n"
        elif isinstance(block, Words):
            text = _plain(block.text)
            yield f"*{text}*\n\n" if block.soft else f"{text}\n\n"
        elif isinstance(block, Quote):
            lines = [*block.text.splitlines(), *([f"— {block.source}"] if block.source else [])]
            yield "\n>\n".join(f"> {_plain(line)}" for line in lines if line.strip()) + "\n\n"
        elif isinstance(block, Editable):
            yield "\n\n".join(_plain(line) for line in block.text.splitlines() if line) + "\n\n"
        else:
            yield _table(block)


def _table(table: Table) -> str:
    marks = ["---" if place in table.wordy else "---:" for place in range(len(table.columns))]
    rows = [table.columns, marks, *table.rows]
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n\n"


def _cell(text: str) -> str:
    """One line; a mark of the table itself stays as it is."""
    return text if set(text) <= {"-", ":"} else _plain(_BLANKS.sub(" ", text)).replace("|", "\\|")


_BLANKS = re.compile(r"[ \t\r\n]+")  # others keep a figure on one line


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would read as its own."""
    text = re.sub(r"([\\`*_<])", r"\\\1", text)
    return re.sub(r"^(\s*)([#>+-]|\d+[.)])(?=\s)", r"\1\\\2", text)
