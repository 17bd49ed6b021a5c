"""One self-contained HTML page: every conversation with its places marked, filters, sums."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from okk_text.conversation.model import Message
from okk_text.language import count_ru, current_language, say
from okk_text.report.labels import (
    due_text,
    label_text,
    level,
    minutes_text,
    score_text,
    state_text,
    time_text,
)
from okk_text.report.summary import Summary, manager_name
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Finding, Run, Scorecard, Skip
from okk_text.rubric import Rubric

SEVERITIES = ("hint", "warning", "error")  # where places overlap the last wins


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message's text and the severity of what stands there, None for plain text."""

    text: str
    severity: str | None
    note: str


class HtmlReport:
    """Writes conversations to a temporary file as they come; the page is put together at the end."""

    def __init__(self, out: Path, rubric: Rubric):
        self.out = out
        self.titles = rubric.titles()
        self.summary = Summary()
        self._articles = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._templates = _templates()
        self._count = 0

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Skip):
            return
        self.summary.add(item)
        self._count += 1
        article = self._templates.get_template("conversation.html.j2")
        self._articles.write(article.render(view=_view(item, self.titles), number=self._count))

    def finish(self, run: Run) -> None:
        used = {name for manager in self.summary.managers.values() for name in manager.values}
        page = self._templates.get_template("page.html.j2").render(
            run=run,
            summary=self.summary,
            managers=self.summary.by_name(),
            titles={name: title for name, title in self.titles.items() if name in used},
            all_titles=self.titles,
            articles="\0",
        )
        head, tail = page.split("\0")
        with self.out.open("w", encoding="utf-8") as file:
            file.write(head)
            self._articles.seek(0)
            shutil.copyfileobj(self._articles, file)
            file.write(tail)
        self._articles.close()


def pieces(text: str, findings: tuple[Finding, ...]) -> Iterator[Piece]:
    """The text cut at the borders of its findings; joined again the pieces give the text."""
    placed = [finding for finding in findings if finding.span]
    borders = {0, len(text)}
    for finding in placed:
        borders |= {finding.span.start, finding.span.end}
    ordered = sorted(border for border in borders if 0 <= border <= len(text))
    for start, end in pairwise(ordered):
        here = [f for f in placed if f.span.start <= start and end <= f.span.end]
        worst = max(here, key=lambda f: SEVERITIES.index(f.severity), default=None)
        notes = " · ".join(dict.fromkeys(finding.note for finding in here))
        yield Piece(text[start:end], worst.severity if worst else None, notes)


def _templates():
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("okk_text.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=say, language=current_language, count_ru=count_ru)
    environment.filters.update(
        label=label_text,
        level=level,
        score=score_text,
        minutes=minutes_text,
        moment=time_text,
        state=state_text,
        due=due_text,
    )
    return environment


def _view(scorecard: Scorecard, titles: dict[str, str]) -> dict[str, Any]:
    """What the template shows of a conversation."""
    conversation = scorecard.conversation
    clients = [p for p in conversation.participants if p.role == "client"]
    managers = {manager_name(conversation, m): None for m in conversation.by("manager")}
    dated = [m.sent_at for m in conversation.messages if m.sent_at]
    return {
        "scorecard": scorecard,
        "conversation": conversation,
        "title": conversation.subject or _names(clients) or conversation.source,
        "clients": _names(clients),
        "managers": list(managers),
        "guessed": any(p.guessed and p.role == "manager" for p in conversation.participants),
        "from_to": (dated[0], dated[-1]) if dated else None,
        "criteria": sorted({finding.criterion for finding in scorecard.findings}),
        "hints": len(scorecard.findings),
        "scores": [s for s in scorecard.scores_of(None) if s.label != NOT_APPLICABLE],
        "unknown": {
            titles[s.criterion]: s.reason for s in scorecard.scores if s.label == NOT_ASSESSED
        },
        "titles": titles,
        "messages": [_message_view(scorecard, m, titles) for m in conversation.messages],
    }


def _message_view(scorecard: Scorecard, message: Message, titles: dict[str, str]) -> dict[str, Any]:
    findings = scorecard.findings_of(message.n)
    scores = [s for s in scorecard.scores_of(message.n) if s.label != NOT_APPLICABLE]
    return {
        "message": message,
        "author": manager_name(scorecard.conversation, message),
        "total": scorecard.messages.get(message.n),
        "pieces": list(pieces(message.own_text, findings)),
        "findings": findings,
        "exceptions": [_exception(scorecard, message, finding) for finding in findings],
        "low": [s for s in scores if s.label != NOT_ASSESSED and s.value != 1],
        "full": [titles[s.criterion] for s in scores if s.value == 1],
        "rewrite": next((r.text for r in scorecard.rewrites if r.n == message.n), None),
    }


def _exception(scorecard: Scorecard, message: Message, finding: Finding) -> str:
    """The lines of okk.toml that accept this finding; the reason is left to the person."""
    values = {"criterion": finding.criterion, "conversation": scorecard.conversation.id}
    if finding.span:
        values["excerpt"] = message.own_text[finding.span.start : finding.span.end]
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    reason = say("почему принято", "why it is accepted")
    return "\n".join(["[[exception]]", *lines, f"n = {message.n}", f'reason = "{reason}"', ""])


def _names(participants) -> str:
    return ", ".join(p.full_name or p.name or p.author for p in participants)
