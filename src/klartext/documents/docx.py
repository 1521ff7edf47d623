"""Read Word documents (.docx): the text as it would print with all tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

from klartext.documents import formats
from klartext.documents.archive import Archive
from klartext.documents.flow import Block, Piece, labelled, notes_on, row, set_out
from klartext.documents.labels import Element, Labels
from klartext.documents.problems import Problem

CONTENT_TYPES: Final = "[Content_Types].xml"
DOCUMENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
PartFactory.part_type_for[TEMPLATE_TYPE] = DocumentPart  # a template (.dotx) differs from a document in this name only

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES, CHOICE, FALLBACK = (_COMPATIBLE + name for name in ("AlternateContent", "Choice", "Fallback"))
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = frozenset(
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}" + name for name in ("oMath", "oMathPara")
)
_TRANSPARENT = frozenset(
    qn(f"w:{name}") for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent")
)
_ADDED = frozenset(qn(f"w:{name}") for name in ("ins", "moveTo"))
_REMOVED = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom"))
_TEXTS = frozenset(qn(f"w:{name}") for name in ("t", "delText"))
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
    qn("w:sym"): "□",  # a character of a symbol font, in letters nearly always a box to tick
}
_FREE_SIGNS = frozenset(qn(f"w:{name}") for name in ("tab", "cr", "noBreakHyphen", "softHyphen"))
_INVISIBLE = frozenset(
    qn(f"w:{name}") for name in ("rPr", "lastRenderedPageBreak", "commentReference", "annotationRef")
)
_MERGE_FIELD = re.compile(r"\s*MERGEFIELD\s+(?:\"([^\"]+)\"|(\S+))")
_SELECTED = frozenset(
    qn(f"w:{name}") for name in ("dropDownList", "comboBox", "date", "picture", "docPartList", "docPartObj")
)

FIELD: Final = "ein Feld"
REVISION: Final = "eine nachverfolgte Änderung"
CONTROL: Final = "ein Inhaltssteuerelement"
FORMULA: Final = "eine Formel"
SIGN: Final = "ein Zeichen aus einer Symbolschrift"
PAGE_BREAK: Final = "ein Umbruch"
NOTE: Final = "ein Fußnotenzeichen"
OBJECT: Final = "ein Bild oder Textfeld"
HIDDEN: Final = "verborgener Text"

Rejected = Callable[[Element], bool]
"""Says of a revision whether it is read as rejected; all others are read as accepted."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a stretch of text lives: the element with its letters, its run's paragraph and the part of the package.

    ``hurdle`` says what keeps Klartext from changing it; it is empty where nothing does. ``element`` is None for what
    is shown without being written down, such as the name of an empty mail merge field.
    """

    element: Element | None
    paragraph: Element
    part: str
    hurdle: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """The text of a document with the spot of every stretch; ``roots`` are the parts that hold text, by name.

    ``main`` is the name of the part with the body, ``tracked`` says that there are tracked changes.

    The text is that of all ``pieces`` in order. An origin is a ``Spot`` or None.
    """

    text: str
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    roots: dict[str, Element]
    main: str
    tracked: bool


def is_docx(archive: Archive) -> bool:
    """Whether a package is a Word document (and no template, no file with macros)."""
    return CONTENT_TYPES in archive.names and b"wordprocessingml.document.main+xml" in archive.read(CONTENT_TYPES)


def is_dotx(archive: Archive) -> bool:
    """Whether a package is a Word template without macros; it is read as a document is."""
    return CONTENT_TYPES in archive.names and TEMPLATE_TYPE.encode() in archive.read(CONTENT_TYPES)


def read_docx(archive: Archive) -> tuple[str, tuple[str, ...]]:
    """Return the text (headers, body with text boxes and tables, footnotes, footers) and notes for the reader.

    Raises:
        InputError: KT-E08.
    """
    traced = trace_docx(archive)
    return traced.text, traced.notes


def trace_docx(archive: Archive, rejected: Rejected = lambda _revision: False) -> Traced:
    """Return the same text as ``read_docx`` with the way back to the elements of the document.

    Args:
        archive: The document.
        rejected: Which tracked changes are read as if somebody had rejected them.

    Raises:
        InputError: KT-E08.
    """
    try:
        document = Package.open(BytesIO(archive.data)).main_document_part.document
        return _Reading(document, Labels.of(document), rejected).traced()
    except Exception as error:  # python-docx and lxml raise whatever a damaged part makes them stumble over
        raise Problem.BROKEN.error(archive.source, format=formats.WORD) from error


@dataclass(slots=True)
class _Field:
    """An open Word field; what it shows counts only after the separator."""

    instruction: str = ""
    shows: bool = False


@dataclass(slots=True)
class _Reading:
    """One pass over a document in reading order."""

    document: WordDocument
    labels: Labels
    rejected: Rejected
    tracked: bool = False
    carried: list[Piece] = field(default_factory=list)
    follows_fields: bool = True
    boxes: list[Element] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    hurdles: list[str] = field(default_factory=list)
    paragraph: Element = None
    part: str = ""
    roots: dict[str, Element] = field(default_factory=dict)

    def traced(self) -> Traced:
        main = str(self.document.part.partname)
        headers, footers = self._headers_and_footers()
        body = [
            *self._stories(headers),
            *self._story(main, self.document.element, self.document.element.body),
            *self._footnote_blocks(),
        ]
        pieces = tuple(set_out([*body, *self._stories(footers)]))
        notes = notes_on(self.tracked, bool(self.footnotes))
        text = "".join(p.text for p in pieces)
        return Traced(text, notes, pieces, self.roots, main, self.tracked)

    def _headers_and_footers(self) -> tuple[list[tuple[str, Element]], list[tuple[str, Element]]]:
        """Return each header and footer in use once with the name of its part, first pages before the others."""
        found: tuple[list[tuple[str, Element]], list[tuple[str, Element]]] = ([], [])
        even = self.document.settings.odd_and_even_pages_header_footer
        for section in self.document.sections:
            first = section.different_first_page_header_footer
            for headers_or_footers, candidates in zip(
                found,
                (
                    (section.first_page_header, section.header, section.even_page_header),
                    (section.first_page_footer, section.footer, section.even_page_footer),
                ),
                strict=True,
            ):
                for candidate, used in zip(candidates, (first, True, even), strict=True):
                    if used and not candidate.is_linked_to_previous:
                        headers_or_footers.append((str(candidate.part.partname), candidate.part.element))
        return found

    def _stories(self, containers: Iterable[tuple[str, Element]]) -> Iterator[Block]:
        for part, container in containers:
            yield from self._story(part, container, container)

    def _story(self, part: str, root: Element, container: Element) -> Iterator[Block]:
        self.part = part
        self.roots[part] = root
        self.fields.clear()
        self.follows_fields = _fields_are_balanced(container)
        yield from self._blocks(container)
        if self.carried:
            yield Block.of(self.carried)
            self.carried = []
        yield Block("")

    def _footnote_blocks(self) -> Iterator[Block]:
        for kind, relationship in (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES)):
            wanted = [number for of_kind, number in self.footnotes if of_kind == kind]
            if not wanted:
                continue
            part = self.document.part.part_related_by(relationship)
            root: Element = parse_xml(part.blob)
            notes = {note.get(qn("w:id")): note for note in root.iter(qn(f"w:{kind}"))}
            for number in wanted:
                if number in notes:
                    yield from self._story(str(part.partname), root, notes[number])

    def _counts(self, element: Element) -> bool:
        """Whether what is inside an inserted or deleted stretch is read."""
        self.tracked = True
        return (element.tag in _ADDED) != self.rejected(element)

    def _mark_counts(self, properties: Element, path: str) -> tuple[bool, bool]:
        """Return whether a paragraph mark or table row is read, and whether its insertion or deletion is tracked."""
        marks = [m for m in (properties.find(f"{path}/{qn(f'w:{name}')}") for name in ("ins", "del")) if m is not None]
        present = all(self._counts(mark) for mark in marks)
        return present, bool(marks)

    def _blocks(self, container: Element) -> Iterator[Block]:
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in _REMOVED or child.tag in _ADDED:
                if self._counts(child):
                    yield from self._behind(REVISION, self._blocks(child))
            elif child.tag == qn("w:sdt"):
                yield from self._behind(_locked(child), self._blocks(child))
            elif child.tag in _TRANSPARENT:
                yield from self._blocks(child)
            elif child.tag == ALTERNATIVES:
                yield from self._blocks(chosen(child))

    def _behind(self, hurdle: str, inner: Iterator[Any]) -> Iterator[Any]:
        """Yield what is inside something that keeps its text from being changed, or not, when the hurdle is empty."""
        self.hurdles.append(hurdle)
        yield from inner
        self.hurdles.pop()

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        outer, self.boxes = self.boxes, []
        outside, self.paragraph = self.paragraph, paragraph
        pieces = [*self.carried, *self._inline(paragraph)]
        boxes, self.boxes = self.boxes, outer
        self.carried = []
        for box in boxes:  # anchored at or above the paragraph
            yield from self._blocks(box)
            yield Block("")
        self.paragraph = outside
        ends, _ = self._mark_counts(paragraph, f"{qn('w:pPr')}/{qn('w:rPr')}")
        if not ends:
            self.carried = pieces
            return
        yield labelled(self.labels.label(paragraph), Block.of(pieces))

    def _table(self, table: Element) -> Iterator[Block]:
        for table_row in _nested(table, qn("w:tr")):
            there, tracked = self._mark_counts(table_row, qn("w:trPr"))
            if not there:
                continue
            self.hurdles.append(REVISION if tracked else "")
            cells = [list(self._blocks(cell)) for cell in _nested(table_row, qn("w:tc"))]
            self.hurdles.pop()
            yield from row(cells)

    def _inline(self, element: Element) -> Iterator[Piece]:
        for child in element:
            if child.tag == qn("w:r"):
                hidden = _is_on(child.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))
                yield from (self._barrier(HIDDEN),) if hidden else self._run(child)
            elif child.tag in _REMOVED or child.tag in _ADDED:
                yield self._barrier(REVISION)
                if self._counts(child):
                    yield from self._behind(REVISION, self._inline(child))
            elif child.tag == qn("w:fldSimple"):
                yield from self._simple_field(child)
            elif child.tag == qn("w:sdt"):
                yield from self._behind(_locked(child), self._inline(child))
            elif child.tag in _TRANSPARENT:
                yield from self._inline(child)
            elif child.tag == ALTERNATIVES:
                yield self._barrier(OBJECT)
                yield from self._inline(chosen(child))
            elif child.tag in _MATH:
                text = "".join(part.text or "" for part in child.iter(_MATH_TEXT))
                yield Piece(text, Spot(None, self.paragraph, self.part, FORMULA))

    def _simple_field(self, element: Element) -> Iterator[Piece]:
        shown = list(self._behind(FIELD, self._inline(element)))
        if any(p.text for p in shown):
            yield from shown
        else:
            yield from self._shown(_placeholder(element.get(qn("w:instr"), "")))

    def _run(self, run: Element) -> Iterator[Piece]:
        for child in run:
            if child.tag == qn("w:fldChar"):
                yield from self._shown(self._field_mark(child.get(qn("w:fldCharType"))))
            elif child.tag == qn("w:instrText"):
                if self.fields:
                    self.fields[-1].instruction += child.text or ""
            elif not all(open_field.shows for open_field in self.fields):
                continue
            elif child.tag in _TEXTS:
                yield self._piece(child.text or "", child)
            elif child.tag in _SIGNS:
                yield self._piece(_SIGNS[child.tag], child)
            elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                kind = "footnote" if child.tag == qn("w:footnoteReference") else "endnote"
                self.footnotes.append((kind, child.get(qn("w:id"))))
                yield self._barrier(NOTE)
            elif child.tag == ALTERNATIVES:
                yield self._barrier(OBJECT)
                yield from self._run(chosen(child))
            elif child.tag not in _INVISIBLE:
                yield self._barrier(OBJECT)
                self.boxes += _outermost(child, qn("w:txbxContent"))

    def _piece(self, text: str, element: Element) -> Piece:
        hurdle = next((h for h in self.hurdles if h), "") or (
            FIELD if self.fields or not self.follows_fields else _own_hurdle(element)
        )
        return Piece(text, Spot(element, self.paragraph, self.part, hurdle))

    def _barrier(self, hurdle: str) -> Piece:
        return Piece("", Spot(None, self.paragraph, self.part, hurdle))

    def _shown(self, text: str) -> Iterator[Piece]:
        """Yield what a field shows without holding it, or the field's mark, which no change may cross."""
        yield Piece(text, Spot(None, self.paragraph, self.part, FIELD))

    def _field_mark(self, mark: str | None) -> str:
        """Open, switch or close a field; a mail merge field without a result shows as «Name»."""
        if not self.follows_fields:
            return ""
        if mark == "begin":
            self.fields.append(_Field())
        elif mark == "separate" and self.fields:
            self.fields[-1].shows = True
        elif mark == "end" and self.fields:
            closed = self.fields.pop()
            if not closed.shows and all(open_field.shows for open_field in self.fields):
                return _placeholder(closed.instruction)
        return ""


