"""Counts of one measure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """True and false positives and negatives; what is only right or wrong has no false positives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0
    detects: bool = False
    misses: list[str] = field(default_factory=list)

    def hit(self, right: bool, note: str = "") -> None:
        """Count one answer as right or wrong."""
        if right:
            self.tp += 1
        else:
            self.fn += 1
            self.misses.append(note)

    def detect(self, wanted: bool, found: bool, note: str = "") -> None:
        """Count one case in which something may be there and may be found."""
        self.detects = True
        if wanted and not found:
            self.fn += 1
            self.misses.append(f"missed: {note}")
        elif found and not wanted:
            self.fp += 1
            self.misses.append(f"false alarm: {note}")
        elif wanted:
            self.tp += 1
        else:
            self.tn += 1

    def overlay(self, wanted: set[int], found: set[int], note: str) -> None:
        """Count places, such as characters, that are wanted and found."""
        self.detects = True
        self.tp += len(wanted & found)
        self.fp += len(found - wanted)
        self.fn += len(wanted - found)
        if wanted != found:
            self.misses.append(note)

    @property
    def figures(self) -> dict[str, float | None]:
        """Precision and recall where something is detected, else the share that is right."""
        if not self.detects:
            return {"right": self.recall}
        return {"precision": self.precision, "recall": self.recall}

    @property
    def precision(self) -> float | None:
        """Share of the found that is wanted."""
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Share of the wanted that is found."""
        return _share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
