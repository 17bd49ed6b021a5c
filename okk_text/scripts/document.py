"""The findings as a document: headings, words, tables and quotes, the same in every form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from okk_text.intervals import share
from okk_text.judge.script_draft import Draft, DraftDropped
from okk_text.language import count_ru, say
from okk_text.scripts.blocks import (
    Block,
    Editable,
    Heading,
    Quote,
    Table,
    Words,
    quoted,
    share_text,
)
from okk_text.scripts.drafts import StepDraft
from okk_text.scripts.excerpts import Excerpt
from okk_text.scripts.findings import Findings, MomentFound, QuestionFound
from okk_text.scripts.method import method
from okk_text.scripts.outcomes import Followed
from okk_text.scripts.titles import (
    date_text,
    moment_title,
    outcome_title,
    short_title,
    stands_title,
)


@dataclass(frozen=True, slots=True)
class About:
    """What the document is about: the team, the days, whether there is a script and a model."""

    team: str | None
    since: date | None
    until: date | None
    has_script: bool
    drafted: bool


def blocks(found: Findings, *, drafts: Sequence[StepDraft], about: About) -> Iterator[Block]:
    """The document from its title to its last line."""
    yield from _opening(found, about)
    if not found.moments:
        return
    yield from _objections(found)
    yield from _stages(found)
    yield from _gaps(found, about)
    yield from _drafts(drafts, about)
    for moment in found.moments:
        yield from _moment(moment)
    yield from method(found)


def _opening(found: Findings, about: About) -> Iterator[Block]:
    team = f": {about.team}" if about.team else ""
    yield Heading(say(f"Скрипт продаж{team}", f"Sales script{team}"), 1)
    number = count_ru(found.conversations, "переписка", "переписки", "переписок")
    told = say(number, f"{found.conversations} conversations")
    days = [
        *([say("с ", "from ") + date_text(about.since)] if about.since else []),
        *([say("по ", "to ") + date_text(about.until)] if about.until else []),
    ]
    newest = found.newest and date_text(found.newest)
    last = say(f"последнее сообщение {newest}", f"newest message {newest}") if newest else ""
    yield Words(", ".join(part for part in (told, " ".join(days), last) if part) + ".")
    if not found.moments:
        yield Words(
            say("За эти дни менеджеры ничего не писали.", "No manager wrote in these days.")
        )
        return
    yield Words(
        say(
            "Это счёт того, что было сказано и что случилось потом. Он не доказывает, что слова стали причиной: "
            "одни и те же слова говорят разным клиентам. В скобках 95 % интервал; чем он шире, тем меньше данных.",
            "This counts what was said and what came next. It does not prove that words were the cause: "
            "the same words are said to different clients. In brackets the 95% interval; the wider, the fewer data.",
        ),
        soft=True,
    )  # fmt: skip


def _objections(found: Findings) -> Iterator[Block]:
    moments = [moment for moment in found.moments if moment.is_objection]
    yield Heading(say("Возражения", "Objections"), 2)
    if not moments:
        yield Words(say("Явных возражений не видно.", "No plain objections are seen."))
        return
    ordered = sorted(moments, key=lambda moment: -moment.times)
    named = say("возражение|раз|", "objection|times|")
    yield _moment_table(named, ordered)
    yield Heading(say("Как на них ответили", "How they were met"), 3)
    columns = say(
        "возражение|по существу|отчасти|без ответа|не оценено",
        "objection|met|in part|not met|not assessed",
    ).split("|")
    yield Table(tuple(columns), tuple(_handled_row(moment) for moment in ordered))
    if any(moment.handled.get("not_assessed") for moment in ordered):
        yield Words(
            say(
                "Правила видят только, что ответа не было; был ли он по существу, оценивает модель. Доли взяты от оценённых, а без модели «без ответа» от всех.",
                "Rules see only that there was no answer; whether it met the objection is for a model. Shares are of those assessed, and without a model “not met” is of all.",
            ),
            soft=True,
        )


def _handled_row(moment: MomentFound) -> tuple[str, ...]:
    """How one kind was met; what only a model can tell is a dash where none told."""
    full, partial, unmet = (moment.handled.get(label, 0) for label in ("full", "partial", "none"))
    unknown = moment.handled.get("not_assessed", 0)
    judged = bool(full or partial) or not unknown
    total = moment.times - unknown if judged else moment.times
    met = [share_text(share(number, total) if judged else None) for number in (full, partial)]
    return (short_title(moment.name), *met, share_text(share(unmet, total)), str(unknown))


def _moment_table(named: str, moments: Sequence[MomentFound]) -> Table:
    """How often each moment came and what followed; `named` titles the first two columns."""
    columns = named + say(
        "в переписках|дальше прогресс|дальше молчание",
        "conversations|then progress|then silence",
    )
    rows = [
        (
            short_title(moment.name),
            str(moment.times),
            str(moment.conversations),
            share_text(moment.followed.progress if moment.name != "paid" else None),
            share_text(moment.followed.silence if moment.name != "paid" else None),
        )
        for moment in moments
    ]
    return Table(tuple(columns.split("|")), tuple(rows))


def _stages(found: Findings) -> Iterator[Block]:
    moments = [moment for moment in found.moments if not moment.is_objection]
    if moments:
        yield Heading(say("Этапы сделки", "Stages of the deal"), 2)
        named = say("что пишет менеджер|реплик|", "what the manager writes|turns|")
        yield _moment_table(named, moments)
    stands = [f"{stands_title(name)} {number}" for name, number in _by_number(found.stands)]
    yield Words(say("Где стоят сделки: ", "Where deals stand: ") + ", ".join(stands) + ".")


def _gaps(found: Findings, about: About) -> Iterator[Block]:
    yield Heading(say("Чего нет в скрипте", "Gaps in the script"), 2)
    if not about.has_script:
        yield Words(
            say(
                "Скрипт не подключён (script в [[team]]), поэтому здесь все частые вопросы клиентов.",
                "No script is set up (script in [[team]]), so these are all frequent questions of clients.",
            )
        )
    if not found.gaps:
        yield Words(say("Частых вопросов без шага нет.", "No frequent question lacks a step."))
    else:
        yield _question_table(found.gaps, step=False)
    covered = [question for question in found.questions if question.step]
    if covered:
        yield Heading(say("Вопросы, на которые шаг есть", "Questions with a step"), 3)
        yield _question_table(covered, step=True)


def _question_table(questions: Sequence[QuestionFound], *, step: bool) -> Table:
    columns = [
        say("о чём спрашивают", "what is asked"),
        say("в переписках", "conversations"),
        say("осталось без ответа", "left unanswered"),
        say("шаг", "step") if step else say("примеры", "examples"),
    ]
    rows = tuple(
        (
            ", ".join(question.words) + (_in_facts() if question.in_facts and not step else ""),
            share_text(question.asked),
            str(question.unanswered),
            str(question.step.title)
            if step and question.step
            else " · ".join(f"{quoted(e.text)} ({e.source})" for e in question.examples),
        )
        for question in questions
    )
    return Table(tuple(columns), rows, wordy=frozenset({0, 3}))


def _in_facts() -> str:
    return say(" (ответ может быть в справке)", " (the fact sheet may hold the answer)")


def _drafts(drafts: Sequence[StepDraft], about: About) -> Iterator[Block]:
    yield Heading(say("Черновики шагов", "Drafts of steps"), 2)
    if not about.drafted:
        yield Words(
            say(
                "Черновики пишет модель, она не подключена. Ниже таблицы и лучшие ответы: по ним шаг правится вручную.",
                "Drafts are written by a model, and none is set up. Tables and best answers below serve to edit by hand.",
            )
        )
        return
    if not drafts:
        yield Words(
            say(
                "Пока не из чего: лучших ответов не нашлось.",
                "Nothing to draft from: no best answers.",
            )
        )
        return
    yield Words(
        say(
            "Каждое число, имя и обещание черновика есть в шаге, в лучших ответах или в справке. Решает и правит человек.",
            "Each number, name and promise of a draft stands in the step, the best answers or the fact sheet. A person edits and decides.",
        ),
        soft=True,
    )
    for draft in drafts:
        yield from _draft(draft)


def _draft(draft: StepDraft) -> Iterator[Block]:
    yield Heading(f"{draft.title} ({moment_title(draft.moment)})", 3)
    if draft.before:
        yield Words(say("Сейчас:", "Now:"), soft=True)
        yield Quote(draft.before)
    result = draft.result
    if isinstance(result, Draft):
        yield Words(say("Черновик:", "Draft:"), soft=True)
        yield Editable(result.text)
        if result.new_words:
            words = ", ".join(result.new_words)
            yield Words(
                say(f"Слов нет в материалах, проверьте: {words}.", f"In no source, please check: {words}."),
                soft=True,
            )  # fmt: skip
        if result.one_off:
            told = ", ".join(result.one_off)
            yield Words(
                say(f"Взято из ответа одному клиенту, проверьте: {told}.", f"Taken from an answer to one client, please check: {told}."),
                soft=True,
            )  # fmt: skip
    else:
        yield Words(say("Черновика нет: ", "No draft: ") + _reason(result) + ".")


def _reason(dropped: DraftDropped) -> str:
    told = ", ".join(quoted(change.text) for change in dropped.changes[:4])
    return f"{dropped.reason}: {told}" if told else dropped.reason


def _moment(moment: MomentFound) -> Iterator[Block]:
    if not moment.wordings and not moment.exemplars:
        return
    yield Heading(moment_title(moment.name).capitalize(), 2)
    yield Words(_followed_text(moment.followed))
    if moment.wordings:
        yield Heading(say("Формулировки", "Wordings"), 3)
        columns = say(
            "формулировка (пример)|в переписках|дальше прогресс|дальше молчание",
            "wording (example)|conversations|then progress|then silence",
        ).split("|")
        rows = tuple(
            (
                f"{quoted(w.example.text)} ({w.example.source})",
                str(w.followed.total + w.followed.fresh),
                share_text(w.followed.progress, w.progress),
                share_text(w.followed.silence, w.silence),
            )
            for w in moment.wordings
        )
        yield Table(tuple(columns), rows)
    if moment.exemplars:
        yield Heading(say("Лучшие ответы", "Best answers"), 3)
        for exemplar in moment.exemplars:
            yield _quote(exemplar)


def _quote(exemplar: Excerpt) -> Quote:
    return Quote(exemplar.text, exemplar.source)


def _followed_text(followed: Followed) -> str:
    """What came next, as one line."""
    told = [f"{outcome_title(kind)} {number}" for kind, number in _by_number(followed.counts)]
    line = say("Что было дальше: ", "What came next: ") + (", ".join(told) or "—")
    if followed.fresh:
        line += say(f"; ещё рано судить {followed.fresh}", f"; too early to tell {followed.fresh}")
    return line + "."


def _by_number(counts: dict) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: -item[1])
