"""The reports in a real LibreOffice: the sheets must show the figures of the page.

    python -m tests.report_trial

Needs soffice on the PATH. Not a part of `make test`.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from okk_text.commands.reports import Wanted, report
from okk_text.settings import Settings
from okk_text.store import open_store
from tests.department_material import quarter
from tests.test_report_command import Page

# Every sheet to a file of its own, as shown, UTF-8.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
KINDS = (
    Wanted(kind="department", period="2026-Q3", ranking=True),
    Wanted(kind="manager", period="2026-Q3", manager="Фёдор Рыжов"),
    Wanted(kind="client", period="2026-Q3"),
)


def main() -> None:
    """Compare every table; say how many figures there were, end with 1 where one differs."""
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(folder=folder)
        with open_store("sqlite:///okk.db", folder=folder) as store:
            for card in quarter(120):
                store.put(card)
        for wanted in KINDS:
            figures, differing = _compared(wanted, settings, folder)
            print(f"{wanted.kind}: {figures} figures, {differing} differ")
            wrong += differing
    sys.exit(1 if wrong else 0)


def _compared(wanted: Wanted, settings: Settings, folder: Path) -> tuple[int, int]:
    out = {form: folder / f"{wanted.kind}.{form}" for form in ("html", "xlsx")}
    for form, path in out.items():
        report(settings, wanted=wanted, store="sqlite:///okk.db", form=form, out=path)
    made = folder / wanted.kind
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command = [*office, "--convert-to", CSV, "--outdir", str(made), str(out["xlsx"])]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    sheets = sorted(made.glob("*.csv"), key=lambda path: path.stat().st_mtime_ns)
    shown = {row[0].split(" (")[0]: row for sheet in sheets for row in _rows(sheet)}
    figures = differing = 0
    everything = [row for sheet in sheets for row in _rows(sheet)]
    for table in Page(out["html"].read_text(encoding="utf-8")).tables:
        for row in table[1:]:
            wanted_figures = [m[1] + m[2].strip() for m in map(_figure, row[1:]) if m]
            figures += len(wanted_figures)
            fitting = (found for found in everything if found[:1] and found[0].startswith(row[0]))
            if not any(_holds(found, wanted_figures) for found in fitting):
                differing += 1
                print("  differs:", row, shown.get(row[0]))
    return figures, differing


def _figure(text: str) -> re.Match[str] | None:
    return re.fullmatch(r"(\d+)(\s?%?)", text)


def _holds(found: list[str], wanted: list[str]) -> bool:
    """Whether the figures stand in the row in that order; shares of wide tables have no mark there."""
    cells = iter(cell.removesuffix("%") for cell in found[1:])
    return all(figure.removesuffix("%") in cells for figure in wanted)


def _rows(sheet: Path) -> list[list[str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


if __name__ == "__main__":
    main()
