"""What the material shows: moments with their shares and best answers, and gaps of the script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from okk_text.intervals import Share, apart, share
from okk_text.judge.team_papers import Step
from okk_text.scripts.excerpts import Excerpt, Kept, excerpt
from okk_text.scripts.material import Candidate, Material, Moment, Wording
from okk_text.scripts.moments import KINDS, STAGES
from okk_text.scripts.outcomes import Followed
from okk_text.scripts.topics import COVERS, Topic, covered_part, topic
from okk_text.settings import Settings

EXEMPLARS = 3  # of a moment
WORDINGS = 8  # of a moment
FEWEST = 3  # conversations in which a wording was said
ENOUGH = 5  # conversations that tell how a wording fares
GAPS = 15
FEWEST_ASKED = 2  # conversations in which a question came

Side = Literal["more", "less"]


@dataclass(frozen=True, slots=True)
class WordingFound:
    """A wording and what followed; `progress` and `silence` say where it surely differs from the rest."""

    example: Excerpt
    followed: Followed
    progress: Side | None
    silence: Side | None


@dataclass(frozen=True, slots=True)
class MomentFound:
    """One moment: how often, how met, what followed, which wordings, the best answers."""

    name: str
    times: int
    conversations: int
    handled: dict[str, int]
    followed: Followed
    wordings: tuple[WordingFound, ...]
    exemplars: tuple[Excerpt, ...]

    @property
    def is_objection(self) -> bool:
        """Whether it is an objection, not a stage."""
        return self.name in KINDS


@dataclass(frozen=True, slots=True)
class QuestionFound:
    """A question of clients, in how many conversations it came, the step that covers it, if any.

    `in_facts`: a line of the fact sheet covers it.
    """

    words: tuple[str, ...]
    asked: Share
    unanswered: int
    examples: tuple[Excerpt, ...]
    step: Step | None
    in_facts: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything to show but the drafts."""

    conversations: int
    newest: date | None
    stands: dict[str, int]
    moments: tuple[MomentFound, ...]
    questions: tuple[QuestionFound, ...]
    forgotten: int
    unmasked: int

    @property
    def gaps(self) -> tuple[QuestionFound, ...]:
        """The questions that no step covers."""
        return tuple(question for question in self.questions if question.step is None)


def findings(
    material: Material, *, steps: Sequence[Step], settings: Settings, facts: str = ""
) -> Findings:
    """What to show of the material; only what is shown is masked."""
    masking = _Masking(settings)
    found = [
        _moment(name, material.moments[name], material.newest, masking)
        for name in (*KINDS, *STAGES)
        if name in material.moments and material.moments[name].times
    ]
    told = [topic(line) for line in facts.splitlines()]
    questions = tuple(_questions(material, steps, told, masking))
    forgotten = material.questions.forgotten + sum(
        moment.wordings.forgotten for moment in material.moments.values()
    )
    return Findings(
        conversations=material.conversations,
        newest=material.newest,
        stands=dict(material.stands),
        moments=tuple(found),
        questions=questions,
        forgotten=forgotten,
        unmasked=masking.failed,
    )


class _Masking:
    """Masks and counts what could not be masked."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self.failed = 0

    def __call__(self, words: Kept | None) -> Excerpt | None:
        masked = excerpt(words, self._settings) if words else None
        self.failed += masked is None
        return masked


def _moment(name: str, moment: Moment, newest: date | None, masking: _Masking) -> MomentFound:
    followed = moment.outcomes.followed(newest)
    exemplars: list[Excerpt] = []
    for candidate in _candidates(moment, followed, newest):
        if len(exemplars) < EXEMPLARS and (masked := masking(candidate.words)):
            exemplars.append(masked)
    return MomentFound(
        name=name,
        times=moment.times,
        conversations=moment.conversations,
        handled=dict(Counter(moment.handled)),
        followed=followed,
        wordings=tuple(_wordings(moment, followed, newest, masking)),
        exemplars=tuple(exemplars),
    )


def _candidates(moment: Moment, all_: Followed, newest: date | None) -> list[Candidate]:
    """The best answers, those whose wordings progress followed most often first.

    Left out is an answer with a wording that progress followed more rarely than the average.
    """
    rated: list[tuple[float, float, Candidate]] = []
    for candidate in moment.best:
        shares = list(_shares(candidate, moment, newest))
        if all_.progress and any(part.part < all_.progress.part for part in shares):
            continue
        low = min((part.low for part in shares), default=0.0)
        rated.append((candidate.rank[0], low, candidate))
    return [one for *_, one in sorted(rated, key=lambda each: each[:2], reverse=True)]


def _shares(candidate: Candidate, moment: Moment, newest: date | None) -> Iterator[Share]:
    """How often progress followed its wordings, those that were said often enough."""
    for about in candidate.sentences:
        wording = moment.wordings.like(about)
        part = wording.outcomes.followed(newest).progress if wording else None
        if part and part.total >= ENOUGH:
            yield part


def _wordings(
    moment: Moment, all_: Followed, newest: date | None, masking: _Masking
) -> Iterator[WordingFound]:
    shown = 0
    for _, wording in moment.wordings:
        if wording.count < FEWEST or shown == WORDINGS:
            return
        found = _wording(wording, all_, newest, masking)
        if found:
            shown += 1
            yield found


def _wording(
    wording: Wording, all_: Followed, newest: date | None, masking: _Masking
) -> WordingFound | None:
    masked = masking(wording.example)
    if masked is None:
        return None
    followed = wording.outcomes.followed(newest)
    return WordingFound(
        example=masked,
        followed=followed,
        progress=_side(followed.progress, all_.progress),
        silence=_side(followed.silence, all_.silence),
    )


def _side(one: Share | None, all_: Share | None) -> Side | None:
    """Where a part surely differs from the rest of the whole."""
    if one is None or all_ is None:
        return None
    rest = share(all_.hits - one.hits, all_.total - one.total)
    if rest is None or not apart(one, rest):
        return None
    return "more" if one.low > rest.high else "less"


def _questions(
    material: Material, steps: Sequence[Step], told: Sequence[Topic], masking: _Masking
) -> Iterator[QuestionFound]:
    """The frequent questions, uncovered ones first come as long as there is room."""
    topics = [(step, _topic(step)) for step in steps]
    room = {True: GAPS, False: GAPS}
    for _, asked in material.questions:
        if asked.count < FEWEST_ASKED:
            return
        step = _covering(frozenset(asked.core), topics)
        if not room[step is None]:
            continue
        examples = tuple(found for words in asked.examples if (found := masking(words)))
        came = share(asked.count, material.conversations)
        if examples and came:
            room[step is None] -= 1
            core = frozenset(asked.core)
            in_facts = any(covered_part(core, line) >= COVERS for line in told)
            yield QuestionFound(asked.core, came, asked.unanswered, examples, step, in_facts)


def _topic(step: Step) -> Topic:
    told = (step.title, step.ask, step.text)
    return topic_of_all([line for title in told if title for line in (title.ru, title.en)])


def topic_of_all(lines: Sequence[str]) -> Topic:
    """The telling words of several texts, sentence by sentence."""
    return frozenset().union(
        *(topic(line[at : at + 500]) for line in lines for at in range(0, len(line), 500))
    )


def _covering(asked: Topic, topics: Sequence[tuple[Step, Topic]]) -> Step | None:
    """The step that covers the question best, if any covers it."""
    best = max(topics, key=lambda item: covered_part(asked, item[1]), default=None)
    return best[0] if best and covered_part(asked, best[1]) >= COVERS else None
