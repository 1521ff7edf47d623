"""The figures of a letter before and after the decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from klartext.metrics import MIN_WORDS
from klartext.records import Scores
from klartext.report.words import decimal
from klartext.view.markup import Html, html, join

_SHOWN_CONTRIBUTIONS: Final = 4
_LEAST_TOLD: Final = 0.05
"""Points of the index below which nothing is said."""


def score_panel(before: Scores, after: Scores | None, aims: Html | None = None) -> Html:
    """Return the figures before and after as a row of tiles, with the reasons for the klartext_index.

    Where nothing measured the changed text, the figures before are shown and named as such. ``aims`` says how near the
    letter is to what the house aims at.
    """
    now = before if after is None else after
    tiles = (
        _tile("Wörter", str(before.words), str(now.words), "im Brief"),
        _measured("Wörter je Satz", before.words_per_sentence, now.words_per_sentence, -1, "niedrig ist leicht"),
        _measured("Flesch-Amstad", before.flesch_amstad, now.flesch_amstad, 1, "hoch ist leicht"),
        _measured(
            "Wiener Sachtextformel",
            before.wiener_sachtextformel_1,
            now.wiener_sachtextformel_1,
            -1,
            "nötige Schuljahre",
        ),
        _measured("LIX", before.lix, now.lix, -1, "niedrig ist leicht"),
    )
    return html(
        '<section class="kt-werte" aria-label="Kennzahlen vorher und jetzt">{index}{aims}'
        '<details class="kt-genauer"><summary>Alle Kennzahlen, und was den Index bewegt</summary>'
        "<dl>{tiles}</dl>{reasons}</details></section>",
        index=_index(before, now),
        tiles=join(tiles),
        aims=aims or Html(),
        reasons=_reasons(before, now) if after else Html('<p class="kt-klein">Stand vor den Entscheidungen</p>'),
    )


def _measured(name: str, before: float | None, now: float | None, easier: int, note: str) -> Html:
    return _tile(name, _figure(before), _figure(now), note, _trend(before, now, easier))


def _tile(name: str, before: str, now: str, note: str, trend: Html | None = None) -> Html:
    return html(
        '<div class="kt-zahl"><dt>{name}</dt><dd>{value}</dd><dd class="kt-klein">{trend} {note}</dd></div>',
        name=name,
        value=_from_to(before, now),
        trend=trend or Html(),
        note=note,
    )


def _index(before: Scores, now: Scores) -> Html:
    level = f"geschätztes Sprachniveau {now.cefr}" if now.cefr else "Sprachniveau nicht bestimmt"
    if before.cefr and now.cefr and before.cefr != now.cefr:
        level += f", vorher {before.cefr}"
    return html(
        '<div class="kt-index"><h3>Klartext-Index</h3><p class="kt-gross">{value} {trend}</p>'
        '<p class="kt-klein">0 schwer … 100 leicht<br>{level}</p></div>',
        value=_from_to(_figure(before.klartext_index), _figure(now.klartext_index)),
        trend=_trend(before.klartext_index, now.klartext_index, 1),
        level=level,
    )


def _reasons(before: Scores, now: Scores) -> Html:
    if now.klartext_index is None and now.words < MIN_WORDS:
        return html(
            '<p class="kt-klein">Unter {n} Wörtern sind die Kennzahlen nicht aussagekräftig und darum nicht'
            " bestimmt.</p>",
            n=MIN_WORDS,
        )
    first, last = dict(before.contributions), dict(now.contributions)
    moved = {name: last.get(name, 0.0) - first.get(name, 0.0) for name in first | last} if first and last else {}
    costs = _bars("Was am meisten Punkte kostet", _largest(last), {name: decimal(p) for name, p in last.items()})
    changes = {n: f"{_signed(first.get(n, 0.0))} → {_signed(last.get(n, 0.0))}" for n in moved}
    return html(
        '<div class="kt-beitraege">{costs}{changes}</div>',
        costs=costs,
        changes=_bars("Was den Index seit dem Anfang bewegt hat", _largest(moved), changes),
    )


def _largest(points: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the features that weigh most; what rounds to nothing is left out."""
    told = [(name, value) for name, value in points.items() if abs(value) >= _LEAST_TOLD]
    return sorted(told, key=lambda c: -abs(c[1]))[:_SHOWN_CONTRIBUTIONS]


def _bars(title: str, largest: Sequence[tuple[str, float]], told: Mapping[str, str]) -> Html:
    """Return a bar for each feature, as long as its points, with the figures in words."""
    if not largest:
        return Html()
    widest = abs(largest[0][1])
    bars = join(
        html(
            '<li><span>{name}</span><span class="kt-balken {way}"><i style="width:{width}%"></i></span><b>{told}</b>'
            "</li>",
            name=name,
            way="plus" if points > 0 else "minus",
            width=round(100 * abs(points) / widest),
            told=told[name],
        )
        for name, points in largest
    )
    return html('<div class="kt-beitrag"><h4>{title}</h4><ul>{bars}</ul></div>', title=title, bars=bars)


def _signed(points: float) -> str:
    return decimal(points if abs(points) >= _LEAST_TOLD else 0.0)


def _figure(value: float | None) -> str:
    return "nicht bestimmt" if value is None else decimal(value)


def _trend(before: float | None, now: float | None, easier: int) -> Html:
    """Say whether the text got easier; ``easier`` is 1 where larger values read more easily, else -1."""
    if before is None or now is None or _figure(before) == _figure(now):
        return Html()
    word = "leichter" if (now - before) * easier > 0 else "schwerer"
    return html('<span class="kt-trend {word}">{word}</span>', word=word)


def _from_to(before: str, now: str) -> Html:
    if before == now:
        return html('<span class="kt-jetzt">{now}</span>', now=now)
    return html(
        '<span class="kt-vorher"><span class="kt-leise">vorher </span>{before}</span>'
        '<span aria-hidden="true"> → </span><span class="kt-jetzt"><span class="kt-leise">jetzt </span>{now}</span>',
        before=before,
        now=now,
    )
