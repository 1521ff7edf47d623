"""Read Word documents (.docx): the text as it would print with all tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from klartext.documents.archive import Archive
from klartext.documents.flow import Block, bullet, joined, labelled, ordinal, row
from klartext.documents.problems import Problem

FORMAT_NAME = "Word-Datei (.docx)"

_CHANGED = "Das Dokument enthält nachverfolgte Änderungen. Gelesen wurde der Text mit allen Änderungen."
_FOOTNOTES = "Das Dokument enthält Fußnoten. Sie stehen hier am Ende des Textes."

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE, _FALLBACK = (_COMPATIBLE + name for name in ("AlternateContent", "Choice", "Fallback"))
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = frozenset(
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}" + name for name in ("oMath", "oMathPara")
)
_TRANSPARENT = frozenset(
    qn(f"w:{name}") for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent")
)
_REMOVED = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom"))
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
    qn("w:sym"): "□",  # a character of a symbol font, in letters nearly always a box to tick
}
_NUMBER_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_MERGE_FIELD = re.compile(r"\s*MERGEFIELD\s+(?:\"([^\"]+)\"|(\S+))")

# python-docx hands out lxml elements, which have no type stubs.
_Element = Any


def read_docx(archive: Archive) -> tuple[str, tuple[str, ...]]:
    """Return the text (headers, body with text boxes and tables, footnotes, footers) and notes for the reader.

    Raises:
        InputError: KT-E08.
    """
    try:
        document = docx.Document(BytesIO(archive.data))
        return _Reading.of(document).text()
    except Exception as error:  # python-docx and lxml raise whatever a damaged part makes them stumble over
        raise Problem.BROKEN.error(archive.source, format=FORMAT_NAME) from error


@dataclass(slots=True)
class _Field:
    """An open Word field; what it shows counts only after the separator."""

    instruction: str = ""
    shows: bool = False


@dataclass(slots=True)
class _Reading:
    """One pass over a document in reading order."""

    document: WordDocument
    labels: _Labels
    tracked: bool = False
    carried: str = ""
    follows_fields: bool = True
    boxes: list[_Element] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)

    @classmethod
    def of(cls, document: WordDocument) -> _Reading:
        return cls(document, _Labels.of(document))

    def text(self) -> tuple[str, tuple[str, ...]]:
        headers, footers = self._headers_and_footers()
        body = [*self._story(headers), *self._story([self.document.element.body]), *self._footnote_blocks()]
        text = joined([*body, *self._story(footers)])
        notes = ((self.tracked, _CHANGED), (bool(self.footnotes), _FOOTNOTES))
        return text, tuple(note for applies, note in notes if applies)

    def _headers_and_footers(self) -> tuple[list[_Element], list[_Element]]:
        """Return each header and footer that is in use once, first pages before the others."""
        found: tuple[list[_Element], list[_Element]] = ([], [])
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
                        headers_or_footers.append(candidate.part.element)
        return found

    def _story(self, containers: Iterable[_Element]) -> Iterator[Block]:
        for container in containers:
            self.fields.clear()
            self.follows_fields = _fields_are_balanced(container)
            yield from self._blocks(container)
            if self.carried:
                yield Block(self.carried)
                self.carried = ""
            yield Block("")

    def _footnote_blocks(self) -> Iterator[Block]:
        for kind, relationship in (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES)):
            wanted = [number for of_kind, number in self.footnotes if of_kind == kind]
            if not wanted:
                continue
            root: _Element = parse_xml(self.document.part.part_related_by(relationship).blob)
            notes = {note.get(qn("w:id")): note for note in root.iter(qn(f"w:{kind}"))}
            yield from self._story(notes[number] for number in wanted if number in notes)

    def _blocks(self, container: _Element) -> Iterator[Block]:
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in _REMOVED:
                self.tracked = True
            elif child.tag == qn("w:sdt") or child.tag in _TRANSPARENT:
                yield from self._blocks(child)
            elif child.tag == _ALTERNATIVES:
                yield from self._blocks(_chosen(child))

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        outer, self.boxes = self.boxes, []
        text = self.carried + "".join(self._inline(paragraph))
        boxes, self.boxes = self.boxes, outer
        self.carried = ""
        for box in boxes:  # anchored at or above the paragraph
            yield from self._blocks(box)
            yield Block("")
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
            self.tracked, self.carried = True, text
            return
        yield labelled(self.labels.label(paragraph), text)

    def _table(self, table: _Element) -> Iterator[Block]:
        for table_row in _nested(table, qn("w:tr")):
            if table_row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self.tracked = True
                continue
            yield from row([list(self._blocks(cell)) for cell in _nested(table_row, qn("w:tc"))])

    def _inline(self, element: _Element) -> Iterator[str]:
        for child in element:
            if child.tag == qn("w:r"):
                if not _is_on(child.find(f"{qn('w:rPr')}/{qn('w:vanish')}")):
                    yield from self._run(child)
            elif child.tag in _REMOVED:
                self.tracked = True
            elif child.tag == qn("w:fldSimple"):
                shown = "".join(self._inline(child))
                yield shown or _placeholder(child.get(qn("w:instr"), ""))
            elif child.tag == qn("w:sdt") or child.tag in _TRANSPARENT:
                self.tracked |= child.tag in (qn("w:ins"), qn("w:moveTo"))
                yield from self._inline(child)
            elif child.tag == _ALTERNATIVES:
                yield from self._inline(_chosen(child))
            elif child.tag in _MATH:
                yield "".join(part.text or "" for part in child.iter(_MATH_TEXT))

    def _run(self, run: _Element) -> Iterator[str]:
        for child in run:
            if child.tag == qn("w:fldChar"):
                yield self._field_mark(child.get(qn("w:fldCharType")))
            elif child.tag == qn("w:instrText"):
                if self.fields:
                    self.fields[-1].instruction += child.text or ""
            elif not all(open_field.shows for open_field in self.fields):
                continue
            elif child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                kind = "footnote" if child.tag == qn("w:footnoteReference") else "endnote"
                self.footnotes.append((kind, child.get(qn("w:id"))))
            elif child.tag == _ALTERNATIVES:
                yield from self._run(_chosen(child))
            else:
                self.boxes += _outermost(child, qn("w:txbxContent"))

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


def _fields_are_balanced(container: _Element) -> bool:
    """Whether every field ends; where one does not, following it would swallow the rest of the text."""
    marks = [
        mark.get(qn("w:fldCharType"))
        for mark in container.iter(qn("w:fldChar"))
        if not any(ancestor.tag in _REMOVED for ancestor in mark.iterancestors())
    ]
    return marks.count("begin") == marks.count("end")


def _chosen(alternatives: _Element) -> _Element:
    """Return the one branch to read; the fallback repeats the same content for older programs."""
    choice = alternatives.find(_CHOICE)
    if choice is None:
        choice = alternatives.find(_FALLBACK)
    return choice if choice is not None else ()


def _nested(element: _Element, tag: str) -> Iterator[_Element]:
    """Yield rows or cells, also inside content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == qn("w:sdt") or child.tag in _TRANSPARENT:
            yield from _nested(child, tag)


