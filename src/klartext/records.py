"""The frozen records that travel from room to room.

Offsets count in ``Letter.text`` (see ``spans``), but for those of a ``Decision``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from klartext.spans import OffsetMap, Span

PartKind = Literal[
    "anschrift", "betreff", "anrede", "text", "aufzaehlung", "tabelle", "rechtsbehelf", "gruss", "anlage", "fuss"
]
ProtectedKind = Literal[
    "paragraph", "betrag", "datum", "frist", "zahl", "name", "aktenzeichen", "platzhalter", "kontakt", "zitat",
    "rechtsbehelf", "rechtsbegriff",
]  # fmt: skip
Category = Literal[
    "nominalstil", "funktionsverbgefuege", "passiv", "modaler_infinitiv", "langer_satz", "schachtelsatz",
    "partizipialattribut", "genitivkette", "bandwurmwort", "amtswort", "floskel", "abkuerzung",
    "paragraphenkette", "verneinung", "unpersoenlich", "fremdwort", "pleonasmus",
]  # fmt: skip
SourceKind = Literal["norm", "praxis", "hausregel"]
ActorAnswer = Literal["", "wir", "Sie"]
"""A person's answer to who acts where a letter does not say; empty: not answered."""
DecisionKind = Literal["accepted", "rejected", "edited"]
LetterKind = Literal["bescheid", "anhoerung", "mahnung", "termin", "aufforderung", "auskunft"]
ChecklistName = Literal["entscheidung", "pflicht", "frist", "womit", "folge", "kontakt", "rechtsbehelf"]
ChecklistState = Literal["gefunden", "unvollstaendig", "fehlt", "entfaellt"]


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: ``original`` is the decoded text, ``text`` its normalised form.

    ``flowing`` says that a word processor breaks the lines; then no line is as long as its writer made it.
    """

    source: str
    original: str
    text: str
    offsets: OffsetMap
    notes: tuple[str, ...] = ()
    flowing: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a letter, for example its Betreff."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Letter:
    """A document with its parts; ``blocks`` are paragraphs, headings and list items, in text order.

    No sentence crosses a block; a line break inside a block is layout, not grammar.
    """

    document: Document
    parts: tuple[Part, ...]
    blocks: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The normalised text that all offsets count in."""
        return self.document.text

    @property
    def salutation(self) -> Span | None:
        """Where the reader is greeted, None where nobody is."""
        return next((part.span for part in self.parts if part.kind == "anrede"), None)

    def part_at(self, offset: int) -> Part | None:
        """Return the part that covers an offset."""
        at = bisect_right(self.parts, offset, key=lambda part: part.span.start) - 1
        return self.parts[at] if at >= 0 and offset < self.parts[at].span.end else None


@dataclass(frozen=True, slots=True)
class Protected:
    """A place that no suggestion may change."""

    kind: ProtectedKind
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A token or phrase that made a rule fire, with its role (``hilfsverb``, ``partizip`` …)."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that is hard to read, with the reason; ``severity`` is 1 (hint), 2 (change) or 3 (hard to understand)."""

    id: str
    rule: str
    category: Category
    severity: int
    span: Span
    text: str
    message: str
    explanation: str
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a rewriting: ``sentence`` is the whole sentence after it, on one line.

    ``fixed`` says that it only puts in the fixed text of a rule.
    """

    construction: str
    sentence: str
    explanation: str
    assumed: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """New wording that nobody has judged yet; only ``guard`` turns it into a ``Suggestion``.

    ``findings`` are the ids of the findings it answers, ``sentence`` that of its sentence. ``confidence`` lies between
    0 and 1. ``needs`` names what a person has to settle first. ``steps`` are the steps of grammar that led to it, in
    order; none for a fixed text. ``adds`` is a sentence that only comes in addition, behind what stays as it is.
    """

    sentence: str
    findings: tuple[str, ...]
    span: Span
    original: str
    replacement: str
    rule: str
    explanation: str
    alternatives: tuple[str, ...] = ()
    origin: Literal["rule", "model"] = "rule"
    confidence: float = 0.0
    needs: str | None = None
    steps: tuple[Step, ...] = ()
    adds: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the guard.

    ``doubt`` says that it passed although something speaks against it: a person ought to look at ``detail``.
    """

    name: str
    passed: bool
    detail: str = ""
    doubt: bool = False

    def as_dict(self) -> dict[str, str | bool]:
        """Return the check as files and answers hold it; a doubt is only told where there is one."""
        told: dict[str, str | bool] = {"name": self.name, "passed": self.passed, "detail": self.detail}
        return {**told, "doubt": True} if self.doubt else told


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal that passed the guard and may be shown to a person; ``id`` is empty until the letter numbers it."""

    id: str
    proposal: Proposal
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A proposal that the guard refused, with the checks that failed."""

    proposal: Proposal
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the letter; ``words`` counts tokens with a letter or digit."""

    id: str
    span: Span
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Readability of a letter; a figure is None where it is not defined (too little text)."""

    words: int
    sentences: int
    words_per_sentence: float | None
    flesch_amstad: float | None
    wiener_sachtextformel_1: float | None
    lix: float | None
    klartext_index: float | None
    cefr: str | None
    contributions: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """One thing that an answer has to name, as the authority of a legal remedy; it lacks without ``places``."""

    name: str
    title: str
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistPoint:
    """A question that a letter has to answer.

    ``message`` says what is missing, or why nothing has to be there; ``why`` says what it is good for.
    """

    name: ChecklistName
    question: str
    state: ChecklistState
    places: tuple[Span, ...]
    message: str
    why: str
    sources: tuple[str, ...]
    parts: tuple[ChecklistPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Whether a letter of its kind says everything that a reader needs."""

    kind: LetterKind
    title: str
    points: tuple[ChecklistPoint, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What produced an analysis."""

    klartext: str
    pipeline: str
    rules: str
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything Klartext says about one letter."""

    letter: Letter
    protected: tuple[Protected, ...]
    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]
    suggestions: tuple[Suggestion, ...]
    held_back: tuple[HeldBack, ...]
    scores: Scores
    versions: Versions
    notes: tuple[str, ...] = ()
    checklist: Checklist | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about one suggestion.

    ``span`` counts in ``Document.original``, for the decision must fit the letter as somebody else reads it.
    ``replacement`` is what was proposed, ``final`` what stands in the letter now: the original where it was rejected.
    """

    suggestion: str
    kind: DecisionKind
    person: str
    time: datetime
    rule: str
    origin: str
    span: Span
    original: str
    replacement: str
    final: str
    reason: str | None = None
    findings: tuple[str, ...] = field(default=())
