"""The parts of the report with a line for each letter: the ranking, and what stands where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from klartext.batch.figures import Row
from klartext.batch.webreport.letters import LACKS, kinds_of
from klartext.batch.webreport.report import Report
from klartext.records import Category
from klartext.report.words import CHECKLIST_NAMES, decimal
from klartext.view import CATEGORY_NAMES
from klartext.view.markup import Html, html, join
from klartext.view.names import GROUPS

_STEPS: Final = (1, 2, 4, 7)
"""From which number of findings on a cell of the heat map is one step darker."""
_ORDER: Final[Sequence[Category]] = [c for _, members in GROUPS.values() for c in members]


def ranking(report: Report, rows: Sequence[Row]) -> Html:
    """Return the letters as a table that can be sorted and searched, worst first."""
    heads = [
        (report.one, ""), ("Klartext-Index", "zahl"), ("Niveau", ""), ("Wörter", "zahl"), ("Wörter je Satz", "zahl"),
        ("schwer ver\u00adständlich", "zahl"), ("ändern", "zahl"), ("Hinweis", "zahl"),
        ("Befunde je 100 Wörter", "zahl"), ("Vor\u00adschläge", "zahl"), ("Inhalt offen", ""),
        *([("Grenzen", "")] if report.gated else []),
    ]  # fmt: skip
    head = join(
        html('<th scope="col" class="{css}"><button type="button">{name}</button></th>', css=css, name=name)
        for name, css in heads
    )
    body = join(
        _ranked(number, row, report.failures.get(row.source, ()) if report.gated else None)
        for number, row in enumerate(rows, 1)
    )
    return html(
        '<div class="rollen"><table id="rangliste" class="sortierbar"><thead><tr><th scope="col">'
        '<button type="button">Rang</button></th>{head}</tr></thead><tbody>{body}</tbody></table></div>',
        head=head,
        body=body,
    )


def _ranked(number: int, row: Row, failed: Sequence[str] | None) -> Html:
    scores = row.scores
    cells = [
        _cell(row.index, index=True), html("<td>{v}</td>", v=(scores and scores.cefr) or "–"),
        _cell(scores.words if scores else None), _cell(scores.words_per_sentence if scores else None),
        *(_cell(row.severities.get(level, 0)) for level in (3, 2, 1)), _cell(row.density), _cell(row.suggestions),
        html('<td data-v="{n}">{told}</td>', n=len(row.lacking) if row.kind else "",
             told=", ".join(CHECKLIST_NAMES[name] for name in row.lacking) or ("–" if row.kind is None else "✓")),
    ]  # fmt: skip
    if failed is not None:
        told = f"✗ {len(failed)}" if failed else "✓"
        cells.append(html('<td data-v="{n}" title="{why}">{t}</td>', n=len(failed), why=" ".join(failed), t=told))
    return html(
        '<tr data-name="{name}" data-kat="{kinds}"><td class="zahl" data-v="{n}">{n}</td>'
        '<th scope="row"><a href="#b{n}">{name}</a></th>{cells}</tr>\n',
        name=row.source,
        kinds=kinds_of(row),
        n=number,
        cells=join(cells),
    )


def _cell(value: float | None, *, index: bool = False) -> Html:
    if value is None:
        return html('<td class="zahl" data-v="">–</td>')
    text = str(value) if isinstance(value, int) else decimal(value)
    return html(
        '<td class="zahl" data-v="{v}">{bar}{text}</td>',
        v=f"{value:.3f}",
        bar=html('<i class="leiste" style="width:{w}px"></i>', w=round(max(0.0, value) * 0.4)) if index else Html(),
        text=text,
    )


def heat_map(report: Report, rows: Sequence[Row]) -> Html:
    """Return letters by categories; a darker cell has more findings, and each says how many."""
    groups = join(
        html('<th scope="colgroup" colspan="{n}">{name}</th>', n=len(members), name=name)
        for name, members in GROUPS.values()
    )
    heads = join(
        html('<th scope="col" class="schraeg"><span>{name}</span></th>', name=CATEGORY_NAMES[c]) for c in _ORDER
    )
    body = join(
        html(
            '<tr data-name="{name}" data-kat="{kinds}"><th scope="row"><a href="#b{n}">{name}</a></th>{cells}</tr>\n',
            n=n, name=row.source, kinds=kinds_of(row),
            cells=join(_heat(row, category) for category in _ORDER),
        )
        for n, row in enumerate(rows, 1)
    )  # fmt: skip
    edges = [*_STEPS, 0]
    names = [
        f"{low}" if high == low + 1 else f"{low} und mehr" if not high else f"{low} bis {high - 1}"
        for low, high in pairwise(edges)
    ]
    legend = join(html('<span class="h{s}">{n}</span>', s=s, n=name) for s, name in enumerate(names, 1))
    return html(
        '<p class="legende">Jede Zahl sagt, wie viele Befunde es sind. Dunkler heißt mehr: {legend}</p>'
        '<div class="rollen hoch"><table id="waerme"><thead><tr><td></td>{groups}</tr><tr><th scope="col">{one}</th>'
        "{heads}</tr></thead><tbody>{body}</tbody></table></div>",
        legend=legend, groups=groups, one=report.one, heads=heads, body=body,
    )  # fmt: skip


def _heat(row: Row, category: Category) -> Html:
    number = row.categories.get(category, 0)
    step = sum(number >= edge for edge in _STEPS)
    title = f"{row.source}: {number} × {CATEGORY_NAMES[category]}"
    return html('<td class="h{s}" title="{t}">{n}</td>', s=step, t=title, n=number) if number else Html("<td></td>")


def filters(report: Report) -> Iterator[Html]:
    """Yield the choices of the filter: by category, and by a question that is left open."""
    summary = report.summary
    kinds = {category: CATEGORY_NAMES[category] for category in _ORDER if summary.categories[category]}
    lacking = {f"{LACKS}{name}": CHECKLIST_NAMES[name] for name, found in summary.answers.items() if found.open}
    for title, choices in (("mit Befunden der Art", kinds), ("im Inhalt offen", lacking)):
        if choices:
            options = join(html('<option value="{c}">{name}</option>', c=c, name=name) for c, name in choices.items())
            yield html('<optgroup label="{title}">{options}</optgroup>', title=title, options=options)
