"""Conversations, scorecards and what people say of them."""

import sqlalchemy as sa
from alembic import op

from okk_text.store.schema import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _make_conversations()
    _make_messages()
    _make_scorecards()
    _make_reviews()


def _make_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("medium", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("team", sa.Text),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("first_at", sa.DateTime),
        sa.Column("last_at", sa.DateTime),
        sa.Column("imported_at", Moment, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("export", sa.Text),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_conversations_first_at", "conversations", ["first_at"])
    op.create_index("ix_conversations_last_at", "conversations", ["last_at"])
    op.create_table(
        "aliases",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            nullable=False,
        ),
    )
    op.create_index("ix_aliases_conversation", "aliases", ["conversation"])
    op.create_table(
        "exports",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            nullable=False,
        ),
    )
    op.create_index("ix_exports_conversation", "exports", ["conversation"])
    op.create_table(
        "people",
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("role", sa.Text),
    )
    op.create_index("ix_people_key", "people", ["key"])


def _make_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("n", sa.Integer),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("export_id", sa.Text),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("sent_at", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("rest", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.BigInteger),
    )
    op.create_index("ix_messages_conversation", "messages", ["conversation"])
    op.create_index("ix_messages_fingerprint", "messages", ["fingerprint"])
    op.create_table(
        "editions",
        sa.Column(
            "message",
            sa.Integer,
            sa.ForeignKey("messages.key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("edition", sa.Integer, primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
    )


def _make_scorecards() -> None:
    op.create_table(
        "scorecards",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("team", sa.Text),
        sa.Column("rubric_name", sa.Text, nullable=False),
        sa.Column("rubric_version", sa.Text, nullable=False),
        sa.Column("rubric_sha256", sa.Text, nullable=False),
        sa.Column("model", sa.Text),
        sa.Column("prompts_sha256", sa.Text),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("scored_at", Moment, nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("coverage", sa.Float),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("messages", sa.Text, nullable=False),
    )
    op.create_index("ix_scorecards_conversation", "scorecards", ["conversation"])
    op.create_table(
        "runs",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )


def _make_reviews() -> None:
    op.create_table(
        "corrections",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("message", sa.Integer, sa.ForeignKey("messages.key", ondelete="CASCADE")),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("old_label", sa.Text),
        sa.Column("new_label", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
    )
    op.create_index("ix_corrections_conversation", "corrections", ["conversation"])
    op.create_index("ix_corrections_message", "corrections", ["message"])
    op.create_table(
        "appeals",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("message", sa.Integer, sa.ForeignKey("messages.key", ondelete="CASCADE")),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", Moment),
        sa.Column("note", sa.Text),
    )
    op.create_index("ix_appeals_conversation", "appeals", ["conversation"])
    op.create_index("ix_appeals_message", "appeals", ["message"])
    op.create_table(
        "exceptions",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.Text),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_exceptions_conversation", "exceptions", ["conversation"])
    op.create_table(
        "audit",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text),
        sa.Column("words", sa.Text),
    )
    op.create_index("ix_audit_conversation", "audit", ["conversation"])
