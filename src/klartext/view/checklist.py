"""The content checklist beside the letter: what a reader needs to know, and what the letter does not say."""

from __future__ import annotations

from typing import Final

from klartext.records import Analysis, Checklist, ChecklistPoint, ChecklistState
from klartext.report.words import CHECKLIST_WORDS, count, shorten
from klartext.view.markup import Html, html, join

_SIGNS: Final[dict[ChecklistState, str]] = {"gefunden": "✓", "unvollstaendig": "△", "fehlt": "✕", "entfaellt": "–"}
_SHOWN_PLACES: Final = 3
_QUOTE: Final = 90


def checklist_panel(analysis: Analysis) -> Html:
    """Return the questions with the places that answer them; a place leads to its sentence in the letter."""
    found = analysis.checklist
    if found is None:
        return Html()
    return html(
        '<details class="kt-inhalt"><summary>{summary}</summary><p class="kt-klein">Gelesen als: {title}. Das sind'
        " Hinweise, Klartext ändert hier nichts. Ob etwas wirklich fehlt, beurteilen Sie.</p>"
        "<ul>{points}</ul></details>",
        summary=_summary(found),
        title=found.title,
        points=join(_point(analysis, point) for point in found.points),
    )


def _summary(found: Checklist) -> str:
    asked = [p for p in found.points if p.state != "entfaellt"]
    gaps = [p for p in asked if p.state != "gefunden"]
    if not gaps:
        return f"Sagt der Brief alles? Ja: {count(len(asked), 'Punkt', 'Punkte')} gefunden."
    return f"Sagt der Brief alles? Bitte ansehen: {' '.join(p.question for p in gaps)}"


def _point(analysis: Analysis, point: ChecklistPoint) -> Html:
    return html(
        '<li class="{state}"><p><span aria-hidden="true">{sign}</span> <strong>{question}</strong> {word}</p>'
        "{places}{missing}</li>",
        state=point.state,
        sign=_SIGNS[point.state],
        question=point.question,
        word=CHECKLIST_WORDS[point.state],
        places=_places(analysis, point),
        missing=_missing(point),
    )


def _places(analysis: Analysis, point: ChecklistPoint) -> Html:
    text = analysis.letter.text
    quotes = {shorten(text[s.start : s.end], _QUOTE): s.start for s in reversed(point.places)}
    return join(
        html('<p class="kt-zitat"><a href="#ort-{at}" data-ziel="ort-{at}">„{q}“</a></p>', q=quote, at=at)
        for quote, at in sorted(quotes.items(), key=lambda pair: pair[1])[:_SHOWN_PLACES]
    )


def _missing(point: ChecklistPoint) -> Html:
    if not point.message:
        return Html()
    if point.state == "entfaellt":
        return html('<p class="kt-klein">{said}</p>', said=point.message)
    return html(
        '<p>{said}</p><p class="kt-klein">Warum das zählt: {why} Quellen: {sources}</p>',
        said=point.message,
        why=point.why,
        sources="; ".join(point.sources),
    )
