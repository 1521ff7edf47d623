"""Faults of noun phrases: pieces that do not agree, a case the preposition or the verb does not take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from klartext.grammar.determiners import DEFINITE_ARTICLES
from klartext.guard.phrases import Phrase, Side, is_article
from klartext.guard.tree import Clause, Tree, Word, is_plural_form

_TWO_WAY: Final = frozenset("in an auf über unter vor hinter neben zwischen".split())
_CONTRACTED: Final = {
    "im": "in", "ins": "in", "am": "an", "ans": "an", "aufs": "auf", "übers": "über", "unters": "unter", "vors": "vor",
}  # fmt: skip
_RELATIVES: Final = frozenset({"der", "die", "das", "den", "dem", "deren", "dessen"})
_PRE_ARTICLES: Final = frozenset(
    {"all", "alle", "aller", "allen", "allem", "alles", "dies", "diese", "diesen", "dieser", "beide"}
)
_INDEFINITE: Final = frozenset({"ein", "eine", "einen", "einem", "einer", "eines"})
_STEM: Final = 5
_PLAIN_ROLES: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "obl"})
_CLAUSAL_SUBJECTS: Final = frozenset({"csubj", "csubj:pass", "ccomp", "advcl", "xcomp"})
_COPULAS: Final = frozenset({"sein", "werden", "bleiben", "heißen", "lauten", "nennen", "gelten", "scheinen"})
_MEASURES: Final = frozenset({
    "Monat", "Tag", "Jahr", "Woche", "Stunde", "Mal", "Minute", "Quartal", "Euro", "Prozent", "Meter", "Teil", "Mitte",
    "Ende", "Anfang", "Hälfte", "Weg",
})  # fmt: skip
_DIRECT: Final = frozenset({"Nom", "Acc"})


def phrase_faults(before: Side, after: Side) -> str:
    """Return the first fault inside a phrase, between phrase and preposition, or between phrase and verb."""
    had = {_key(p) for p in before.phrases.values() if not p.cells}
    for phrase in after.phrases.values():
        if not phrase.cells and _key(phrase) not in had and not _may_be_relative(after.tree, phrase):
            return _mismatch(phrase)
    return next((fault for look in _ACROSS if (fault := look(before, after))), "")


def _key(phrase: Phrase) -> tuple[str, str]:
    """Return what tells a phrase again when its adjectives or its preposition change."""
    return phrase.pieces[0].lower, phrase.head.lower


def _mismatch(phrase: Phrase) -> str:
    if phrase.inner:
        return f"„{phrase.text}“: Der Fall passt nicht zu „{phrase.preposition.text if phrase.preposition else ''}“"
    return f"„{phrase.text}“: Die Wörter passen in Fall, Zahl oder Geschlecht nicht zusammen"


def _may_be_relative(tree: Tree, phrase: Phrase) -> bool:
    """Whether the article may be a relative pronoun that the parser took for one: *…, mit dem Kinder …*."""
    at = (phrase.preposition or phrase.pieces[0]).i
    return at > 0 and tree.words[at - 1].text == "," and phrase.pieces[0].lower in _RELATIVES


# --- across phrases -------------------------------------------------------------------------------------------------


def _doubled_articles(before: Side, after: Side) -> str:
    had = set(_article_pairs(before.tree))
    return next((f"„{pair}“: zwei Artikel" for pair in _article_pairs(after.tree) if pair not in had), "")


def _article_pairs(tree: Tree) -> Iterator[str]:
    for left, right in pairwise(tree.words):
        if left.lower in _PRE_ARTICLES or not _is_bound(tree, left):
            continue
        second = right.lower in _INDEFINITE and left.lower in DEFINITE_ARTICLES and left.pos in ("DET", "PRON")
        both = left.pos == right.pos == "DET" and left.head == right.head
        if second or (both and is_article(left) and is_article(right)):
            yield f"{left.text} {right.text}"


def _is_bound(tree: Tree, word: Word) -> bool:
    """Whether a word cannot be a relative pronoun, because no comma stands before it."""
    return word.i == 0 or tree.words[word.i - 1].text != ","


def _changed_case(before: Side, after: Side) -> str:
    """Return a fault where a two-way preposition governs another case with the same noun."""
    was = [
        (key, before.tree.words[p.head.head].lemma, p.cases)
        for p in before.phrases.values()
        if (key := _two_way_key(p))
    ]
    for phrase in after.phrases.values():
        key, governor = _two_way_key(phrase), after.tree.words[phrase.head.head].lemma
        cases = {c for k, g, found in was if k == key and _are_akin(g, governor) for c in found}
        if cases and phrase.cases and not phrase.cases & cases:
            return f"„{phrase.text}“: Der Fall passt nicht zum Satz"
    return ""


def _are_akin(one: str, other: str) -> bool:
    """Whether two governors are the same word, or noun and verb of one stem."""
    a, b = one.lower(), other.lower()
    return a == b or a[:_STEM] == b[:_STEM]


def _two_way_key(phrase: Phrase) -> tuple[str, str] | None:
    if phrase.preposition is None:
        return None
    form = phrase.preposition.lower
    form = _CONTRACTED.get(form, form)
    return (form, phrase.head.lemma) if form in _TWO_WAY else None


def _role_fault(before: Side, after: Side) -> str:
    had = set(_wrong_roles(before))
    return next((fault for fault in _wrong_roles(after) if fault not in had), "")


def _wrong_roles(side: Side) -> Iterator[str]:
    for clause in side.clauses:
        if not clause.finite or clause.head.pos not in ("VERB", "AUX") or _links(clause):
            continue
        if any(w.dep == "cop" for w in clause.verbs) and not clause.has_zu:
            continue
        if fault := _wrong_role(side, clause):
            yield fault


def _links(clause: Clause) -> bool:
    """Whether a predicate may stand in the nominative; with *nennen* only in the passive: *er wird Held genannt*."""
    passive = any(w.dep == "aux:pass" for w in clause.verbs)
    return clause.head.lemma in _COPULAS and (passive or clause.head.lemma != "nennen")


def _wrong_role(side: Side, clause: Clause) -> str:
    """Return what is wrong with subject and object of a clause, empty if nothing is."""
    bare = list(_bare_phrases(side, clause))
    subjects = [p for p in bare if _is_nominative(p)]
    if len(subjects) > 1:
        return f"„{subjects[0].text}“ und „{subjects[1].text}“ sind beide Subjekt"
    if subjects and subjects[0].head.pos == "NOUN" and _has_pronoun_subject(side, clause, subjects[0]):
        return f"„{subjects[0].text}“ steht neben dem Subjekt im Nominativ"
    objects = [p for p in bare if _is_accusative(p)]
    if len(objects) > 1 and any("nsubj" in w.dep for w in clause.subjects):
        return f"„{objects[0].text}“ und „{objects[1].text}“ sind beide Akkusativ"
    return _no_subject(side.tree, clause, bare)


def _has_pronoun_subject(side: Side, clause: Clause, other: Phrase) -> bool:
    """Whether *wir*, *Sie* or *er* is the subject beside another phrase."""
    plural = is_plural_form(clause.finite[0].lower)
    for word in side.tree.below(clause.head.i):
        if word.dep in ("nsubj", "nsubj:pass") and word.i != other.head.i and word.pos == "PRON":
            return word.lower in ("wir", "ich", "er") or (word.text == "Sie" and plural and len(clause.finite) == 1)
    return False


def _is_accusative(phrase: Phrase) -> bool:
    """Whether it is an object that can be no dative or genitive."""
    if phrase.head.dep not in ("obj", "iobj", "obl:arg") or phrase.head.pos != "NOUN" or phrase.head.lemma in _MEASURES:
        return False
    return "Acc" in phrase.cases and phrase.cases <= {"Nom", "Acc"} and len(phrase.pieces) > 1


def _is_nominative(phrase: Phrase) -> bool:
    """Whether it can be nothing but a nominative; a genitive plural is no object."""
    return phrase.cases == {"Nom"} or (
        phrase.cases == {"Nom", "Gen"} and phrase.head.dep in ("nsubj", "obj", "nsubj:pass")
    )


def _bare_phrases(side: Side, clause: Clause) -> Iterator[Phrase]:
    for word in side.tree.below(clause.head.i):
        phrase = side.phrases.get(word.i)
        if phrase is None or not (word.dep in _PLAIN_ROLES or (word.dep == "xcomp" and word.pos == "NOUN")):
            continue
        if not any(c.dep == "case" for c in side.tree.below(word.i)):
            yield phrase


def _fits(phrase: Phrase, clause: Clause) -> bool:
    """Whether a phrase may be the subject of the verb."""
    plural = is_plural_form(clause.finite[0].lower)
    return any(case == "Nom" and (number == "Plur") == plural for case, number, _ in phrase.cells)


def _no_subject(tree: Tree, clause: Clause, bare: list[Phrase]) -> str:
    """Return a fault where the word taken for the subject cannot be one, and no other phrase can."""
    subjects = [w for w in tree.below(clause.head.i) if w.dep in ("nsubj", "nsubj:pass")]
    if len(subjects) != 1 or any(w.dep in _CLAUSAL_SUBJECTS and w.i < subjects[0].i for w in tree.below(clause.head.i)):
        return ""
    phrase = next((p for p in bare if p.head.i == subjects[0].i), None)
    if phrase is None or not phrase.cases or "Nom" in phrase.cases or any(_fits(p, clause) for p in bare):
        return ""
    return f"„{phrase.text}“ kann nicht Subjekt sein"


def _object_case(before: Side, after: Side) -> str:
    """Return a fault where a verb takes a noun in a case that it does not take in the old wording."""
    was = {(v, p.head.lemma): p for v, p in _governed_phrases(before)}
    for governor, phrase in _governed_phrases(after):
        old = was.get((governor, phrase.head.lemma))
        if old is None or not old.cases or not phrase.cases:
            continue
        if _DIRECT & old.cases and not _DIRECT & phrase.cases and "Dat" not in old.cases:
            return f"„{phrase.text}“: Der Fall passt nicht zum Verb"
        if old.cases == {"Dat"} and "Dat" not in phrase.cases:
            return f"„{phrase.text}“: Der Fall passt nicht zum Verb"
    return ""


def _governed_phrases(side: Side) -> Iterator[tuple[str, Phrase]]:
    for clause in side.clauses:
        if clause.head.pos == "VERB":
            yield from ((clause.head.lemma, p) for p in _bare_phrases(side, clause) if p.head.pos == "NOUN")


def _changed_number(before: Side, after: Side) -> str:
    """Return a fault where a noun stands in another number than before."""
    was: dict[str, set[str]] = {}
    for phrase in before.phrases.values():
        if phrase.pieces[0].lower in DEFINITE_ARTICLES:
            was.setdefault(phrase.head.lemma, set()).update(n for _, n, _ in phrase.cells)
    for phrase in after.phrases.values():
        numbers, old = {n for _, n, _ in phrase.cells}, was.get(phrase.head.lemma)
        if phrase.pieces[0].lower in DEFINITE_ARTICLES and numbers and old and not numbers & old:
            return f"„{phrase.text}“: andere Zahl als bisher"
    return ""


def _coordination(before: Side, after: Side) -> str:
    """Return a fault where two coordinated phrases have no case in common: *einen Umzug oder der Auszug*."""
    had = set(_apart(before))
    return next((f"„{text}“: Die Fälle passen nicht zusammen" for text in _apart(after) if text not in had), "")


def _apart(side: Side) -> Iterator[str]:
    for phrase in side.phrases.values():
        first = side.phrases.get(phrase.head.head)
        if phrase.head.dep != "conj" or first is None or phrase.preposition is not None or len(phrase.pieces) < 2:
            continue
        if phrase.head.pos != "NOUN" or len(first.pieces) < 2 or not first.cases or not phrase.cases:
            continue
        if not first.cases & phrase.cases and not any(c.dep == "case" for c in side.tree.below(phrase.head.i)):
            yield f"{first.text} … {phrase.text}"


_ACROSS: Final = (_coordination, _doubled_articles, _changed_case, _role_fault, _object_case, _changed_number)
