"""The rules of rubrics/grammar/*.yaml: phrases and patterns with what should stand there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from okk_text.conversation.model import Frozen
from okk_text.conversation.morphology import parses
from okk_text.errors import RubricError
from okk_text.language import Language, say
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.texts import Text, folded
from okk_text.people.names import is_given_name
from okk_text.resources import shipped

_WORD_BEFORE = re.compile(r"([\w'-]+)[ ]*$")
_WORD_AFTER = re.compile(r"[ ]*([\w'-]+|,)")
_LETTER = r"[\w-]"


Words = Annotated[frozenset[str], BeforeValidator(lambda written: frozenset(written.split()))]


class Note(Frozen):
    """What to tell the writer; {fix} is the corrected place."""

    ru: str
    en: str


class Rule(Frozen):
    """One rule; the keys are told in rubrics/grammar/ru.yaml."""

    id: str
    note: Note
    find: str | None = None
    fix: str | None = None
    pairs: dict[str, str] = {}
    forms: dict[str, str] = {}
    cased: bool = False
    given_name: int | None = None  # a group that must be a given name
    then: Words = frozenset()
    not_then: Words = frozenset()
    not_after: Words = frozenset()
    not_before: Words = frozenset()
    good: tuple[str, ...] = Field(min_length=1)
    bad: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _finds_something(self) -> Rule:
        if bool(self.find) == bool(self.pairs):
            raise ValueError("a rule has either `find` or `pairs`")
        re.compile(self.find or "")
        return self

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the rule looks for, in folded text or, `cased`, in the text as written."""
        if self.find:
            return re.compile(rf"(?<!{_LETTER})(?:{self.find})(?!{_LETTER})", re.MULTILINE)
        wrong = sorted(map(folded, self.pairs), key=len, reverse=True)
        either = "|".join(re.escape(phrase).replace(r"\ ", " +") for phrase in wrong)
        return re.compile(rf"(?<!{_LETTER})(?:{either})(?!{_LETTER})")

    @cached_property
    def right(self) -> dict[str, str]:
        """The pairs, folded."""
        return {folded(wrong): right for wrong, right in self.pairs.items()}


@cache
def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of a language; raises RubricError where the file is wrong."""
    import yaml

    path = shipped("rubrics", "grammar", f"{language}.yaml")
    try:
        table: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(Rule(**rule) for rule in table["rules"])
    except (yaml.YAMLError, ValidationError, KeyError, TypeError) as error:
        raise RubricError(
            say("правило не читается: ", "a rule cannot be read: ") + str(error), where=str(path)
        ) from error


def pattern_slips(text: Text) -> Iterator[Slip]:
    """What the rules find in the text."""
    for rule in rules(text.language):
        written = text.text if rule.cased else text.folded
        for match in rule.pattern.finditer(written):
            if _fits(rule, match, text):
                yield _slip(rule, match, text)


def _fits(rule: Rule, match: re.Match[str], text: Text) -> bool:
    before = _WORD_BEFORE.search(text.folded[max(0, match.start() - 30) : match.start()])
    if before and before[1] in rule.not_after:
        return False
    after = _WORD_AFTER.match(text.folded, match.end())
    if after and after[1] in rule.not_before:
        return False
    if rule.given_name and not is_given_name(match[rule.given_name]):
        return False
    if rule.then or rule.not_then:
        part = (parses(after[1])[0].tag.POS or "") if after and after[1] != "," else None
        return part in rule.then if rule.then else part not in rule.not_then
    return True


def _slip(rule: Rule, match: re.Match[str], text: Text) -> Slip:
    start, end = match.span()
    excerpt = text.text[start:end]
    fix = _fix(rule, match, text)
    shown = fix if fix is not None else excerpt
    return Slip(
        start,
        end,
        capitalised_like(fix, excerpt) if fix is not None else None,
        ru=rule.note.ru.replace("{fix}", shown),
        en=rule.note.en.replace("{fix}", shown),
    )


def _fix(rule: Rule, match: re.Match[str], text: Text) -> str | None:
    if rule.pairs:
        return rule.right[re.sub(" +", " ", match[0])]
    if rule.fix is None:
        return None

    def group(reference: re.Match[str]) -> str:
        if reference[1]:
            start, end = match.span(int(reference[1]))
            return text.text[start:end] if start >= 0 else ""
        written = match[int(reference[2])] or ""
        return rule.forms.get(folded(written), written)

    return re.sub(r"\\(\d)|\{(\d)\}", group, rule.fix)
