"""Write changes into the XML of a Word document as tracked changes, or plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from klartext.documents.docx import ALTERNATIVES, CHOICE, FALLBACK
from klartext.documents.labels import Element
from klartext.word.characters import keep_blanks, printable, text_element
from klartext.word.plan import Anchor, Cut, Planned, Stroke

_TEXT: Final = frozenset((qn("w:t"), qn("w:delText")))
_PARTS: Final = re.compile(r"[\t\n]|[^\t\n]+")
_NUMBERED: Final = frozenset(
    qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel")
)


def word_time(time: datetime) -> str:
    """Return a time as Word writes it: that of the clock on the wall, with a Z that means nothing."""
    return time.astimezone().strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Reviser:
    """Makes planned changes; with ``plainly`` the old words are gone and nothing shows that they were there.

    ``made`` holds the new elements of each suggestion in text order, when they are tracked.
    """

    roots: Sequence[Element]
    plainly: bool = False
    made: dict[str, list[Element]] = field(default_factory=dict)
    _last_id: int = 0

    def __post_init__(self) -> None:
        numbers = (n.get(qn("w:id"), "") for root in self.roots for n in root.iter() if isinstance(n.tag, str))
        self._last_id = max((int(n) for n in numbers if n.isdecimal()), default=0)

    def make(self, planned: Sequence[Planned]) -> None:
        """Make all changes, from the end of the text to its beginning, so that no place moves before its turn."""
        strokes = [(stroke, p) for p in planned for stroke in p.strokes]
        for stroke, p in sorted(strokes, key=lambda pair: pair[0].position, reverse=True):
            gone, come = self._strike(stroke, p)
            if self.plainly:
                _settle(gone, come)
            else:
                self.made.setdefault(p.change.suggestion, [])[:0] = [*gone, *come]
        for alternatives in _boxes_in_two_versions(planned):
            _repeat(alternatives)
        self._number_copies()

    def _strike(self, stroke: Stroke, planned: Planned) -> tuple[list[Element], list[Element]]:
        gone: list[Element] = []
        for cut in reversed(stroke.cuts):
            gone.insert(0, self._wrapped(_isolated(cut), planned))
        if not stroke.text:
            return gone, []
        model = gone[0][0] if gone else stroke.model
        come = self._revision("w:ins", planned)
        come.append(_run_like(model, stroke.text))
        if gone:
            gone[-1].addnext(come)
        else:
            assert stroke.anchor is not None
            _put(come, stroke.anchor)
        return _together(gone), [come]

    def _wrapped(self, run: Element, planned: Planned) -> Element:
        """Mark a run as deleted."""
        deletion = self._revision("w:del", planned)
        run.addprevious(deletion)
        deletion.append(run)
        for text in run.findall(qn("w:t")):
            text.tag = qn("w:delText")
        return deletion

    def _revision(self, tag: str, planned: Planned) -> Element:
        revision = OxmlElement(tag)
        revision.set(qn("w:id"), self._new_id())
        revision.set(qn("w:author"), printable(planned.change.author))
        revision.set(qn("w:date"), word_time(planned.change.time))
        return revision

    def _new_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)

    def _number_copies(self) -> None:
        """Give a number of its own to every tracked change that was copied along with its run or text box."""
        seen: set[str] = set()
        for root in self.roots:
            for element in root.iter(*_NUMBERED):
                if element.get(qn("w:id")) in seen:
                    element.set(qn("w:id"), self._new_id())
                seen.add(element.get(qn("w:id")))


def _repeat(alternatives: Element) -> None:
    """Give the version for older programs the same content."""
    choice, fallback = alternatives.find(CHOICE), alternatives.find(FALLBACK)
    news, olds = (list(branch.iter(qn("w:txbxContent"))) for branch in (choice, fallback))
    for new, old in zip(news, olds, strict=False):
        old[:] = [deepcopy(child) for child in new]


def _boxes_in_two_versions(planned: Sequence[Planned]) -> list[Element]:
    found: dict[int, Element] = {}
    for p in planned:
        for alternatives in p.paragraph.iterancestors(ALTERNATIVES):
            if alternatives.find(CHOICE) is not None and alternatives.find(FALLBACK) is not None:
                found[id(alternatives)] = alternatives
    return list(found.values())


def _isolated(cut: Cut) -> Element:
    """Return a run of its own that holds exactly the letters of a cut."""
    _split(cut.element, cut.end)
    return _split(cut.element, cut.start)


def _split(element: Element, at: int) -> Element:
    """Split a run before letter ``at`` of one of its elements; return the run that begins there, if any does.

    What stands before stays in the elements where it was. Nothing is split where nothing would be left on one side.
    """
    run = element.getparent()
    whole = len(element.text or "") if element.tag in _TEXT else 1
    moving = list(element.itersiblings())
    if at < whole:
        if at > 0:
            moving = [text_element(element.text[at:]), *moving]
            element.text = element.text[:at]
            keep_blanks(element)
        else:
            moving = [element, *moving]
            if all(sibling.tag == qn("w:rPr") for sibling in element.itersiblings(preceding=True)):
                return run
    if not moving:
        return run
    right = OxmlElement("w:r")
    for name, value in run.attrib.items():
        right.set(name, value)
    if (looks := run.find(qn("w:rPr"))) is not None:
        right.append(deepcopy(looks))
    right.extend(moving)
    run.addnext(right)
    return right


def _put(revision: Element, anchor: Anchor) -> None:
    run = anchor.element.getparent()
    if anchor.behind:
        _split(anchor.element, anchor.at + 1)
        run.addnext(revision)
    else:
        _split(anchor.element, anchor.at).addprevious(revision)


def _run_like(model: Element, text: str) -> Element:
    """Return a run with a text that looks like another run."""
    run = OxmlElement("w:r")
    if (looks := model.find(qn("w:rPr"))) is not None:
        run.append(_looks(looks))
    for part in _PARTS.findall(printable(text)):
        if part in "\t\n":
            run.append(OxmlElement("w:tab" if part == "\t" else "w:br"))
            continue
        run.append(text_element(part))
    return run


def _looks(properties: Element) -> Element:
    """Return a copy of a run's formatting without the record that somebody changed it."""
    copy = deepcopy(properties)
    for change in copy.findall(qn("w:rPrChange")):
        copy.remove(change)
    return copy


def _together(deletions: list[Element]) -> list[Element]:
    """Join deletions that stand side by side."""
    kept: list[Element] = []
    for deletion in deletions:
        if kept and kept[-1].getnext() is deletion:
            kept[-1].extend(list(deletion))
            deletion.getparent().remove(deletion)
        else:
            kept.append(deletion)
    return kept


def _settle(gone: Sequence[Element], come: Sequence[Element]) -> None:
    """Leave the new words and nothing of the old ones."""
    for deletion in gone:
        deletion.getparent().remove(deletion)
    for insertion in come:
        for run in list(insertion):
            insertion.addprevious(run)
        insertion.getparent().remove(insertion)
