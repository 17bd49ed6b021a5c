"""Answers of the judge, and what is known of endpoints."""

import sqlalchemy as sa
from alembic import op

from okk_text.store.schema import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "answers",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("model", sa.Text),
        sa.Column("about", sa.Text),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("last_used", Moment, nullable=False),
    )
    op.create_index("ix_answers_about", "answers", ["about"])
    op.create_table(
        "endpoints",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("found_at", Moment, nullable=False),
    )
