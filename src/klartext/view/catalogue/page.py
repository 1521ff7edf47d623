"""The catalogue of rules as a page that needs no network and runs only its own script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import groupby

from klartext import __version__
from klartext.records import Category
from klartext.report.words import SEVERITY_WORDS, count
from klartext.ruleset import Rule, RuleSet
from klartext.ruleset.explain import better_wording, explain, searched
from klartext.ruleset.rule import SOURCE_WORDS, CodePattern, Example, Source, WordList, WordPattern
from klartext.view.markup import Html, html, join, policy_for
from klartext.view.names import CATEGORY_NAMES, GROUPS


def catalogue_page(ruleset: RuleSet) -> str:
    """Return the page with every rule and every word of the lists."""
    script = _resource("catalogue.js")
    return html(
        '<!doctype html>\n<html lang="de"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Klartext: die Regeln</title>\n<style>{style}</style></head>\n"
        "<body><header><h1>Die Regeln von Klartext</h1>{intro}{search}</header>\n<main>{overview}{sections}"
        '<p id="nichts" hidden>Keine Regel passt. Nehmen Sie ein anderes Wort oder stellen Sie die Auswahl auf „alle“.'
        "</p></main><footer>Klartext {version} · Regeln {digest}</footer>\n<script>{script}</script></body></html>\n",
        policy=policy_for(script), style=_resource("catalogue.css"), intro=_intro(ruleset), search=_search(ruleset),
        overview=_overview(ruleset), sections=join(_sections(ruleset)), version=__version__, digest=ruleset.digest[:19],
        script=script,
    )  # fmt: skip


def catalogue_hits(ruleset: RuleSet, words: str = "", category: str = "", most: int = 30) -> Html:
    """Return the rules that hold every one of some words, folded up, for a page that has its own search.

    Args:
        ruleset: The rules.
        words: What people look for, in any order.
        category: Only rules of this one; empty for all.
        most: How many are shown.
    """
    wanted = words.lower().split()
    found = [r for r in ruleset.rules if r.category == (category or r.category) and _holds(r, wanted)]
    if not found:
        return html("<p>Keine Regel passt. Nehmen Sie ein anderes Wort oder alle Kategorien.</p>")
    told = count(len(found), "Regel oder Wort", "Regeln und Wörter")
    more = f"{told}; gezeigt sind die ersten {most}." if len(found) > most else f"{told}."
    shown = join(
        html(
            "<details><summary>{title} {tag}</summary>{rule}</details>",
            title=r.title,
            tag=_tag(r.severity),
            rule=_rule(r),
        )
        for r in found[:most]
    )
    return html('<p role="status">{more}</p>{shown}', more=more, shown=shown)


def _holds(rule: Rule, wanted: Sequence[str]) -> bool:
    text = f"{explain(rule)} {CATEGORY_NAMES[rule.category]}".lower()
    return all(word in text for word in wanted)


def _intro(ruleset: RuleSet) -> Html:
    words = sum(1 for rule in ruleset.rules if rule.word_list)
    return html(
        "<p>{rules} und {words} in {lists}. Jede Regel sagt, was sie sucht, warum eine Stelle schwer ist und "
        "worauf sie sich stützt. Klartext ändert nichts von selbst. Diese Seite braucht kein Netz.</p>",
        rules=count(len(ruleset.rules) - words, "Regel", "Regeln"), words=count(words, "Wort", "Wörter"),
        lists=count(len(ruleset.word_lists), "Wortliste", "Wortlisten"),
    )  # fmt: skip


def _search(ruleset: RuleSet) -> Html:
    used = {rule.category for rule in ruleset.rules}
    choices = (
        ("kategorie", "Kategorie", [(c, CATEGORY_NAMES[c]) for c in _categories() if c in used]),
        ("schwere", "Schwere", [(str(level), SEVERITY_WORDS[level]) for level in sorted(SEVERITY_WORDS, reverse=True)]),
        ("quelle", "Quelle", list(SOURCE_WORDS.items())),
    )
    selects = join(
        html(
            '<label>{title} <select id="{id}"><option value="">alle</option>{options}</select></label> ',
            id=id, title=title,
            options=join(html('<option value="{v}">{name}</option>', v=v, name=name) for v, name in options),
        )
        for id, title, options in choices
    )  # fmt: skip
    return html(
        '<p class="suche"><label>Suchen <input type="search" id="suche" placeholder="Wort, Regel oder Quelle"></label> '
        '{selects}<span id="treffer" role="status"></span></p>',
        selects=selects,
    )


def _overview(ruleset: RuleSet) -> Html:
    rows = []
    for category in _categories():
        mine = [rule for rule in ruleset.rules if rule.category == category]
        words = sum(1 for rule in mine if rule.word_list)
        if mine:
            told = [count(len(mine) - words, "Regel", "Regeln")] if len(mine) > words else []
            told += [count(words, "Wort", "Wörter")] if words else []
            link = html('<a href="#{c}">{name}</a>', c=category, name=CATEGORY_NAMES[category])
            rows.append(html("<li>{link} <small>{told}</small></li>", link=link, told=", ".join(told)))
    return html('<nav aria-label="Kategorien"><ul>{rows}</ul></nav>', rows=join(rows))


def _sections(ruleset: RuleSet) -> Iterator[Html]:
    lists = {listed.id: listed for listed in ruleset.word_lists}
    for category in _categories():
        mine = [rule for rule in ruleset.rules if rule.category == category]
        if not mine:
            continue
        rules = join(_rule(rule) for rule in mine if not rule.word_list)
        tables = [
            _word_list(lists[name], list(entries)) for name, entries in groupby(mine, lambda r: r.word_list) if name
        ]
        yield html(
            '<section id="{c}"><h2>{name}</h2>{rules}{tables}</section>\n',
            c=category, name=CATEGORY_NAMES[category], rules=rules, tables=join(tables),
        )  # fmt: skip


def _rule(rule: Rule) -> Html:
    parts = (
        _settings(rule)
        if isinstance(rule.pattern, CodePattern)
        else _listed("Was gesucht wird", (html("{s}", s=line) for line in searched(rule))),
        _listed("Schlichter", [html("{plain}", plain=", ".join(rule.plain))] if rule.plain else ()),
        _listed("Ersatz ohne weitere Änderung", [html("„{r}“", r=rule.replacement)] if rule.replacement else ()),
        _listed("Beispiele", (_example(rule, example) for example in rule.examples)),
        _listed("Das meldet die Regel nicht", (_counter(c.text, c.reason) for c in rule.counterexamples)),
        _listed("Ausnahmen", (html("„{e}“", e=phrase) for phrase in rule.exceptions)),
        _listed("Quellen", (html("{s}", s=source) for source in rule.sources)),
    )
    return html(
        '<article class="regel" id="regel-{id}" {facts}><h3>{title} {tag}</h3>'
        "<p>{reason}</p>{parts}<p><small>Kennung: <code>{id}</code>{file}</small></p></article>\n",
        id=rule.id, facts=_facts(rule), title=rule.title, tag=_tag(rule.severity), reason=rule.reason,
        parts=join(parts), file=f" · Datei: {rule.file}" if rule.file else "",
    )  # fmt: skip


def _listed(title: str, lines: Iterable[Html]) -> Html:
    shown = join(html("<li>{line}</li>", line=line) for line in lines)
    return html("<h4>{title}</h4><ul>{shown}</ul>", title=title, shown=shown) if shown else Html()


def _settings(rule: Rule) -> Html:
    """Return how a rule that is a program is set, folded up; its examples say more to most people."""
    lines = join(html("<li>{line}</li>", line=line) for line in searched(rule))
    return html("<details><summary>Einstellungen der Regel</summary><ul>{lines}</ul></details>", lines=lines)


def _example(rule: Rule, example: Example) -> Html:
    better = better_wording(rule, example)
    return html(
        "<b>statt:</b> {old}{new}",
        old=_marked(example),
        new=html('<br><b class="besser">besser:</b> {better}', better=better) if better else Html(),
    )


def _marked(example: Example) -> Html:
    pieces, at = [], 0
    for mark in example.marks:
        before, found = example.text[at : mark.start], example.text[mark.start : mark.end]
        pieces.append(html("{before}<mark>{found}</mark>", before=before, found=found))
        at = mark.end
    return html("{pieces}{rest}", pieces=join(pieces), rest=example.text[at:])


def _counter(text: str, reason: str) -> Html:
    return html("{text} <small>({reason})</small>", text=text, reason=reason)


def _word_list(listed: WordList, entries: Sequence[Rule]) -> Html:
    rows = join(
        html(
            '<tr class="regel" id="regel-{id}" {facts}><th scope="row">{word}</th><td>{plain}</td>'
            "<td>{tag}</td></tr>\n",
            id=entry.id, facts=_facts(entry), tag=_tag(entry.severity), plain=_plain(entry),
            word=entry.pattern.words if isinstance(entry.pattern, WordPattern) else entry.title,
        )
        for entry in entries
    )  # fmt: skip
    return html(
        '<div class="liste" id="liste-{id}"><h3>{title}</h3><p>{reason}</p><p><small>Quellen: {sources}</small></p>'
        '<table><thead><tr><th scope="col">Wort</th><th scope="col">schlichter</th>'
        '<th scope="col">Schwere</th></tr></thead>'
        "<tbody>{rows}</tbody></table></div>\n",
        id=listed.id, title=listed.title, reason=listed.reason, sources="; ".join(map(str, listed.sources)), rows=rows,
    )  # fmt: skip


def _plain(entry: Rule) -> Html:
    words = ", ".join(entry.plain) or entry.replacement or "–"
    own = join(html("<br><small>{example}</small>", example=_marked(example)) for example in entry.examples)
    return html("{words}{own}", words=words, own=own)


def _facts(rule: Rule) -> Html:
    """Return what the script filters by."""
    return html(
        'data-kategorie="{c}" data-schwere="{s}" data-quelle="{kinds}" data-worte="{words}"',
        c=rule.category, s=rule.severity, kinds=_kinds(rule.sources),
        words=f"{rule.id} {CATEGORY_NAMES[rule.category]} {'; '.join(s.title for s in rule.sources)}".lower(),
    )  # fmt: skip


def _kinds(sources: Sequence[Source]) -> str:
    return " ".join(dict.fromkeys(source.kind for source in sources))


def _tag(severity: int) -> Html:
    return html('<span class="schwere t{s}">{name}</span>', s=severity, name=SEVERITY_WORDS[severity])


def _categories() -> Iterator[Category]:
    return (category for _, members in GROUPS.values() for category in members)


def _resource(name: str) -> Html:
    return Html(files(__package__).joinpath(name).read_text(encoding="utf-8"))
