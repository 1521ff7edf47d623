"""What people decide about suggestions. Nothing here decides by itself: every decision names a person and a time."""

from __future__ import annotations

from klartext.decisions.files import SCHEMA_VERSION, apply_decisions, from_dict, text_hash, to_dict
from klartext.decisions.log import Entry, Event, Reversal, applied, entries, in_force, undone_by, utc_now
from klartext.decisions.resume import Resumed, Step, resume, to_steps
from klartext.decisions.review import Review, State
from klartext.decisions.standing import Reanalyse

__all__ = [
    "SCHEMA_VERSION",
    "Entry",
    "Event",
    "Reanalyse",
    "Resumed",
    "Reversal",
    "Review",
    "State",
    "Step",
    "applied",
    "apply_decisions",
    "entries",
    "from_dict",
    "in_force",
    "resume",
    "text_hash",
    "to_dict",
    "to_steps",
    "undone_by",
    "utc_now",
]
