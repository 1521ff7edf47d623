"""Noun phrases of a parsed text with the readings that their forms share. Reads the forms, not the parser's cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc

from klartext.grammar.nouns import MONTHS, noun_table
from klartext.grammar.verbs import lemma_of_participle, verb
from klartext.guard.tree import Clause, Tree, Word, clauses, tree_of
from klartext.pipeline.agreement import ALL_READINGS, CASES, GENDERS, Reading, determiner_cells, preposition_cases
from klartext.pipeline.nouns import NounReading
from klartext.pipeline.word_forms import is_known

Cells = frozenset[Reading]

_ALL: Final[Cells] = frozenset(ALL_READINGS)
_WEAK_OR_STRONG: Final = frozenset({
    "alle", "aller", "allen", "beide", "beider", "beiden", "einige", "einiger", "einigen", "mehrere", "mehrerer",
    "mehreren", "viele", "vieler", "vielen", "wenige", "weniger", "wenigen", "andere", "anderer", "anderen",
    "sämtliche", "sämtlicher", "sämtlichen", "manche", "mancher", "manchen", "solche", "solcher", "solchen",
    "folgende", "folgender", "folgenden", "etliche", "verschiedene", "welche", "welcher", "welchen", "jegliche",
    "jeglicher", "jeglichen",
})  # fmt: skip
_ADJECTIVAL: Final = re.compile(
    r"(?:ander|solch|beid|viel|wenig|einzeln|meist|gesamt|folgend|sämtlich|mehrer|einig|übrig|eigen|weiter|etlich)(?:e[rnms]?)$"
)
_SET_PHRASES: Final = frozenset({"Amts", "Eides", "Rechts", "Grund", "Zeiten"})
_CONTRACTED_CELLS: Final = {
    form: frozenset((case, "Sing", gender) for gender in genders)
    for form, case, genders in (
        *((f, "Dat", ("Masc", "Neut")) for f in ("im", "am", "zum", "vom", "beim", "überm", "unterm", "vorm")),
        ("zur", "Dat", ("Fem",)),
        *((f, "Acc", ("Neut",)) for f in ("ins", "ans", "aufs", "fürs", "ums", "durchs", "übers", "vors")),
    )
}
_MORE_PREPOSITIONS: Final = {
    "gemäß": ("Dat",), "entsprechend": ("Dat", "Gen"), "binnen": ("Gen", "Dat"), "zufolge": ("Dat", "Gen"),
    "ab": ("Dat", "Acc"), "bis": CASES, "außer": CASES, "statt": CASES, "anstatt": CASES, "nebst": ("Dat",),
    "per": ("Acc", "Dat"), "pro": ("Acc", "Dat"), "je": CASES, "à": CASES, "vor": ("Dat", "Acc"),
    "unbeschadet": ("Gen",), "seitens": ("Gen",), "zwecks": ("Gen", "Dat"), "ohne": ("Acc",), "wider": ("Acc",),
    "um": ("Acc",), "zuliebe": ("Dat",), "exklusive": CASES, "inklusive": CASES, "einschließlich": CASES,
    "mangels": ("Gen", "Dat"), "kraft": ("Gen",), "namens": ("Gen",), "diesseits": ("Gen",), "abzüglich": CASES,
    "zuzüglich": CASES, "betreffend": CASES, "zwischen": ("Dat", "Acc"), "als": CASES, "wie": CASES,
}  # fmt: skip
_PRONOUNS: Final[dict[str, tuple[str, ...]]] = {
    "wir": ("Nom",), "uns": ("Dat", "Acc"), "ich": ("Nom",), "mich": ("Acc",), "mir": ("Dat",), "er": ("Nom",),
    "ihn": ("Acc",), "ihm": ("Dat",), "sie": ("Nom", "Acc"), "ihnen": ("Dat",), "man": ("Nom",),
    "es": ("Nom", "Acc"), "ihr": ("Nom", "Dat"), "euch": ("Dat", "Acc"), "wer": ("Nom",), "wen": ("Acc",),
    "wem": ("Dat",),
}  # fmt: skip
_ORDINAL: Final = re.compile(r"\d{1,2}\.")
_ABSTRACT: Final = re.compile(r".{3,}(?:ung|heit|keit|schaft|tion|ität)(?P<plural>en)?$")
_INFINITIVE: Final = re.compile(r".{2,}(?:en|ern|eln)$")
_NOMINALISED: Final = re.compile(r"(?P<stem>.{2,}(?:(?P<present>end)|ig|lich|isch|sam|bar|t|en|frei))(?:e[rnms]?)$")
_WEAK: Final[dict[str, Cells]] = {
    "e": frozenset(r for r in ALL_READINGS if r[1] == "Sing" and (r[0] == "Nom" or (r[0] == "Acc" and r[2] != "Masc"))),
    "en": frozenset(
        r for r in ALL_READINGS if r[1] == "Plur" or r[0] in ("Gen", "Dat") or (r[0] == "Acc" and r[2] == "Masc")
    ),
    "er": frozenset(),
    "es": frozenset(),
    "em": frozenset(),
}
_STRONG: Final[dict[str, Cells]] = {
    ending: determiner_cells("dies" + ending) or frozenset() for ending in ("e", "er", "es", "en", "em")
}
_BARE: Final = frozenset({"ein", "kein", "mein", "dein", "sein", "ihr", "unser", "euer"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun or pronoun with its articles and adjectives; ``cells`` are the readings its forms share."""

    head: Word
    pieces: tuple[Word, ...]
    preposition: Word | None
    inner: Cells
    cells: Cells

    @property
    def text(self) -> str:
        """The pieces in their order, with the preposition."""
        return " ".join(w.text for w in (*((self.preposition,) if self.preposition else ()), *self.pieces))

    @property
    def cases(self) -> frozenset[str]:
        """The cases its forms allow."""
        return frozenset(case for case, _, _ in self.cells)


