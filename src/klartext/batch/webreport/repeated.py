"""The part of the report on paragraphs that many letters share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from klartext.batch.repeats import LIKENESS, Repeat, Repeats
from klartext.batch.webreport.letters import linked, sentence_cards
from klartext.batch.webreport.marking import marked
from klartext.batch.webreport.report import Report
from klartext.report.words import count
from klartext.view.markup import Html, html, join

MOST_REPEATS: Final = 40
OPEN_REPEATS: Final = 8
"""So many stand there unfolded; the ranking must not begin many pages below."""
MOST_VARIANTS: Final = 6
_NAMED: Final = 5
"""So many letters of a variant are named; all of them stand below the paragraph."""


def repeated(report: Report, repeats: Sequence[Repeat], sections: Mapping[str, int], gathered: Repeats) -> Html:
    """Return the paragraphs that many letters share, each once."""
    notes = "" if gathered.complete else "Es sind sehr viele verschiedene Absätze; nur die ersten wurden verglichen. "
    if not repeats:
        return html("<p>{notes}Kein Absatz mit Befunden steht in mehr als einer Datei.</p>", notes=notes)
    intro = html(
        "<p>{notes}Hier steht jeder Absatz, der in mehreren {many} gleich oder fast gleich vorkommt und Befunde hat, "
        "nur einmal. „Fast gleich“ heißt: Mindestens {share}\u00a0% der Wortfolgen stimmen überein. Oben steht, wo "
        "eine Änderung am meisten bringt.</p>",
        notes=notes, many=report.in_many, share=round(100 * LIKENESS),
    )  # fmt: skip
    entries = [_repeat(at, repeat, sections, report) for at, repeat in enumerate(repeats[:MOST_REPEATS], 1)]
    rest = html(
        "<details><summary>{n} weitere Absätze mit geringerer Wirkung</summary>{entries}</details>",
        n=len(entries) - OPEN_REPEATS, entries=join(entries[OPEN_REPEATS:]),
    )  # fmt: skip
    left = len(repeats) - MOST_REPEATS
    more = html("<p>Dazu kommen {n} Absätze mit noch geringerer Wirkung.</p>", n=left) if left > 0 else Html()
    return html(
        "{intro}{shown}{rest}{more}",
        intro=intro, shown=join(entries[:OPEN_REPEATS]), more=more,
        rest=rest if len(entries) > OPEN_REPEATS else Html(),
    )  # fmt: skip


def _repeat(number: int, repeat: Repeat, sections: Mapping[str, int], report: Report) -> Html:
    passage, sources = repeat.passage, repeat.sources
    links = join((linked(source, sections) for source in sources), " · ")
    others = len(repeat.variants) - 1
    told = f"wörtlich gleich in {len(passage.sources)}" + (
        f", in {count(others, 'weiterer Fassung', 'weiteren Fassungen')} fast gleich" if others else ""
    )
    return html(
        '<article class="absatz" id="absatz-{n}"><h3><span class="anzahl">{many}</span> {name}: {found} im Absatz, '
        "zusammen {gain}</h3><p><small>{told}</small></p>"
        '<div class="spalten"><div class="text">{text}</div><div>{cards}</div></div>'
        "{variants}<details><summary>Wo er steht</summary><p>{links}</p></details></article>\n",
        n=number, many=len(sources), name=report.many, found=count(len(repeat.findings), "Befund", "Befunde"),
        gain=count(repeat.gain, "Befund", "Befunde"), told=told,
        text=marked(passage.record, 0, len(passage.text)),
        cards=sentence_cards(passage.record), variants=_variants(repeat), links=links,
    )  # fmt: skip


def _variants(repeat: Repeat) -> Html:
    rest = repeat.variants[1:]
    if not rest:
        return Html()
    rows = join(
        html(
            '<li><div class="text">{text}</div><small>{n}: {where}</small></li>',
            text=marked(v.record, 0, len(v.text)), n=len(v.sources),
            where=", ".join(v.sources[:_NAMED]) + (" …" if len(v.sources) > _NAMED else ""),
        )
        for v in rest[:MOST_VARIANTS]
    )  # fmt: skip
    left = len(rest) - MOST_VARIANTS
    return html(
        "<details><summary>Die fast gleichen Fassungen</summary><ul>{rows}</ul>{more}</details>",
        rows=rows,
        more=html("<p>Dazu {n} seltenere.</p>", n=left) if left > 0 else Html(),
    )
