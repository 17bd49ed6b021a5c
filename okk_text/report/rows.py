"""The rows of spreadsheets and their columns: title and width."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from okk_text.conversation.model import Message
from okk_text.exceptions import finding_id
from okk_text.language import say
from okk_text.report.judged import Criteria, Opinion, deal_labels, objections, opinions
from okk_text.report.labels import by_model, label_text, look
from okk_text.report.summary import ManagerSum, counted_messages, manager_name
from okk_text.report.usage import usage_lines
from okk_text.results import Finding, Run, Scorecard

Columns = list[tuple[str, int]]


def message_rows(scorecard: Scorecard, criteria: Criteria) -> Iterator[list[Any]]:
    """A row for every manager's message: who, when, what, score, one column a criterion, hints."""
    clients = _clients(scorecard)
    for message in counted_messages(scorecard):
        total = scorecard.messages.get(message.n)
        scores = scorecard.scores_of(message.n)
        labels = {s.criterion: label_text(s.label, s.criterion) for s in scores}
        notes = [_note(finding, message, criteria) for finding in scorecard.findings_of(message.n)]
        said = [_said(opinion) for opinion in opinions(scorecard, message.n, criteria)]
        rewrite = next((r for r in scorecard.rewrites if r.n == message.n), None)
        yield [
            scorecard.conversation.id,
            scorecard.conversation.source,
            message.n,
            _naive(message.sent_at),
            manager_name(scorecard.conversation, message),
            clients,
            message.own_text,
            message.own_words,
            total.score if total else None,
            _percent(total.coverage if total else None),
            *(labels.get(name) for name in criteria.titles),
            "\n".join(notes),
            "\n".join(said),
            ", ".join(criteria.title(score.criterion) for score in scores if score.review),
            rewrite.text if rewrite else None,
            label_text(rewrite.by) if rewrite else None,
        ]


def message_columns(titles: dict[str, str]) -> Columns:
    return [
        (say("переписка", "conversation"), 16),
        (say("файл", "source"), 24),
        ("№", 5),
        (say("время", "sent at"), 16),
        (say("менеджер", "manager"), 20),
        (say("клиент", "client"), 20),
        (say("текст", "text"), 70),
        (say("слов", "words"), 7),
        (say("балл", "score"), 7),
        (say("оценено, %", "assessed, %"), 9),
        *((title, 16) for title in titles.values()),
        (say("подсказки", "hints"), 60),
        (by_model(), 60),
        (look(), 20),
        (say("другой вариант", "another version"), 60),
        (say("чей вариант", "whose version"), 10),
    ]


def conversation_columns() -> Columns:
    return [
        (say("переписка", "conversation"), 22),
        (say("файл", "source"), 30),
        (say("канал", "channel"), 10),
        (say("тема", "subject"), 30),
        (say("команда", "team"), 20),
        (say("менеджеры", "managers"), 24),
        (say("клиенты", "clients"), 24),
        (say("сообщений", "messages"), 10),
        (say("балл", "score"), 7),
        (say("оценено, %", "assessed, %"), 9),
        (say("первый ответ, мин", "first reply, min"), 12),
        (say("дольше всего ждал, мин", "longest wait, min"), 12),
        (say("клиент ждёт ответа", "client waits"), 10),
        (say("этап сделки", "deal stage"), 18),
        (say("следующий шаг", "next step"), 12),
        (say("поймёт третий", "forwardable"), 12),
        (say("возражений", "objections"), 10),
        (say("без ответа", "not met"), 10),
        (look(), 10),
    ]


def conversation_row(scorecard: Scorecard) -> list[Any]:
    """Who, when, how well and how the deal stands."""
    conversation, facts = scorecard.conversation, scorecard.facts
    met = [each["handled"] for each in objections(scorecard)]
    managers = {manager_name(conversation, m): None for m in counted_messages(scorecard)}
    return [
        conversation.id,
        conversation.source,
        conversation.channel,
        conversation.subject,
        scorecard.team,
        ", ".join(managers),
        _clients(scorecard),
        len(conversation.messages),
        scorecard.total.score,
        _percent(scorecard.total.coverage),
        facts.get("first_reply_minutes"),
        facts.get("longest_wait_minutes"),
        _yes_no(facts.get("unanswered_at_end")),
        *deal_labels(scorecard),
        len(met),
        met.count("none"),
        sum(score.review for score in scorecard.scores),
    ]


def finding_columns() -> Columns:
    return [
        (say("переписка", "conversation"), 22),
        ("№", 5),
        (say("время", "sent at"), 16),
        (say("менеджер", "manager"), 20),
        (say("критерий", "criterion"), 20),
        (say("важность", "severity"), 10),
        (say("место", "place"), 40),
        (say("подсказка", "hint"), 60),
        (say("замена", "fix"), 40),
        (say("номер", "id"), 10),
    ]


