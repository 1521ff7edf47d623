"""Capital and small letters: how words are written at the start of a sentence and inside it."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.pronouns import POLITE_FORMS
from klartext.rewrite.verb_complex import is_finite, verb_parts

_SMALL_ABBREVIATIONS: Final = frozenset({"Gem.", "Lt.", "Bzgl.", "Ggf.", "Inkl.", "Einschl.", "Zzgl.", "Vgl.", "Evtl."})
_SECOND_HALF: Final = re.compile(r"^[^\W\d_]+/D(?:er|ie|as|em|en|es)(?!\w)")
"""The other article of a pair: *Dem/Der Antragsteller/in* is *dem/der* inside a sentence."""


def inner_text(doc: Doc, start: int, end: int) -> str:
    """Return the words as they are written inside a sentence: the first one small unless it is always capital."""
    text = doc[start:end].text
    if not opens_sentence(doc, start) or not keeps_small(doc[start]):
        return text
    return _SECOND_HALF.sub(lambda pair: pair[0].lower(), text[:1].lower() + text[1:])


def opens_sentence(doc: Doc, start: int) -> bool:
    """Whether no word stands before a token, at most a quote or bracket, or a colon or full stop before a capital."""
    if start and doc[start - 1].text in (":", ".") and doc[start].text[:1].isupper():
        return True
    return start < 4 and not any(c.isalnum() for token in doc[:start] for c in token.text)


def is_capital_start(text: str, at: int) -> bool:
    """Whether a place opens a sentence that starts with a capital; behind a salutation it does not."""
    return not any(c.isalnum() for c in text[:at]) and text[at : at + 1].isupper()


def keeps_small(token: Token) -> bool:
    """Whether a word that opens a sentence is written small elsewhere."""
    text = token.text
    if text in _SMALL_ABBREVIATIONS:
        return True
    if token.pos_ in ("NOUN", "PROPN", "NUM", "X", "SYM") or not text[:1].isalpha() or text[1:2].isupper():
        return False
    if text in POLITE_FORMS:
        return not is_polite(token)
    return not (token.pos_ == "ADJ" and token.dep_ not in ("amod", "advmod", "ROOT", "xcomp", "obl", "conj"))


def is_polite(token: Token) -> bool:
    """Whether *Sie* or *Ihr* addresses the reader; at the start of a sentence the verb decides."""
    if token.text not in POLITE_FORMS:
        return False
    if token.lower_ != "sie":
        return True
    if token.dep_ in ("nsubj", "nsubj:pass"):
        verb = next((v for v in (token.head, *verb_parts(token.head)) if is_finite(v)), None)
        if verb is not None and "Number=Sing" in verb.morph:
            return False
    return True


def capitalised(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]
