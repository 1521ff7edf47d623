"""The second format: where a decision stands in the letter, what was shown, and what a second person says about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add columns and tables; what is recorded stays."""
    for name, kind in (
        ("place_start", sa.Integer),
        ("place_end", sa.Integer),
        ("sentence", sa.Text),
        ("proposed", sa.Text),
    ):
        op.add_column("decisions", sa.Column(name, kind()))
    op.create_table(
        "shown",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter", sa.String(64), nullable=False),
        sa.Column("time", sa.DateTime, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("category", sa.Text),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("klartext", sa.Text, nullable=False),
        sa.Column("pipeline", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.UniqueConstraint("letter", "rule", "origin", "klartext", "pipeline", "rules", "model"),
    )
    op.create_index("shown_by_time", "shown", ["time"])
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("letter", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("remark", sa.Text),
        sa.Column("time", sa.DateTime, nullable=False),
        sa.UniqueConstraint("letter", "mark", "reviewer"),
    )
