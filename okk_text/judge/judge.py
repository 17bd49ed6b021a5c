"""The judge: puts the questions that rules left open to a model and gives verdicts and facts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from threading import Lock
from typing import Any, Literal, TypeVar

from okk_text.conversation.model import Conversation
from okk_text.judge.answers import Answers
from okk_text.judge.budget import Budget
from okk_text.judge.case import Case
from okk_text.judge.chat_model import is_loopback
from okk_text.judge.door import Door
from okk_text.judge.inquiry import Inquirer
from okk_text.judge.judging import Judged, Judging, Place
from okk_text.judge.objections import NO_OBJECTION, Objection, objections_of_rule
from okk_text.judge.packets import objection, packets
from okk_text.judge.panel import Panel, Wanted
from okk_text.judge.passport import load_passport
from okk_text.judge.team_papers import facts_of, given_by, script_of, with_steps
from okk_text.judge.verdicts import over_turn
from okk_text.language import Language, current_language, say, speaking
from okk_text.privacy import MaskingFailed
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Verdict
from okk_text.rubric import Criterion
from okk_text.settings import Llm, Settings, Team

log = logging.getLogger(__name__)

PARALLEL = 8  # questions at a time, of a model that is not on this machine

T = TypeVar("T")
Decided = Mapping[Place, str]  # labels that rules have given


def open_judge(
    settings: Settings, *, answers: Answers, repeats: int | None = None, reverse: bool = False,
    forecast: Literal["least", "most"] | None = None,
) -> Judge | None:  # fmt: skip
    """The judge that [llm] in okk.toml describes; None where there is no such table.

    With `forecast` nothing is sent: it counts the least or the most that a run would take. Raises
    OkkError where the endpoint is not allowed or a passport cannot be read.
    """
    llm = settings.llm
    if llm is None:
        return None
    others = [
        llm.model_copy(update={"model": m.model, "base_url": m.base_url or llm.base_url})
        for m in llm.panel
    ]
    budget = Budget(llm.max_calls, llm.max_tokens)
    inquirers: list[Inquirer] = []
    for each in (llm, *others):
        path = settings.folder / llm.passport if llm.passport and each is llm else None
        passport = load_passport(each.model, path)
        if forecast:
            from okk_text.judge.estimate import Estimate, Forecast

            counter = Estimate(each, privacy=settings.privacy, answers=answers)
            inquirers.append(Forecast(counter, passport=passport, most=forecast == "most"))
        else:
            door = Door(each, privacy=settings.privacy, answers=answers, budget=budget)
            inquirers.append(Inquirer(door, passport=passport, reverse=reverse))
    panel = Panel(inquirers, repeats=repeats or llm.repeats, at_once=llm.asks == "conversation")
    return Judge(settings, panel, parallel=llm.parallel or _usual_parallel(llm))


class Judge:
    """Judges conversations with the models of okk.toml, several questions at a time."""

    def __init__(self, settings: Settings, panel: Panel, *, parallel: int):
        self.panel = panel
        self.inquirers = panel.inquirers
        self.parallel = parallel
        self._settings = settings
        self._language: Language = current_language()  # threads do not inherit it
        self._script = cache(script_of)
        self._fact_sheet = cache(facts_of)
        self._waiting = 0  # parts begun and not done
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(parallel, thread_name_prefix="judge")

    def begin(
        self, conversation: Conversation, criteria: Sequence[Criterion], *, team: Team | None,
        verdicts: Sequence[Verdict], facts: Mapping[str, Any],
    ) -> Judging:  # fmt: skip
        """Start judging what the rules' verdicts and facts leave open.

        Raises OkkError where the team's script or fact sheet cannot be read.
        """
        asked = [self._ready(c, team) for c in criteria if c.questions or c.needs]
        decided = {(v.criterion, v.n): v.label for v in verdicts if v.label != NOT_ASSESSED}
        found = objections_of_rule(facts)
        wanted = [c for c in asked if given_by(team, c) and not _is_decided(c, decided, found)]
        judging = Judging(conversation, wanted, list(_absent(conversation, asked, team)))
        if not wanted:
            return judging
        try:
            case = Case(conversation, self._settings, facts=self._facts(wanted, team))
        except MaskingFailed as error:
            log.warning("conversation %s was not masked and not sent", conversation.id)
            left = list(_unmasked_places(conversation, wanted, decided))
            judging.give_up(error.problem, left, found)
            return judging
        self._start(judging, case, wanted, decided=decided, found=found)
        return judging

    def close(self) -> None:
        """Make no more calls and let go of the threads; what has not begun is dropped."""
        self.panel.close()
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def is_busy(self) -> bool:
        """Whether enough waits for a free thread."""
        with self._lock:
            return self._waiting > 2 * self.parallel

    def usage(self) -> dict[str, Any]:
        """Calls, tokens and what stayed open, for the record of the run."""
        return self.panel.usage()

    def _start(
        self, judging: Judging, case: Case, criteria: Sequence[Criterion], *, decided: Decided,
        found: Sequence[Objection],
    ) -> None:  # fmt: skip
        """Begin a part for each packet and each objection found; with `at_once` one for all."""
        handling = next((c for c in criteria if c.unit == "objection"), None)
        left = list(_left(case, criteria, decided, found))
        if self.panel.at_once:
            left = [[each for part in left for each in part]] if left else []
        for part in left:
            places = [(criterion.id, packet.n) for packet, criterion in part]
            judging.add(self.submit(partial(self._judged, case, part, (), handling)), places)
        for each in found:
            work = partial(self._judged, case, (), [each], handling)
            judging.add(self.submit(work), (), [each])

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Have that done by one of the judge's threads, in the language of the run."""

        def spoken() -> T:
            with speaking(self._language):
                return work()

        with self._lock:
            self._waiting += 1
        future = self._pool.submit(spoken)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: Future[Judged]) -> None:
        with self._lock:
            self._waiting -= 1

    def _judged(
        self, case: Case, wanted: Sequence[Wanted], found: Sequence[Objection],
        handling: Criterion | None,
    ) -> Judged:  # fmt: skip
        """The verdicts, and how the objections are met that were found or are seen now."""
        said: Judged = []
        objections = list(found)
        verdicts = self.panel.verdicts(case, wanted)
        for (packet, criterion), verdict in zip(wanted, verdicts, strict=True):
            said += over_turn(verdict, packet.judged) if packet.unit == "turn" else [verdict]
            if criterion.unit == "client_turn" and verdict.counted and _objects(verdict):
                cited = (place.n for answer in verdict.answers for place in answer.evidence)
                n = next(cited, packet.judged[-1])
                objections.append(Objection(n=n, kind=verdict.label, seen=verdict))
        return [*said, *(self._met(case, each, handling) for each in objections)]

    def _met(self, case: Case, found: Objection, handling: Criterion | None) -> Objection:
        if handling is None or found.handled != NOT_ASSESSED:
            return found
        packet = objection(case.conversation, found.n, case.lines)
        if packet is None:
            return found.model_copy(update={"handled": "none"})
        answered = found.model_copy(update={"answer_n": packet.judged[0]})
        (verdict,) = self.panel.verdicts(case, [(packet, handling)])
        if not packet.windows and verdict.label == NOT_APPLICABLE:
            reason = say("ответ без слов", "the answer has no words")
            verdict = verdict.model_copy(update={"label": NOT_ASSESSED, "reason": reason})
        return answered.model_copy(update={"handled": verdict.label, "met": verdict})

    def _ready(self, criterion: Criterion, team: Team | None) -> Criterion:
        if criterion.needs == "script" and team and team.script:
            return with_steps(criterion, self._script(self._settings.folder / team.script))
        return criterion

    def _facts(self, criteria: Sequence[Criterion], team: Team | None) -> str:
        wanted = any(criterion.needs == "facts" for criterion in criteria)
        if not wanted or team is None or not team.facts:
            return ""
        return self._fact_sheet(self._settings.folder / team.facts)


