"""Find the parts and blocks of a letter by its layout and fixed formulas; no language model is needed.

Three steps, each linear in the text: lines get a zone (letterhead, salutation, body …), the lines of a zone
are joined to blocks (undoing hard line breaks), and neighbouring blocks of one kind form a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Literal

from klartext.records import Document, Letter, Part, PartKind
from klartext.spans import Span
from klartext.unfilled import UNFILLED

_Zone = Literal["anschrift", "betreff", "anrede", "text", "rechtsbehelf", "gruss", "anlage", "fuss"]

_LONGEST_WRAPPED_LINE = 130
_SHORTEST_WRAP_WIDTH = 45
_HANGING_INDENT = 5
_SHORT_LINE = 160
_PROSE_BLANKS, _PROSE_LENGTH = 5, 60
"""Running text has so many blanks in a line, and this length unless it ends a sentence."""
_HEADER_LINES = 120
"""The salutation is looked for in so many lines, and an address in half of them."""
_ENOUGH_BREAKS = 3
"""So many line breaks have to agree on a column before it counts as the width of the text."""
_NEARLY_FULL = 0.85
"""A line from this share of the width on was broken because the next word did not fit."""
_FULL_LINE = 50
"""The same, in characters, where no width is known."""
_LONGEST_OVERHANG = 60
"""Characters that the next word may reach beyond the width; more is a line that its writer ended."""

_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_DATE = rf"(?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2,4}}|\d{{1,2}}\.\s?(?:{_MONTHS})\s\d{{4}}|\d{{4}}-\d\d-\d\d)"
_HOLDER = (
    r"(?:\{\{[^{}]{1,60}\}\}|«[^«»]{1,60}»|\[\[?[^\[\]]{1,60}\]\]?|\$\{[^{}]{1,60}\}|<[^<>]{1,60}>|_{3,80}"
    rf"|\.{{4,80}}|\{{[^\W\d][^{{}}]{{0,60}}\}}|%[A-Z]\w{{1,40}}%|@@\w{{1,60}}@@|\$[^\W\d]\w{{0,60}}\$|{UNFILLED})"
)

_GREETING = (
    r"(?:sehr\s(?:geehrt|verehrt|geschätzt)\w{1,3}(?:\(r\)|[/*:_]r)?|lieb(?:e|er|es)(?:\(r\)|[/*:_]r)?|werte[rs]?"
    r"|guten\s(?:tag|morgen|abend)|hallo|moin|grüß\sgott)(?!\w)"
)
_SALUTATION_LINE = re.compile(rf"{_GREETING}[^?]{{0,140}}[,!]$|sehr\sgeehrte[^?.,]{{0,80}}$|guten\stag$", re.IGNORECASE)
_SALUTATION_START = re.compile(
    rf"{_GREETING}(?:,?\s[^,!?]{{1,60}})?(?:,\s?(?:{_GREETING}\s)?(?:Herrn?|Frau"
    rf"|{_HOLDER})[^,!?]{{0,60}}){{0,3}}[,!](?=\s)",
    re.IGNORECASE,
)
_SALUTATION_HOLDER = re.compile(rf"(?=[^,]*(?:anrede|gru(?:ß|ss)formel))(?:{_HOLDER}\s?){{1,4}}[,!]$", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:ich|wir)\sverbleiben?\s)?"
    r"(?:mit\s(?:freundlich|best|herzlich|lieb|kollegial|viel|vorzüglich)\w{1,3}\s(?:\w{1,20}\s){0,2}"
    r"(?:grüßen|gruß|grüssen|gruss|hochachtung|empfehlungen)"
    r"|(?:freundlich|best|viel|herzlich|lieb|schön)\w{1,2}\s(?:grüße|grüsse|gruß|gruss)|hochachtungsvoll|mfg)"
    r"(?!\w)[^.]{0,60}$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:Im Auftrag|In Vertretung|i\.\s?A\.|i\.\s?V\.|gez\.)(?!\w)[^.!?]{0,50}$")
_ENCLOSURE = re.compile(
    r"(?:Anlagen?|Anlg?\.|Beilagen?|Anhänge)\s?(?:\(\d{1,2}\)|:|$|-\s?\S.{0,80}$|\d{1,2}\s\w.{0,80}$)|Verteiler\s?:"
)
_FOOTER = re.compile(
    r"(?:.{0,80}\b(?:IBAN|BIC)\b|(?:Bankverbindung|Bankkonten|Konten\sder|Öffnungszeiten|Sprechzeiten|Servicezeiten"
    r"|Besuchszeiten|Telefonzeiten|Telefon|Telefax|Tel\.|Fax|E-Mail|Internet|www\.|https?://|USt-?Id|Steuernummer"
    r"|Gläubiger-?Id|Seite\s\d{1,3}|Hausanschrift|Postanschrift|Haltestelle)(?!\w))",
)
_REMEDY_HEADING = re.compile(
    r"(?:\d{1,2}[.)]\s|[IVX]{1,4}\.\s)?(?:Ihre?\sRechte?(?!\w)|Rechts(?:behelf|mittel)\w{0,12}(?!\w)|Belehrung\süber"
    r"|Hinweise?\s(?:zum|zu|auf|über)\s(?:\w{1,12}\s)?Rechts(?:behelf|mittel))[^.?!;]{0,70}:?$"
)
_REMEDY_INLINE = re.compile(r"Rechts(?:behelfs|mittel)belehrung\s?[:.–-]")
_REMEDY_FORMAL = re.compile(
    r"Gegen\s(?:dies\w{1,2}|den|die|das|vorstehend\w{1,2})\s[^.]{2,120}?\s(?:kann|können|ist|sind|steht"
    r"|findet)\s[^.]{0,300}?"
    r"(?:Widerspruch|Einspruch|Klage|Beschwerde|Berufung|Revision|Erinnerung|Rechtsbehelf|Rechtsmittel)",
)
_REMEDY_PLAIN = re.compile(
    r"(?=(?:Sie\skönnen|Wenn\sSie|Sind\sSie|Falls\sSie|Sollten\sSie)(?!\w))"
    r"(?=.{0,400}(?:gegen|mit)\s(?:dies|d)\w{1,4}\s\w{0,30}(?:[Bb]escheid|[Ee]ntscheidung|[Vv]erfügung|[Bb]eschluss))"
    r"(?=.{0,500}(?:Widerspruch|Einspruch|Klage))(?=.{0,600}(?:erheben|einlegen|einreichen))"
    r"(?=.{0,600}(?:innerhalb|binnen|Frist|Monat|Wochen))",
    re.DOTALL,
)

TICK_SIGNS = "☐☑☒□■▢◻◼○◯❏❑"
TICK_BOX = rf"(?:[{TICK_SIGNS}]\s*(?=\S)|(?:\[[ xX_]?\]|\([ xX_]?\))\s+(?=\S)|[ox]\s+(?=[A-ZÄÖÜ]))"
"""A tick box at the start of a line, with the blank behind it: a list marker like a dash."""

_ITEM = re.compile(
    rf"(?P<box>{TICK_BOX})"
    r"|(?P<sign>[-–—•·*▪◦‣])\s+\S"
    rf"|(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\s+"
    rf"(?!(?:{_MONTHS}|Quartal|Halbjahr|jede[sn]|des\s\w*[Mm]onats)(?!\w))\S"
    r"|(?P<bracket>\(\d{1,2}\))\s+\S|(?P<letter>\(?[a-zA-Z]{1,2}\))\s+\S|(?P<roman>[IVX]{1,4}\.)\s+\S"
)
_COLUMNS = re.compile(r"\t|\s\|\s|\S {3,}\S")
_ROW_VALUE = re.compile(
    r"\s[-–+]?\d[\d.]{0,15}(?:,\d{1,4}|,-{1,2}|,–)?\s?(?:EUR|Euro|€|%|Prozent|v\.\s?H\.|m²|m³|qm|kWh|km|kg|Stunden"
    r"|Tage|Monate)?$"
)
_LEADER = re.compile(
    rf"\w[\w ()/,-]{{0,60}}\s?\.{{2,80}}\s?(?:[-–+]?\d[\d.,]{{0,20}}|{_HOLDER})"
    r"(?:\s(?:EUR|Euro|€|%|Prozent|m²|qm|kWh|Stück))?$"
)
"""Dots that lead from a label to its value: *Heizkosten ........ 80,00 EUR*."""
_ROW_LABEL = re.compile(r"[^\W\d_][^:]{1,45}:\s+\S.{0,60}$")

_SENTENCE_END = re.compile(r"(?<!\.{3})[.!?:][\"“”«»)\]]{0,2}$")
_ABBREVIATION_END = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|Abs|Nrn?|gem|bzw|ggf|Art|Buchst|lit|Dr|Prof|ca|evtl|vgl|inkl|zzgl|abzgl|geb|St|Ziff"
    r"|sog|Anl|\d{1,2})\.$"
)

_OPEN_END = re.compile(
    r"(?:,|(?:^|\s)(?:der|die|das|des|dem|den|eine?|eine[mnrs]|und|oder|sowie|am|an|auf|bei|bis|für|im|in|mit|nach|über"
    r"|um|unter|vom|von|vor|wegen|zu|zum|zur|ab|seit|durch|als|dass|ob|wenn|gemäß|gem\.|Ihre?|Ihre[mnrs]"
    r"|§§?\s?\d*|(?:Abs|Nr|Art|Buchst)\.\s?\w{0,4}))$"
)
_CONTINUATION = re.compile(
    rf"\d{{1,2}}\.\s?(?:(?:{_MONTHS})(?!\w)|\d{{1,2}}\.)|(?:EUR|Euro|Prozent|Uhr|Cent|v\.\s?H\.)(?!\w)|[,;.)\]“%€]"
)

_POSTCODE_LINE = re.compile(r"(?:DE?-)?\d{5}\s\D{2,50}$")
HONORIFICS = r"Herrn?|Frau|Eheleuten?|Familie|Firma|Fa\."
"""What stands before the name in an address."""
_HONORIFIC_LINE = re.compile(
    rf"(?:An\s(?:den|die|das)?\s?)?(?:{HONORIFICS}|z\.\s?Hd\.)"
    rf"(?:\s(?:und|von|van|zu|de|der|Frau|Herrn?|[\w-]{{1,8}}\.|[^\W\d_a-zäöüß][\w'’-]{{0,30}}|{_HOLDER})){{0,6}}$"
)
_DATE_LINE = re.compile(
    rf"(?:[^\W\d_][\w .()/-]{{1,40}},\s(?:den\s|am\s|im\s)?{_HOLDER}"
    rf"|(?:[^\W\d_][\w .()/-]{{1,40}},?\s)?(?:den\s|am\s|im\s)?(?:{_DATE}|(?:{_MONTHS})\s\d{{4}}))$"
)
_REFERENCE_LINE = re.compile(
    r"(?:(?:Ihr|Unser|Mein|Deren)e?\s(?:Zeichen|Nachricht|Schreiben|Antrag)(?:\svom)?|Az\.?|GZ|Gz\.?"
    r"|\w{0,30}[zZ]eichen|\w{0,30}[nN]ummer"
    r"|[\w-]{0,30}-?Nr\.?|Datum|Tel\.?|Telefon|Telefax|Fax|E-?Mail|Auskunft\s?\w{0,12}|\w{0,6}[bB]earbeit\w{1,6}"
    r"|Ansprechp\w{1,12}|Zimmer|Raum|Durchwahl|Internet|Ort|Von|An|Cc|Bcc|Gesendet|IBAN|BIC|Öffnungszeiten|Sprechzeiten"
    r"|Postanschrift|Hausanschrift|Besucheranschrift|Anschrift|Name"
    r"|Dienstgebäude)\s?(?:\([^()]{1,40}\)\s?)?:\s?\S?.{0,100}$"
)
_CONTACT_LINE = re.compile(
    r"(?:Tel\.?|Telefon|Telefax|Fax|E-?Mail|Internet|www\.|Postfach|https?://|\S{1,60}@\S{3,60}$)"
)
_HOLDER_LINE = re.compile(rf"(?:{_HOLDER}[\s,]{{0,2}}){{1,6}}$")
_DELIVERY_LINE = re.compile(
    r"(?:Per|Mit|Gegen|Als)\s(?:E-?Mail|Post|Fax|Einschreiben|Empfangsbekenntnis|Postzustellungsurkunde|Bote)"
    r"|Einschreiben"
    r"|Persönlich|Vertraulich|(?:Post)?[zZ]ustellungsurkunde"
)
_SENDER_LINE = re.compile(
    r"(?:Stadt|Gemeinde|Markt|Kreis|Landkreis|Land|Samtgemeinde|Verbandsgemeinde|Amt|Bezirk|Freistaat|Universität"
    r"|Der|Die"
    r"|\w{2,40}(?:amt|amtes|gericht|kasse|verband|behörde|stelle|verwaltung|ministerium|agentur|center|kammer"
    r"|werke?|versicherung))(?!\w)"
)
_OFFICE = re.compile(r"(?<!An das )(?<!An die )(?<!An den )\b[A-ZÄÖÜ][a-zäöüß]*(?:amt|behörde|verband)\b")
_SUBJECT_LABEL = re.compile(
    r"(?:Betreff|Betr\.|Betrifft|Bezug|Subject|Thema)\s?:|\{\{\s?\w{0,20}[bB]etreff\w{0,20}\s?\}\}"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with characters in it; ``chunk`` counts the groups of lines between blank lines."""

    start: int
    text: str
    chunk: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def short(self, pattern: re.Pattern[str]) -> bool:
        """Whether the line is short and the pattern matches at its beginning."""
        return len(self.text) <= _SHORT_LINE and pattern.match(self.text) is not None

    @property
    def ends_sentence(self) -> bool:
        tail = self.text[-20:]
        return _SENTENCE_END.search(tail) is not None and _ABBREVIATION_END.search(tail) is None

    @property
    def is_prose(self) -> bool:
        """Whether this looks like running text and not like a line of an address or a heading."""
        if len(self.text) > _SHORT_LINE:
            return True
        return self.text.count(" ") >= _PROSE_BLANKS and (
            len(self.text) >= _PROSE_LENGTH or self.text.endswith((".", "!", "?"))
        )


