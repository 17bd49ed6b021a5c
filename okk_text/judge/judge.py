"""The judge: puts the questions that rules left open to a model and gives verdicts and facts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any

from okk_text.conversation.model import Conversation
from okk_text.judge.answers import Answers
from okk_text.judge.budget import Budget
from okk_text.judge.door import Door
from okk_text.judge.inquiry import Guard, Inquirer, Text
from okk_text.judge.objections import (
    NO_OBJECTION,
    Objection,
    objections_fact,
    objections_verdict,
)
from okk_text.judge.packets import Packet, objection, packets
from okk_text.judge.passport import load_passport
from okk_text.judge.prompts import Sheet
from okk_text.judge.sentences import Lines
from okk_text.judge.team_papers import facts_of, given_by, script_of, with_steps
from okk_text.judge.verdicts import verdict_of
from okk_text.language import Language, current_language, say, speaking
from okk_text.lexicon import text_language
from okk_text.privacy import MaskingFailed, Vault
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Answer, Fact, Verdict
from okk_text.rubric import Criterion
from okk_text.settings import Llm, Settings, Team

log = logging.getLogger(__name__)

Judged = list[Verdict | Objection]
PARALLEL = 8  # questions at a time, of a model that is not on this machine
CRITICAL_ASKINGS = 3  # a label that caps the score is asked for this often at least


def open_judge(settings: Settings, *, answers: Answers, repeats: int | None = None) -> Judge | None:
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
        door = Door(each, privacy=settings.privacy, answers=answers, budget=budget)
        inquirers.append(Inquirer(door, passport=load_passport(each.model, path)))
    return Judge(
        settings,
        inquirers,
        parallel=llm.parallel or _usual_parallel(llm),
        repeats=repeats or llm.repeats,
    )


class Judge:
    """Judges conversations with the models of okk.toml, several questions at a time."""

    def __init__(
        self, settings: Settings, inquirers: Sequence[Inquirer], *, parallel: int,
        repeats: int = 1,
    ):  # fmt: skip
        self._settings = settings
        self._language: Language = current_language()  # threads do not inherit it
        self._inquirers = inquirers
        self._repeats = repeats
        self._parallel = parallel
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
            judging.parts.append(self._submit(work))
        return judging

    def close(self) -> None:
        """Let go of the threads; what has not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def is_busy(self) -> bool:
        """Whether enough waits for a free thread."""
        with self._lock:
            return self._waiting > 2 * self._parallel

    def usage(self) -> dict[str, Any]:
        """Calls, tokens and what stayed open, for the record of the run."""
        first = self._inquirers[0].door.usage()
        for inquirer in self._inquirers[1:]:
            for key, value in inquirer.door.usage().items():
                first[key] = f"{first[key]}, {value}" if key == "model" else first[key] + value
        return first

    def _submit(self, work: Callable[[], Judged]) -> Future[Judged]:
        with self._lock:
            self._waiting += 1
        future = self._pool.submit(self._spoken, work)
        future.add_done_callback(self._done)
        return future

    def _spoken(self, work: Callable[[], Judged]) -> Judged:
        with speaking(self._language):
            return work()

    def _done(self, _: Future[Judged]) -> None:
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
        for unit in ("message", "turn", "conversation"):
            of_unit = [c for c in criteria if c.unit == unit]
            for packet in packets(case.conversation, unit, case.lines) if of_unit else ():
                left = [c for c in of_unit if (c.id, packet.n) not in decided]
                if left:
                    yield lambda packet=packet, left=left: self._judged(case, packet, left)
        kinds = next((c for c in criteria if c.unit == "client_turn"), None)
        handling = next((c for c in criteria if c.unit == "objection"), None)
        known = {entry["n"]: entry["kind"] for entry in facts.get("objections") or ()}
        if kinds or (handling and known):
            for packet in packets(case.conversation, "client_turn", case.lines):
                yield lambda packet=packet: self._objections(case, packet, kinds, handling, known)

    def _judged(self, case: Case, packet: Packet, criteria: Sequence[Criterion]) -> Judged:
        if packet.of & case.lines.attacked:
            return [_to_a_person(criterion, packet.n) for criterion in criteria]
        return [self._verdict(case, packet, criterion) for criterion in criteria]

    def _verdict(self, case: Case, packet: Packet, criterion: Criterion) -> Verdict:
        askings = [
            asking(case, packet, criterion, inquirer, repeat=repeat)
            for inquirer in self._inquirers
            for repeat in range(self._repeats)
        ]
        verdict = verdict_of(criterion, packet.n, askings)
        while verdict.label in criterion.critical and len(askings) < CRITICAL_ASKINGS:
            askings.append(asking(case, packet, criterion, self._inquirers[0], repeat=len(askings)))
            verdict = verdict_of(criterion, packet.n, askings)
        counted = not self._inquirers[0].passport.holds_back(criterion.id)
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


