"""What checks, judge and scoring say of a conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from okk_text.conversation.model import Conversation, Frozen, Span

Severity = Literal["error", "warning", "hint"]
By = Literal["rule", "llm"]
Said = Literal["yes", "no", "not_applicable", "unsure"]

NOT_ASSESSED = "not_assessed"  # could not be judged: neither a failure nor a pass
NOT_APPLICABLE = "na"  # nothing of the kind is due here


class Finding(Frozen):
    """A place to mend. `span` counts code points of the message's `own_text`; None: something is missing.

    `note` is one sentence for the manager: what to do, never what is wrong with them. `fix` is what
    to put in the span's place ("" deletes it), None where no fix is sure.
    """

    criterion: str
    check: str
    n: int
    span: Span | None
    note: str
    fix: str | None = None
    severity: Severity = "warning"


class Cited(Frozen):
    """A place in the own text of message `n`."""

    n: int
    span: Span


class Answer(Frozen):
    """What a model said to one yes/no question; `answer` None: nothing that could be used.

    `chance` is the probability of a yes where the endpoint gives it.
    """

    question: str
    answer: Said | None
    evidence: tuple[Cited, ...] = ()
    chance: float | None = None
    reason: str | None = None
    model: str | None = None


class Verdict(Frozen):
    """The label of one criterion for one message (`n`) or for the conversation (`n` None).

    `evidence` are places in the own text of message `n`, `cited` those of a conversation's verdict;
    `reason` one sentence for people, a must where the label is not_assessed. `value` only where no
    table of labels gives it. Of a judge's verdict also the `answers`, the `band` of values over
    repeats and models, whether a person should look (`review`), and whether it is `counted`: a model
    too weak for the criterion only shows what it thinks.
    """

    criterion: str
    n: int | None
    label: str
    reason: str | None = None
    evidence: tuple[Span, ...] = ()
    value: float | None = None
    by: By = "rule"
    cited: tuple[Cited, ...] = ()
    answers: tuple[Answer, ...] = ()
    band: tuple[float, float] | None = None
    review: bool = False
    counted: bool = True


class Fact(Frozen):
    """Something known about the whole conversation: a field of its record, e.g. first_reply_minutes."""

    name: str
    value: Any


class Score(Frozen):
    """What one criterion is worth here: value 0–1, None where not applicable or not assessed."""

    criterion: str
    n: int | None
    label: str
    value: float | None
    weight: float
    by: By = "rule"
    reason: str | None = None
    evidence: tuple[Span, ...] = ()
    cited: tuple[Cited, ...] = ()
    answers: tuple[Answer, ...] = ()
    band: tuple[float, float] | None = None
    review: bool = False


class Total(Frozen):
    """Weighted mean 0–100 of the known scores (None: none known) and the share of weight known."""

    score: float | None
    coverage: float | None


class Rewrite(Frozen):
    """A suggested text in place of message `n`, with all its facts kept."""

    n: int
    text: str
    by: By


class RubricStamp(Frozen):
    """Which rubric gave the scores."""

    name: str
    version: str
    sha256: str


class Scorecard(Frozen):
    """All that is said of one conversation. `messages` holds the totals of managers' messages by n."""

    conversation: Conversation
    team: str | None
    rubric: RubricStamp
    total: Total
    messages: dict[int, Total]
    scores: tuple[Score, ...]
    findings: tuple[Finding, ...]
    facts: dict[str, Any]
    rewrites: tuple[Rewrite, ...] = ()

    def scores_of(self, n: int | None) -> tuple[Score, ...]:
        """The scores of message `n`, or with None those of the conversation itself."""
        return tuple(score for score in self.scores if score.n == n)

    def findings_of(self, n: int) -> tuple[Finding, ...]:
        """The findings in message `n`, in the order of their places."""
        found = (finding for finding in self.findings if finding.n == n)
        return tuple(
            sorted(found, key=lambda f: (f.span.start, f.span.end) if f.span else (-1, -1))
        )


class Skip(Frozen):
    """A source that was not read, or not wholly, and why, in words for people."""

    source: str
    reason: str


class Run(Frozen):
    """The record of one run, written after everything else."""

    version: str
    rubric: RubricStamp
    started_at: datetime
    seconds: float
    conversations: int
    messages: int
    skipped: tuple[Skip, ...] = ()
    notes: tuple[str, ...] = ()  # e.g. which grammar engine worked and why
    llm: dict[str, Any] | None = None
