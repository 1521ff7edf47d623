"""*Dieser Pflicht sind Sie nicht nachgekommen* → *Diese Pflicht haben Sie nicht erfüllt*; nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import noun_phrase
from klartext.grammar.verbs import Number, Person, verb
from klartext.rewrite.capitals import capitalised, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.rewrite.predicate import mood_of, tense_of
from klartext.rewrite.verb_complex import is_finite
from klartext.spans import Edit, Span

_DUTIES: Final = ("pflicht", "verpflichtung")
_FORMS: Final = {"nachkommen": "erfüllen", "nachzukommen": "zu erfüllen", "nachgekommen": "erfüllt"}
_DATIVES: Final = frozenset({"obl:arg", "iobj", "obj", "obl", "nmod", "nsubj"})
_WHY: Final = "„Eine Pflicht erfüllen“ ist geläufig; „einer Pflicht nachkommen“ klingt nach Akten."
_SURE: Final = 0.93


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the clause with *erfüllen* where a duty stands in the dative beside *nachkommen*."""
    for token in scene.doc:
        new = _FORMS.get(token.lower_)
        duty = next((c for c in token.children if _is_duty(c)), None) if new is not None else None
        phrase = noun_phrase(duty) if duty is not None else None
        text = phrase.inflect("Acc") if phrase is not None and phrase.head == duty else None
        helper = _with_have(token) if token.lower_ == "nachgekommen" else ()
        if new is None or phrase is None or text is None or helper is None:
            continue
        place = token_span(scene.doc, phrase.start, phrase.end)
        told = capitalised(text) if is_capital_start(scene.text, place.start) else text
        edits = (Edit(place, told), *helper, Edit(token_span(scene.doc, token.i, token.i + 1), new))
        found = tuple(sorted(edits, key=lambda e: e.span.start))
        whole = Span(found[0].span.start, found[-1].span.end)
        yield Rewrite("nachkommen", "funktionsverbgefuege", whole, found, _WHY, confidence=_SURE)


def _is_duty(noun: Token) -> bool:
    dative = noun.dep_ in _DATIVES and bool({"Dat", "Gen"} & set(noun.morph.get("Case", [])))  # alike in „Ihrer“
    dative = dative and not any(c.dep_ == "case" for c in noun.children)
    joined = any(c.dep_ in ("conj", "cc", "appos") for c in noun.children)
    return dative and not joined and noun.pos_ == "NOUN" and noun.lemma_.lower().endswith(_DUTIES)


def _with_have(participle: Token) -> tuple[Edit, ...] | None:
    """Return the edit of *sein* to *haben*, None where the verbs are not just these two."""
    helpers = [c for c in participle.children if c.dep_ in ("aux", "aux:pass", "cop")]
    have, helper = verb("haben"), helpers[0] if len(helpers) == 1 else None
    if helper is None or have is None or helper.lemma_ != "sein" or not is_finite(helper):
        return None
    if any(c.dep_ == "conj" for c in participle.children) or participle.dep_ == "conj":
        return None  # „sind erschienen und der Pflicht nachgekommen“ share their verb
    person: Person = 1 if "1" in helper.morph.get("Person", []) else 3
    number: Number = "Plur" if "Number=Plur" in helper.morph else "Sing"
    form = have.finite(person, number, tense_of(helper), mood_of(helper))
    return (Edit(token_span(helper.doc, helper.i, helper.i + 1), form),)
