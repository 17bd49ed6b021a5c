"""Who is who: manager, client, bot or system line, and how each is called."""

from __future__ import annotations

from okk_text.conversation.model import Conversation, Message, Participant, Role
from okk_text.settings import Settings


def with_roles(conversation: Conversation, settings: Settings) -> Conversation:
    """The conversation with a role for every message and its participants.

    okk.toml decides; what it leaves open is guessed, and the participant says so (`guessed`).
    """
    messages = tuple(
        message.model_copy(update={"role": _role(message, settings)})
        for message in conversation.messages
    )
    participants: dict[tuple[str, str | None], Participant] = {}
    for message in messages:
        if message.role in ("manager", "client", "bot"):
            participants.setdefault(
                (message.author, message.address),
                Participant(author=message.author, address=message.address, role=message.role),
            )
    return conversation.model_copy(
        update={"messages": messages, "participants": tuple(participants.values())}
    )


def _role(message: Message, settings: Settings) -> Role:
    if message.role:
        return message.role
    if message.auto:
        return "system"
    return "manager" if settings.team_by_author(message.author, message.address) else "client"
