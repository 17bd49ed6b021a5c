"""The review on the terminal: what to do first, some examples of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from okk_text.crm.remark import Remark, kind_lead, kind_title
from okk_text.crm.review import KINDS, Review
from okk_text.crm.telling import groups, headline, more_text, quote_text, title
from okk_text.language import say

SHOWN = 5  # of each kind
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")


def print_review(review: Review, *, out: Path | None, stream: IO[str]) -> None:
    """Print the review, or write it into the file."""
    file = out.open("w", encoding="utf-8") if out else None
    console = Console(file=file or stream, highlight=False, markup=False, emoji=False)
    try:
        console.print(Text(title(review), style="bold"))
        console.print(Text(headline(review), style="dim"))
        for kind in KINDS:
            remarks = review.remarks[kind]
            if remarks:
                console.print()
                heading = Text(f"{kind_title(kind)}: {len(remarks)}", style="bold")
                console.print(Rule(heading, align="left", style="dim"))
                console.print(Text(kind_lead(kind), style="dim"))
                if parts := groups(remarks):
                    console.print(Text(parts, style="dim"))
                for remark in remarks[:SHOWN]:
                    _print(console, remark)
                if len(remarks) > SHOWN:
                    console.print(Text("  " + more_text(len(remarks) - SHOWN), style="dim italic"))
        if not any(review.remarks.values()):
            console.print(Text(say("\nЗамечаний нет.", "\nNothing to put right."), style="green"))
        _print_rest(console, review)
    finally:
        if file:
            file.close()


def _print(console: Console, remark: Remark) -> None:
    deal, match = remark.deal, remark.match
    line = Text("• ", style="cyan").append(f"{deal.id} {_clean(deal.name)}", style="bold not cyan")
    if deal.responsible:
        line.append(f" · {_clean(deal.responsible)}", style="dim not bold")
    if match is None:  # of the card alone a line says enough
        console.print(line.append(f": {_clean(remark.what)}", style="not bold not dim"))
        return
    console.print(line)
    console.print(Padding(Text(_clean(remark.what)), (0, 0, 0, 2)))
    if remark.quote:
        console.print(Padding(Text(_clean(quote_text(remark)), style="italic"), (0, 0, 0, 2)))
    if not match.is_sure:
        sure = say("сделка найдена ", "the deal was found ") + match.told()
        console.print(Padding(Text(sure, style="dim"), (0, 0, 0, 2)))
    console.print(Padding(Text("→ " + remark.advice, style="green"), (0, 0, 0, 2)))


def _print_rest(console: Console, review: Review) -> None:
    for heading, lines in (
        (say("Переписки без сделки", "Conversations without a deal"),
         [f"{u.talk.title or u.talk.conversation}: {u.reason}" for u in review.unmatched]),
        (say("Строки файла сделок", "Rows of the deals file"),
         [say(f"строка {f.line}: {f.reason}", f"line {f.line}: {f.reason}") for f in review.faults]),
    ):  # fmt: skip
        if lines:
            console.print()
            console.print(Rule(Text(f"{heading}: {len(lines)}"), align="left", style="dim"))
            for line in lines[:SHOWN]:
                console.print(Text(f"  {_clean(line)}", style="dim"))
            if len(lines) > SHOWN:
                console.print(Text("  " + more_text(len(lines) - SHOWN), style="dim italic"))
    if review.notes:
        console.print()
    for note in review.notes:
        console.print(Text(_clean(note), style="yellow"))


def _clean(text: str) -> str:
    return text.replace("\n", " ").translate(_CONTROLS)
