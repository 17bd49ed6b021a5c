"""Accepting hints by their ids: found in a saved run or by scoring again, kept in okk.toml."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from okk_text.conversation.model import Frozen
from okk_text.errors import OkkError, SettingsError
from okk_text.exceptions import place_id
from okk_text.language import say
from okk_text.mistakes import told
from okk_text.settings import AcceptedException, Settings, append_exceptions

Scope = Literal["place", "author", "everyone"]
SCOPES: tuple[Scope, ...] = ("place", "author", "everyone")


class Hint(Frozen):
    """A hint of a run: enough to say where it holds."""

    id: str
    criterion: str
    conversation: str
    n: int
    author: str
    excerpt: str | None


def accept(
    ids: Sequence[str],
    sources: Sequence[Path],
    settings: Settings,
    *,
    path: Path,
    reason: str,
    by: str | None = None,
    until: date | None = None,
    scope: Scope = "place",
    rubric: str | None = None,
) -> Iterator[str]:
    """Write an exception for each hint of these ids to okk.toml at `path`; a line for people each.

    `sources` are runs in JSON Lines or exports, which are scored again. `scope`: this place only,
    these words wherever the same author writes them, or whoever does. Nothing is written unless
    every id is found.
    """
    given = _given(reason, by=by, until=until)
    found = _found(ids, _hints(sources, settings, rubric=rubric))
    known = {_keys(exception) for exception in settings.exception}
    fresh: dict[Any, AcceptedException] = {}
    for hint in found:
        exception = given.model_copy(update=_place(hint, scope))
        if _keys(exception) in known:
            yield say(f"{hint.id}: уже принято", f"{hint.id}: accepted before")
            continue
        fresh[_keys(exception)] = exception
        yield f"{hint.id}: " + say("принято: ", "accepted: ") + _words(hint)
    if fresh:
        append_exceptions(path, list(fresh.values()))
        yield say(f"записано в {path}", f"written to {path}")


def accept_command(
    paths: Sequence[Path], *, settings: Path | None = None, rubric: str | None = None
) -> str:
    """How to call `accept` for hints of these exports, in the shell's quoting; ids and reason follow."""
    words = ["okk-text", "accept"]
    for path in paths:
        words += ["--from", str(path)]
    words += ["--settings", str(settings)] if settings else []
    words += ["--rubric", rubric] if rubric else []
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _given(reason: str, *, by: str | None, until: date | None) -> AcceptedException:
    """Why, by whom and how long, still without a place. Raises SettingsError for no reason."""
    try:
        return AcceptedException(criterion="", reason=reason.strip(), by=by, until=until)
    except ValidationError as error:
        raise SettingsError(
            told(error.errors()[0]),
            where="--reason",
            advice=say("Напишите, почему это здесь уместно.", "Say why it is right here."),
        ) from error


def _found(ids: Sequence[str], hints: Iterable[Hint]) -> list[Hint]:
    """The hints of the ids, in their order. Raises OkkError for ids that are nowhere."""
    wanted = [name.casefold() for name in ids]
    found: dict[str, Hint] = {}
    for hint in hints:
        if hint.id in wanted:
            found[hint.id] = hint
        if len(found) == len(set(wanted)):
            break
    missing = [name for name in wanted if name not in found]
    if missing:
        raise OkkError(
            say("нет подсказки с таким номером", "no hint has this id"),
            where=", ".join(missing),
            advice=say("Номер стоит в конце подсказки; проверьте и путь после --from.",
                       "The id stands at the end of the hint; check the path after --from too."),
        )  # fmt: skip
    return [found[name] for name in dict.fromkeys(wanted)]


def _hints(sources: Sequence[Path], settings: Settings, *, rubric: str | None) -> Iterator[Hint]:
    exports = []
    for source in sources:
        if not source.exists():
            raise OkkError(
                say("нет такого файла", "no such file"),
                where=str(source),
                advice=say("Проверьте путь после --from.", "Check the path after --from."),
            )
        if _is_run(source):
            yield from _hints_of(_records(source))
        else:
            exports.append(source)
    if exports:
        yield from _hints_again(exports, settings, rubric=rubric)


def _hints_again(
    exports: Sequence[Path], settings: Settings, *, rubric: str | None
) -> Iterator[Hint]:
    """The hints of the exports, those that are accepted already among them."""
    from okk_text.pipeline import Pipeline
    from okk_text.report.jsonl import records
    from okk_text.results import Scorecard

    everything = settings.model_copy(update={"exception": ()})
    with Pipeline(everything, rubric=rubric) as pipeline:
        for scorecard in pipeline.scorecards(exports):
            if isinstance(scorecard, Scorecard):
                yield from _hints_of(records(scorecard))


def _hints_of(records: Iterable[dict[str, Any]]) -> Iterator[Hint]:
    for record in records:
        for finding in record.get("findings", ()):
            place = (finding["criterion"], record["conversation"], record["n"], finding["excerpt"])
            yield Hint(
                id=place_id(*place),
                criterion=finding["criterion"],
                conversation=record["conversation"],
                n=record["n"],
                author=record["author"],
                excerpt=finding["excerpt"],
            )


def _is_run(path: Path) -> bool:
    """Whether it is a run in JSON Lines: its records say their type."""
    try:
        with path.open(encoding="utf-8") as file:
            first = json.loads(file.readline(1_000_000))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and first.get("type") in ("conversation", "run")


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise OkkError(
                    say("строка обрывается", "the line is cut off"),
                    where=f"{path}:{number}",
                    advice=say("Сохраните прогон заново: --format jsonl --out …",
                               "Save the run again: --format jsonl --out …"),
                ) from error  # fmt: skip


def _place(hint: Hint, scope: Scope) -> dict[str, Any]:
    """Where the exception holds."""
    if scope == "everyone" and hint.excerpt is None:
        raise OkkError(
            say("здесь чего-то не хватает, слов у этой подсказки нет: она исчезла бы везде",
                "something is missing here and the hint has no words: it would vanish everywhere"),
            where=f"{hint.id}, {hint.criterion}",
            advice=say("Примите её для места или автора, или дайте критерию вес 0 в рубрике.",
                       "Accept it for its place or author, or give the criterion weight 0."),
        )  # fmt: skip
    place = {"conversation": hint.conversation, "n": hint.n} if scope == "place" else {}
    author = {} if scope == "everyone" else {"author": hint.author}
    return {"criterion": hint.criterion, "excerpt": hint.excerpt, **place, **author}


def _keys(exception: AcceptedException) -> tuple[Any, ...]:
    """What the exception is about, whoever accepted it and why."""
    return (
        exception.criterion, exception.excerpt, exception.conversation,
        exception.n, exception.author,
    )  # fmt: skip


def _words(hint: Hint) -> str:
    words = f" «{hint.excerpt.strip()}»" if hint.excerpt else ""
    return f"{hint.criterion}{words}, №{hint.n}, {hint.author}"
