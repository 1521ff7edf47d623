"""The analysed sentence as a drawing, made here by spaCy's displaCy: words, kinds of word and who depends on whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spacy.displacy import parse_deps
from spacy.displacy.render import DependencyRenderer
from spacy.tokens import Doc

POS_NAMES: Final[Mapping[str, str]] = {
    "ADJ": "Adjektiv",
    "ADP": "Präposition",
    "ADV": "Adverb",
    "AUX": "Hilfsverb",
    "CCONJ": "Konjunktion",
    "DET": "Artikel",
    "INTJ": "Ausruf",
    "NOUN": "Substantiv",
    "NUM": "Zahl",
    "PART": "Partikel",
    "PRON": "Pronomen",
    "PROPN": "Name",
    "PUNCT": "Satzzeichen",
    "SCONJ": "Subjunktion",
    "SYM": "Zeichen",
    "VERB": "Verb",
    "X": "anderes",
}
RELATION_NAMES: Final[Mapping[str, str]] = {
    "acl": "Gliedsatz zum Substantiv",
    "acl:relcl": "Relativsatz",
    "advcl": "Adverbialsatz",
    "advmod": "Adverb",
    "amod": "Attribut",
    "appos": "Beisatz",
    "aux": "Hilfsverb",
    "aux:pass": "Hilfsverb im Passiv",
    "case": "Präposition zum Substantiv",
    "cc": "und, oder",
    "ccomp": "Objektsatz",
    "compound:prt": "Verbpartikel",
    "conj": "gleichgeordnet",
    "cop": "sein",
    "csubj": "Subjektsatz",
    "det": "Artikel",
    "iobj": "Dativobjekt",
    "mark": "Einleitewort",
    "nmod": "Substantiv zum Substantiv",
    "nsubj": "Subjekt",
    "nsubj:pass": "Subjekt im Passiv",
    "nummod": "Zahl zum Substantiv",
    "obj": "Objekt",
    "obl": "Angabe",
    "obl:agent": "Handelnder im Passiv",
    "obl:arg": "Ergänzung mit Präposition",
    "xcomp": "Ergänzung des Verbs",
}
_DISTANCE: Final = 150
_SIZE: Final = re.compile(r'width="(\d+)" height="([\d.]+)"')


def drawing(doc: Doc) -> str:
    """Return an SVG that loads nothing; the same analysis always gives the same characters."""
    parsed = parse_deps(doc)
    words = [word | {"tag": POS_NAMES.get(word["tag"], word["tag"])} for word in parsed["words"]]
    renderer = DependencyRenderer(options={"distance": _DISTANCE, "compact": False})
    svg = str(renderer.render_svg("satzbaum", words, parsed["arcs"]))
    return _SIZE.sub(r'\g<0> viewBox="0 0 \1 \2"', svg, count=1)


def legend(doc: Doc) -> tuple[tuple[str, str], ...]:
    """Return the relations of a sentence with their German names, each once, in order."""
    used = dict.fromkeys(str(token.dep_) for token in doc if token.head is not token)
    return tuple((name, RELATION_NAMES[name]) for name in used if name in RELATION_NAMES)
