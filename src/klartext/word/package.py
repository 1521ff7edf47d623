"""Write parts of a Word package anew; every other part is copied as it is."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml

from klartext.documents.archive import Archive
from klartext.documents.docx import CONTENT_TYPES, DOCUMENT_TYPE, TEMPLATE_TYPE
from klartext.documents.labels import Element

_TYPES_NS: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_NS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONS: Final = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


@dataclass(slots=True)
class Package:
    """A Word package that is being changed; part names begin with a slash, as in the package's own lists."""

    archive: Archive
    _changed: dict[str, bytes] = field(default_factory=dict)

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part[1:] in self._changed or part[1:] in self.archive.names

    def read(self, part: str) -> bytes:
        """Return the content of a part as it stands."""
        return self._changed.get(part[1:]) or self.archive.read(part[1:])

    def write(self, part: str, content: Element | bytes) -> None:
        """Replace or add a part."""
        self._changed[part[1:]] = content if isinstance(content, bytes) else serialize_part_xml(content)

    def add(self, part: str, content: Element | bytes, content_type: str) -> None:
        """Add a part of a type that the package does not know by its ending."""
        self.write(part, content)
        types: Element = parse_xml(self.read(f"/{CONTENT_TYPES}"))
        override = types.makeelement(f"{_TYPES_NS}Override", {"PartName": part, "ContentType": content_type})
        types.append(override)
        self.write(f"/{CONTENT_TYPES}", types)

    def be(self, main_type: str) -> None:
        """Say of the body whether it is a document or a template; Word opens a file only if its ending fits."""
        types: Element = parse_xml(self.read(f"/{CONTENT_TYPES}"))
        for override in types.iter(f"{_TYPES_NS}Override"):
            if override.get("ContentType") in (DOCUMENT_TYPE, TEMPLATE_TYPE):
                override.set("ContentType", main_type)
                self.write(f"/{CONTENT_TYPES}", types)

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the parts that a part names under a kind of relationship."""
        found = (r for r in self._relations(part) if r.get("Type") == kind and r.get("TargetMode") != "External")
        return tuple(posixpath.normpath(posixpath.join(posixpath.dirname(part), r.get("Target"))) for r in found)

    def relate(self, part: str, kind: str, target: str) -> None:
        """Let a part name another one."""
        relations = self._relations(part)
        taken = {r.get("Id") for r in relations}
        name = next(n for number in range(1, len(taken) + 2) if (n := f"rIdKlartext{number}") not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part))
        relations.append(
            relations.makeelement(f"{_RELATIONS_NS}Relationship", {"Id": name, "Type": kind, "Target": path})
        )
        self.write(_relations_part(part), relations)

    def free(self, pattern: str) -> str:
        """Return the first part name that is free; ``pattern`` holds a place for a number."""
        number = 1
        while self.has(name := pattern.format(number)):
            number += 1
        return name

    def data(self) -> bytes:
        """Return the package as a file."""
        out = BytesIO()
        left = dict(self._changed)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for member in self.archive.package.infolist():
                content = left.pop(member.filename, None)
                package.writestr(member, self.archive.read(member.filename) if content is None else content)
            for name, content in left.items():
                package.writestr(name, content)
        return out.getvalue()

    def _relations(self, part: str) -> Element:
        name = _relations_part(part)
        return parse_xml(self.read(name) if self.has(name) else _NO_RELATIONS)


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
