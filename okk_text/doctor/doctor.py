"""The doctor: what works on this machine, and what to type for what does not."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator

from okk_text import __version__
from okk_text.doctor.diagnosis import Diagnosis, tried
from okk_text.doctor.judge import judge_diagnoses
from okk_text.doctor.store import store_diagnosis
from okk_text.language import say
from okk_text.roles import contested_managers
from okk_text.settings import Settings


def diagnoses(settings: Settings) -> Iterator[Diagnosis]:
    """Everything that can be looked at, one after the other; engines, model and store in earnest."""
    yield _python()
    yield _teams(settings)
    for names, examine, needed in _EXAMINATIONS:
        subject = say(names.split("|")[0], names.split("|")[-1])
        yield tried(subject, lambda examine=examine: examine(settings), needed=needed)
    yield from judge_diagnoses(settings)
    yield store_diagnosis(settings)


def _python() -> Diagnosis:
    told = f"Python {platform.python_version()}, okk-text {__version__}, {platform.platform()}"
    return Diagnosis(subject="Python", works=sys.version_info >= (3, 11), told=told, needed=True)


def _teams(settings: Settings) -> Diagnosis:
    count = sum(len(team.managers) for team in settings.team)
    if settings.team:
        told = say(
            f"команд: {len(settings.team)}, менеджеров: {count}",
            f"teams: {len(settings.team)}, managers: {count}",
        )
        told = "; ".join([told, *contested_managers(settings)])
        return Diagnosis(subject="okk.toml", works=True, told=told)
    return Diagnosis(
        subject="okk.toml",
        works=False,
        told=say("команд нет: кто менеджер, программа угадывает", "no teams: managers are guessed"),
        advice=say(
            "Опишите команду в okk.toml, раздел [[team]] (пример в README).",
            "Describe the team in okk.toml, [[team]] (README has an example).",
        ),
    )


def _rubric(settings: Settings) -> str:
    from okk_text.rubric import load_rubric

    names = {settings.rubric, *(team.rubric for team in settings.team if team.rubric)}
    rubrics = [load_rubric(name, folder=settings.folder) for name in sorted(names)]
    return ", ".join(f"{rubric.name} {rubric.version}" for rubric in rubrics)


def _readers(settings: Settings) -> str:
    from okk_text.readers import readers

    return ", ".join(readers())


def _checks(settings: Settings) -> str:
    from okk_text.checks import checks

    return ", ".join(checks())


def _java(settings: Settings) -> str:
    from okk_text.errors import EngineUnavailable
    from okk_text.grammar.java import java_command

    command = java_command()
    if command is None:
        raise EngineUnavailable(
            say("нет Java 17 или новее", "no Java 17 or newer"),
            advice=say(
                "Наберите: pip install 'okk-text[java]'", "Type: pip install 'okk-text[java]'"
            ),
        )
    return " ".join(command)


def _languagetool(settings: Settings) -> str:
    return _answers("languagetool", settings, text="Мы пришлем счет в течении дня.")


def _embedded(settings: Settings) -> str:
    return _answers("embedded", settings, text="Мы пришлем счет в течении дня.")


def _answers(choice: str, settings: Settings, *, text: str) -> str:
    """What the engine is, after it found the fault that stands in the text."""
    from okk_text.grammar import open_engine

    engine = open_engine(choice, url=settings.grammar.url if choice == "languagetool" else None)
    try:
        found = len(engine.faults(text, "ru"))
        note = engine.note
    finally:
        engine.close()
    return f"{note.rstrip('.')}; " + say(
        f"в пробной фразе найдено: {found}", f"found in the trial phrase: {found}"
    )


# Name in Russian|in English, what looks, whether nothing runs without.
_EXAMINATIONS: list[tuple[str, Callable[[Settings], str], bool]] = [
    ("рубрика|rubric", _rubric, True),
    ("читатели|readers", _readers, True),
    ("проверки|checks", _checks, True),
    ("Java", _java, False),
    ("LanguageTool", _languagetool, False),
    ("встроенная грамматика|embedded grammar", _embedded, False),
]
