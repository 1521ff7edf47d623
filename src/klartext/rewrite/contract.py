"""What a construction gets and gives: one analysed sentence in, ways to rewrite it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from klartext.records import ActorAnswer, Category, Protected
from klartext.rewrite.clause import clauses
from klartext.rewrite.fields import Clause
from klartext.spans import Edit, Span, apply_edits


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the whole letter tells about who writes and who reads.

    ``office_writes``: an authority sends it (*wir*, *uns*, *unser*, *Im Auftrag*, or a sender that is an authority);
    ``office_pronoun`` is how it speaks of itself, ``wir`` or ``ich``.
    ``reader_addressed``: it speaks to the reader (*Sie*, a salutation). ``roles`` are nouns that stand for the reader
    throughout the letter (*Antragsteller*), as far as letter or human say so; ``others`` stand for somebody else: the
    letter says what they do for the reader (*Der Antragsteller legt Ihnen … vor*), or who else did what they are named
    for (*auf Antrag des Nachbarn*). ``several_act``: more than one person or body that is neither writer nor reader
    acts in the letter. ``office_speaks``: it says *wir* or *ich* of itself anywhere. ``theirs`` are the nouns for what
    another's deed brings about, and when it is done (*Ergebnis*, *Ortstermin*). ``for_client``: the reader represents
    somebody (*Ihr Mandant*); what is to be done is not surely the reader's. ``orders_another``: it gives somebody else
    orders that the reader only hears of. ``reviews``: it decides on an objection; who made the decision before, it need
    not say. ``taken_up`` are the nouns for people that a later sentence of a paragraph just calls *er* or *sie*.
    ``senders`` are the words for the office in the letterhead, in lower case. ``court_decides``: who writes
    for a court calls it *das Gericht* and never says *wir*; what is decided is the judge's. ``actor`` is the human's
    answer to who acts where the letter does not say: ``wir``, ``Sie`` or ``""`` for not answered.
    """

    office_writes: bool = True
    office_pronoun: str = "wir"
    reader_addressed: bool = True
    roles: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    several_act: bool = False
    office_speaks: bool = True
    theirs: frozenset[str] = frozenset()
    for_client: bool = False
    orders_another: bool = False
    reviews: bool = False
    taken_up: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    court_decides: bool = False
    actor: ActorAnswer = ""


@dataclass(frozen=True)
class Scene:
    """One sentence on one line.

    ``doc`` is the analysis of exactly this sentence: ``doc.text == text``, offsets count from its start. The spans of
    ``protected`` count in ``text``, too; a rewrite may move a protected place, but not change its characters.
    ``before`` and ``after`` are the words of the
    sentences around it in the letter, ``rest`` what the scene leaves out of its own one where it shows but a part.
    ``items`` are the items of the list that a sentence with a colon at its end announces, without their markers.
    """

    text: str
    doc: Doc
    protected: tuple[Protected, ...] = ()
    facts: LetterFacts = LetterFacts()
    before: tuple[Token, ...] = ()
    rest: tuple[Token, ...] = ()
    after: tuple[Token, ...] = ()
    items: tuple[str, ...] = ()

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that can be read, in text order; nobody reads them before somebody asks."""
        return tuple(clauses(self.doc))

    def replaced(self, span: Span, words: str) -> str:
        """Return the sentence with other words at a place."""
        return self.text[: span.start] + words + self.text[span.end :]

    def is_protected(self, span: Span, *kinds: str) -> bool:
        """Whether a place shares a character with a protected one (of these kinds, if any are named)."""
        return any(p.span.overlaps(span) and (not kinds or p.kind in kinds) for p in self.protected)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One step: edits on ``Scene.text`` that turn a hard construction into a plain one.

    Args:
        construction: The id of the construction, for example ``passiv``.
        category: The category of the findings that it answers.
        place: The hard place in ``Scene.text``; findings of the category that overlap it belong to the rewrite.
        edits: They do not overlap; applied to ``Scene.text`` they give the new sentence.
        explanation: In German, one or two sentences: what was done and why it reads better.
        alternatives: Other new sentences (the whole text), best first.
        assumed: In German, what was taken for granted; empty if nothing.
        needs: What a person must decide first (``handelnde`` …), or None.
        confidence: Between 0 and 1; at least 0.9 means: right in at least 95 of 100 cases.
        last_resort: Whether it comes only where the construction finds nothing better for the place.
        fixed: Whether it is no construction, but the fixed text of a rule.
    """

    construction: str
    category: Category
    place: Span
    edits: tuple[Edit, ...]
    explanation: str
    alternatives: tuple[str, ...] = ()
    assumed: str = ""
    needs: str | None = None
    confidence: float = 0.9
    last_resort: bool = False
    fixed: bool = False

    def text(self, scene: Scene) -> str:
        """Return the new sentence."""
        return apply_edits(scene.text, self.edits)


@dataclass(frozen=True, slots=True)
class Construction:
    """Finds its construction in a sentence; yields nothing where it is not sure.

    ``answers`` are the categories of all findings that its rewrites may answer, related ones too: nobody asks it about
    a sentence without any of them.
    """

    rewrites: Callable[[Scene], Iterable[Rewrite]]
    answers: frozenset[Category]
