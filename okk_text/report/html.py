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
from okk_text.report.changes import marked_words
from okk_text.report.judged import (
    DEAL,
    Criteria,
    deal,
    is_counted,
    looks,
    not_assessed,
    objections,
    opinions,
)
from okk_text.report.labels import (
    by_model,
    due_text,
    label_text,
    level,
    look,
    minutes_text,
    score_text,
    sentence_text,
    state_text,
    time_text,
)
from okk_text.report.summary import Summary, manager_name
from okk_text.report.usage import sent_text, unknown_lines, usage_lines
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
        self.criteria = Criteria.of(rubric)
        self.summary = Summary()
        self._articles = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._templates = _templates()
        self._count = 0

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Skip):
            return
        self.summary.add(item)
        self._count += 1
        view = {**_view(item, self.criteria), "accepting": bool(self.accepting)}
        article = self._templates.get_template("conversation.html.j2")
        self._articles.write(article.render(view=view, number=self._count))

    def finish(self, run: Run) -> None:
        used = {name for manager in self.summary.managers.values() for name in manager.values}
        page = self._templates.get_template("page.html.j2").render(
            run=run,
            summary=self.summary,
            managers=self.summary.by_name(),
            titles={name: title for name, title in self.criteria.titles.items() if name in used},
            all_titles=self.criteria.titles,
            usage=list(usage_lines(run)),
            unknown=list(unknown_lines(self.summary.unknown)),
            sent=sent_text(run),
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
    environment.globals.update(by_model=by_model, look=look)
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


def _view(scorecard: Scorecard, criteria: Criteria) -> dict[str, Any]:
    """What the template shows of a conversation."""
    conversation = scorecard.conversation
    clients = [p for p in conversation.participants if p.role == "client"]
    managers = {manager_name(conversation, m): None for m in conversation.by("manager")}
    dated = [m.sent_at for m in conversation.messages if m.sent_at]
    named = [f.criterion for f in scorecard.findings]
    named += [s.criterion for s in scorecard.scores if s.review or _is_low_opinion(s, criteria)]
    return {
        "scorecard": scorecard,
        "conversation": conversation,
        "title": conversation.subject or _names(clients) or conversation.source,
        "clients": _names(clients),
        "managers": list(managers),
        "guessed": any(p.guessed and p.role == "manager" for p in conversation.participants),
        "from_to": (dated[0], dated[-1]) if dated else None,
        "criteria": sorted(set(named)),
        "hints": len(scorecard.findings),
        "looks": looks(scorecard, criteria),
        "scores": [s for s in scorecard.scores_of(None) if _is_chip(s, criteria)],
        "opinions": opinions(scorecard, None, criteria),
        "unknown": not_assessed(scorecard.scores, criteria),
        "deal": deal(scorecard, criteria),
        "objections": objections(scorecard),
        "judged": any(score.by == "llm" for score in scorecard.scores),
        "name": criteria.title,
        "messages": [_message_view(scorecard, m, criteria) for m in conversation.messages],
    }


def _message_view(scorecard: Scorecard, message: Message, criteria: Criteria) -> dict[str, Any]:
    findings = scorecard.findings_of(message.n)
    scores = [s for s in scorecard.scores_of(message.n) if s.label != NOT_APPLICABLE]
    hinted = {finding.criterion for finding in findings}
    said = opinions(scorecard, message.n, criteria)
    rewrite = next((r for r in scorecard.rewrites if r.n == message.n), None)
    return {
        "message": message,
        "author": manager_name(scorecard.conversation, message),
        "total": scorecard.messages.get(message.n),
        "pieces": list(pieces(message.own_text, findings)),
        "findings": findings,
        "ids": [finding_id(scorecard.conversation, message, finding) for finding in findings],
        "low": [s for s in scores if _is_low(s) and s.by == "rule" and s.criterion not in hinted],
        "full": [_full(score, criteria) for score in scores if score.value == 1],
        "look": any(score.review for score in scores),
        "opinions": [opinion for opinion in said if opinion.is_open],
        "agreed": [each for each in said if not each.is_open and (each.places or each.reason)],
        "rewrite": rewrite,
        "changes": marked_words(message.own_text, rewrite.text) if rewrite else None,
    }


def _full(score: Score, criteria: Criteria) -> str:
    """What is all right, and whose word that is."""
    title = criteria.title(score.criterion)
    return f"{title} ({by_model()})" if score.by == "llm" else title


def _is_chip(score: Score, criteria: Criteria) -> bool:
    """Whether a rule's verdict on the conversation is shown as one: not what has its own place."""
    shown = score.label not in (NOT_APPLICABLE, NOT_ASSESSED) and score.by == "rule"
    return shown and score.criterion not in criteria.report_only | set(DEAL.values())


def _is_low_opinion(score: Score, criteria: Criteria) -> bool:
    return score.by == "llm" and score.value not in (None, 1) and is_counted(score, criteria)


def _is_low(score: Score) -> bool:
    return score.label != NOT_ASSESSED and score.value != 1


def _names(participants) -> str:
    return ", ".join(p.full_name or p.name or p.author for p in participants)
