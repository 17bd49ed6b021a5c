"""What was drawn for people to judge, and what an appeal is about."""

import sqlalchemy as sa
from alembic import op

from okk_text.store.schema import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and add the columns."""
    op.create_table(
        "samples",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "conversation",
            sa.Integer,
            sa.ForeignKey("conversations.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("week", sa.Text, nullable=False),
        sa.Column("manager", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("weight", sa.Float),
        sa.Column("twice", sa.Boolean, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("drawn_at", Moment, nullable=False),
    )
    op.create_index("ix_samples_conversation", "samples", ["conversation"])
    op.create_index("ix_samples_week", "samples", ["week"])
    for table, columns in (
        ("corrections", ("part",)),
        ("appeals", ("finding", "excerpt", "old_label", "new_label")),
    ):
        for name in columns:
            op.add_column(table, sa.Column(name, sa.Text))
