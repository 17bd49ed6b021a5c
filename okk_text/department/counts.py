"""What is counted: verdicts of a criterion, scores, hints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from okk_text.department.quotes import Example
from okk_text.intervals import Band, Share, band, share
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Score

MOST_HINTS = 5_000  # different hints that are counted at once; the rarest go first


@dataclass(slots=True)
class Cell:
    """How often a criterion was in order, was not, and could not be said."""

    fine: int = 0
    faulty: int = 0
    unknown: int = 0
    judged_fine: int = 0  # of these by a model
    judged_faulty: int = 0

    def add(self, score: Score) -> None:
        """Count one score in; what is not due does not count."""
        if score.label == NOT_APPLICABLE:
            return
        if score.label == NOT_ASSESSED or score.value is None:
            self.unknown += 1
            return
        is_fine, judged = score.value >= 1, score.by == "llm"
        self.fine += is_fine
        self.faulty += not is_fine
        self.judged_fine += judged and is_fine
        self.judged_faulty += judged and not is_fine

    def join(self, other: Cell) -> None:
        """Count all that another has counted, too."""
        self.fine += other.fine
        self.faulty += other.faulty
        self.unknown += other.unknown
        self.judged_fine += other.judged_fine
        self.judged_faulty += other.judged_faulty

    @property
    def share(self) -> Share | None:
        """How much was in order, of what was assessed; None where only faults could be seen.

        Rules alone know what is rude, but never that a tone is right: 0 % would be untrue.
        """
        if not self.fine and self.unknown:
            return None
        return share(self.fine, self.fine + self.faulty)

    @property
    def assessed(self) -> Share | None:
        """How much was assessed, of what was due."""
        known = self.fine + self.faulty
        return share(known, known + self.unknown)


@dataclass(slots=True)
class Points:
    """Scores added up, for their mean and its band."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, score: float) -> None:
        """Count one conversation's score in."""
        self.join(Points(1, score, score * score))

    def join(self, other: Points) -> None:
        """Count all that another has counted, too."""
        self.count += other.count
        self.total += other.total
        self.squares += other.squares

    @property
    def band(self) -> Band | None:
        """The mean with its interval."""
        return band(self.count, self.total, self.squares)


@dataclass(slots=True)
class Hints:
    """How often each hint came, by criterion and note, with one example each."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], Example] = field(default_factory=dict)

    def is_new(self, key: tuple[str, str]) -> bool:
        """Count a hint; whether it needs an example yet."""
        if len(self.counts) >= MOST_HINTS and key not in self.counts:
            self.counts = Counter({k: n for k, n in self.counts.items() if n > 1})
            self.examples = {k: e for k, e in self.examples.items() if k in self.counts}
        self.counts[key] += 1
        return key not in self.examples
