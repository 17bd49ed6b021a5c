"""A better version of a low message by a model, shown only where code finds that no fact changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, Protocol

from okk_text.attacks import attacks_in, without_control_tokens
from okk_text.conversation.model import Conversation, Frozen, Message
from okk_text.fact_lock import FactChange, changed_facts
from okk_text.grammar.added import Faults, adds_faults
from okk_text.judge.door import Asked, Prompt
from okk_text.judge.rewrite_task import LONGEST, Masks, Task
from okk_text.language import Language, say
from okk_text.lexicon import text_language
from okk_text.people.greetings import greeting_in
from okk_text.privacy import MaskingFailed
from okk_text.results import Finding, Rewrite, Score

LOW = 70  # a message with a lower score is worth a suggestion
SCHEMA = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
Cause = Literal[
    "attack", "nothing", "masking", "no answer", "empty", "same", "tokens", "language", "longer",
    "facts", "grammar", "no better",
]  # fmt: skip


class Dropped(Frozen):
    """Why message `n` has no suggested version: the cause for counts, the reason for people."""

    n: int
    cause: Cause
    reason: str
    changes: tuple[FactChange, ...] = ()


class Asks(Protocol):
    """What of the door is used here."""

    def structured(self, prompt: Prompt, *, schema: dict[str, Any], name: str) -> Asked:
        """An answer by the schema, or the reason why there is none."""
        ...


def is_low(scores: Iterable[Score]) -> bool:
    """Whether the known scores of a message mean less than LOW of 100."""
    known = [(score.value, score.weight) for score in scores if score.value is not None]
    weight = sum(each for _, each in known)
    return weight > 0 and 100 * sum(value * each for value, each in known) / weight < LOW


def rewritten(
    message: Message,
    *,
    conversation: Conversation,
    findings: Sequence[Finding],
    scores: Sequence[Score],
    name: str | None,
    door: Asks,
    vault: Masks,
    faults: Faults | None = None,
    rate: Callable[[str], float | None] | None = None,
) -> Rewrite | Dropped:
    """A version of the message with what is low mended and every fact kept, or why there is none.

    `findings` and `scores` are the message's own; `name` is how to greet the client, None where it
    is not known for sure. `faults` are a grammar engine's, which must not grow; `rate` is what the
    rules think of a draft, 0–100, which must. A version that will not do is asked for once more
    with what is wrong with it.
    """
    text = without_control_tokens(message.own_text).strip()
    task = Task(message, conversation, text, findings, scores, name)
    if task.is_attacked():
        return _dropped(message, "attack")
    if not text or len(text) > LONGEST or not task.mends():
        return _dropped(message, "nothing")
    judge = _Judge(text, task, faults, rate)
    last, wrong, fault = "", "", _dropped(message, "no answer")
    for _ in range(2):
        try:
            asked = door.structured(task.prompt(vault, last, wrong), schema=SCHEMA, name="rewrite")
        except MaskingFailed as failed:
            return _dropped(message, "masking", str(failed))
        if asked.answer is None:
            return _dropped(message, "no answer", asked.reason)
        last = str(asked.answer.get("text") or "").strip()
        try:
            version = _tidy(vault.restored(last), text)
        except MaskingFailed:
            fault = _dropped(message, "tokens")
            wrong = _WRONG["tokens"][task.language]
            continue
        found = judge.fault(version)
        if found is None:
            return Rewrite(n=message.n, text=version, by="llm")
        fault = found
        wrong = _named(fault, task.language, vault)
    return fault


def rewrite_counts(tried: Iterable[Rewrite | Dropped]) -> dict[str, int]:
    """How many versions were shown and how many dropped by cause, for the record of the run."""
    return dict(Counter("shown" if isinstance(each, Rewrite) else each.cause for each in tried))


class _Judge:
    """What is wrong with a version, if anything."""

    def __init__(
        self,
        text: str,
        task: Task,
        faults: Faults | None,
        rate: Callable[[str], float | None] | None,
    ):
        self._text = text
        self._task = task
        self._faults = faults
        self._rate = rate

    def fault(self, version: str) -> Dropped | None:
        """The first thing wrong, the cheapest looked at first."""
        message, text = self._task.message, self._text
        for cause, wrong in (
            ("empty", not re.search(r"\w", version)),
            ("same", version == text),
            ("attack", bool(attacks_in(version))),
            ("tokens", without_control_tokens(version).strip() != version or _has_blank(version, text)),
            ("language", text_language(version) != self._task.language),
        ):  # fmt: skip
            if wrong:
                return _dropped(message, cause)  # type: ignore[arg-type]
        changes = changed_facts(text, version, added=self._task.allowed)
        if changes:
            return _dropped(message, "facts").model_copy(update={"changes": changes})
        if len(_body(version)) > len(_body(text)):
            return _dropped(message, "longer")
        known = (self._task.name or "").split()
        language = self._task.language
        if self._faults and adds_faults(text, version, language, faults=self._faults, known=known):
            return _dropped(message, "grammar")
        before, after = (self._rate(text), self._rate(version)) if self._rate else (None, None)
        if before is not None and after is not None and after <= before:
            return _dropped(message, "no better")
        return None


def _tidy(version: str, text: str) -> str:
    """The version without quotation marks around all of it."""
    version = version.strip().strip("`").strip()
    for first, last in (('"', '"'), ("«", "»"), ("“", "”")):
        inner = version[1:-1]
        wrapped = version.startswith(first) and version.endswith(last) and len(version) > 1
        if wrapped and first not in inner and not text.startswith(first):
            version = inner.strip()
    return _with_greeting_apart(version, text)


def _with_greeting_apart(version: str, text: str) -> str:
    """The greeting on a line of its own where it stood so in the text."""
    first, gap, _ = re.match(r"([^\n]*)(\n\s*|$)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    if not gap or not greeting_in(first).greets or len(first) > _GREETING_LINE:
        return version
    opening = re.match(r"[^.!?\n]{2,60}[.!,]\s", version)
    if "\n" in version or not opening or not greeting_in(opening[0]).greets:
        return version
    return opening[0].rstrip() + gap + version[opening.end() :]


_GREETING_LINE = 60  # characters
_BLANK = re.compile(r"\[[^\]\n]{0,40}\]|\{[^}\n]{0,40}\}|<[^<>\n]{1,40}>|_{3,}|\bX{2,}\b|…{2,}")


def _has_blank(version: str, text: str) -> bool:
    """Whether something is left to be filled in: «[срок]», «___»."""
    return any(blank not in text for blank in _BLANK.findall(version))


def _body(text: str) -> str:
    """The text after its greeting: a greeting that was due may make it longer."""
    greeting = greeting_in(text)
    ends = [span.end for span in (greeting.word, greeting.honorific) if span]
    ends += [span.end for span, _ in greeting.names]
    return text[max(ends, default=0) :].strip(" ,.!\n") if greeting.greets else text


_REASONS: dict[Cause, tuple[str, str]] = {
    "attack": ("сообщение обращается к судье, а не к клиенту", "the message addresses the judge"),
    "nothing": ("переписывать нечего", "nothing to rewrite"),
    "masking": ("текст не удалось обезличить", "the text could not be masked"),
    "no answer": ("модель не ответила", "the model gave no answer"),
    "empty": ("модель вернула пустой текст", "the model gave an empty text"),
    "same": ("модель ничего не изменила", "the model changed nothing"),
    "tokens": ("в тексте остались метки", "marks are left in the text"),
    "language": ("модель сменила язык", "the model changed the language"),
    "longer": ("версия длиннее сообщения", "the version is longer than the message"),
    "facts": ("безопасной правки нет", "there is no safe rewrite"),
    "grammar": ("в версии новые ошибки", "the version has new mistakes"),
    "no better": ("версия не лучше сообщения", "the version is no better"),
}
_WRONG: dict[str, dict[Language, str]] = {  # for the model
    "tokens": {
        "ru": "в ней есть знаки в скобках, которых не было.",
        "en": "it holds marks in brackets that were not there.",
    },
    "language": {"ru": "она на другом языке.", "en": "it is in another language."},
    "longer": {"ru": "она длиннее исходного сообщения.", "en": "it is longer than the message."},
    "same": {"ru": "она ничем не отличается.", "en": "it is no different."},
    "grammar": {"ru": "в ней новые ошибки.", "en": "it has new mistakes."},
    "lost": {"ru": "пропало", "en": "lost"},
    "gained": {"ru": "добавлено", "en": "added"},
    "other": {"ru": "она не лучше.", "en": "it is no better."},
}


def _named(fault: Dropped, language: Language, vault: Masks) -> str:
    """What is wrong with a version, in masked words for the model."""
    if fault.cause != "facts":
        return _WRONG.get(fault.cause, _WRONG["other"])[language]
    told = [f"{_WRONG[c.change][language]}: «{c.text}»" for c in fault.changes[:4]]
    try:
        return vault.masked("; ".join(told)) + "."
    except MaskingFailed:
        return _WRONG["other"][language]


def _dropped(message: Message, cause: Cause, reason: str | None = None) -> Dropped:
    return Dropped(n=message.n, cause=cause, reason=reason or say(*_REASONS[cause]))
