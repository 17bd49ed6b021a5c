"""Prompts rendered from prompts/*.j2: a constant system part, what is shown, and what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from okk_text.conversation.model import Frozen
from okk_text.judge.door import Prompt
from okk_text.judge.packets import Window
from okk_text.judge.sentences import Line, Sentence
from okk_text.language import Language
from okk_text.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Environment

MANAGER = {"ru": "М", "en": "M"}
QUESTIONS = "question*.j2"  # the prompts that a passport depends on
CLIENT = {"ru": "К", "en": "C"}


class ShownLine(Frozen):
    """A line of the correspondence as it stands in the prompt."""

    who: str
    text: str


class Sheet(Frozen):
    """A window as it is shown: its lines, and the sentences whose numbers may be cited, from 1."""

    language: Language
    window: Window
    facts: str = ""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The judged sentences; the first one is number 1."""
        return tuple(s for line in self.window.judged for s in line.sentences)

    @cached_property
    def lines(self) -> tuple[ShownLine, ...]:
        """The lines before, then the judged ones with a number before each sentence."""
        return tuple(self._lines())

    def prompt(self, template: str, **asked: Any) -> Prompt:
        """The prompt of that name in the sheet's language; what stays the same comes first."""
        name = f"{template}.{self.language}.j2"
        given = {"lines": self.lines, "facts": self.facts, **asked}
        system, shown, question = (block(name, b, given) for b in ("system", "shown", "asked"))
        return Prompt(system=system, user=shown + question)

    def _lines(self) -> Iterator[ShownLine]:
        for line in self.window.before:
            yield self._line(line, [s.masked for s in line.sentences])
        number = 0
        for line in self.window.judged:
            texts = [f"[{number + k}] {s.masked}" for k, s in enumerate(line.sentences, 1)]
            number += len(texts)
            yield self._line(line, texts)

    def _line(self, line: Line, texts: list[str]) -> ShownLine:
        who = MANAGER if line.manager else CLIENT
        return ShownLine(who=who[self.language], text=" ".join(texts))


@cache
def prompts_hash(names: str = "*.j2") -> str:
    """SHA-256 over the prompts of these names, by default over all that ship."""
    digest = hashlib.sha256()
    for path in sorted(shipped("prompts").glob(names)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def block(name: str, part: str, given: dict[str, Any]) -> str:
    """One block of a prompt file with what is given filled in."""
    template = _environment().get_template(name)
    return "".join(template.blocks[part](template.new_context(given)))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # A prompt is plain text for a model, not HTML.
    return Environment(
        loader=FileSystemLoader(shipped("prompts")), undefined=StrictUndefined, autoescape=False
    )
