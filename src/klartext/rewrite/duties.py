"""Modal infinitives with *müssen* and every other word in its place.

*Ist … zu* becomes *muss … werden* where nobody can tell who must; *hat … zu*, also with several infinitives, *muss*.

Source: Duden, Die Grammatik, modal infinitive and its paraphrase by *müssen* with the passive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.grammar.verbs import Number, Person, Verb, verb
from klartext.rewrite.fields import token_span
from klartext.rewrite.predicate import Pattern, verb_of
from klartext.rewrite.verb_complex import Verbs, is_finite
from klartext.ruleset.detectors.clauses import children, is_cut_off, is_whoever
from klartext.spans import Edit

_THINGS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "csubj", "csubj:pass", "ccomp"})
"""What is done, as a noun or as a clause; without it the verb may have no passive. An object is a misread subject."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
_OBJECTS: Final = frozenset({"obj", "iobj", "obl:arg"})
_CLAUSES: Final = frozenset({"advcl", "ccomp", "csubj", "csubj:pass", "acl", "acl:relcl", "parataxis", "conj", "amod"})


def must_be_done(verbs: Verbs, pattern: Pattern) -> tuple[Edit, ...] | None:
    """Return the edits from *ist vorzulegen* to *muss vorgelegt werden*, None where a form is not sure.

    Args:
        verbs: The verbs of a clause with *sein* as its finite verb.
        pattern: The tense and mood of *müssen* for them.
    """
    finite, must = verbs.finite, verb("müssen")
    deeds = (verbs.main, *verbs.also)
    told = any(c.dep_ in _THINGS for d in deeds for c in d.children) or shared_subject(verbs) is not None
    if finite is None or must is None or not told:
        return None
    number: Number = "Plur" if "Number=Plur" in finite.morph else "Sing"
    last = max(deeds, key=lambda t: t.i)
    new = {finite: must.finite(_person(finite), number, pattern.tense, pattern.mood)}
    for deed in deeds:
        known = _with_zu(deed, verbs)
        if known is None or known.auxiliary != "haben" or known.infinitive == "lassen":
            return None  # „bearbeiten zu lassen“ has no passive
        new[deed] = known.participle + (" werden" if deed is last else "")
    return _edits(new, verbs)


def must_do(verbs: Verbs, pattern: Pattern) -> tuple[Edit, ...] | None:
    """Return the edits from *haben … anzuzeigen und … vorzulegen* to *müssen … anzeigen und … vorlegen*.

    None where a form is not sure.

    Args:
        verbs: The verbs of a clause with *haben* as its finite verb.
        pattern: The tense and mood of *müssen* for them.
    """
    finite, must = verbs.finite, verb("müssen")
    strays = [t for t in _going_on(verbs) if _is_behind_clause(t, verbs)]
    if finite is None or must is None or not _has_subject(verbs) or len(strays) < len(_going_on(verbs)):
        return None
    number: Number = "Plur" if "Number=Plur" in finite.morph else "Sing"
    new = {finite: must.finite(_person(finite), number, pattern.tense, pattern.mood)}
    for deed in (verbs.main, *verbs.also, *strays):
        known = _with_zu(deed, verbs)
        if known is None:
            return None
        new[deed] = known.infinitive
    return _edits(new, verbs)


def _person(finite: Token) -> Person:
    return 1 if "1" in finite.morph.get("Person", []) else 3


def shared_subject(verbs: Verbs) -> Token | None:
    """Return the subject that a clause right behind *und* takes from the one before: *… ist krank und hat … zu …*."""
    finite, before = verbs.finite, verbs.main.head
    if finite is None or verbs.main.dep_ != "conj" or not finite.i or finite.nbor(-1).dep_ != "cc":
        return None
    if any(c.dep_ in _SUBJECTS for c in verbs.main.children):
        return None
    subject = next((c for c in before.children if c.dep_ in _SUBJECTS and c.i < finite.i), None)
    others = [t for t in (before, *before.children) if t.dep_ != "conj" and is_finite(t)]
    same = all(t.morph.get("Number", []) == finite.morph.get("Number", []) for t in others)
    return subject if others and same else None


def _has_subject(verbs: Verbs) -> bool:
    """Whether the clause has a subject, also one that the parse takes for an object: *Die Kosten hat der Halter zu …*.

    Of two noun phrases without preposition around the finite verb, one is the subject; their order stays.
    """
    finite, main = verbs.finite, verbs.main
    if any(c.dep_ in _SUBJECTS or is_whoever(c) for c in main.children) or shared_subject(verbs) is not None:
        return True
    things = [c for c in main.children if c.dep_ in _OBJECTS and c.pos_ in ("NOUN", "PROPN")]
    bare = [c for c in things if not any(d.dep_ == "case" for d in c.children)]
    first = [c for c in bare if finite is not None and c.i < finite.i]
    behind = [c for c in bare if finite is not None and c.left_edge.i == finite.i + 1]
    return len(bare) == 2 and len(first) == 1 and len(behind) == 1


def _going_on(verbs: Verbs) -> list[Token]:
    """Return the infinitives with *zu* that go on behind *und* and that the parse has hung elsewhere."""
    behind = verbs.main.doc[verbs.main.i + 1 :]
    return [
        t
        for t in behind
        if t.dep_ == "conj"
        and "VerbForm=Inf" in t.morph
        and t not in verbs.also
        and (t.lemma_ != t.lower_ or any(c.dep_ == "mark" and c.lower_ == "zu" for c in t.children))
    ]


def _is_behind_clause(infinitive: Token, verbs: Verbs) -> bool:
    """Whether only a clause parts a second deed from the first: *anzugeben, was wichtig ist, und … zuzustimmen*."""
    doc = infinitive.doc
    joint = next((c for c in infinitive.children if c.lower_ in ("und", "sowie") and c.i > 1), None)
    if joint is None or doc[joint.i - 1].text != "," or not is_cut_off(doc[joint.i - 2], infinitive):
        return False
    between, after = doc[verbs.main.i + 1 : joint.i], doc[joint.i : infinitive.i]
    one_clause = between[0].text == "," and sum(map(is_finite, between)) == 1
    return one_clause and not any(is_finite(t) or t.text == "," for t in after)


def _with_zu(deed: Token, verbs: Verbs) -> Verb | None:
    """Return the verb of an infinitive that has its *zu*."""
    known = verb_of(deed)
    bare = _zu_before(deed, verbs) is None
    return None if known is None or (bare and deed.lower_ != known.zu_infinitive) else known


def _zu_before(deed: Token, verbs: Verbs) -> Token | None:
    """Return the *zu* right before an infinitive, where it stands apart."""
    before = deed.nbor(-1) if deed.i else None
    return before if before is not None and (before in verbs.zu or before in children(deed, "mark")) else None


def _edits(new: dict[Token, str], verbs: Verbs) -> tuple[Edit, ...]:
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
    start = token.i - (_zu_before(token, verbs) is not None)
    capital = token.i == start and token.text[0].isupper() and not token.i
    return Edit(token_span(token.doc, start, token.i + 1), text.capitalize() if capital else text)
