"""One question put to one model about one packet, and the answer that passed the evidence gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from okk_text.conversation.model import Frozen
from okk_text.judge.door import Asked, Door
from okk_text.judge.evidence import cited, shows
from okk_text.judge.passport import Passport
from okk_text.judge.prompts import Sheet
from okk_text.judge.sentences import Sentence
from okk_text.language import Language, say
from okk_text.results import Answer, Cited, Said
from okk_text.rubric import Question
from okk_text.rubric.criterion import Example

SAID: tuple[Said, ...] = ("yes", "no", "not_applicable", "unsure")
MOST_CITED = 3

Guard = Callable[[str], tuple[str, ...]]


class Text(Frozen):
    """What the evidence is held against: the own words and the time of each message."""

    own: Mapping[int, str]
    written: Mapping[int, datetime | None]

    def of(self, sentence: Sentence) -> str:
        """The sentence as it was written, unmasked."""
        return self.own[sentence.n][sentence.span.start : sentence.span.end]


class Inquirer:
    """Puts questions to one model, in the way that suits it."""

    def __init__(self, door: Door, *, passport: Passport):
        self.door = door
        self.passport = passport

    def answer(
        self, criterion: str, question: Question, sheets: Sequence[Sheet], *, text: Text,
        guard: Guard, repeat: int = 0,
    ) -> Answer:  # fmt: skip
        """The answer over all windows: yes anywhere is yes, or the last window decides."""
        shown = sheets[-1:] if question.over == "last" else sheets
        said: list[Answer] = []
        for sheet in shown:
            said.append(
                self._on_sheet(criterion, question, sheet, text=text, guard=guard, repeat=repeat)
            )
            if said[-1].answer == "yes":
                return said[-1]
        open_ones = [answer for answer in said if answer.answer not in ("no", "not_applicable")]
        return open_ones[0] if open_ones else said[-1]

    def answers(
        self, asked: Sequence[tuple[str, Question]], sheet: Sheet, *, text: Text, guard: Guard,
        repeat: int = 0,
    ) -> dict[str, Answer]:  # fmt: skip
        """All questions about a sheet in one call, by `criterion.question`; for strong models."""
        by_id = {f"{criterion}.{question.id}": question for criterion, question in asked}
        prompt = sheet.prompt("questions", questions=_worded(by_id, sheet.language))
        reply = self.door.structured(
            prompt.guarded(guard), schema=_many_schema(sheet, list(by_id)), name="answers",
            repeat=repeat,
        )  # fmt: skip
        given: dict[str, Mapping[str, Any]] = {}
        for item in (reply.answer or {}).get("answers", []):
            given.setdefault(str(item.get("id")), item)
        missing = reply.reason or say("модель не ответила на вопрос", "the model gave no answer")
        return {
            name: self._gated(question, given[name], sheet, text)
            if name in given
            else self._unknown(question, missing)
            for name, question in by_id.items()
        }

    def chance(self, question: Question, sheets: Sequence[Sheet], *, guard: Guard) -> float | None:
        """The highest probability of a yes over the windows, or that of the last one."""
        shown = sheets[-1:] if question.over == "last" else sheets
        chances = [self._chance(question, sheet, guard=guard, repeat=0).chance for sheet in shown]
        return max((chance for chance in chances if chance is not None), default=None)

    def _chance(self, question: Question, sheet: Sheet, *, guard: Guard, repeat: int) -> Asked:
        given = _given(question, sheet.language)
        prompt = sheet.prompt("question", form="word", **given)
        return self.door.chance(prompt.guarded(guard), repeat=repeat)

    def _on_sheet(
        self, criterion: str, question: Question, sheet: Sheet, *, text: Text, guard: Guard,
        repeat: int,
    ) -> Answer:  # fmt: skip
        """By the probability of a yes where the endpoint gives it, else by a worded answer."""
        given = _given(question, sheet.language)
        chance = self._chance(question, sheet, guard=guard, repeat=repeat)
        if chance.chance is None:
            if chance.reason:
                return self._unknown(question, chance.reason)
            return self._worded(question, sheet, given, text=text, guard=guard, repeat=repeat)
        said = self.passport.said(criterion, question, chance.chance)
        answer = Answer(
            question=question.id, answer=said, chance=chance.chance, model=self.door.model
        )
        if said != "yes":
            return answer
        prompt = sheet.prompt("question", form="evidence", **given).guarded(guard)
        reply = self.door.structured(
            prompt, schema=_evidence_schema(sheet), name="evidence", repeat=repeat
        )
        if reply.answer is None:
            return answer.model_copy(update={"answer": "unsure", "reason": reply.reason})
        return self._with_evidence(answer, question, reply.answer.get("evidence"), sheet, text)

    def _worded(
        self, question: Question, sheet: Sheet, given: dict[str, Any], *, text: Text, guard: Guard,
        repeat: int,
    ) -> Answer:  # fmt: skip
        prompt = sheet.prompt("question", form="answer", **given).guarded(guard)
        reply = self.door.structured(
            prompt, schema=_answer_schema(sheet), name="answer", repeat=repeat
        )
        if reply.answer is None:
            return self._unknown(question, reply.reason)
        return self._gated(question, reply.answer, sheet, text)

    def _gated(
        self, question: Question, given: Mapping[str, Any], sheet: Sheet, text: Text
    ) -> Answer:
        """A worded answer; a yes without evidence in the text is void."""
        said = given.get("answer")
        answer = Answer(
            question=question.id,
            answer=said if said in SAID else None,
            reason=str(given.get("reason") or "") or None,
            model=self.door.model,
        )
        if answer.answer != "yes":
            return answer
        return self._with_evidence(answer, question, given.get("evidence"), sheet, text)

    def _with_evidence(
        self, answer: Answer, question: Question, pieces: object, sheet: Sheet, text: Text
    ) -> Answer:
        sentences = cited(pieces, sheet.sentences)
        if not sentences:
            void = say("модель сослалась на то, чего нет", "the model cited what is not there")
            return answer.model_copy(update={"answer": None, "reason": void})
        evidence = tuple(Cited(n=s.n, span=s.span) for s in sentences)
        if question.shows and not any(
            shows(text.of(s), question.shows, written=text.written[s.n]) for s in sentences
        ):
            unseen = say("в названном месте этого нет", "the place cited does not show it")
            return answer.model_copy(update={"answer": "unsure", "reason": unseen})
        return answer.model_copy(update={"evidence": evidence})

    def _unknown(self, question: Question, reason: str | None) -> Answer:
        return Answer(question=question.id, answer=None, reason=reason, model=self.door.model)


def _ask(question: Question, language: Language) -> str:
    return question.ask.ru if language == "ru" else question.ask.en


def _examples(question: Question, language: Language) -> tuple[Example, ...]:
    return question.examples.get(language, ())


def _given(question: Question, language: Language) -> dict[str, Any]:
    return {"question": _ask(question, language), "examples": _examples(question, language)}


def _given(question: Question, language: Language) -> dict[str, Any]:
    return {"question": _ask(question, language), "examples": _examples(question, language)}


def _worded(questions: Mapping[str, Question], language: Language) -> list[dict[str, Any]]:
    return [
        {"id": name, "ask": _ask(question, language), "examples": _examples(question, language)}
        for name, question in questions.items()
    ]


def _numbers(sheet: Sheet, *, fewest: int = 0) -> dict[str, Any]:
    numbers = list(range(1, len(sheet.sentences) + 1))
    items = {"type": "integer", "enum": numbers}
    return {"type": "array", "items": items, "minItems": fewest, "maxItems": MOST_CITED}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _evidence_schema(sheet: Sheet) -> dict[str, Any]:
    return _object(evidence=_numbers(sheet, fewest=1))


def _answer_schema(sheet: Sheet) -> dict[str, Any]:
    return _object(
        evidence=_numbers(sheet),
        reason={"type": "string"},
        answer={"type": "string", "enum": list(SAID)},
    )


def _many_schema(sheet: Sheet, names: Sequence[str]) -> dict[str, Any]:
    one = _answer_schema(sheet)
    answer = _object(id={"type": "string", "enum": list(names)}, **one["properties"])
    return _object(answers={"type": "array", "items": answer, "maxItems": 2 * len(names)})
