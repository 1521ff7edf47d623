"""The record of a review that goes into the file: who decided what, when and on what grounds, as JSON, CSV and HTML.

The JSON holds everything needed to get the same letter again from the same original.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Final

from klartext.checksums import text_sha256
from klartext.decisions import Entry, Review, text_hash, to_dict, undone_by
from klartext.records import Check, Suggestion, Versions
from klartext.spreadsheet import csv_text

STATEMENT: Final = (
    "Über jede Änderung in diesem Brief hat ein Mensch entschieden. Klartext hat Vorschläge gemacht und geprüft,"
    " aber keinen davon selbst übernommen."
)
KIND_NAMES: Final[Mapping[str, str]] = {
    "accepted": "angenommen",
    "rejected": "abgelehnt",
    "edited": "eigene Fassung",
    "superseded": "überholt",
    "open": "offen",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One decision; ``taken_back`` says when and by whom."""

    entry: Entry
    in_force: bool
    taken_back: str = ""

    @property
    def standing(self) -> str:
        """What has become of the decision, in German."""
        if self.taken_back:
            return f"zurückgenommen {self.taken_back}"
        return "gilt" if self.in_force else "in einer späteren Entscheidung aufgegangen"


@dataclass(frozen=True, slots=True)
class Protokoll:
    """Everything that the record of one review says; ``time`` is when it was written."""

    source: str
    text_hash: str
    released_hash: str
    versions: Versions
    time: datetime
    lines: tuple[Line, ...]
    open: tuple[Suggestion, ...]
    superseded: tuple[Suggestion, ...]
    data: Mapping[str, Any]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many decisions of each kind hold, how many were taken back, and what was left open."""
        holding = Counter(line.entry.decision.kind for line in self.lines if line.in_force)
        return {
            "accepted": holding["accepted"],
            "edited": holding["edited"],
            "rejected": holding["rejected"],
            "undone": sum(bool(line.taken_back) for line in self.lines),
            "open": len(self.open),
            "superseded": len(self.superseded),
        }


def protokoll(review: Review) -> Protokoll:
    """Return the record of a review as it stands.

    Raises:
        DecisionError: KT-D11, the letter cannot be released.
    """
    document = review.first.letter.document
    holding = {e.number for e in review.in_force}
    reversed_by = undone_by(review.log)
    lines = []
    for entry in review.decisions:
        line = reversed_by.get(entry.number)
        back = f"von {line.person} am {_when(line.time)}" if line else ""
        lines.append(Line(entry, entry.number in holding, back))
    return Protokoll(
        source=document.source,
        text_hash=text_hash(document),
        released_hash=text_sha256(review.released_text()),
        versions=review.first.versions,
        time=review.clock(),
        lines=tuple(lines),
        open=review.open_suggestions,
        superseded=review.superseded_suggestions,
        data=to_dict(review),
    )


def to_record(record: Protokoll) -> dict[str, Any]:
    """Return the record as an object for JSON; it can be given to ``klartext apply --decisions``."""
    return {
        **record.data,
        "written": record.time.isoformat(),
        "released_sha256": record.released_hash,
        "statement": STATEMENT,
        "counts": dict(record.counts),
        "open": [_suggestion_dict(s) for s in record.open],
        "superseded": [_suggestion_dict(s) for s in record.superseded],
    }


def to_json(record: Protokoll) -> str:
    """Return the record as a JSON text."""
    return json.dumps(to_record(record), ensure_ascii=False, indent=2) + "\n"


_COLUMNS: Final[Mapping[str, Callable[[Protokoll, Line], object]]] = {
    "Nummer": lambda _, line: line.entry.number,
    "Entscheidung": lambda _, line: KIND_NAMES[line.entry.decision.kind],
    "Stand": lambda _, line: line.standing,
    "Original": lambda _, line: line.entry.decision.original,
    "Vorschlag": lambda _, line: line.entry.decision.replacement,
    "Ergebnis": lambda _, line: line.entry.decision.final,
    "Regel": lambda _, line: line.entry.decision.rule,
    "Kategorie": lambda _, line: line.entry.category,
    "Erklärung": lambda _, line: line.entry.explanation,
    "Grund": lambda _, line: line.entry.decision.reason,
    "Person": lambda _, line: line.entry.decision.person,
    "Zeit": lambda _, line: line.entry.decision.time.isoformat(),
    "Herkunft": lambda _, line: _origin(line.entry.decision.origin),
    "Prüfungen": lambda _, line: _checks(line.entry.checks),
    "Gegen Einwand": lambda _, line: "ja" if line.entry.insisted else "",
    "Klartext": lambda record, _: record.versions.klartext,
    "Pipeline": lambda record, _: record.versions.pipeline,
    "Regelstand": lambda record, _: record.versions.rules,
}
"""What stands in each column of the table."""


def to_csv(record: Protokoll) -> str:
    """Return one row for each decision, separated by semicolons as German spreadsheets expect.

    A cell that a spreadsheet could take for a formula begins with an apostrophe.
    """
    return csv_text(tuple(_COLUMNS), ([cell(record, line) for cell in _COLUMNS.values()] for line in record.lines))


def to_html(record: Protokoll) -> str:
    """Return the record as one page for reading and printing; it loads nothing from elsewhere."""
    counts = record.counts
    rows = (
        ("Brief", record.source),
        ("Prüfsumme des Briefs (SHA-256)", record.text_hash),
        ("Prüfsumme des freigegebenen Briefs", record.released_hash),
        ("Klartext", record.versions.klartext),
        ("Pipeline", record.versions.pipeline),
        ("Regeln", record.versions.rules),
        ("Sprachmodell", record.versions.model or "nicht verwendet"),
        ("Geschrieben am", _when(record.time)),
        ("Angenommen", counts["accepted"]),
        ("Eigene Fassung", counts["edited"]),
        ("Abgelehnt", counts["rejected"]),
        ("Zurückgenommen", counts["undone"]),
        ("Offen", counts["open"]),
        ("Überholt", counts["superseded"]),
    )
    facts = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in rows)
    decided = "".join(map(_article, record.lines)) or "<p>Es gibt keine Entscheidung.</p>"
    return _PAGE.format(
        title=_text(f"Protokoll zu {record.source}"),
        statement=_text(STATEMENT),
        facts=facts,
        decided=decided,
        open=_listed("Offene Vorschläge", record.open, "Über diese Vorschläge hat noch niemand entschieden."),
        superseded=_listed("Überholte Vorschläge", record.superseded, "Eine andere Änderung betrifft dieselbe Stelle."),
    )


def _article(line: Line) -> str:
    entry, decision = line.entry, line.entry.decision
    pairs: list[tuple[str, object]] = [
        ("Original", decision.original),
        ("Vorschlag", decision.replacement),
        ("Ergebnis", decision.final),
        ("Regel", decision.rule),
        ("Erklärung", entry.explanation),
        ("Grund", decision.reason),
        ("Entschieden von", decision.person),
        ("Am", _when(decision.time)),
        ("Herkunft", _origin(decision.origin)),
        ("Prüfungen", _checks(entry.checks)),
        ("Stand", line.standing),
    ]
    if entry.insisted:
        pairs.append(("Hinweis", "Die Prüfung hatte Einwände. Die Person hat ihre Fassung ausdrücklich bestätigt."))
    body = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in pairs if value)
    css = "gilt" if line.in_force else "ruht"
    return (
        f'<article class="{css}"><h3>{entry.number}. {_text(KIND_NAMES[decision.kind].capitalize())}</h3>'
        f"<dl>{body}</dl></article>"
    )


def _listed(title: str, suggestions: Sequence[Suggestion], lead: str) -> str:
    if not suggestions:
        return ""
    rows = "".join(
        f"<tr><td>{_text(s.proposal.original)}</td><td>{_text(s.proposal.replacement)}</td>"
        f"<td>{_text(s.proposal.rule)}</td></tr>"
        for s in suggestions
    )
    return (
        f"<section><h2>{_text(title)}</h2><p>{_text(lead)}</p><table><thead><tr><th>Original</th><th>Vorschlag</th>"
        f"<th>Regel</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _suggestion_dict(suggestion: Suggestion) -> dict[str, Any]:
    proposal = suggestion.proposal
    return {
        "id": suggestion.id,
        "rule": proposal.rule,
        "original": proposal.original,
        "replacement": proposal.replacement,
        "explanation": proposal.explanation,
    }


def _checks(checks: Iterable[Check]) -> str:
    return ", ".join(
        f"{c.name} {'zweifelhaft' if c.doubt else 'bestanden' if c.passed else 'nicht bestanden'}"
        + (f" ({c.detail})" if c.detail else "")
        for c in checks
    )


def _origin(origin: str) -> str:
    return "Sprachmodell" if origin == "model" else "Regel"


def _when(time: datetime) -> str:
    return time.strftime("%d.%m.%Y, %H:%M:%S ") + (time.tzname() or "")


def _text(value: object) -> str:
    return escape(str(value)).replace("\r\n", "\n").replace("\n", "<br>")


_PAGE: Final = """<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; }}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.2rem; margin-top: 2rem; }} h3 {{ font-size: 1rem; margin: 0 0 .5rem; }}
dl {{ display: grid; grid-template-columns: 14rem 1fr; gap: .25rem 1rem; margin: 0; }}
dt {{ font-weight: 600; }} dd {{ margin: 0; overflow-wrap: anywhere; }}
article {{ border: 1px solid #767676; border-radius: 4px; padding: 1rem; margin: 1rem 0; break-inside: avoid; }}
article.ruht {{ border-style: dashed; color: #595959; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #767676; padding: .25rem .5rem; text-align: left; vertical-align: top; }}
@media (max-width: 40rem) {{ dl {{ grid-template-columns: 1fr; }} dd {{ margin-bottom: .5rem; }} }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 11pt; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p><strong>{statement}</strong></p>
<dl>{facts}</dl>
<section><h2>Entscheidungen</h2>{decided}</section>
{open}{superseded}
</body>
</html>
"""
