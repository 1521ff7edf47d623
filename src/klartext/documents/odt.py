"""Read OpenDocument texts (.odt) from their XML, as LibreOffice would print them.

Only ``content.xml`` and ``styles.xml`` are unpacked and parsed: a letter with damaged or missing pictures
is still a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from klartext.documents import formats
from klartext.documents.archive import Archive
from klartext.documents.flow import Block, bullet, joined, labelled, notes_on, ordinal, row
from klartext.documents.problems import Problem

_NAMESPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table", "style")
} | {"draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"}
_MANIFEST = "META-INF/manifest.xml"
_XML_BLANKS = re.compile(r"[ \t\r\n]+")
_MAX_BLANKS = 1_000


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_PARAGRAPHS = frozenset(map(_name, ("text:p", "text:h")))
_ROWS = frozenset(map(_name, ("table:table-header-rows", "table:table-rows", "table:table-row-group")))
_CELLS = frozenset(map(_name, ("table:table-cell", "table:covered-table-cell")))
_NOT_PRINTED = frozenset(
    map(
        _name,
        (
            *("office:annotation", "office:annotation-end", "office:forms", "text:note-citation", "text:ruby-text"),
            *("text:hidden-text", "text:script", "text:tracked-changes", "text:sequence-decls", "text:variable-decls"),
            *("text:user-field-decls", "text:index-title-template"),
        ),
    )
)
_HEADERS = tuple(map(_name, ("style:header-first", "style:header", "style:header-left")))
_FOOTERS = tuple(map(_name, ("style:footer-first", "style:footer", "style:footer-left")))


def read_odt(archive: Archive) -> tuple[str, tuple[str, ...]]:
    """Return the text (headers, body with text boxes and tables, footnotes, footers) and notes for the reader.

    Raises:
        InputError: KT-E07, KT-E08.
    """
    if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST):
        raise Problem.PROTECTED.error(archive.source)
    content = archive.read("content.xml")
    styles = archive.read("styles.xml") if "styles.xml" in archive.names else b"<none/>"
    try:
        return _Reading.of(ElementTree.fromstring(content), ElementTree.fromstring(styles)).text()
    except Exception as error:  # ill-formed XML, numbers that are none, nesting past all reason
        raise Problem.BROKEN.error(archive.source, format=formats.OPEN_DOCUMENT) from error


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is labelled; a bullet when ``style`` is None."""

    style: str | None
    bullet: str
    prefix: str
    suffix: str
    shown_levels: int
    start: int


