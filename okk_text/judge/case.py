"""A conversation masked and laid out for the judge."""

from __future__ import annotations

from okk_text.conversation.model import Conversation
from okk_text.judge.inquiry import Guard, Text
from okk_text.judge.packets import Packet
from okk_text.judge.prompts import Sheet
from okk_text.judge.sentences import Lines
from okk_text.language import Language
from okk_text.lexicon import text_language
from okk_text.privacy import Vault
from okk_text.rubric import Criterion
from okk_text.settings import Settings


class Case:
    """One conversation masked and ready to be shown."""

    def __init__(self, conversation: Conversation, settings: Settings, *, facts: str):
        vault = Vault(conversation, settings)
        self.conversation = conversation
        self.lines = Lines(conversation, vault.masked)
        self.facts = vault.masked(facts) if facts else ""
        self.guard: Guard = vault.leaks
        self.language: Language = text_language(
            "\n".join(m.own_text for m in conversation.messages if m.role == "manager")
        )
        self.text = Text(
            own={m.n: m.own_text for m in conversation.messages},
            written={m.n: m.sent_at for m in conversation.messages},
        )


def sheets_of(case: Case, packet: Packet, criterion: Criterion) -> list[Sheet]:
    """The packet's windows as they are shown for this criterion."""
    facts = case.facts if criterion.needs == "facts" else ""
    return [Sheet(language=case.language, window=window, facts=facts) for window in packet.windows]
