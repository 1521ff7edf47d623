"""*Ist … zu* where nobody can tell who must: *muss … werden*, with every other word in its place.

Source: Duden, Die Grammatik, modal infinitive and its paraphrase by *müssen* with the passive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.grammar.verbs import Number, Person, verb
from klartext.rewrite.clause import Verbs, token_span
from klartext.rewrite.predicate import Pattern, verb_of
from klartext.spans import Edit

_THINGS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "csubj", "csubj:pass", "ccomp"})
"""What is done, as a noun or as a clause; without it the verb may have no passive. An object is a misread subject."""
_CLAUSES: Final = frozenset({"advcl", "ccomp", "csubj", "csubj:pass", "acl", "acl:relcl", "parataxis", "conj", "amod"})


def must_be_done(verbs: Verbs, pattern: Pattern) -> tuple[Edit, ...] | None:
    """Return the edits from *ist vorzulegen* to *muss vorgelegt werden*, None where a form is not sure.

    Args:
        verbs: The verbs of a clause with *sein* as its finite verb.
        pattern: The tense and mood of *müssen* for them.
    """
    finite, must = verbs.finite, verb("müssen")
    deeds = (verbs.main, *verbs.also)
    if finite is None or must is None or not any(c.dep_ in _THINGS for d in deeds for c in d.children):
        return None
    person: Person = 1 if "1" in finite.morph.get("Person", []) else 3
    number: Number = "Plur" if "Plur" in finite.morph.get("Number", []) else "Sing"
    last = max(deeds, key=lambda t: t.i)
    new = {finite: must.finite(person, number, pattern.tense, pattern.mood)}
    for deed in deeds:
        known = verb_of(deed)
        bare = deed.i == 0 or deed.nbor(-1) not in verbs.zu
        if known is None or known.auxiliary != "haben" or (bare and deed.lower_ != known.zu_infinitive):
            return None
        new[deed] = known.participle + (" werden" if deed is last else "")
    return tuple(sorted((_edit(t, text, verbs) for t, text in new.items()), key=lambda e: e.span.start))


def own_words(verbs: Verbs) -> Iterator[Token]:
    """Yield the words of a clause without those of clauses and attributes in it."""
    waiting = [verbs.main, *verbs.also]
    while waiting:
        token = waiting.pop()
        yield token
        waiting += [c for c in token.children if c.dep_ not in _CLAUSES]


def _edit(token: Token, text: str, verbs: Verbs) -> Edit:
    """Return the edit of a verb with the *zu* before it."""
    start = token.i - (token.i > 0 and token.nbor(-1) in verbs.zu)
    capital = token.i == start and token.text[0].isupper() and not token.i
    return Edit(token_span(token.doc, start, token.i + 1), text.capitalize() if capital else text)
