"""What every desk works with: the checker, the language model, the memory of decisions, and whose turn it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from klartext.decisions import Review, text_hash
from klartext.page.asking import Inquiry, Switch, taking_turns
from klartext.records import Analysis, Document

if TYPE_CHECKING:
    from klartext.session import Klartext
    from klartext.store import Store


@dataclass(frozen=True, slots=True)
class Office:
    """What every desk works with: the checker, and the memory of decisions where the house has switched it on.

    Whoever reads text with the pipeline holds ``turn``: it serves one thread at a time. Where several people work,
    ``shared``, nobody is given what somebody else has begun.
    """

    klartext: Klartext
    store: Store | None = None
    switch: Switch | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)
    shared: bool = False

    def speaking(self, ask: bool) -> Klartext:
        """Return the checker with the language model, which starts if need be, or without.

        Raises:
            ModelError: The model cannot be used.
        """
        model = self.switch.open() if ask and self.switch else None
        return self.klartext if self.klartext.model is model else replace(self.klartext, model=model)

    def inquiry(self, klartext: Klartext, analysis: Analysis) -> Inquiry | None:
        """Begin to ask the language model about a letter, if there is one."""
        if klartext.model is None:
            return None
        return Inquiry(klartext, analysis, taking_turns(klartext.memory, self.turn)).start()

    def has_begun(self, document: Document) -> bool:
        """Whether there is an unfinished review of this letter to take up."""
        private = self.store if not self.shared else None
        draft = private.load_draft(text_hash(document)) if private else None
        return draft is not None and bool(draft.steps)

    def take_up(self, review: Review) -> tuple[Review, tuple[str, ...]]:
        """Return the review with the decisions of an earlier, unfinished one on the same letter, and notes on them."""
        private = self.store if not self.shared else None
        draft = private.load_draft(text_hash(review.first.letter.document)) if private else None
        if draft is None or not draft.steps:
            return review, ()
        resumed = draft.resume(review)
        return resumed.review, ("Ihre früheren Entscheidungen zu diesem Brief sind wieder da.", *resumed.notes)

    def keep(self, review: Review) -> None:
        """Remember the decisions, so that the review survives the end of the program."""
        if self.store:
            self.store.record(review)
            if not self.shared:
                self.store.save_draft(review)