def phrases(tree: Tree) -> dict[int, Phrase]:
    """Return the phrases of a text by the place of their head."""
    return {p.head.i: p for word in tree.words for p in _phrase(tree, word)}


def _phrase(tree: Tree, head: Word) -> Iterator[Phrase]:
    if head.pos == "PRON" and head.lower in _PRONOUNS:
        cells = frozenset(r for r in ALL_READINGS if r[0] in _pronoun_cases(head))
        preposition = _preposition(tree, head, head.i)
        yield Phrase(head, (head,), preposition, cells, _governed(cells, preposition))
        return
    if head.pos != "NOUN" or not head.text[:1].isupper() or not head.text.isalpha() or _is_set(tree, head):
        return
    pieces = _pieces(tree, head)
    if pieces is None:
        return
    inner = _agreement(head, pieces)
    preposition = _preposition(tree, head, pieces[0].i)
    if preposition is not None and preposition.lower in _CONTRACTED_CELLS and len(pieces) > 0:
        inner_weak = _with_contraction(head, pieces, preposition)
        yield Phrase(head, pieces, preposition, inner, inner_weak)
        return
    yield Phrase(head, pieces, preposition, inner, _governed(inner, preposition))


def _is_set(tree: Tree, head: Word) -> bool:
    """Whether a noun stands bare in a set phrase: *auf Grund*, not *kein Grund*."""
    return head.text in _SET_PHRASES and not any(w.dep == "det" for w in tree.below(head.i))


def _pronoun_cases(word: Word) -> tuple[str, ...]:
    if word.text == "Ihr":
        return ("Nom",)
    return _PRONOUNS[word.lower]


def _pieces(tree: Tree, head: Word) -> tuple[Word, ...] | None:
    """Return articles, adjectives and noun; None when one of them is odd."""
    pieces = [
        w
        for w in tree.below(head.i)
        if w.i < head.i and (w.dep in ("det", "det:poss", "amod") or (w.dep == "nummod" and w.lower.startswith("ein")))
    ]
    if not pieces and (article := _stranded_article(tree, head)):
        return (article, head)
    if any(w.pos not in ("DET", "ADJ", "NUM") or not (w.text.isalpha() or _ORDINAL.fullmatch(w.text)) for w in pieces):
        return None
    if any(not is_article(w) and is_article(after) for w, after in pairwise(pieces)):
        return None
    below = list(tree.below(head.i))
    if any(w.dep in ("appos", "nmod", "flat", "compound") and w.i < head.i for w in below):
        return None
    if any(w.dep == "case" and w.i > head.i for w in below) or any(_is_coordinated(tree, w) for w in pieces):
        return None
    return (*pieces, head)


def _stranded_article(tree: Tree, head: Word) -> Word | None:
    """Return an article directly before a bare noun that the parser took for a pronoun."""
    if head.i < 2:
        return None
    word, before = tree.words[head.i - 1], tree.words[head.i - 2]
    if word.lower not in ("der", "den", "dem", "des") or word.pos not in ("PRON", "DET"):
        return None
    return None if before.text == "," or before.pos in ("ADP", "SCONJ") else word


def is_article(word: Word) -> bool:
    """Whether a determiner is an article or the like, not *andere* or *beide*, which may follow one."""
    return (word.dep.startswith("det") or word.dep == "nummod" or word.pos == "PRON") and not _ADJECTIVAL.match(
        word.lower
    )


def _is_coordinated(tree: Tree, word: Word) -> bool:
    return any(c.dep == "conj" for c in tree.below(word.i))


def _noun_cells(word: Word) -> Cells:
    return noun_cells(word.text)


@lru_cache(maxsize=20_000)
def noun_cells(form: str) -> Cells:
    """Return the readings of a noun form, and those that its ending allows beside what the table says."""
    if form in MONTHS:
        return frozenset((case, "Sing", "Masc") for case in CASES)
    found = noun_table().readings(form)
    if not found:
        return _ALL
    readings = [*found, *_behind_linking_s(form)]
    cells = {(c, n, g) for r in readings for c, n in r.cells for g in ((r.gender,) if r.gender else GENDERS)}
    if hit := _ABSTRACT.match(form):
        number = "Plur" if hit["plural"] else "Sing"
        cells = {(c, number, "Fem") for c in CASES}
    elif _is_infinitive(form):
        cells |= {(c, "Sing", "Neut") for c in ("Nom", "Dat", "Acc")}
    elif form.endswith("ns") and _is_infinitive(form[:-1]):
        cells.add(("Gen", "Sing", "Neut"))
    return _ALL if _is_nominalised(form) else frozenset(cells)


