"""A manager's own words beside better ones: short quotes from messages that can be improved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from okk_text.conversation.model import Message, Span
from okk_text.results import Finding, Rewrite, Score

LONGEST = 260  # characters of a quote
LONGEST_REWRITE = 700  # longer ones are read in the conversation's own report
_AT_THE_END = ("cta", "signature", "next_step", "summing_up")  # what is missing, is missing there
_SHORTENED = ("wordiness", "wording")  # what a rewrite by rule mends
_STOP = re.compile(r"(?<=[.!?…])\s+|\n+")
_SEVERITIES = ("hint", "warning", "error")


@dataclass(frozen=True, slots=True)
class Example:
    """Words of a manager, better ones ("" where none are known), and what the hint says."""

    manager: str
    conversation: str
    at: datetime
    quote: str
    better: str
    note: str
    own: bool = True  # the very words that the hint is about; else only the last ones before it


def merit(finding: Finding | None, rewrite: Rewrite | None) -> int:
    """How much an example teaches: one with better words before one without."""
    better = 6 if finding and finding.span and finding.fix is not None else 3 if rewrite else 0
    return better + (_SEVERITIES.index(finding.severity) if finding else 0)


def quoted_finding(
    finding: Finding, message: Message, findings: Sequence[Finding], rewrite: Rewrite | None
) -> tuple[str, str]:
    """The words that a finding is about, and better ones."""
    text = message.own_text
    at_the_end = finding.criterion in _AT_THE_END
    if (finding.span is None or finding.fix is None) and rewrite:
        return _outer(text, at_the_end=at_the_end), rewrite.text
    if finding.span is None:
        return _outer(text, at_the_end=at_the_end), ""
    start, end = _sentence(text, finding.span)
    quote = _shortened(text[start:end])
    if finding.fix is None:
        return quote, ""
    if end - start > LONGEST:
        return _shortened(text[finding.span.start : finding.span.end]), finding.fix
    return quote, _healed(
        text, start, end, [f for f in findings if f.criterion == finding.criterion]
    )


def quoted_score(score: Score, message: Message, rewrite: Rewrite | None) -> tuple[str, str]:
    """The words that a low score is about, and better ones."""
    spans = score.evidence if score.n == message.n else ()
    spans = spans or tuple(c.span for c in score.cited if c.n == message.n)
    text = message.own_text
    if spans and spans[0].end <= len(text) and not rewrite:
        start, end = _sentence(text, spans[0])
        return _shortened(text[start:end]), ""
    at_the_end = score.criterion in _AT_THE_END or score.n is None
    return _outer(text, at_the_end=at_the_end), rewrite.text if rewrite else ""


def fitting(rewrite: Rewrite, criterion: str) -> bool:
    """Whether a rewrite mends what the criterion is about: rules only shorten, a model mends all."""
    return len(rewrite.text) <= LONGEST_REWRITE and (rewrite.by == "llm" or criterion in _SHORTENED)


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """The borders of the sentence, or sentences, that a place stands in."""
    start, end = 0, len(text)
    for stop in _STOP.finditer(text):
        if stop.end() <= span.start:
            start = stop.end()
        elif stop.start() >= span.end:
            end = stop.start()
            break
    return start, end


def _outer(text: str, *, at_the_end: bool) -> str:
    """The first or the last sentences of a text, whole ones as far as they fit."""
    if len(text) <= LONGEST:
        return text
    borders = [stop.end() for stop in _STOP.finditer(text)]
    if at_the_end:
        start = next((b for b in borders if len(text) - b <= LONGEST), len(text) - LONGEST)
        return "…" + text[start:].strip()
    end = max((b for b in borders if b <= LONGEST), default=LONGEST)
    return text[:end].strip() + "…"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(None, 1)[0] + "…"


def _healed(text: str, start: int, end: int, findings: Sequence[Finding]) -> str:
    """The stretch with every fix in it that does not touch another."""
    pieces, place = [], start
    placed = [f for f in findings if f.span and f.fix is not None]
    for finding in sorted(placed, key=lambda f: (f.span.start, -f.span.end)):  # type: ignore[union-attr]
        span = finding.span
        if span is not None and finding.fix is not None and place <= span.start <= span.end <= end:
            pieces += [text[place : span.start], finding.fix]
            place = span.end
    healed = "".join([*pieces, text[place:end]])
    healed = re.sub(r"[ \t]{2,}", " ", re.sub(r"\s+([,.!?…])", r"\1", healed)).lstrip(" ,;–—")
    return healed[:1].upper() + healed[1:] if text[start : start + 1].isupper() else healed