@dataclass(slots=True)
class _Reading:
    """One pass over a document in reading order."""

    content: Element
    styles: Element
    lists: dict[str, dict[int, _Level]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    tracked: bool = False
    boxes: list[Element] = field(default_factory=list)
    footnotes: list[Element] = field(default_factory=list)

    @classmethod
    def of(cls, content: Element, styles: Element) -> _Reading:
        lists = {
            style.get(_name("style:name"), ""): dict(_levels(style))
            for root in (styles, content)
            for style in root.iter(_name("text:list-style"))
        }
        return cls(content, styles, lists)

    def text(self) -> tuple[str, tuple[str, ...]]:
        body = self.content.find(f"{_name('office:body')}/{_name('office:text')}")
        if body is None:
            raise ValueError("no text body")
        pages = self._master_pages()
        blocks = [*self._page_parts(pages, _HEADERS), *self._blocks(body), Block("")]
        for note in self.footnotes:
            blocks += [*self._blocks(note), Block("")]
        blocks += self._page_parts(pages, _FOOTERS)
        notes = notes_on(self.tracked, bool(self.footnotes))
        return joined(blocks), notes

    def _master_pages(self) -> list[Element]:
        """Return the page styles in use: those named in the content, else the first, and what follows them."""
        known = {page.get(_name("style:name"), ""): page for page in self.styles.iter(_name("style:master-page"))}
        named = [style.get(_name("style:master-page-name"), "") for style in self.content.iter(_name("style:style"))]
        queue = [name for name in named if name in known] or list(known)[:1]
        used: dict[str, Element] = {}
        for name in queue:
            while name in known and name not in used:
                used[name] = known[name]
                name = known[name].get(_name("style:next-style-name"), "")
        return list(used.values())

    def _page_parts(self, pages: Iterable[Element], tags: Iterable[str]) -> Iterator[Block]:
        seen: set[str] = set()
        for part in [part for page in pages for tag in tags for part in page.findall(tag)]:
            blocks = list(self._blocks(part))
            text = joined(blocks)
            if part.get(_name("style:display")) != "false" and text not in seen:
                seen.add(text)
                yield from (*blocks, Block(""))

    def _blocks(self, container: Element) -> Iterator[Block]:
        for child in container:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child)
            elif child.tag == _name("text:list"):
                yield from self._list(child, "", 1)
            elif child.tag == _name("table:table"):
                yield from self._table(child)
            elif child.tag == _name("text:tracked-changes"):
                self.tracked |= len(child) > 0
            elif child.tag not in _NOT_PRINTED and child.get(_name("text:display")) != "none":  # sections, frames …
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element, label: str = "") -> Iterator[Block]:
        outer, self.boxes = self.boxes, []
        text = "".join(self._inline(paragraph)).strip(" ")
        boxes, self.boxes = self.boxes, outer
        for box in boxes:  # anchored at or above the paragraph
            yield from (*self._blocks(box), Block(""))
        yield labelled(label, Block(text))

    def _inline(self, element: Element) -> Iterator[str]:
        yield _XML_BLANKS.sub(" ", element.text or "")
        for child in element:
            if child.tag == _name("text:s"):
                yield " " * min(int(child.get(_name("text:c"), "1")), _MAX_BLANKS)
            elif child.tag == _name("text:tab"):
                yield "\t"
            elif child.tag == _name("text:line-break"):
                yield "\n"
            elif child.tag == _name("text:note"):
                self.footnotes += child.findall(_name("text:note-body"))
            elif child.tag.startswith(f"{{{_NAMESPACES['draw']}}}"):
                if child.tag == _name("draw:a"):
                    yield from self._inline(child)
                else:
                    self.boxes.append(child)
            elif child.tag not in _NOT_PRINTED:
                yield from self._inline(child)
            yield _XML_BLANKS.sub(" ", child.tail or "")

    def _list(self, element: Element, inherited: str, depth: int) -> Iterator[Block]:
        style = element.get(_name("text:style-name"), inherited)
        continues = (
            element.get(_name("text:continue-numbering")) == "true" or _name("text:continue-list") in element.attrib
        )
        counters = self.counters.setdefault(style, {})
        if not continues:
            counters.pop(depth, None)
        for item in element:
            label = "" if item.tag == _name("text:list-header") else None
            for child in item:
                if child.tag == _name("text:list"):
                    yield from self._list(child, style, depth + 1)
                elif child.tag in _PARAGRAPHS:
                    if label is None:
                        label = self._label(style, depth, item.get(_name("text:start-value")))
                        yield from self._paragraph(child, label)
                    else:
                        yield from self._paragraph(child)

    def _label(self, style: str, depth: int, restart: str | None) -> str:
        levels = self.lists.get(style, {})
        level = levels.get(depth)
        if level is None:
            return bullet("")
        counters = self.counters[style]
        counters[depth] = int(restart) if restart else counters.get(depth, level.start - 1) + 1
        for deeper in [known for known in counters if known > depth]:
            del counters[deeper]
        if level.style is None:
            return bullet(level.bullet)
        if not level.style:
            return ""
        shown = range(max(1, depth - level.shown_levels + 1), depth + 1)
        numbers = (ordinal(counters.get(at, levels[at].start), levels[at].style or "1") for at in shown if at in levels)
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip()

    def _table(self, table: Element) -> Iterator[Block]:
        for child in table:
            if child.tag in _ROWS:
                yield from self._table(child)
            elif child.tag == _name("table:table-row"):
                yield from row([list(self._blocks(cell)) for cell in child if cell.tag in _CELLS])


def _levels(style: Element) -> Iterator[tuple[int, _Level]]:
    for level in style:
        numbered = level.tag == _name("text:list-level-style-number")
        yield (
            int(level.get(_name("text:level"), "1")),
            _Level(
                style=level.get(_name("style:num-format"), "") if numbered else None,
                bullet=level.get(_name("text:bullet-char"), ""),
                prefix=level.get(_name("style:num-prefix"), ""),
                suffix=level.get(_name("style:num-suffix"), ""),
                shown_levels=int(level.get(_name("text:display-levels"), "1")),
                start=int(level.get(_name("text:start-value"), "1")),
            ),
        )
