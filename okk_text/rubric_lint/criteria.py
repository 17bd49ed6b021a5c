"""What is doubtful in a rubric that can be read: hints for the specialist who writes it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from okk_text.conversation.model import Medium
from okk_text.language import say
from okk_text.rubric import Criterion, Rubric, load_rubric, rubric_sheets
from okk_text.rubric_lint.doubt import Doubt
from okk_text.settings import Settings
from okk_text.sheet import Sheet

MEDIA: tuple[Medium, ...] = ("chat", "email", "proposal")
# «Или» asks one thing, whether any of them is so.
_TWO_IN_ONE = re.compile(
    r"\?.*\?|[,;]?\s(?:и|а также|and|as well as)\s+(?:не\s)?(?:ли\s|did|does|is|has|was|есть|был|назва|указа|предлож|ответ|поздоров|попрощ|\w+(?:л|ла|ли|ет|ют|ит|ят)\b)",
    re.I,
)
_NEGATION = re.compile(r"\b(?:не|нет ли|not|no|n't)\b.*\b(?:не|без|not|without)\b", re.I)


def doubts(
    name: str, *, known_checks: Mapping[str, Collection[str]], settings: Settings
) -> list[Doubt]:
    """Everything doubtful in the rubric of that name, in the order of its criteria.

    `known_checks` maps a check's id to the criteria it answers. Raises RubricError where the file
    cannot be read at all.
    """
    rubric = load_rubric(name, folder=settings.folder)
    places = _Places(name, settings.folder)
    found: list[Doubt] = []
    for criterion in rubric.criteria:
        found += _unknown(criterion, places, known_checks)
        found += _unreachable(criterion, places, settings)
        found += _ambiguous(criterion, places)
    return found + list(_empty_media(rubric, places))


class _Places:
    """Where a key stands: in the rubric itself, else in the one it extends."""

    def __init__(self, name: str, folder: Path):
        self.sheets: list[Sheet] = rubric_sheets(name, folder=folder)

    def __call__(self, *place: str | int) -> str:
        for sheet in self.sheets:
            if place in sheet.lines:
                return f"{sheet.path}:{sheet.line(place)}"
        return self(*place[:-1]) if place else f"{self.sheets[0].path}:1"


def _unknown(
    criterion: Criterion, places: _Places, known: Mapping[str, Collection[str]]
) -> Iterator[Doubt]:
    for number, check in enumerate(criterion.checks):
        if check not in known:
            yield Doubt(
                where=places("criteria", criterion.id, "checks", number),
                problem=say(f"неизвестная проверка «{check}»", f"unknown check '{check}'"),
                advice=say("Есть: ", "There are: ") + ", ".join(known) + ".",
                error=True,
            )
        elif criterion.id not in known[check]:
            yield Doubt(
                where=places("criteria", criterion.id, "checks", number),
                problem=say(
                    f"проверка «{check}» не отвечает на критерий «{criterion.id}»",
                    f"the check '{check}' does not answer the criterion '{criterion.id}'",
                ),
                advice=say("Она отвечает на: ", "It answers: ") + ", ".join(known[check]) + ".",
                error=True,
            )


def _unreachable(criterion: Criterion, places: _Places, settings: Settings) -> Iterator[Doubt]:
    """Weights and conditions that can never matter."""
    here = ("criteria", criterion.id)
    if not (criterion.checks or criterion.questions or criterion.needs):
        yield Doubt(
            where=places(*here),
            problem=say(
                "вес недостижим: нет ни checks, ни questions",
                "its weight cannot be reached: neither checks nor questions",
            ),
            advice=say("Добавьте, кто отвечает на критерий.", "Say who answers the criterion."),
        )
    for label in criterion.critical:
        if criterion.labels and label not in criterion.labels:
            yield Doubt(
                where=places(*here, "critical"),
                problem=say(
                    f"критическая метка «{label}» не названа в labels",
                    f"the critical label '{label}' is not in labels",
                ),
                advice=say("Проверьте написание.", "Check the spelling."),
            )
    if criterion.labels and max(criterion.labels.values()) < 1:
        yield Doubt(
            where=places(*here, "labels"),
            problem=say(
                "ни одна метка не даёт 1: полный вес недостижим",
                "no label is worth 1: the full weight cannot be reached",
            ),
            advice=say("Дайте лучшей метке значение 1.", "Give the best label the value 1."),
        )
    yield from _impossible(criterion, places, settings)


def _impossible(criterion: Criterion, places: _Places, settings: Settings) -> Iterator[Doubt]:
    """Conditions that are never true."""
    here = ("criteria", criterion.id)
    teams = {team.name for team in settings.team}
    for number, variant in enumerate(criterion.when):
        if variant.medium and variant.medium not in criterion.media:
            yield Doubt(
                where=places(*here, "when", number),
                problem=say(
                    f"условие недостижимо: в media нет «{variant.medium}»",
                    f"never true: '{variant.medium}' is not in media",
                ),
                advice=say(
                    "Допишите media или уберите условие.", "Add it to media or drop the condition."
                ),
            )
        if variant.team and teams and variant.team not in teams:
            yield Doubt(
                where=places(*here, "when", number),
                problem=say(
                    f"такой команды нет: «{variant.team}»", f"no such team: '{variant.team}'"
                ),
                advice=say("Команды в okk.toml: ", "Teams in okk.toml: ")
                + ", ".join(sorted(teams))
                + ".",
            )


def _ambiguous(criterion: Criterion, places: _Places) -> Iterator[Doubt]:
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


def _empty_media(rubric: Rubric, places: _Places) -> Iterator[Doubt]:
    for medium in MEDIA:
        if not rubric.criteria_for(medium, None):
            yield Doubt(
                where=places("criteria"),
                problem=say(
                    f"для «{medium}» нет ни одного критерия с весом",
                    f"no criterion has weight for '{medium}'",
                ),
                advice=say(
                    "Такие переписки останутся без оценки.", "Such conversations will get no score."
                ),
            )
