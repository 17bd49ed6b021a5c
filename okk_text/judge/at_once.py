"""For strong models: all questions about a stretch of a conversation in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from okk_text.judge.case import Case
from okk_text.judge.inquiry import Asking, Inquirer, merged
from okk_text.judge.packets import Packet, packets
from okk_text.judge.prompts import Sheet
from okk_text.language import say
from okk_text.results import Answer
from okk_text.rubric import Criterion, Question

QUESTIONS_A_CALL = 40  # more, and the answer gets too long to come whole

Place = tuple[str, int | None]  # criterion and message number, None for the conversation


class _Item(NamedTuple):
    """A question about a packet."""

    packet: Packet
    criterion: Criterion
    question: Question

    @property
    def place(self) -> Place:
        return self.criterion.id, self.packet.n

    @property
    def name(self) -> str:
        n = "" if self.packet.n is None else f"#{self.packet.n}"
        return f"{self.criterion.id}.{self.question.id}{n}"


def asked_at_once(
    case: Case, wanted: Sequence[tuple[Packet, Criterion]], inquirer: Inquirer, *, repeat: int = 0
) -> dict[Place, dict[str, Answer]]:
    """The answers by criterion and place, by question."""
    windows = [w for packet in packets(case.conversation, "conversation", case.lines) for w in packet.windows]  # fmt: skip
    facts = case.facts if any(criterion.needs == "facts" for _, criterion in wanted) else ""
    items = [_Item(packet, c, question) for packet, c in wanted for question in c.questions]
    said: dict[tuple[Place, str], list[Answer]] = defaultdict(list)
    for number, window in enumerate(windows, 1):
        sheet = Sheet(language=case.language, window=window, facts=facts)
        due = [i for i in items if _is_due(i, sheet, last=number == len(windows), said=said)]
        for first in range(0, len(due), QUESTIONS_A_CALL):
            some = due[first : first + QUESTIONS_A_CALL]
            answers = inquirer.answers(
                [_asking(item, sheet) for item in some], sheet, text=case.text, guard=case.guard,
                repeat=repeat,
            )  # fmt: skip
            for item in some:
                answer = _within(answers[item.name], item.packet)
                said[item.place, item.question.id].append(answer)
    return _by_place(items, said)


def _is_due(
    item: _Item, sheet: Sheet, *, last: bool, said: dict[tuple[Place, str], list[Answer]]
) -> bool:
    """Whether this window is the one to ask in: the last, each, or the first that shows it whole."""
    if item.packet.n is None:
        return last or item.question.over == "any"
    if (item.place, item.question.id) in said:
        return False
    return bool(_numbers(item.packet, sheet))


def _asking(item: _Item, sheet: Sheet) -> Asking:
    """The question with the numbers of the sentences it is about."""
    about = ""
    if item.packet.n is not None:
        numbers = _numbers(item.packet, sheet)
        about = say(
            f"(предложения {numbers[0]}–{numbers[-1]}) ",
            f"(sentences {numbers[0]}–{numbers[-1]}) ",
        )
    return Asking(name=item.name, question=item.question, about=about)


def _numbers(packet: Packet, sheet: Sheet) -> list[int]:
    """The numbers on the sheet of the packet's sentences; empty where not all of them are there."""
    own = [(s.n, s.span) for w in packet.windows for line in w.judged for s in line.sentences]
    places = {(s.n, s.span): number for number, s in enumerate(sheet.sentences, 1)}
    if any(place not in places for place in own):
        return []
    return sorted({places[place] for place in own})


def _within(answer: Answer, packet: Packet) -> Answer:
    """The answer; void where its evidence is of another message."""
    judged = {line.n for window in packet.windows for line in window.judged}
    if all(place.n in judged for place in answer.evidence):
        return answer
    elsewhere = say("модель сослалась на другое место", "the model cited another place")
    return answer.model_copy(update={"answer": None, "evidence": (), "reason": elsewhere})


def _by_place(
    items: Sequence[_Item], said: dict[tuple[Place, str], list[Answer]]
) -> dict[Place, dict[str, Answer]]:
    found: dict[Place, dict[str, Answer]] = defaultdict(dict)
    for item in items:
        answers = said.get((item.place, item.question.id)) or list(_too_long(item))
        found[item.place][item.question.id] = merged(answers)
    return found


def _too_long(item: _Item) -> Iterator[Answer]:
    reason = say("слишком длинно для одного вопроса", "too long for one call")
    yield Answer(question=item.question.id, answer=None, reason=reason)
