"""*Ihren o. g. Antrag* → *Ihren oben genannten Antrag*: the ending that the abbreviation hides, by article and noun.

Source: Duden, Die Grammatik, declension of adjectives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from klartext.grammar.adjectives import ending
from klartext.grammar.determiners import determiner
from klartext.grammar.features import READINGS
from klartext.grammar.nouns import analyses
from klartext.grammar.prepositions import contraction
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.spans import Edit

_NAMED: Final[Mapping[str, str]] = MappingProxyType({"o.g.": "oben genannt", "u.g.": "unten genannt"})
_WHY: Final = "Das Kürzel ist ausgeschrieben. So muss niemand wissen, wofür es steht."
_SURE: Final = 0.94


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the words for an abbreviation between an article and its noun."""
    for token in scene.doc[1:-1]:
        named = _NAMED.get(token.lower_.replace(" ", ""))
        inflected = _ending(token.nbor(-1), token.nbor(1)) if named else None
        if inflected is not None:
            place = token_span(scene.doc, token.i, token.i + 1)
            yield Rewrite("kuerzel", "abkuerzung", place, (Edit(place, f"{named}{inflected}"),), _WHY, confidence=_SURE)


def _ending(article: Token, noun: Token) -> str | None:
    """Return the ending of an adjective between the two, None where they leave it open."""
    if noun.pos_ != "NOUN":
        return None
    if contraction(article.text) is not None:
        return "en"
    known = determiner(article.text)
    if known is None:
        return None
    found = {
        ending(declension, *reading)
        for forms in analyses(noun.text)
        for reading in READINGS
        if forms.gender in (reading[2], None) and known.form(*reading) == article.lower_
        for declension in known.declensions
        if noun.text in forms.form(reading[0], reading[1], declension)
    }
    return found.pop() if len(found) == 1 else None