def _own_hurdle(element: Element) -> str:
    """Return what makes a letter or sign unfit for a change by itself."""
    if element.tag in _TEXTS or element.tag in _FREE_SIGNS:
        return ""
    if element.tag == qn("w:br"):
        return "" if element.get(qn("w:type"), "textWrapping") == "textWrapping" else PAGE_BREAK
    return SIGN


def _locked(control: Element) -> str:
    """Return a hurdle for a content control whose content is bound, chosen from a list, a mere prompt, or locked."""
    properties = control.find(qn("w:sdtPr"))
    if properties is None:
        return ""
    lock = properties.find(qn("w:lock"))
    locked = lock is not None and lock.get(qn("w:val")) in ("contentLocked", "sdtContentLocked")
    chosen_or_bound = any(
        child.tag in _SELECTED or child.tag.endswith(("}dataBinding", "}checkbox")) for child in properties
    )
    return CONTROL if locked or chosen_or_bound or properties.find(qn("w:showingPlcHdr")) is not None else ""


def _fields_are_balanced(container: Element) -> bool:
    """Whether every field ends; where one does not, following it would swallow the rest of the text."""
    marks = [
        mark.get(qn("w:fldCharType"))
        for mark in container.iter(qn("w:fldChar"))
        if not any(ancestor.tag in _REMOVED for ancestor in mark.iterancestors())
    ]
    return marks.count("begin") == marks.count("end")


def chosen(alternatives: Element) -> Element | Sequence[Element]:
    """Return the one branch to read; the fallback repeats the same content for older programs."""
    choice = alternatives.find(CHOICE)
    if choice is None:
        choice = alternatives.find(FALLBACK)
    return choice if choice is not None else ()


def _nested(element: Element, tag: str) -> Iterator[Element]:
    """Yield rows or cells, also inside content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == qn("w:sdt") or child.tag in _TRANSPARENT:
            yield from _nested(child, tag)


def _outermost(element: Element, tag: str) -> list[Element]:
    if element.tag == tag:
        return [element]
    children = chosen(element) if element.tag == ALTERNATIVES else element
    return [found for child in children for found in _outermost(child, tag)]


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val"), "true") not in ("0", "false", "off")


def _placeholder(instruction: str) -> str:
    match = _MERGE_FIELD.match(instruction)
    return f"«{match.group(1) or match.group(2)}»" if match else ""
