"""*Der Umbau bedarf der Genehmigung* → *Der Umbau braucht eine Genehmigung*; every other word stays in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.spans import Edit, Span

_PLAIN: Final[Mapping[str, str]] = MappingProxyType({"bedarf": "braucht", "bedürfen": "brauchen"})
_CONSENTS: Final = (
    "genehmigung", "erlaubnis", "zustimmung", "einwilligung", "bewilligung", "zulassung", "gestattung", "befreiung",
    "unterschrift",
)  # fmt: skip
"""Ends of nouns, all of them feminine, for what somebody else must give first; not the form of a contract."""
_ASIDE: Final = frozenset({"nicht", "nur", "lediglich", "ausschließlich", "es", "zu"})
_OBJECTS: Final = frozenset({"obl:arg", "obj"})
_WHY: Final = "„Brauchen“ sagt dasselbe wie „bedürfen“ und steht mit dem vierten Fall, der geläufiger ist."
_SURE: Final = 0.93


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield *brauchen* with its object for *bedürfen* with a consent, now and not denied by *nicht*."""
    for verb in scene.doc:
        plain = _PLAIN.get(verb.lower_)
        if plain is None or verb.pos_ != "VERB" or "VerbForm=Fin" not in verb.morph:
            continue
        consent = next((c for c in verb.children if c.dep_ in _OBJECTS and c.lemma_.lower().endswith(_CONSENTS)), None)
        if consent is None or not _is_simple(verb, consent):
            continue
        phrase = noun_phrase(consent)
        text = _as_object(phrase) if phrase is not None and phrase.head == consent else None
        if phrase is None or text is None:
            continue
        new, old = token_span(verb.doc, verb.i, verb.i + 1), token_span(verb.doc, phrase.start, phrase.end)
        edits = tuple(sorted((Edit(new, plain), Edit(old, text)), key=lambda e: e.span.start))
        place = Span(edits[0].span.start, edits[-1].span.end)
        yield Rewrite("beduerfen", "amtswort", place, edits, _WHY, confidence=_SURE)


def _is_simple(verb: Token, consent: Token) -> bool:
    """Whether verb and consent have a subject and nothing that would move or be denied with them."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    aside = any(c.lower_ in _ASIDE or c.dep_ in ("aux", "conj", "cc") for c in (*verb.children, *consent.children))
    joined = any(c.dep_ in ("acl:relcl", "appos") for c in consent.children)
    return len(subjects) == 1 and not aside and not joined


def _as_object(phrase: NounPhrase) -> str | None:
    """Return the consent in the accusative; *der Genehmigung* of nobody in particular is *eine Genehmigung*."""
    text = phrase.inflect("Acc")
    if text is None or phrase.number != "Sing" or not phrase.determiner:
        return None
    if phrase.determiner == "der" and not any(map(_tells_whose, phrase.head.children)):
        return f"eine {text.partition(' ')[2]}"
    return text


def _tells_whose(child: Token) -> bool:
    """Whether somebody is named who gives the consent: *des Vermieters*, *durch die Gemeinde*."""
    by = {c.lower_ for c in child.children if c.dep_ == "case"}
    return child.dep_ == "nmod" and by <= {"von", "vom", "durch", "seitens"}
