"""The judge: puts the questions that rules left open to a model and gives verdicts and facts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from okk_text.conversation.model import Conversation
from okk_text.judge.answers import Answers
from okk_text.judge.at_once import asked_at_once
from okk_text.judge.budget import Budget
from okk_text.judge.case import Case, sheets_of
from okk_text.judge.door import Door
from okk_text.judge.inquiry import Inquirer
from okk_text.judge.judging import Judged, Judging
from okk_text.judge.objections import (
    NO_OBJECTION,
    Objection,
)
from okk_text.judge.packets import Packet, objection, packets
from okk_text.judge.passport import load_passport
from okk_text.judge.team_papers import facts_of, given_by, script_of, with_steps
from okk_text.judge.verdicts import verdict_of
from okk_text.language import Language, current_language, say, speaking
from okk_text.privacy import MaskingFailed
from okk_text.results import NOT_ASSESSED, Answer, Verdict
from okk_text.rubric import Criterion
from okk_text.settings import Llm, Settings, Team

log = logging.getLogger(__name__)
T = TypeVar("T")

PARALLEL = 8  # questions at a time, of a model that is not on this machine
CRITICAL_ASKINGS = 3  # a label that caps the score is asked for this often at least


def open_judge(
    settings: Settings, *, answers: Answers, repeats: int | None = None, reverse: bool = False,
    door: Callable[..., Door] = Door,
) -> Judge | None:  # fmt: skip
    """The judge that [llm] in okk.toml describes; None where there is no such table.

    Raises OkkError where the endpoint is not allowed or a passport cannot be read.
    """
    llm = settings.llm
    if llm is None:
        return None
    others = [
        llm.model_copy(update={"model": m.model, "base_url": m.base_url or llm.base_url})
        for m in llm.panel
    ]
    budget = Budget(llm.max_calls, llm.max_tokens)
    inquirers = []
    for each in (llm, *others):
        path = settings.folder / llm.passport if llm.passport and each is llm else None
        opened = door(each, privacy=settings.privacy, answers=answers, budget=budget)
        inquirers.append(
            Inquirer(opened, passport=load_passport(each.model, path), reverse=reverse)
        )
    return Judge(
        settings,
        inquirers,
        parallel=llm.parallel or _usual_parallel(llm),
        repeats=repeats or llm.repeats,
        at_once=llm.asks == "conversation",
    )


class Judge:
    """Judges conversations with the models of okk.toml, several questions at a time."""

    def __init__(
        self, settings: Settings, inquirers: Sequence[Inquirer], *, parallel: int,
        repeats: int = 1, at_once: bool = False,
    ):  # fmt: skip
        self._settings = settings
        self._language: Language = current_language()  # threads do not inherit it
        self.inquirers = inquirers
        self._repeats = repeats
        self._at_once = at_once
        self.parallel = parallel
        self._waiting = 0  # packets begun and not done
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(parallel, thread_name_prefix="judge")

    def begin(
        self, conversation: Conversation, criteria: Sequence[Criterion], *, team: Team | None,
        verdicts: Sequence[Verdict], facts: Mapping[str, Any],
    ) -> Judging:  # fmt: skip
        """Start judging what the rules' verdicts and facts leave open."""
        asked = [self._ready(c, team) for c in criteria if c.questions or c.needs]
        decided = {(v.criterion, v.n): v.label for v in verdicts if v.label != NOT_ASSESSED}
        wanted = [c for c in asked if (c.id, None) not in decided]
        absent = [c for c in wanted if not given_by(team, c, self._settings)]
        wanted = [c for c in wanted if c not in absent]
        judging = Judging(conversation, wanted, absent)
        try:
            case = Case(conversation, self._settings, facts=self._facts(wanted, team))
        except MaskingFailed as error:
            judging.failed = error.problem
            log.warning("conversation %s was not masked and not sent", conversation.id)
            return judging
        for work in self._work(case, wanted, decided, facts):
            judging.parts.append(self.submit(work))
        return judging

    def close(self) -> None:
        """Let go of the threads; what has not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def is_busy(self) -> bool:
        """Whether enough waits for a free thread."""
        with self._lock:
            return self._waiting > 2 * self.parallel

    def usage(self) -> dict[str, Any]:
        """Calls, tokens and what stayed open, for the record of the run."""
        first = self.inquirers[0].door.usage()
        for inquirer in self.inquirers[1:]:
            for key, value in inquirer.door.usage().items():
                first[key] = f"{first[key]}, {value}" if key == "model" else first[key] + value
        return first

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Do a piece of work as soon as a thread is free."""
        with self._lock:
            self._waiting += 1
        future = self._pool.submit(self._spoken, work)
        future.add_done_callback(self._done)
        return future

    def _spoken(self, work: Callable[[], T]) -> T:
        with speaking(self._language):
            return work()

    def _done(self, _: Future[Any]) -> None:
        with self._lock:
            self._waiting -= 1

    def _ready(self, criterion: Criterion, team: Team | None) -> Criterion:
        if criterion.needs == "script" and team and team.script:
            return with_steps(criterion, script_of(self._settings.folder / team.script))
        return criterion

    def _facts(self, criteria: Sequence[Criterion], team: Team | None) -> str:
        wanted = any(criterion.needs == "facts" for criterion in criteria)
        if not wanted or team is None or not team.facts:
            return ""
        return facts_of(self._settings.folder / team.facts)

    def _work(
        self, case: Case, criteria: Sequence[Criterion],
        decided: Mapping[tuple[str, int | None], str], facts: Mapping[str, Any],
    ) -> Iterator[Callable[[], Judged]]:  # fmt: skip
        """A piece of work for each packet; what is shown once is asked about in one go."""
        left = list(_left(case, criteria, decided))
        if self._at_once and left:
            yield lambda: self._judged_at_once(case, left)
        else:
            for packet, some in left:
                yield lambda packet=packet, some=some: self._judged(case, packet, some)
        kinds = next((c for c in criteria if c.unit == "client_turn"), None)
        handling = next((c for c in criteria if c.unit == "objection"), None)
        known = {entry["n"]: entry["kind"] for entry in facts.get("objections") or ()}
        if kinds or (handling and known):
            for packet in packets(case.conversation, "client_turn", case.lines):
                yield lambda packet=packet: self._objections(case, packet, kinds, handling, known)

    def _judged_at_once(
        self, case: Case, left: Sequence[tuple[Packet, Sequence[Criterion]]]
    ) -> Judged:
        asked = [(p, c) for p, some in left for c in some if not p.of & case.lines.attacked]
        said: Judged = [
            _to_a_person(c, p.n) for p, some in left for c in some if p.of & case.lines.attacked
        ]
        tables = [
            asked_at_once(case, asked, inquirer, repeat=repeat)
            for inquirer in self.inquirers
            for repeat in range(self._repeats)
        ]
        for packet, criterion in asked:
            askings = [table[criterion.id, packet.n] for table in tables]
            said.append(self._steadied(case, packet, criterion, askings))
        return said

    def _judged(self, case: Case, packet: Packet, criteria: Sequence[Criterion]) -> Judged:
        if packet.of & case.lines.attacked:
            return [_to_a_person(criterion, packet.n) for criterion in criteria]
        return [self._verdict(case, packet, criterion) for criterion in criteria]

    def _verdict(self, case: Case, packet: Packet, criterion: Criterion) -> Verdict:
        askings = [
            asking(case, packet, criterion, inquirer, repeat=repeat)
            for inquirer in self.inquirers
            for repeat in range(self._repeats)
        ]
        return self._steadied(case, packet, criterion, askings)

    def _steadied(
        self, case: Case, packet: Packet, criterion: Criterion, askings: list[dict[str, Answer]]
    ) -> Verdict:
        """The verdict of the askings; a critical one is asked for again first."""
        verdict = verdict_of(criterion, packet.n, askings)
        while verdict.label in criterion.critical and len(askings) < CRITICAL_ASKINGS:
            askings.append(asking(case, packet, criterion, self.inquirers[0], repeat=len(askings)))
            verdict = verdict_of(criterion, packet.n, askings)
        counted = not self.inquirers[0].passport.holds_back(criterion.id)
        return verdict.model_copy(update={"counted": counted})

    def _objections(
        self, case: Case, packet: Packet, kinds: Criterion | None, handling: Criterion | None,
        known: Mapping[int, str],
    ) -> Judged:  # fmt: skip
        """The objections of one client's turn: those the rule found, else what the judge sees."""
        numbers = {line.n for window in packet.windows for line in window.judged}
        found = [Objection(n=n, kind=kind) for n, kind in known.items() if n in numbers]
        said: Judged = []
        if not found and kinds:
            (verdict,) = self._judged(case, packet, [kinds])
            assert isinstance(verdict, Verdict)
            said = [verdict]
            if verdict.label not in (NOT_ASSESSED, NO_OBJECTION):
                place = next((a.evidence[0].n for a in verdict.answers if a.evidence), packet.n)
                found = [Objection(n=place or 0, kind=verdict.label)]
        return [*said, *(self._met(case, each, handling) for each in found)]

    def _met(self, case: Case, found: Objection, handling: Criterion | None) -> Objection:
        if handling is None:
            return found
        packet = objection(case.conversation, found.n, case.lines)
        if packet is None:
            return found.model_copy(update={"handled": "none"})
        (verdict,) = self._judged(case, packet, [handling])
        assert isinstance(verdict, Verdict)
        return found.model_copy(
            update={"handled": verdict.label, "answer_n": packet.answer_n, "verdict": verdict}
        )


