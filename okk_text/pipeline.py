"""The one path from conversation to scorecard: readers, roles, checks, judge, scoring."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from okk_text import __version__
from okk_text.checks import Toolbox, checks
from okk_text.clock import Clock
from okk_text.conversation.model import Conversation
from okk_text.errors import EngineUnavailable, OkkError
from okk_text.exceptions import Exceptions
from okk_text.readers import read
from okk_text.results import (
    NOT_APPLICABLE,
    Fact,
    Finding,
    Rewrite,
    Run,
    Scorecard,
    Skip,
    Verdict,
)
from okk_text.roles import contested_managers, with_roles
from okk_text.rubric import Criterion, Rubric, load_rubric
from okk_text.scoring import scores, totals
from okk_text.settings import Settings, Team
from okk_text.unassessed import LONGEST, absent, bug, not_assessed, too_long

if TYPE_CHECKING:
    from okk_text.judge.judge import Judge
    from okk_text.judge.judging import Judging
    from okk_text.judge.rewrite import Dropped
    from okk_text.judge.rewriting import Rewriter

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_AHEAD = 200  # conversations that may wait for the judge at once


class Pipeline:
    """Everything a run needs, built from the settings; close it, or use it as a context manager.

    Without a `judge` what rules cannot decide stays not assessed.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        rubric: str | None = None,
        judge: Judge | None = None,
    ):
        self.settings = settings
        self.judge = judge
        self._rewriter = _rewriter(judge, settings)
        self.rubric = load_rubric(rubric or settings.rubric, folder=_folder(rubric, settings))
        self.toolbox = Toolbox(settings)
        self._only_rubric = rubric is not None
        self._team_rubrics: dict[str, Rubric] = {}
        self._skipped: list[Skip] = []
        self._conversations = self._messages = self._passed = 0
        self._clock = Clock()
        self.exceptions = Exceptions(settings.exception, today=self._clock.started_at.date())

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(self, *_: object) -> None:
        self.toolbox.close()
        if self.judge:
            self.judge.close()

    def scorecards(
        self, paths: Sequence[Path], *, reader: str | None = None
    ) -> Iterator[Scorecard | Skip]:
        """The scorecard of every conversation below the paths, as soon as it is made."""
        return self.scored(read(paths, reader=reader))

    def scored(
        self, items: Iterable[Conversation | Scorecard | Skip]
    ) -> Iterator[Scorecard | Skip]:
        """The scorecard of every conversation in order; what is scored already passes through."""
        judged = map(self._judged, self._ahead(map(self._begun, items)))
        for item in map(self._finished, self._ahead(map(self._rated, judged))):
            if isinstance(item, Skip):
                self._skipped.append(item)
            else:
                self._conversations += 1
                self._messages += len(item.conversation.messages)
            yield item

    def scorecard(self, conversation: Conversation) -> Scorecard:
        """What the team's rubric says of the conversation."""
        (scorecard,) = self.scored([conversation])
        assert isinstance(scorecard, Scorecard)
        return scorecard

    def _ahead(self, items: Iterable[T]) -> Iterator[T]:
        """The items in order, begun ahead of need so that the judge has enough to do."""
        waiting: deque[T] = deque()
        for item in items:
            waiting.append(item)
            while waiting and (
                self.judge is None or self.judge.is_busy or len(waiting) > MOST_AHEAD
            ):
                yield waiting.popleft()
        yield from waiting

    def _begun(self, item: Conversation | Scorecard | Skip) -> _Case | Scorecard | Skip:
        """The conversation as the rules see it, its judging begun."""
        if not isinstance(item, Conversation):
            self._passed += isinstance(item, Scorecard)
            return item
        conversation = item
        if self.settings.timezone:
            conversation = conversation.with_offset(ZoneInfo(self.settings.timezone))
        conversation = with_roles(conversation, self.settings)
        conversation = conversation.model_copy(
            update={"notes": (*conversation.notes, *too_long(conversation))}
        )
        team = self.settings.team_of(conversation)
        rubric = self.rubric_of(team)
        criteria = rubric.criteria_for(conversation.medium, team.name if team else None)
        said, ran = self._said(conversation, criteria)
        left_out = absent(conversation, criteria, team)
        said = [s for s in said if isinstance(s, Fact) or s.criterion not in left_out]
        said += [Verdict(criterion=name, n=None, label=NOT_APPLICABLE) for name in left_out]
        case = _Case(conversation, team, rubric, criteria, said, ran)
        if self.judge:
            case.judging = self.judge.begin(
                conversation,
                criteria,
                team=team,
                verdicts=[item for item in said if isinstance(item, Verdict)],
                facts=case.facts(),
            )
        return case

    def _judged(self, case: _Case | Scorecard | Skip) -> _Case | Scorecard | Skip:
        """The case with what the judge says of it."""
        if isinstance(case, _Case) and case.judging:
            case.said += case.judging.said()
        return case

    def _rated(self, case: _Case | Scorecard | Skip) -> _Case | Scorecard | Skip:
        """The case with its scorecard, and versions of its low messages asked for."""
        if not isinstance(case, _Case):
            return case
        from okk_text.shorter import shorter_texts  # 0.4 s: not where all is scored already

        conversation, criteria = case.conversation, case.criteria
        wanted = {criterion.id for criterion in criteria}
        verdicts = [v for v in case.said if isinstance(v, Verdict) and v.criterion in wanted]
        findings = [f for f in case.said if isinstance(f, Finding) and f.criterion in wanted]
        findings, verdicts = self.exceptions.applied(conversation, findings, verdicts)
        scored = scores(
            conversation, criteria=criteria, verdicts=verdicts, findings=findings, ran=case.ran
        )
        total = totals(scored, criteria=criteria, cap=case.rubric.critical_cap)
        faults = self.toolbox.faults
        case.scorecard = Scorecard(
            conversation=conversation,
            team=case.team.name if case.team else None,
            rubric=case.rubric.stamp,
            total=total.pop(None),
            messages=total,
            scores=tuple(scored),
            findings=tuple(findings),
            facts=case.facts(),
            rewrites=tuple(shorter_texts(conversation, findings, faults=faults)),
        )
        if self._rewriter:
            case.rewriting = self._rewriter.begin(
                conversation, findings=findings, scores=scored, faults=faults
            )
        return case

    def _finished(self, case: _Case | Scorecard | Skip) -> Scorecard | Skip:
        """The scorecard with a model's versions in place of the rules'."""
        if not isinstance(case, _Case):
            return case
        assert case.scorecard is not None
        if not self._rewriter or not case.rewriting:
            return case.scorecard
        by_n = {rewrite.n: rewrite for rewrite in case.scorecard.rewrites}
        by_n |= {rewrite.n: rewrite for rewrite in self._rewriter.ended(case.rewriting)}
        rewrites = tuple(by_n[n] for n in sorted(by_n))
        return case.scorecard.model_copy(update={"rewrites": rewrites})

    def rubric_of(self, team: Team | None) -> Rubric:
        """The team's own rubric; the one on the command line goes before it."""
        if team is None or team.rubric is None or self._only_rubric:
            return self.rubric
        if team.rubric not in self._team_rubrics:
            self._team_rubrics[team.rubric] = load_rubric(team.rubric, folder=self.settings.folder)
        return self._team_rubrics[team.rubric]

    def run(self) -> Run:
        """The record of the run so far."""
        return Run(
            version=__version__,
            rubric=self.rubric.stamp,
            started_at=self._clock.started_at,
            seconds=self._clock.seconds(),
            conversations=self._conversations,
            messages=self._messages,
            skipped=tuple(self._skipped),
            notes=(
                *self.toolbox.notes(),
                *contested_managers(self.settings),
                *self.exceptions.unused(all_seen=not self._passed),
            ),
            llm=self._llm(),
        )

    def _llm(self) -> dict[str, Any] | None:
        """What the judge cost, and what came of its versions."""
        if self.judge is None:
            return None
        rewrites = {"rewrites": self._rewriter.counts()} if self._rewriter else {}
        return self.judge.usage() | rewrites

    def _said(
        self, conversation: Conversation, criteria: Sequence[Criterion]
    ) -> tuple[list[Finding | Verdict | Fact], set[str]]:
        """What the checks of these criteria and those that give facts say, and which ones worked."""
        named = {name for criterion in criteria for name in criterion.checks}
        said: list[Finding | Verdict | Fact] = []
        ran: set[str] = set()
        checked = conversation.beginnings(LONGEST)
        for check in checks().values():
            if check.id not in named and not check.facts:
                continue
            try:
                said += list(check.find(checked, self.toolbox))
                ran.add(check.id)
            except EngineUnavailable as error:
                said += not_assessed(check.criteria, conversation, error.problem)
            except OkkError:
                raise
            except Exception:
                log.exception("check %s failed on conversation %s", check.id, conversation.id)
                said += not_assessed(check.criteria, conversation, bug())
        return said, ran


@dataclass
class _Case:
    """A conversation on its way to a scorecard."""

    conversation: Conversation
    team: Team | None
    rubric: Rubric
    criteria: Sequence[Criterion]
    said: list[Finding | Verdict | Fact]
    ran: set[str]
    judging: Judging | None = None
    scorecard: Scorecard | None = None
    rewriting: Sequence[Future[Rewrite | Dropped]] = ()

    def facts(self) -> dict[str, Any]:
        """What is known of the whole conversation; what was said last stands."""
        return {fact.name: fact.value for fact in self.said if isinstance(fact, Fact)}


def _rewriter(judge: Judge | None, settings: Settings) -> Rewriter | None:
    if judge is None or settings.llm is None or not settings.llm.rewrites:
        return None
    from okk_text.judge.rewriting import Rewriter

    return Rewriter(judge, settings)


def _folder(rubric: str | None, settings: Settings) -> Path:
    """Where a rubric's path starts: the current folder on the command line, else okk.toml's."""
    return Path() if rubric else settings.folder
