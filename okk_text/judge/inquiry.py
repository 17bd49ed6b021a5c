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
FIXED_TOKENS, TOKENS_AN_ANSWER = 100, 100  # of an answer to many questions

Guard = Callable[[str], tuple[str, ...]]


class Text(Frozen):
    """What the evidence is held against: the own words and the time of each message."""

    own: Mapping[int, str]
    written: Mapping[int, datetime | None]

    def of(self, sentence: Sentence) -> str:
        """The sentence as it was written, unmasked."""
        return self.own[sentence.n][sentence.span.start : sentence.span.end]


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
                break
        return merged(said)

    def answers(
        self, askings: Sequence[Asking], sheet: Sheet, *, text: Text, guard: Guard,
        repeat: int = 0,
    ) -> dict[str, Answer]:  # fmt: skip
        """Many questions about a sheet in one call: the answers by name."""
        if self._turned(repeat):
            askings = askings[::-1]
        by_name = {asking.name: asking.question for asking in askings}
        prompt = sheet.prompt("questions", questions=[_worded(a, sheet) for a in askings])
        reply = self.door.structured(
            prompt.guarded(guard), schema=_many_schema(sheet, list(by_name)), name="answers",
            repeat=repeat, max_tokens=FIXED_TOKENS + TOKENS_AN_ANSWER * len(askings),
        )  # fmt: skip
        given: dict[str, Mapping[str, Any]] = {}
        for item in (reply.answer or {}).get("answers", []):
            given.setdefault(str(item.get("id")), item)
        missing = reply.reason or say("модель не ответила на вопрос", "the model gave no answer")
        return {
            name: self._gated(question, given[name], sheet, text)
            if name in given
            else self._unknown(question, missing)
            for name, question in by_name.items()
        }

    def chance(self, question: Question, sheets: Sequence[Sheet], *, guard: Guard) -> float | None:
        """The highest probability of a yes over the windows, or that of the last one."""
        shown = sheets[-1:] if question.over == "last" else sheets
        chances = [self._chance(question, sheet, guard=guard, repeat=0).chance for sheet in shown]
        return max((chance for chance in chances if chance is not None), default=None)

    def _chance(self, question: Question, sheet: Sheet, *, guard: Guard, repeat: int) -> Asked:
        given = _given(question, sheet.language, reverse=self._turned(repeat))
        prompt = sheet.prompt("question", form="word", **given)
        return self.door.chance(prompt.guarded(guard), repeat=repeat)

    def _turned(self, repeat: int) -> bool:
        """Every other repeat is asked the other way round."""
        return self.reverse != bool(repeat % 2)

    def _on_sheet(
        self, criterion: str, question: Question, sheet: Sheet, *, text: Text, guard: Guard,
        repeat: int,
    ) -> Answer:  # fmt: skip
        """By the probability of a yes where the endpoint gives it, else by a worded answer."""
        given = _given(question, sheet.language, reverse=self._turned(repeat))
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


def merged(said: Sequence[Answer]) -> Answer:
    """One answer of those over the windows: a yes, else what is open, else a no."""
    order = ("yes", "unsure", None, "no", "not_applicable")
    return min(said, key=lambda answer: order.index(answer.answer))


def _given(question: Question, language: Language, *, reverse: bool = False) -> dict[str, Any]:
    step = -1 if reverse else 1
    return {
        "question": _ask(question, language),
        "examples": _examples(question, language)[::step],
        "words": ("yes", "no")[::step],
    }


def _worded(asking: Asking, sheet: Sheet) -> dict[str, Any]:
    given = _given(asking.question, sheet.language)
    return {
        "id": asking.name,
        "ask": asking.about + given["question"],
        "examples": given["examples"],
    }


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
