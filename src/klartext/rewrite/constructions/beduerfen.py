"""*Der Kunde bedarf der Genehmigung* → *Der Kunde braucht eine Genehmigung*; every other word stays in its place.

A deed needs nothing: *Der Umbau bedarf der Genehmigung* → *Für den Umbau ist eine Genehmigung nötig*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from klartext.grammar.features import Case
from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.grammar.verbs import verb as known_verb
from klartext.rewrite.capitals import is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Edit, Span

_PLAIN: Final[Mapping[str, str]] = MappingProxyType({"bedarf": "braucht", "bedürfen": "brauchen"})
_DEEDS: Final = ("bau", "abriss", "abbruch", "betrieb", "gebrauch", "verkauf", "einsatz", "aufenthalt", "transport")
"""Ends of nouns for what somebody does, beside those of events."""
_THINGS: Final = frozenset({"vorhaben", "unternehmen", "wagen", "schreiben"})
"""Nouns that look like the infinitive of a verb."""
_ENDS: Final = (".", ";", ",", ":", "!")
_ASIDE: Final = frozenset({"nicht", "nur", "lediglich", "ausschließlich", "es", "zu"})
_OBJECTS: Final = frozenset({"obl:arg", "obj"})
_WHY: Final = "„Brauchen“ sagt dasselbe wie „bedürfen“ und steht mit dem vierten Fall, der geläufiger ist."
_FOR: Final = "„Bedürfen“ ist selten geworden. „Für … ist … nötig“ sagt dasselbe mit geläufigen Wörtern."
_SURE: Final = 0.93


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield *brauchen* with its object for *bedürfen* with a consent, now and not denied by *nicht*."""
    consents = tuple(word_groups().zustimmungen)
    for verb in scene.doc:
        plain = _PLAIN.get(verb.lower_)
        if plain is None or verb.pos_ != "VERB" or "VerbForm=Fin" not in verb.morph:
            continue
        consent = next((c for c in verb.children if c.dep_ in _OBJECTS and c.lemma_.lower().endswith(consents)), None)
        if consent is None or not _is_simple(verb, consent):
            continue
        phrase = noun_phrase(consent)
        if phrase is None or phrase.head != consent:
            continue
        subject = next(c for c in verb.children if c.dep_ == "nsubj")
        deed = subject.pos_ == "NOUN" and _is_deed(subject.lemma_)
        edits = _for_deed(verb, subject, phrase) if deed else _needed(verb, plain, phrase)
        if edits is not None:
            place = Span(edits[0].span.start, edits[-1].span.end)
            yield Rewrite("beduerfen", "amtswort", place, edits, _FOR if deed else _WHY, confidence=_SURE)


def _needed(verb: Token, plain: str, phrase: NounPhrase) -> tuple[Edit, ...] | None:
    """Return the edits from *bedarf der Genehmigung* to *braucht eine Genehmigung*."""
    text = _consent(phrase, "Acc")
    if text is None:
        return None
    new, old = token_span(verb.doc, verb.i, verb.i + 1), token_span(verb.doc, phrase.start, phrase.end)
    return tuple(sorted((Edit(new, plain), Edit(old, text)), key=_start))


def _for_deed(verb: Token, subject: Token, consent: NounPhrase) -> tuple[Edit, ...] | None:
    """Return the edits to *Für den Umbau ist … nötig*, None unless deed comes first and consent last."""
    doc, deed = verb.doc, noun_phrase(subject)
    text, needed = deed.inflect("Acc") if deed is not None else None, _consent(consent, "Nom")
    if deed is None or text is None or needed is None or deed.needs_comma:
        return None
    behind = doc[consent.end] if consent.end < len(doc) else None
    first = deed.start == 0 and is_capital_start(doc.text, 0)
    if not first or deed.end != verb.i or consent.start < verb.i or behind is None or behind.text not in _ENDS:
        return None
    return (
        Edit(token_span(doc, deed.start, deed.end), f"Für {text}"),
        Edit(token_span(doc, verb.i, verb.i + 1), "ist"),
        Edit(token_span(doc, consent.start, consent.end), f"{needed} nötig"),
    )


def _start(edit: Edit) -> int:
    return edit.span.start


def _is_deed(lemma: str) -> bool:
    """Whether a noun names what somebody does: *Wechsel*, *Inanspruchnahme*, *Umbau*, *Betreten*."""
    word = lemma.lower()
    infinitive = known_verb(word) is not None and word not in _THINGS
    return infinitive or word.endswith((*word_groups().ereignisse, *_DEEDS))


def _is_simple(verb: Token, consent: Token) -> bool:
    """Whether verb and consent have a subject and nothing that would move or be denied with them."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    aside = any(c.lower_ in _ASIDE or c.dep_ in ("aux", "conj", "cc") for c in (*verb.children, *consent.children))
    joined = any(c.dep_ in ("acl:relcl", "appos") for c in consent.children)
    return len(subjects) == 1 and not aside and not joined


def _consent(phrase: NounPhrase, case: Case) -> str | None:
    """Return the consent in another case; *der Genehmigung* of nobody in particular is *eine Genehmigung*."""
    text = phrase.inflect(case)
    if text is None or phrase.number != "Sing" or not phrase.determiner:
        return None
    if phrase.determiner == "der" and not any(map(_tells_whose, phrase.head.children)):
        return f"eine {text.partition(' ')[2]}"
    return text


def _tells_whose(child: Token) -> bool:
    """Whether somebody is named who gives the consent: *des Vermieters*, *durch die Gemeinde*."""
    by = {c.lower_ for c in child.children if c.dep_ == "case"}
    return child.dep_ == "nmod" and by <= {"von", "vom", "durch", "seitens"}
