"""`calibrate`, `flip-test` and `score --dry-run`: what the judge is worth and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from okk_text.commands.equipment import Choices, kept_answers, opened_store
from okk_text.errors import OkkError, SettingsError
from okk_text.language import say
from okk_text.readers import read
from okk_text.results import Skip
from okk_text.roles import with_roles
from okk_text.rubric import Criterion, load_rubric
from okk_text.settings import Llm, Settings

if TYPE_CHECKING:
    from okk_text.calibration.flips import Flips
    from okk_text.calibration.gold import Labelled
    from okk_text.judge.passport import Passport

BOUNDS: tuple[Literal["least", "most"], ...] = ("least", "most")


def calibrate(
    golds: Sequence[Path], settings: Settings, *, choices: Choices, out: Path, every: int,
    places_a_label: int | None, only: Sequence[str], done: Callable[[int, int], None],
    reviewed: bool = False,
) -> Passport:  # fmt: skip
    """Measure the model of [llm] on labelled conversations and write its passport.

    `reviewed`: also on the labels that people gave in the store. Raises OkkError where there is
    neither.
    """
    from okk_text.calibration.calibration import calibrated, places
    from okk_text.calibration.gold import labelled
    from okk_text.judge.judge import open_judge

    llm = _llm(settings)
    rubric = load_rubric(choices.rubric or settings.rubric, folder=settings.folder)
    criteria = tuple(c for c in rubric.criteria if c.questions and (not only or c.id in only))
    sets = [list(labelled(gold, criteria)) for gold in golds]
    if reviewed:
        sets.append(_reviewed(settings, choices))
    if not any(sets):
        raise _nothing_labelled()
    found = [
        place
        for each in sets
        for place in places(each[::every], criteria, settings, most=places_a_label)
    ]
    with kept_answers(settings, choices) as answers:
        judge = open_judge(settings, answers=answers)
        assert judge is not None
        passport = calibrated(
            judge.inquirers[0], found, rubric=rubric, bar=llm.bar, parallel=judge.parallel,
            measured_on=", ".join([gold.name for gold in golds] + ["reviews"] * reviewed),
            done=lambda number: done(number, len(found)),
        )  # fmt: skip
        judge.close()
    out.write_text(passport.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")
    return passport


def flip_test(paths: Sequence[Path], settings: Settings, *, choices: Choices) -> list[Flips]:
    """Which verdicts turn when names, genders or the order of questions are swapped."""
    from okk_text.calibration.flips import flips
    from okk_text.judge.judge import open_judge

    _llm(settings)
    rubric = load_rubric(choices.rubric or settings.rubric, folder=settings.folder)
    conversations = [
        with_roles(c, settings) for c in read(paths, reader=None) if not isinstance(c, Skip)
    ]

    def criteria_of(conversation) -> Sequence[Criterion]:
        return rubric.criteria_for(conversation.medium, None)

    with kept_answers(settings, choices) as answers:
        judge = open_judge(settings, answers=answers)
        reverse = open_judge(settings, answers=answers, reverse=True)
        assert judge is not None
        assert reverse is not None
        found = flips(conversations, judge, reverse, criteria_of)
        judge.close()
        reverse.close()
    return found


def estimate(
    paths: Sequence[Path], settings: Settings, *, choices: Choices, reader: str | None
) -> Iterator[str]:
    """How many calls and tokens a run would need at least and at most; nothing is sent."""
    from okk_text.judge.judge import open_judge
    from okk_text.pipeline import Pipeline

    if settings.llm is None or choices.no_llm:
        yield say("модель не подключена: вызовов не будет", "no model is set up: no calls")
        return
    bounds = []
    with kept_answers(settings, choices) as answers:
        for bound in BOUNDS:
            judge = open_judge(settings, answers=answers, repeats=choices.repeats, forecast=bound)
            assert judge is not None
            with Pipeline(settings, rubric=choices.rubric, judge=judge) as pipeline:
                for _ in pipeline.scorecards(paths, reader=reader):
                    pass
                bounds.append(judge.usage())
    for key, named in (
        ("calls", say("вызовов модели", "model calls")),
        ("prompt_tokens", say("токенов в запросах", "prompt tokens")),
        ("completion_tokens", say("токенов в ответах", "completion tokens")),
    ):
        low, high = sorted(usage[key] for usage in bounds)
        yield f"{named}: {low}–{high}" if low != high else f"{named}: {low}"
    yield say(f"уже отвечено: {bounds[0]['cached']}", f"answered already: {bounds[0]['cached']}")


def _reviewed(settings: Settings, choices: Choices) -> list[Labelled]:
    """What people labelled in the store; empty without a store."""
    from okk_text.review.gold import labelled_by_people

    with opened_store(settings, choices) as store:
        return list(labelled_by_people(store)) if store else []


def _nothing_labelled() -> OkkError:
    return OkkError(
        say("нет размеченных переписок", "there are no labelled conversations"),
        where="calibrate",
        advice=say(
            "Назовите gold.jsonl, или --reviewed с хранилищем, куда принят лист (import-review).",
            "Name a gold.jsonl, or --reviewed with a store that took a worksheet (import-review).",
        ),
    )


def _llm(settings: Settings) -> Llm:
    if settings.llm is None:
        raise SettingsError(
            say("модель не подключена", "no model is set up"),
            where="okk.toml",
            advice=say(
                "Добавьте таблицу [llm] с base_url и model.",
                "Add a table [llm] with base_url and model.",
            ),
        )
    return settings.llm