class Case:
    """One conversation masked and ready to be shown."""

    def __init__(self, conversation: Conversation, settings: Settings, *, facts: str):
        vault = Vault(conversation, settings)
        self.conversation = conversation
        self.lines = Lines(conversation, vault.masked)
        self.facts = vault.masked(facts) if facts else ""
        self.guard: Guard = vault.leaks
        self.language: Language = text_language(
            "\n".join(m.own_text for m in conversation.messages if m.role == "manager")
        )
        self.text = Text(
            own={m.n: m.own_text for m in conversation.messages},
            written={m.n: m.sent_at for m in conversation.messages},
        )


class Judging:
    """A conversation that is being judged: wait for what is said of it."""

    def __init__(
        self, conversation: Conversation, criteria: Sequence[Criterion], absent: Sequence[Criterion]
    ):
        self.conversation = conversation
        self.parts: list[Future[Judged]] = []
        self.failed: str | None = None
        self._criteria = criteria
        self._absent = absent

    def said(self) -> list[Verdict | Fact]:
        """All verdicts and facts, once every question has its answer or its reason for none."""
        judged = [item for part in self.parts for item in self._of(part)]
        verdicts = [item for item in judged if isinstance(item, Verdict)]
        verdicts += [_not_given(criterion) for criterion in self._absent]
        if self.failed:
            return [*verdicts, *self._not_sent()]
        found = [item for item in judged if isinstance(item, Objection)]
        kinds = {c.id for c in self._criteria if c.unit == "client_turn"}
        unclear = any(v.criterion in kinds and v.label == NOT_ASSESSED for v in verdicts)
        verdicts = [v for v in verdicts if v.criterion not in kinds]  # the fact says it
        facts = [
            Fact(name=c.fact, value=v.label)
            for c in self._criteria
            for v in verdicts
            if c.fact and v.criterion == c.id and v.n is None
        ]
        for criterion in self._criteria:
            if criterion.unit == "objection":
                verdicts.append(objections_verdict(criterion, found, unclear=unclear))
        objections = [objections_fact(found)] if found else []
        return [*verdicts, *facts, *objections]

    def _of(self, part: Future[Judged]) -> Judged:
        try:
            return part.result()
        except Exception:
            log.exception("the judge failed on conversation %s", self.conversation.id)
            return []

    def _not_sent(self) -> Iterator[Verdict]:
        for criterion in self._criteria:
            numbers = [m.n for m in self.conversation.by("manager")]
            for n in numbers if criterion.unit in ("message", "turn") else [None]:
                yield Verdict(
                    criterion=criterion.id, n=n, label=NOT_ASSESSED, reason=self.failed, by="llm"
                )


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


def sheets_of(case: Case, packet: Packet, criterion: Criterion) -> list[Sheet]:
    """The packet's windows as they are shown for this criterion."""
    facts = case.facts if criterion.needs == "facts" else ""
    return [Sheet(language=case.language, window=window, facts=facts) for window in packet.windows]


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


def _not_given(criterion: Criterion) -> Verdict:
    return Verdict(criterion=criterion.id, n=None, label=NOT_APPLICABLE)
