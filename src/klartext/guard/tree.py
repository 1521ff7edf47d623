"""A parsed text as plain records: words, and the clauses that the grammar checks read.

A text may hold several sentences; each has its own root. Nothing here judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from spacy.tokens import Doc

from klartext.grammar.verbs import verb

ClauseKind = Literal["main", "sub", "infinite"]
Fault = tuple[str, str]
"""What is wrong, and the words that show it: a fault both sides share does not count."""

_CLAUSE_RELATIONS: Final = frozenset({
    "ROOT", "root", "advcl", "acl", "acl:relcl", "ccomp", "csubj", "csubj:pass", "xcomp", "parataxis", "conj",
})  # fmt: skip
_LINKS: Final = frozenset(
    "ferner weiter weiterhin zudem außerdem daneben zugleich nochmals daher deshalb jedoch".split()
)
"""Adverbs that a parse may take for a verb: *Ich weise ferner darauf hin*."""
AUXILIARIES: Final = frozenset({"aux", "aux:pass", "cop"})
"""Relations of the verbs that only help another word to be a predicate."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "expl"})
BE_OR_HAVE: Final = frozenset("ist sind war waren hat haben hatte hatten sei seien".split())
"""Forms that tell a duty beside an infinitive with *zu*."""
QUESTION_WORDS: Final = frozenset({
    "wer", "wen", "wem", "wessen", "was", "wie", "wann", "wo", "wohin", "woher", "warum", "weshalb", "welche",
    "welcher", "welches", "welchen", "welchem", "wofür", "womit", "worauf", "wogegen", "worin", "worüber", "inwieweit",
    "inwiefern", "wodurch", "wovon", "wozu", "woraus", "weswegen", "wieso", "wieviel",
})  # fmt: skip
"""Words that open an indirect question."""

OPENERS: Final = QUESTION_WORDS | frozenset(
    """der die das den dem dessen deren denen dass wenn weil sobald sofern falls soweit solange obwohl nachdem bevor
    damit ob sodass da indem während seit bis ehe""".split()
)
"""Words that open a subordinate clause; many have other uses."""


class Word(NamedTuple):
    """One token; ``head`` and ``i`` count in ``Tree.words``, ``feats`` are its features."""

    i: int
    text: str
    lower: str
    pos: str
    dep: str
    head: int
    lemma: str
    feats: Mapping[str, str]

    @property
    def is_finite(self) -> bool:
        """Whether it is a finite verb form."""
        told = self.pos in ("VERB", "AUX") and self.feats.get("VerbForm") == "Fin"
        return told and self.lower not in _LINKS


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its verbs.

    ``verbs`` are its verb forms in text order, ``finite`` those that are finite; ``opener`` is the subjunction,
    relative or question word that makes it subordinate. ``shares`` says that it is coordinated and may share words with
    the clause before.
    """

    head: Word
    verbs: tuple[Word, ...]
    finite: tuple[Word, ...]
    subjects: tuple[Word, ...]
    particle: Word | None
    opener: Word | None
    has_zu: bool
    shares: bool
    kind: ClauseKind


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a text without white space, their children, and the edges of what each governs."""

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]

    def below(self, i: int) -> Iterator[Word]:
        """Yield the children of a word in text order."""
        return (self.words[c] for c in self.children[i])

    def child(self, i: int, *relations: str) -> Word | None:
        """Return the first child with one of these relations."""
        return next((w for w in self.below(i) if w.dep in relations), None)

    def is_bare(self, i: int) -> bool:
        """Whether no preposition governs a word."""
        return self.child(i, "case") is None

    def phrase(self, i: int) -> str:
        """Return the text of everything a word governs."""
        return " ".join(w.text for w in self.words[self.left[i] : self.right[i] + 1])


def is_plural_form(form: str) -> bool:
    """Whether a finite form is one of *wir* or *Sie*: it ends in *-en*, *-ern* or *-eln*."""
    return form in ("sind", "tun") or (form.endswith(("en", "ern", "eln")) and not form.endswith("schien"))


def verb_opens(tree: Tree, clause: Clause) -> bool:
    """Whether a clause begins with a finite verb."""
    first = next((w for w in tree.words[tree.left[clause.head.i] :] if w.pos not in ("PUNCT", "CCONJ")), None)
    return first is not None and first.is_finite


