"""The analysed sentence as a drawing, made here by spaCy's displaCy: words, kinds of word and who depends on whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.displacy import parse_deps
from spacy.displacy.render import DependencyRenderer
from spacy.tokens import Doc, Token

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
    "acl": "Gliedsatz",
    "acl:relcl": "Relativsatz",
    "advcl": "Adverbialsatz",
    "advmod": "Adverb",
    "amod": "Attribut",
    "appos": "Beisatz",
    "aux": "Hilfsverb",
    "aux:pass": "Hilfsverb im Passiv",
    "case": "Präposition",
    "cc": "und, oder",
    "cc:preconj": "sowohl, weder",
    "ccomp": "Objektsatz",
    "compound": "Wortteil",
    "compound:prt": "Verbpartikel",
    "conj": "gleichgeordnet",
    "cop": "sein",
    "csubj": "Subjektsatz",
    "csubj:pass": "Subjektsatz im Passiv",
    "dep": "anderes",
    "det": "Artikel",
    "det:poss": "Possessivartikel",
    "discourse": "Ausruf",
    "expl": "es ohne Inhalt",
    "expl:pv": "sich zum Verb",
    "fixed": "feste Wortgruppe",
    "flat": "Teil eines Namens",
    "flat:name": "Teil eines Namens",
    "iobj": "Dativobjekt",
    "mark": "Einleitewort",
    "nmod": "Beifügung",
    "nmod:poss": "Genitiv",
    "nsubj": "Subjekt",
    "nsubj:outer": "Subjekt des ganzen Satzes",
    "nsubj:pass": "Subjekt im Passiv",
    "nummod": "Zahl",
    "obj": "Objekt",
    "obl": "Angabe",
    "obl:agent": "Handelnder im Passiv",
    "obl:arg": "Ergänzung mit Präposition",
    "obl:tmod": "Zeitangabe",
    "orphan": "ohne Verb",
    "parataxis": "eingeschobener Satz",
    "vocative": "Anrede",
    "xcomp": "Ergänzung des Verbs",
}
_NARROWEST: Final = 80
_LETTER: Final = 9.5
"""Units of the drawing that one letter takes."""
_FONT: Final = 'style="font-size: 17px; '
"""Otherwise the letters would be as large as those around the drawing, whatever its scale."""
_SIZE: Final = re.compile(r'width="(\d+)" height="([\d.]+)"')
_BELOW: Final = 135.0
"""Units below the arcs, for the words."""
_LABEL: Final = 26.0


@dataclass(frozen=True, slots=True)
class Branch:
    """A word in the tree, ``depth`` steps below its root, with what it is to the word that it depends on."""

    depth: int
    word: str
    role: str


def drawing(doc: Doc) -> str:
    """Return an SVG that loads nothing; the same analysis always gives the same characters."""
    parsed = parse_deps(doc)
    words = [word | {"tag": POS_NAMES.get(word["tag"], word["tag"])} for word in parsed["words"]]
    longest = max((len(text) for word in words for text in (word["text"], word["tag"])), default=0)
    distance = max(_NARROWEST, round(_LETTER * longest))
    renderer = DependencyRenderer(options={"distance": distance, "compact": False})
    renderer.lang = doc.lang_
    svg = str(renderer.render_svg("satzbaum", words, parsed["arcs"])).replace('style="', _FONT, 1)
    return _SIZE.sub(_cropped, svg, count=1)


def _cropped(size: re.Match[str]) -> str:
    """Return the size without the quarter above the arcs that no curve of theirs reaches."""
    width, height = int(size[1]), float(size[2])
    empty = max(0.0, (height - _BELOW) / 4 - _LABEL)
    left = height - empty
    return f'width="{width}" height="{left:.1f}" viewBox="0 {empty:.1f} {width} {left:.1f}"'


def outline(doc: Doc) -> tuple[Branch, ...]:
    """Return the same tree to be read line by line, each word below the one that it depends on; no punctuation."""
    return tuple(branch for token in doc if token.head == token for branch in _branches(token, 0))


def _branches(token: Token, depth: int) -> Iterator[Branch]:
    role = POS_NAMES.get(token.pos_, token.pos_) if depth == 0 else RELATION_NAMES.get(token.dep_, token.dep_)
    if not token.is_punct and not token.is_space:
        yield Branch(depth, token.text, role)
    for child in token.children:
        yield from _branches(child, depth + 1)
