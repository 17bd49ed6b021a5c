"""The tools that checks share: made once a run, opened when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from okk_text.conversation.model import Conversation, Participant
from okk_text.errors import EngineUnavailable
from okk_text.settings import Settings, Team

if TYPE_CHECKING:
    from okk_text.grammar import GrammarEngine
    from okk_text.grammar.fault import GrammarFault


class Toolbox:
    """What a check may ask for beside the conversation itself."""

    def __init__(self, settings: Settings | None = None):
        self.settings = settings or Settings()
        self._missing: str | None = None  # why there is no grammar engine

    @cached_property
    def grammar(self) -> GrammarEngine:
        """The grammar engine of okk.toml, started on first use."""
        from okk_text.grammar import open_engine

        try:
            return open_engine(self.settings.grammar.engine, url=self.settings.grammar.url)
        except EngineUnavailable as reason:
            self._missing = str(reason)
            raise

    def faults(self, text: str, language: str) -> list[GrammarFault]:
        """What the grammar engine finds in a text; raises EngineUnavailable."""
        return self.grammar.faults(text, language)

    def team(self, conversation: Conversation) -> Team | None:
        """The team whose manager writes here."""
        return self.settings.team_of(conversation)

    def clients(self, conversation: Conversation) -> tuple[Participant, ...]:
        """The clients of the conversation, with the names known for them."""
        return tuple(p for p in conversation.participants if p.role == "client")

    def notes(self) -> list[str]:
        """What people should know of the tools: which grammar engine worked, and why not another."""
        note = self.grammar.note if "grammar" in self.__dict__ else self._missing
        return [note] if note else []

    def close(self) -> None:
        """Stop what was started."""
        if "grammar" in self.__dict__:
            self.grammar.close()
