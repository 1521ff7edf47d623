"""Read a Word file back: which changes people accepted, rejected or reworded there, as decisions with a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from docx.oxml.ns import qn

from klartext.decisions import Review, Step, resume, text_hash
from klartext.documents import formats
from klartext.documents.archive import Archive
from klartext.documents.docx import trace_docx
from klartext.documents.labels import Element
from klartext.errors import DecisionError, WordError
from klartext.records import ActorAnswer, Document
from klartext.report.words import shorten
from klartext.spans import Edit, apply_edits
from klartext.word import record
from klartext.word.align import Found, find_again
from klartext.word.record import Place, Record, StepRecord, squashed

Outcomes = Literal["accepted", "rejected", "edited", "open", "lost"]
_OWN_CHANGES: Final = (
    "Der Brief wurde in Word auch an Stellen geändert, zu denen es keinen Vorschlag gab. Diese Änderungen stehen nur in"
    " der Word-Datei; Klartext hält sie nicht als Entscheidung fest."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of one change; ``text`` is what stands at its place now, if that is known.

    ``accepted`` counts only without a mark of change: what Word still shows as a proposal is ``open``.
    """

    place: Place
    original: str
    standing: Outcomes
    text: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A review with the decisions made in Word; ``notes`` say in German what could not be taken over."""

    review: Review
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...]


def read_back(data: bytes, review: Review, person: str, name: str = "Word-Datei") -> Returned:
    """Return a review with what people decided in Word.

    Decisions made in Klartext before the file was written keep their person and time; ``person`` answers for the rest.

    Args:
        data: The file as it came back.
        review: A review of the letter the file was made from. Without decisions, it takes those from the file first.
        person: Who decided in Word.
        name: The file, for messages.

    Raises:
        InputError: Any code of ``documents.problems`` for Word files.
        WordError: KT-O02 the file was not written by Klartext, KT-O03 it belongs to another letter, KT-O04 it is
            damaged.
        DecisionError: KT-D01, nobody is named.
    """
    if not person.strip():
        raise DecisionError(
            "KT-D01",
            "Es fehlt, wer in Word entschieden hat.",
            "Geben Sie den Namen an. Klartext übernimmt nichts ohne einen Menschen.",
            name,
        )
    archive = Archive.open(data, name, formats.WORD)
    document = review.first.letter.document
    kept = _record(archive, document, name)
    outcomes = tuple(_outcomes(archive, kept, document))
    notes = [*_told(outcomes)]
    if not review.log:
        before = resume(review, [_step(s, outcomes) for s in kept.steps])
        review, notes = before.review, [*before.notes, *notes]
    after = resume(review, list(_steps(review, outcomes, person)))
    if _changed_elsewhere(archive, outcomes, document):
        notes.append(_OWN_CHANGES)
    return Returned(after.review, outcomes, (*notes, *after.notes))


def actor_in(data: bytes, name: str = "Word-Datei") -> ActorAnswer:
    """Return the answer to who acts that the proposals in a file rest on; empty where it was not answered.

    Raises:
        InputError: Any code of ``documents.problems`` for packages.
    """
    kept = record.find(Archive.open(data, name, formats.WORD))
    return kept.actor if kept else ""


def _record(archive: Archive, document: Document, name: str) -> Record:
    kept = record.find(archive)
    if kept is None:
        raise WordError(
            "KT-O02",
            "In dieser Datei stehen keine Angaben von Klartext.",
            "Nehmen Sie die Word-Datei, die Klartext geschrieben hat. Sie darf in Word geändert, aber nicht in ein"
            " anderes Format umgewandelt worden sein.",
            name,
        )
    if kept.text_sha256 != text_hash(document):
        raise WordError(
            "KT-O03",
            "Diese Word-Datei gehört zu einem anderen Brief.",
            "Nennen Sie den Brief, aus dem Klartext sie geschrieben hat, so wie er damals war.",
            name,
        )
    ordered = sorted(kept.places, key=lambda p: p.span)
    if any(a.end > b.start for a, b in pairwise(ordered)) or any(p.end > len(document.original) for p in ordered):
        raise WordError(
            "KT-O04",
            "Die Angaben von Klartext in dieser Datei sind beschädigt.",
            "Schreiben Sie die Word-Datei neu und entscheiden Sie noch einmal.",
            name,
        )
    return kept.model_copy(update={"places": tuple(ordered)})


def _outcomes(archive: Archive, kept: Record, document: Document) -> Iterator[Outcome]:
    """Compare two readings: with everything that is still marked rejected, and with it accepted."""

    def pending(revision: Element) -> bool:
        return record.revision_hash(revision.get(qn("w:author")), revision.get(qn("w:date"))) not in kept.foreign

    without = find_again(document.original, kept.places, trace_docx(archive, rejected=pending).text)
    with_all = find_again(document.original, kept.places, trace_docx(archive).text)
    for place, before, after in zip(kept.places, without, with_all, strict=True):
        standing, text = _standing(before, after)
        yield Outcome(place, document.original[place.start : place.end], standing, text)


def _standing(before: Found, after: Found) -> tuple[Outcomes, str]:
    match before.standing, after.standing:
        case "new", "new":
            return "accepted", after.text
        case "old", "old":
            return "rejected", after.text
        case "old" | "other", "new":
            return "open", after.text
        case (("old" | "new" | "other"), "other"):
            return "edited", after.text
    return "lost", ""


def _steps(review: Review, outcomes: Sequence[Outcome], person: str) -> Iterator[Step]:
    """Yield the steps that lead from the review to what Word says."""
    standing = {(e.decision.span, e.decision.rule): e.decision for e in review.in_force}
    last = max((e.number for e in review.log), default=0)
    for number, outcome in enumerate(outcomes, last + 1):
        place, now = outcome.place, standing.get((outcome.place.span, outcome.place.rule))
        step = Step(
            number, "accepted", person, review.clock(), None, place.rule, place.origin, place.span,
            final_hash=place.offered_hash,
        )  # fmt: skip
        if outcome.standing == "accepted" and (now is None or now.kind == "rejected"):
            yield step
        elif outcome.standing == "rejected" and (now is None or now.kind != "rejected"):
            yield Step(number, "rejected", person, step.time, None, place.rule, place.origin, place.span)
        elif outcome.standing == "edited" and (now is None or now.final.split() != outcome.text.split()):
            yield Step(
                number, "edited", person, step.time, None, place.rule, place.origin, place.span,
                final=outcome.text, insisted=True,
            )  # fmt: skip


def _step(kept: StepRecord, outcomes: Sequence[Outcome]) -> Step:
    """Return a step from before; a person's own words come from the file, where they still stand."""
    same = (o for o in outcomes if o.place.start == kept.start and o.place.offered_hash == kept.final_hash)
    words = next((o.text for o in same if o.standing in ("accepted", "open")), None)
    return kept.step(words if kept.action == "edited" else None)


def _told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.standing == "lost":
            yield (
                f"Die Stelle „{shorten(outcome.original, 80)}“ ist in der Word-Datei nicht eindeutig wiederzufinden."
                " Entscheiden Sie darüber in Klartext."
            )


def _changed_elsewhere(archive: Archive, outcomes: Sequence[Outcome], document: Document) -> bool:
    edits = [Edit(o.place.span, o.text) for o in outcomes if o.standing != "lost"]
    return squashed(apply_edits(document.original, edits)) != squashed(trace_docx(archive).text)
