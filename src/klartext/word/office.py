"""Turn a Word file into PDF or OpenDocument with LibreOffice, if it is there: without network, macros or traces."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml

from klartext.errors import WordError
from klartext.paths import office_program

_SECONDS: Final = 180
_FILTERS: Final = {"pdf": "pdf:writer_pdf_Export", "odt": "odt:writer8"}
_AS_TEXT: Final = "--infilter=HTML (StarWriter)"
"""Read a page as a text document: only that has sheets of paper."""
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(data: bytes, to: Literal["pdf", "odt"], source: str = "Brief") -> bytes:
    """Return a Word file in another format.

    Raises:
        WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the file.
    """
    program = _program(
        f".{to}",
        "nehmen Sie den Brief als .docx und speichern Sie ihn in Word als "
        f"{'PDF' if to == 'pdf' else 'OpenDocument-Text'}.",
        source,
    )
    made = _run(program, _without_links(data), "brief.docx", _FILTERS[to])
    if not made:
        raise WordError(
            "KT-O06",
            "LibreOffice hat die Datei nicht umgewandelt.",
            "Öffnen Sie die .docx-Datei in Ihrem Textprogramm und speichern Sie sie dort in dem anderen Format.",
            source,
        )
    return made


def printed(page: str, source: str = "Seite") -> bytes:
    """Return a page that loads nothing as PDF, on sheets of the size that its style names under ``@page``.

    Raises:
        WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the page.
    """
    program = _program(".pdf", "nehmen Sie .html und drucken Sie die Seite im Browser als PDF.", source)
    made = _run(program, page.encode("utf-8"), "seite.html", _FILTERS["pdf"], _AS_TEXT)
    if not made:
        raise WordError(
            "KT-O06",
            "LibreOffice hat die Seite nicht umgewandelt.",
            "Nehmen Sie .html und drucken Sie die Seite im Browser als PDF.",
            source,
        )
    return made


def _program(kind: str, otherwise: str, source: str) -> str:
    """Return the program that converts; KT-O05 if it is not there."""
    program = office_program()
    if program is None:
        raise WordError(
            "KT-O05",
            f"Für {kind} braucht Klartext LibreOffice, und das ist auf diesem Rechner nicht eingerichtet.",
            f"Richten Sie LibreOffice ein, oder {otherwise}",
            source,
        )
    return program


def _run(program: str, data: bytes, name: str, how: str, *options: str) -> bytes:
    """Return what the program makes of a file, nothing where it fails; no trace of it stays."""
    with TemporaryDirectory(prefix="klartext-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        profile, letter = folder / "profil", folder / name
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        letter.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
            *options, "--convert-to", how, "--outdir", str(folder), str(letter),
        ]  # fmt: skip
        try:
            subprocess.run(
                command, timeout=_SECONDS,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"} if sys.platform == "linux" else None, check=False,
            )  # fmt: skip
            return letter.with_suffix(f".{how.partition(':')[0]}").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return b""


def _without_links(data: bytes) -> bytes:
    """Return the file without pictures, templates and objects that would be fetched from elsewhere."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith(".rels") and b"External" in content:
                relations = parse_xml(content)
                for relation in relations:
                    if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink"):
                        relation.set("Target", "about:blank")
                content = serialize_part_xml(relations)
            new.writestr(member, content)
    return out.getvalue()
