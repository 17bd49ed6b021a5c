"""What the model behind the judge was asked and what came of it, as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from okk_text.language import current_language, say
from okk_text.report.labels import version_text
from okk_text.results import Run

REASONS = 4  # that are named one by one


def usage_lines(run: Run) -> Iterator[tuple[str, str]]:
    """(what, how much) of the judge's work; nothing where there was no judge."""
    if run.llm is None:
        return
    llm = run.llm
    yield say("модель", "model"), str(llm["model"])
    yield say("вызовов", "calls"), number_text(llm["calls"])
    yield say("ответов из хранилища", "answers kept"), number_text(llm["cached"])
    tokens = f"{number_text(llm['prompt_tokens'])} → {number_text(llm['completion_tokens'])}"
    yield say("токенов в запросах → ответах", "tokens in prompts → answers"), tokens
    if llm["not_assessed"]:
        yield say("вопросов без ответа", "questions without an answer"), str(llm["not_assessed"])
    if llm.get("rewrites"):
        yield say("варианты модели", "versions by the model"), versions_text(llm["rewrites"])


def versions_text(counts: dict[str, int]) -> str:
    """How many versions were shown, and why the others were dropped."""
    shown = say(f"показано {counts.get('shown', 0)}", f"{counts.get('shown', 0)} shown")
    causes = sorted((n, cause) for cause, n in counts.items() if cause not in ("shown", "nothing"))
    dropped = "; ".join(f"{version_text(cause)}: {n}" for n, cause in reversed(causes))
    if not dropped:
        return shown
    return f"{shown}, " + say(f"отброшено — {dropped}", f"dropped — {dropped}")


def unknown_lines(unknown: Counter[str]) -> Iterator[str]:
    """Why verdicts are missing: the commonest reasons with how many, the rest together."""
    common = unknown.most_common()
    for reason, count in common[:REASONS]:
        yield f"{reason}: {count}"
    rest = sum(count for _, count in common[REASONS:])
    if rest:
        yield say(f"по другим причинам: {rest}", f"for other reasons: {rest}")


def sent_text(run: Run) -> str:
    """What left this machine in this run."""
    if run.llm is None:
        return say(
            "Отчёт сделан на этом компьютере; ничего никуда не отправлялось.",
            "Made on this computer; nothing was sent anywhere.",
        )
    if not run.llm["calls"]:
        return say(
            "В этот раз модель ни о чём не спрашивали: ответы были в хранилище.",
            "This time the model was asked nothing: its answers were in the store.",
        )
    return say(
        f"Обезличенные тексты видела модель {run.llm['model']}; остальное сделано на этом компьютере.",
        f"The model {run.llm['model']} saw masked texts; all else was made on this computer.",
    )


def number_text(number: int) -> str:
    """A number with its thousands apart."""
    return f"{number:,}".replace(
        ",", "\N{NARROW NO-BREAK SPACE}" if current_language() == "ru" else ","
    )
