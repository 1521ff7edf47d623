"""The page put together and written part by part; it loads nothing and runs only its own script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Final, TextIO

from klartext.batch.difference import Change
from klartext.batch.figures import Row
from klartext.batch.repeats import Repeat
from klartext.batch.webreport import causes, changes, overview, repeated, tables
from klartext.batch.webreport.letters import letter_section
from klartext.batch.webreport.report import Report
from klartext.batch.work import Work
from klartext.metrics import MIN_WORDS
from klartext.report.words import count
from klartext.ruleset import load_rules
from klartext.view.markup import Html, html, join, policy_for

_EXPLAINED: Final = html(
    """
<dl>
<dt>Klartext-Index</dt><dd>Schätzt, wie leicht ein Text zu lesen ist: 0 heißt sehr schwer, 100 sehr leicht. Unter {n}
Wörtern gibt es keinen Wert. Bei jedem Brief steht, was die meisten Punkte kostet.</dd>
<dt>Befund</dt><dd>Eine Stelle, die schwer zu lesen ist, mit Grund und Quelle. Drei Stufen:
<span class="schwere t3">schwer verständlich</span>, <span class="schwere t2">ändern</span>,
<span class="schwere t1">Hinweis</span>.</dd>
<dt>Vorschlag</dt><dd>Eine andere Formulierung, die Angaben, Fristen, Paragrafen und Platzhalter unverändert lässt.
Nichts wird von selbst übernommen: Sie entscheiden.</dd>
<dt>Platzhalter</dt><dd>Felder Ihres Vorlagensystems, zum Beispiel <span class="platz">{{{{name}}}}</span>.
Klartext ändert sie nie.</dd>
<dt>Rang</dt><dd>Niedrigster Index zuerst; ohne Index am Ende, dort die meisten Befunde je 100 Wörter zuerst.</dd>
</dl>
""",
    n=MIN_WORDS,
)


def write_report(report: Report, work: Work, file: TextIO) -> None:
    """Write the page; the letters that are shown in full come from the work folder one by one."""
    for part in _parts(report, work):
        file.write(part)


def _parts(report: Report, work: Work) -> Iterator[Html]:
    rows, repeats = report.summary.worst(), report.repeats.found()
    sections = {row.source: number for number, row in enumerate(rows, 1)}
    changed = {change.source: change for change in report.changes}
    yield _head(report)
    for anchor, title, body in _overviews(report, rows, repeats, sections):
        yield html('<section id="{id}"><h2>{title}</h2>{body}</section>\n', id=anchor, title=title, body=body)
    yield _letters_head(report, rows)
    yield from _letters(report, rows, work, changed)
    yield html("</section></main><footer>{made}</footer>", made=_made_by(report))
    yield Html(f"<script>{_script()}</script></body></html>\n")


def _overviews(
    report: Report, rows: Sequence[Row], repeats: Sequence[Repeat], sections: dict[str, int]
) -> Iterator[tuple[str, str, Html]]:
    yield "blick", "Auf einen Blick", overview.glance(report, repeats)
    if report.compared:
        yield "unterschied", "Frühere und neue Fassung", changes.difference(report, sections)
    if report.summary.unreadable or report.others or report.summary.noted:
        yield "ungelesen", "Beim Lesen aufgefallen", overview.unread(report, sections)
    yield "verteilung", "Wie schwer die Texte sind", overview.spread(report)
    if report.summary.answers:
        yield "inhalt", "Was im Inhalt fehlt", overview.contents(report, sections)
    yield "absaetze", "Einmal ändern, überall besser", repeated.repeated(report, repeats, sections, report.repeats)
    titles = {rule.id: rule.title for rule in load_rules().rules}
    yield "regeln", "Die häufigsten Gründe", causes.rules(report, titles)
    yield "rang", f"Alle {report.many}, die schwersten zuerst", join((_search(report), tables.ranking(report, rows)))
    yield "karte", "Was wo stört", tables.heat_map(report, rows)
    yield "lesen", "So lesen Sie diesen Bericht", _EXPLAINED


def _head(report: Report) -> Html:
    links = [
        ("blick", "Überblick"), *([("unterschied", "Vergleich")] if report.compared else []),
        ("verteilung", "Verteilung"), *([("inhalt", "Inhalt")] if report.summary.answers else []),
        ("absaetze", "Gleiche Absätze"), ("regeln", "Gründe"), ("rang", "Rangliste"),
        ("karte", "Was wo stört"), ("einzeln", "Einzeln"), ("lesen", "Lesehilfe"),
    ]  # fmt: skip
    return html(
        '<!doctype html>\n<html lang="de"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{title}</title>\n<style>{style}</style></head>\n"
        "<body><header><h1>{title}</h1><p>{what}</p><nav>{nav}</nav></header><main>\n",
        policy=policy_for(_script()),
        title=f"Klartext-Bericht: {report.folder}",
        style=Html(files(__package__).joinpath("report.css").read_text(encoding="utf-8")),
        what=f"Wie verständlich die Texte sind ({count(report.summary.readable, report.one, report.many)}) "
        "und wo sich eine Änderung lohnt. Diese Seite braucht kein Netz.",
        nav=join(html('<a href="#{id}">{name}</a> ', id=anchor, name=name) for anchor, name in links),
    )


def _search(report: Report) -> Html:
    return html(
        '<p class="suche"><label>Suchen <input type="search" id="suche" placeholder="Name oder Wort im Text"></label> '
        '<label>Nur zeigen: <select id="kategorie"><option value="">alle</option>{options}</select></label> '
        '<span id="treffer" role="status"></span></p>'
        "<p><small>Ein Klick auf eine Überschrift sortiert die Tabelle. Suche und Auswahl gelten auch für „Was wo "
        "stört“ und die Einzelansichten.</small></p>",
        options=join(tables.filters(report)),
    )


def _letters_head(report: Report, rows: Sequence[Row]) -> Html:
    left = report.summary.readable - len(rows)
    note = (
        html(
            '<p class="grenze">Diese Seite zeigt die {n} schwersten; {left} weitere stehen nur in den Tabellen (.csv, '
            ".parquet). Mehr zeigt --details.</p>",
            n=len(rows),
            left=left,
        )
        if left > 0
        else Html()
    )
    return html(
        '<section id="einzeln"><h2>{many} einzeln</h2>{note}<p><button type="button" id="auf">Alle gezeigten aufklappen'
        '</button> <button type="button" id="zu">Alle zuklappen</button> '
        "<small>Gedruckt wird, was aufgeklappt ist.</small></p>\n",
        many=report.many,
        note=note,
    )


def _letters(report: Report, rows: Sequence[Row], work: Work, changes: dict[str, Change]) -> Iterator[Html]:
    for number, row in enumerate(rows, 1):
        if (record := work.record("neu", row.source)) is not None:
            failed = report.failures.get(row.source, ())
            yield letter_section(number, row, record, failed, changes.get(row.source))


def _made_by(report: Report) -> str:
    versions = report.summary.versions
    if not versions:
        return "Klartext"
    model = versions["model"] or "ohne Sprachmodell"
    return f"Klartext {versions['version']} · {versions['pipeline']} · Regeln {versions['rules'][:19]} · {model}"


def _script() -> str:
    return files(__package__).joinpath("report.js").read_text(encoding="utf-8")
