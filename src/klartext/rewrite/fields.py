"""The fields of a German clause: what stands before the finite verb, between the verbs, and behind them.

Source: the topological model of the German clause (Duden, Die Grammatik, chapter on Felder und Klammern).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Doc, Token

from klartext.rewrite.capitals import opens_sentence
from klartext.rewrite.verb_complex import Verbs
from klartext.spans import Span

Kind = Literal["v2", "v1", "vend", "inf"]
"""Finite verb second (main clause), first (question, condition), last (subordinate), or none (zu-infinitive)."""
Role = Literal[
    "subjekt", "akkusativ", "dativ", "pronomen", "agens", "praep", "adverb", "negation", "es", "satz", "infinitiv",
    "klammer", "praedikativ", "anderes",
]  # fmt: skip
_SHORT_PRONOUNS: Final = frozenset({
    "mich", "mir", "uns", "sich", "es", "ihn", "ihm", "sie", "ihr", "ihnen", "Sie", "Ihnen",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that move as one. ``text`` is written as inside a sentence (*der Bescheid*, *Ihr Antrag*).

    ``start`` and ``end`` are token indices of where the words stood, half-open; both -1 for new words.
    """

    text: str
    role: Role
    start: int = -1
    end: int = -1
    head: Token | None = None
    comma_before: bool = False
    comma_after: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is a pronoun that stands right behind the finite verb."""
        return self.text in _SHORT_PRONOUNS


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its pieces by field; ``span`` is what it covers in the sentence, end exclusive.

    ``opener`` is the subjunction or relative pronoun of a subordinate clause; ``begins`` says that it opens the
    sentence. ``start`` and ``end`` are token indices. ``chain`` holds the words from the first to the last of several
    coordinated verbs (*geprüft und abgelehnt*). ``lends_subject`` says that a clause behind *und* has no subject of its
    own and takes the one of this clause.
    """

    doc: Doc
    kind: Kind
    verbs: Verbs
    start: int
    end: int
    opener: Piece | None
    vorfeld: Piece | None
    mittelfeld: tuple[Piece, ...]
    nachfeld: tuple[Piece, ...]
    chain: tuple[int, int] | None = None
    lends_subject: bool = False

    @property
    def span(self) -> Span:
        """What the clause covers in the sentence's text."""
        return token_span(self.doc, self.start, self.end)

    @property
    def begins(self) -> bool:
        """Whether the clause opens the sentence and is written with a capital there.

        An infinitive alone goes on another sentence, as an item of a list: its noun has the capital for itself.
        """
        first = self.doc[self.start]
        if self.kind == "inf" and self.verbs.main.dep_ == "ROOT" and first.pos_ == "NOUN":
            return False
        return opens_sentence(self.doc, self.start) and not first.text[0].islower()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces in text order."""
        first = (self.opener,) if self.opener else ()
        before = (self.vorfeld,) if self.vorfeld else ()
        return (*first, *before, *self.mittelfeld, *self.nachfeld)

    def find(self, *roles: Role) -> Piece | None:
        """Return the first piece in one of the roles."""
        return next((p for p in self.pieces if p.role in roles), None)


def token_span(doc: Doc, start: int, end: int) -> Span:
    """Return the characters of the tokens ``start`` to ``end``, end exclusive."""
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def holds_relative_clause(piece: Piece) -> bool:
    """Whether a relative clause stands in a piece."""
    head = piece.head
    return head is not None and any(t.dep_.startswith("acl") for t in head.doc[piece.start : piece.end])
