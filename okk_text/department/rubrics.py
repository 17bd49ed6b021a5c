"""The rubrics behind the scorecards: titles, weights, what counts, by team and medium."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from okk_text.conversation.model import Medium
from okk_text.results import Score
from okk_text.rubric import Criterion, Rubric, load_rubric
from okk_text.scoring import totals
from okk_text.settings import Settings


class Rubrics:
    """The general rubric and those of the teams."""

    def __init__(self, settings: Settings):
        general = load_rubric(settings.rubric, folder=settings.folder)
        self._general = general
        self._teams = {
            team.name: load_rubric(team.rubric, folder=settings.folder)
            for team in settings.team
            if team.rubric
        }
        self._known: dict[tuple[str | None, Medium], dict[str, Criterion]] = {}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Criterion -> its title, in the order of the rubrics."""
        found = self._general.titles()
        for rubric in self._teams.values():
            found = {**rubric.titles(), **found}
        return {**self._general.titles(), **found}

    def title(self, criterion: str) -> str:
        """What people call the criterion; its id where no rubric has it any more."""
        return self.titles.get(criterion, criterion)

    @cached_property
    def shown_only(self) -> frozenset[str]:
        """The criteria that no rubric counts."""
        everywhere = [self._general, *self._teams.values()]
        counted = {c.id for r in everywhere for c in r.criteria if not c.report_only and c.weight}
        return frozenset(self.titles.keys() - counted)

    def counted(
        self, scores: Sequence[Score], *, team: str | None, medium: Medium
    ) -> tuple[float | None, dict[str, float]]:
        """The score 0–100 of these scores, and how many points each criterion takes from it."""
        criteria = self._criteria(team, medium)
        known = [score for score in scores if score.criterion in criteria]
        total = totals(known, criteria=list(criteria.values()), cap=self._rubric(team).critical_cap)
        return total[None].score, _losses(known, criteria)

    def _rubric(self, team: str | None) -> Rubric:
        return self._teams.get(team or "", self._general)

    def _criteria(self, team: str | None, medium: Medium) -> dict[str, Criterion]:
        key = (team, medium)
        if key not in self._known:
            found = self._rubric(team).criteria_for(medium, team)
            self._known[key] = {criterion.id: criterion for criterion in found}
        return self._known[key]


def _losses(scores: Sequence[Score], criteria: dict[str, Criterion]) -> dict[str, float]:
    """Points that the score would gain if the criterion were faultless and all else as it is."""
    values: dict[str, list[float]] = {}
    weights: dict[str, float] = {}
    for score in scores:
        if score.value is not None and not criteria[score.criterion].report_only:
            values.setdefault(score.criterion, []).append(score.value)
            weights[score.criterion] = score.weight
    assessed = sum(weights.values())
    return {
        name: 100 * weights[name] * (1 - sum(own) / len(own)) / assessed
        for name, own in values.items()
        if assessed
    }
