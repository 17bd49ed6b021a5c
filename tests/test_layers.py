"""Imports go down only, and neighbours on a line never import each other (the map is below)."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "okk_text"

LAYERS = [  # from the ground up; the names on a line do not know each other
    {"errors", "language"},
    {"conversation", "resources", "mistakes", "clock", "intervals"},
    {"people"},
    {"letters"},
    {"sheet"},
    {"results", "settings", "grammar", "lexicon"},
    {"rubric", "working_time", "roles", "privacy", "attacks", "fact_lock"},
    {"readers", "checks", "judge", "scoring", "rubric_lint", "exceptions", "shorter", "unassessed"},
    {"pipeline"},
    {"report", "store", "calibration", "turned"},
    {"department", "scripts", "sampling", "review", "crm"},
    {"commands", "doctor", "acceptance"},
    {"__main__"},
]
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
# A pair that shares a line on purpose: errors are spoken, so both lie on the ground.
NEIGHBOURS = {("errors", "language")}


def imported_parts(path):
    """The parts of okk_text that a module imports at its top level or anywhere below."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("okk_text."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("okk_text."))


def test_every_module_has_its_place_on_the_map():
    parts = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert parts - {"__init__"} <= set(HEIGHT)


def test_imports_go_down_only():
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if here == "__init__":
            continue
        for there in imported_parts(path):
            if there != here and HEIGHT[there] >= HEIGHT[here] and (here, there) not in NEIGHBOURS:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {there}")
    assert wrong == []