def read_letter(document: Document) -> Letter:
    """Return the document with its blocks and parts.

    A text without the marks of a letter is one part ``text``; a text without characters has no parts.
    """
    lines = _split_salutations(_lines(document.text))
    zones = _zones(lines)
    width = _wrap_width(lines)
    rows = _table_rows(lines, zones)
    kinded = _blocks(lines, zones, rows, width)
    parts = []
    for kind, group in groupby(kinded, key=lambda pair: pair[0]):
        spans = [span for _, span in group]
        parts.append(Part(kind, Span(spans[0].start, spans[-1].end)))
    return Letter(document, tuple(parts), tuple(span for _, span in kinded))


def letterheads(letter: Letter) -> Iterator[str]:
    """Yield the text of each part with addresses; the first one is the letterhead."""
    return (letter.text[p.span.start : p.span.end] for p in letter.parts if p.kind == "anschrift")


def sending_offices(letter: Letter) -> frozenset[str]:
    """Return the words for the office in the letterhead, in lower case: *ordnungsamt*.

    Of a compound with *-verband* also the short one.
    """
    found = {m[0].lower() for head in letterheads(letter) for m in _OFFICE.finditer(head)}
    return frozenset(found | {"verband" for word in found if word.endswith("verband")})


def list_marker_length(block: str) -> int:
    """Return how many characters of a block are its list marker; 0 where it is no list item."""
    found = _ITEM.match(block[:40])
    return len(next(group for group in found.groups() if group).rstrip()) if found else 0


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at, chunk, blank = 0, 0, False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            chunk += blank
            lines.append(_Line(at + raw.index(stripped), stripped, chunk))
        blank = not stripped
        at += len(raw) + 1
    return lines


