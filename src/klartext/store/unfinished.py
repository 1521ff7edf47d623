"""A review in progress: the steps that the store keeps of it, and the way back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from klartext.decisions import Resumed, Review, Step, resume, text_hash, to_steps
from klartext.errors import StoreError
from klartext.spans import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A review in progress."""

    letter: str
    saved: datetime
    steps: tuple[Step, ...]

    def resume(self, review: Review) -> Resumed:
        """Take the decisions again on a review of the same letter without any decision.

        Raises:
            StoreError: KT-S05, the draft belongs to another letter.
        """
        if text_hash(review.first.letter.document) != self.letter:
            raise StoreError(
                "KT-S05",
                "Die gespeicherte Bearbeitung gehört zu einem anderen Text.",
                "Öffnen Sie den Brief, für den sie angelegt wurde, oder beginnen Sie neu.",
                review.first.letter.document.source,
            )
        return resume(review, self.steps)


def kept_steps(review: Review, with_text: bool) -> str:
    """Return the steps of a review as the store keeps them; own words only where texts may be kept."""
    return json.dumps([_step_dict(s) for s in to_steps(review.log, with_text)], ensure_ascii=False)


def draft_of(letter: str, saved: datetime, steps: str, place: str) -> Draft:
    """Return what was kept of a letter.

    Args:
        letter: Its hash.
        saved: In UTC.
        steps: What ``kept_steps`` returned then.
        place: Where the store is.

    Raises:
        StoreError: KT-S06, the draft is damaged.
    """
    try:
        taken = tuple(_step(item) for item in json.loads(steps))
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(
            "KT-S06",
            "Die gespeicherte Bearbeitung ist beschädigt.",
            "Verwerfen Sie sie und entscheiden Sie neu. Ihr Brief ist davon nicht betroffen.",
            place,
        ) from error
    return Draft(letter, saved.replace(tzinfo=UTC), taken)


def _step_dict(step: Step) -> dict[str, Any]:
    span = None if step.span is None else [step.span.start, step.span.end]
    return asdict(step) | {"time": step.time.isoformat(), "span": span}


def _step(row: dict[str, Any]) -> Step:
    """Return a kept step; what only an older version kept of it is left out."""
    kept = {f.name: row[f.name] for f in fields(Step) if f.name in row}
    span = None if row["span"] is None else Span(*row["span"])
    time = datetime.fromisoformat(row["time"])
    return Step(**(kept | {"time": time, "span": span}))
