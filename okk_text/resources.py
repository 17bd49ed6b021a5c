"""What ships with the program: prompts, rubrics, the demo."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from okk_text.errors import OkkError
from okk_text.language import say


def shipped(*parts: str) -> Path:
    """The path of a file or folder that ships, e.g. `shipped("rubrics", "default.yaml")`.

    In a wheel the folders lie inside the package, in a checkout beside it (an editable install does
    not copy them). Raises OkkError where the installation is incomplete.
    """
    package = Path(str(files("okk_text")))
    for root in (package, package.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise OkkError(
        say("файл поставки не найден", "a file that ships with the program is missing"),
        where="/".join(parts),
        advice=say("Переустановите okk-text.", "Reinstall okk-text."),
    )