def _left(
    case: Case, criteria: Sequence[Criterion], decided: Mapping[tuple[str, int | None], str]
) -> Iterator[tuple[Packet, list[Criterion]]]:
    """Each packet with the criteria that no rule has decided there."""
    for unit in ("message", "turn", "conversation"):
        of_unit = [c for c in criteria if c.unit == unit]
        for packet in packets(case.conversation, unit, case.lines) if of_unit else ():
            if some := [c for c in of_unit if (c.id, packet.n) not in decided]:
                yield packet, some


def asking(
    case: Case, packet: Packet, criterion: Criterion, inquirer: Inquirer, *, repeat: int = 0
) -> dict[str, Answer]:
    """The criterion's questions about a packet put once to one model: answers by question."""
    sheets = sheets_of(case, packet, criterion)
    said: dict[str, Answer] = {}
    for question in criterion.questions:
        given = {name: answer.answer for name, answer in said.items()}
        if all(given.get(name) == word for name, word in question.after.items()):
            said[question.id] = inquirer.answer(
                criterion.id, question, sheets, text=case.text, guard=case.guard, repeat=repeat
            )
    return said


def _usual_parallel(llm: Llm) -> int:
    from okk_text.judge.openai_model import is_loopback

    return 1 if llm.base_url and is_loopback(llm.base_url) else PARALLEL


def _to_a_person(criterion: Criterion, n: int | None) -> Verdict:
    return Verdict(
        criterion=criterion.id,
        n=n,
        label=NOT_ASSESSED,
        reason=say(
            "нужен взгляд человека: текст обращается к проверяющей программе",
            "a person should look: the text speaks to the judging program",
        ),
        by="llm",
        review=True,
    )
