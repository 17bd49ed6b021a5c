"""Accepted exceptions written into okk.toml: at its end, everything that stands there left as it is."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from okk_text.errors import SettingsError
from okk_text.language import say
from okk_text.settings.file import AcceptedException, load_settings


def append_exceptions(path: Path, exceptions: Sequence[AcceptedException]) -> None:
    """Add an `[[exception]]` table for each to the end of okk.toml, which is made where there is none.

    Raises SettingsError where the file could not be read with them; then it stays as it was.
    """
    before = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    newline = "\r\n" if "\r\n" in before else "\n"
    tables = [_table(exception) for exception in exceptions]
    gap = "" if not before else newline if before.endswith("\n") else 2 * newline
    added = gap + newline.join("\n".join(tables).splitlines()) + newline
    try:
        tomllib.loads(before + added)
    except tomllib.TOMLDecodeError as error:
        raise _no_place(path) from error
    try:
        with path.open("ab") as file:
            file.write(added.encode())
    except OSError as error:
        raise SettingsError(
            say("в файл нельзя записать", "the file cannot be written"),
            where=str(path),
            advice=say("Проверьте права на файл и путь.", "Check the file's rights and path."),
        ) from error
    load_settings(path)


def _table(exception: AcceptedException) -> str:
    """The exception as a table of TOML."""
    values = exception.model_dump(exclude_none=True)
    order = ("criterion", "excerpt", "conversation", "n", "author", "reason", "by", "until")
    lines = [f"{key} = {_value(values[key])}" for key in order if key in values]
    return "\n".join(["[[exception]]", *lines, ""])


def _value(value: str | int | date) -> str:
    if isinstance(value, str):  # a JSON string is a TOML string but for one character
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _no_place(path: Path) -> SettingsError:
    return SettingsError(
        say("в конец файла нельзя дописать [[exception]]",
            "no [[exception]] can be added to the end of the file"),
        where=str(path),
        advice=say("Запишите исключения таблицами [[exception]], не списком exception = [ ].",
                   "Write exceptions as tables [[exception]], not as a list exception = [ ]."),
    )  # fmt: skip
