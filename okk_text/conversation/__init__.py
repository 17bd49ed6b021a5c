"""Conversations: what was said, by whom, in which of their own words."""

from okk_text.conversation.model import (
    Attachment,
    Conversation,
    Medium,
    Message,
    Participant,
    Role,
    Segment,
    Span,
    conversation_id,
    elapsed,
)

__all__ = [
    "Attachment",
    "Conversation",
    "Medium",
    "Message",
    "Participant",
    "Role",
    "Segment",
    "Span",
    "conversation_id",
    "elapsed",
]
