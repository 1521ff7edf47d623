"""Everything that can keep a letter from being read, with the text a clerk sees.

======  =============================================================
Code    Meaning
======  =============================================================
KT-E01  the file does not exist
KT-E02  the path is a folder
KT-E03  the operating system does not let us read it
KT-E04  no text: empty, or only blanks and invisible characters
KT-E05  not a text at all (binary data)
KT-E06  a format Klartext does not read (.doc, .rtf, a spreadsheet …)
KT-E07  protected by a password or encrypted
KT-E08  broken, or not what its name says
KT-E09  a PDF without a text layer (a scan)
KT-E10  the named encoding does not exist
KT-E11  the named encoding does not fit the file
KT-E12  larger than a letter can be, packed or unpacked
KT-E13  the file contains constructs that are used for attacks
KT-E14  a plain text with the name of another format
======  =============================================================
"""

from __future__ import annotations

from enum import Enum

from klartext.documents.formats import SUFFIXES
from klartext.errors import InputError


class Problem(Enum):
    """A reason why a letter cannot be read; ``{…}`` in the texts is filled by ``error``."""

    MISSING = "KT-E01", "Diese Datei gibt es nicht.", "Prüfen Sie den Namen und den Ordner."
    FOLDER = (
        "KT-E02",
        "Das ist ein Ordner, kein Brief.",
        "Geben Sie eine Datei an. Für alle Briefe eines Ordners gibt es „klartext batch“.",
    )
    UNREADABLE = (
        "KT-E03",
        "Die Datei lässt sich nicht öffnen ({reason}).",
        "Schließen Sie die Datei in anderen Programmen und prüfen Sie, ob Sie sie lesen dürfen.",
    )
    EMPTY = "KT-E04", "Hier steht kein Text.", "Wählen Sie eine andere Datei oder fügen Sie den Text des Briefes ein."
    BINARY = (
        "KT-E05",
        "Der Inhalt ist kein lesbarer Text.",
        f"Wählen Sie den Brief als {', '.join(SUFFIXES[:-1])} oder {SUFFIXES[-1]}.",
    )
    FORMAT = (
        "KT-E06",
        "Dieses Format kann Klartext nicht lesen: {format}.",
        "Öffnen Sie die Datei in Ihrem Textprogramm und speichern Sie sie als .docx oder .odt.",
    )
    PROTECTED = (
        "KT-E07",
        "Die Datei ist durch ein Kennwort oder eine Verschlüsselung geschützt.",
        "Speichern Sie die Datei ohne Schutz oder kopieren Sie den Text in das Eingabefeld.",
    )
    BROKEN = (
        "KT-E08",
        "Die Datei ist beschädigt oder keine {format}.",
        "Öffnen Sie die Datei in Ihrem Textprogramm und speichern Sie sie unter neuem Namen. "
        "Lässt sie sich nicht öffnen, brauchen Sie eine andere Fassung.",
    )
    SCAN = (
        "KT-E09",
        "Die PDF-Datei enthält keinen Text, nur Bilder (zum Beispiel einen Scan).",
        "Lassen Sie eine Texterkennung (OCR) über die Datei laufen oder wählen Sie das ursprüngliche Dokument.",
    )
    UNKNOWN_ENCODING = (
        "KT-E10",
        "Die Zeichenkodierung „{encoding}“ gibt es nicht.",
        "Lassen Sie die Angabe weg oder nennen Sie zum Beispiel „utf-8“ oder „cp1252“.",
    )
    WRONG_ENCODING = (
        "KT-E11",
        "Die Datei ist nicht in der Zeichenkodierung „{encoding}“ gespeichert.",
        "Lassen Sie die Angabe weg, dann erkennt Klartext die Kodierung selbst.",
    )
    TOO_LARGE = (
        "KT-E12",
        "Die Datei ist zu groß für einen Brief (mehr als {limit} MB{unpacked}).",
        "Wählen Sie einen einzelnen Brief oder kopieren Sie den Text in das Eingabefeld.",
    )
    UNSAFE = (
        "KT-E13",
        "Die Datei enthält Bausteine, die in Briefen nicht vorkommen und Ihrem Computer schaden können.",
        "Öffnen Sie die Datei nur, wenn Sie die Herkunft kennen. Kopieren Sie dann den Text in das Eingabefeld.",
    )

    MISNAMED = (
        "KT-E14",
        "Die Datei endet auf „{ending}“, ist aber keine {format}, sondern ein einfacher Text.",
        "Wenn das Ihr Brief ist, geben Sie der Datei die Endung „.txt“. Sonst speichern Sie den Brief in Ihrem "
        "Textprogramm noch einmal.",
    )

    def __init__(self, code: str, what: str, remedy: str) -> None:
        self.code, self.what, self.remedy = code, what, remedy

    def error(self, source: str, **details: object) -> InputError:
        """Return the error to raise for the letter ``source``."""
        return InputError(self.code, self.what.format(**details), self.remedy, source)
