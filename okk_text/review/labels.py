"""The labels that a person may give, in people's words and back."""

from __future__ import annotations

from collections.abc import Sequence

from okk_text.language import speaking
from okk_text.report.labels import label_text
from okk_text.results import NOT_APPLICABLE
from okk_text.rubric import Criterion


def choices(criterion: Criterion) -> tuple[str, ...]:
    """The labels of the criterion, «not due» last."""
    counted = ("ok", "faults") if criterion.counted else ()
    decided = tuple(row.label for row in criterion.decide)
    known = dict.fromkeys((*counted, *criterion.labels, *decided))
    return (*(label for label in known if label != NOT_APPLICABLE), NOT_APPLICABLE)


def choice_texts(labels: Sequence[str]) -> list[str]:
    """What the labels are called in the language of the run; no two alike."""
    texts = [label_text(label) for label in labels]
    return [
        text if texts.count(text) == 1 else f"{text} ({label})"
        for label, text in zip(labels, texts, strict=True)
    ]


def label_of(text: str, labels: Sequence[str]) -> str | None:
    """The label that is written so, in either language or by its own name; None: none of them."""
    written = text.strip().casefold()
    for language in ("ru", "en"):
        with speaking(language):
            for label, known in zip(labels, choice_texts(labels), strict=True):
                if written in (known.casefold(), label):
                    return label
    return None