def tree_of(doc: Doc) -> Tree:
    """Return the words of an analysed text."""
    strings = doc.vocab.strings
    rows = doc.to_array(["HEAD", "POS", "DEP", "LEMMA", "MORPH"])
    distances, labels = rows[:, 0].astype("int64").tolist(), rows[:, 1:].tolist()
    texts = [t.text for t in doc]
    kept = [i for i, text in enumerate(texts) if not text.isspace()]
    place = {i: n for n, i in enumerate(kept)}
    words: list[Word] = []
    for n, i in enumerate(kept):
        pos, dep, lemma, morph = labels[i]
        head, feats = place.get(i + distances[i], n), _feats(strings[morph])
        words.append(Word(n, texts[i], texts[i].lower(), strings[pos], strings[dep], head, strings[lemma], feats))
    children: list[list[int]] = [[] for _ in words]
    for word in words:
        if word.head != word.i:
            children[word.head].append(word.i)
    left, right = list(range(len(words))), list(range(len(words)))
    for i in range(len(words)):
        at, seen = i, 0
        while words[at].head != at and seen < len(words):
            at, seen = words[at].head, seen + 1
            if i < left[at]:
                left[at] = i
            elif i > right[at]:
                right[at] = i
    return Tree(tuple(words), tuple(map(tuple, children)), tuple(left), tuple(right))


@lru_cache(maxsize=4096)
def _feats(morph: str) -> Mapping[str, str]:
    pairs = (piece.partition("=") for piece in morph.split("|") if "=" in piece)
    return MappingProxyType({key: value for key, _, value in pairs})


def clauses(tree: Tree) -> tuple[Clause, ...]:
    """Return the clauses of a text in the order of their predicates."""
    return tuple(_clause(tree, w) for w in tree.words if _is_predicate(tree, w))


def _is_predicate(tree: Tree, word: Word) -> bool:
    if word.pos in ("VERB", "AUX") and word.dep not in AUXILIARIES:
        return word.dep in _CLAUSE_RELATIONS
    return word.dep in _CLAUSE_RELATIONS and any(w.dep in AUXILIARIES for w in tree.below(word.i))


def _clause(tree: Tree, head: Word) -> Clause:
    below = list(tree.below(head.i))
    verbs = [w for w in below if w.dep in AUXILIARIES and w.pos in ("AUX", "VERB")]
    if head.pos in ("VERB", "AUX"):
        verbs.append(head)
    verbs.sort(key=lambda w: w.i)
    finite = tuple(w for w in verbs if w.is_finite)
    opener = _opener(tree, head, below)
    has_zu = any(w.dep == "mark" and w.lower == "zu" for w in below) or _has_inner_zu(head)
    shares = head.dep == "conj"
    return Clause(
        head,
        tuple(verbs),
        finite,
        tuple(w for w in below if w.dep in _SUBJECTS),
        next((w for w in below if w.dep == "compound:prt"), None),
        opener,
        has_zu,
        shares,
        _kind(tree, head, opener, finite, has_zu),
    )


def _kind(tree: Tree, head: Word, opener: Word | None, finite: tuple[Word, ...], has_zu: bool) -> ClauseKind:
    if not finite and (has_zu or head.dep in ("xcomp", "acl")):
        return "infinite"
    if opener is not None or head.dep == "acl:relcl":
        return "sub"
    if head.dep == "conj":
        first = tree.words[head.head]
        below = list(tree.below(first.i))
        return _kind(tree, first, _opener(tree, first, below), (first,), False) if first.dep != "conj" else "main"
    return "main"


def _opener(tree: Tree, head: Word, below: list[Word]) -> Word | None:
    for word in below:
        if word.dep == "mark" and word.pos in ("SCONJ", "ADP", "ADV", "CCONJ") and word.lower != "zu":
            return word
    if head.dep == "acl:relcl":
        inside = tree.words[tree.left[head.i] : head.i + 1]
        return next((w for w in inside if "Rel" in w.feats.get("PronType", "") or w.lower in QUESTION_WORDS), None)
    if head.dep in ("ccomp", "csubj", "advcl", "csubj:pass"):
        first = next((w for w in tree.words[tree.left[head.i] : head.i + 1] if w.pos not in ("PUNCT", "ADP")), None)
        if first is not None and (first.lower in QUESTION_WORDS or (first.lower == "da" and head.dep == "advcl")):
            return first
    return None


def _has_inner_zu(word: Word) -> bool:
    """Whether the infinitive holds its *zu*: *einzureichen*."""
    if word.feats.get("VerbForm") == "Fin" or "zu" not in word.lower[2:]:
        return False
    bare = word.lower[0] + word.lower[1:].replace("zu", "", 1)
    found = verb(bare)
    return found is not None and found.zu_infinitive == word.lower
