"""Open the zip packages of Word and LibreOffice without trusting them."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from klartext.documents.problems import Problem

MAX_UNPACKED_MB = 300
MAX_XML_MB = 50
MAX_MEMBERS = 10_000
MAX_DEPTH = 200

_ENCRYPTED = 0x1  # flag bit of a zip member


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip package that was found harmless: its parts may be unpacked and parsed."""

    data: bytes
    source: str
    format_name: str
    package: zipfile.ZipFile

    @property
    def names(self) -> frozenset[str]:
        """The names of the members."""
        return frozenset(self.package.namelist())

    @classmethod
    def open(cls, data: bytes, source: str, format_name: str) -> Archive:
        """Check a package.

        The sizes that it declares bind ``zipfile`` when it unpacks, so checking them is enough.

        Raises:
            InputError: KT-E07 encrypted members, KT-E08 not a zip archive, KT-E12 unpacks to too much,
                KT-E13 a document type declaration (the door for entity attacks) or endless nesting.
        """
        try:
            package = zipfile.ZipFile(BytesIO(data))
        except Exception as error:  # zipfile raises half a dozen types on damaged input
            raise Problem.BROKEN.error(source, format=format_name) from error
        members = package.infolist()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Problem.PROTECTED.error(source)
        xml = [member for member in members if member.filename.endswith((".xml", ".rels"))]
        for parts, limit in ((members, MAX_UNPACKED_MB), (xml, MAX_XML_MB)):
            if len(parts) > MAX_MEMBERS or sum(part.file_size for part in parts) > limit * 1_000_000:
                raise Problem.TOO_LARGE.error(source, limit=limit, unpacked=" im entpackten Zustand")
        archive = cls(data, source, format_name, package)
        for member in xml:
            _refuse_unsafe_xml(archive.read(member.filename), source)
        return archive

    def read(self, name: str) -> bytes:
        """Return one unpacked member.

        Raises:
            InputError: KT-E08, it is missing or damaged.
        """
        try:
            return self.package.read(name)
        except Exception as error:  # KeyError, BadZipFile, zlib.error, EOFError, NotImplementedError …
            raise Problem.BROKEN.error(self.source, format=self.format_name) from error


def _refuse_unsafe_xml(xml: bytes, source: str) -> None:
    """Refuse document type declarations and endless nesting; other faults are left to the real parser.

    What only the real parser can read, as in an unusual encoding, would go past this look unseen and is refused, too.

    Raises:
        InputError: KT-E13.
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Problem.UNSAFE.error(source)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(_name: str, _system: str | None, _public: str | None, _internal: bool) -> None:
        raise Problem.UNSAFE.error(source)

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: encodings that expat cannot use
        if _can_be_read(xml):
            raise Problem.UNSAFE.error(source) from error


def _can_be_read(xml: bytes) -> bool:
    """Whether the parser of Word files makes something of it."""
    from lxml import etree  # type: ignore[import-untyped]  # with the first doubt only: it takes a while

    try:
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, LookupError, ValueError):
        return False
    return True
