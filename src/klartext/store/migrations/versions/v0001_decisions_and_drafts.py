"""The first format: decisions and reviews in progress."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("time", sa.DateTime, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("in_force", sa.Boolean, nullable=False),
        sa.Column("insisted", sa.Boolean, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("category", sa.Text),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("klartext", sa.Text, nullable=False),
        sa.Column("pipeline", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("model", sa.Text),
        sa.Column("original", sa.Text),
        sa.Column("replacement", sa.Text),
        sa.Column("final", sa.Text),
        sa.UniqueConstraint("letter", "mark"),
    )
    op.create_index("decisions_by_rule", "decisions", ["rule"])
    op.create_index("decisions_by_time", "decisions", ["time"])
    op.create_table(
        "drafts",
        sa.Column("letter", sa.String(64), primary_key=True),
        sa.Column("saved", sa.DateTime, nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
    )
