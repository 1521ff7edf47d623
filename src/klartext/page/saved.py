"""A review in progress as one file: the letter, who acts in it, and every decision, to be opened on any machine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, get_args

from klartext.decisions import Review, from_dict, resume, to_dict, to_steps
from klartext.documents import read_text
from klartext.errors import InputError
from klartext.records import ActorAnswer, Document

FORMAT: Final = "klartext-bearbeitung"
SCHEMA_VERSION: Final = 1
SUFFIX: Final = ".klartext.json"


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file holds; ``decisions`` is checked when it is applied to ``document``."""

    document: Document
    actor: ActorAnswer
    decisions: dict[str, Any]

    def take_up(self, review: Review) -> tuple[Review, tuple[str, ...]]:
        """Return the review with the decisions taken again, and notes on those that have to be made once more.

        Raises:
            DecisionError: The decisions are not valid or belong to another text.
        """
        log = from_dict(self.decisions, review.first.letter.document)
        resumed = resume(review, to_steps(log, with_text=True))
        return resumed.review, resumed.notes


def to_file(review: Review, actor: ActorAnswer) -> str:
    """Return the review as JSON."""
    document = review.first.letter.document
    return json.dumps(
        {
            "format": FORMAT,
            "schema_version": SCHEMA_VERSION,
            "source": document.source,
            "text": document.original,
            "actor": actor,
            "review": to_dict(review),
        },
        ensure_ascii=False,
    )


def from_file(content: str | bytes, source: str) -> Saved:
    """Return what a file holds.

    Raises:
        InputError: KT-W05, it is not such a file.
    """
    try:
        data = json.loads(content)
    except ValueError as error:
        raise _wrong(source) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("schema_version") != SCHEMA_VERSION:
        raise _wrong(source)
    letter, actor, decisions = data.get("text"), data.get("actor"), data.get("review")
    known: dict[object, ActorAnswer] = {answer: answer for answer in get_args(ActorAnswer)}
    if not isinstance(letter, str) or actor not in known or not isinstance(decisions, dict):
        raise _wrong(source)
    name = data.get("source")
    return Saved(read_text(letter, name if isinstance(name, str) else source), known[actor], decisions)


def _wrong(source: str) -> InputError:
    return InputError(
        "KT-W05",
        "Das ist kein Zwischenstand, den diese Fassung von Klartext öffnen kann.",
        f"Wählen Sie eine Datei mit der Endung „{SUFFIX}“, die Sie auf der Seite gesichert haben.",
        source,
    )
