"""`crm`: a deals file and conversations, freshly scored or from the store, to a written review."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from okk_text.clock import Clock
from okk_text.commands.equipment import Choices, equipped
from okk_text.commands.progress import watched
from okk_text.crm.review import Review, Reviewer
from okk_text.crm.rows import (
    remark_columns,
    remark_row,
    take_over_columns,
    take_over_row,
    write_csv,
)
from okk_text.crm.table import read_deals
from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.readers import read
from okk_text.results import Scorecard, Skip
from okk_text.settings import Settings


def review_crm(
    deals: Path,
    exports: Sequence[Path],
    settings: Settings,
    *,
    choices: Choices,
    today: date | None = None,
    manager: str | None = None,
    form: str = "terminal",
    out: Path | None = None,
    take_over: Path | None = None,
) -> tuple[Skip, ...]:
    """Hold the deals against the conversations and write what was seen; gives what was not read.

    Without exports the conversations are those of the store. `take_over` is a CSV of the fields to
    put into the cards by hand. Nothing is written to the deals file.
    """
    _refuse_mishaps(form, deals, out, take_over)
    file = read_deals(deals, settings.crm)
    today = today or Clock().started_at.date()
    reviewer = Reviewer(file, settings, today=today, manager=manager)
    skipped: list[Skip] = []
    made = _fresh(exports, settings, choices) if exports else _stored(settings, choices)
    for item in made:
        if isinstance(item, Skip):
            skipped.append(item)
        else:
            reviewer.add(item)
    review = reviewer.review()
    _write(review, form, out)
    if take_over:
        rows = map(take_over_row, review.remarks["field"])
        write_csv(rows, take_over_columns(), out=take_over, stream=sys.stdout)
    return tuple(skipped)


def _fresh(
    exports: Sequence[Path], settings: Settings, choices: Choices
) -> Iterator[Scorecard | Skip]:
    with equipped(settings, choices) as pipeline:
        made = pipeline.scorecards(exports)
        yield from watched(made, None, partial(read, exports), judge=pipeline.judge)


def _stored(settings: Settings, choices: Choices) -> Iterator[Scorecard]:
    from okk_text.store import open_store

    url = choices.store or (settings.store.url if settings.store else None)
    if url is None:
        raise OkkError(
            say("нет переписок для сверки", "there are no conversations to compare with"),
            advice=say("Назовите выгрузки после файла сделок или хранилище: --store sqlite:///okk.db.",
                       "Name exports after the deals file, or a store: --store sqlite:///okk.db."),
        )  # fmt: skip
    with open_store(url, folder=settings.folder) as store:
        yield from store.scorecards()


def _write(review: Review, form: str, out: Path | None) -> None:
    if form == "html":
        from okk_text.crm.page import write_page

        assert out is not None
        write_page(review, out)
    elif form == "xlsx":
        from okk_text.crm.workbook import write_workbook

        assert out is not None
        write_workbook(review, out)
    elif form == "csv":
        _speak_any_language("csv", out)
        write_csv(map(remark_row, review.all()), remark_columns(), out=out, stream=sys.stdout)
    else:
        from okk_text.crm.screen import print_review

        _speak_any_language("terminal", out)
        print_review(review, out=out, stream=sys.stdout)


def _speak_any_language(form: str, out: Path | None) -> None:
    """Have standard output take every character, whatever the encoding of the terminal."""
    if out is None and isinstance(sys.stdout, TextIOWrapper):
        if form == "csv":
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        else:
            sys.stdout.reconfigure(errors="replace")


def _refuse_mishaps(form: str, deals: Path, out: Path | None, take_over: Path | None) -> None:
    """Raise OkkError now for what would spoil the deals file or an hour of work."""
    if form in ("html", "xlsx") and out is None:
        raise OkkError(
            say(f"формату {form} нужен файл", f"the form {form} needs a file"),
            where="--format",
            advice=say(f"Добавьте --out crm.{form}.", f"Add --out crm.{form}."),
        )
    written = [path for path in (out, take_over) if path is not None]
    if len({path.resolve() for path in (deals, *written)}) <= len(written):
        raise OkkError(
            say("этот файл уже занят", "this file is in use already"),
            where="--out",
            advice=say("Файл сделок только читается; назовите другой.",
                       "The deals file is only read; name another one."),
        )  # fmt: skip
    for path in written:
        try:
            with path.open("ab"):
                pass
        except OSError as error:
            raise OkkError(
                say("сюда нельзя записать", "this cannot be written"),
                where=str(path),
                advice=say("Проверьте путь.", "Check the path."),
            ) from error
