"""Lemmas: the parser's edit scripts checked against word lists, and separable verbs reunited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from spacy.tokens import Doc

from klartext.pipeline.nouns import NounReading
from klartext.pipeline.word_forms import is_known, lemma_of

_WITH_ZU: Final = re.compile(
    r"(ab|an|auf|aus|bei|bekannt|bereit|dar|durch|ein|entgegen|fern|fest|fort|frei|gleich|heraus|herbei|heran|hervor|hinaus|"
    r"hinein|hinzu|klar|los|mit|nach|nieder|offen|rück|sicher|statt|teil|über|um|unter|vor|voraus|vorweg|wahr|weg|weiter|"
    r"wieder|zu|zurück|zusammen)zu(\w+n)"
)
"""Infinitives with *zu* inside; *hin* and *her* are left out, because *hinzuziehen* is a verb of its own."""


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
        without_zu = _without_zu(form.lower()) if upos == "VERB" else None
        return without_zu or _checked(form.lower(), candidates)
    return candidates[0]


def _without_zu(form: str) -> str | None:
    """Return the infinitive without the *zu* behind its particle: *beizufügen* → *beifügen*; None for other forms."""
    parts = _WITH_ZU.fullmatch(form)
    lemma = parts[1] + parts[2] if parts else ""
    return lemma if lemma and is_known(lemma) else None


def _checked(form: str, candidates: Sequence[str]) -> str:
    """Return the first candidate that starts like the form and is a known word, else the word list's lemma."""
    starts = {form[0], form[2:3]} if form.startswith("ge") else {form[0]}
    plausible = [c for c in candidates if c[0].lower() in starts]
    known = next((c for c in plausible if is_known(c)), None)
    looked_up = lemma_of(form)
    return known or (looked_up if looked_up != form else next(iter(plausible), candidates[0]))


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
