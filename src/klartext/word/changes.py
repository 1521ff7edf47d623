"""What goes into a Word file: changes people decided on and proposals that are still open, each with its remark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from klartext.compose import written
from klartext.decisions import Entry, Event, Review, applied
from klartext.records import ActorAnswer, Document, Suggestion, Versions
from klartext.report.preview import compatible
from klartext.report.words import full_question_of
from klartext.spans import Edit

PROPOSER: Final = "Klartext (Vorschlag)"
"""The author of changes that nobody has decided on yet."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``edit`` counts in ``Document.original``, ``remark`` holds the paragraphs of its comment.

    ``offered`` is the wording as it was proposed or chosen, before line breaks were set for its place.
    """

    suggestion: str
    rule: str
    origin: str
    edit: Edit
    offered: str
    author: str
    time: datetime
    remark: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes for one letter with what produced them; ``notes`` name proposals that were not taken along.

    ``actor`` is the answer to who acts that the proposals rest on.
    """

    document: Document
    versions: Versions
    log: tuple[Event, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    actor: ActorAnswer = ""


def from_review(review: Review, include_open: bool = False) -> Changes:
    """Return the changes of a review; with ``include_open`` also proposals that nobody has decided on."""
    document = review.first.letter.document
    sources = {f.id: f.sources for f in review.analysis.findings}
    decided = tuple(_decided(document, e, _sources(e.decision.findings, sources)) for e in applied(review.log))
    opened, notes = _open(review, decided, sources) if include_open else ((), ())
    return Changes(document, review.first.versions, review.log, (*decided, *opened), notes)


def from_log(
    document: Document, log: Sequence[Event], versions: Versions, sources: Mapping[str, Sequence[str]]
) -> Changes:
    """Return the changes of recorded decisions; ``sources`` are the sources of every rule, by its id."""
    decided = tuple(_decided(document, e, tuple(sources.get(e.decision.rule, ()))) for e in applied(log))
    return Changes(document, versions, tuple(log), decided)


def _decided(document: Document, entry: Entry, sources: Sequence[str]) -> Change:
    decision = entry.decision
    when = decision.time.astimezone().strftime("%d.%m.%Y, %H:%M Uhr")
    said = "Eigene Fassung" if decision.kind == "edited" else "Angenommen"
    doubts = " Die Prüfung hatte Einwände; die Fassung wurde ausdrücklich bestätigt." if entry.insisted else ""
    return Change(
        suggestion=decision.suggestion,
        rule=decision.rule,
        origin=decision.origin,
        edit=written(document, decision.span, decision.final),
        offered=decision.final,
        author=decision.person,
        time=decision.time,
        remark=tuple(
            _remark(
                decision.rule, decision.origin, entry.explanation, sources,
                f"{said} von {decision.person} am {when}.{doubts}", decision.suggestion,
            )
        ),
    )  # fmt: skip


def _open(
    review: Review, decided: Iterable[Change], sources: Mapping[str, Sequence[str]]
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Return open proposals of which no two touch the same place; those that need an answer come last."""
    document, now = review.first.letter.document, review.clock()
    taken = [c.edit.span for c in decided]
    chosen: list[Change] = []
    waiting = review.open_suggestions
    sure = compatible(waiting)
    for suggestion in (*sure, *(s for s in waiting if s.proposal.needs)):
        change = _proposed(document, suggestion, now, _sources(suggestion.proposal.findings, sources))
        if not any(change.edit.span.overlaps(span) for span in taken):
            taken.append(change.edit.span)
            chosen.append(change)
    left = len(waiting) - len(chosen)
    notes = (
        (
            f"{left} offene Vorschläge stehen nicht in der Datei: Sie ändern eine Stelle, für die schon ein anderer"
            " Vorschlag in der Datei steht. In Klartext sehen Sie alle.",
        )
        if left > 1
        else (
            "Ein offener Vorschlag steht nicht in der Datei: Er ändert eine Stelle, für die schon ein anderer Vorschlag"
            " in der Datei steht. In Klartext sehen Sie alle.",
        )
        if left
        else ()
    )
    return tuple(chosen), notes


def _proposed(document: Document, suggestion: Suggestion, now: datetime, sources: Sequence[str]) -> Change:
    proposal = suggestion.proposal
    question = f" Klären Sie vorher: {full_question_of(proposal.needs)}" if proposal.needs else ""
    return Change(
        suggestion=suggestion.id,
        rule=proposal.rule,
        origin=proposal.origin,
        edit=written(document, document.offsets.to_original(proposal.span), proposal.replacement),
        offered=proposal.replacement,
        author=PROPOSER,
        time=now,
        remark=tuple(
            _remark(
                proposal.rule, proposal.origin, proposal.explanation, sources,
                "Noch nicht entschieden: Nehmen Sie die Änderung an oder lehnen Sie sie ab." + question, suggestion.id,
            )
        ),
        is_open=True,
    )  # fmt: skip


def _remark(
    rule: str, origin: str, explanation: str, sources: Sequence[str], standing: str, suggestion: str
) -> Iterator[str]:
    if explanation:
        yield f"Warum: {explanation}"
    if sources:
        yield f"Quelle: {'; '.join(sources)}"
    yield standing
    maker = "Sprachmodell" if origin == "model" else "Regel"
    yield f"Klartext · {maker} {rule} · Vorschlag {suggestion}"


def _sources(findings: Sequence[str], known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for finding in findings for source in known.get(finding, ())))
