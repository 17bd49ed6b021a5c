"""What a run would cost: a door that calls nobody and counts, and answers supposed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from okk_text.judge.asked import Asked
from okk_text.judge.asking import Asking as Call
from okk_text.judge.case import Case
from okk_text.judge.door import Door
from okk_text.judge.inquiry import Asking, Inquirer, deciding, is_due, merged
from okk_text.judge.passport import Passport
from okk_text.judge.prompts import Sheet
from okk_text.results import Answer, Said
from okk_text.rubric import Criterion, Question

CHARACTERS_A_TOKEN = 2.7  # of Russian, with the tokenizers of today's models
TOKENS_A_WORD, TOKENS_AN_ANSWER = 1, 60


@dataclass(slots=True)
class _Supposed:
    """The answer that is supposed, and whether it was needed: what is kept needs no guess."""

    word: Said
    used: bool = False


_supposed: ContextVar[_Supposed] = ContextVar("supposed")


class Estimate(Door):
    """A door that answers what is kept, counts the other calls once each and makes none."""

    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        self._counted: set[str] = set()

    def _fresh(self, key: str, asking: Call, ask: Callable[[Call], Asked]) -> Asked:
        supposed = _supposed.get(_Supposed("yes"))
        supposed.used = True
        one_word = asking.parameters.get("max_tokens") == TOKENS_A_WORD
        if one_word and not self._line.dialect.logprobs:
            return Asked()
        answer = {"evidence": [1], "answer": supposed.word, "answers": [], "text": ""}
        asked = Asked(answer=answer, chance=float(supposed.word == "yes"))
        if key in self._counted:
            return asked
        self._counted.add(key)
        size = sum(len(text) for _, text in asking.messages)
        return asked.model_copy(
            update={
                "calls": 1,
                "prompt_tokens": round(size / CHARACTERS_A_TOKEN),
                "completion_tokens": TOKENS_A_WORD if one_word else TOKENS_AN_ANSWER,
            }
        )


class Forecast(Inquirer):
    """Supposes of each criterion the answers that take the fewest calls, or the most.

    The two are the bounds of a run in which nothing has to be asked twice for a fault.
    """

    def __init__(self, door: Estimate, *, passport: Passport, most: bool):
        super().__init__(door, passport=passport)
        self._most = most

    def answer(
        self, case: Case, criterion: Criterion, question: Question, sheets: Sequence[Sheet], *,
        repeat: int = 0,
    ) -> Answer:  # fmt: skip
        """The kept answer, else the supposed one; at most a yes comes in the last window only."""
        shown = deciding(question, sheets)
        word = _path(criterion.questions, len(shown), most=self._most)[question.id]
        said: list[Answer] = []
        for number, sheet in enumerate(shown, 1):
            early_no = self._most and number < len(shown)
            with _supposing("no" if early_no else word) as supposed:
                answer = self._on_sheet(case, criterion, question, sheet, repeat=repeat)
            said.append(_guess(answer, supposed))
            if said[-1].answer == "yes":
                break
        return merged(said)

    def answers(
        self, case: Case, askings: Sequence[Asking], sheet: Sheet, *, repeat: int = 0
    ) -> dict[str, Answer]:
        """The kept answers, else all no or all yes."""
        with _supposing("yes" if self._most else "no") as supposed:
            answers = super().answers(case, askings, sheet, repeat=repeat)
        return {name: _guess(answer, supposed) for name, answer in answers.items()}


@contextmanager
def _supposing(word: Said) -> Iterator[_Supposed]:
    supposed = _Supposed(word)
    token = _supposed.set(supposed)
    try:
        yield supposed
    finally:
        _supposed.reset(token)


def _guess(answer: Answer, supposed: _Supposed) -> Answer:
    """The supposed answer where it was needed; the evidence gate has no say in it."""
    if not supposed.used:
        return answer
    return Answer(question=answer.question, answer=supposed.word)


def _path(questions: Sequence[Question], windows: int, *, most: bool) -> Mapping[str, Said]:
    """The answers that take the fewest or the most calls; a yes takes one more, for its evidence."""
    paths = list(_paths(questions, {}, windows, most=most))
    _, path = (max if most else min)(paths, key=lambda path: path[0])
    return {question.id: path.get(question.id, "no") for question in questions}


def _paths(
    questions: Sequence[Question], said: dict[str, Any], windows: int, *, most: bool
) -> Iterator[tuple[int, dict[str, Said]]]:
    """Every way through the questions, with its calls."""
    if not questions:
        yield 0, {name: answer.answer for name, answer in said.items()}
        return
    question, *later = questions
    if not is_due(question, said):
        yield from _paths(later, said, windows, most=most)
        return
    calls: dict[Said, int] = {"yes": windows + 1 if most else 2, "no": windows}
    if not any(question.id in other.after for other in later):
        word = (max if most else min)(calls, key=lambda word: calls[word])
        calls = {word: calls[word]}  # nothing hangs on it
    for word in calls:
        here = said | {question.id: Answer(question=question.id, answer=word)}
        for cost, path in _paths(later, here, windows, most=most):
            yield cost + calls[word], path
