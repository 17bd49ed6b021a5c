"""A conversation masked and laid out for the judge."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from okk_text.conversation.model import Conversation
from okk_text.judge.asked import Prompt
from okk_text.judge.packets import Packet
from okk_text.judge.prompts import Sheet
from okk_text.judge.sentences import Lines, Sentence
from okk_text.language import Language
from okk_text.lexicon import text_language
from okk_text.privacy import MaskingFailed, Vault
from okk_text.rubric import Criterion
from okk_text.settings import Settings

TOKEN = re.compile(r"\[[A-Z]+(?:_\d+){1,2}\]")  # as the vault writes them


class Case:
    """One conversation masked and ready to be shown; `facts` is the team's fact sheet.

    Raises MaskingFailed: then nothing of the conversation may be sent.
    """

    def __init__(self, conversation: Conversation, settings: Settings, *, facts: str = ""):
        vault = Vault(conversation, settings)
        self.conversation = conversation
        self.lines = Lines(conversation, vault.masked)
        self.facts = vault.masked(facts) if facts else ""
        self.language: Language = text_language(
            "\n".join(m.own_text for m in conversation.messages if m.role == "manager")
        )
        self._guard = vault.leaks
        self._restored = vault.restored
        self._messages = {message.n: message for message in conversation.messages}

    def is_attacked(self, packet: Packet) -> bool:
        """Whether something in the packet speaks to the judge."""
        return not packet.of.isdisjoint(self.lines.attacked)

    def sheets(self, packet: Packet, criterion: Criterion) -> list[Sheet]:
        """The packet's windows as they are shown for this criterion."""
        facts = self.facts if criterion.needs == "facts" else ""
        return [Sheet(language=self.language, window=w, facts=facts) for w in packet.windows]

    def prompt(self, sheet: Sheet, template: str, **asked: Any) -> Prompt:
        """The prompt of that name, looked over before it leaves and kept with its conversation."""
        prompt = sheet.prompt(template, **asked)
        return prompt.model_copy(update={"guard": self._guard, "about": self.conversation.id})

    def written(self, sentence: Sentence) -> str:
        """The sentence as it was written, unmasked."""
        return self._messages[sentence.n].own_text[sentence.span.start : sentence.span.end]

    def readable(self, said: str) -> str:
        """A model's own words with people and numbers back in place of their tokens."""
        return TOKEN.sub(self._meant, said)

    def _meant(self, token: re.Match[str]) -> str:
        try:
            return self._restored(token[0])
        except MaskingFailed:  # one of the model's own making
            return token[0]

    def sent_at(self, n: int) -> datetime | None:
        """When message `n` was written."""
        return self._messages[n].sent_at
