"""Grammar engines: LanguageTool where it can be had, else engines that need no Java."""

from __future__ import annotations

from typing import Literal, Protocol

from okk_text.errors import EngineUnavailable
from okk_text.grammar.fault import GrammarFault
from okk_text.language import say

__all__ = ["GrammarChoice", "GrammarEngine", "GrammarFault", "open_engine"]

GrammarChoice = Literal["auto", "languagetool", "embedded", "off"]


class GrammarEngine(Protocol):
    """What finds faults in a text; one is opened for a run, shared by its threads, and closed."""

    name: str
    """languagetool, embedded or off."""
    note: str
    """One line for people: which engine this is and why."""

    def start(self) -> None:
        """Do now what would otherwise slow the first text; raises EngineUnavailable."""

    def faults(self, text: str, language: str) -> list[GrammarFault]:
        """The faults of a text in `ru` or `en`, in the order of their places.

        Raises EngineUnavailable where this text could not be checked: not assessed, never clean.
        """

    def close(self) -> None:
        """Leave nothing running."""


def open_engine(choice: GrammarChoice = "auto", *, url: str | None = None) -> GrammarEngine:
    """The engine of `[grammar] engine`; `url` is a LanguageTool server of the firm's own.

    `auto` gives LanguageTool, or the embedded engines where it is not installed or does not start.
    Nothing slow happens before `start()` or the first text. Raises EngineUnavailable where
    `languagetool` is asked for and not installed, SettingsError for a `url` that cannot be.
    """
    if choice == "off":
        return NoEngine()
    if choice == "embedded":
        return _embedded()
    from okk_text.grammar.languagetool import LanguageTool

    if choice == "languagetool":
        return LanguageTool(url)
    try:
        return FirstThatStarts(LanguageTool(url))
    except EngineUnavailable as reason:
        return _embedded(reason)


class NoEngine:
    """The engine of `engine = "off"`: it finds nothing."""

    name = "off"

    def __init__(self) -> None:
        self.note = say("проверка грамматики выключена", "grammar is switched off")

    def start(self) -> None:
        pass

    def faults(self, text: str, language: str) -> list[GrammarFault]:
        return []

    def close(self) -> None:
        pass


class FirstThatStarts:
    """LanguageTool, or the embedded engines for the whole run where its server does not start."""

    def __init__(self, preferred: GrammarEngine):
        self._engine = preferred
        self._started = False

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def note(self) -> str:
        return self._engine.note

    def start(self) -> None:
        if self._started:
            return
        try:
            self._engine.start()
        except EngineUnavailable as reason:
            self._engine.close()
            self._engine = _embedded(reason)
            self._engine.start()
        self._started = True

    def faults(self, text: str, language: str) -> list[GrammarFault]:
        self.start()
        return self._engine.faults(text, language)

    def close(self) -> None:
        self._engine.close()


def _embedded(reason: EngineUnavailable | None = None) -> GrammarEngine:
    from okk_text.grammar.embedded import Embedded

    return Embedded(because=reason)
