"""What is doubtful in a rubric that can be read: hints for the specialist who writes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from okk_text.conversation.model import Medium
from okk_text.language import say
from okk_text.rubric import Criterion, Rubric, load_rubric
from okk_text.rubric_lint.doubt import Doubt
from okk_text.rubric_lint.places import Places
from okk_text.rubric_lint.questions import lonely_units, question_doubts
from okk_text.settings import Settings

MEDIA: tuple[Medium, ...] = ("chat", "email", "proposal")


def doubts(
    name: str, *, known_checks: Mapping[str, Collection[str]], settings: Settings
) -> list[Doubt]:
    """Everything doubtful in the rubric of that name, in the order of its criteria.

    `known_checks` maps a check's id to the criteria it answers. Raises RubricError where the file
    cannot be read at all.
    """
    rubric = load_rubric(name, folder=settings.folder)
    places = Places(name, settings.folder)
    found: list[Doubt] = []
    for criterion in rubric.criteria:
        found += _unknown(criterion, places, known_checks)
        found += _unreachable(criterion, places, settings)
        found += question_doubts(criterion, places)
    return [*found, *lonely_units(rubric, places), *_empty_media(rubric, places)]


def _unknown(
    criterion: Criterion, places: Places, known: Mapping[str, Collection[str]]
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


def _unreachable(criterion: Criterion, places: Places, settings: Settings) -> Iterator[Doubt]:
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


def _impossible(criterion: Criterion, places: Places, settings: Settings) -> Iterator[Doubt]:
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


def _empty_media(rubric: Rubric, places: Places) -> Iterator[Doubt]:
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
