"""JSON Lines: a conversation record, its message records, …, one run record at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from okk_text.conversation.model import Conversation, Message, Span
from okk_text.results import (
    NOT_ASSESSED,
    Answer,
    Cited,
    Finding,
    Run,
    Score,
    Scorecard,
    Skip,
    Total,
)

# Fields of the conversation record that checks or judge may fill; what nobody knew.
UNKNOWN_FACTS: dict[str, Any] = {
    "first_reply_minutes": None,
    "longest_wait_minutes": None,
    "first_reply_working_minutes": None,
    "longest_wait_working_minutes": None,
    "unanswered_at_end": None,
    "open_question_asked": None,
    "need_question_asked": None,
    "proposal_sent_n": None,
    "proposal_follow_up": None,
    "next_step_agreed": NOT_ASSESSED,
    "forwardable": NOT_ASSESSED,
    "deal_stage_by_text": NOT_ASSESSED,
    "promises": [],
    "longest_letters": [],
    "objections": [],
    "possible_objections": [],
}


class JsonLines:
    """Writes every scorecard as it comes."""

    def __init__(self, out: Path | None, stream: IO[str]):
        self._file = out.open("w", encoding="utf-8") if out else None
        self._stream = self._file or stream

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Scorecard):
            for record in records(item):
                self._write(record)

    def finish(self, run: Run) -> None:
        self._write({"type": "run", **run.model_dump(mode="json")})
        if self._file:
            self._file.close()

    def _write(self, record: dict[str, Any]) -> None:
        self._stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def records(scorecard: Scorecard) -> Iterator[dict[str, Any]]:
    """The conversation record, then its message records in order."""
    conversation = scorecard.conversation
    yield _conversation_record(scorecard)
    for message in conversation.messages:
        yield _message_record(scorecard, conversation, message)


def _conversation_record(scorecard: Scorecard) -> dict[str, Any]:
    conversation = scorecard.conversation
    return {
        "type": "conversation",
        "conversation": conversation.id,
        "source": conversation.source,
        "channel": conversation.channel,
        "medium": conversation.medium,
        "subject": conversation.subject,
        "team": scorecard.team,
        "rubric": scorecard.rubric.model_dump(),
        "participants": [
            {
                "author": p.author,
                "address": p.address,
                "role": p.role,
                "name": p.name,
                "guessed": p.guessed,
            }
            for p in conversation.participants
        ],
        "messages": len(conversation.messages),
        **_total(scorecard.total),
        "criteria": [_criterion(score, conversation, None) for score in scorecard.scores_of(None)],
        **UNKNOWN_FACTS,
        **_facts(scorecard),
        "notes": list(conversation.notes),
    }


def _facts(scorecard: Scorecard) -> dict[str, Any]:
    """The facts; objections that nobody has judged yet are only possible ones."""
    facts = dict(scorecard.facts)
    if "objections" in facts and all(score.by == "rule" for score in scorecard.scores):
        facts["possible_objections"] = facts.pop("objections")
    return facts


def _message_record(
    scorecard: Scorecard, conversation: Conversation, message: Message
) -> dict[str, Any]:
    text = message.own_text
    rewrite = next((r for r in scorecard.rewrites if r.n == message.n), None)
    return {
        "type": "message",
        "conversation": conversation.id,
        "source": conversation.source,
        "channel": conversation.channel,
        "n": message.n,
        "id": message.id,
        "author": message.author,
        "address": message.address,
        "role": message.role,
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        "subject": message.subject,
        "text": text,
        "quote": message.quote,
        "signature": message.signature,
        "hidden_text": message.hidden,
        "own_words": message.own_words,
        "own_lines": message.own_lines,
        "attachments": [a.model_dump() for a in message.attachments],
        "edited": message.edited,
        "deleted": message.deleted,
        "undelivered": message.undelivered,
        "internal": message.internal,
        "auto": message.auto,
        **_total(scorecard.messages.get(message.n) or Total(score=None, coverage=None)),
        "criteria": [
            _criterion(score, conversation, message) for score in scorecard.scores_of(message.n)
        ],
        "findings": [_finding(finding, text) for finding in scorecard.findings_of(message.n)],
        "rewrite": {"text": rewrite.text, "by": rewrite.by} if rewrite else None,
    }


def _total(total: Total) -> dict[str, Any]:
    return {"score": total.score, "coverage": total.coverage}


def _criterion(score: Score, conversation: Conversation, message: Message | None) -> dict[str, Any]:
    text = message.own_text if message else ""
    record = {
        "id": score.criterion,
        "label": score.label,
        "value": score.value,
        "weight": score.weight,
        "by": score.by,
        "reason": score.reason,
        "evidence": [_place(span, text) for span in score.evidence]
        + [_cited(cited, conversation) for cited in score.cited],
    }
    if score.by == "llm":
        record |= {
            "answers": [_answer(answer, conversation) for answer in score.answers],
            "band": score.band,
            "review": score.review,
        }
    return record


def _answer(answer: Answer, conversation: Conversation) -> dict[str, Any]:
    return {
        **answer.model_dump(exclude={"evidence"}),
        "evidence": [_cited(cited, conversation) for cited in answer.evidence],
    }


def _cited(cited: Cited, conversation: Conversation) -> dict[str, Any]:
    return {"n": cited.n, **_place(cited.span, conversation.message(cited.n).own_text)}


def _finding(finding: Finding, text: str) -> dict[str, Any]:
    nowhere = {"start": None, "end": None, "excerpt": None}
    return {
        "criterion": finding.criterion,
        "check": finding.check,
        **(_place(finding.span, text) if finding.span else nowhere),
        "note": finding.note,
        "fix": finding.fix,
        "severity": finding.severity,
    }


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "excerpt": text[span.start : span.end]}
