"""Doubts about questions and the table that turns their answers into a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, Said
from okk_text.rubric import Criterion, Question, Rubric
from okk_text.rubric.table import row_of
from okk_text.rubric_lint.doubt import Doubt
from okk_text.rubric_lint.places import Places

# Fields of the conversation's record that hold a label.
FACTS = ("next_step_agreed", "forwardable", "deal_stage_by_text", "proposal_follow_up")
MOST_QUESTIONS = 12  # of which every pair of answers is tried
# «Или» asks one thing, whether any of them is so.
_TWO_IN_ONE = re.compile(
    r"\?.*\?|[,;]?\s(?:и|а также|and|as well as)\s+(?:не\s)?(?:ли\s|did|does|is|has|was|есть|был|назва|указа|предлож|ответ|поздоров|попрощ|\w+(?:л|ла|ли|ет|ют|ит|ят)\b)",
    re.I,
)
_NEGATION = re.compile(r"\b(?:не|нет ли|not|no|n't)\b.*\b(?:не|без|not|without)\b", re.I)


def question_doubts(criterion: Criterion, places: Places) -> Iterator[Doubt]:
    """What is doubtful in the questions of a criterion, its table and its fact."""
    if criterion.needs != "script":  # there the steps bring questions and table
        yield from _misnamed(criterion, places)
        yield from _misplaced_rows(criterion, places)
        yield from _unused(criterion, places)
        yield from _gap(criterion, places)
    yield from _ambiguous(criterion, places)
    if criterion.fact and (criterion.fact not in FACTS or criterion.unit != "conversation"):
        yield _error(
            places("criteria", criterion.id, "fact"),
            say(
                f"«{criterion.fact}» не поле записи переписки, куда ложится метка",
                f"'{criterion.fact}' is no field of the conversation's record for a label",
            ),
            say("Есть: ", "There are: ") + ", ".join(FACTS) + "; unit: conversation.",
        )


def lonely_units(rubric: Rubric, places: Places) -> Iterator[Doubt]:
    """Units that only one criterion may have: the record holds one list of objections."""
    for unit in ("client_turn", "objection"):
        for criterion in [c for c in rubric.criteria if c.unit == unit][1:]:
            yield _error(
                places("criteria", criterion.id, "unit"),
                say(f"второй критерий с unit: {unit}", f"a second criterion with unit: {unit}"),
                say("Оставьте один.", "Keep one of them."),
            )


def _misnamed(criterion: Criterion, places: Places) -> Iterator[Doubt]:
    """Names of questions that stand twice, are unknown, or come too late."""
    names = [question.id for question in criterion.questions]
    listed = say("Вопросы: ", "Questions: ") + ", ".join(names) + "."
    for number, question in enumerate(criterion.questions):
        here = ("criteria", criterion.id, "questions", number)
        if question.id in names[:number]:
            problem = say(f"вопрос «{question.id}» повторяется", f"'{question.id}' stands twice")
            yield _error(places(*here), problem, say("Дайте другой id.", "Give it another id."))
        for name in question.after:
            if name not in names[:number]:
                problem = say(
                    f"after: вопроса «{name}» выше нет, этот не будет задан",
                    f"after: there is no question '{name}' above, this one is never put",
                )
                yield _error(places(*here, "after", name), problem, listed)
    for number, row in enumerate(criterion.decide):
        for name in row.answers:
            if name not in names:
                problem = say(
                    f"таблица спрашивает о неизвестном вопросе «{name}»",
                    f"the table names an unknown question '{name}'",
                )
                yield _error(places("criteria", criterion.id, "decide", number), problem, listed)


def _misplaced_rows(criterion: Criterion, places: Places) -> Iterator[Doubt]:
    """Labels without a value, and rows that are never reached."""
    here = ("criteria", criterion.id, "decide")
    for number, row in enumerate(criterion.decide):
        is_label = row.label in criterion.labels or row.label == NOT_APPLICABLE
        if not (is_label or criterion.report_only):
            yield Doubt(
                where=places(*here, number),
                problem=say(
                    f"метка «{row.label}» не названа в labels и не засчитывается",
                    f"the label '{row.label}' is not in labels and does not count",
                ),
                advice=say("Дайте ей значение от 0 до 1.", "Give it a value from 0 to 1."),
            )
        if not row.answers and number + 1 < len(criterion.decide):
            yield Doubt(
                where=places(*here, number + 1),
                problem=say(
                    "строка недостижима: выше стоит строка для всего остального",
                    "never reached: a row for everything else stands above",
                ),
                advice=say("Поставьте ту строку последней.", "Put that row last."),
            )


def _unused(criterion: Criterion, places: Places) -> Iterator[Doubt]:
    used = Counter(name for row in criterion.decide for name in row.answers)
    used.update(name for question in criterion.questions for name in question.after)
    for number, question in enumerate(criterion.questions):
        if criterion.decide and question.id not in used:
            yield Doubt(
                where=places("criteria", criterion.id, "questions", number),
                problem=say(
                    f"ответ на вопрос «{question.id}» ни на что не влияет",
                    f"nothing depends on the answer to '{question.id}'",
                ),
                advice=say("Добавьте строку в decide.", "Add a row to decide."),
            )


def _gap(criterion: Criterion, places: Places) -> Iterator[Doubt]:
    """Answers for which the table has no label."""
    if not criterion.questions:
        return
    here = ("criteria", criterion.id)
    if not criterion.decide:
        yield _error(
            places(*here, "questions"),
            say("нет таблицы decide: метки не будет", "no table decide: there will be no label"),
            say("Добавьте decide: [{вопрос: yes, label: …}, {label: …}].",
                "Add decide: [{question: yes, label: …}, {label: …}]."),
        )  # fmt: skip
    elif len(criterion.questions) <= MOST_QUESTIONS:
        left = (a for a in _answers(criterion.questions, {}) if row_of(criterion.decide, a) is None)
        if (answers := next(left, None)) is not None:
            told = ", ".join(f"{name}: {word}" for name, word in answers.items())
            yield Doubt(
                where=places(*here, "decide"),
                problem=say(
                    f"при ответах {told} таблица не даёт метки",
                    f"with the answers {told} the table gives no label",
                ),
                advice=say("Добавьте последней строку {label: …}.", "Add a last row {label: …}."),
            )


def _answers(questions: Sequence[Question], said: Mapping[str, Said]) -> Iterator[dict[str, Said]]:
    """Every way to answer yes or no."""
    if not questions:
        yield dict(said)
        return
    question, *later = questions
    if any(said.get(name) != word for name, word in question.after.items()):
        yield from _answers(later, said)
        return
    words: tuple[Said, ...] = ("yes", "no")
    for word in words:
        yield from _answers(later, {**said, question.id: word})


def _ambiguous(criterion: Criterion, places: Places) -> Iterator[Doubt]:
    """Questions that a yes or a no cannot answer."""
    for number, question in enumerate(criterion.questions):
        for language in ("ru", "en"):
            text = getattr(question.ask, language)
            where = places("criteria", criterion.id, "questions", number, "ask", language)
            if _TWO_IN_ONE.search(text):
                yield Doubt(
                    where=where,
                    problem=say(
                        f"два вопроса в одном: «{text}»", f"two questions in one: '{text}'"
                    ),
                    advice=say("Разделите на два.", "Split it in two."),
                )
            if _NEGATION.search(text):
                yield Doubt(
                    where=where,
                    problem=say(f"двойное отрицание: «{text}»", f"a double negation: '{text}'"),
                    advice=say("Спросите прямо.", "Ask it straight."),
                )


def _error(where: str, problem: str, advice: str) -> Doubt:
    return Doubt(where=where, problem=problem, advice=advice, error=True)
