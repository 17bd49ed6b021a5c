"""Grammar engines in this process, without Java: pylat-ru for Russian, Harper for English."""

from __future__ import annotations

import threading
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from okk_text.errors import EngineUnavailable
from okk_text.grammar.fault import GrammarFault
from okk_text.grammar.noise import noise
from okk_text.grammar.symbols import with_symbols, without_symbols
from okk_text.language import say

if TYPE_CHECKING:
    from harper import Dialect, Lint, Linter
    from pylat_ru import LanguageToolRU, RuleMatch

_REMEMBERED_TEXTS = 4096
_SPELLING = "SpellCheck"

# Harper's kinds in LanguageTool's categories; the others are GRAMMAR.
_CATEGORIES = {
    "Spelling": "TYPOS",
    "Typo": "TYPOS",
    "Punctuation": "PUNCTUATION",
    "Capitalization": "CASING",
    "Formatting": "TYPOGRAPHY",
    "Style": "STYLE",
    "Readability": "STYLE",
    "Enhancement": "STYLE",
    "Redundancy": "REDUNDANCY",
    "Repetition": "GRAMMAR",
    "Regionalism": "REGIONALISMS",
}


class Embedded:
    """The engines in this process; one text at a time, threads may share it."""

    name = "embedded"

    def __init__(self, *, because: EngineUnavailable | None = None):
        """`because` is what kept LanguageTool from being used, for the note."""
        reason = f" {because}" if because else ""
        self.note = say(
            f"встроенные движки pylat-ru и Harper, находят меньше, чем LanguageTool.{reason}",
            f"the embedded engines pylat-ru and Harper find less than LanguageTool.{reason}",
        )
        self._lock = threading.Lock()
        self._known = lru_cache(_REMEMBERED_TEXTS)(self._ask)

    def start(self) -> None:
        """Load the Russian engine now rather than at the first text."""
        self._known(".", "ru")

    def faults(self, text: str, language: str) -> list[GrammarFault]:
        """The faults of a text in `ru` or `en`, in the order of their places.

        Raises EngineUnavailable where an engine breaks on this text, which is then not assessed.
        """
        noise(language)
        return list(self._known(text, language)) if text.strip() else []

    def close(self) -> None:
        """Nothing runs beside this process."""

    def _ask(self, text: str, language: str) -> tuple[GrammarFault, ...]:
        plain = without_symbols(text)
        with self._lock:
            try:
                find = self._russian if language == "ru" else self._english
                found = find(plain, text)
            except Exception as error:  # foreign code, an alpha version among it
                raise EngineUnavailable(
                    say(
                        f"встроенный движок не смог проверить текст ({type(error).__name__})",
                        f"the embedded engine could not check a text ({type(error).__name__})",
                    )
                ) from error
        hides = noise(language).hides
        kept = [fault for fault in found if not hides(fault.rule, fault.category)]
        return tuple(sorted(kept, key=lambda fault: (fault.start, fault.end)))

    def _russian(self, plain: str, text: str) -> list[GrammarFault]:
        matches = self._pylat.check(plain, level="PICKY")
        return [_russian_fault(match, text, plain) for match in matches]

    def _english(self, plain: str, text: str) -> list[GrammarFault]:
        by_rule = self._american.organized_lints(plain, language="plaintext")
        lints = [(rule, lint) for rule, found in by_rule.items() for lint in found]
        if by_rule[_SPELLING]:
            # "centre" is no fault for being British, and Harper knows few abbreviations: EUR, CET
            british = self._british.organized_lints(plain, language="plaintext")[_SPELLING]
            agreed = {lint.span.start for lint in british if not lint.problem_text.isupper()}
            lints = [(r, lint) for r, lint in lints if r != _SPELLING or lint.span.start in agreed]
        return [_english_fault(lint, rule, text) for rule, lint in lints]

    @cached_property
    def _pylat(self) -> LanguageToolRU:
        from pylat_ru import LanguageToolRU

        return LanguageToolRU()

    @cached_property
    def _american(self) -> Linter:
        from harper import Dialect

        return _linter(Dialect.AMERICAN)

    @cached_property
    def _british(self) -> Linter:
        from harper import Dialect

        return _linter(Dialect.BRITISH)


def _linter(dialect: Dialect) -> Linter:
    """Harper without its wish to spell out what chats abbreviate: asap, btw, min."""
    from harper import Linter

    linter = Linter(dialect)
    rules = linter.get_lint_descriptions()
    spelling_out = [rule for rule, told in rules.items() if told.startswith("Expands ")]
    linter.set_lint_config(linter.get_lint_config() | dict.fromkeys(spelling_out, False))
    return linter


def _russian_fault(match: RuleMatch, text: str, plain: str) -> GrammarFault:
    start, end = match.offset, match.offset + match.length
    return GrammarFault(
        start=start,
        end=end,
        message=match.message,
        replacements=with_symbols(match.replacements, text[start:end], without=plain[start:end]),
        rule=match.rule_id,
        category=match.category_id,
        engine="pylat-ru",
    )


def _english_fault(lint: Lint, rule: str, text: str) -> GrammarFault:
    start, end = lint.span.start, lint.span.end
    excerpt = text[start:end]
    replacements = []
    for suggestion in lint.suggestions:
        # a suggestion replaces the place, removes it or goes behind it
        kept = excerpt if suggestion.kind.name == "INSERT_AFTER" else ""
        replacements.append(kept + suggestion.replacement_text)
    return GrammarFault(
        start=start,
        end=end,
        message=lint.message,
        replacements=tuple(replacements),
        rule=rule,
        category=_CATEGORIES.get(lint.lint_kind, "GRAMMAR"),
        engine="harper",
    )
