"""The better text by rule: needless words gone, sure faults mended, the client greeted by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okk_text.conversation.model import Conversation, Message
from okk_text.fact_lock import Allowed, changed_facts
from okk_text.grammar.added import Faults, adds_faults
from okk_text.lexicon import shortened, text_language
from okk_text.people.client_names import ClientNames, sure_name
from okk_text.people.greetings import greeting_in
from okk_text.results import Finding, Rewrite

MENDED = ("grammar", "wordiness")  # what is sure enough to be put in without a person's look
_USUAL = ("здравствуйте", "добрый день", "привет", "hello", "hi")  # right at any hour
_THOU = re.compile(r"\b(?:ты|тебя|тебе|тобой|твой|твоя|твоё|твои)\b", re.IGNORECASE)


def shorter_texts(
    conversation: Conversation, findings: Sequence[Finding], *, faults: Faults | None = None
) -> list[Rewrite]:
    """A better text for every message from which something can go or that can greet by name.

    Every fact stays, or there is none; `faults` of a grammar engine must not grow in number.
    """
    by_message: dict[int, list[Finding]] = {}
    for finding in findings:
        by_message.setdefault(finding.n, []).append(finding)
    clients = ClientNames(conversation)
    found = []
    for message in conversation.messages:
        of_it = by_message.get(message.n, [])
        name = sure_name(conversation, message, clients=clients) if of_it else None
        text = _better(message, of_it, _Opening(conversation, message, name), faults)
        if text:
            found.append(Rewrite(n=message.n, text=text, by="rule"))
    return found


def _better(
    message: Message, findings: Sequence[Finding], opening: _Opening, faults: Faults | None
) -> str | None:
    """The first of the attempts, the fullest first, that keeps every fact and adds no fault."""
    text = message.own_text
    language = text_language(text)
    tried = {None, "", text}
    for attempt in _attempts(findings):
        greeting = [f for f in attempt if f.criterion == "greeting"]
        deleted = any(f.fix == "" for f in attempt)
        if not deleted and not greeting:
            continue
        result = _mended(text, [f for f in attempt if f.criterion in MENDED])
        name = None
        if greeting:
            result, name = opening.greeted(result), opening.name
        if result in tried:
            continue
        tried.add(result)
        if changed_facts(text, result, added=Allowed(name=name)):
            continue
        known = (name or "").split()
        if faults and adds_faults(text, result, language, faults=faults, known=known):
            continue
        return result
    return None


def _attempts(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """All that can be done, then less of it."""
    sure = [f for f in findings if f.criterion in MENDED and f.span and f.fix is not None]
    greeting = [f for f in findings if f.criterion == "greeting"]
    deletions = [f for f in sure if f.fix == ""]
    for attempt in (sure + greeting, deletions + greeting, sure, deletions, greeting):
        if attempt:
            yield attempt


def _mended(text: str, findings: Sequence[Finding]) -> str:
    """The text with the fixes in and the deletions out."""
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
    return shortened(text, gone, language).strip()


@dataclass(frozen=True, slots=True)
class _Opening:
    """How a message may greet the client, in the manner of its writer."""

    conversation: Conversation
    message: Message
    name: str | None

    def greeted(self, text: str) -> str | None:
        """The text with a greeting by name; None where that cannot be done for sure."""
        if self.name is None or not text:
            return None
        greeting = greeting_in(text)
        if greeting.names and not greeting.greets:
            return self._after_name(text)
        if greeting.template or greeting.names:
            place = greeting.template or greeting.names[0][0]
            return text[: place.start] + self.name + text[place.end :]
        if greeting.word:
            return self._with_name(text, greeting.word.start, greeting.word.end)
        if greeting.honorific or not self._may_open():
            return None
        blank = "\n\n" if self.conversation.medium == "email" else " "
        word = self._word(text)
        named = f"{word} {self.name}" if word.isascii() else f"{word}, {self.name}"
        return (
            f"{named}{',' if word.isascii() and blank != ' ' else '!'}{blank}{_capitalised(text)}"
        )

    def _with_name(self, text: str, start: int, end: int) -> str | None:
        """«Добрый день!» as «Добрый день, Анна!», "Hello," as "Hello Anna,"."""
        if text[end : end + 1] not in ("!", ".", ",", "\n", ""):
            return None
        mark = "" if text[start:end].isascii() else ","
        stop = "" if text[end : end + 1] in ("!", ".", ",") else "!"
        rest = text[end:]
        if mark and rest.startswith(","):  # «Добрый день, счёт готов»
            rest = "!" + rest[1:2] + _capitalised(rest[2:])
        return f"{text[:end]}{mark} {self.name}{stop}{rest}"

    def _after_name(self, text: str) -> str | None:
        """«Анна, счёт готов» as «Анна, добрый день! Счёт готов»."""
        span = greeting_in(text).names[0][0]
        rest = text[span.end :]
        if span.start or not rest.startswith((", ", "!", ",\n")) or not self._may_open():
            return None
        if text_language(text) == "en":
            return None
        word = self._word(text)
        return f"{text[: span.end]}, {word[0].lower()}{word[1:]}! {_capitalised(rest[1:].strip())}"

    def _may_open(self) -> bool:
        """Whether the message stands alone: in a turn of several the first would have to greet."""
        if self.conversation.medium != "chat":
            return True
        turn = next(
            (turn for turn in self.conversation.turns() if self.message in turn), (self.message,)
        )
        return len(turn) == 1

    def _word(self, text: str) -> str:
        """The greeting that this writer uses elsewhere, else the usual one."""
        for message in self.conversation.messages:
            if message.author == self.message.author and message.n != self.message.n:
                word = greeting_in(message.own_text).word
                said = message.own_text[word.start : word.end] if word else ""
                if (
                    said.casefold() in _USUAL
                    and said[0].isupper()
                    and said.isascii() == (text_language(text) == "en")
                ):
                    return said
        if text_language(text) == "en":
            return "Hello"
        return "Привет" if _THOU.search(text) else "Добрый день"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
