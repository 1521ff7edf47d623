"""The tables of the store as they are now; ``migrations`` brings older ones here. Times are UTC without a zone."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

SCHEMA_VERSION: Final = 2
"""The format of the store: the number of the latest migration."""

metadata = MetaData()

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", String(64), nullable=False),
    Column("mark", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("time", DateTime, nullable=False),
    Column("person", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("insisted", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
    Column("category", Text),
    Column("origin", String(16), nullable=False),
    Column("reason", Text),
    Column("klartext", Text, nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("model", Text),
    Column("original", Text),
    Column("replacement", Text),
    Column("final", Text),
    Column("place_start", Integer),
    Column("place_end", Integer),
    Column("sentence", Text),
    Column("proposed", Text),
    UniqueConstraint("letter", "mark"),
    Index("decisions_by_rule", "rule"),
    Index("decisions_by_time", "time"),
)
"""``mark`` is the hash of what makes a decision the same one when a review is recorded again. ``place_start`` and
``place_end`` count in the text as it was read. ``sentence`` is the sentence as it was, ``proposed`` with a suggestion;
like the three wordings they are kept only where texts may be kept."""

shown = Table(
    "shown",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", String(64), nullable=False),
    Column("time", DateTime, nullable=False),
    Column("rule", Text, nullable=False),
    Column("category", Text),
    Column("origin", String(16), nullable=False),
    Column("klartext", Text, nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("letter", "rule", "origin", "klartext", "pipeline", "rules", "model"),
    Index("shown_by_time", "time"),
)
"""How many suggestions of a rule a letter's reviewers saw; ``model`` is empty where there was none."""

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", String(64), nullable=False),
    Column("mark", String(64), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("remark", Text),
    Column("time", DateTime, nullable=False),
    UniqueConstraint("letter", "mark", "reviewer"),
)
"""What somebody who did not see the decision says about the suggestion of a decision (``letter``, ``mark``)."""

drafts = Table(
    "drafts",
    metadata,
    Column("letter", String(64), primary_key=True),
    Column("saved", DateTime, nullable=False),
    Column("steps", Text, nullable=False),
)
"""Reviews in progress, one for each letter."""
