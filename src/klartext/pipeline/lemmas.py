"""Lemmas: the parser's edit scripts checked against word lists, and separable verbs reunited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import simplemma
from spacy.tokens import Doc

from klartext.pipeline.nouns import NounReading


def choose_lemma(
    form: str, upos: str, feats: Mapping[str, str], candidates: Sequence[str], nouns: Sequence[NounReading]
) -> str:
    """Return the best lemma of a word.

    Args:
        form: The word as written.
        upos: Its Universal POS tag.
        feats: Its features.
        candidates: Lemmas of the parser's best edit scripts, best first; never empty.
        nouns: Its readings in the noun table, none when it is no noun or unknown.
    """
    if upos == "NOUN" and nouns:
        return _noun_lemma(feats, candidates, nouns)
    if upos in ("VERB", "ADJ") and form.isalpha():
        return next((c for c in candidates if simplemma.is_known(c, "de")), candidates[0])
    return candidates[0]


def _noun_lemma(feats: Mapping[str, str], candidates: Sequence[str], nouns: Sequence[NounReading]) -> str:
    """Prefer what table and parser agree on, then what fits the features, then the table's first lemma."""
    fitting = [
        n.lemma
        for n in nouns
        if (feats.get("Case"), feats.get("Number")) in n.cells and feats.get("Gender") in (n.gender, None)
    ] or [n.lemma for n in nouns]
    return next((c for c in candidates if c in fitting), fitting[0])


def reunite(doc: Doc) -> None:
    """Give a verb the lemma with its split-off particle: *reichen … ein* → *einreichen*."""
    for token in doc:
        if token.dep_ == "compound:prt" and token.head.pos_ in ("VERB", "AUX"):
            particle, verb = token.text.lower(), token.head
            if particle.isalpha() and not verb.lemma_.startswith(particle):
                verb.lemma_ = particle + verb.lemma_
