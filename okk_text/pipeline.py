"""The one path from conversation to scorecard: readers, roles, checks, scoring."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
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

log = logging.getLogger(__name__)

LONGEST = 50_000  # characters of a message that are checked: 25 pages; what is longer is no letter


class Pipeline:
    """Everything a run needs, built from the settings; close it, or use it as a context manager."""

    def __init__(self, settings: Settings, *, rubric: str | None = None):
        self.settings = settings
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

    def scorecards(
        self, paths: Sequence[Path], *, reader: str | None = None
    ) -> Iterator[Scorecard | Skip]:
        """The scorecard of every conversation below the paths, as soon as it is made."""
        for item in read(paths, reader=reader):
            if isinstance(item, Skip):
                self._skipped.append(item)
                yield item
            else:
                yield self.scorecard(item)

    def scorecard(self, conversation: Conversation) -> Scorecard:
        """What the team's rubric says of the conversation."""
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
        wanted = {criterion.id for criterion in criteria}
        verdicts = [v for v in said if isinstance(v, Verdict) and v.criterion in wanted]
        findings = [f for f in said if isinstance(f, Finding) and f.criterion in wanted]
        findings, verdicts = self.exceptions.applied(conversation, findings, verdicts)
        scored = scores(
            conversation, criteria=criteria, verdicts=verdicts, findings=findings, ran=ran
        )
        total = totals(scored, criteria=criteria, cap=rubric.critical_cap)
        self._conversations += 1
        self._messages += len(conversation.messages)
        return Scorecard(
            conversation=conversation,
            team=team.name if team else None,
            rubric=rubric.stamp,
            total=total.pop(None),
            messages=total,
            scores=tuple(scored),
            findings=tuple(findings),
            facts={fact.name: fact.value for fact in said if isinstance(fact, Fact)},
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
