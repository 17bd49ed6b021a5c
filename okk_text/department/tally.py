"""Scorecards counted: figures by manager, criterion and time, and a bounded number of examples."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import NamedTuple

from okk_text.conversation.model import Message
from okk_text.department.period import Period
from okk_text.department.quotes import Example, merit, quoted_finding, quoted_score
from okk_text.department.rubrics import Rubrics
from okk_text.intervals import Band, Share, band, share
from okk_text.report.summary import counted_messages, manager_name
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Finding, Score, Scorecard
from okk_text.settings import author_key

KEPT = 8  # examples of a manager's criterion
MOST_HINTS = 5_000  # different hints that are counted at once; the rarest go first


class Who(NamedTuple):
    """A manager of a team, in the period of the report or in the one before."""

    now: bool
    team: str | None
    manager: str


@dataclass(slots=True)
class Cell:
    """How often a criterion was in order, was not, and could not be said."""

    fine: int = 0
    faulty: int = 0
    unknown: int = 0
    judged_fine: int = 0  # of these by a model
    judged_faulty: int = 0

    def add(self, score: Score) -> None:
        """Count one score in; what is not due does not count."""
        if score.label == NOT_APPLICABLE:
            return
        if score.label == NOT_ASSESSED or score.value is None:
            self.unknown += 1
            return
        is_fine, judged = score.value >= 1, score.by == "llm"
        self.fine += is_fine
        self.faulty += not is_fine
        self.judged_fine += judged and is_fine
        self.judged_faulty += judged and not is_fine

    def join(self, other: Cell) -> None:
        """Count all that another has counted, too."""
        self.fine += other.fine
        self.faulty += other.faulty
        self.unknown += other.unknown
        self.judged_fine += other.judged_fine
        self.judged_faulty += other.judged_faulty

    @property
    def share(self) -> Share | None:
        """How much was in order, of what was assessed."""
        return share(self.fine, self.fine + self.faulty)

    @property
    def assessed(self) -> Share | None:
        """How much was assessed, of what was due."""
        known = self.fine + self.faulty
        return share(known, known + self.unknown)


@dataclass(slots=True)
class Points:
    """Scores added up, for their mean and its band."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, score: float) -> None:
        """Count one conversation's score in."""
        self.join(Points(1, score, score * score))

    def join(self, other: Points) -> None:
        """Count all that another has counted, too."""
        self.count += other.count
        self.total += other.total
        self.squares += other.squares

    @property
    def band(self) -> Band | None:
        """The mean with its interval."""
        return band(self.count, self.total, self.squares)


