"""The text of a letter with what was found in it, what is protected as a placeholder, and the way to both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from klartext.report.words import SEVERITY_WORDS
from klartext.view import CATEGORY_NAMES, word_diff
from klartext.view.markup import Html, html, join

Place = Mapping[str, Any]


def marked(record: Mapping[str, Any], start: int, end: int, numbers: Mapping[str, int] | None = None) -> Html:
    """Return a part of a letter; where findings overlap, the shortest is shown and the title names all.

    Args:
        record: The letter.
        start: Where the part begins in its text.
        end: Where it ends.
        numbers: Findings whose number stands before them, by their id.
    """
    text, findings = record["text"], _inside(record["findings"], start, end)
    slots = _inside((p for p in record["protected"] if p["kind"] == "platzhalter"), start, end)
    cuts = {start, end, *(x for p in (*findings, *slots) for x in (p["start"], p["end"]) if start < x < end)}
    begins = sorted(cuts)
    return join(
        html(
            "{badges}{piece}",
            badges=join(_badge(numbers[f["id"]]) for f in findings if numbers and f["start"] == a),
            piece=_piece(text[a:b], [f for f in findings if f["start"] <= a and b <= f["end"]], _covered(slots, a, b)),
        )
        for a, b in pairwise(begins)
    )


def _inside(places: Any, start: int, end: int) -> list[Place]:  # noqa: ANN401 - any iterable of places
    return [p for p in places if p["start"] < end and start < p["end"]]


def _covered(slots: Sequence[Place], start: int, end: int) -> bool:
    return any(s["start"] <= start and end <= s["end"] for s in slots)


def _badge(number: int) -> Html:
    return html('<sup class="nr">{n}</sup>', n=number)


def _piece(text: str, findings: Sequence[Place], slot: bool) -> Html:
    shown = html("{text}", text=text)
    if slot:
        shown = html('<span class="platz" title="Platzhalter: bleibt unverändert">{text}</span>', text=shown)
    if not findings:
        return shown
    top = min(findings, key=lambda f: (f["end"] - f["start"], -f["severity"]))
    told = " · ".join(dict.fromkeys(f"{CATEGORY_NAMES[f['category']]}: {f['message']}" for f in findings))
    return html('<mark class="s{level}" title="{told}">{text}</mark>', level=top["severity"], told=told, text=shown)


def changed(before: str, after: str) -> Html:
    """Return the new wording with the words that are new in it."""
    pieces = (p for p in word_diff(before, after) if p.kind != "entfällt")
    return join(html("<ins>{t}</ins>" if p.kind == "neu" else "{t}", t=p.text) for p in pieces)


def severity_tag(level: int) -> Html:
    """Return a severity as a word with its line."""
    return html('<span class="schwere t{level}">{word}</span>', level=level, word=SEVERITY_WORDS[level])


def by_sentence(record: Mapping[str, Any]) -> Iterator[tuple[Place, list[Place], list[Place]]]:
    """Yield the sentences that have findings, with findings and suggestions."""
    for sentence in record["sentences"]:
        findings = [f for f in record["findings"] if sentence["start"] <= f["start"] < sentence["end"]]
        if findings:
            suggestions = [s for s in record["suggestions"] if sentence["start"] <= s["start"] < sentence["end"]]
            yield sentence, findings, suggestions
