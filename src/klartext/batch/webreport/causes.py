"""The part of the report on the rules that found something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from klartext.batch.figures import RuleUse
from klartext.batch.webreport.marking import severity_tag
from klartext.batch.webreport.report import Report
from klartext.report.words import SEVERITY_WORDS, count
from klartext.view import CATEGORY_NAMES
from klartext.view.markup import Html, html, join

MOST_RULES: Final = 25


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
        "<b>{category}</b> {title} <small>in {letters}</small>"
        "</summary><p>{why}</p>{levels}<ul>{examples}</ul>"
        "<p><small>Regel <code>{rule}</code> · {sources}</small></p></details>",
        rule=rule, n=use.findings, w=max(1, round(120 * use.findings / most)), tag=severity_tag(use.usual_severity),
        category=CATEGORY_NAMES[use.category], title=title, letters=count(use.letters, report.one, report.in_many),
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
