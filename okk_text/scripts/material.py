"""All that scripts are improved by, counted over scorecards one by one in bounded memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from okk_text.conversation.model import Message
from okk_text.lexicon.objections import objections
from okk_text.lexicon.texts import Text, folded, text_language
from okk_text.results import NOT_ASSESSED, Scorecard
from okk_text.scripts.excerpts import Keeper, Kept
from okk_text.scripts.groups import Groups
from okk_text.scripts.moments import KINDS, Spoken, moments
from okk_text.scripts.outcomes import PROGRESS, Outcomes
from okk_text.scripts.questions import questions_in
from okk_text.scripts.topics import Topic, likeness, root, roots, topic

EXAMPLES = 3  # of a group of questions
CANDIDATES = 8  # answers held for the exemplars of a moment
LONGEST_ANSWER = 1200  # characters of an exemplar
LONGEST_WORDING = 300
FEWEST_WORDS = 3  # telling words of a wording; fewer are small talk
TWINS = 0.6  # exemplars this much alike are one
_HANDLED = {"full": 2, "partial": 1, NOT_ASSESSED: 1, None: 1, "none": 0}


@dataclass
class Wording:
    """Sentences of managers that say the same, a conversation counted once."""

    outcomes: Outcomes = field(default_factory=Outcomes)
    example: Kept | None = None

    @property
    def count(self) -> int:
        """In how many conversations it was said."""
        return self.outcomes.count


@dataclass
class Asked:
    """Clients' questions that ask the same, a conversation counted once."""

    count: int = 0
    unanswered: int = 0
    examples: list[Kept] = field(default_factory=list)
    _times: Counter[str] = field(default_factory=Counter)
    _words: dict[str, str] = field(default_factory=dict)

    @property
    def core(self) -> tuple[str, ...]:
        """The words that stand in at least half of the questions, the most frequent first."""
        often = [root for root, times in self._times.most_common() if 2 * times >= self.count]
        return tuple(self._words[root] for root in often)

    def add(self, about: Topic) -> None:
        """Count one question with these words."""
        self.count += 1
        for word in sorted(about):
            self._times[root(word)] += 1
            self._words.setdefault(root(word), word)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that may be an exemplar: how good it is, its topic, those of its sentences."""

    rank: tuple[float, ...]
    about: Topic
    sentences: tuple[Topic, ...]
    words: Kept


@dataclass
class Moment:
    """What managers said at one moment."""

    times: int = 0
    conversations: int = 0
    handled: Counter[str] = field(default_factory=Counter)
    outcomes: Outcomes = field(default_factory=Outcomes)
    wordings: Groups[Wording] = field(default_factory=lambda: Groups(Wording))
    best: list[Candidate] = field(default_factory=list)


class Material:
    """Takes scorecards one by one; of the period only what was said in it counts."""

    def __init__(self, *, since: date | None = None, until: date | None = None):
        self.since, self.until = since, until
        self.conversations = 0
        self.newest: date | None = None
        self.moments: dict[str, Moment] = defaultdict(Moment)
        self.stands: Counter[str] = Counter()
        self.questions: Groups[Asked] = Groups(Asked)

    def add(self, scorecard: Scorecard) -> None:
        """Count one scorecard in."""
        conversation = scorecard.conversation
        days = [m.sent_at.date() for m in conversation.messages if m.sent_at]
        self.newest = max([*days, *([self.newest] if self.newest else [])], default=None)
        if not any(self._counts(message) for message in conversation.messages):
            return
        self.conversations += 1
        self.stands[scorecard.facts.get("deal_stage_by_text") or NOT_ASSESSED] += 1
        spoken = [one for one in moments(scorecard) if self._counts(one.turn[0])]
        keeper = Keeper(conversation)
        self._add_objections(scorecard)
        for name in {one.moment for one in spoken}:
            self.moments[name].conversations += name not in KINDS
            self._add_spoken([one for one in spoken if one.moment == name], scorecard, keeper)
        self._add_questions(scorecard, keeper)

    def _counts(self, message: Message) -> bool:
        if message.sent_at is None:
            return True
        day = message.sent_at.date()
        return not ((self.since and day < self.since) or (self.until and day > self.until))

    def _add_objections(self, scorecard: Scorecard) -> None:
        """How often each kind came and how it was met, answered or not."""
        numbers = {m.n for m in scorecard.conversation.messages if self._counts(m)}
        came = [o for o in scorecard.facts.get("objections") or () if o["n"] in numbers]
        for objection in came:
            moment = self.moments[objection["kind"]]
            moment.times += 1
            moment.handled[objection["handled"] or NOT_ASSESSED] += 1
        for kind in {objection["kind"] for objection in came}:
            self.moments[kind].conversations += 1

    def _add_spoken(self, spoken: Iterable[Spoken], scorecard: Scorecard, keeper: Keeper) -> None:
        """A moment's turns of one conversation: outcomes, wordings once, candidates."""
        told: set[int] = set()
        for one in spoken:
            moment = self.moments[one.moment]
            moment.times += one.handled is None
            moment.outcomes.add(one.outcome)
            for number, said, about in _sentences(one.turn):
                wording = moment.wordings.of(about)
                if id(wording) in told:
                    continue
                told.add(id(wording))
                wording.outcomes.add(one.outcome)
                if wording.example is None:
                    wording.example = keeper.kept(said, number, around=_around(one))
            self._consider(moment, one, scorecard, keeper)

    def _consider(self, moment: Moment, one: Spoken, scorecard: Scorecard, keeper: Keeper) -> None:
        """Hold the answer where it is among the best of its moment."""
        rank = _rank(one, scorecard)
        if rank is None or (len(moment.best) == CANDIDATES and rank <= moment.best[-1].rank):
            return
        about = roots(topic(one.text))
        twin = next((b for b in moment.best if likeness(b.about, about) >= TWINS), None)
        if twin is not None:
            if twin.rank >= rank:
                return
            moment.best.remove(twin)
        words = keeper.kept(one.text, one.turn[0].n, around=_around(one))
        sentences = tuple(roots for _, _, roots in _sentences(one.turn))
        candidate = Candidate(rank, about, sentences, words)
        moment.best = sorted([*moment.best, candidate], key=lambda b: b.rank, reverse=True)
        del moment.best[CANDIDATES:]

    def _add_questions(self, scorecard: Scorecard, keeper: Keeper) -> None:
        conversation = scorecard.conversation
        doubted = {o["n"] for o in scorecard.facts.get("objections") or ()}
        last = max((m.n for m in conversation.by("manager") if not m.internal), default=0)
        told: set[int] = set()
        for message in conversation.by("client"):
            if message.auto or not self._counts(message):
                continue
            text = message.own_text
            for place in questions_in(text):
                words = text[place.start : place.end]
                if message.n in doubted and objections(words):
                    continue  # «А дешевле можно?» is counted as an objection
                about = topic(words)
                asked = self.questions.of(roots(about))
                if id(asked) in told:
                    continue
                told.add(id(asked))
                asked.add(about)
                asked.unanswered += message.n > last
                if len(asked.examples) < EXAMPLES and not _told(words, asked.examples):
                    asked.examples.append(keeper.kept(words, message.n, around=[message]))


