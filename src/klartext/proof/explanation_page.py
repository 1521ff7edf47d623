"""The explanation of a suggestion as one page for the file: it loads nothing, runs nothing and can be printed."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from klartext.decisions import text_hash
from klartext.guard.names import check_name
from klartext.proof.explanation import Examined, Explanation, Ruling
from klartext.proof.tree import drawing, legend
from klartext.protokoll import KIND_NAMES
from klartext.records import Finding, HeldBack, Scores, Suggestion, Versions
from klartext.report.webpage import page, table
from klartext.report.words import SEVERITY_WORDS, decimal, open_question
from klartext.ruleset.rule import Rule

_ORIGINS: Final[Mapping[str, str]] = {"rule": "Regel und Grammatik", "model": "Sprachmodell"}
_DRAWING: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_ALL_PASSED: Final = "Alle Prüfungen bestanden. Wo eine Prüfung Angaben zählt, stehen sie dabei."


def to_html(explanation: Explanation) -> str:
    """Return the whole page."""
    return page(title_of(explanation), body(explanation))


def for_print(page: str) -> str:
    """Return the page with its drawing as a picture of the width of a sheet, as LibreOffice needs it."""

    def picture(svg: re.Match[str]) -> str:
        data = b64encode(svg[0].encode("utf-8")).decode("ascii")
        return f'<img width="640" alt="Satzbaum" src="data:image/svg+xml;base64,{data}">'

    return _DRAWING.sub(picture, page)


def title_of(explanation: Explanation) -> str:
    """Return the heading of the page."""
    return f"Wie der Vorschlag {explanation.suggestion.id} entstanden ist"


def body(explanation: Explanation) -> str:
    """Return the page without its frame."""
    return "".join(f"<h2>{escape(heading)}</h2>\n{text}" for heading, text in _parts(explanation))


def _parts(told: Explanation) -> Iterator[tuple[str, str]]:
    yield "Der Satz", _sentence(told)
    yield "Entscheidung", _ruling(told.ruling, told.analysis.versions)
    yield "Was an dem Satz schwer ist", _findings(told.findings)
    if told.rule is not None:
        yield "Die Regel", _rule(told.rule)
    yield "Wie Klartext den Satz liest", _tree(told)
    yield "Schritte", _steps(told)
    yield "Prüfung vor dem Zeigen", _checks(told.examined)
    yield "Was es nicht geworden ist", _others(told)
    yield "Was sich an der Lesbarkeit ändert", _index(*told.index)
    yield "Zum Wiederholen", _replay(told)


def _sentence(told: Explanation) -> str:
    proposal = told.suggestion.proposal
    rows = [
        ("Vorher", told.sentence.text),
        ("Nachher", told.after),
        ("Geändert", f"„{proposal.original}“ wird „{proposal.replacement}“{open_question(told.suggestion)}"),
        ("Warum", proposal.explanation),
        ("Herkunft", f"{_ORIGINS[proposal.origin]}, Sicherheit {decimal(proposal.confidence, 2)}"),
    ]
    return table([(name, _flat(text)) for name, text in rows])


def _ruling(ruling: Ruling | None, now: Versions) -> str:
    if ruling is None:
        return _paragraph("Zu diesem Vorschlag ist keine Entscheidung festgehalten.")
    rows = [
        ("Entscheidung", KIND_NAMES[ruling.kind]),
        ("Person", ruling.person),
        ("Zeit", f"{ruling.time:%d.%m.%Y, %H:%M Uhr %Z}".strip()),
        *([("Ergebnis", ruling.final)] if ruling.final is not None and ruling.kind == "edited" else []),
        *([("Grund", ruling.reason)] if ruling.reason else []),
    ]
    other = ruling.versions is not None and ruling.versions != now
    warning = "Entschieden wurde mit einer anderen Fassung von Klartext als der, die hier erklärt." if other else ""
    return table(rows) + (_paragraph(warning) if warning else "")


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return _paragraph("Kein Befund; der Vorschlag ist ein Angebot, etwas zu erklären.")
    rows = [
        (f.rule, SEVERITY_WORDS[f.severity], f.text, f"{f.message} {f.explanation}", "; ".join(f.sources))
        for f in findings
    ]
    return table(rows, ("Regel", "Schwere", "Stelle", "Grund", "Quelle"))


def _rule(rule: Rule) -> str:
    example = rule.examples[0] if rule.examples else None
    rows = [
        ("Kennung", rule.id),
        ("Titel", rule.title),
        ("Warum", rule.reason),
        ("Quellen", "; ".join(map(str, rule.sources))),
        *([("Beispiel", example.text)] if example else []),
        *([("Datei", rule.file)] if rule.file else []),
    ]
    return table(rows)


def _tree(told: Explanation) -> str:
    names = "; ".join(f"{name}: {german}" for name, german in legend(told.parsed))
    return (
        "<style>@media print{svg.displacy{width:100%!important;height:auto!important}}</style>\n"
        "<p>Ein Pfeil führt von einem Wort zu dem, das von ihm abhängt.</p>\n"
        f'<div style="overflow-x:auto" tabindex="0" role="img" aria-label="Satzbaum">{drawing(told.parsed)}</div>\n'
        f"{_paragraph(names)}"
    )


def _steps(told: Explanation) -> str:
    steps = told.suggestion.proposal.steps
    if not steps:
        return _paragraph("Ein fester Text ohne Umbau des Satzes.")
    items = "".join(
        f"<li>{escape(step.explanation)}"
        f"{f'<br>Angenommen: {escape(step.assumed)}' if step.assumed else ''}"
        f"<br>{escape(step.sentence)}<br><code>{escape(step.construction)}</code></li>\n"
        for step in steps
    )
    return f"<ol>\n{items}</ol>\n"


def _checks(examined: Sequence[Examined]) -> str:
    rows = [(check_name(e.check), "bestanden" if e.check.passed else "nicht bestanden", _values(e)) for e in examined]
    lead = _paragraph(_ALL_PASSED) if all(e.check.passed for e in examined) else ""
    return lead + table(rows, ("Prüfung", "Ergebnis", "Wert"))


def _values(examined: Examined) -> str:
    if examined.check.detail:
        return examined.check.detail
    if not examined.before and not examined.after:
        return "–"
    was, now = ", ".join(examined.before), ", ".join(examined.after)
    return f"vorher und nachher: {was}" if was == now else f"vorher: {was or '–'}; nachher: {now or '–'}"


def _others(told: Explanation) -> str:
    rows = [
        *(("weitere Fassung", text, "bestanden; steht zur Wahl") for text in told.suggestion.proposal.alternatives),
        *((f"Vorschlag {s.id}", s.proposal.replacement, _rival(s)) for s in told.rivals),
        *(("zurückgehalten", h.proposal.replacement, _refusal(h)) for h in told.held_back),
    ]
    if not rows:
        return _paragraph("Für diese Stelle gab es keinen anderen Vorschlag und keinen zurückgehaltenen.")
    return table(rows, ("Was", "Fassung", "Warum nicht"))


def _rival(rival: Suggestion) -> str:
    made = ", ".join(dict.fromkeys(s.construction for s in rival.proposal.steps)) or rival.proposal.rule
    return f"steht daneben zur Wahl: {made}, Sicherheit {decimal(rival.proposal.confidence, 2)}"


def _refusal(held: HeldBack) -> str:
    failed = [c for c in held.checks if not c.passed]
    return "; ".join(f"{check_name(c)}: {c.detail}" if c.detail else check_name(c) for c in failed)


def _index(before: Scores, after: Scores) -> str:
    if before.klartext_index is None or after.klartext_index is None:
        return _paragraph("Der Brief ist für den Klartext-Index zu kurz.")
    was, now = dict(before.contributions), dict(after.contributions)
    rows = [
        (name, decimal(was[name], 2), decimal(now.get(name, 0.0), 2), _change(now.get(name, 0.0) - was[name]))
        for name in was
    ]
    total = (
        "Klartext-Index des Briefs",
        decimal(before.klartext_index, 2),
        decimal(after.klartext_index, 2),
        _change(after.klartext_index - before.klartext_index),
    )
    lead = "Punkte des ganzen Briefs, vorher und mit dieser einen Änderung. 100 Punkte wären ein Brief ohne Abzug."
    return _paragraph(lead) + table([total, *rows], ("Merkmal", "vorher", "nachher", "Änderung"))


def _change(points: float) -> str:
    return f"{'+' if points > 0 else ''}{decimal(points, 2)}" if abs(points) >= 0.005 else "0"


def _replay(told: Explanation) -> str:
    document, versions = told.analysis.letter.document, told.analysis.versions
    rows = [
        ("Brief", document.source),
        ("Prüfsumme des Briefs", f"sha256:{text_hash(document)}"),
        ("Klartext", versions.klartext),
        ("Sprachanalyse", versions.pipeline),
        ("Regeln", versions.rules),
        ("Sprachmodell", versions.model or "ohne"),
    ]
    lead = "Derselbe Brief mit denselben Fassungen ergibt wieder diese Seite, Zeichen für Zeichen."
    return _paragraph(lead) + table(rows)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n" if text else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
