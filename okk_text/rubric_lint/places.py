"""Where a key of a rubric stands: in the rubric itself, else in one that it extends."""

from __future__ import annotations

from pathlib import Path

from okk_text.rubric import rubric_sheets
from okk_text.sheet import Sheet


class Places:
    """Gives file:line of a key, or of the nearest key above it."""

    def __init__(self, name: str, folder: Path):
        self.sheets: list[Sheet] = rubric_sheets(name, folder=folder)

    def __call__(self, *place: str | int) -> str:
        for sheet in self.sheets:
            if place in sheet.lines:
                return f"{sheet.path}:{sheet.line(place)}"
        return self(*place[:-1]) if place else f"{self.sheets[0].path}:1"
