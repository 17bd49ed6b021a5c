"""For strong models: all questions about a stretch of a conversation in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from okk_text.judge.case import Case
from okk_text.judge.inquiry import Asking, Inquirer, is_due, merged
from okk_text.judge.packets import Packet, packets
from okk_text.judge.prompts import Sheet
from okk_text.language import say
from okk_text.results import Answer
from okk_text.rubric import Criterion, Question

QUESTIONS_A_CALL = 40  # more, and the answer gets too long to come whole

Place = tuple[str, int | None]  # criterion and message number, None for the conversation
Collected = dict[tuple[Place, str], list[Answer]]


class _Item(NamedTuple):
    """A question about a packet."""

    packet: Packet
    criterion: Criterion
    question: Question

    @property
    def place(self) -> Place:
        return self.criterion.id, self.packet.n

    @property
    def key(self) -> tuple[Place, str]:
        return self.place, self.question.id

    @property
    def name(self) -> str:
        n = "" if self.packet.n is None else f"#{self.packet.n}"
        return f"{self.criterion.id}.{self.question.id}{n}"


def asked_at_once(
    case: Case, wanted: Sequence[tuple[Packet, Criterion]], inquirer: Inquirer, *, repeat: int = 0
) -> dict[Place, dict[str, Answer]]:
    """The answers by criterion and place, by question.

    What no window shows whole (a very long message) is asked about by itself.
    """
    (whole,) = packets(case.conversation, "conversation", case.lines)
    facts = case.facts if any(criterion.needs == "facts" for _, criterion in wanted) else ""
    sheets = [Sheet(language=case.language, window=w, facts=facts) for w in whole.windows]
    items = [_Item(packet, c, question) for packet, c in wanted for question in c.questions]
    said: Collected = defaultdict(list)
    for sheet in sheets:
        due = [item for item in items if _is_due(item, sheet, last=sheet is sheets[-1], said=said)]
        for first in range(0, len(due), QUESTIONS_A_CALL):
            some = due[first : first + QUESTIONS_A_CALL]
            askings = [_asking(item, sheet) for item in some]
            answers = inquirer.answers(case, askings, sheet, repeat=repeat)
            for item in some:
                said[item.key].append(_within(answers[item.name], item.packet))
    found: dict[Place, dict[str, Answer]] = {}
    for packet, criterion in wanted:
        place = (criterion.id, packet.n)
        if all((place, question.id) in said for question in criterion.questions):
            found[place] = _answers(criterion, place, said)
        else:
            found[place] = inquirer.asked(case, packet, criterion, repeat=repeat)
    return found


def _is_due(item: _Item, sheet: Sheet, *, last: bool, said: Collected) -> bool:
    """Whether this window is the one to ask in: the last, each, or the first that shows it whole."""
    if item.packet.n is None:
        if any(answer.answer == "yes" for answer in said.get(item.key, ())):
            return False
        return last or item.question.over == "any"
    return item.key not in said and bool(_numbers(item.packet, sheet))


def _asking(item: _Item, sheet: Sheet) -> Asking:
    """The question with the numbers of the sentences it is about."""
    about = ""
    if item.packet.n is not None:
        numbers = _numbers(item.packet, sheet)
        word = "предложения" if sheet.language == "ru" else "sentences"
        about = f"({word} {numbers[0]}–{numbers[-1]}) "
    return Asking(name=item.name, question=item.question, about=about)


def _numbers(packet: Packet, sheet: Sheet) -> list[int]:
    """The numbers on the sheet of the packet's sentences; empty where not all of them are there."""
    own = {(s.n, s.span) for w in packet.windows for line in w.judged for s in line.sentences}
    places = {(s.n, s.span): number for number, s in enumerate(sheet.sentences, 1)}
    return sorted(places[place] for place in own) if own <= places.keys() else []


def _within(answer: Answer, packet: Packet) -> Answer:
    """The answer; void where its evidence is of another message."""
    if all(place.n in packet.judged for place in answer.evidence):
        return answer
    elsewhere = say("модель сослалась на другое место", "the model cited another place")
    return answer.model_copy(update={"answer": None, "evidence": (), "reason": elsewhere})


def _answers(criterion: Criterion, place: Place, said: Collected) -> dict[str, Answer]:
    """The criterion's answers, without those to questions that were not due."""
    found: dict[str, Answer] = {}
    for question in criterion.questions:
        if is_due(question, found):
            found[question.id] = merged(said[place, question.id])
    return found
