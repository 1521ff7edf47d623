"""One letter of the report: its figures, its marked text, and sentence by sentence what is hard and what to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from klartext.batch.difference import Change, Place
from klartext.batch.figures import Row
from klartext.batch.webreport.marking import by_sentence, changed, marked, severity_tag
from klartext.metrics import MIN_WORDS
from klartext.metrics.features import FEATURES
from klartext.records import ChecklistName
from klartext.report.words import (
    CHECKLIST_NAMES,
    CHECKLIST_WORDS,
    SEVERITY_WORDS,
    count,
    decimal,
    flatten,
    question_of,
    shorten,
)
from klartext.view import CATEGORY_NAMES
from klartext.view.markup import Html, html, join

_COSTS: Final = 3
_QUOTE: Final = 140
LACKS: Final = "fehlt-"
"""Stands before a question that a letter leaves open, where the page filters."""
_SIGNS: Final[Mapping[str, str]] = {"gefunden": "✓ ja", "unvollstaendig": "◐ nur teilweise:", "fehlt": "✗ fehlt:"}
_FEATURE_NAMES: Final[Mapping[str, str]] = {f.id: f.name for f in FEATURES}


def letter_section(
    number: int, row: Row, record: Mapping[str, Any], failed: Sequence[str], change: Change | None
) -> Html:
    """Return everything about one letter, folded up."""
    found = sorted(record["findings"], key=lambda f: (f["start"], -f["end"]))
    numbers = {f["id"]: at for at, f in enumerate(found, 1)}
    return html(
        '<details class="brief" id="b{n}" data-name="{name}" data-kat="{kinds}"><summary><span class="rang">{n}.'
        "</span> <b>{name}</b> <span>{told}</span></summary>{failed}{facts}{checklist}{change}"
        '<div class="spalten"><div><h4>Der Text</h4><div class="text">{text}</div></div>'
        "<div><h4>Was schwer ist und was Sie schreiben können</h4>{cards}</div></div></details>\n",
        n=number, name=row.source, kinds=kinds_of(row), told=_told(row),
        failed=join(html('<p class="grenze">Grenze nicht eingehalten: {why}</p>', why=why) for why in failed),
        facts=_facts(row, record), checklist=_checklist(record),
        change=change_details(change) if change else Html(),
        text=marked(record, 0, len(record["text"]), numbers), cards=sentence_cards(record, numbers),
    )  # fmt: skip


def linked(source: str, sections: Mapping[str, int]) -> Html:
    """Return the name of a letter, as a link where the page shows it in full."""
    return (
        html('<a href="#b{n}">{s}</a>', n=sections[source], s=source) if source in sections else html("{s}", s=source)
    )


def kinds_of(row: Row) -> str:
    """Return what the filter of the page knows a letter by: its categories, and the questions that it leaves open."""
    return " ".join([*row.categories, *(f"{LACKS}{name}" for name in row.lacking)])


def _told(row: Row) -> str:
    none = f"ohne Index (unter {MIN_WORDS} Wörter)"
    parts = [none if row.index is None else f"Klartext-Index {decimal(row.index)}"]
    if row.lacking:
        parts.append(
            "Inhalt: " + ", ".join(f"{CHECKLIST_NAMES[n]} {CHECKLIST_WORDS[row.answers[n]]}" for n in row.lacking)
        )
    parts += [f"{row.severities[level]} × {SEVERITY_WORDS[level]}" for level in (3, 2, 1) if row.severities.get(level)]
    return " · ".join([*parts, count(row.suggestions, "Vorschlag", "Vorschläge")])


def _facts(row: Row, record: Mapping[str, Any]) -> Html:
    if row.scores is None:
        return Html()
    costly = sorted((c for c in row.scores.contributions if c[1]), key=lambda c: c[1])[:_COSTS]
    costs = ", ".join(f"{_FEATURE_NAMES.get(name, name)} {decimal(points)}" for name, points in costly)
    slots = dict.fromkeys(p["text"] for p in record["protected"] if p["kind"] == "platzhalter")
    mean = row.scores.words_per_sentence
    lines = [
        f"{row.scores.words} Wörter in {count(row.scores.sentences, 'Satz', 'Sätzen')}"
        + (f", {decimal(mean)} Wörter je Satz" if mean is not None else "")
        + (f", geschätztes Sprachniveau {row.scores.cefr}" if row.scores.cefr else "")
        + "."
    ]
    if costs:
        lines.append(f"Das kostet am meisten Punkte im Index: {costs}.")
    lines += [f"Anmerkung: {note}" for note in record["notes"]]
    if row.held_back:
        held = count(row.held_back, "Vorschlag", "Vorschläge")
        lines.append(f"{held} zurückgehalten, weil die Prüfung Zweifel hatte.")
    fields = html(
        '<p class="felder">Platzhalter, die unverändert bleiben: {slots}</p>',
        slots=join((html('<span class="platz">{s}</span>', s=slot) for slot in slots), " "),
    )  # fmt: skip
    return html(
        '<p class="werte">{lines}</p>{slots}',
        lines=join((html("{line}", line=line) for line in lines), " "),
        slots=fields if slots else Html(),
    )


def _checklist(record: Mapping[str, Any]) -> Html:
    """Return what the letter does not say although its reader needs it; nothing where nobody looked."""
    found = record.get("checklist")
    if not found:
        return Html()
    asked = [p for p in found["points"] if p["state"] != "entfaellt"]
    rows = join(
        html(
            '<li class="{state}"><b>{question}</b> <span class="antwort">{sign}</span> {message}</li>',
            state=p["state"], sign=_SIGNS[p["state"]], question=p["question"],
            message=p["message"] or _quoted(p["places"]),
        )
        for p in asked
    )  # fmt: skip
    return html(
        '<h4>Sagt der Brief alles? (gelesen als: {kind})</h4><ul class="inhalt">{rows}</ul>',
        kind=found["title"],
        rows=rows,
    )


def _quoted(places: Sequence[Mapping[str, Any]]) -> Html:
    first = flatten(places[0]["text"]) if places else ""
    return html("<small>„{text}“</small>", text=shorten(first, _QUOTE)) if first else Html()


def sentence_cards(record: Mapping[str, Any], numbers: Mapping[str, int] | None = None) -> Html:
    """Return the sentences with findings as a list, each with reasons and proposals."""
    cards = join(_card(record, *entry, numbers) for entry in by_sentence(record))
    return html('<ol class="saetze">{cards}</ol>', cards=cards) if cards else html("<p>Nichts gefunden.</p>")


def _card(
    record: Mapping[str, Any],
    sentence: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    suggestions: Sequence[Mapping[str, Any]],
    numbers: Mapping[str, int] | None,
) -> Html:
    reasons = join(
        html(
            '<li>{nr}{tag} <b>{category}:</b> {message} <a href="#regel-{rule}" class="warum">Warum?</a></li>',
            nr=html('<sup class="nr">{n}</sup>', n=numbers[f["id"]]) if numbers else Html(),
            tag=severity_tag(f["severity"]), category=CATEGORY_NAMES[f["category"]], message=f["message"],
            rule=f["rule"],
        )
        for f in sorted(findings, key=lambda f: f["start"])
    )  # fmt: skip
    return html(
        '<li><p class="satz">{old}</p><ul>{reasons}</ul>{new}</li>',
        old=marked(record, sentence["start"], sentence["end"]),
        reasons=reasons,
        new=_wordings(sentence, suggestions),
    )


def _wordings(sentence: Mapping[str, Any], suggestions: Sequence[Mapping[str, Any]]) -> Html:
    """Return the sentence with all that fits together, then what needs an answer first or comes from a model."""
    old = flatten(sentence["text"])
    shown: list[Html] = []
    if sentence["proposal"]:
        new = flatten(sentence["proposal"])
        shown.append(html('<p class="neu"><b>Vorschlag:</b> {new}</p>', new=changed(old, new)))
    for suggestion in suggestions:
        if suggestion["origin"] == "model" or suggestion["needs"]:
            at = suggestion["start"] - sentence["start"]
            end = suggestion["end"] - sentence["start"]
            whole = flatten(sentence["text"][:at] + suggestion["replacement"] + sentence["text"][end:])
            shown.append(
                html(
                    '<p class="neu offen"><b>{what}:</b> {new}{question}</p>',
                    what="Vorschlag des Sprachmodells" if suggestion["origin"] == "model" else "Möglich",
                    new=changed(old, whole),
                    question=html(" <em>Vorher klären: {q}</em>", q=question_of(suggestion["needs"]))
                    if suggestion["needs"]
                    else Html(),
                )
            )
    return join(shown) or html('<p class="kein">Kein sicherer Vorschlag; bitte von Hand umformulieren.</p>')


def change_details(change: Change) -> Html:
    """Return the findings that came and went in one letter."""
    opened, closed = change.answered
    if not (change.new or change.gone or opened or closed):
        return Html()
    return html(
        '{contents}<div class="spalten unterschied">{new}{gone}</div>',
        contents=join(
            (
                _contents("▼ Fehlt jetzt im Inhalt", "schlechter", opened),
                _contents("▲ Steht jetzt da", "besser", closed),
            )
        ),
        new=_places("▼ Neu dazugekommen", "schlechter", change.new),
        gone=_places("▲ Nicht mehr da", "besser", change.gone),
    )


def _contents(title: str, css: str, names: Sequence[ChecklistName]) -> Html:
    told = ", ".join(CHECKLIST_NAMES[name] for name in names)
    return (
        html('<p><span class="{css}">{title}:</span> {told}</p>', css=css, title=title, told=told) if names else Html()
    )


def _places(title: str, css: str, places: Sequence[Place]) -> Html:
    rows = join(
        html(
            "<li>{tag} <b>{category}:</b> „{text}“</li>",
            tag=severity_tag(p.severity), category=CATEGORY_NAMES[p.category], text=p.text,
        )
        for p in places
    )  # fmt: skip
    return html(
        '<div><h4 class="{css}">{title}: {n}</h4><ul>{rows}</ul></div>', css=css, title=title, n=len(places), rows=rows
    )
