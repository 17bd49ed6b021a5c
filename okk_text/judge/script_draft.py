"""A new wording of a script step by a model, kept only where each of its facts stands in a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol

from okk_text.attacks import attacks_in, without_control_tokens
from okk_text.conversation.model import Frozen
from okk_text.fact_lock import FactChange, changed_facts
from okk_text.fact_lock.things import same, things
from okk_text.judge.asked import Asked, Guard, Prompt
from okk_text.judge.prompts import block
from okk_text.language import Language, say
from okk_text.lexicon.texts import Text, folded, text_language
from okk_text.privacy import MaskingFailed

LONGEST = 700  # characters of a draft
SCHEMA = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
Cause = Literal["no answer", "empty", "same", "attack", "marks", "language", "longer", "facts"]


class Masks(Protocol):
    """What of a vault is used here."""

    def masked(self, text: str) -> str:
        """The text without anything personal."""
        ...

    def restored(self, masked: str) -> str:
        """The text with everything put back."""
        ...


class Asks(Protocol):
    """What of the door is used here."""

    def structured(self, prompt: Prompt, *, schema: dict[str, Any], name: str) -> Asked:
        """An answer by the schema, or the reason why there is none."""
        ...


class DraftTask(Frozen):
    """What a draft is made of: the step as it is, real answers without personal data, the facts."""

    title: str
    moment: str
    text: str = ""
    answers: tuple[str, ...] = ()
    facts: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Every text that a fact of the draft may stand in."""
        return tuple(source for source in (self.text, *self.answers, self.facts) if source)

    @property
    def language(self) -> Language:
        """The language of the answers."""
        return text_language("\n".join(self.answers or (self.text,)))


class Draft(Frozen):
    """A wording to be edited by a person.

    Worth a look: `new_words` stand in no source, `one_off` figures and names only in an answer to
    one client, not in the step or the fact sheet.
    """

    text: str
    new_words: tuple[str, ...] = ()
    one_off: tuple[str, ...] = ()


class DraftDropped(Frozen):
    """Why there is no draft: the cause for counts, the reason for people, what was not in a source."""

    cause: Cause
    reason: str
    changes: tuple[FactChange, ...] = ()


def drafted(
    task: DraftTask, *, door: Asks, vault: Masks, guard: Guard | None = None
) -> Draft | DraftDropped:
    """A new wording of the step, or why there is none.

    `vault` masks what is the firm's own in step and facts; `guard` takes the last look at what
    leaves. A wording that will not do is asked for once more with what is wrong with it.
    """
    last = wrong = ""
    fault = _dropped("no answer")
    for _ in range(2):
        try:
            prompt = _prompt(task, vault, last=last, wrong=wrong)
        except MaskingFailed as failed:
            return _dropped("no answer", str(failed))
        prompt = prompt.guarded(guard) if guard else prompt
        asked = door.structured(prompt, schema=SCHEMA, name="script_step")
        if asked.answer is None:
            return _dropped("no answer", asked.reason) if not last else fault
        last = str(asked.answer.get("text") or "").strip()
        try:
            text = vault.restored(last)
        except MaskingFailed:
            text, found = last, _dropped("marks")
        else:
            found = _fault(text, task)
        if found is None:
            return Draft(text=text, new_words=_new_words(text, task), one_off=_one_off(text, task))
        fault, wrong = found, _named(found, task.language, vault)
    return fault


def unsupported(text: str, sources: Sequence[str]) -> tuple[FactChange, ...]:
    """The facts of the text that no source holds.

    A figure or a date must stand in one sentence of a source that shares at least half of the
    telling words around it and denies as much; names, links, promises, certainty and words of
    benefit in any of them.
    """
    whole = "\n".join(sources)
    found = [
        change
        for change in changed_facts(whole, text)
        if change.change == "gained"
        and (change.kind in _LOCKED or _BENEFIT.match(change.text))
        and not (change.kind == "certainty" and _OPEN.match(change.text))
    ]
    found = [change for change in found if change.text.casefold() in text.casefold()]
    told = [sentence for source in sources for sentence in _sentences(source)]
    before = ""
    for sentence in _sentences(text):
        for clause in _CLAUSE.split(sentence):
            found += _misplaced(clause, _keys(clause) or _keys(sentence) or _keys(before), told)
        before = sentence
    return tuple(dict.fromkeys(found))


_FIGURES = ("number", "money", "percent", "quantity", "date", "phone", "link")
_LOCKED = (*_FIGURES, "name", "promise", "certainty", "attachment")
_BENEFIT = re.compile(
    r"(?:бесплатн|безвозмездн|скидк|акци[яию]|подар|бонус|гарант|возврат|верн[её]м|рассрочк|кредит|беспроцентн|сертификат|страхов|компенс|неустойк|кешб|кэшб"
    r"|free|discount|gift|bonus|guarant|warrant|refund|instal?ment|certif|insur|compensat|cashback|complimentary)",
    re.IGNORECASE,
)


_OPEN = re.compile(  # leaves open or asks: no promise
    r"(?:или|либо|or|можно|можем|могу|мож|возможн|could|can|possible|may|might|бы|would|нужн|надо|необходим|must|need|have|сначала|сперва|first|част|нескольк|некотор|some|part|всего)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]\s|\s[—–-]\s|[()]")


