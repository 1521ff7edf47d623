"""Faults of clauses: order, verb forms, agreement and commas, and what a verb lost against the old sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from klartext.guard.grammar_agreement import agreement
from klartext.guard.grammar_commas import stray_commas, unclosed_clauses, unparted_subjunctions, unparted_verbs
from klartext.guard.grammar_forms import one_finite, verb_forms
from klartext.guard.grammar_order import SECOND, joined_particle, last_place, second_place, verb_first
from klartext.guard.phrases import Side
from klartext.guard.tree import Fault, Tree, Word

_FEWEST: Final = 3
_SHE: Final = "Sie … "
_RELATES_TO: Final[Mapping[str, frozenset[tuple[str, str]]]] = {
    "das": frozenset({("Sing", "Neut")}),
    "den": frozenset({("Sing", "Masc")}),
    "dem": frozenset({("Sing", "Masc"), ("Sing", "Neut")}),
    "dessen": frozenset({("Sing", "Masc"), ("Sing", "Neut")}),
    "denen": frozenset({("Plur", "Masc"), ("Plur", "Fem"), ("Plur", "Neut")}),
}
"""Relative pronouns by what they can point to; *der*, *die* and *deren* point to nearly everything."""
_PRONOUNS: Final = frozenset({"Sie", "wir", "ich", "er", "sie", "es", "man"})
_OF_NOUNS: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
_OF_CLAUSES: Final = (second_place, verb_first, last_place, verb_forms, one_finite, joined_particle)
_SAME_WITHOUT: Final = frozenset({"zurückmelden", "zusenden", "übersenden"})
"""Verbs that mean the same without their particle: *um Rückmeldung* → *melden Sie sich*."""
_PARTICLES: Final = frozenset(
    """ab an auf aus bei ein fest fort frei her hin los mit nach nieder statt vor weg weiter wieder zu zurück
    zusammen bekannt bereit dar durch entgegen heraus herein hinaus hinein hinzu nahe offen voran voraus vorbei vorweg
    teil wahr herab hinweg wett""".split()
)


def clause_faults(before: Side, after: Side) -> str:
    """Return the first fault that only the new wording has."""
    had: set[Fault] | None = None
    for fault in _faults(after):
        if had is None:
            had = {_known_by(f) for f in _faults(before)}
        if _known_by(fault) not in had and not (fault[0] == SECOND and _is_cut(before) and _is_cut(after)):
            return _said(fault)
    return _lost_verb(before, after) or _lost_particle(before, after)


def _known_by(fault: Fault) -> Fault:
    """Return a fault by what makes it the same: *Sie ist … zu zahlen* says *sie* of a fee, and so does *Sie muss …*."""
    kind, words = fault
    return (kind, _SHE) if words.startswith(_SHE) else fault


def _said(fault: Fault) -> str:
    kind, words = fault
    return f"{kind}: „{words}“" if words else kind


def _is_cut(side: Side) -> bool:
    """Whether the verbs stand at the end as in a clause whose opener is not here: *Belege aufzubewahren sind und*."""
    words = [w for w in side.tree.words if w.pos not in ("PUNCT", "CCONJ")]
    if len(words) < _FEWEST or not words[-1].is_finite:
        return False
    return words[-2].feats.get("VerbForm") in ("Inf", "Part") and words[-2].pos in ("VERB", "AUX")


def _faults(side: Side) -> Iterator[Fault]:
    for clause in side.clauses:
        for of_clause in _OF_CLAUSES:
            yield from of_clause(side.tree, clause)
        yield from agreement(side, clause)
    for of_sentence in _OF_SENTENCES:
        yield from of_sentence(side)


def _wrong_relative(side: Side) -> Iterator[Fault]:
    """Look for a relative pronoun that does not go with the noun right before its comma: *der Gewinn, das …*."""
    words = side.tree.words
    for clause in side.clauses:
        first = side.tree.left[clause.head.i]
        at = first + 1 if words[first].text == "," else first
        noun = side.phrases.get(at - 2) if at >= 2 and words[at - 1].text == "," else None
        if clause.head.dep != "acl:relcl" or noun is None or clause.head.head != at - 2:
            continue
        cells = {(number, gender) for _, number, gender in noun.cells}
        wanted = _RELATES_TO.get(words[at].lower)
        if wanted is not None and cells and not cells & wanted:
            yield "Das Relativpronomen passt nicht zum Hauptwort", f"{words[at - 2].text}, {words[at].text}"


def _request_with_subject(side: Side) -> Iterator[Fault]:
    """Look for *Bitte Sie schicken …*: behind *bitte* stands the verb."""
    words = side.tree.words
    for word in words[:-2]:
        if word.text == "Bitte" and words[word.i + 1].text == "Sie" and words[word.i + 2].is_finite:
            yield "Hinter „Bitte“ steht das Verb", words[word.i + 2].text


def _parted_owner(side: Side) -> Iterator[Fault]:
    """Look for *deren Sie Kosten tragen*: the noun stands right behind the pronoun."""
    words = side.tree.words
    for word in words[1:-2]:
        behind, then = words[word.i + 1], words[word.i + 2]
        opens = words[word.i - 1].text == "," or words[word.i - 1].pos == "ADP"
        if word.lower in ("deren", "dessen") and opens and behind.text in _PRONOUNS and then.pos in _OF_NOUNS:
            yield f"Hinter „{word.text}“ fehlt das Hauptwort", behind.text


def _doubled_verbs(side: Side) -> Iterator[Fault]:
    """Look for the same verb form twice in one stretch without comma or conjunction."""
    seen: set[str] = set()
    for word in side.tree.words:
        if word.pos in ("PUNCT", "CCONJ", "SCONJ"):
            seen = set()
        elif word.pos in ("VERB", "AUX"):
            if word.lower in seen:
                yield "Das Verb steht doppelt", word.text
            seen.add(word.lower)


_OF_SENTENCES: Final = (
    _wrong_relative, _request_with_subject, unparted_verbs, unparted_subjunctions, unclosed_clauses, stray_commas,
    _doubled_verbs, _parted_owner,
)  # fmt: skip


def _lost_verb(before: Side, after: Side) -> str:
    """Return a fault where a sentence has no finite verb although the old wording had one in each."""
    if not all(_is_whole(before, root) for root in _roots(before.tree)) or _finite_forms(before) <= _finite_forms(
        after
    ):
        return ""
    whole = all(_is_whole(after, root) for root in _roots(after.tree))
    return "" if whole else "Dem Satz fehlt ein gebeugtes Verb"


def _finite_forms(side: Side) -> set[str]:
    return {w.lower for w in side.tree.words if w.is_finite}


def _roots(tree: Tree) -> list[Word]:
    return [w for w in tree.words if w.head == w.i]


def _is_whole(side: Side, root: Word) -> bool:
    """Whether a sentence has a finite verb outside of its subordinate clauses, or needs none."""
    span = range(side.tree.left[root.i], side.tree.right[root.i] + 1)
    if side.tree.words[span[-1]].text != "." or "dank" in side.tree.phrase(root.i).lower():
        return True
    inner = {w.i for c in side.clauses if c.kind == "sub" and c.head is not root for w in c.finite}
    return any(side.tree.words[i].is_finite and i not in inner for i in span)


def _lost_particle(before: Side, after: Side) -> str:
    """Return a fault where a verb stands without the particle that it, or its noun, had."""
    had = {w.lemma for w in before.tree.words if w.pos in ("VERB", "AUX", "ADJ")}
    nouns = [w.lower.removeprefix("nicht") for w in before.tree.words if w.pos == "NOUN"]
    new = {w.lower for w in after.tree.words}
    for clause in after.clauses:
        lemma, bare = clause.head.lemma, not clause.particle and clause.head.is_finite
        if clause.head.pos != "VERB" or not bare or lemma in had:
            continue
        for particle in _PARTICLES - new:
            if particle + lemma in _SAME_WITHOUT:
                continue
            if particle + lemma in had or _has_noun_of(nouns, particle, lemma):
                return f"Zu „{clause.head.text}“ fehlt „{particle}“"
    return ""


def _has_noun_of(nouns: list[str], particle: str, lemma: str) -> bool:
    """Whether a noun is made from the longer verb: *Rückforderung* from *zurückfordern*."""
    stem = lemma.removesuffix("n").removesuffix("e")
    front = "rück" if particle == "zurück" else particle
    return len(stem) > 3 and any(noun.startswith(front + stem) for noun in nouns)
