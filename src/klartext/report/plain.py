"""The report for a terminal: German text, no colours, one block per finding."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from klartext.records import Analysis, Checklist, Finding, Suggestion
from klartext.report.places import Lines, notes, original_span, original_text
from klartext.report.preview import by_finding
from klartext.report.words import (
    CHECKLIST_WORDS,
    SEVERITY_WORDS,
    checklist_title,
    flatten,
    held_back_line,
    open_question,
    score_rows,
    shorten,
    summary,
)

_WIDTH = 100


def to_text(analyses: Sequence[Analysis]) -> str:
    """Return the findings letter by letter, in text order."""
    return "\n".join("".join(f"{line}\n" for line in _letter(a)) for a in analyses)


def _letter(analysis: Analysis) -> Iterator[str]:
    document = analysis.letter.document
    lines = Lines.of(document.original)
    proposed = by_finding(analysis.suggestions)
    yield from (document.source, "=" * min(len(document.source), _WIDTH), "")
    for found in sorted(analysis.findings, key=lambda f: f.span):
        yield from _finding(analysis, found, lines, proposed.get(found.id, ()))
    yield summary(analysis)
    yield from wrapped("Lesbarkeit: ", ", ".join(f"{name} {value}" for name, value in score_rows(analysis.scores)))
    if analysis.checklist is not None:
        yield from _checklist(analysis, analysis.checklist, lines)
    if held := held_back_line(analysis):
        yield from wrapped("", held)
    for note in notes(analysis):
        yield from wrapped("Anmerkung: ", note)
    if analysis.suggestions:
        yield "Sie entscheiden über jeden Vorschlag einzeln, zum Beispiel mit „klartext review“."


def _finding(analysis: Analysis, finding: Finding, lines: Lines, proposed: Sequence[Suggestion]) -> Iterator[str]:
    line, column = lines.place(original_span(analysis, finding.span).start)
    yield f"Zeile {line}, Spalte {column}: {SEVERITY_WORDS[finding.severity]} [{finding.rule}]"
    yield from wrapped("  Stelle:    ", f"„{shorten(original_text(analysis, finding.span))}“")
    yield from wrapped("  Befund:    ", finding.message)
    for suggestion in proposed:
        yield from _suggestion(suggestion)
    yield ""


def _suggestion(suggestion: Suggestion) -> Iterator[str]:
    """Yield the new words, or the whole new sentence where grammar has changed, and what is taken for granted."""
    proposal = suggestion.proposal
    new = flatten(proposal.steps[-1].sentence if proposal.steps else proposal.replacement)
    yield from wrapped("  Vorschlag: ", (f"„{new}“" if new else "weglassen") + open_question(suggestion))
    for assumed in dict.fromkeys(step.assumed for step in proposal.steps if step.assumed):
        yield from wrapped("  Angenommen: ", assumed)


def _checklist(analysis: Analysis, checklist: Checklist, lines: Lines) -> Iterator[str]:
    """Yield one line for every question; what is missing says why it matters."""
    yield checklist_title(checklist)
    for point in checklist.points:
        where = [lines.place(original_span(analysis, place).start)[0] for place in point.places]
        rows = ", ".join(str(row) for row in dict.fromkeys(where))
        found = f"{CHECKLIST_WORDS[point.state]}, Zeile {rows}" if rows else CHECKLIST_WORDS[point.state]
        reason = f" {point.message} {point.why}" if point.state in ("fehlt", "unvollstaendig") else ""
        yield from wrapped("  – ", f"{point.question} {found}.{reason}")


def wrapped(label: str, text: str) -> list[str]:
    """Return a text in lines that fit a terminal, hanging behind its label; long words stay whole."""
    return textwrap.wrap(
        flatten(text),
        _WIDTH,
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_long_words=False,
        break_on_hyphens=False,
    )