@dataclass(slots=True)
class Hints:
    """How often each hint came, by criterion and note, with one example each."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], Example] = field(default_factory=dict)

    def is_new(self, key: tuple[str, str]) -> bool:
        """Count a hint; whether it needs an example yet."""
        if len(self.counts) >= MOST_HINTS and key not in self.counts:
            self.counts = Counter({k: n for k, n in self.counts.items() if n > 1})
            self.examples = {k: e for k, e in self.examples.items() if k in self.counts}
        self.counts[key] += 1
        return key not in self.examples


class Tally:
    """Counts scorecards of a period and of the one before; `only` counts one manager alone."""

    def __init__(self, period: Period, rubrics: Rubrics, *, only: str | None = None):
        self.period = period
        self.before = period.before()
        self.rubrics = rubrics
        self.sizes: Counter[bool] = Counter()  # conversations, each once
        self.conversations: Counter[Who] = Counter()
        self.messages: Counter[Who] = Counter()
        self.points: defaultdict[tuple[Who, date], Points] = defaultdict(Points)
        self.cells: defaultdict[tuple[Who, date, str], Cell] = defaultdict(Cell)
        self.losses: defaultdict[Who, Counter[str]] = defaultdict(Counter)
        self.hints = {True: Hints(), False: Hints()}
        self.own_names: set[str] = set()
        self.colleagues: set[str] = set()
        self.name: str | None = None  # of the only one who counts, as the first conversation has it
        self._only = author_key(only) if only else None
        self._examples: defaultdict[tuple[str, str], list] = defaultdict(list)
        self._order = count()

    def add(self, scorecard: Scorecard) -> None:
        """Count one scorecard in."""
        clocks = moments(scorecard)
        authors = self._authors(scorecard)
        if not clocks or not authors:
            return
        numbers = Counter(authors.values())
        lead = min(numbers, key=lambda name: (-numbers[name], name))
        own: defaultdict[Who, list[tuple[Score, datetime]]] = defaultdict(list)
        last = max(clocks.values())
        for score in scorecard.scores:
            manager = authors.get(score.n or 0, lead)
            at = last if score.n is None else clocks.get(score.n, last)
            if manager and (side := self._side(at)) is not None:
                own[Who(side, scorecard.team, manager)].append((score, at))
        for n, manager in authors.items():
            if manager and (side := self._side(clocks[n])) is not None:
                self.messages[Who(side, scorecard.team, manager)] += 1
        self.sizes.update({who.now for who in own})
        for who, placed in own.items():
            self._count(who, placed, scorecard)
        self._learn(scorecard, authors, lead, clocks)

    def examples(self, manager: str, criterion: str) -> Iterator[Example]:
        """Examples of what this manager can improve, the one that teaches most first."""
        kept = self._examples.get((manager, criterion), [])
        return (example for *_, example in sorted(kept, key=lambda one: one[:3], reverse=True))

    def _side(self, at: datetime) -> bool | None:
        """Whether it is in the period (or in the one before); None in neither."""
        if self.period.holds(at):
            return True
        return False if self.before.holds(at) else None

    def _authors(self, scorecard: Scorecard) -> dict[int, str]:
        """Message -> its manager's name; "" for a colleague of the only one who counts."""
        conversation = scorecard.conversation
        found: dict[int, str] = {}
        for message in counted_messages(scorecard):
            name = manager_name(conversation, message)
            if self._only is None:
                found[message.n] = name
                continue
            names = {name, message.author, message.address or ""} - {""}
            is_own = self._only in set(map(author_key, names))
            if is_own:
                self.name = self.name or name
                self.own_names |= names
            else:
                self.colleagues |= names
            found[message.n] = (self.name or name) if is_own else ""
        return found

    def _count(
        self, who: Who, placed: list[tuple[Score, datetime]], scorecard: Scorecard
    ) -> None:
        scores = [score for score, _ in placed]
        medium = scorecard.conversation.medium
        points, losses = self.rubrics.counted(scores, team=scorecard.team, medium=medium)
        self.conversations[who] += 1
        if points is not None:
            step = self.period.step(max(at for _, at in placed))
            self.points[who, step].add(points)
            self.losses[who].update(losses)
        for score, at in placed:
            self.cells[who, self.period.step(at), score.criterion].add(score)

    def _learn(
        self,
        scorecard: Scorecard,
        authors: Mapping[int, str],
        lead: str,
        clocks: Mapping[int, datetime],
    ) -> None:
        """Keep what can be shown: hints, and the manager's own words that could be better."""
        messages = {message.n: message for message in scorecard.conversation.messages}
        hinted = set()
        for finding in scorecard.findings:
            manager = authors.get(finding.n)
            if not manager or (side := self._side(clocks[finding.n])) is None:
                continue
            hinted.add((finding.criterion, finding.n))
            self._keep_finding(finding, messages[finding.n], scorecard, manager, clocks, now=side)
        for score in scorecard.scores:
            if score.value is None or score.value >= 1 or (score.criterion, score.n) in hinted:
                continue
            n = score.n if authors.get(score.n or 0) else _last_of(lead, authors)
            if lead and n is not None and self._side(clocks[n]):
                self._keep_score(score, messages[n], scorecard, authors[n], clocks[n])

    def _keep_finding(
        self,
        finding: Finding,
        message: Message,
        scorecard: Scorecard,
        manager: str,
        clocks: Mapping[int, datetime],
        *,
        now: bool,
    ) -> None:
        at = clocks[finding.n]
        rewrite = next((r for r in scorecard.rewrites if r.n == finding.n), None)

        def example() -> Example:
            near = scorecard.findings_of(finding.n)
            quote, better = quoted_finding(finding, message, near, rewrite)
            name = scorecard.conversation.id
            return Example(manager, name, at, quote, better, finding.note)

        key = (finding.criterion, finding.note)
        if self.hints[now].is_new(key):
            self.hints[now].examples[key] = example()
        if now:
            self._keep(manager, finding.criterion, merit(finding, rewrite), at, example)

    def _keep_score(
        self, score: Score, message: Message, scorecard: Scorecard, manager: str, at: datetime
    ) -> None:
        rewrite = next((r for r in scorecard.rewrites if r.n == score.n), None)

        def example() -> Example:
            quote, better = quoted_score(score, message, rewrite)
            return Example(manager, scorecard.conversation.id, at, quote, better, "")

        self._keep(manager, score.criterion, merit(None, rewrite), at, example)

    def _keep(self, manager: str, criterion: str, worth: int, at: datetime, example) -> None:
        kept = self._examples[manager, criterion]
        key = (worth, at, next(self._order))
        if len(kept) < KEPT:
            heapq.heappush(kept, (*key, example()))
        elif key > kept[0][:3]:
            heapq.heapreplace(kept, (*key, example()))


def moments(scorecard: Scorecard) -> dict[int, datetime]:
    """Message -> its clock time without offset; one without a time has that of the one before."""
    found: dict[int, datetime] = {}
    dated = (m.sent_at for m in scorecard.conversation.messages if m.sent_at)
    last = next(dated, None)
    if last is None:
        return {}
    for message in scorecard.conversation.messages:
        last = message.sent_at or last
        found[message.n] = last.replace(tzinfo=None)
    return found


def _last_of(manager: str, authors: Mapping[int, str]) -> int | None:
    return max((n for n, name in authors.items() if name == manager), default=None)
