"""One self-contained HTML page: every conversation with its places marked, filters, sums."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from okk_text.conversation.model import Message
from okk_text.exceptions import finding_id
from okk_text.language import count_ru, current_language, say
from okk_text.report.labels import (
    due_text,
    label_text,
    level,
    minutes_text,
    score_text,
    sentence_text,
    state_text,
    time_text,
)
from okk_text.report.summary import Summary, manager_name
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Finding, Run, Score, Scorecard, Skip
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

    def __init__(self, out: Path, rubric: Rubric, *, accepting: str | None = None):
        self.out = out
        self.accepting = accepting
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
        view = {**_view(item, self.titles), "accepting": bool(self.accepting)}
        article = self._templates.get_template("conversation.html.j2")
        self._articles.write(article.render(view=view, number=self._count))

    def finish(self, run: Run) -> None:
        used = {name for manager in self.summary.managers.values() for name in manager.values}
        page = self._templates.get_template("page.html.j2").render(
            run=run,
            summary=self.summary,
            managers=self.summary.by_name(),
            titles={name: title for name, title in self.titles.items() if name in used},
            all_titles=self.titles,
            articles="\0",
            accepting=self.accepting,
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
    environment.globals.update(say=say, language=current_language, count_ru=count_ru, noun=_noun)
    environment.filters.update(
        label=label_text,
        level=level,
        score=score_text,
        minutes=minutes_text,
        moment=time_text,
        state=state_text,
        due=due_text,
        sentence=sentence_text,
    )
    return environment


def _noun(number: int, one: str, few: str, many: str, *, en: str) -> str:
    """The noun that goes with the number, without the number."""
    english = en if number == 1 else f"{en}s"
    return say(count_ru(number, one, few, many).partition(" ")[2], english)


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
        "unknown": _unknown(scorecard, titles),
        "titles": titles,
        "messages": [_message_view(scorecard, m, titles) for m in conversation.messages],
    }


def _message_view(scorecard: Scorecard, message: Message, titles: dict[str, str]) -> dict[str, Any]:
    findings = scorecard.findings_of(message.n)
    scores = [s for s in scorecard.scores_of(message.n) if s.label != NOT_APPLICABLE]
    hinted = {finding.criterion for finding in findings}
    return {
        "message": message,
        "author": manager_name(scorecard.conversation, message),
        "total": scorecard.messages.get(message.n),
        "pieces": list(pieces(message.own_text, findings)),
        "findings": findings,
        "ids": [finding_id(scorecard.conversation, message, finding) for finding in findings],
        "low": [s for s in scores if _is_low(s) and s.criterion not in hinted],
        "full": [titles[s.criterion] for s in scores if s.value == 1],
        "rewrite": next((r.text for r in scorecard.rewrites if r.n == message.n), None),
    }


def _unknown(scorecard: Scorecard, titles: dict[str, str]) -> dict[str, list[str]]:
    """Why something was not assessed, and what, each once."""
    found: dict[str, list[str]] = {}
    for score in scorecard.scores:
        if score.label == NOT_ASSESSED:
            named = found.setdefault(score.reason or "", [])
            if titles[score.criterion] not in named:
                named.append(titles[score.criterion])
    return found


def _is_low(score: Score) -> bool:
    return score.label != NOT_ASSESSED and score.value != 1


def _names(participants) -> str:
    return ", ".join(p.full_name or p.name or p.author for p in participants)
