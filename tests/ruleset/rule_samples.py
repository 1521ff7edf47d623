"""Rule folders, letters and hand-annotated sentences for the tests of the rule engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from klartext.records import Letter, Protected, ProtectedKind
from klartext.ruleset import RuleSet, load_rules
from klartext.ruleset.check import running_text
from klartext.spans import Span

PHRASE_RULE = """\
id: bitte-hoeflichst
titel: "„bitten wir höflichst“"
kategorie: floskel
schwere: 1
meldung: "„{treffer}“ klingt steif."
warum: "Ein einfaches „bitte“ ist freundlicher."
quellen:
  - {art: hausregel, titel: "Test"}
muster: {art: phrase, phrasen: ["bitten wir höflichst", "bitten höflichst"]}
beispiele:
  - {falsch: "Hierzu ⟦bitten wir höflichst⟧ um Antwort.", besser: "Bitte antworten Sie."}
  - {falsch: "Wir ⟦bitten höflichst⟧ um Antwort.", besser: "Bitte antworten Sie."}
gegenbeispiele:
  - {text: "Wir bitten um Antwort.", grund: "ohne „höflichst“"}
  - {text: "Der Gast bedankte sich höflichst.", grund: "keine Bitte"}
"""

WORD_LIST = """\
id: woerter
titel: "Amtswörter"
kategorie: amtswort
schwere: 2
warum: "Amtswörter liest man nur in Behördenbriefen."
quellen:
  - {art: norm, titel: "BITV 2.0", stelle: "Nummer 4"}
  - {art: praxis, titel: "Merkblatt", stelle: "S. 9"}
eintraege:
ENTRIES"""

ENTRY = """\
  - id: ID
    wort: "WORT"
    suche: SUCHE
    grund: "„WORT“ ist ein Amtswort."
    beispiel: "Das Wort ⟦WORT⟧ stört."
"""


def entry(id: str, word: str, search: str = "form", extra: str = "") -> str:
    """Return the YAML of one entry; ``extra`` lines are appended as they are."""
    lines = ENTRY.replace("ID", id).replace("WORT", word).replace("SUCHE", search)
    return lines + "".join(f"    {line}\n" for line in extra.splitlines())


def write_rule(folder: Path, text: str, path: str) -> Path:
    """Write a rule file into a folder of rules."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def word_rules(folder: Path, *entries: str) -> RuleSet:
    """Return a rule set with one list of words."""
    write_rule(folder, WORD_LIST.replace("ENTRIES", "".join(entries)), "amtswort/woerter.yaml")
    return load_rules(folder)


def blank() -> Language:
    """Return a pipeline that knows tokens and sentences only."""
    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    return nlp


def tree(*words: tuple[str, str, str, int, str]) -> tuple[Doc, Letter]:
    """Return one annotated sentence: text, lemma, UPOS, index of the head, relation; blanks between words."""
    texts = [w[0] for w in words]
    spaces = [i + 1 < len(texts) and texts[i + 1] not in (".", ",") for i in range(len(texts))]
    doc = Doc(
        spacy.blank("de").vocab,
        texts,
        spaces,
        lemmas=[w[1] for w in words],
        pos=[w[2] for w in words],
        heads=[w[3] for w in words],
        deps=[w[4] for w in words],
        sent_starts=[i == 0 for i in range(len(texts))],
        morphs=[""] * len(texts),
    )
    return doc, running_text(doc.text)


def protect_all(text: str, kind: ProtectedKind, places: Sequence[str]) -> tuple[Protected, ...]:
    """Return the places of a text as protected, each at its first occurrence after the one before."""
    found, at = [], 0
    for place in places:
        start = text.index(place, at)
        at = start + len(place)
        found.append(Protected(kind, Span(start, at), place))
    return tuple(found)