def _misplaced(clause: str, about: set[str], told: Sequence[str]) -> Iterator[FactChange]:
    """The figures of a clause that stand in no one source sentence about the same thing."""
    figures = [change for change in changed_facts("", clause) if change.kind in _FIGURES]
    if not figures:
        return
    for source in told:
        theirs = _keys(source)
        shared = sum(any(same(one, other) for other in theirs) for one in about)
        if not about or 2 * shared < len(about):
            continue
        changes = changed_facts(source, clause)
        if not any(c.change == "gained" and c.kind in (*_FIGURES, "negation") for c in changes):
            return
    yield from figures


def _keys(sentence: str) -> set[str]:
    written = folded(sentence)
    found = things(written, text_language(sentence))
    return {thing.key for thing in found if thing.weighty} - _UNITS


_UNITS = frozenset(
    "год лето день сутки месяц неделя час минута рубль процент штука тысяча метр раз"
    " year day month week hour minut percent pound dollar euro time".split()
)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Text(text, text_language(text)).sentences]


def _new_words(text: str, task: DraftTask) -> tuple[str, ...]:
    changes = changed_facts("\n".join(task.sources), text)
    words = [c.text for c in changes if c.change == "gained" and c.kind == "thing"]
    return tuple(dict.fromkeys(words))


def _one_off(text: str, task: DraftTask) -> tuple[str, ...]:
    """Figures and names that neither the step nor the fact sheet holds."""
    changes = unsupported(text, (task.text, task.facts))
    return tuple(dict.fromkeys(c.text for c in changes if c.kind in (*_FIGURES, "name")))


def _fault(text: str, task: DraftTask) -> DraftDropped | None:
    """The first thing wrong, the cheapest looked at first."""
    known = set(_MARK.findall("\n".join(task.sources)))
    for cause, wrong in (
        ("empty", not re.search(r"\w", text)),
        ("same", bool(task.text) and text == task.text),
        ("attack", bool(attacks_in(text)) or without_control_tokens(text) != text),
        ("marks", any(mark not in known for mark in _MARK.findall(text))),
        ("language", text_language(text) != task.language),
        ("longer", len(text) > LONGEST),
    ):
        if wrong:
            return _dropped(cause)  # type: ignore[arg-type]
    changes = unsupported(text, task.sources)
    return _dropped("facts").model_copy(update={"changes": changes}) if changes else None


_MARK = re.compile(r"\[[^\]\n]{0,40}\]|\{[^}\n]{0,40}\}|<[^<>\n]{1,40}>|_{3,}|\bX{2,}\b|…{2,}")


def _prompt(task: DraftTask, vault: Masks, *, last: str, wrong: str) -> Prompt:
    given = {
        "title": vault.masked(task.title),
        "moment": task.moment,
        "text": _shown(vault.masked(task.text)),
        "answers": [_shown(answer) for answer in task.answers],
        "facts": _shown(vault.masked(task.facts)),
        "length": LONGEST,
        "wrong": wrong,
        "last": last,
    }
    name = f"script_step.{task.language}.j2"
    system, shown, asked = (block(name, part, given) for part in ("system", "shown", "asked"))
    return Prompt(system=system, user=shown + asked)


def _shown(text: str) -> str:
    return without_control_tokens(text).replace('"""', '"')


_REASONS: dict[Cause, tuple[str, str]] = {
    "no answer": ("модель не ответила", "the model gave no answer"),
    "empty": ("модель вернула пустой текст", "the model gave an empty text"),
    "same": ("модель ничего не изменила", "the model changed nothing"),
    "attack": ("текст обращается не к клиенту", "the text does not address the client"),
    "marks": ("в тексте пометки, которых не было", "the text holds marks that were not there"),
    "language": ("модель сменила язык", "the model changed the language"),
    "longer": ("текст слишком длинный", "the text is too long"),
    "facts": ("в тексте то, чего нет в материалах", "the text says what no source says"),
}
_WRONG: dict[Cause, dict[Language, str]] = {  # for the model
    "facts": {
        "ru": "этого нет в материалах или оно сказано о другом",
        "en": "this is not in the material or is said of something else",
    },
    "marks": {"ru": "в ней новые пометки в скобках.", "en": "it holds new marks in brackets."},
    "language": {"ru": "она на другом языке.", "en": "it is in another language."},
    "longer": {"ru": "она слишком длинная.", "en": "it is too long."},
    "same": {"ru": "она повторяет нынешний текст.", "en": "it repeats the present wording."},
}
_OTHER: dict[Language, str] = {"ru": "она не подходит.", "en": "it does not fit."}


def _named(fault: DraftDropped, language: Language, vault: Masks) -> str:
    """What is wrong with a version, in masked words for the model."""
    words = _WRONG.get(fault.cause, _OTHER)[language]
    if not fault.changes:
        return words
    told = "; ".join(f"«{change.text}»" for change in fault.changes[:4])
    try:
        return vault.masked(f"{words}: {told}.")
    except MaskingFailed:
        return f"{words}."


def _dropped(cause: Cause, reason: str | None = None) -> DraftDropped:
    return DraftDropped(cause=cause, reason=reason or say(*_REASONS[cause]))
