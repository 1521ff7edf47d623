"""Word files: decisions as tracked changes with comments, the clean letter, and back from Word what people decided.

Whoever calls keeps the bytes of the letter as it came in; every function here makes new bytes and changes nothing else.
"""

from __future__ import annotations

from klartext.word.changes import PROPOSER, Change, Changes, from_log, from_review
from klartext.word.office import convert
from klartext.word.plain import document_of
from klartext.word.returned import Outcome, Outcomes, Returned, actor_in, read_back
from klartext.word.write import Written, as_template, clean, is_word_file, tracked, write

__all__ = [
    "PROPOSER",
    "Change",
    "Changes",
    "Outcome",
    "Outcomes",
    "Returned",
    "Written",
    "actor_in",
    "as_template",
    "clean",
    "convert",
    "document_of",
    "from_log",
    "from_review",
    "is_word_file",
    "read_back",
    "tracked",
    "write",
]
