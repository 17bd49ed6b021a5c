"""The document in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from okk_text.scripts.blocks import Block, Editable, Heading, Quote, Table, Words


def show(document: Iterable[Block], stream: IO[str]) -> None:
    """Print the document to the stream, coloured where that is a terminal."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, highlight=False, emoji=False)
    for block in document:
        if isinstance(block, Heading):
            console.print()
            console.print(Text(block.text, style="bold" if block.level < 3 else "italic"))
        elif isinstance(block, Words):
            console.print(Text(block.text, style="dim" if block.soft else ""))
        elif isinstance(block, Quote | Editable):
            source = getattr(block, "source", "")
            text = Text(block.text)
            if source:
                text.append(f"\n— {source}", style="dim")
            console.print(Padding(text, (0, 0, 1, 2)))
        else:
            console.print(_table(block))


def _table(table: Table):
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, title in enumerate(table.columns):
        grid.add_column(title, justify="left" if place in table.wordy else "right")
    for row in table.rows:
        grid.add_row(*map(Text, row))
    return grid
