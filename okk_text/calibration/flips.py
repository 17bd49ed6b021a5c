"""Does the judge care who writes? Names, genders and the order of questions are swapped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from okk_text.calibration.swaps import other_gender, other_names
from okk_text.conversation.model import Conversation, Frozen
from okk_text.judge.judge import Judge
from okk_text.language import say
from okk_text.results import Fact, Verdict
from okk_text.rubric import Criterion

Labels = Mapping[tuple[str, int | None], str]


class Flips(Frozen):
    """How many verdicts of one swap turned; `examples` say where, from what to what."""

    swap: str
    verdicts: int
    turned: int
    examples: tuple[str, ...] = ()


def flips(
    conversations: Sequence[Conversation], judge: Judge, reversed_judge: Judge,
    criteria_of: Callable[[Conversation], Sequence[Criterion]],
) -> list[Flips]:  # fmt: skip
    """The verdicts that turn when names, genders or the order of questions are swapped."""
    plain = [_labels(c, judge, criteria_of(c)) for c in conversations]
    swaps: tuple[tuple[str, Judge, Callable[[Conversation], Conversation]], ...] = (
        (say("имена", "names"), judge, other_names),
        (say("пол", "gender"), judge, other_gender),
        (say("порядок вопросов", "order of questions"), reversed_judge, lambda c: c),
    )
    return [
        _flips(name, conversations, plain, [_labels(turn(c), who, criteria_of(c)) for c in conversations])
        for name, who, turn in swaps
    ]  # fmt: skip


def _labels(
    conversation: Conversation, judge: Judge, criteria: Sequence[Criterion]
) -> dict[tuple[str, int | None], str]:
    """What the judge alone says, without the rules."""
    judging = judge.begin(conversation, criteria, team=None, verdicts=(), facts={})
    labels: dict[tuple[str, int | None], str] = {}
    for item in judging.said():
        if isinstance(item, Verdict):
            labels[item.criterion, item.n] = item.label
        elif isinstance(item, Fact) and item.name == "objections":
            labels |= {("objection", entry["n"]): entry["kind"] for entry in item.value}
    return labels


def _flips(
    swap: str, conversations: Iterable[Conversation], plain: Iterable[Labels],
    swapped: Iterable[Labels],
) -> Flips:  # fmt: skip
    total, turned, examples = 0, 0, []
    for conversation, before, after in zip(conversations, plain, swapped, strict=True):
        for place in before.keys() | after.keys():
            old, new = before.get(place, "na"), after.get(place, "na")
            total += 1
            if old != new:
                turned += 1
                examples.append(f"{conversation.id} {_named(place)}: {old} → {new}")
    return Flips(swap=swap, verdicts=total, turned=turned, examples=tuple(sorted(examples)))


def _named(place: tuple[str, int | None]) -> str:
    criterion, n = place
    return criterion if n is None else f"{criterion} #{n}"
