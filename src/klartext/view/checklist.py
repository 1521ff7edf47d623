"""The content checklist beside the letter: what a reader needs to know, and what the letter does not say."""

from __future__ import annotations

from typing import Final

from klartext.records import Analysis, Checklist, ChecklistPoint, ChecklistState
from klartext.report.words import CHECKLIST_WORDS, count, shorten
from klartext.view.markup import Html, html, join

_SIGNS: Final[dict[ChecklistState, str]] = {"gefunden": "✓", "unvollstaendig": "△", "fehlt": "✕", "entfaellt": "–"}
_SHOWN_PLACES: Final = 3
_QUOTE: Final = 90


def checklist_panel(analysis: Analysis, now: Checklist | None = None, text: str = "") -> Html:
    """Return the questions with the places that answer them; a place leads to its sentence in the letter.

    Args:
        analysis: The letter as it is shown, with its checklist.
        now: What the letter answers with its changes; None where it has none.
        text: The changed letter, which the places of ``now`` count in; they lead nowhere.
    """
    found = now or analysis.checklist
    if found is None:
        return Html()
    first = {p.name: p for p in analysis.checklist.points} if analysis.checklist else {}
    return html(
        '<details class="kt-inhalt"><summary>{summary}</summary><p class="kt-klein">Gelesen als: {title}. Das sind'
        " Hinweise, Klartext ändert hier nichts. Ob etwas wirklich fehlt, beurteilen Sie.</p>"
        "<ul>{points}</ul></details>",
        summary=_summary(found),
        title=found.title,
        points=join(
            _point(known, _linked(analysis.letter.text, known))
            if (known := first.get(point.name)) is not None and _says_the_same(known, point)
            else _point(point, _quoted(text, point))
            for point in found.points
        ),
    )


def _summary(found: Checklist) -> str:
    asked = [p for p in found.points if p.state != "entfaellt"]
    gaps = [p for p in asked if p.state != "gefunden"]
    if not gaps:
        return f"Sagt der Brief alles? Ja: {count(len(asked), 'Punkt', 'Punkte')} gefunden."
    return f"Sagt der Brief alles? Bitte ansehen: {' '.join(p.question for p in gaps)}"


def _says_the_same(known: ChecklistPoint, point: ChecklistPoint) -> bool:
    return (known.state, known.message) == (point.state, point.message)


def _point(point: ChecklistPoint, places: Html) -> Html:
    return html(
        '<li class="{state}"><p><span aria-hidden="true">{sign}</span> <strong>{question}</strong> {word}</p>'
        "{places}{missing}</li>",
        state=point.state,
        sign=_SIGNS[point.state],
        question=point.question,
        word=CHECKLIST_WORDS[point.state],
        places=places,
        missing=_missing(point),
    )


def _linked(text: str, point: ChecklistPoint) -> Html:
    return join(
        html('<p class="kt-zitat"><a href="#ort-{at}" data-ziel="ort-{at}">„{q}“</a></p>', q=quote, at=at)
        for quote, at in _quotes(text, point)
    )


def _quoted(text: str, point: ChecklistPoint) -> Html:
    return join(html('<p class="kt-zitat">„{q}“</p>', q=quote) for quote, _ in _quotes(text, point))


def _quotes(text: str, point: ChecklistPoint) -> list[tuple[str, int]]:
    """Return the first places with where they stand, each wording once."""
    quotes = {shorten(text[s.start : s.end], _QUOTE): s.start for s in reversed(point.places)}
    return sorted(quotes.items(), key=lambda pair: pair[1])[:_SHOWN_PLACES]


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
