"""The memory of decisions and of reviews in progress. Nothing is kept unless the user switches it on."""

from __future__ import annotations

from klartext.store.house import delete_store, open_house_store, store_exists
from klartext.store.judging import VERDICTS, Item, Judgement, Verdict
from klartext.store.recorded import Recorded
from klartext.store.store import Store, open_store
from klartext.store.tables import SCHEMA_VERSION
from klartext.store.tallies import Reason, Tally, Wording
from klartext.store.unfinished import Draft

__all__ = [
    "SCHEMA_VERSION",
    "VERDICTS",
    "Draft",
    "Item",
    "Judgement",
    "Reason",
    "Recorded",
    "Store",
    "Tally",
    "Verdict",
    "Wording",
    "delete_store",
    "open_house_store",
    "open_store",
    "store_exists",
]