def _split_salutations(lines: list[_Line]) -> list[_Line]:
    """Give a salutation that shares its line with the first sentence a line of its own."""
    out: list[_Line] = []
    for line in lines:
        found = None
        if not line.short(_SALUTATION_LINE) and (not out or out[-1].chunk != line.chunk):
            found = _SALUTATION_START.match(line.text[:400])
        if found and re.search(r"geehrt|Herr|Frau|\{\{|«|Damen", found[0]):
            rest = line.text[found.end() :].lstrip()
            out += [_Line(line.start, found[0], line.chunk), _Line(line.end - len(rest), rest, line.chunk)]
        else:
            out.append(line)
    return out


def _zones(lines: Sequence[_Line]) -> list[_Zone]:
    zones = _header(lines)
    prose = [i for i, line in enumerate(lines) if line.is_prose]
    tail = prose[-1] + 1 if prose else len(lines)
    closed = any(line.short(_CLOSING) for line in lines)
    zone: _Zone = "text"
    for i, line in enumerate(lines[len(zones) :], len(zones)):
        first = i == 0 or lines[i - 1].chunk != line.chunk
        if _is_salutation(line, first):
            zones.append("anrede")
            zone = "text"
            continue
        at_end = zone in ("gruss", "anlage", "fuss") or i >= tail
        if line.short(_CLOSING) or (not closed and at_end and line.short(_SIGNED)):
            zone = "gruss"
        elif at_end and line.short(_ENCLOSURE):
            zone = "anlage"
        elif at_end and line.short(_FOOTER) and (first or zone != "text"):
            zone = "fuss"
        elif zone != "rechtsbehelf" and _may_start(lines, zones, i, first) and _starts_remedy(lines, i):
            zone = "rechtsbehelf"
        elif zone in ("gruss", "fuss") and first and line.is_prose:
            zone = "text"
        zones.append(zone)
    return zones


