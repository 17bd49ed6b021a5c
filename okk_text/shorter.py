"""The shorter text: a message with its needless words gone and its sure faults mended, by rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from okk_text.conversation.model import Conversation, Message
from okk_text.lexicon import shortened, text_language
from okk_text.results import Finding, Rewrite

MENDED = ("grammar", "wordiness")  # what is sure enough to be put in without a person's look
_FACT = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|\d+(?:[.,:]\d+)*", re.ASCII)


def shorter_texts(conversation: Conversation, findings: Sequence[Finding]) -> list[Rewrite]:
    """A shorter text for every message from which something can go.

    Numbers, dates, links and addresses stay as they were, else there is none.
    """
    by_message: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.criterion in MENDED and finding.span and finding.fix is not None:
            by_message.setdefault(finding.n, []).append(finding)
    found = []
    for message in conversation.messages:
        mended = by_message.get(message.n, [])
        if any(finding.fix == "" for finding in mended):
            text = _shorter(message, mended)
            if text:
                found.append(Rewrite(n=message.n, text=text, by="rule"))
    return found


def _shorter(message: Message, findings: Sequence[Finding]) -> str | None:
    """The text with the fixes in and the deletions out; None where a fact would go."""
    text = message.own_text
    language = text_language(text)
    gone = [(f.span.start, f.span.end) for f in findings if f.span and f.fix == ""]
    for finding in sorted(findings, key=lambda f: f.span.start if f.span else 0, reverse=True):
        if not finding.span or not finding.fix:
            continue
        start, end = finding.span.start, finding.span.end
        if any(first < end and start < last for first, last in gone):
            continue
        text = text[:start] + finding.fix + text[end:]
        moved = len(finding.fix) - (end - start)
        gone = [(a + moved, b + moved) if a >= end else (a, b) for a, b in gone]
    result = shortened(text, gone, language).strip()
    same_facts = Counter(_FACT.findall(result)) == Counter(_FACT.findall(message.own_text))
    return result if result and same_facts else None
