"""One question put to one model about one packet, and the answer that passed the evidence gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from okk_text.conversation.model import Frozen
from okk_text.judge.asked import Asked
from okk_text.judge.case import Case
from okk_text.judge.door import Door
from okk_text.judge.evidence import cited, shows
from okk_text.judge.forms import answer_schema, answers_schema, evidence_schema
from okk_text.judge.packets import Packet
from okk_text.judge.passport import Passport
from okk_text.judge.prompts import Sheet
from okk_text.language import Language, say
from okk_text.results import Answer, Cited, Said
from okk_text.rubric import Criterion, Question

SAID: tuple[Said, ...] = ("yes", "no", "not_applicable", "unsure")
FIXED_TOKENS, TOKENS_AN_ANSWER = 100, 100  # of an answer to many questions


class Asking(Frozen):
    """A question under a name of its own; `about` says which sentences it is about."""

    name: str
    question: Question
    about: str = ""


class Inquirer:
    """Puts questions to one model, in the way that suits it.

    `reverse` turns the order of questions, examples and answer words round: a steady judge says
    the same.
    """

    def __init__(self, door: Door, *, passport: Passport, reverse: bool = False):
        self.door = door
        self.passport = passport
        self.reverse = reverse

    def asked(
        self, case: Case, packet: Packet, criterion: Criterion, *, repeat: int = 0
    ) -> dict[str, Answer]:
        """The criterion's questions about a packet put once: answers by question."""
        sheets = case.sheets(packet, criterion)
        said: dict[str, Answer] = {}
        for question in criterion.questions:
            if is_due(question, said):
                said[question.id] = self.answer(case, criterion, question, sheets, repeat=repeat)
        return said

    def answer(
        self, case: Case, criterion: Criterion, question: Question, sheets: Sequence[Sheet], *,
        repeat: int = 0,
    ) -> Answer:  # fmt: skip
        """The answer over all windows: yes anywhere is yes, or the last window decides."""
        said: list[Answer] = []
        for sheet in deciding(question, sheets):
            said.append(self._on_sheet(case, criterion, question, sheet, repeat=repeat))
            if said[-1].answer == "yes":
                break
        return merged(said)

    def answers(
        self, case: Case, askings: Sequence[Asking], sheet: Sheet, *, repeat: int = 0
    ) -> dict[str, Answer]:
        """Many questions about a sheet in one call: the answers by name."""
        if self._turned(repeat):
            askings = askings[::-1]
        by_name = {asking.name: asking.question for asking in askings}
        questions = [_worded(asking, sheet.language) for asking in askings]
        reply = self.door.structured(
            case.prompt(sheet, "questions", questions=questions),
            schema=answers_schema(len(sheet.sentences), list(by_name)),
            name="answers",
            repeat=repeat,
            max_tokens=FIXED_TOKENS + TOKENS_AN_ANSWER * len(askings),
        )
        given: dict[str, Mapping[str, Any]] = {}
        for item in (reply.answer or {}).get("answers", []):
            given.setdefault(str(item.get("id")), item)
        missing = reply.reason or say("модель не ответила на вопрос", "the model gave no answer")
        return {
            name: self._gated(case, question, given[name], sheet)
            if name in given
            else self._unknown(question, missing)
            for name, question in by_name.items()
        }

    def chance(self, case: Case, question: Question, sheets: Sequence[Sheet]) -> float | None:
        """The highest probability of a yes over the windows, or that of the last one."""
        asked = [self._chance(case, question, s, repeat=0) for s in deciding(question, sheets)]
        return max((each.chance for each in asked if each.chance is not None), default=None)

    def _chance(self, case: Case, question: Question, sheet: Sheet, *, repeat: int) -> Asked:
        given = _given(question, sheet.language, reverse=self._turned(repeat))
        return self.door.chance(case.prompt(sheet, "question", form="word", **given), repeat=repeat)

    def _turned(self, repeat: int) -> bool:
        """Every other repeat is asked the other way round."""
        return self.reverse != bool(repeat % 2)

    def _on_sheet(
        self, case: Case, criterion: Criterion, question: Question, sheet: Sheet, *, repeat: int
    ) -> Answer:
        """By the probability of a yes where the endpoint gives it, else by a worded answer."""
        chance = self._chance(case, question, sheet, repeat=repeat)
        if chance.chance is None:
            if chance.reason:
                return self._unknown(question, chance.reason)
            return self._in_words(case, question, sheet, repeat=repeat)
        said = self.passport.said(criterion.id, question, chance.chance)
        answer = Answer(
            question=question.id, answer=said, chance=chance.chance, model=self.door.model
        )
        return (
            self._proved(case, answer, question, sheet, repeat=repeat) if said == "yes" else answer
        )

    def _proved(
        self, case: Case, answer: Answer, question: Question, sheet: Sheet, *, repeat: int
    ) -> Answer:
        """A yes with the evidence that the model names for it."""
        given = _given(question, sheet.language, reverse=self._turned(repeat))
        reply = self.door.structured(
            case.prompt(sheet, "question", form="evidence", **given),
            schema=evidence_schema(len(sheet.sentences)),
            name="evidence",
            repeat=repeat,
        )
        if reply.answer is None:
            return answer.model_copy(update={"answer": None, "reason": reply.reason})
        return _with_evidence(case, answer, question, reply.answer.get("evidence"), sheet)

    def _in_words(self, case: Case, question: Question, sheet: Sheet, *, repeat: int) -> Answer:
        given = _given(question, sheet.language, reverse=self._turned(repeat))
        reply = self.door.structured(
            case.prompt(sheet, "question", form="answer", **given),
            schema=answer_schema(len(sheet.sentences)),
            name="answer",
            repeat=repeat,
        )
        if reply.answer is None:
            return self._unknown(question, reply.reason)
        return self._gated(case, question, reply.answer, sheet)

    def _gated(
        self, case: Case, question: Question, given: Mapping[str, Any], sheet: Sheet
    ) -> Answer:
        """A worded answer; a yes without evidence in the text is void."""
        said = given.get("answer")
        answer = Answer(
            question=question.id,
            answer=said if said in SAID else None,
            reason=case.readable(str(given.get("reason") or "")) or None,
            model=self.door.model,
        )
        if answer.answer != "yes":
            return answer
        return _with_evidence(case, answer, question, given.get("evidence"), sheet)

    def _unknown(self, question: Question, reason: str | None) -> Answer:
        return Answer(question=question.id, answer=None, reason=reason, model=self.door.model)


