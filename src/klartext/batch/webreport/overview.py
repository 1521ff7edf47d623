"""The parts of the report that say in a few figures how all letters do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from klartext.batch.figures import Answers
from klartext.batch.folder import LINK
from klartext.batch.repeats import Repeat
from klartext.batch.webreport.charts import bars, distribution, shares, split
from klartext.batch.webreport.letters import linked
from klartext.batch.webreport.report import Report
from klartext.records import ChecklistName, ChecklistState
from klartext.report.words import CHECKLIST_NAMES, CHECKLIST_WORDS, SEVERITY_WORDS, count, decimal
from klartext.view import CATEGORY_NAMES
from klartext.view.markup import Html, html, join

_SIGNS_OF: Final[Mapping[ChecklistState, str]] = {
    "fehlt": "✗", "unvollstaendig": "◐", "gefunden": "✓", "entfaellt": "·"
}  # fmt: skip


def glance(report: Report, repeats: Sequence[Repeat]) -> Html:
    """Return the figures a reader should know first, and what to do first."""
    summary = report.summary
    density = 100 * summary.findings / summary.words if summary.words else None
    repeated_ones = "Absatz, gleich oder fast gleich," if len(repeats) == 1 else "Absätze, gleich oder fast gleich,"
    tiles = [
        (str(summary.readable), f"{report.many} geprüft" if summary.readable != 1 else f"{report.one} geprüft"),
        (_figure(summary.median_index), "Klartext-Index in der Mitte (0 schwer, 100 leicht)"),
        (str(summary.severities[3]), "Stellen „schwer verständlich“"),
        (_figure(density), "Befunde je 100 Wörter"),
        (str(summary.suggestions), "Vorschläge, über die Sie entscheiden"),
        (str(len(repeats)), f"{repeated_ones} in mehreren {report.in_many}"),
    ]
    if summary.answers:
        told = f"von {summary.questioned} lassen im Inhalt etwas offen, das die Leser brauchen"
        tiles.append((str(summary.lacking), told))
    if summary.unreadable:
        tiles.append((str(len(summary.unreadable)), "nicht lesbar"))
    if report.failures:
        tiles.append((str(len(report.failures)), "halten eine Grenze nicht ein"))
    shown = join(html('<li><b class="gross">{n}</b> {what}</li>', n=n, what=what) for n, what in tiles)
    return html('<ul class="kacheln">{tiles}</ul>{first}', tiles=shown, first=_first_steps(report, repeats))


def _first_steps(report: Report, repeats: Sequence[Repeat]) -> Html:
    """Return where a little work helps most."""
    steps: list[Html] = []
    if repeats:
        best = repeats[0]
        steps.append(
            html(
                'Ein Absatz steht in {n} {many} und hat {found}: '
                '<a href="#absatz-1">Einmal ändern, überall besser</a>.',
                n=len(best.sources), many=report.in_many, found=count(len(best.findings), "Befund", "Befunde"),
            )
        )  # fmt: skip
    if worst := report.summary.worst()[:3]:
        links = join((html('<a href="#b{n}">{name}</a>', n=n, name=r.source) for n, r in enumerate(worst, 1)), ", ")
        steps.append(html("Am schwersten zu lesen: {links}.", links=links))
    if (first := next(report.summary.most_used(), None)) is not None:
        rule, use = first
        steps.append(
            html(
                'Am häufigsten: <a href="#regel-{rule}">{name}</a>, {n}-mal in {letters}.',
                rule=rule, name=CATEGORY_NAMES[use.category], n=use.findings,
                letters=count(use.letters, report.one, report.in_many),
            )
        )  # fmt: skip
    answers = report.summary.answers
    if open_ones := sorted((name for name in answers if answers[name].open), key=lambda n: -answers[n].open):
        name = open_ones[0]
        steps.append(
            html(
                'Im Inhalt bleibt am häufigsten offen: <a href="#inhalt">„{question}“</a>, in {n} von {all} {many}.',
                question=answers[name].question, n=answers[name].open, all=answers[name].needed, many=report.in_many,
            )
        )  # fmt: skip
    if not steps:
        return Html()
    return html("<h3>Womit anfangen?</h3><ul>{steps}</ul>", steps=join(html("<li>{s}</li>", s=s) for s in steps))


def unread(report: Report, sections: Mapping[str, int]) -> Html:
    """Return what could not be checked and why, and which letters there is something to say about."""
    rows = join(
        html(
            '<tr><th scope="row">{name}</th><td>{error}</td><td>{remedy}</td></tr>',
            name=row.source, error=row.error, remedy=row.remedy,
        )
        for row in report.summary.unreadable
    )  # fmt: skip
    others = ", ".join(f"{n} × {suffix or 'ohne Endung'}" for suffix, n in report.others.items() if suffix != LINK)
    links = report.others.get(LINK, 0)
    table = html(
        '<table><thead><tr><th scope="col">Datei</th><th scope="col">Was ist passiert</th>'
        '<th scope="col">Was Sie tun können</th></tr></thead><tbody>{rows}</tbody></table>',
        rows=rows,
    )
    return html(
        "{table}{others}{links}{noted}",
        table=table if rows else html("<p>Alle {many} waren lesbar.</p>", many=report.many),
        others=html(
            "<p>Andere Dateien im Ordner, die Klartext nicht liest: {others}. Speichern Sie, was ein Brief ist, als "
            ".docx oder .odt.</p>",
            others=others,
        )
        if others
        else Html(),
        links=html(
            "<p>Verknüpfungen, die aus dem Ordner hinausführen, hat Klartext nicht gelesen: {n}. Legen Sie die Dateien "
            "selbst in den Ordner, wenn sie geprüft werden sollen.</p>",
            n=links,
        )
        if links
        else Html(),
        noted=html(
            "<p>Zu diesen {many} gibt es eine Anmerkung, sie steht beim Text: {links}</p>",
            many=report.in_many,
            links=join((linked(source, sections) for source in report.summary.noted), " · "),
        )
        if report.summary.noted
        else Html(),
    )


def spread(report: Report) -> Html:
    """Return how the klartext_index is spread, and which kinds of findings there are."""
    summary = report.summary
    kinds = {CATEGORY_NAMES[c]: n for c in CATEGORY_NAMES if (n := summary.categories[c])}
    ordered = dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
    levels = [(f"stufe{level}", f"× {SEVERITY_WORDS[level]}", summary.severities[level]) for level in (3, 2, 1)]
    return html(
        "{chart}<h3>Wie schwer die Befunde wiegen</h3>{levels}<h3>Welche Arten von Befunden</h3>{kinds}",
        chart=distribution(summary.indices, summary.median_index, report.one, report.many),
        levels=shares(levels) if summary.findings else html("<p>Keine Befunde.</p>"),
        kinds=bars(ordered),
    )


def contents(report: Report, sections: Mapping[str, int]) -> Html:
    """Return how many letters leave which question of their reader open, and which letters these are."""
    summary = report.summary
    rows = join(
        _question(name, summary.answers[name], report, sections) for name in CHECKLIST_NAMES if name in summary.answers
    )
    without = summary.readable - summary.questioned
    left = f" Nicht gezählt: {count(without, report.one, report.many)} ohne Fließtext." if without else ""
    heads = join(
        html('<th scope="col" class="zahl">{name}</th>', name=f"{_SIGNS_OF[state]} {CHECKLIST_WORDS[state]}")
        for state in _SIGNS_OF
    )
    return html(
        "<p>Jeder Brief muss Fragen seiner Leser beantworten; welche, hängt davon ab, was für ein Brief es ist. "
        "{lacking} von {all} {many} lassen mindestens eine nötige Antwort ganz oder zum Teil offen.{left} Klartext "
        "sucht nach Zeichen im Text und kann eine Antwort übersehen: Bitte sehen Sie nach.</p>"
        '<div class="rollen"><table class="antworten"><thead><tr><th scope="col">Frage</th>{heads}'
        '<th scope="col">Verteilung</th></tr></thead><tbody>{rows}</tbody></table></div>',
        lacking=summary.lacking, all=summary.questioned, left=left, many=report.in_many, heads=heads, rows=rows,
    )  # fmt: skip


def _question(name: ChecklistName, found: Answers, report: Report, sections: Mapping[str, int]) -> Html:
    numbers = join(html('<td class="zahl">{n}</td>', n=found.states[state]) for state in _SIGNS_OF)
    parts = [(f"antwort-{state}", CHECKLIST_WORDS[state], found.states[state]) for state in _SIGNS_OF]
    lacking = ", ".join(f"{title} ({n}-mal)" for title, n in found.parts.most_common())
    links = join((linked(source, sections) for source in found.lacking), " · ")
    left = found.open - len(found.lacking)
    where = html(
        "<details><summary>{told}</summary><p>{links}{left}</p></details>",
        told=f"Wo nachsehen? ({count(found.open, report.one, report.many)})", links=links,
        left=f" und {left} weitere" if left else "",
    )  # fmt: skip
    return html(
        '<tr><th scope="row"><b>{question}</b>{lacking}{where}</th>{numbers}<td class="breit">{bar}</td></tr>',
        question=found.question, numbers=numbers, bar=split(parts), where=where if found.lacking else Html(),
        lacking=html("<br><small>Nur teilweise da, es fehlt: {parts}</small>", parts=lacking) if lacking else Html(),
    )  # fmt: skip


def _figure(value: float | None) -> str:
    return "–" if value is None else decimal(value)