def _is_decided(criterion: Criterion, decided: Decided, found: Sequence[Objection]) -> bool:
    """Whether the rules leave nothing to ask about the conversation."""
    if criterion.unit == "objection" and found:
        return False  # there may be more of them than the rules see
    return (criterion.id, None) in decided


def _left(
    case: Case, criteria: Sequence[Criterion], decided: Decided, found: Sequence[Objection]
) -> Iterator[list[Wanted]]:
    """Each packet with the criteria that no rule has decided there."""
    for unit in ("message", "turn", "conversation", "client_turn"):
        of_unit = [criterion for criterion in criteria if criterion.unit == unit]
        for packet in packets(case.conversation, unit, case.lines) if of_unit else ():
            if unit == "client_turn" and any(each.n in packet.judged for each in found):
                continue
            if some := [c for c in of_unit if not _is_decided_in(packet.judged, c, decided)]:
                yield [(packet, criterion) for criterion in some]


def _is_decided_in(numbers: Sequence[int], criterion: Criterion, decided: Decided) -> bool:
    """Whether a rule has decided for one of these messages, or for each that nothing is due."""
    if criterion.unit not in ("message", "turn"):
        return False
    labels = [decided.get((criterion.id, n)) for n in numbers]
    return None not in labels or any(label not in (None, NOT_APPLICABLE) for label in labels)


def _unmasked_places(
    conversation: Conversation, criteria: Sequence[Criterion], decided: Decided
) -> Iterator[Place]:
    for criterion in criteria:
        for n in _numbers(conversation, criterion):
            if (criterion.id, n) not in decided:
                yield criterion.id, n


def _absent(
    conversation: Conversation, criteria: Sequence[Criterion], team: Team | None
) -> Iterator[Verdict]:
    """`na` wherever the team did not give what the criterion needs."""
    for criterion in criteria:
        if not given_by(team, criterion):
            for n in _numbers(conversation, criterion):
                yield Verdict(criterion=criterion.id, n=n, label=NOT_APPLICABLE, by="llm")


def _numbers(conversation: Conversation, criterion: Criterion) -> list[int | None]:
    """The messages that a criterion is scored for; [None]: the conversation."""
    if criterion.unit not in ("message", "turn"):
        return [None]
    return [message.n for message in conversation.by("manager") if not message.internal]


def _objects(verdict: Verdict) -> bool:
    return verdict.label not in (NOT_ASSESSED, NOT_APPLICABLE, NO_OBJECTION)


def _usual_parallel(llm: Llm) -> int:
    return 1 if llm.base_url and is_loopback(llm.base_url) else PARALLEL
