"""The automatic list labels of Word documents, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from klartext.documents.flow import bullet, ordinal

# python-docx hands out lxml elements, which have no type stubs.
Element = Any
_NUMBER_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a Word list is labelled; ``text`` holds ``%1`` … ``%9`` for the counters."""

    start: int
    style: str
    text: str
    paragraph_style: str | None


@dataclass(slots=True)
class Labels:
    """The automatic list labels, counted as Word counts them."""

    styles: dict[str, Element]
    lists: dict[str, tuple[str, dict[int, int]]]  # numId -> abstract list, restarts by level
    levels: dict[str, dict[int, Level]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: WordDocument) -> Labels:
        """Return the labels of a document, with nothing counted yet."""
        styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        try:
            root: Element = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return cls(styles, {}, {})
        root = root.element
        lists = {
            number.get(qn("w:numId")): (
                value(number, "w:abstractNumId") or "",
                {
                    int(override.get(qn("w:ilvl"))): int(start)
                    for override in number.iter(qn("w:lvlOverride"))
                    if (start := value(override, "w:startOverride")) is not None
                },
            )
            for number in root.iter(qn("w:num"))
        }
        levels = {
            abstract.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): Level(
                    int(value(level, "w:start") or 1),
                    value(level, "w:numFmt") or "decimal",
                    value(level, "w:lvlText") or "",
                    value(level, "w:pStyle"),
                )
                for level in abstract.iter(qn("w:lvl"))
            }
            for abstract in root.iter(qn("w:abstractNum"))
        }
        return cls(styles, lists, levels)

    def label(self, paragraph: Element) -> str:
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

    def _membership(self, paragraph: Element) -> tuple[str | None, int]:
        """Return list and level of a paragraph, given directly or by its style."""
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style_id = value(paragraph, "w:pPr", "w:pStyle")
        visited: set[str] = set()
        while number is None and style_id in self.styles and style_id not in visited:
            visited.add(style_id)
            number = self.styles[style_id].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if number is None:
                style_id = value(self.styles[style_id], "w:basedOn")
        if number is None:
            return None, 0
        list_id, level = value(number, "w:numId"), value(number, "w:ilvl")
        if level is None and visited:
            abstract = self.lists.get(list_id or "", ("", {}))[0]
            of_style = (at for at, known in self.levels.get(abstract, {}).items() if known.paragraph_style == style_id)
            return list_id, next(of_style, 0)
        return list_id, int(level or 0)


def value(element: Element, *path: str) -> str | None:
    """Return the ``w:val`` of the element at a path, None where there is none."""
    found = element.find("/".join(qn(step) for step in path))
    return None if found is None else found.get(qn("w:val"))
