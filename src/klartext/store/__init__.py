"""The memory of decisions and of reviews in progress. Nothing is kept unless the user switches it on."""

from __future__ import annotations

from klartext.store.database import SCHEMA_VERSION
from klartext.store.store import Draft, Recorded, RuleStats, Store, open_store

__all__ = ["SCHEMA_VERSION", "Draft", "Recorded", "RuleStats", "Store", "open_store"]
