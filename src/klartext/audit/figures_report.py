"""The figures of decisions as text, JSON and a page for a meeting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any, Final

from klartext.audit.drafts import Draft, to_toml
from klartext.audit.figures import Agreement, Drift, Fared, Figures, Month, Reasons, RuleFigures, Version
from klartext.audit.sampling import WORDS
from klartext.config import Config
from klartext.report.webpage import page, table
from klartext.report.words import count, decimal
from klartext.store import Verdict

VERDICT_WORDS: Final[Mapping[Verdict, str]] = {verdict: word for word, verdict in WORDS.items()}
_DRAFTS: Final = {
    "ausnahme": "Ausnahme für „{words}“",
    "schwere": "höchstens als Hinweis (Schwere 1)",
    "aus": "ausschalten",
}
_NOBODY: Final = "Es ist noch nichts entschieden und festgehalten."
_LEAD: Final = (
    "Gezählt sind Entscheidungen, die gelten. „Gezeigt“ zählt Vorschläge in Briefen, in denen jemand entschieden hat."
)
_DRAFT_LEAD: Final = (
    "Das sind Entwürfe. Klartext ändert keine Regel selbst; Sie entscheiden, was in klartext.toml steht."
)
_NO_DRIFT: Final = "Zum Vergleich fehlen Entscheidungen in zwei Monaten hintereinander."
_STEADY: Final = "Bei keiner Regel ist der Unterschied zum Vormonat größer, als der Zufall erklärt."


def to_dict(found: Figures, drafted: Sequence[Draft]) -> dict[str, Any]:
    """Return the figures as an object for JSON."""
    return {
        "schema_version": 1,
        "total": _fared(found.total),
        "rules": [rule_dict(rule) for rule in found.rules],
        "versions": [asdict(version) | _fared(fared) for version, fared in found.versions],
        "rule_versions": [
            {"rule": r.rule} | asdict(r.version) | _fared(r.fared) | {"reasons": _reason_dicts(r.reasons)}
            for r in found.rule_versions
        ],
        "months": [{"month": _iso(month)} | _fared(fared) for month, fared in found.months],
        "drift": {
            "months": [_iso(month) for month in found.compared] if found.compared else None,
            "overall": _drift_dict(found.overall) if found.overall else None,
            "rules": [_drift_dict(d) for d in found.drift],
        },
        "agreement": [asdict(a) for a in found.agreement],
        "drafts": [asdict(d) for d in drafted],
    }


def to_json(found: Figures, drafted: Sequence[Draft]) -> str:
    """Return the figures as JSON."""
    return json.dumps(to_dict(found, drafted), ensure_ascii=False, indent=2) + "\n"


def rule_dict(rule: RuleFigures) -> dict[str, Any]:
    """Return the figures of one rule for JSON."""
    return {
        "rule": rule.rule,
        "category": rule.category,
        **_fared(rule.fared),
        "reasons": _reason_dicts(rule.reasons),
        "verdicts": dict(rule.verdicts) if rule.verdicts else None,
    }


def to_text(found: Figures, drafted: Sequence[Draft], config: Config) -> str:
    """Return the figures for a terminal."""
    if not found.rules:
        return _NOBODY + "\n"
    return "\n".join(_lines(found, drafted, config)) + "\n"


def to_html(found: Figures, drafted: Sequence[Draft], config: Config) -> str:
    """Return the figures as one page that loads nothing."""
    return page("Entscheidungen über Vorschläge", body(found, drafted, config))


def body(found: Figures, drafted: Sequence[Draft], config: Config) -> str:
    """Return what stands in the page of the figures, for a page of its own or a tab."""
    if not found.rules:
        return f"<p>{escape(_NOBODY)}</p>\n"
    sections = [
        (
            "Entwicklung",
            table([(_iso(m), *_cells(f)) for m, f in found.months], ("Monat", *_HEAD)) + _bars(found.months),
        ),
        ("Vergleich mit dem Vormonat", _paragraphs(_drift_lines(found))),
        *([("Entwürfe", _drafts(drafted, config))] if drafted else []),
        (
            "Regeln, die meistabgelehnte zuerst",
            table([(r.rule, *_cells(r.fared), _reasons(r.reasons)) for r in found.rules], ("Regel", *_HEAD, "Gründe")),
        ),
        ("Fassungen", table([(_version(v), *_cells(f)) for v, f in found.versions], ("Fassung", *_HEAD))),
    ]
    if len(found.versions) > 1:
        rows = [(r.rule, *_cells(r.fared), _reasons(r.reasons), _version(r.version)) for r in found.rule_versions]
        sections.append(("Regeln je Fassung", table(rows, ("Regel", *_HEAD, "Gründe", "Fassung"))))
    if told := second_look(found):
        sections.append(("Zweite Durchsicht", told))
    parts = "".join(f"<section><h2>{escape(title)}</h2>\n{inner}</section>\n" for title, inner in sections)
    return f"<p>{escape(_LEAD)}</p>\n<p>{escape(_sum(found.total))}</p>\n{parts}"


def _drafts(drafted: Sequence[Draft], config: Config) -> str:
    lines = "".join(f"<li>{escape(_draft(d))}</li>" for d in drafted)
    return f"<p>{escape(_DRAFT_LEAD)}</p><ul>{lines}</ul><pre>{escape(to_toml(drafted, config))}</pre>\n"


def second_look(found: Figures) -> str:
    """Return the verdicts by rule and how each two people agree; empty without any verdict."""
    judged = [(r.rule, *(str(r.verdicts[v]) for v in VERDICT_WORDS)) for r in found.rules if r.verdicts]
    if not judged:
        return ""
    return table(judged, ("Regel", *VERDICT_WORDS.values())) + _paragraphs(map(_agreement, found.agreement))


_HEAD: Final = ("gezeigt", "angenommen", "bearbeitet", "abgelehnt", "übernommen")


def _lines(found: Figures, drafted: Sequence[Draft], config: Config) -> Iterator[str]:
    width = max(len(r.rule) for r in found.rules)
    yield from (_LEAD, "", _sum(found.total), "", "Regeln, die meistabgelehnte zuerst")
    for rule in found.rules:
        yield f"  {rule.rule:<{width}}  {_columns(rule.fared)}"
        for reason, number in rule.reasons:
            yield f"  {'':<{width}}    {number} × „{reason}“"
        if rule.verdicts:
            told = ", ".join(f"{rule.verdicts[v]} {word}" for v, word in VERDICT_WORDS.items())
            yield f"  {'':<{width}}    zweite Durchsicht: {told}"
    yield from ("", "Fassungen")
    for version, fared in found.versions:
        yield f"  {_version(version)}: {_sum(fared)}"
        if len(found.versions) > 1:
            yield from (f"    {line}" for line in _of_version(found, version, width))
    yield from ("", "Entwicklung")
    yield from (f"  {_iso(month)}  {_columns(fared)}" for month, fared in found.months)
    yield from ("", "Vergleich mit dem Vormonat", *(f"  {line}" for line in _drift_lines(found)))
    if found.agreement:
        yield from ("", "Übereinstimmung der zweiten Durchsicht", *(f"  {_agreement(a)}" for a in found.agreement))
    if drafted:
        yield from ("", "Entwürfe für klartext.toml", f"  {_DRAFT_LEAD}", *(f"  {_draft(d)}" for d in drafted), "")
        yield to_toml(drafted, config).rstrip()


def _fared(fared: Fared) -> dict[str, Any]:
    return asdict(fared) | {"acceptance": fared.acceptance}


def _drift_dict(drift: Drift) -> dict[str, Any]:
    return {"rule": drift.rule, "before": _fared(drift.before), "after": _fared(drift.after), "chance": drift.chance}


def _sum(fared: Fared) -> str:
    return (
        f"{fared.shown} gezeigt, {count(fared.decided, 'Entscheidung', 'Entscheidungen')}: "
        f"{fared.accepted} angenommen, {fared.edited} bearbeitet, {fared.rejected} abgelehnt; "
        f"{_share(fared)} übernommen."
    )


def _columns(fared: Fared) -> str:
    return (
        f"{fared.shown:>5} gezeigt  {fared.accepted:>5} angenommen  {fared.edited:>5} bearbeitet  "
        f"{fared.rejected:>5} abgelehnt  {_share(fared):>5} übernommen"
    )


def _cells(fared: Fared) -> tuple[str, ...]:
    return (str(fared.shown), str(fared.accepted), str(fared.edited), str(fared.rejected), _share(fared))


def _share(fared: Fared) -> str:
    return "–" if fared.acceptance is None else f"{100 * fared.acceptance:.0f} %"


def _of_version(found: Figures, version: Version, width: int) -> Iterator[str]:
    for rule in found.rule_versions:
        if rule.version == version:
            why = _reasons(rule.reasons)
            yield f"{rule.rule:<{width}}  {_columns(rule.fared)}" + (f"  ({why})" if why else "")


def _reasons(reasons: Reasons) -> str:
    return "; ".join(f"{number} × „{reason}“" for reason, number in reasons)


def _reason_dicts(reasons: Reasons) -> list[dict[str, Any]]:
    return [{"reason": reason, "number": number} for reason, number in reasons]


def _iso(month: Month) -> str:
    return f"{month[0]:04}-{month[1]:02}"


def _version(version: Version) -> str:
    model = version.model or "ohne Sprachmodell"
    return f"Klartext {version.klartext}, {version.pipeline}, Regeln {version.rules[:19]}, {model}"


def _drift_lines(found: Figures) -> Iterator[str]:
    if not found.compared or not found.overall:
        yield _NO_DRIFT
        return
    before, after = map(_iso, found.compared)
    yield _told("Alle Regeln", found.overall, before, after)
    if not found.drift:
        yield _STEADY
    for drift in found.drift:
        yield _told(drift.rule, drift, before, after)


def _told(name: str, drift: Drift, before: str, after: str) -> str:
    return (
        f"{name}: {before} {_share(drift.before)} von {drift.before.decided} übernommen, "
        f"{after} {_share(drift.after)} von {drift.after.decided}. "
        f"So groß wäre der Unterschied durch Zufall in {_percent(drift.chance)} der Fälle (Fishers exakter Test)."
    )


def _percent(share: float) -> str:
    return "unter 0,1 %" if share < 0.001 else f"{decimal(100 * share)} %"


def _agreement(found: Agreement) -> str:
    kappa = "nicht bestimmbar" if found.kappa is None else decimal(found.kappa, 2)
    return (
        f"{found.first} und {found.second}: {found.same} von {found.number} Urteilen gleich, Cohens Kappa {kappa} "
        "(1 immer gleich, 0 wie durch Zufall)."
    )


def _draft(draft: Draft) -> str:
    return f"{draft.rule}: {_DRAFTS[draft.kind].format(words=draft.words)}. {draft.why}."


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in lines)


def _bars(months: Sequence[tuple[Month, Fared]]) -> str:
    """Return the shares taken over as bars, one for each month, with their values in words."""
    rows = "".join(
        f"<tr><th scope=row>{_iso(month)}</th><td>"
        f'<span class="balken" style="width:{12 * fared.acceptance:.2f}rem"></span> {_share(fared)} von {fared.decided}'
        "</td></tr>"
        for month, fared in months
        if fared.acceptance is not None
    )
    head = "<thead><tr><th scope=col>Monat</th><th scope=col>übernommen, ganze Breite = 100 %</th></tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>\n"
