"""German texts about rules: one rule for ``klartext rules show``, and the catalogue in ``rules/README.md``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from klartext import paths
from klartext.records import Category
from klartext.ruleset.load import load_rules
from klartext.ruleset.rule import (
    CLOSE_MARK,
    OPEN_MARK,
    CodePattern,
    Example,
    PhrasePattern,
    Rule,
    RuleSet,
    Source,
    WordPattern,
    fixed_replacement,
)

CATALOGUE: Final = "README.md"
SEVERITIES: Final[Mapping[int, str]] = {1: "Hinweis", 2: "ändern", 3: "schwer verständlich"}
CATEGORY_NAMES: Final[Mapping[Category, str]] = {
    "nominalstil": "Nominalstil",
    "funktionsverbgefuege": "Funktionsverbgefüge",
    "passiv": "Passiv",
    "modaler_infinitiv": "Modaler Infinitiv",
    "langer_satz": "Langer Satz",
    "schachtelsatz": "Schachtelsatz",
    "partizipialattribut": "Erweitertes Partizipialattribut",
    "genitivkette": "Genitivkette",
    "bandwurmwort": "Bandwurmwort",
    "amtswort": "Amtswort",
    "floskel": "Floskel",
    "abkuerzung": "Abkürzung",
    "paragraphenkette": "Paragraphenkette",
    "verneinung": "Verneinung",
    "unpersoenlich": "Unpersönliche Anrede",
    "fremdwort": "Fremdwort",
    "pleonasmus": "Pleonasmus",
}
_HEAD: Final = """\
# Regeln

