"""What a model is asked to mend in a low message, as a masked prompt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from okk_text.attacks import attacks_in, suspicious, without_control_tokens
from okk_text.conversation.model import Conversation, Message
from okk_text.fact_lock import Allowed
from okk_text.judge.door import Prompt
from okk_text.judge.prompts import block
from okk_text.language import Language
from okk_text.lexicon import text_language
from okk_text.lexicon.deadlines import deadlines
from okk_text.lexicon.requests import requests
from okk_text.results import Finding, Score

LONGEST = 2_000  # characters of a message that a model is asked to rewrite
_GREETING = 25  # characters that a greeting may take beside the name


class Masks(Protocol):
    """What of the vault is used here."""

    def masked(self, text: str) -> str:
        """The text without anything personal."""
        ...

    def restored(self, masked: str) -> str:
        """The text with everything put back."""
        ...

    def leaks(self, text: str) -> tuple[str, ...]:
        """What still looks personal."""
        ...


class Task:
    """What is to be mended in a message."""

    def __init__(
        self,
        message: Message,
        conversation: Conversation,
        text: str,
        findings: Sequence[Finding],
        scores: Sequence[Score],
        name: str | None,
    ):
        self.message = message
        self.text = text
        self.language: Language = text_language(text)
        self._conversation = conversation
        self._findings = [finding for finding in findings if finding.n == message.n]
        self._labels = {score.criterion: score.label for score in scores if score.n == message.n}
        greets = self._labels.get("greeting") in ("missing", "unnamed", "wrong_name")
        self.name = name if greets else None
        self.dates = self._dates() if self._calls else ()

    @property
    def _calls(self) -> bool:
        return self._labels.get("cta") in ("no_deadline", "vague", "missing")

    @property
    def allowed(self) -> Allowed:
        """What the version may add: the name in the greeting, a deadline that was set before."""
        return Allowed(name=self.name, earlier=self.dates)

    def is_attacked(self) -> bool:
        """Whether anything in the message speaks to the judge, or looks as if."""
        message = self.message
        parts = (message.own_text, message.quote, message.signature)
        return bool(message.hidden) or any(attacks_in(p) or suspicious(p) for p in parts if p)

    def mends(self) -> dict[str, Any]:
        """What the prompt asks for; empty where nothing is to be done."""
        pieces = [(f, self._piece(f)) for f in self._findings]
        wanted = {
            "greeting": self.name or "",
            "call": self._calls,
            "fillers": [p for f, p in pieces if f.criterion == "wordiness" and f.fix == "" and p],
            "wording": [p for f, p in pieces if f.criterion == "wording" and p],
            "tone": self._labels.get("tone", "ok") not in ("ok", "na", "not_assessed"),
            "grammar": any(f.criterion == "grammar" for f, _ in pieces),
        }
        return wanted if any(wanted.values()) else {}

    def prompt(self, vault: Masks, last: str, wrong: str) -> Prompt:
        """The masked prompt; raises MaskingFailed."""
        wanted = self.mends()
        given = {
            **wanted,
            "before": self._shown(vault, self._before()),
            "text": self._shown(vault, self.text),
            "greeting": vault.masked(wanted["greeting"]),
            "dates": [vault.masked(date) for date in self.dates],
            "fillers": [vault.masked(filler) for filler in wanted["fillers"]],
            "wording": [vault.masked(hint) for hint in wanted["wording"]],
            "length": len(self.text) + (len(self.name) + _GREETING if self.name else 0),
            "last": last,
            "wrong": wrong,
        }
        parts = (
            block(f"rewrite.{self.language}.j2", part, given)
            for part in ("system", "shown", "asked")
        )
        system, shown, asked = parts
        return Prompt(system=system, user=shown + asked).guarded(vault.leaks)

    def _shown(self, vault: Masks, text: str) -> str:
        return vault.masked(without_control_tokens(text)).replace('"""', '"')

    def _piece(self, finding: Finding) -> str:
        if finding.span is None:
            return ""
        own = self.message.own_text
        return own[finding.span.start : finding.span.end].strip(" ,.;:!?\n")

    def _before(self) -> str:
        """The client's last message before this one; nothing of it where it speaks to the judge."""
        earlier = [m for m in self._conversation.by("client") if m.n < self.message.n]
        said = earlier[-1].own_text[:600] if earlier else ""
        return "" if attacks_in(said) or suspicious(said) else said

    def _dates(self) -> tuple[str, ...]:
        """Days that this manager has set for the client before and that have not come yet."""
        now = self.message.sent_at
        if now is None:
            return ()
        found: list[str] = []
        for message in self._conversation.by("manager"):
            if message.n >= self.message.n or message.author != self.message.author:
                continue
            text = message.own_text[:LONGEST]
            asking = [(r.start, r.end) for r in requests(text) if r.kind in ("action", "close")]
            for deadline in deadlines(text, now=message.sent_at):
                set_here = any(start <= deadline.start < end for start, end in asking)
                ahead = deadline.due is not None and deadline.due >= now.date()
                if deadline.kind == "date" and set_here and ahead:
                    found.append(text[deadline.start : deadline.end])
        return tuple(dict.fromkeys(found[-2:]))