def _told(words: str, examples: Iterable[Kept]) -> bool:
    return any(folded(words) == folded(example.text) for example in examples)


def _around(one: Spoken) -> tuple[Message, ...]:
    """What was asked and what was said to it."""
    return (*((one.asked,) if one.asked else ()), *one.turn)


def _sentences(turn: Iterable[Message]) -> Iterator[tuple[int, str, Topic]]:
    """The telling sentences of a turn: message number, words, roots of the topic."""
    for message in turn:
        text = message.own_text
        for start, end in Text(text, text_language(text)).sentences:
            if end - start <= LONGEST_WORDING:
                about = roots(topic(text[start:end]))
                if len(about) >= FEWEST_WORDS:
                    yield message.n, text[start:end], about


def _rank(one: Spoken, scorecard: Scorecard) -> tuple[float, ...] | None:
    """How good an example the answer is: how met, what followed, its score, brevity; None: none."""
    text = one.text
    handled = _HANDLED.get(one.handled, 1)
    followed = one.outcome.kind in PROGRESS
    if not handled or len(text) > LONGEST_ANSWER or len(topic(text)) < FEWEST_WORDS:
        return None
    if not followed and handled < 2:
        return None
    totals = [scorecard.messages[m.n].score for m in one.turn if m.n in scorecard.messages]
    known = [score for score in totals if score is not None]
    score = sum(known) / len(known) if known else 0.0
    return (handled, float(followed), round(score), -len(text))