def is_due(question: Question, said: Mapping[str, Answer]) -> bool:
    """Whether the earlier answers are those after which the question is put."""
    return all(name in said and said[name].answer == word for name, word in question.after.items())


def deciding(question: Question, sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """The windows in which the question is put."""
    return sheets[-1:] if question.over == "last" else sheets


def merged(said: Sequence[Answer]) -> Answer:
    """One answer of those over the windows: a yes, else what is open, else a no."""
    order = ("yes", "unsure", None, "no", "not_applicable")
    return min(said, key=lambda answer: order.index(answer.answer))


def _with_evidence(
    case: Case, answer: Answer, question: Question, pieces: object, sheet: Sheet
) -> Answer:
    """The yes with the places it names; void where they do not exist, unsure where they show nothing."""
    sentences = cited(pieces, sheet.sentences)
    if not sentences:
        void = say("модель сослалась на то, чего нет", "the model cited what is not there")
        return answer.model_copy(update={"answer": None, "reason": void})
    what = question.shows
    if what and not any(shows(case.written(s), what, written=case.sent_at(s.n)) for s in sentences):
        unseen = say("в названном месте этого нет", "the place cited does not show it")
        return answer.model_copy(update={"answer": "unsure", "reason": unseen})
    evidence = tuple(Cited(n=s.n, span=s.span) for s in sentences)
    return answer.model_copy(update={"evidence": evidence})


def _ask(question: Question, language: Language) -> str:
    return question.ask.ru if language == "ru" else question.ask.en


def _given(question: Question, language: Language, *, reverse: bool = False) -> dict[str, Any]:
    step = -1 if reverse else 1
    return {
        "question": _ask(question, language),
        "examples": question.examples.get(language, ())[::step],
        "words": ("yes", "no")[::step],
    }


def _worded(asking: Asking, language: Language) -> dict[str, Any]:
    given = _given(asking.question, language)
    return {
        "id": asking.name,
        "ask": asking.about + given["question"],
        "examples": given["examples"],
    }
