"""What `okk-text rubric` says: doubts about a rubric or a list, and the criteria of a rubric."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from okk_text.checks import checks
from okk_text.language import say
from okk_text.rubric import load_rubric
from okk_text.rubric_lint import MEDIA, Doubt, doubts, is_list, list_doubts
from okk_text.settings import Settings


def rubric_doubts(name: str, settings: Settings) -> list[Doubt]:
    """What is wrong or doubtful in the rubric, or in the list of phrases, rules or words."""
    path = Path(name)
    if path.is_file() and is_list(path):
        return list_doubts(path)
    known = {check.id: check.criteria for check in checks().values()}
    return doubts(name, known_checks=known, settings=settings)


def rubric_lines(name: str, medium: str | None, settings: Settings) -> Iterator[str]:
    """The criteria of a rubric with weights and labels, a line each, medium by medium."""
    rubric = load_rubric(name, folder=settings.folder)
    yield f"{rubric.name} {rubric.version}: {rubric.title}"
    for shown in (medium,) if medium else MEDIA:
        yield f"\n{shown}"
        for criterion in rubric.criteria_for(shown, None):
            by = "+".join(criterion.checks) or "llm"
            labels = ", ".join(f"{label} {value:g}" for label, value in criterion.labels.items())
            if criterion.counted:
                labels = say("по числу замечаний", "by the number of findings")
            yield f"  {criterion.weight:>4g}  {criterion.id:<14} {criterion.title} ({by}): {labels}"
