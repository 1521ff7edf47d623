"""The explanation of a suggestion as one page for the file: it loads nothing, runs nothing and can be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from klartext.decisions import text_hash
from klartext.guard.check_names import check_name
from klartext.proof import sheet
from klartext.proof.explanation import Examined, Explanation, Ruling
from klartext.proof.sheet import Part
from klartext.proof.tree import drawing, outline
from klartext.protokoll import KIND_NAMES
from klartext.records import Finding, HeldBack, Scores, Suggestion, Versions
from klartext.report.webpage import page, table
from klartext.report.words import SEVERITY_WORDS, count, decimal, flatten, open_question, shorten
from klartext.ruleset.rule import Rule

_ORIGINS: Final[Mapping[str, str]] = {"rule": "Regel und Grammatik", "model": "Sprachmodell"}
_ALL_PASSED: Final = "Alle Prüfungen bestanden. Wo eine Prüfung Angaben zählt, stehen sie dabei."
_MOST_OTHERS: Final = 8
"""So many other wordings are told; the sheet must stay one page."""
_LONGEST: Final = 240
_SAME: Final = "0"


def to_html(explanation: Explanation, note: str = "") -> str:
    """Return the whole page; printed, it is one sheet.

    Args:
        explanation: What to tell.
        note: What the reader must know first.
    """
    title, parts = title_of(explanation), parts_of(explanation, note)
    return page(title, sheet.body(parts), sheet.style(parts))


def to_pdf(explanation: Explanation, note: str = "", source: str = "Seite") -> bytes:
    """Return the page as a PDF file of one sheet.

    Raises:
        WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the page.
    """
    return sheet.pdf(title_of(explanation), parts_of(explanation, note), source)


def title_of(explanation: Explanation) -> str:
    """Return the heading of the page."""
    return f"Wie der Vorschlag {explanation.suggestion.id} entstanden ist"


def body(explanation: Explanation, note: str = "") -> str:
    """Return the page without its frame."""
    return sheet.body(parts_of(explanation, note))


def parts_of(told: Explanation, note: str = "") -> tuple[Part, ...]:
    """Return the parts of the page in their order."""
    return tuple(_parts(told, note))


def _parts(told: Explanation, note: str) -> Iterator[Part]:
    yield Part("Der Satz", _paragraph(note) + _sentence(told), wide=True)
    yield Part("Wie Klartext den Satz liest", _tree(told), wide=True)
    yield Part("Entscheidung", _ruling(told.ruling, told.analysis.versions))
    yield Part("Was an dem Satz schwer ist", _findings(told))
    if told.rule is not None:
        yield Part("Die Regel", _rule(told.rule))
    yield Part("Schritte", _steps(told))
    yield Part("Was es nicht geworden ist", _others(told))
    yield Part("Prüfung vor dem Zeigen", _checks(told.examined))
    yield Part("Was sich an der Lesbarkeit ändert", _index(*told.index))
    yield Part("Zum Wiederholen", _replay(told))


def _sentence(told: Explanation) -> str:
    proposal = told.suggestion.proposal
    rows = [
        ("Vorher", told.sentence.text),
        ("Nachher", told.after),
        ("Geändert", f"„{proposal.original}“ wird „{proposal.replacement}“{open_question(told.suggestion)}"),
        ("Warum", proposal.explanation),
        ("Herkunft", f"{_ORIGINS[proposal.origin]}, Sicherheit {decimal(proposal.confidence, 2)}"),
    ]
    return table([(name, flatten(text)) for name, text in rows])


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


def _findings(told: Explanation) -> str:
    """Return what is hard; the rule of the suggestion itself is told in a part of its own."""
    if not told.findings:
        return _paragraph("Kein Befund; der Vorschlag ist ein Angebot, etwas zu erklären.")
    items = "".join(
        f"<li><strong>{escape(f.rule)}</strong> ({escape(SEVERITY_WORDS[f.severity])}): {escape(_reason(f, told.rule))}"
        f"</li>\n"
        for f in told.findings
    )
    return f"<ul>\n{items}</ul>\n"


def _reason(finding: Finding, rule: Rule | None) -> str:
    if rule is not None and finding.rule == rule.id:
        return finding.message
    return f"{finding.message} {finding.explanation} Quelle: {'; '.join(finding.sources)}"


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
    """Return the drawing, and the same tree as lines: the drawing of a long sentence is small on paper."""
    branches = outline(told.parsed)
    lines = "".join(
        f'<span class="ast">{"· " * b.depth}<strong>{escape(b.word)}</strong> {escape(b.role)}</span> '
        for b in branches
    )
    return (
        f'<div class="baum" tabindex="0" role="img" aria-label="Satzbaum">{drawing(told.parsed)}</div>\n'
        "<p>Ein Pfeil führt von einem Wort zu dem, das von ihm abhängt. Dasselbe als Liste, ein Punkt je Stufe:</p>\n"
        f'<p class="aeste">{lines}</p>\n'
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
    lead = _paragraph(_ALL_PASSED) if all(e.check.passed for e in examined) else ""
    telling = [e for e in examined if not e.check.passed or _values(e)]
    rows = [(check_name(e.check), "bestanden" if e.check.passed else "nicht bestanden", _values(e)) for e in telling]
    others = ", ".join(check_name(e.check) for e in examined if e not in telling)
    return (
        lead
        + (table(rows, ("Prüfung", "Ergebnis", "Wert")) if rows else "")
        + _paragraph(f"Bestanden, ohne Angaben zu zählen: {others}." if others else "")
    )


def _values(examined: Examined) -> str:
    if examined.check.detail:
        return examined.check.detail
    if not examined.before and not examined.after:
        return ""
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
    shown = [(kind, shorten(text, _LONGEST), why) for kind, text, why in rows[:_MOST_OTHERS]]
    left = len(rows) - len(shown)
    more = f"Dazu {count(left, 'weitere Fassung', 'weitere Fassungen')}; „klartext check“ nennt alle." if left else ""
    return table(shown, ("Was", "Fassung", "Warum nicht")) + _paragraph(more)


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
    changed = [row for row in rows if row[-1] != _SAME]
    same = ", ".join(f"{name} {value}" for name, value, _, change in rows if change == _SAME)
    total = (
        "Klartext-Index des Briefs",
        decimal(before.klartext_index, 2),
        decimal(after.klartext_index, 2),
        _change(after.klartext_index - before.klartext_index),
    )
    lead = "Punkte des ganzen Briefs, vorher und mit dieser einen Änderung. 100 Punkte wären ein Brief ohne Abzug."
    return (
        _paragraph(lead)
        + table([total, *changed], ("Merkmal", "vorher", "nachher", "Änderung"))
        + _paragraph(f"Unverändert: {same}." if same else "")
    )


def _change(points: float) -> str:
    return f"{'+' if points > 0 else ''}{decimal(points, 2)}" if abs(points) >= 0.005 else _SAME


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
