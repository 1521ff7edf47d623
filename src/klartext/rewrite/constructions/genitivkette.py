"""A chain of genitives becomes shorter where one of them says who wrote a paper: *Gutachten vom Arzt der Klinik*.

Only one link is loosened, and only where *von* is surely right: behind a noun for a paper that somebody issues, before
a noun for a person or an office that issues it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import noun_phrase
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.ruleset.lexicon import Roles
from klartext.spans import Edit, Span

_LEAST: Final = 3
_PAPERS: Final = (
    "bescheinigung", "schreiben", "gutachten", "attest", "stellungnahme", "bericht", "bestätigung", "rechnung",
    "mitteilung", "quittung", "zeugnis", "angebot",
)  # fmt: skip
_EXPLANATION: Final = "Eine Kette von Genitiven muss man vom Ende her entschlüsseln. Ein „von“ macht sie kürzer."


@dataclass(frozen=True, slots=True)
class GenitiveChains:
    """The construction with the nouns for people and offices."""

    roles: Roles

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield *von* for the link of a chain that says who issued a paper."""
        for token in scene.doc:
            chain = _chain(token)
            if len(chain) <= _LEAST or _is_genitive(token):
                continue
            for paper, issuer in pairwise(chain):
                edit = self._edit(scene, paper, issuer)
                if edit:
                    place = token_span(scene.doc, chain[0].i, chain[-1].i + 1)
                    yield Rewrite("genitivkette", "genitivkette", place, (edit,), _EXPLANATION, confidence=0.85)
                    break

    def _edit(self, scene: Scene, paper: Token, issuer: Token) -> Edit | None:
        if not paper.lemma_.casefold().endswith(_PAPERS) or paper.i + 1 != issuer.left_edge.i:
            return None
        if not (self.roles.is_office(issuer.lemma_) or self.roles.is_other(issuer.lemma_)):
            return None
        phrase = noun_phrase(issuer)
        text = phrase.after("von", "Dat") if phrase and phrase.determiner else None
        if phrase is None or text is None or phrase.is_coordinated:
            return None
        start, end = scene.doc[phrase.start], scene.doc[phrase.end - 1]
        return Edit(Span(start.idx, end.idx + len(end)), text)


def _chain(noun: Token) -> list[Token]:
    """Return a noun and the longest chain of genitives that hang one on the other."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return []
    chains = [_chain(child) for child in noun.rights if _is_genitive(child)]
    return [noun, *max(chains, key=len, default=[])]


def _is_genitive(token: Token) -> bool:
    if token.dep_ != "nmod" or token.i < token.head.i or "Case=Gen" not in token.morph:
        return False
    relations = {c.dep_ for c in token.children}
    return "case" not in relations and bool(relations & {"det", "det:poss", "amod"})
