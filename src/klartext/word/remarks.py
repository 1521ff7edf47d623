"""Word comments that say why something changes, each hung on its change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml

from klartext.documents.labels import Element
from klartext.word.changes import Change
from klartext.word.characters import printable, text_element
from klartext.word.package import Package
from klartext.word.revisions import word_time

_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_AUTHOR: Final = "Klartext"
_INLINE: Final = frozenset(qn(f"w:{name}") for name in ("p", "hyperlink", "sdtContent", "smartTag"))
_ELSEWHERE: Final = (
    (qn("w:hdr"), "in der Kopfzeile"),
    (qn("w:ftr"), "in der Fußzeile"),
    (qn("w:footnotes"), "in der Fußnote"),
    (qn("w:endnotes"), "in der Endnote"),
)


@dataclass(slots=True)
class Remarks:
    """The comments of a document; Word allows them in the body only, so others hang where the body leads to them."""

    package: Package
    main: str
    document: Element
    _part: str = field(init=False)
    _root: Element = field(init=False)
    _last_id: int = field(init=False)

    def __post_init__(self) -> None:
        known = self.package.related(self.main, _KIND)
        self._part = known[0] if known else self._free_name()
        self._root = parse_xml(self.package.read(known[0]) if known else f"<w:comments {nsdecls('w')}/>".encode())
        marks = (*self._root, *self.document.iter(qn("w:commentRangeStart"), qn("w:commentReference")))
        numbers = (mark.get(qn("w:id"), "") for mark in marks)
        self._last_id = max((int(n) for n in numbers if n.isdecimal()), default=-1)

    def add(self, change: Change, made: Sequence[Element]) -> None:
        """Hang the remark of a change on the revisions that make it."""
        first, last, where = self._hooks(made)
        self._last_id += 1
        number = str(self._last_id)
        lead = f"Diese Änderung steht {where}: „{_words(made)}“" if where else ""
        self._root.append(_comment(number, change, lead))
        first.addprevious(_mark("w:commentRangeStart", number))
        last.addnext(_mark("w:commentRangeEnd", number))
        reference = OxmlElement("w:r")
        reference.append(_mark("w:commentReference", number))
        last.getnext().addnext(reference)

    def save(self) -> None:
        """Put the comments into the package."""
        if self.package.related(self.main, _KIND):
            self.package.write(self._part, self._root)
        else:
            self.package.add(self._part, self._root, _TYPE)
            self.package.relate(self.main, _KIND, self._part)

    def _free_name(self) -> str:
        usual = "/word/comments.xml"
        return self.package.free("/word/comments{}.xml") if self.package.has(usual) else usual

    def _hooks(self, made: Sequence[Element]) -> tuple[Element, Element, str]:
        """Return between which elements the comment hangs, and in German where else the change is."""
        boxes = list(made[0].iterancestors(qn("w:txbxContent")))
        inside = boxes[-1] if boxes else made[0]
        root = made[0].getroottree().getroot()
        if root is not self.document:
            where = next((words for tag, words in _ELSEWHERE if root.tag == tag), "an anderer Stelle")
            reference = self._note_reference(inside)
            hook = self._first_line() if reference is None else reference
            return hook, hook, where
        if boxes:
            hook = _in_paragraph(inside)
            return hook, hook, "im Textfeld"
        return _in_paragraph(made[0]), _in_paragraph(made[-1]), ""

    def _note_reference(self, inside: Element) -> Element | None:
        """Return the run in the body that leads to the note."""
        for kind in ("footnote", "endnote"):
            note = next(inside.iterancestors(qn(f"w:{kind}")), None)
            if note is not None:
                for reference in self.document.iter(qn(f"w:{kind}Reference")):
                    if reference.get(qn("w:id")) == note.get(qn("w:id")) and not _boxed(reference):
                        return _in_paragraph(reference)
        return None

    def _first_line(self) -> Element:
        """Return something in the first paragraph of the body that a comment can hang on."""
        paragraph = next(p for p in self.document.iter(qn("w:p")) if not _boxed(p))
        for child in paragraph:
            if child.tag in (qn("w:r"), qn("w:ins"), qn("w:del"), qn("w:hyperlink")):
                return child
        run = OxmlElement("w:r")
        paragraph.append(run)
        return run


def _in_paragraph(element: Element) -> Element:
    """Return the element or what holds it, directly in the paragraph."""
    while element.getparent().tag != qn("w:p"):
        element = element.getparent()
    return element


def _boxed(element: Element) -> bool:
    return next(element.iterancestors(qn("w:txbxContent")), None) is not None


def _mark(tag: str, number: str) -> Element:
    mark = OxmlElement(tag)
    mark.set(qn("w:id"), number)
    return mark


def _comment(number: str, change: Change, lead: str) -> Element:
    comment = OxmlElement("w:comment")
    for name, value in (("id", number), ("author", _AUTHOR), ("date", word_time(change.time)), ("initials", "Kt")):
        comment.set(qn(f"w:{name}"), value)
    for line in (lead, *change.remark) if lead else change.remark:
        paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
        if not len(comment):
            reference = OxmlElement("w:r")
            reference.append(OxmlElement("w:annotationRef"))
            paragraph.append(reference)
        run.append(text_element(printable(line)))
        paragraph.append(run)
        comment.append(paragraph)
    return comment


def _words(made: Sequence[Element]) -> str:
    """Return the old and the new words of a change."""
    gone, come = ("".join(_texts(made, tag)) for tag in ("w:delText", "w:t"))
    return " → ".join(words for words in (gone.strip(), come.strip()) if words)


def _texts(made: Sequence[Element], tag: str) -> Iterator[str]:
    for revision in made:
        for text in revision.iter(qn(tag)):
            yield text.text or ""