Diese Seite entsteht aus den Dateien in diesem Ordner. Ändern Sie eine Regel in ihrer Datei und erzeugen
Sie die Seite neu: `python -m klartext.ruleset.explain`.
"""


def explain(rule: Rule) -> str:
    """Return everything a person may want to know about one rule, as plain German text."""
    return "\n".join(_lines(rule)) + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}: {rule.title}"
    yield f"Kategorie: {CATEGORY_NAMES[rule.category]} · Schwere: {_severity(rule.severity)}"
    if rule.file:
        yield f"Datei: {rule.file}"
    yield ""
    yield rule.message.replace("{treffer}", "…")
    yield rule.reason
    if rule.plain:
        yield f"Schlichter: {', '.join(rule.plain)}."
    if rule.replacement:
        yield f"Ersatz ohne weitere Änderung: „{rule.replacement}“."
    yield from _section("Gesucht wird", searched(rule))
    yield from _section("Quellen", map(str, rule.sources))
    yield from _section("Beispiele", (line for example in rule.examples for line in _example(rule, example)))
    yield from _section("Keine Fundstelle", (f"{c.text} ({c.reason})" for c in rule.counterexamples))
    yield from _section("Ausnahmen", (f"„{phrase}“" for phrase in rule.exceptions))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    shown = [f"  {line}" for line in lines]
    if shown:
        yield from ("", f"{title}:", *shown)


def _severity(severity: int) -> str:
    return f"{severity} ({SEVERITIES[severity]})"


def searched(rule: Rule) -> Iterator[str]:
    """Yield what a rule looks for, in words."""
    match rule.pattern:
        case WordPattern(words=words, search=search, pos=pos):
            how = "in jeder Beugung" if search == "lemma" else "wie geschrieben, groß oder klein"
            yield f"„{words}“, {how}" + (f", nur als {' oder '.join(pos)}" if pos else "")
        case PhrasePattern(phrases=phrases):
            yield from (f"„{phrase}“" for phrase in phrases)
        case CodePattern(detector=detector, parameters=parameters, profiles=profiles):
            yield f"Detektor {detector}" + _values(parameters)
            yield from (f"im Profil {name}" + _values(changed) for name, changed in profiles.items())
        case _:
            yield "ein Muster aus Wörtern und Satzbau"


def _values(parameters: Mapping[str, int | str | bool]) -> str:
    return f" mit {', '.join(f'{name} = {value}' for name, value in parameters.items())}" if parameters else ""


def _example(rule: Rule, example: Example) -> Iterator[str]:
    yield f"statt:  {marked(example)}"
    if better := better_wording(rule, example):
        yield f"besser: {better}"


def marked(example: Example) -> str:
    """Return the sentence with ⟦…⟧ around the places to be found."""
    text = example.text
    for mark in reversed(example.marks):
        text = f"{text[: mark.start]}{OPEN_MARK}{text[mark.start : mark.end]}{CLOSE_MARK}{text[mark.end :]}"
    return text


def better_wording(rule: Rule, example: Example) -> str | None:
    """Return the sentence as it should read, where the rule says so."""
    if example.better:
        return example.better
    mark = example.marks[0]
    new = fixed_replacement(rule, example.text[mark.start : mark.end]) if len(example.marks) == 1 else None
    return None if new is None else example.text[: mark.start] + new + example.text[mark.end :]


def catalogue(ruleset: RuleSet) -> str:
    """Return all rules as a Markdown page: the rules with their examples, the word lists as tables."""
    lines = [_HEAD, *_overview(ruleset)]
    for category, rules in groupby(ruleset.rules, key=lambda r: r.category):
        lines += ["", f"## {CATEGORY_NAMES[category]}"]
        for list_id, grouped in groupby(rules, key=lambda r: r.word_list):
            members = list(grouped)
            lines += _word_table(ruleset, list_id, members) if list_id else _rule_entries(members)
    return "\n".join(lines) + "\n"


def _overview(ruleset: RuleSet) -> Iterator[str]:
    entries = sum(1 for r in ruleset.rules if r.word_list)
    yield f"{len(ruleset.rules) - entries} Regeln und {entries} Einträge in {len(ruleset.word_lists)} Wortlisten."
    yield from ("", "| Kategorie | Regeln | Wörter |", "| --- | ---: | ---: |")
    for category, name in CATEGORY_NAMES.items():
        mine = [r for r in ruleset.rules if r.category == category]
        words = sum(1 for r in mine if r.word_list)
        yield f"| {name} | {len(mine) - words} | {words} |"


def _rule_entries(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        yield from ("", f"### `{rule.id}`", "", f"{rule.title} · Schwere {_severity(rule.severity)}", "", rule.reason)
        yield from ("", *(f"- statt: {marked(e)}<br>besser: {e.better}" for e in rule.examples))
        yield f"- keine Fundstelle: {rule.counterexamples[0].text} ({rule.counterexamples[0].reason})"
        yield from ("", _source_line(rule.sources))


def _word_table(ruleset: RuleSet, id: str, entries: Sequence[Rule]) -> Iterator[str]:
    listed = next(w for w in ruleset.word_lists if w.id == id)
    yield from ("", f"### `{id}`", "", listed.title, "", listed.reason, "", _source_line(listed.sources), "")
    yield from ("| Wort | schlichter | Schwere |", "| --- | --- | ---: |")
    for entry in entries:
        word = entry.pattern.words if isinstance(entry.pattern, WordPattern) else entry.title
        yield f"| {_cell(word)} | {_cell(', '.join(entry.plain) or entry.replacement or '–')} | {entry.severity} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _source_line(sources: Sequence[Source]) -> str:
    return f"Quellen: {'; '.join(map(str, sources))}."


def catalogue_is_current(ruleset: RuleSet, folder: Path) -> bool:
    """Whether the page in a folder is what ``catalogue`` returns today."""
    page = folder / CATALOGUE
    return page.is_file() and page.read_text(encoding="utf-8") == catalogue(ruleset)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the catalogue, or with ``--check`` say whether it is current."""
    parser = argparse.ArgumentParser(prog="python -m klartext.ruleset.explain", description="Erzeugt rules/README.md.")
    parser.add_argument("--check", action="store_true", help="nur prüfen, ob die Seite zu den Regeln passt")
    options = parser.parse_args(arguments)
    folder = paths.rules_dir()
    ruleset = load_rules(folder)
    if not options.check:
        (folder / CATALOGUE).write_text(catalogue(ruleset), encoding="utf-8", newline="\n")
        return 0
    if catalogue_is_current(ruleset, folder):
        return 0
    print("rules/README.md passt nicht zu den Regeln. Abhilfe: python -m klartext.ruleset.explain")
    return 1


if __name__ == "__main__":
    sys.exit(main())
