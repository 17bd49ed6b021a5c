"""Measuring a model: its probabilities, then its verdicts with thresholds found on other folds."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from okk_text.calibration.gold import Labelled
from okk_text.calibration.skills import skill
from okk_text.calibration.thresholds import thresholds_of, truths
from okk_text.conversation.model import Frozen
from okk_text.judge.case import Case
from okk_text.judge.inquiry import Inquirer
from okk_text.judge.objections import NO_OBJECTION
from okk_text.judge.packets import Packet, objection, packets
from okk_text.judge.passport import Passport, Thresholds
from okk_text.judge.prompts import QUESTIONS, prompts_hash
from okk_text.judge.verdicts import verdict_of
from okk_text.privacy import MaskingFailed
from okk_text.results import NOT_APPLICABLE
from okk_text.rubric import Criterion, Question, Rubric
from okk_text.settings import Settings

log = logging.getLogger(__name__)

FOLDS = 5


class Place(NamedTuple):
    """One labelled place: a packet of a case, the criterion, and the label a person gave."""

    fold: int
    case: Case
    packet: Packet
    criterion: Criterion
    label: str


class Verdicted(Frozen):
    """A place's label by a person and by the judge."""

    criterion: str
    person: str
    judge: str


def calibrated(
    inquirer: Inquirer, places: Sequence[Place], *, rubric: Rubric, bar: float, parallel: int = 1,
    measured_on: str = "", done: Callable[[int], None] = lambda _: None,
) -> Passport:  # fmt: skip
    """The model's passport by these places.

    Thresholds that go into the passport are found on all places; the skills are measured with
    thresholds that were found without the place's own conversation.
    """
    questions = {
        f"{p.criterion.id}.{question.id}": question for p in places for question in p.criterion.questions
    }  # fmt: skip
    with ThreadPoolExecutor(parallel) as pool:
        chances = []
        for number, found in enumerate(pool.map(lambda p: _chances(inquirer, p), places), 1):
            chances.append(found)
            done(number)
        by_fold = {
            fold: _thresholds(questions, places, chances, without=fold) for fold in range(FOLDS)
        }
        said = list(pool.map(lambda p: _verdict(inquirer, p, by_fold[p.fold]), places))
    by_criterion: dict[str, list[tuple[str, str]]] = defaultdict(list)
    criteria = {place.criterion.id: place.criterion for place in places}
    for each in said:
        by_criterion[each.criterion].append((each.person, each.judge))
    return Passport(
        model=inquirer.door.model,
        rubric=f"{rubric.name} {rubric.version} {rubric.sha256}",
        prompts=prompts_hash(QUESTIONS),
        measured_on=measured_on,
        thresholds=_thresholds(questions, places, chances, without=None),
        skills={
            name: skill(criteria[name], pairs, bar=bar) for name, pairs in by_criterion.items()
        },
    )


def places(
    labelled: Iterable[Labelled], criteria: Sequence[Criterion], settings: Settings, *,
    most: int | None = None,
) -> list[Place]:  # fmt: skip
    """Every labelled place that the judge can be asked about; of each label `most` at most."""
    taken: dict[tuple[str, str], int] = defaultdict(int)
    found: list[Place] = []
    for number, each in enumerate(labelled):
        try:
            case = Case(each.conversation, settings)
        except MaskingFailed:
            log.warning("conversation %s was not masked and not asked", each.conversation.id)
            continue
        for packet, criterion, label in _labelled_packets(case, each, criteria):
            key = (criterion.id, label)
            if (
                not packet.windows
                or case.is_attacked(packet)
                or (most is not None and taken[key] >= most)
            ):
                continue
            taken[key] += 1
            found.append(Place(number % FOLDS, case, packet, criterion, label))
    return found


def _labelled_packets(
    case: Case, labelled: Labelled, criteria: Sequence[Criterion]
) -> Iterator[tuple[Packet, Criterion, str]]:
    for criterion in criteria:
        if not criterion.questions or case.conversation.medium not in criterion.media:
            continue
        if criterion.unit == "objection":
            for n, handled in labelled.handled.items():
                packet = objection(case.conversation, n, case.lines)
                if packet:
                    yield packet, criterion, handled
            continue
        for packet in packets(case.conversation, criterion.unit, case.lines):
            if label := _label(labelled, criterion, packet):
                yield packet, criterion, label


def _label(labelled: Labelled, criterion: Criterion, packet: Packet) -> str | None:
    """What people say of the packet; None: nothing, or it cannot be told."""
    if criterion.unit == "client_turn":
        if labelled.kinds is None:
            return None
        return next((labelled.kinds[n] for n in packet.judged if n in labelled.kinds), NO_OBJECTION)
    numbers = packet.judged if criterion.unit == "turn" else (packet.n,)
    labels = [label for n in numbers if (label := labelled.labels.get((criterion.id, n)))]
    return next((each for each in labels if each != NOT_APPLICABLE), labels[0] if labels else None)


def _chances(inquirer: Inquirer, place: Place) -> dict[str, float]:
    """The probability of yes for each question whose truth the label tells."""
    known = truths(place.criterion.decide, place.label)
    sheets = place.case.sheets(place.packet, place.criterion)
    found: dict[str, float] = {}
    for question in place.criterion.questions:
        if question.id in known:
            chance = inquirer.chance(place.case, question, sheets)
            if chance is not None:
                found[question.id] = chance
    return found


def _thresholds(
    questions: dict[str, Question], places: Sequence[Place], chances: Sequence[dict[str, float]],
    *, without: int | None,
) -> dict[str, Thresholds]:  # fmt: skip
    answers: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for place, found in zip(places, chances, strict=True):
        if place.fold == without:
            continue
        known = truths(place.criterion.decide, place.label)
        for name, chance in found.items():
            answers[f"{place.criterion.id}.{name}"].append((chance, known[name] == "yes"))
    return thresholds_of(questions, answers)


def _verdict(inquirer: Inquirer, place: Place, thresholds: dict[str, Thresholds]) -> Verdicted:
    measured = Inquirer(inquirer.door, passport=Passport(thresholds=thresholds))
    said = measured.asked(place.case, place.packet, place.criterion)
    verdict = verdict_of(place.criterion, place.packet.n, [said])
    return Verdicted(criterion=place.criterion.id, person=place.label, judge=verdict.label)
