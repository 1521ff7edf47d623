"""All other numbers: with units, in words, after a label ("Pflegegrad 3"), and bare digits."""

from __future__ import annotations

from collections.abc import Iterator

from klartext.letter import list_marker_length
from klartext.protect.scan import BlockView, matches
from klartext.protect.wording import COMPARED, DECIMAL, LARGE, PLURAL_NUMBER_WORD, TIME_UNIT, fact
from klartext.spans import Span

_UNIT = (
    r"(?:%|‰|°C?|Prozent(?:punkte?n?)?|Promille|m²|m³|m2|m3|qm|cbm|km/h|km|cm|mm|m|ha|kg|mg|g|t|l|Liter[n]?"
    r"|kWh|kWp|kW|MW|PS|dB\(A\)|dB|Quadratmetern?|Kubikmetern?|Kilometern?|Metern?|Zentimetern?|Hektar|Tonnen?"
    r"|Kilogramm|Gramm|Grad"
    rf"|{TIME_UNIT}|Std\.|Min\.|Uhr|Personen|Kinder[n]?|Punkten?|Seiten?|Stück|Exemplaren?|Ausfertigungen|Raten)"
)
_AMOUNT = rf"(?:{DECIMAL}|{PLURAL_NUMBER_WORD})"
_LABEL = (
    r"(?:(?:\w{1,20}-)?GdB|(?:\w{1,20}-)?GdS|MdE|Grad|Pflegegrad(?:e[sn]?|s)?|Pflegestufe|Stufe|Entgeltgruppe"
    r"|Besoldungsgruppe"
    r"|Gruppe|Klasse|Steuerklasse|Jahrgangsstufe|Zone|Zeichen|Verkehrszeichen|Nummern?|Ziffern?|Punkte?|Absatz|Satz"
    r"|Seiten?"
    r"|Blatt|Zimmer|Raum|Haus|Etage|Stock|Tabelle|Formular|Vordruck|Modul|Teil|Rate|Anlage|Bescheid-Nr\.|Artikel"
    r"|Typ|Variante)"
)

_PATTERNS = [
    fact(pattern)
    for pattern in (
        rf"(?<![\w.,])(?:{COMPARED} )?[-–+−]?{_AMOUNT}(?:~(?:bis|–|-|und|oder|zu|x|×"
        rf"|/)~{_AMOUNT})?(?: {LARGE})?~{_UNIT}(?!\w)(?:\s?/\s?\w{{1,10}})?",
        rf"(?<!\w){_LABEL} (?:von )?(?:\d{{1,6}}(?:[.,/]\d{{1,6}}){{0,4}}[a-z]?(?:~(?:bis|und|oder|–"
        rf"|-)~\d{{1,6}}(?:\.\d{{1,6}}){{0,3}}){{0,6}}|[IVX]{{1,5}})(?!\w)",
        r"(?<!\w)Merkzeichens? (?:[„\"])?(?:aG|Bl|Gl|TBl|RF|1\.\s?Kl\.?|GB|VB|EB|[BGH])(?:[“\"])?(?:(?:,| und"
        r"| oder) (?:aG|Bl|Gl|TBl|RF|[BGH])(?!\w)){0,4}(?!\w)",
        rf"(?<!\w)(?:{COMPARED} )?{PLURAL_NUMBER_WORD}(?:mal|fach(?:e[nrms]?)?)?(?!\w)",
        r"(?<!\w)\w{0,12}\d\w{0,30}(?:[.,:/×*–-]\w{0,12}\d\w{0,30}){0,12}(?:-[^\W\d]\w{0,30})?",
        r"(?<![\w.,])\d{1,3}(?:\x20\d{3}){1,4}(?![\d])",
    )
]


def find(view: BlockView) -> Iterator[Span]:
    """Yield the numbers of a block; the number of a list item is layout and not a fact."""
    marker_end = view.start + list_marker_length(view.text)
    return (span for span in matches(_PATTERNS, view) if span.start >= marker_end)
