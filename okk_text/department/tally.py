"""Scorecards counted: figures by manager, criterion and time, and a bounded number of examples."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import count
from typing import NamedTuple

from okk_text.conversation.model import Message
from okk_text.department.counts import Cell, Hints, Points
from okk_text.department.period import Period
from okk_text.department.quotes import Example, fitting, merit, quoted_finding, quoted_score
from okk_text.department.rubrics import Rubrics
from okk_text.report.summary import counted_messages, manager_name
from okk_text.results import Finding, Rewrite, Score, Scorecard
from okk_text.settings import author_key

KEPT = 8  # examples of a manager's criterion


class Who(NamedTuple):
    """A manager of a team, in the period of the report or in the one before."""

    now: bool
    team: str | None
    manager: str


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

    def _count(self, who: Who, placed: list[tuple[Score, datetime]], scorecard: Scorecard) -> None:
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
            n = _place(score, lead, authors)
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
        rewrite = _rewrite(scorecard, finding.n, finding.criterion)

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
        rewrite = _rewrite(scorecard, score.n, score.criterion)
        is_shown = score.n == message.n or any(cited.n == message.n for cited in score.cited)

        def example() -> Example:
            quote, better = quoted_score(score, message, rewrite)
            name = scorecard.conversation.id
            return Example(manager, name, at, quote, better, "", own=is_shown)

        self._keep(manager, score.criterion, merit(None, rewrite) + is_shown, at, example)

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


def _rewrite(scorecard: Scorecard, n: int | None, criterion: str) -> Rewrite | None:
    """The suggested text for a message, where it mends what the criterion is about."""
    found = (r for r in scorecard.rewrites if r.n == n and fitting(r, criterion))
    return next(found, None)


def _place(score: Score, lead: str, authors: Mapping[int, str]) -> int | None:
    """The manager's message that shows a score: its own, one that is cited, the answer, the last."""
    cited = next((c.n for c in score.cited if authors.get(c.n)), None)
    if score.n is not None and authors.get(score.n):
        return score.n
    own = sorted(n for n, name in authors.items() if name == lead)
    answer = next((n for n in own if score.n is not None and n > score.n), None)
    return cited or answer or (own[-1] if own else None)
