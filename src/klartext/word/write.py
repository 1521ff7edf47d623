"""Put the changes of a letter into the Word file that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from klartext.decisions import Review
from klartext.documents import formats
from klartext.documents.archive import Archive
from klartext.documents.docx import DOCUMENT_TYPE, TEMPLATE_TYPE, is_docx, is_dotx, trace_docx
from klartext.documents.labels import Element
from klartext.errors import WordError
from klartext.report.words import shorten
from klartext.word import record
from klartext.word.changes import Change, Changes, from_review
from klartext.word.package import Package
from klartext.word.plan import NotPossible, Planned, TextMap, plan, refuse_neighbours
from klartext.word.remarks import Remarks
from klartext.word.revisions import Reviser

_LEFT_OUT = "Diese Änderung steht nicht in der Word-Datei: „{old}“ → „{new}“. {why} Tragen Sie sie in Word selbst ein."
_OLD_REVISIONS = (
    "Der Brief enthielt schon nachverfolgte Änderungen anderer. Klartext hat sie gelesen, als wären sie angenommen,"
    " und lässt sie in der Datei, wie sie sind."
)


_PROTECTED = (
    "Der Brief ist gegen Bearbeiten geschützt. Heben Sie den Schutz in Word auf, bevor Sie Änderungen annehmen oder"
    " ablehnen."
)
_SIGNED = "Der Brief trug eine digitale Signatur. Sie gilt nicht für die neue Datei; die muss neu signiert werden."


@dataclass(frozen=True, slots=True)
class Written:
    """A Word file with notes in German; ``made`` are the changes it holds, ``left_out`` those it cannot hold."""

    data: bytes
    notes: tuple[str, ...]
    made: tuple[Change, ...]
    left_out: tuple[Change, ...]


def is_word_file(data: bytes) -> bool:
    """Whether a file that was read already is a Word file, a document or a template."""
    if not data.startswith(b"PK"):
        return False
    archive = Archive.open(data, "", formats.WORD)
    return is_docx(archive) or is_dotx(archive)


def tracked(source: bytes, review: Review, include_open: bool = False) -> Written:
    """Return the Word file a review began with, with its accepted changes as tracked changes.

    Args:
        source: The file as it came in, unchanged.
        review: A review of what was read from exactly this file.
        include_open: Also take along proposals nobody has decided on, for a decision in Word.

    Raises:
        InputError: Any code of ``documents.problems`` for Word files.
        DecisionError: KT-D11, a fact would be lost.
        WordError: KT-O01, the file is not the one that was read.
    """
    review.released_text()
    return write(source, from_review(review, include_open))


def clean(source: bytes, review: Review) -> Written:
    """Return the Word file a review began with, with its accepted changes and no trace of them.

    Raises:
        InputError, DecisionError, WordError: As for ``tracked``.
    """
    review.released_text()
    return write(source, from_review(review), plainly=True)


def write(source: bytes, changes: Changes, plainly: bool = False) -> Written:
    """Return a Word document with changes in it, tracked or plain; from a template, too, it becomes a document.

    Whoever calls has made sure that the whole letter is still right (``compose.released_text``).

    Raises:
        InputError: Any code of ``documents.problems`` for Word files.
        WordError: KT-O01, the file is not the one that was read.
    """
    name = changes.document.source
    archive = Archive.open(source, name, formats.WORD)
    traced = trace_docx(archive)
    if traced.text != changes.document.original:
        raise WordError(
            "KT-O01",
            "Diese Word-Datei ist nicht der Brief, über den entschieden wurde.",
            "Nehmen Sie die Datei, die Sie geprüft haben, ohne spätere Änderungen.",
            name,
        )
    foreign = {hash for root in traced.roots.values() for hash in _revisions(root)}
    planned, left_out = _planned(changes.changes, TextMap(traced))
    package = Package(archive)
    reviser = Reviser(list(traced.roots.values()), plainly)
    reviser.make(planned)
    made = tuple(p.change for p in planned)
    touched = {p.part for p in planned}
    if made and not plainly:
        touched.add(traced.main)
        remarks = Remarks(package, traced.main, traced.roots[traced.main])
        for change in made:
            remarks.add(change, reviser.made[change.suggestion])
        remarks.save()
    for part in touched:
        package.write(part, traced.roots[part])
    if not plainly:
        record.keep(record.record_of(changes, made, foreign), package, traced.main)
    package.be(DOCUMENT_TYPE)
    notes = (
        *_warnings(archive),
        *((_OLD_REVISIONS,) if traced.tracked else ()),
        *changes.notes,
        *(_told(c, traced.text[c.edit.span.start : c.edit.span.end], why) for c, why in left_out),
    )
    return Written(package.data(), notes, made, tuple(change for change, _ in left_out))


def as_template(data: bytes) -> bytes:
    """Return a Word document that Klartext has written as a template (.dotx)."""
    package = Package(Archive.open(data, "", formats.WORD))
    package.be(TEMPLATE_TYPE)
    return package.data()


def _planned(changes: Sequence[Change], where: TextMap) -> tuple[list[Planned], list[tuple[Change, str]]]:
    planned: list[Planned] = []
    left_out: list[tuple[Change, str]] = []
    for change in sorted(changes, key=lambda c: (c.is_open, c.edit.span)):
        try:
            candidate = plan(change, where)
            refuse_neighbours(candidate, planned)
        except NotPossible as reason:
            left_out.append((change, str(reason)))
        else:
            planned.append(candidate)
    return sorted(planned, key=lambda p: p.change.edit.span), left_out


def _told(change: Change, old: str, why: str) -> str:
    return _LEFT_OUT.format(old=shorten(old, 80), new=shorten(change.edit.replacement, 80), why=why)


def _warnings(archive: Archive) -> Iterator[str]:
    protections = (
        mark
        for name in archive.names
        if name.startswith("word/settings") and name.endswith(".xml")
        for mark in parse_xml(archive.read(name)).iter(qn("w:documentProtection"))
    )
    if any(mark.get(qn("w:enforcement")) in ("1", "true", "on") for mark in protections):
        yield _PROTECTED
    if any(name.startswith("_xmlsignatures/") for name in archive.names):
        yield _SIGNED


def _revisions(root: Element) -> Iterator[str]:
    for revision in root.iter(*(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo"))):
        yield record.revision_hash(revision.get(qn("w:author")), revision.get(qn("w:date")))
