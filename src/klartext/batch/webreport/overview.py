"""The parts of the report that look at all letters together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from klartext.batch.difference import VERDICTS, Change, Verdict
from klartext.batch.figures import Answers, Row, RuleUse
from klartext.batch.folder import LINK
from klartext.batch.repeats import LIKENESS, Repeat, Repeats
from klartext.batch.webreport.charts import bars, before_after, distribution, shares, split
from klartext.batch.webreport.letters import LACKS, change_details, kinds_of, sentence_cards
from klartext.batch.webreport.marking import marked, severity_tag
from klartext.batch.webreport.report import Report
from klartext.records import Category, ChecklistName, ChecklistState
from klartext.report.words import CHECKLIST_NAMES, CHECKLIST_WORDS, SEVERITY_WORDS, count, decimal
from klartext.view import CATEGORY_NAMES
from klartext.view.markup import Html, html, join
from klartext.view.names import GROUPS

MOST_REPEATS: Final = 40
OPEN_REPEATS: Final = 8
"""So many stand there unfolded; the ranking must not begin many pages below."""
MOST_RULES: Final = 25
_STEPS: Final = (1, 2, 4, 7)
"""From which number of findings on a cell of the heat map is one step darker."""
_ORDER: Final[Sequence[Category]] = [c for _, members in GROUPS.values() for c in members]


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
                'Am häufigsten: <a href="#regel-{rule}">{name}</a>, {n}-mal in {letters} {many}.',
                rule=rule, name=CATEGORY_NAMES[use.category], n=use.findings, letters=use.letters,
                many=report.in_many,
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
            many=report.many,
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


def linked(source: str, sections: Mapping[str, int]) -> Html:
    """Return the name of a letter, as a link where the page shows it in full."""
    return (
        html('<a href="#b{n}">{s}</a>', n=sections[source], s=source) if source in sections else html("{s}", s=source)
    )


_SIGNS_OF: Final[Mapping[ChecklistState, str]] = {
    "fehlt": "✗", "unvollstaendig": "◐", "gefunden": "✓", "entfaellt": "·"
}  # fmt: skip


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


def rules(report: Report, titles: Mapping[str, str]) -> Html:
    """Return the rules that found something, with why, sources and examples; beyond the first ones folded up."""
    entries = [_rule(rule, use, titles.get(rule, ""), report) for rule, use in report.summary.most_used()]
    rest = html(
        "<details><summary>Weitere {n} Regeln mit weniger Befunden</summary>{entries}</details>",
        n=len(entries) - MOST_RULES,
        entries=join(entries[MOST_RULES:]),
    )
    return html(
        "{top}{rest}",
        top=join(entries[:MOST_RULES]) or html("<p>Keine Befunde.</p>"),
        rest=rest if len(entries) > MOST_RULES else Html(),
    )


def _rule(rule: str, use: RuleUse, title: str, report: Report) -> Html:
    examples = join(
        html("<li>{sentence} <small>({source})</small></li>", sentence=_highlighted(sentence, text), source=source)
        for text, sentence, source in use.examples
    )
    most = next(report.summary.most_used())[1].findings
    return html(
        '<details class="regel" id="regel-{rule}"><summary><span class="anzahl">{n}</span>'
        '<span class="spur"><i class="leiste" style="width:{w}px"></i></span><span class="stufen">{tag}</span> '
        "<b>{category}</b> {title} <small>in {letters} {many}</small>"
        "</summary><p>{why}</p>{levels}<ul>{examples}</ul>"
        "<p><small>Regel <code>{rule}</code> · {sources}</small></p></details>",
        rule=rule, n=use.findings, w=max(1, round(120 * use.findings / most)), tag=severity_tag(use.usual_severity),
        category=CATEGORY_NAMES[use.category], title=title, letters=use.letters,
        many=report.one if use.letters == 1 and report.one == "Vorlage" else report.in_many,
        why=use.explanation, levels=_levels(use), examples=examples, sources="; ".join(use.sources),
    )  # fmt: skip


def _levels(use: RuleUse) -> Html:
    """Return how many findings of a rule weigh how much, where they do not all weigh the same."""
    if len(use.severities) == 1:
        return Html()
    told = ", ".join(
        f"{use.severities[level]} × {SEVERITY_WORDS[level]}" for level in (3, 2, 1) if use.severities[level]
    )
    return html("<p>Davon: {told}.</p>", told=told)


def _highlighted(sentence: str, text: str) -> Html:
    before, found, after = sentence.partition(" ".join(text.split()))
    return html("{a}<mark>{b}</mark>{c}", a=before, b=found, c=after) if found else html("{a}", a=sentence)


def repeated(report: Report, repeats: Sequence[Repeat], sections: Mapping[str, int], gathered: Repeats) -> Html:
    """Return the paragraphs that many letters share, each once."""
    notes = "" if gathered.complete else "Es sind sehr viele verschiedene Absätze; nur die ersten wurden verglichen. "
    intro = html(
        "<p>{notes}Hier steht jeder Absatz, der in mehreren {many} gleich oder fast gleich vorkommt und Befunde hat, "
        "nur einmal. „Fast gleich“ heißt: Mindestens {share}\u00a0% der Wortfolgen stimmen überein. Oben steht, wo "
        "eine Änderung am meisten bringt.</p>",
        notes=notes, many=report.in_many, share=round(100 * LIKENESS),
    )  # fmt: skip
    if not repeats:
        return html("<p>Kein Absatz mit Befunden steht in mehr als einer Datei.</p>")
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
            where=", ".join(v.sources[:5]) + (" …" if len(v.sources) > 5 else ""),
        )
        for v in rest[:6]
    )  # fmt: skip
    return html("<details><summary>Die fast gleichen Fassungen</summary><ul>{rows}</ul></details>", rows=rows)


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


def _figure(value: float | None) -> str:
    return "–" if value is None else decimal(value)


def filters(report: Report) -> Iterator[Html]:
    """Yield the choices of the filter: by category, and by a question that is left open."""
    summary = report.summary
    kinds = {category: CATEGORY_NAMES[category] for category in _ORDER if summary.categories[category]}
    lacking = {f"{LACKS}{name}": CHECKLIST_NAMES[name] for name, found in summary.answers.items() if found.open}
    for title, choices in (("mit Befunden der Art", kinds), ("im Inhalt offen", lacking)):
        if choices:
            options = join(html('<option value="{c}">{name}</option>', c=c, name=name) for c, name in choices.items())
            yield html('<optgroup label="{title}">{options}</optgroup>', title=title, options=options)