def _may_start(lines: Sequence[_Line], zones: Sequence[_Zone], at: int, first: bool) -> bool:
    """Whether something new may begin in a line: no sentence of the body reaches into it."""
    return first or lines[at - 1].ends_sentence or zones[-1] != "text"


def _is_salutation(line: _Line, first: bool) -> bool:
    if line.short(_SALUTATION_HOLDER):
        return True
    named = any(word in line.text for word in ("geehrt", "Herr", "Frau"))
    return line.short(_SALUTATION_LINE) and (first or named)


def _starts_remedy(lines: Sequence[_Line], at: int) -> bool:
    line = lines[at]
    if _REMEDY_INLINE.match(line.text):
        return True
    if line.short(_REMEDY_HEADING):
        return at + 1 == len(lines) or not lines[at + 1].text[0].islower()
    if at == 0 and lines[-1].chunk == line.chunk:
        return False  # one paragraph is no letter
    if not line.text.startswith(("Gegen", "Sie", "Wenn", "Sind", "Falls", "Sollten")):
        return False
    paragraph = " ".join(other.text for other in lines[at : at + 10] if other.chunk == line.chunk)[:700]
    return bool(_REMEDY_FORMAL.match(paragraph) or _REMEDY_PLAIN.match(paragraph))


def _header(lines: Sequence[_Line]) -> list[_Zone]:
    """Return the zones of the lines before the salutation, or of the leading address lines where there is none."""
    salutation = next((i for i, line in enumerate(lines[:_HEADER_LINES]) if _is_salutation(line, True)), None)
    if salutation is not None and not any(line.is_prose and line.ends_sentence for line in lines[:salutation]):
        return _header_zones(lines[:salutation], subject_last=True)
    end = 0
    for _, group in groupby(lines[: _HEADER_LINES // 2], key=lambda line: line.chunk):
        chunk = list(group)
        plain = all(not line.is_prose and not line.ends_sentence for line in chunk)
        letterhead = end == 0 and len(chunk) > 1 and chunk[0].short(_SENDER_LINE) and _has_postcode(chunk)
        if not plain or not (_is_address(chunk[0]) or _has_postcode(chunk) or letterhead):
            break
        end += len(chunk)
    subject = [line for line in lines[end : end + 3] if line.chunk == lines[end].chunk] if 0 < end < len(lines) else []
    rest = lines[end + len(subject) :]
    if subject and len(subject) < 3 and rest and not any(s.ends_sentence or s.short(_ITEM) for s in subject):
        end += len(subject)
        return _header_zones(lines[:end], subject_last=True)
    return _header_zones(lines[:end], subject_last=False)


def _header_zones(lines: Sequence[_Line], subject_last: bool) -> list[_Zone]:
    zones: list[_Zone] = ["anschrift"] * len(lines)
    for i, line in enumerate(lines):
        if line.short(_SUBJECT_LABEL):
            zones[i] = "betreff"
    if subject_last and "betreff" not in zones:
        for i in range(_subject_start(lines), len(lines)):
            zones[i] = "betreff"
    elif "betreff" in zones:
        for i in range(1, len(lines)):
            goes_on = zones[i - 1] == "betreff" and lines[i].chunk == lines[i - 1].chunk
            if goes_on and not _is_address(lines[i]):
                zones[i] = "betreff"
    return zones


def _subject_start(lines: Sequence[_Line]) -> int:
    """Return where the subject begins: in the last group of lines that is no address and no reference block."""
    groups = [list(group) for _, group in groupby(lines, key=lambda line: line.chunk)]
    start = len(lines)
    for back, chunk in enumerate(reversed(groups[-2:])):
        whole = not _is_address(chunk[0]) and not _has_postcode(chunk)
        topmost = len(groups) == back + 1
        if whole and not (topmost and (back or chunk[0].short(_SENDER_LINE))):
            start -= len(chunk)
            continue
        if back == 0:
            address = [i for i, line in enumerate(chunk) if _is_address(line)]
            if address:
                start -= len(chunk) - 1 - address[-1]
        break
    return start


def _has_postcode(chunk: Sequence[_Line]) -> bool:
    return any(line.short(_POSTCODE_LINE) for line in chunk)


def _is_address(line: _Line) -> bool:
    patterns = (
        _POSTCODE_LINE, _HONORIFIC_LINE, _DATE_LINE, _REFERENCE_LINE, _CONTACT_LINE, _HOLDER_LINE, _DELIVERY_LINE,
    )  # fmt: skip
    return not line.is_prose and any(line.short(pattern) for pattern in patterns)


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """Return the column at which the text was hard-wrapped, or None where lines are whole paragraphs.

    A line that was broken at column ``w`` is at most ``w`` long, and the next word would not have fitted.
    The column that explains most lines wins, so that tables and addresses do not matter.
    """
    votes = [0] * (_LONGEST_WRAPPED_LINE + 2)
    for line, following in pairwise(lines):
        if line.chunk == following.chunk and len(line.text) <= _LONGEST_WRAPPED_LINE:
            low = max(len(line.text), _SHORTEST_WRAP_WIDTH)
            high = min(_with_next_word(line, following), _LONGEST_WRAPPED_LINE + 1)
            if low < high:
                votes[low] += 1
                votes[high] -= 1
    totals = list(accumulate(votes))
    best = max(range(len(totals)), key=lambda width: (totals[width], width))
    return best if totals[best] >= _ENOUGH_BREAKS else None


def _with_next_word(line: _Line, following: _Line) -> int:
    return len(line.text) + 1 + len(following.text[:60].split(maxsplit=1)[0])


def _table_rows(lines: Sequence[_Line], zones: Sequence[_Zone]) -> list[bool]:
    """Mark rows of tables: columns, or at least two neighbouring lines that end in a value or follow a label."""
    alike = [zone == "text" and _looks_like_row(line) for line, zone in zip(lines, zones, strict=True)]
    rows = []
    for i, line in enumerate(lines):
        near = [j for j in (i - 1, i + 1) if 0 <= j < len(lines) and alike[j] and lines[j].chunk == line.chunk]
        rows.append(alike[i] and (bool(near) or "\t" in line.text or " | " in line.text))
    return rows


def _looks_like_row(line: _Line) -> bool:
    if len(line.text) > _SHORT_LINE or line.text.endswith((".", "!", "?", ",")) or line.short(_ITEM):
        return False
    if _COLUMNS.search(line.text) or line.short(_LEADER):
        return True
    if line.is_prose or line.text[0].islower():
        return False
    return bool(_ROW_VALUE.search(line.text) or _ROW_LABEL.match(line.text))


def _blocks(
    lines: Sequence[_Line], zones: Sequence[_Zone], rows: Sequence[bool], width: int | None
) -> list[tuple[PartKind, Span]]:
    blocks: list[tuple[PartKind, Span]] = []
    item: str | None = None
    for i, line in enumerate(lines):
        marker = _marker(line)
        if i and zones[i] == zones[i - 1] and not rows[i] and not rows[i - 1]:
            before = lines[i - 1]
            finished = marker == item or before.ends_sentence or not _is_full(before, line, width)
            new_item = marker is not None and finished
            if not new_item and _goes_on(before, line, zones[i], width):
                kind, span = blocks[-1]
                blocks[-1] = (kind, Span(span.start, line.end))
                continue
        item = marker
        blocks.append((_kind(zones[i], rows[i], item), Span(line.start, line.end)))
    return blocks


def _kind(zone: _Zone, row: bool, item: str | None) -> PartKind:
    if zone != "text":
        return zone
    return "tabelle" if row else "aufzaehlung" if item else "text"


def _marker(line: _Line) -> str | None:
    """Return the family of the list marker a line begins with (``sign``, ``number`` …)."""
    found = _ITEM.match(line.text[:40])
    return found.lastgroup if found else None


def _goes_on(line: _Line, following: _Line, zone: _Zone, width: int | None) -> bool:
    """Whether the break between two lines of a zone is a soft one."""
    if line.chunk != following.chunk or zone == "anrede":
        return False
    if zone in ("anschrift", "gruss", "fuss", "anlage") and not line.is_prose:
        return False
    if following.text.startswith(("hier:", "Hier:")):
        return False
    if line.ends_sentence:
        return (
            width is not None
            and width - _HANGING_INDENT < _with_next_word(line, following) <= width + _LONGEST_OVERHANG
        )
    if following.text[0].islower() or _CONTINUATION.match(following.text) or _OPEN_END.search(line.text[-20:]):
        return True
    return _is_full(line, following, width, prose=zone in ("text", "rechtsbehelf"))


def _is_full(line: _Line, following: _Line, width: int | None, prose: bool = True) -> bool:
    """Whether the line is so long that it was broken for want of room."""
    if len(line.text) > _LONGEST_WRAPPED_LINE:
        return False
    if width is not None:
        return _with_next_word(line, following) > _NEARLY_FULL * width
    return prose and len(line.text) >= _FULL_LINE and len(following.text) <= _LONGEST_WRAPPED_LINE