def finding_rows(scorecard: Scorecard, criteria: Criteria) -> Iterator[list[Any]]:
    for message in counted_messages(scorecard):
        for finding in scorecard.findings_of(message.n):
            yield [
                scorecard.conversation.id,
                message.n,
                _naive(message.sent_at),
                manager_name(scorecard.conversation, message),
                criteria.title(finding.criterion),
                label_text(finding.severity),
                _excerpt(finding, message),
                finding.note,
                say("удалить", "delete") if finding.fix == "" else finding.fix,
                finding_id(scorecard.conversation, message, finding),
            ]


def opinion_columns() -> Columns:
    return [
        (say("переписка", "conversation"), 22),
        ("№", 5),
        (say("менеджер", "manager"), 20),
        (say("критерий", "criterion"), 24),
        (say("оценка", "label"), 16),
        (say("значение, %", "value, %"), 9),
        (say("засчитано", "counted"), 9),
        (look(), 10),
        (say("расходятся от, %", "differ from, %"), 10),
        (say("до, %", "to, %"), 8),
        (say("почему", "reason"), 50),
        (say("места", "places"), 60),
    ]


def opinion_rows(scorecard: Scorecard, criteria: Criteria) -> Iterator[list[Any]]:
    """A row for every verdict of the model, on messages and on the conversation."""
    conversation = scorecard.conversation
    numbers: list[int | None] = [message.n for message in counted_messages(scorecard)]
    for n in [*numbers, None]:
        author = None if n is None else manager_name(conversation, conversation.message(n))
        for opinion in opinions(scorecard, n, criteria):
            low, high = opinion.score.band or (None, None)
            yield [
                conversation.id,
                n,
                author,
                opinion.title,
                opinion.label,
                _percent(opinion.score.value),
                _yes_no(opinion.counted and opinion.score.value is not None),
                _yes_no(opinion.score.review),
                _percent(low),
                _percent(high),
                opinion.reason,
                "\n".join(f"№{place.n}: {place.excerpt}" for place in opinion.places),
            ]


def objection_columns() -> Columns:
    return [
        (say("переписка", "conversation"), 22),
        ("№", 5),
        (say("о чём", "about"), 16),
        (say("клиент", "client"), 60),
        (say("как отвечено", "how it was met"), 16),
        (say("№ ответа", "answer no."), 9),
        (say("ответ", "answer"), 60),
    ]


def objection_rows(scorecard: Scorecard) -> Iterator[list[Any]]:
    """A row for every objection."""
    keys = ("n", "kind", "excerpt", "how", "answer_n", "answer")
    for each in objections(scorecard):
        yield [scorecard.conversation.id, *(each[key] for key in keys)]


def manager_columns(titles: dict[str, str]) -> Columns:
    return [
        (say("менеджер", "manager"), 26),
        (say("переписок", "conversations"), 10),
        (say("сообщений", "messages"), 10),
        (say("подсказок", "hints"), 10),
        (say("балл", "score"), 8),
        *((f"{title}, %", 14) for title in titles.values()),
    ]


def manager_row(manager: ManagerSum, titles: dict[str, str]) -> list[Any]:
    """What is known of the manager over the run."""
    means = [_percent(manager.mean(name)) for name in titles]
    fixed = [manager.name, manager.conversations, manager.messages, manager.findings]
    return [*fixed, _rounded(manager.score), *means]


def run_columns() -> Columns:
    return [(say("что", "what"), 24), (say("значение", "value"), 80)]


def run_rows(run: Run) -> Iterator[list[str]]:
    """What is known of the run, a line each."""
    yield [say("версия", "version"), run.version]
    yield [say("рубрика", "rubric"), f"{run.rubric.name} {run.rubric.version}"]
    yield [say("начато", "started"), run.started_at.isoformat(timespec="seconds")]
    yield [say("переписок", "conversations"), str(run.conversations)]
    yield [say("сообщений", "messages"), str(run.messages)]
    yield from (list(pair) for pair in usage_lines(run))
    for note in run.notes:
        yield [say("заметка", "note"), note]
    for skip in run.skipped:
        yield [say("пропущено", "skipped"), f"{skip.source}: {skip.reason}"]


def _clients(scorecard: Scorecard) -> str:
    people = (p for p in scorecard.conversation.participants if p.role == "client")
    return ", ".join(p.full_name or p.name or p.author for p in people)


def _note(finding: Finding, message: Message, criteria: Criteria) -> str:
    place = _excerpt(finding, message)
    shown = f" «{place}»" if place else ""
    return f"{criteria.title(finding.criterion)}{shown}: {finding.note}"


def _excerpt(finding: Finding, message: Message) -> str | None:
    if finding.span is None:
        return None
    return message.own_text[finding.span.start : finding.span.end]


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)


def _said(opinion: Opinion) -> str:
    """A model's verdict in one line."""
    reason = f" — {opinion.reason}" if opinion.reason else ""
    places = "".join(f" «{place.excerpt}»" for place in opinion.places)
    marks = f" ({', '.join(opinion.marks)})" if opinion.marks else ""
    return f"{opinion.title}: {opinion.label}{reason}{places}{marks}"


def _yes_no(said: object) -> str:
    return say("да", "yes") if said else say("нет", "no")
