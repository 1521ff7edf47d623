"""``klartext rules``: the catalogue of rules, one rule with all it says, and the rules' own examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from klartext.cli.common import write
from klartext.cli.german import GermanCommand, GermanGroup
from klartext.errors import ExitCode, RuleError, did_you_mean
from klartext.records import Category
from klartext.report.words import SEVERITY_WORDS, count

if TYPE_CHECKING:
    from klartext.ruleset import Rule

app = typer.Typer(cls=GermanGroup, help="Regeln lesen und prüfen.", no_args_is_help=True, rich_markup_mode=None)
_CATEGORIES = get_args(Category)


@app.command("list", cls=GermanCommand)
def list_rules(
    category: Annotated[
        str | None, typer.Option("--category", metavar="KATEGORIE", help="Nur eine Kategorie zeigen.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Die Liste als JSON.")] = False,
) -> None:
    """Alle Regeln mit Kategorie, Schwere und Titel zeigen."""
    from klartext.ruleset import load_rules

    if category is not None and category not in _CATEGORIES:
        raise RuleError(
            "KT-A06", f"Die Kategorie „{category}“ gibt es nicht.", f"Möglich sind: {', '.join(_CATEGORIES)}."
        )
    rules = [rule for rule in load_rules().rules if category in (None, rule.category)]
    if as_json:
        typer.echo(json.dumps([rule.line() for rule in rules], ensure_ascii=False, indent=2))
        return
    for line in _table(rules):
        typer.echo(line)


@app.command(cls=GermanCommand)
def show(rule: Annotated[str, typer.Argument(metavar="ID", help="Kennung der Regel.")]) -> None:
    """Eine Regel zeigen: was sie sucht, warum, Quellen und Beispiele."""
    from klartext.ruleset import load_rules
    from klartext.ruleset.explain import explain

    ruleset = load_rules()
    try:
        found = ruleset.by_id(rule)
    except KeyError:
        meant = did_you_mean(rule, (r.id for r in ruleset.rules))
        remedy = f"{meant} „klartext rules list“ zeigt alle.".lstrip()
        raise RuleError("KT-A05", f"Die Regel „{rule}“ gibt es nicht.", remedy) from None
    typer.echo(explain(found), nl=False)


@app.command("html", cls=GermanCommand)
def to_html(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="DATEI", help="Wohin die Seite kommt.")],
) -> None:
    """Alle Regeln als eine Seite schreiben, die ohne Netz geht: mit Suche, Quellen und Beispielen."""
    from klartext.ruleset import load_rules
    from klartext.view.catalogue import catalogue_page

    write(out, catalogue_page(load_rules()))
    typer.echo(f"Geschrieben: {out}")


@app.command(cls=GermanCommand)
def check() -> int:
    """Die Beispiele aller Regeln ausführen.

    Status 0: alle stimmen. Status 1: mindestens eines stimmt nicht. Status 2: eine Regeldatei ist ungültig.
    """
    from klartext.nlp import load_pipeline
    from klartext.protect import protect
    from klartext.ruleset import load_rules, skipped_rules
    from klartext.ruleset.check import check_rules

    ruleset = load_rules()
    pipeline = load_pipeline()
    failures = check_rules(ruleset, pipeline, protect)
    for failure in failures:
        typer.echo(str(failure))
    skipped = skipped_rules(pipeline("Das ist ein Satz."), ruleset)
    for rule in skipped:
        typer.echo(f"Übersprungen: {rule.rule} (ohne {rule.layer})")
    checked = len(ruleset.rules) - len(skipped)
    wrong = count(len(failures), "Beispiel stimmt nicht", "Beispiele stimmen nicht")
    typer.echo(f"{count(checked, 'Regel', 'Regeln')} geprüft, {len(skipped)} übersprungen. {wrong}.")
    return ExitCode.FINDINGS if failures else ExitCode.OK


def _table(rules: list[Rule]) -> Iterator[str]:
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        yield f"{rule.id:<{width}}  {rule.category:<20}  {SEVERITY_WORDS[rule.severity]:<19}  {rule.title}"
    yield ""
    yield f"{count(len(rules), 'Regel', 'Regeln')}. „klartext rules show ID“ erklärt eine."
