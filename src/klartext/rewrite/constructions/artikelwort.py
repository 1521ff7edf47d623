"""Determiners and relative pronouns of files: *sämtliche* → *alle*, *welcher* → *der*.

Both have one counterpart in every form, so only the form is chosen here. Source: Duden, Die Grammatik, declension of
determiners and of the relative pronouns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from spacy.tokens import Token

from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.spans import Edit

_ALL: Final[Mapping[str, str]] = {"sämtliche": "alle", "sämtlichen": "allen", "sämtlicher": "aller"}
_WHICH: Final[Mapping[str, str]] = {"welche": "die", "welches": "das", "welchem": "dem", "welcher": "der"}
_ARTICLES: Final = frozenset({"der", "die", "das", "den", "dem", "des", "deren", "denen"})
_WHY_ALL: Final = "„Alle“ sagt dasselbe wie „sämtliche“ und ist geläufiger."
_WHY_WHICH: Final = "„Der“, „die“ und „das“ leiten einen Nebensatz kürzer ein als „welcher“."
_SURE: Final = 0.94


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the plain word in the same form, where the form is sure."""
    for token in scene.doc:
        if (new := _all(token)) is not None:
            yield _rewrite("saemtliche", token, new, _WHY_ALL)
        elif (new := _which(token)) is not None:
            yield _rewrite("welcher", token, new, _WHY_WHICH)


def _rewrite(construction: str, token: Token, new: str, why: str) -> Rewrite:
    place = token_span(token.doc, token.i, token.i + 1)
    text = capitalised(new) if token.text[0].isupper() else new
    return Rewrite(construction, "amtswort", place, (Edit(place, text),), why, confidence=_SURE)


def _all(token: Token) -> str | None:
    """Return a form of *alle* for *sämtliche* right before its noun in the plural, with no article before it."""
    new, noun = _ALL.get(token.lower_), token.head
    if new is None or noun.pos_ != "NOUN" or noun.i != token.i + 1 or "Number=Plur" not in noun.morph:
        return None
    before = token.nbor(-1) if token.i else None
    if before is not None and before.lower_ in ("deren", "dessen"):
        return None
    return None if before is not None and before.head == noun and before.dep_ != "case" else new


def _which(token: Token) -> str | None:
    """Return the form of *der* for a relative *welcher*; None where the same word would stand twice in a row."""
    noun = _antecedent(token)
    if noun is None or token.dep_ == "det" or "Case=Gen" in token.morph:
        return None
    new = _WHICH.get(token.lower_) or _among(token, noun)
    behind = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return None if new is None or behind in _ARTICLES else new


def _antecedent(token: Token) -> Token | None:
    """Return the noun that a relative clause belongs to, if the pronoun opens it, perhaps behind a preposition."""
    if not token.lower_.startswith("welche") or token.i < 2:
        return None
    first = token.nbor(-1) if token.nbor(-1).pos_ == "ADP" else token
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "acl:relcl"), None)
    return clause.head if clause is not None and first.nbor(-1).text == "," and clause.head.i < token.i else None


def _among(token: Token, noun: Token) -> str | None:
    """Return *den* or *denen* for *welchen*: the noun and the pronoun must have the same number."""
    numbers = {tuple(t.morph.get("Number", [])) for t in (token, noun)}
    if token.lower_ != "welchen" or len(numbers) != 1:
        return None
    return "denen" if numbers == {("Plur",)} else "den"
