"""What the judge said of a conversation, in the form that reports show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from okk_text.conversation.model import Message
from okk_text.language import say
from okk_text.report.labels import label_text, look, not_counted
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Score, Scorecard
from okk_text.rubric import Rubric

EXCERPT = 140  # characters of a message that are quoted
DEAL = {  # fact -> the criterion that says the same
    "deal_stage_by_text": "deal_stage",
    "next_step_agreed": "next_step",
    "forwardable": "forwardable",
}
OBJECTION_KIND = "objection_kind"  # told by the table of objections
_SILENT = (None, NOT_APPLICABLE, NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class Criteria:
    """Titles of criteria, and which of them are never counted; another rubric's are shown by id."""

    titles: dict[str, str]
    report_only: frozenset[str]

    @classmethod
    def of(cls, rubric: Rubric) -> Criteria:
        """Those of the run's rubric."""
        only = frozenset(each.id for each in rubric.criteria if each.report_only)
        return cls(rubric.titles(), only)

    def title(self, criterion: str) -> str:
        """The criterion's title."""
        return self.titles.get(criterion, criterion)


@dataclass(frozen=True, slots=True)
class Place:
    """Words of message `n` that a verdict rests on."""

    n: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """One verdict of a model.

    `counted` is false where the model is too weak for the criterion, `scored` where the rubric only
    reports it.
    """

    score: Score
    title: str
    label: str
    places: tuple[Place, ...]
    counted: bool
    scored: bool

    @property
    def value(self) -> float | None:
        """0–1 where the label is good or bad; None where it only tells."""
        return self.score.value if self.scored else None

    @property
    def reason(self) -> str:
        """Why, without what the marks say already."""
        return _bare(self.score.reason)

    @property
    def is_open(self) -> bool:
        """Whether there is more to say than that all is well."""
        return self.score.review or not self.counted or (self.scored and self.score.value != 1)

    @property
    def marks(self) -> list[str]:
        """What to know before it is believed: a person's look, spread, not counted."""
        band = self.score.band
        marks = [look()] if self.score.review else []
        if band:
            low, high = (round(100 * value) for value in band)
            marks.append(say(f"ответы расходятся: {low}–{high}", f"answers differ: {low}–{high}"))
        return marks if self.counted else [*marks, not_counted()]


def opinions(scorecard: Scorecard, n: int | None, criteria: Criteria) -> list[Opinion]:
    """What the model said of message `n` (None: of the conversation), or could not say for sure."""
    told = objections(scorecard)
    return [
        Opinion(
            score=score,
            title=criteria.title(score.criterion),
            label=label_text(score.label, score.criterion),
            places=tuple(_places(scorecard, score)),
            counted=is_counted(score, criteria),
            scored=score.criterion not in criteria.report_only,
        )
        for score in scorecard.scores_of(n)
        if score.by == "llm"
        and (score.label not in _SILENT or (score.review and n is not None))
        and not (told and score.criterion == OBJECTION_KIND)
    ]


def is_counted(score: Score, criteria: Criteria) -> bool:
    """Whether it is worth something, or would be if it were known and its criterion counted."""
    silent = score.label in _SILENT or score.criterion in criteria.report_only
    return score.value is not None or silent


@dataclass(frozen=True, slots=True)
class Look:
    """What a person should look at, for one reason: the criteria and where."""

    reason: str
    titles: tuple[str, ...]
    numbers: tuple[int, ...]


def looks(scorecard: Scorecard, criteria: Criteria) -> list[Look]:
    """What a person should look at in the conversation, by reason."""
    by_reason: dict[str, list[Score]] = {}
    for score in scorecard.scores:
        if score.review:
            by_reason.setdefault(_bare(score.reason), []).append(score)
    return [
        Look(
            reason,
            tuple(dict.fromkeys(criteria.title(score.criterion) for score in scores)),
            tuple(sorted({score.n for score in scores if score.n is not None})),
        )
        for reason, scores in by_reason.items()
    ]


def not_assessed(scores: Iterable[Score], criteria: Criteria) -> dict[str, list[str]]:
    """Why something was not assessed, and what, each once."""
    found: dict[str, dict[str, None]] = {}
    for score in scores:
        if score.label == NOT_ASSESSED and not score.review:
            found.setdefault(score.reason or "", {})[criteria.title(score.criterion)] = None
    return {reason: list(titles) for reason, titles in found.items()}


@dataclass(frozen=True, slots=True)
class DealFact:
    """One thing known of the deal; `value` 0–1 where it is good or bad."""

    title: str
    label: str
    value: float | None


def deal(scorecard: Scorecard, criteria: Criteria) -> list[DealFact]:
    """Stage, next step and whether a third person understands the thread, as far as known."""
    values = {
        score.criterion: score.value
        for score in scorecard.scores_of(None)
        if score.criterion not in criteria.report_only
    }
    found = [(criterion, scorecard.facts.get(fact)) for fact, criterion in DEAL.items()]
    return [
        DealFact(criteria.title(criterion), label_text(label, criterion), values.get(criterion))
        for criterion, label in found
        if label not in _SILENT
    ]


def deal_labels(scorecard: Scorecard) -> list[str | None]:
    """The same three in one order; None where unknown."""
    labels = [scorecard.facts.get(fact) for fact in DEAL]
    return [None if label in _SILENT else label_text(label) for label in labels]


def objections(scorecard: Scorecard) -> list[dict[str, Any]]:
    """The conversation's objections with the words of client and manager."""
    words = {m.n: shortened(m.own_text) for m in scorecard.conversation.messages}
    return [
        {
            "n": each["n"],
            "kind": label_text(each["kind"]),
            "excerpt": words.get(each["n"], ""),
            "handled": each.get("handled") or NOT_ASSESSED,
            "how": label_text(each.get("handled") or NOT_ASSESSED),
            "answer_n": each.get("answer_n"),
            "answer": words.get(each.get("answer_n"), ""),
        }
        for each in scorecard.facts.get("objections") or ()
    ]


def shortened(text: str, longest: int = EXCERPT) -> str:
    """The text in one line, its beginning where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _places(scorecard: Scorecard, score: Score) -> Iterator[Place]:
    by_n: dict[int, Message] = {m.n: m for m in scorecard.conversation.messages}
    cited = [(place.n, place.span) for place in score.cited]
    if score.n is not None:
        cited = [(score.n, span) for span in score.evidence] + cited
    for n, span in cited:
        if n in by_n:
            yield Place(n, shortened(by_n[n].own_text[span.start : span.end]))


def _bare(reason: str | None) -> str:
    """The reason without the words that the mark says already."""
    reason = reason or ""
    return reason.removeprefix(look() + ": ")
