"""A judge before the scripted endpoint, and a model that answers by the words of the question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.judge import Judge, open_judge
from okk_text.judge.judging import Judging
from okk_text.results import Fact, Verdict
from okk_text.rubric import Criterion, Row, load_rubric
from okk_text.rubric.criterion import Question
from okk_text.settings import Settings
from okk_text.sheet import Title
from tests.llm_stub import Answer, LlmStub, Request, chance, says

SENTENCE = re.compile(r"\[(\d+)\] (.*?)(?= \[\d+\] |\n)")
ALWAYS = 0.99

Sentences = Mapping[int, str]
Said = Callable[[str, Sentences], list[Any] | None]


def model(said: Said, *, sure: float = ALWAYS, logprobs: bool = True) -> Callable[..., Answer]:
    """A script for the stub: `said` gives the evidence of a yes, or None for a no.

    It gets the question and the numbered sentences. Without `logprobs` the endpoint gives none.
    """

    def answer(request: Request) -> Answer:
        prompt = request.question
        sentences = shown(prompt)
        if (many := re.split(r"\n(?:Вопросы|Questions):\n", prompt))[1:]:
            asked = re.findall(r"^([\w.]+(?:#\d+)?): (.*)$", many[1], re.M)
            given = [{"id": name, **_worded(said(ask, _of(ask, sentences)))} for name, ask in asked]
            return says({"answers": given})
        question = re.search(r"^(?:Вопрос|Question): (.*)$", prompt, re.M)[1]
        evidence = said(question, sentences)
        if "«да»" in prompt or "The answer is yes" in prompt:
            return says({"evidence": evidence})
        if "evidence" in prompt.rpartition("\n")[2]:
            return says(_worded(evidence))
        if not logprobs:
            return says("yes" if evidence is not None else "no")
        return chance(yes=sure, no=1 - sure) if evidence is not None else chance(yes=0.01, no=0.99)

    return answer


def _of(ask: str, sentences: dict[int, str]) -> dict[int, str]:
    """The sentences that a question among many is about."""
    place = re.match(r"\((?:предложения|sentences) (\d+)–(\d+)\)", ask)
    if place is None:
        return sentences
    return {n: text for n, text in sentences.items() if int(place[1]) <= n <= int(place[2])}


def shown(prompt: str) -> dict[int, str]:
    """The numbered sentences of a prompt."""
    return {int(number): text.strip() for number, text in SENTENCE.findall(prompt)}


def settings(stub: LlmStub, *, team: tuple = (), **llm: Any) -> Settings:
    """Settings with the stub as the model and no grammar."""
    table = {"base_url": stub.url, "model": "stub", "retries": 0, **llm}
    return Settings(llm=table, grammar={"engine": "off"}, team=team)


def judge(stub: LlmStub, *, answers: MemoryAnswers | None = None, **llm: Any) -> Judge:
    """A judge that asks the stub."""
    made = open_judge(
        settings(stub, **llm), answers=MemoryAnswers() if answers is None else answers
    )
    assert made is not None
    return made


def judged(
    judge: Judge, conversation: Any, criteria: list[Criterion], *, verdicts=(), facts=None, team=None
) -> list[Verdict | Fact]:  # fmt: skip
    """All that the judge says; the judge is closed."""
    judging: Judging = judge.begin(
        conversation, criteria, team=team, verdicts=verdicts, facts=facts or {}
    )
    said = judging.said()
    judge.close()
    return said


def verdict(said: list[Verdict | Fact], criterion: str, n: int | None = None) -> Verdict:
    """The one verdict of that criterion and place."""
    (found,) = [v for v in said if isinstance(v, Verdict) and (v.criterion, v.n) == (criterion, n)]
    return found


def fact(said: list[Verdict | Fact], name: str) -> Any:
    """The value of that fact, the last one; None where there is none."""
    return next((f.value for f in reversed(said) if isinstance(f, Fact) and f.name == name), None)


def says_yes(**places: str) -> Said:
    """A model that says yes to a question that holds the word, on sentences that hold the other."""

    def said(question: str, sentences: Sentences) -> list[Any] | None:
        for word, place in places.items():
            if word.casefold() in question.casefold():
                found = [n for n, text in sentences.items() if place in text]
                return found[:3] or None
        return None

    return said


def shipped(name: str, **changes: Any) -> Criterion:
    """A criterion of the rubric that ships."""
    found = next(c for c in load_rubric("default").criteria if c.id == name)
    return found.model_copy(update=changes)


def question(id: str, ask: str | None = None, **more: Any) -> Question:
    """A question with the same text in both languages."""
    return Question(id=id, ask=Title(ru=ask or f"{id}?", en=ask or f"{id}?"), **more)


def criterion(name: str = "polite", *, questions: tuple = (), decide=(), **more: Any) -> Criterion:
    """A criterion of one's own; `decide` are rows as they stand in YAML."""
    given = {"title": Title(ru=name, en=name), "weight": 10, "labels": {"yes": 1, "no": 0}, **more}
    rows = tuple(Row(**row) for row in decide)
    return Criterion(id=name, questions=questions, decide=rows, **given)


def _worded(evidence: list[Any] | None) -> dict[str, Any]:
    if evidence is None:
        return {"evidence": [], "reason": "", "answer": "no"}
    return {"evidence": evidence, "reason": "видно", "answer": "yes"}