def _outermost(element: _Element, tag: str) -> list[_Element]:
    if element.tag == tag:
        return [element]
    children = _chosen(element) if element.tag == _ALTERNATIVES else element
    return [found for child in children for found in _outermost(child, tag)]


def _is_on(switch: _Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val"), "true") not in ("0", "false", "off")


def _placeholder(instruction: str) -> str:
    match = _MERGE_FIELD.match(instruction)
    return f"«{match.group(1) or match.group(2)}»" if match else ""


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a Word list is labelled; ``text`` holds ``%1`` … ``%9`` for the counters."""

    start: int
    style: str
    text: str
    paragraph_style: str | None


@dataclass(slots=True)
class _Labels:
    """The automatic list labels, counted as Word counts them."""

    styles: dict[str, _Element]
    lists: dict[str, tuple[str, dict[int, int]]]  # numId -> abstract list, restarts by level
    levels: dict[str, dict[int, _Level]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: WordDocument) -> _Labels:
        styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        try:
            root: _Element = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return cls(styles, {}, {})
        root = root.element
        lists = {
            number.get(qn("w:numId")): (
                _value(number, "w:abstractNumId") or "",
                {
                    int(override.get(qn("w:ilvl"))): int(start)
                    for override in number.iter(qn("w:lvlOverride"))
                    if (start := _value(override, "w:startOverride")) is not None
                },
            )
            for number in root.iter(qn("w:num"))
        }
        levels = {
            abstract.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): _Level(
                    int(_value(level, "w:start") or 1),
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    _value(level, "w:pStyle"),
                )
                for level in abstract.iter(qn("w:lvl"))
            }
            for abstract in root.iter(qn("w:abstractNum"))
        }
        return cls(styles, lists, levels)

    def label(self, paragraph: _Element) -> str:
        """Count the paragraph and return its label, empty when it is no list item."""
        number, depth = self._membership(paragraph)
        if number not in self.lists:
            return ""
        abstract, restarts = self.lists[number]
        levels = self.levels.get(abstract, {})
        if depth not in levels:
            return ""
        counters = self.counters.setdefault(abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            counters.update({level: start - 1 for level, start in restarts.items()})
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        if levels[depth].style == "none":
            return ""
        if levels[depth].style == "bullet":
            return bullet(levels[depth].text)

        def shown(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            if level not in levels:
                return ""
            return ordinal(counters.get(level, levels[level].start), _NUMBER_STYLES.get(levels[level].style, "1"))

        return re.sub(r"%([1-9])", shown, levels[depth].text).strip()

    def _membership(self, paragraph: _Element) -> tuple[str | None, int]:
        """Return list and level of a paragraph, given directly or by its style."""
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style_id = _value(paragraph, "w:pPr", "w:pStyle")
        visited: set[str] = set()
        while number is None and style_id in self.styles and style_id not in visited:
            visited.add(style_id)
            number = self.styles[style_id].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if number is None:
                style_id = _value(self.styles[style_id], "w:basedOn")
        if number is None:
            return None, 0
        list_id, level = _value(number, "w:numId"), _value(number, "w:ilvl")
        if level is None and visited:
            abstract = self.lists.get(list_id or "", ("", {}))[0]
            of_style = (at for at, known in self.levels.get(abstract, {}).items() if known.paragraph_style == style_id)
            return list_id, next(of_style, 0)
        return list_id, int(level or 0)


def _value(element: _Element, *path: str) -> str | None:
    found = element.find("/".join(qn(step) for step in path))
    return None if found is None else found.get(qn("w:val"))
