"""The part of the report on what became of every letter since the earlier version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from klartext.batch.difference import VERDICTS, Change, Verdict
from klartext.batch.webreport.charts import before_after, shares
from klartext.batch.webreport.letters import change_details
from klartext.batch.webreport.report import Report
from klartext.report.words import decimal
from klartext.view.markup import Html, html, join


def difference(report: Report, sections: Mapping[str, int]) -> Html:
    """Return what became of every letter since the earlier version."""
    counts = Counter(change.verdict for change in report.changes)
    order: Sequence[Verdict] = (
        "besser", "gemischt", "gleich", "schlechter", "neu", "entfallen", "nicht vergleichbar"
    )  # fmt: skip
    parts = [(_CSS.get(v, "rest"), VERDICTS[v], counts[v]) for v in order]
    new, gone = sum(len(c.new) for c in report.changes), sum(len(c.gone) for c in report.changes)
    worse_first = sorted(report.changes, key=lambda c: (list(VERDICTS).index(c.verdict), c.index or 0.0, c.source))
    moved = [c for c in worse_first if c.verdict != "gleich"]
    return html(
        "{bar}<p>Gegenüber der früheren Fassung: <b>▲ {gone}</b> Befunde sind weggefallen, <b>▼ {new}</b> sind neu. "
        "Ein Befund gilt als derselbe, wenn dieselbe Regel dieselben Wörter meldet. Die Linien reichen von 0 (schwer) "
        "bis 100 (leicht zu lesen): ○ früher, ● jetzt.</p>{rows}",
        bar=shares(parts), gone=gone, new=new,
        rows=join(_changed(c, sections) for c in moved) or html("<p>Nichts hat sich geändert.</p>"),
    )  # fmt: skip


_CSS: Final[Mapping[str, str]] = {
    "besser": "besser",
    "gemischt": "gemischt",
    "gleich": "gleich",
    "schlechter": "schlechter",
}
_SIGNS: Final[Mapping[str, str]] = {"besser": "▲", "schlechter": "▼", "gemischt": "◆", "neu": "＋", "entfallen": "－"}


def _changed(change: Change, sections: Mapping[str, int]) -> Html:
    before, after = change.before, change.after
    path, figures = Html(), Html()
    if change.index is not None and before and after and before.index is not None and after.index is not None:
        path = before_after(before.index, after.index)
        figures = html(
            "Index {a} → {b} ({d})", a=decimal(before.index), b=decimal(after.index), d=_signed(change.index)
        )
    link = html('<a href="#b{n}">zum Text</a>', n=sections[change.source]) if change.source in sections else Html()
    told = (
        ""
        if change.findings is None
        else f"Befunde {before.findings if before else 0} → {after.findings if after else 0}"
    )
    return html(
        '<details class="aenderung"><summary><span class="{css}">{sign} {verdict}</span><b>{name}</b>'
        "<span>{path}</span><span>{figures}</span><span>{told}</span></summary>{details} {link}</details>\n",
        css=_CSS.get(change.verdict, "rest"), sign=_SIGNS.get(change.verdict, "·"), verdict=VERDICTS[change.verdict],
        name=change.source, path=path, figures=figures, told=told, details=change_details(change), link=link,
    )  # fmt: skip


def _signed(value: float) -> str:
    return ("+" if value >= 0 else "") + decimal(value)
