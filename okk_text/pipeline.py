"""The one path from conversation to scorecard: readers, roles, checks, judge, scoring."""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from okk_text import __version__
from okk_text.checks import Check, Toolbox, checks
from okk_text.conversation.model import Conversation
from okk_text.errors import EngineUnavailable, OkkError
from okk_text.exceptions import Exceptions
from okk_text.language import say
from okk_text.readers import read
from okk_text.results import NOT_ASSESSED, Fact, Finding, Run, Scorecard, Skip, Verdict
from okk_text.roles import contested_managers, with_roles
from okk_text.rubric import Criterion, Rubric, load_rubric
from okk_text.scoring import scores, totals
from okk_text.settings import Settings, Team
from okk_text.shorter import shorter_texts

if TYPE_CHECKING:
    from okk_text.judge.judge import Judge
    from okk_text.judge.judging import Judging

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_AHEAD = 200  # conversations that may wait for the judge at once
LONGEST = 50_000  # characters of a message that are checked: 25 pages; what is longer is no letter


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
        self.rubric = load_rubric(rubric or settings.rubric, folder=_folder(rubric, settings))
        self.toolbox = Toolbox(settings)
        self._only_rubric = rubric is not None
        self._team_rubrics: dict[str, Rubric] = {}
        self._skipped: list[Skip] = []
        self._conversations = self._messages = 0
        self._clock = _Clock()
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
        begun = map(self._begun, read(paths, reader=reader))
        for item in self._ahead(map(self._judged, self._ahead(begun))):
            if isinstance(item, Skip):
                self._skipped.append(item)
                yield item
            else:
                yield self._finished(item)

    def scorecard(self, conversation: Conversation) -> Scorecard:
        """What the team's rubric says of the conversation."""
        begun = self._begun(conversation)
        assert not isinstance(begun, Skip)
        return self._finished(self._judged(begun))

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

    def _begun(self, item: Conversation | Skip) -> _Case | Skip:
        """The conversation as the rules see it, its judging begun."""
        if isinstance(item, Skip):
            return item
        conversation = item
        if self.settings.timezone:
            conversation = conversation.with_offset(ZoneInfo(self.settings.timezone))
        conversation = with_roles(conversation, self.settings)
        conversation = conversation.model_copy(
            update={"notes": (*conversation.notes, *_too_long(conversation))}
        )
        team = self.settings.team_of(conversation)
        rubric = self.rubric_of(team)
        criteria = rubric.criteria_for(conversation.medium, team.name if team else None)
        said, ran = self._said(conversation, criteria)
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

    def _judged(self, case: _Case | Skip) -> _Case | Skip:
        """The case with what the judge says of it."""
        if not isinstance(case, Skip) and case.judging:
            case.said += case.judging.said()
        return case

    def _finished(self, case: _Case) -> Scorecard:
        """Findings and verdicts as scores."""
        conversation, criteria = case.conversation, case.criteria
        wanted = {criterion.id for criterion in criteria}
        verdicts = [v for v in case.said if isinstance(v, Verdict) and v.criterion in wanted]
        findings = [f for f in case.said if isinstance(f, Finding) and f.criterion in wanted]
        findings, verdicts = self.exceptions.applied(conversation, findings, verdicts)
        scored = scores(
            conversation, criteria=criteria, verdicts=verdicts, findings=findings, ran=case.ran
        )
        total = totals(scored, criteria=criteria, cap=case.rubric.critical_cap)
        self._conversations += 1
        self._messages += len(conversation.messages)
        return Scorecard(
            conversation=conversation,
            team=case.team.name if case.team else None,
            rubric=case.rubric.stamp,
            total=total.pop(None),
            messages=total,
            scores=tuple(scored),
            findings=tuple(findings),
            facts=case.facts(),
            rewrites=tuple(shorter_texts(conversation, findings)),
        )

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
                *self.exceptions.unused(),
            ),
            llm=self.judge.usage() if self.judge else None,
        )

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
                said += _not_assessed(check, conversation, error.problem)
            except OkkError:
                raise
            except Exception:
                log.exception("check %s failed on conversation %s", check.id, conversation.id)
                said += _not_assessed(check, conversation, _bug())
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

    def facts(self) -> dict[str, Any]:
        """What is known of the whole conversation; what was said last stands."""
        return {fact.name: fact.value for fact in self.said if isinstance(fact, Fact)}


class _Clock:
    """When the run began and how long it takes; stands still where SOURCE_DATE_EPOCH is set.

    The same export then gives the same report, byte for byte.
    See https://reproducible-builds.org/specs/source-date-epoch/
    """

    def __init__(self) -> None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._start = None if epoch.isdecimal() else time.monotonic()
        self.started_at = (
            datetime.fromtimestamp(int(epoch), UTC)
            if self._start is None
            else datetime.now().astimezone()
        )

    def seconds(self) -> float:
        """Seconds since the start, or 0."""
        return 0.0 if self._start is None else round(time.monotonic() - self._start, 3)


def _folder(rubric: str | None, settings: Settings) -> Path:
    """Where a rubric's path starts: the current folder on the command line, else okk.toml's."""
    return Path() if rubric else settings.folder


def _too_long(conversation: Conversation) -> list[str]:
    numbers = [str(m.n) for m in conversation.messages if len(m.text) > LONGEST]
    note = say(
        f"Проверены первые {LONGEST} знаков длинных сообщений: № {', '.join(numbers)}.",
        f"Of long messages the first {LONGEST} characters were checked: no. {', '.join(numbers)}.",
    )
    return [note] if numbers else []


def _bug() -> str:
    return say("проверка не сработала, это ошибка программы", "the check broke; a bug of ours")


def _not_assessed(check: Check, conversation: Conversation, reason: str) -> list[Verdict]:
    numbers = [message.n for message in conversation.by("manager")]
    return [
        Verdict(criterion=criterion, n=n, label=NOT_ASSESSED, reason=reason)
        for criterion in check.criteria
        for n in [*numbers, None]
    ]
