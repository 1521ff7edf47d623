"""What holds for every input: four functions that take bytes and raise ``AssertionError`` where a promise is broken."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import docx
import odf.opendocument
import odf.text

from klartext import guard
from klartext.documents import SUFFIXES, read_bytes, read_text
from klartext.errors import DecisionError, InputError
from klartext.letter import read_letter
from klartext.pipeline.tokenizer import token_spans
from klartext.protect import protect
from klartext.records import Analysis, Document
from klartext.session import Klartext
from klartext.spans import Span

ROOT: Final = Path(__file__).resolve().parents[1]
MOST_CHARACTERS: Final = 700
"""A longer text is cut before the parser reads it, so that many inputs fit into a run."""
INSIDE: Final[Mapping[str, str]] = {".docx": "word/document.xml", ".odt": "content.xml"}
"""Parts of packed files; broken ones are packed rightly, for broken packing hides everything behind it."""


def reader(data: bytes) -> None:
    """Read a file: a document whose offsets lead back, or an error with a code."""
    kinds = [*SUFFIXES, *INSIDE]
    kind = data[0] % len(kinds) if data else 0
    content = data[1:] if kind < len(SUFFIXES) else _packed(kinds[kind], data[1:])
    try:
        document = read_bytes(content, f"brief{kinds[kind]}")
    except InputError as error:
        assert error.code.startswith("KT-E")
        return
    _sound(document)


def parts(data: bytes) -> None:
    """Find parts, protected places and tokens: all in the text, in order, without overlaps."""
    document = _document(data)
    if document is None:
        return
    _sound(document)
    letter = read_letter(document)
    protected = protect(letter)
    for spans in ([p.span for p in letter.parts], letter.blocks, [p.span for p in protected]):
        at = 0
        for span in spans:
            assert at <= span.start < span.end <= len(letter.text), (at, span)
            at = span.end
    assert all(letter.text[p.span.start : p.span.end] == p.text for p in protected)
    at = 0
    for start, end in token_spans(letter.text):
        assert not letter.text[at:start].strip() and end > start, "a character without a token"
        at = end
    assert not letter.text[at:].strip()


def rules(data: bytes) -> None:
    """Analyse, accept what is offered, release: places are right, and nothing else has changed."""
    document = _document(data)
    if document is None:
        return
    known = _klartext()
    analysis = known.analyse(document)
    _places(analysis)
    review = known.review(analysis)
    for choice in data[:3]:
        if not (open_now := review.open_suggestions):
            break
        review = review.accept(open_now[choice % len(open_now)].id, "E. Beispiel")
    try:
        released = review.released_text()
    except DecisionError as error:
        assert error.code in ("KT-D10", "KT-D11")
        return
    if not review.in_force:
        assert released == document.original
    kept = [p.span for p in analysis.protected if p.kind in ("platzhalter", "aktenzeichen", "kontakt")]
    assert all(_flat(_read_there(document, span)) in _flat(released) for span in kept), "a protected place is lost"


def checks(data: bytes) -> None:
    """Compare two sentences: the same passes or fails the same each time, a lost fact never passes."""
    before, _, after = data.decode("utf-8", "replace").replace("\0", " ").partition("|")
    one, other = _flat(before)[:400], _flat(after)[:400]
    if not one or not other:
        return
    known, whole = _klartext(), Span(0, len(one))
    try:
        letter = read_letter(read_text(one))
    except InputError:  # nothing but signs that nobody sees
        return
    if letter.text != one:
        return
    protected = protect(letter)
    first = guard.judge(one, 0, whole, one, other, protected, known.memory)
    assert first == guard.judge(one, 0, whole, one, other, protected, known.memory), "not the same twice"
    if all(c.passed for c in first):
        assert not guard.letter_faults(one, other), "a fact is lost"
        for place in protected:
            if place.kind in ("platzhalter", "aktenzeichen", "kontakt"):
                assert _flat(place.text) in _flat(other), "a protected place is lost"


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    "leser": reader,
    "briefteile": parts,
    "regeln": rules,
    "pruefung": checks,
}


def seeds(target: str) -> Iterator[bytes]:
    """Yield inputs to begin with."""
    letters = [path.read_bytes() for path in sorted((ROOT / "briefe").glob("*.txt"))]
    if target == "leser":
        yield from (b"\0" + letter for letter in letters[:4])
        yield bytes([SUFFIXES.index(".docx")]) + _word_file()
        for number, (suffix, part) in enumerate(INSIDE.items(), len(SUFFIXES)):
            with zipfile.ZipFile(BytesIO(_packed(suffix))) as archive:
                yield bytes([number]) + archive.read(part)
        yield (
            bytes([SUFFIXES.index(".pdf")])
            + b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>"
        )
    elif target == "pruefung":
        for line in (ROOT / "rewrites" / "entwicklung.jsonl").read_text(encoding="utf-8").splitlines()[::10]:
            row = json.loads(line)
            yield from (f"{row['satz']}|{new}".encode() for new in (*row["erlaubt"][:1], *row.get("verboten", [])[:1]))
    else:
        step = MOST_CHARACTERS
        yield from (letter[at : at + step] for letter in letters for at in range(0, len(letter), step))


def _word_file() -> bytes:
    document, buffer = docx.Document(), BytesIO()
    document.add_paragraph("Ihr Antrag wurde am 3. Mai 2025 bewilligt.", "List Bullet")
    document.add_table(2, 2).cell(0, 0).text = "Betrag"
    document.save(buffer)
    return buffer.getvalue()


@cache
def _sound_file(suffix: str) -> bytes:
    if suffix == ".docx":
        return _word_file()
    text, buffer = odf.opendocument.OpenDocumentText(), BytesIO()
    text.text.addElement(odf.text.P(text="Ihr Antrag wurde am 3. Mai 2025 bewilligt."))
    text.save(buffer)
    return buffer.getvalue()


def _packed(suffix: str, inside: bytes | None = None) -> bytes:
    """Return a sound file of this kind, with other content for the part that holds its text."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(_sound_file(suffix))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, inside if inside is not None and name == INSIDE[suffix] else old.read(name))
    return buffer.getvalue()


@cache
def _klartext() -> Klartext:
    return Klartext.load(model="off")


def _document(data: bytes) -> Document | None:
    try:
        return read_text(data.decode("utf-8", "replace")[:MOST_CHARACTERS])
    except InputError as error:
        assert error.code == "KT-E04"
        return None


def _sound(document: Document) -> None:
    """Check that offsets grow and stay in the text, and that normalising again changes nothing."""
    at = 0
    for start, end in zip(document.offsets.starts, document.offsets.ends, strict=True):
        assert at <= start < end <= len(document.original), (at, start, end)
        at = start
    assert len(document.offsets.starts) == len(document.text)
    assert document.text.isprintable() or document.text.encode("utf-8", "strict") is not None


def _places(analysis: Analysis) -> None:
    text = analysis.letter.text
    for finding in analysis.findings:
        assert text[finding.span.start : finding.span.end] == finding.text
        assert all(e.span.end <= len(text) for e in finding.evidence)
    for sentence in analysis.sentences:
        assert text[sentence.span.start : sentence.span.end] == sentence.text
    for suggestion in analysis.suggestions:
        proposal = suggestion.proposal
        assert text[proposal.span.start : proposal.span.end] == proposal.original
        assert all(c.passed for c in suggestion.checks)


def _read_there(document: Document, span: Span) -> str:
    """Return what stood at a place before the text was normalised."""
    return document.original[document.offsets.starts[span.start] : document.offsets.ends[span.end - 1]]


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit("Bitte evaluation/fuzz/fuzz.py aufrufen.")
