"""Reports: scorecards in one form or another. Every writer takes them one by one as they are made."""

from __future__ import annotations

from io import TextIOWrapper
from pathlib import Path
from typing import IO, Protocol

from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.results import Run, Scorecard, Skip
from okk_text.rubric import Rubric

FORMATS = ("terminal", "jsonl", "html", "xlsx", "csv")


class Writer(Protocol):
    """Takes scorecards and skips as they come and the record of the run at the end."""

    def add(self, item: Scorecard | Skip) -> None: ...

    def finish(self, run: Run) -> None: ...


def open_writer(
    form: str,
    *,
    out: Path | None,
    stream: IO[str],
    rubric: Rubric,
    accepting: str | None = None,
) -> Writer:
    """The writer of that form, into the file `out` or else the stream.

    `accepting` is the command that accepts a hint, ids and reason to follow; None: there is none.

    Raises OkkError where the form needs a file and there is none, or where it cannot be written.
    """
    if form in ("html", "xlsx") and out is None:
        raise OkkError(
            say(f"формату {form} нужен файл", f"the form {form} needs a file"),
            where="--format",
            advice=say(f"Добавьте --out отчёт.{form}.", f"Add --out report.{form}."),
        )
    if out is None:
        _speak_any_language(stream, form)
    else:
        refuse_unwritable(out)
    if form == "jsonl":
        from okk_text.report.jsonl import JsonLines

        return JsonLines(out, stream)
    if form == "html":
        from okk_text.report.html import HtmlReport

        return HtmlReport(out, rubric, accepting=accepting)
    if form == "xlsx":
        from okk_text.report.tables import Workbook

        return Workbook(out, rubric)
    if form == "csv":
        from okk_text.report.tables import Csv

        return Csv(out, stream, rubric)
    from okk_text.report.terminal import TerminalView

    return TerminalView(out, stream, rubric, accepting=accepting)


def _speak_any_language(stream: IO[str], form: str) -> None:
    """Have the stream take every character, whatever the encoding of the terminal."""
    if isinstance(stream, TextIOWrapper):
        if form in ("jsonl", "csv"):
            stream.reconfigure(encoding="utf-8", newline="")
        else:
            stream.reconfigure(errors="replace")


def refuse_unwritable(out: Path) -> None:
    """Raise OkkError where the file cannot be written: now, not after hours of work."""
    try:
        with out.open("ab"):
            pass
    except OSError as error:
        raise OkkError(
            say("сюда нельзя записать отчёт", "the report cannot be written here"),
            where=str(out),
            advice=say("Проверьте путь после --out.", "Check the path after --out."),
        ) from error
