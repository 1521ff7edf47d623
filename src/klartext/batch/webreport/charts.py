"""Charts as SVG: every bar carries its figure, so that nothing depends on colour or on reading a scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from klartext.batch.difference import NOTICEABLE
from klartext.metrics import MIN_WORDS
from klartext.report.words import count, decimal
from klartext.view.markup import Html, html, join

BIN: Final = 10
_BINS: Final = 100 // BIN
_WIDTH, _HEIGHT, _FOOT, _HEAD = 760, 246, 56, 52
_STEP: Final = _WIDTH / _BINS


def distribution(indices: Iterable[float], median: float | None, one: str, many: str) -> Html:
    """Return how many letters have which klartext_index, with the median as a line."""
    counts = [0] * _BINS
    for index in indices:
        counts[min(_BINS - 1, max(0, int(index // BIN)))] += 1
    most = max(counts, default=0)
    if not most:
        return html(
            "<p>Alle {many} sind zu kurz für einen Klartext-Index (unter {n} Wörter).</p>", many=many, n=MIN_WORDS
        )
    floor = _HEIGHT - _FOOT
    bars = join(_bar(at, number, (floor - _HEAD) * number / most) for at, number in enumerate(counts))
    ticks = join(
        html('<text x="{x}" y="{y}" class="achse">{value}</text>', x=_x(at * BIN), y=floor + 18, value=at * BIN)
        for at in range(_BINS + 1)
    )
    fullest = counts.index(most)
    return html(
        '<figure><svg viewBox="-20 0 {width} {height}" role="img" aria-label="{told}">'
        '{bars}<line x1="0" x2="{full}" y1="{floor}" y2="{floor}" class="linie"/>{ticks}{median}'
        '<text x="0" y="{end}" class="ende links">← schwer zu lesen</text>'
        '<text x="{full}" y="{end}" class="ende rechts">leicht zu lesen →</text></svg>'
        "<figcaption>So lesen Sie das Bild: {told}</figcaption></figure>",
        width=_WIDTH + 40, height=_HEIGHT, full=_WIDTH, floor=floor, end=floor + 42,
        bars=bars, ticks=ticks, median=_median(median, floor),
        told=f"{count(most, one, many)} {'hat' if most == 1 else 'haben'} einen Klartext-Index zwischen "
        f"{fullest * BIN} und {(fullest + 1) * BIN}.",
    )  # fmt: skip


def _bar(at: int, number: int, height: float) -> Html:
    floor = _HEIGHT - _FOOT
    if not number:
        return Html()
    return html(
        '<rect x="{x}" y="{y}" width="{w}" height="{h}" class="saeule"/>'
        '<text x="{mid}" y="{over}" class="wert">{n}</text>',
        x=f"{at * _STEP + 3:.1f}", y=f"{floor - height:.1f}", w=f"{_STEP - 6:.1f}", h=f"{height:.1f}",
        mid=f"{(at + 0.5) * _STEP:.1f}", over=f"{floor - height - 5:.1f}", n=number,
    )  # fmt: skip


def _median(median: float | None, floor: int) -> Html:
    if median is None:
        return Html()
    x, beside = _x(median), -8 if median > 60 else 8
    return html(
        '<line x1="{x}" x2="{x}" y1="4" y2="{floor}" class="mitte"/>'
        '<text x="{at}" y="11" class="mitte {side}">Mitte (Median): {value}</text>',
        x=x, floor=floor, at=f"{float(x) + beside:.1f}",
        side="rechts" if median > 60 else "links", value=decimal(median),
    )  # fmt: skip


def _x(index: float) -> str:
    return f"{_WIDTH * min(100.0, max(0.0, index)) / 100:.1f}"


def bars(counts: Mapping[str, int]) -> Html:
    """Return named figures with a bar each, as a table that also reads without its bars."""
    most = max(counts.values(), default=0)
    rows = join(
        html(
            '<tr><th scope="row">{name}</th><td class="zahl">{n}</td>'
            '<td class="breit"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            '<rect width="{w}" height="10" class="saeule"/></svg></td></tr>',
            name=name, n=number, w=f"{100 * number / most:.2f}",
        )
        for name, number in counts.items()
        if number
    )  # fmt: skip
    return html('<table class="balken"><tbody>{rows}</tbody></table>', rows=rows) if rows else html("<p>Keine.</p>")


def shares(parts: Sequence[tuple[str, str, int]]) -> Html:
    """Return one bar that is divided among named parts (class, name, number), each written below it."""
    legend = join(
        html('<li><svg viewBox="0 0 10 10"><rect width="10" height="10" class="{css}"/></svg> <b>{n}</b> {name}</li>',
             css=css, n=number, name=name)
        for css, name, number in parts
        if number
    )  # fmt: skip
    return html('{bar}<ul class="legende">{legend}</ul>', bar=split(parts), legend=legend)


def split(parts: Sequence[tuple[str, str, int]]) -> Html:
    """Return the bar of ``shares`` alone, for where its figures stand beside it."""
    total = sum(number for _, _, number in parts)
    pieces, at = [], 0.0
    for css, name, number in parts:
        if number:
            width = 100 * number / total
            pieces.append(
                html(
                    '<rect x="{x}" width="{w}" height="10" class="{css}"><title>{name}: {n}</title></rect>',
                    x=f"{at:.2f}", w=f"{max(0.3, width - 0.3):.2f}", css=css, name=name, n=number,
                )
            )  # fmt: skip
            at += width
    return html(
        '<svg class="anteile" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{pieces}</svg>',
        pieces=join(pieces),
    )


def before_after(before: float, after: float) -> Html:
    """Return two points on the line from 0 to 100: hollow for the earlier version, full for the new one.

    A change that does not count as one has no colour.
    """
    css = "rest" if abs(after - before) < NOTICEABLE else "besser" if after > before else "schlechter"
    return html(
        '<svg class="weg" viewBox="-4 0 108 12" aria-hidden="true"><line x1="0" x2="100" y1="6" y2="6" class="linie"/>'
        '<line x1="{a}" x2="{b}" y1="6" y2="6" class="strecke {css}"/><circle cx="{a}" cy="6" r="3.2" class="hohl"/>'
        '<circle cx="{b}" cy="6" r="3.2" class="{css}"/></svg>',
        a=f"{before:.1f}", b=f"{after:.1f}", css=css,
    )  # fmt: skip
