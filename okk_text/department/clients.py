"""What clients met: how long they waited, what they objected, where deals stopped, what was kept."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from okk_text.conversation.waits import waits
from okk_text.department.period import Period
from okk_text.department.tally import moments
from okk_text.results import NOT_ASSESSED, Scorecard
from okk_text.settings import WorkingHours
from okk_text.working_time import WorkCalendar

SILENT_AFTER = timedelta(days=14)  # before the end of the period: the deal has stopped
STAGES = ("new", "qualified", "proposal", "objection", "agreed", "paid", "lost", NOT_ASSESSED)
KINDS = ("price", "timing", "trust", "competitor", "need", "authority", "other")
HANDLED = ("full", "partial", "none", NOT_ASSESSED)
STATES = ("kept", "late", "open", "unknown")


class Minutes:
    """Lengths of time, counted by the minute, for exact percentiles in little memory."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def __len__(self) -> int:
        return self._counts.total()

    def add(self, minutes: int) -> None:
        """Count one in."""
        self._counts[minutes] += 1

    def percentile(self, part: float) -> int | None:
        """The least length that at least this part of all do not exceed; None of none."""
        wanted, seen = part * len(self), 0
        for minutes in sorted(self._counts):
            seen += self._counts[minutes]
            if seen >= wanted:
                return minutes
        return None

    def up_to(self, minutes: int) -> int:
        """How many are no longer."""
        return sum(number for length, number in self._counts.items() if length <= minutes)


class Clients:
    """Counts what concerns clients over the scorecards of one period."""

    def __init__(self, period: Period, hours: WorkingHours):
        self.period = period
        self.conversations = 0
        self.unanswered = 0
        self.never_answered = 0
        self.first = Minutes()  # working time until the first reply
        self.any = Minutes()  # until any reply
        self.objections: Counter[tuple[str, str]] = Counter()
        self.stages: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()  # of these, who has been silent for two weeks
        self.lost_after_proposal = 0
        self.proposals = 0
        self.followed: Counter[str] = Counter()
        self.promises: Counter[str] = Counter()
        self._calendar = WorkCalendar(hours)

    def add(self, scorecard: Scorecard) -> None:
        """Count one scorecard in: each wait where it began, the rest where its last message stands."""
        clocks = moments(scorecard)
        if not any(map(self.period.holds, clocks.values())):
            return
        self._add_waits(scorecard)
        last = max(clocks.values())
        for objection in scorecard.facts.get("objections") or ():
            if self.period.holds(clocks.get(objection["n"], last)):
                self.objections[objection["kind"], objection["handled"]] += 1
        for promise in scorecard.facts.get("promises") or ():
            if promise["who"] == "manager" and self.period.holds(clocks.get(promise["n"], last)):
                self.promises[promise["state"]] += 1
        if self.period.holds(last):
            self._add_ending(scorecard, last)

    def _add_waits(self, scorecard: Scorecard) -> None:
        for number, wait in enumerate(waits(scorecard.conversation)):
            asked = wait.asked.sent_at
            if asked is None or not self.period.holds(asked):
                continue
            if wait.answer is None or wait.answer.sent_at is None:
                continue
            minutes = self._calendar.minutes(asked, wait.answer.sent_at)
            self.any.add(minutes)
            if number == 0:
                self.first.add(minutes)

    def _add_ending(self, scorecard: Scorecard, last: datetime) -> None:
        facts, conversation = scorecard.facts, scorecard.conversation
        if not conversation.by("client"):
            return
        self.conversations += 1
        self.unanswered += bool(facts.get("unanswered_at_end"))
        self.never_answered += bool(facts.get("unanswered_at_end")) and not conversation.by(
            "manager"
        )
        stage = facts.get("deal_stage_by_text") or NOT_ASSESSED
        end = datetime.combine(self.period.end, datetime.min.time())
        has_proposal = facts.get("proposal_sent_n") is not None
        self.stages[stage] += 1
        self.silent[stage] += end - last >= SILENT_AFTER
        self.lost_after_proposal += stage == "lost" and has_proposal
        self.proposals += has_proposal
        if has_proposal:
            self.followed[facts.get("proposal_follow_up") or NOT_ASSESSED] += 1