def _is_infinitive(form: str) -> bool:
    """Whether it may be an infinitive used as a noun: *das Parken*, *beim Falschbefüllen*."""
    lower = form.lower()
    return _INFINITIVE.match(lower) is not None and any(verb(lower[at:]) for at in range(max(1, len(lower) - 4)))


def _behind_linking_s(form: str) -> Iterator[NounReading]:
    """Yield readings of *Amt* for *Integrationsamt*, where the table's longest head is *Samt*."""
    for at in range(3, len(form) - 2):
        if form[at - 1] == "s":
            yield from noun_table().readings(form[at].upper() + form[at + 1 :])


def _is_nominalised(form: str) -> bool:
    """Whether it may be an adjective or participle used as a noun: *die Beschäftigten*."""
    hit = _NOMINALISED.match(form.lower())
    if hit is None or hit["present"]:
        return hit is not None
    stem = hit["stem"]
    if stem.endswith(("t", "en")):
        return any(lemma_of_participle(stem[at:]) for at in range(max(1, len(stem) - 4)))
    return is_known(form.lower())


def _agreement(head: Word, pieces: tuple[Word, ...]) -> Cells:
    cells = _noun_cells(head)
    if len(pieces) > 1 and head.text == head.lemma + "e":
        cells = frozenset(r for r in cells if r[:2] != ("Dat", "Sing"))
    articles = [w for w in pieces[:-1] if is_article(w)]
    for word in articles:
        cells &= determiner_cells(word.lower) or _ALL
    for place, word in enumerate(pieces[:-1]):
        if not is_article(word) and not _modifies_next(word, pieces[place + 1]):
            cells &= _adjective_cells(word, articles)
            if not articles and word is not pieces[0] and _ADJECTIVAL.match(pieces[0].lower):
                return _ALL
    return cells


def _modifies_next(word: Word, following: Word) -> bool:
    """Whether a word may be an adverb of the next adjective: *ein unangemessen hoher Verbrauch*."""
    return following.pos == "ADJ" and following.i == word.i + 1 and _ending(word) != _ending(following)


def _with_contraction(head: Word, pieces: tuple[Word, ...], preposition: Word) -> Cells:
    cells = _noun_cells(head) & _CONTRACTED_CELLS[preposition.lower]
    for word in pieces[:-1]:
        cells &= (determiner_cells(word.lower) or _ALL) if is_article(word) else _after_article(word)
    return cells


def _ending(word: Word) -> str:
    for ending in ("em", "en", "er", "es", "e"):
        if word.lower.endswith(ending):
            return ending
    return ""


def _is_inflected(word: Word) -> bool:
    return word.text.isalpha() and word.text[:1].islower() and bool(_ending(word)) and len(word.text) > 3


def _adjective_cells(word: Word, determiners: list[Word]) -> Cells:
    if not _is_inflected(word) or word.lower in ("weniger", "wenige"):
        return _ALL
    forms = [d.lower for d in determiners]
    ending = _ending(word)
    if not forms or determiner_cells(forms[-1]) is None:
        return _STRONG[ending] | (_WEAK[ending] if forms else frozenset())
    if forms[-1] in _WEAK_OR_STRONG:
        return _STRONG[ending] | _WEAK[ending]
    if forms[-1] in _BARE:
        return _STRONG[ending]
    return _after_article(word)


def _after_article(word: Word) -> Cells:
    return _WEAK[_ending(word)] if _is_inflected(word) else _ALL


def _preposition(tree: Tree, head: Word, first: int) -> Word | None:
    """Return the preposition directly in front of the phrase."""
    cases = [w for w in tree.below(head.i) if w.dep == "case" and w.i < first]
    if not cases or any(w.pos != "ADP" for w in cases):
        return None
    last = cases[-1]
    return last if first - last.i <= 2 or last.lower in _CONTRACTED_CELLS else None


def _governed(cells: Cells, preposition: Word | None) -> Cells:
    if preposition is None or preposition.lower in _CONTRACTED_CELLS:
        return cells
    cases = _MORE_PREPOSITIONS.get(preposition.lower) or preposition_cases(preposition.lower)
    return frozenset(r for r in cells if r[0] in cases)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change, ready for the grammar checks."""

    tree: Tree
    clauses: tuple[Clause, ...]
    phrases: Mapping[int, Phrase]

    @classmethod
    def of(cls, doc: Doc) -> Side:
        """Return an analysed text as plain records."""
        tree = tree_of(doc)
        return cls(tree, clauses(tree), phrases(tree))
