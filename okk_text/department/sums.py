"""What a tally adds up to: by criterion, time, team and manager."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from okk_text.department.counts import Cell, Points
from okk_text.department.quotes import Example
from okk_text.department.tally import Tally

Person = tuple[str | None, str]  # team and manager


class Sums:
    """Sums over all that was counted, made once; `True` is the period, `False` the one before."""

    def __init__(self, tally: Tally):
        self.tally = tally
        self.period = tally.period
        self.conversations = tally.sizes
        self.messages: Counter[bool] = Counter()
        self.points: defaultdict[bool, Points] = defaultdict(Points)
        self.steps: defaultdict[date, Points] = defaultdict(Points)
        self.team_steps: defaultdict[tuple[str | None, date], Points] = defaultdict(Points)
        self.by_team: defaultdict[tuple[bool, str | None], Points] = defaultdict(Points)
        self.by_manager: defaultdict[tuple[bool, Person], Points] = defaultdict(Points)
        self.all_cells: defaultdict[bool, Cell] = defaultdict(Cell)
        self.criteria: defaultdict[tuple[bool, str], Cell] = defaultdict(Cell)
        self.by_step: defaultdict[tuple[str, date], Cell] = defaultdict(Cell)
        self.by_team_criterion: defaultdict[tuple[str | None, str], Cell] = defaultdict(Cell)
        self.by_person: defaultdict[tuple[Person, str], Cell] = defaultdict(Cell)
        self.losses: Counter[str] = Counter()
        self.team_sizes: dict[str | None, tuple[int, int]] = {}
        self.manager_sizes: dict[Person, tuple[int, int]] = {}
        self._add_points()
        self._add_cells()
        self._add_sizes()

    @property
    def managers(self) -> list[Person]:
        """Team and name of everybody who wrote in the period, by name."""
        return sorted(self.manager_sizes, key=lambda who: (who[1].casefold(), who[0] or ""))

    @property
    def teams(self) -> list[str | None]:
        """The teams that wrote in the period, by name; those without one last."""
        return sorted(self.team_sizes, key=lambda team: (team is None, (team or "").casefold()))

    @property
    def counted(self) -> list[str]:
        """The criteria that were met in the period and count, in the order of the rubric."""
        met = {name for now, name in self.criteria if now} - self.tally.rubrics.shown_only
        known = [name for name in self.tally.rubrics.titles if name in met]
        return known + sorted(met - set(known))

    @property
    def known(self) -> list[str]:
        """Of these the ones that were assessed at all."""
        return [name for name in self.counted if self.criteria[True, name].share]

    @property
    def has_before(self) -> bool:
        """Whether there is a period before to compare with."""
        return bool(self.conversations[False])

    def title(self, criterion: str) -> str:
        """What people call the criterion."""
        return self.tally.rubrics.title(criterion)

    def example(self, criterion: str) -> Example | None:
        """The example of a criterion that teaches most, of anybody."""
        found = (
            next(self.tally.examples(manager, criterion), None) for _, manager in self.managers
        )
        return max(
            (e for e in found if e),
            key=lambda e: (bool(e.better), len(e.quote) < 200, e.at),
            default=None,
        )

    def _add_points(self) -> None:
        for (who, step), points in self.tally.points.items():
            self.points[who.now].join(points)
            self.by_team[who.now, who.team].join(points)
            self.by_manager[who.now, (who.team, who.manager)].join(points)
            if who.now:
                self.steps[step].join(points)
                self.team_steps[who.team, step].join(points)

    def _add_cells(self) -> None:
        for (who, step, criterion), cell in self.tally.cells.items():
            if not (cell.fine or cell.faulty or cell.unknown):
                continue
            self.criteria[who.now, criterion].join(cell)
            if criterion not in self.tally.rubrics.shown_only:
                self.all_cells[who.now].join(cell)
            if who.now:
                self.by_step[criterion, step].join(cell)
                self.by_team_criterion[who.team, criterion].join(cell)
                self.by_person[(who.team, who.manager), criterion].join(cell)

    def _add_sizes(self) -> None:
        for who, number in self.tally.conversations.items():
            self.messages[who.now] += self.tally.messages[who]
            if who.now:
                self.losses.update(self.tally.losses[who])
                person = (who.team, who.manager)
                one, two = self.team_sizes.get(who.team, (0, 0))
                self.team_sizes[who.team] = (one + number, two + self.tally.messages[who])
                self.manager_sizes[person] = (number, self.tally.messages[who])
