"""The passport as a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.intervals import Share
from okk_text.judge.passport import Passport
from okk_text.language import say


def passport_lines(passport: Passport) -> Iterator[str]:
    """A Markdown table: a line for each criterion, with 95 % intervals."""
    yield say(
        f"Модель {passport.model}, рубрика {passport.rubric.rpartition(' ')[0]}",
        f"Model {passport.model}, rubric {passport.rubric.rpartition(' ')[0]}",
    )
    yield ""
    yield say(
        "| критерий | размечено | оценено | согласие | κ | замечает | не трогает верное | засчитывается |",
        "| criterion | labelled | assessed | agreement | κ | sensitivity | specificity | counted |",
    )
    yield "|---|---|---|---|---|---|---|---|"
    for name, skill in sorted(passport.skills.items()):
        cells = [
            name,
            str(skill.labelled),
            str(skill.assessed),
            _told(skill.agreement),
            "–" if skill.kappa is None else f"{skill.kappa:.2f}",
            _told(skill.sensitivity),
            _told(skill.specificity),
            say("нет", "no") if skill.under_the_bar else say("да", "yes"),
        ]
        yield f"| {' | '.join(cells)} |"


def _told(share: Share | None) -> str:
    if share is None:
        return "–"
    return f"{share.part:.2f} ({share.low:.2f}–{share.high:.2f})"
