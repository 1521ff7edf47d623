"""A review: one letter, its suggestions, and what people decided about them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from spacy.tokens import Doc

from klartext.compose import released_text
from klartext.decisions.log import (
    Entry,
    Event,
    Reversal,
    applied,
    entries,
    in_force,
    live,
    next_redo,
    next_undo,
    utc_now,
)
from klartext.decisions.standing import Reanalyse, standing
from klartext.errors import DecisionError
from klartext.guard import judge
from klartext.guard.check_names import check_name
from klartext.records import (
    Analysis,
    Category,
    Check,
    Decision,
    DecisionKind,
    Document,
    HeldBack,
    Scores,
    Suggestion,
)  # fmt: skip
from klartext.spans import Edit, Span

State = Literal["open", "accepted", "rejected", "edited", "superseded"]
"""``superseded``: another change took the place; the suggestion comes back when that change is taken back."""


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """What people decided about one letter so far; every step returns a new review and leaves the old one as it was.

    ``analysis`` is the first analysis with the suggestions that came up since, all in the text that was read first;
    ``current_text`` is that text with the decisions applied, and ``scores`` are its figures (None after a change where
    nothing analyses it again).

    Args:
        first: The analysis of the letter as it was read.
        reanalyse: Analyses the letter again after a change, so that later suggestions fit; None leaves that out.
        log: What was decided before.
        clock: Must return an aware time.
        latest: What ``reanalyse`` said last; as long as the text and its changes stay it is not asked again.
        parse: Analyses a text for the guard; without it the guard objects to a person's words where it could only ask.
    """

    first: Analysis
    reanalyse: Reanalyse | None = None
    log: tuple[Event, ...] = ()
    clock: Callable[[], datetime] = utc_now
    latest: tuple[Sequence[Span], Analysis] | None = field(default=None, repr=False)
    parse: Callable[[str], Doc] | None = field(default=None, repr=False)
    analysis: Analysis = field(init=False)
    current_text: str = field(init=False)
    scores: Scores | None = field(init=False)
    _known: Mapping[str, Suggestion] = field(init=False, repr=False)
    _decided: Mapping[str, Entry] = field(init=False, repr=False)
    _offered: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        document = self.first.letter.document
        edits = [Edit(normalised_span(document, e.decision.span), e.decision.final) for e in applied(self.log)]
        now = standing(self.first, edits, self._read if self.reanalyse else None)
        known = {s.id: s for s in self.first.suggestions}
        held = live(self.log)
        decided = {e.suggestion.id: e.suggestion for e in held if e.suggestion}
        new = {s.id: s for s in now.suggestions}
        findings = {f.id: f for f in (*self.first.findings, *now.findings)}
        together = {**known, **new, **decided}
        analysis = replace(self.first, suggestions=tuple(together.values()), findings=tuple(findings.values()))
        object.__setattr__(self, "analysis", analysis)
        object.__setattr__(self, "current_text", now.text)
        object.__setattr__(self, "scores", now.scores)
        object.__setattr__(self, "_known", together)
        object.__setattr__(self, "_decided", {e.decision.suggestion: e for e in held})
        object.__setattr__(self, "_offered", frozenset((known.keys() - now.gone) | new.keys()))

    # --- looking ----------------------------------------------------------------------------------------------------

    @property
    def decisions(self) -> tuple[Entry, ...]:
        """Every decision ever made, in order, also those taken back."""
        return entries(self.log)

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """The decisions that hold now."""
        return in_force(self.log)

    @property
    def open_suggestions(self) -> tuple[Suggestion, ...]:
        """The suggestions nobody has decided on, in text order."""
        return self._in_state("open")

    @property
    def superseded_suggestions(self) -> tuple[Suggestion, ...]:
        """The suggestions whose place another change took, in text order."""
        return self._in_state("superseded")

    @property
    def reading(self) -> Analysis | None:
        """The letter analysed as it reads now; None where nothing has changed or nothing analyses it again."""
        known = self.latest[1] if self.latest else None
        return known if known is not None and known.letter.text == self.current_text else None

    def state(self, suggestion_id: str) -> State:
        """Return where a suggestion stands.

        Raises:
            DecisionError: KT-D02, there is no such suggestion.
        """
        if entry := self._latest(suggestion_id):
            return entry.decision.kind
        self._suggestion(suggestion_id)
        return "open" if suggestion_id in self._offered else "superseded"

    def decision(self, suggestion_id: str) -> Decision | None:
        """Return the latest decision on a suggestion that is not taken back."""
        entry = self._latest(suggestion_id)
        return entry.decision if entry else None

    def check_edit(self, suggestion_id: str, text: str) -> tuple[Check, ...]:
        """Return what the guard says about a person's own words for the place of a suggestion."""
        suggestion = self._suggestion(suggestion_id)
        letter, span = self.first.letter, suggestion.proposal.span
        around = [s.span for s in self.first.sentences if s.span.overlaps(span)] or [span]
        start, end = min(span.start, around[0].start), max(span.end, around[-1].end)
        original = letter.text[span.start : span.end]
        words = _clean(text, original)
        return judge(
            letter.text[start:end], start, span, original, words, self.first.protected, self.parse, person=True
        )

    def released_text(self) -> str:
        """Return the letter to send: the text as it was read with what people decided, guarded once more.

        Raises:
            DecisionError: KT-D11, a fact would be lost.
        """
        holding = applied(self.log)
        return released_text(
            self.first.letter.document,
            [e.decision for e in holding],
            self.first.protected,
            [e.decision.span for e in holding if e.insisted],
        )

    # --- deciding ---------------------------------------------------------------------------------------------------

    def accept(self, suggestion_id: str, person: str, wording: str | None = None) -> Review:
        """Accept a suggestion, or the alternative with exactly this wording.

        Raises:
            DecisionError: KT-D01 no person, KT-D02 unknown suggestion, KT-D03 superseded, KT-D04 a later change builds
                on it, KT-D07 no such alternative.
        """
        who = _named(person)
        proposal = self._suggestion(suggestion_id).proposal
        if wording is not None and wording not in (proposal.replacement, *proposal.alternatives):
            raise DecisionError(
                "KT-D07",
                f"Die Fassung „{wording}“ gehört nicht zu diesem Vorschlag.",
                "Wählen Sie eine der gezeigten Fassungen, oder schreiben Sie eine eigene.",
            )
        return self._decide(suggestion_id, "accepted", who, proposal.replacement if wording is None else wording)

    def reject(self, suggestion_id: str, person: str, reason: str | None = None) -> Review:
        """Keep the text as it is.

        Raises:
            DecisionError: KT-D01, KT-D02, KT-D03, KT-D04 as for ``accept``.
        """
        who = _named(person)
        original = self._suggestion(suggestion_id).proposal.original
        return self._decide(suggestion_id, "rejected", who, original, reason=(reason or "").strip() or None)

    def edit(self, suggestion_id: str, person: str, text: str, insist: bool = False) -> Review:
        """Take a person's own words for the place of a suggestion.

        Where the guard objects, the person is told why and decides: with ``insist`` their words stand, and that is
        recorded.

        Raises:
            DecisionError: KT-D01, KT-D02, KT-D03, KT-D04 as for ``accept``; KT-D06 the guard objects, KT-D12 the words
                are those of the letter.
        """
        who = _named(person)
        original = self._suggestion(suggestion_id).proposal.original
        words = _clean(text, original)
        if words == original:
            raise DecisionError(
                "KT-D12",
                "Ihre Fassung gleicht dem Text im Brief.",
                "Lehnen Sie den Vorschlag ab, wenn der Text so bleiben soll.",
            )
        checks = self.check_edit(suggestion_id, words)
        faults = [c for c in checks if not c.passed]
        if faults and not insist:
            raise DecisionError(
                "KT-D06",
                f"In Ihrer Fassung stimmt vielleicht etwas nicht: {_told(faults)}.",
                "Ändern Sie Ihre Fassung, oder bestätigen Sie ausdrücklich, dass sie so gelten soll.",
            )
        return self._decide(suggestion_id, "edited", who, words, checks=checks, insisted=bool(faults))

    def undo(self, person: str) -> Review:
        """Take back the latest decision.

        Raises:
            DecisionError: KT-D01 no person, KT-D05 nothing to take back.
        """
        return self._reverse("undo", next_undo(self.log), person, "Es gibt keine Entscheidung zum Zurücknehmen.")

    def redo(self, person: str) -> Review:
        """Put the decision into force again that was taken back last.

        Raises:
            DecisionError: KT-D01 no person, KT-D05 nothing was taken back.
        """
        return self._reverse("redo", next_redo(self.log), person, "Es gibt keine zurückgenommene Entscheidung.")

    # --- further suggestions ----------------------------------------------------------------------------------------

    def with_suggestions(self, new: Iterable[Suggestion], held_back: Iterable[HeldBack] = ()) -> Review:
        """Return the review as if its first analysis had these suggestions, too; every decision stays.

        One whose sentence a decision has changed is superseded. An id that is there already stays as it was.
        """
        known = {s.id for s in self.first.suggestions}
        further = tuple(s for s in new if s.id not in known)
        first = replace(
            self.first,
            suggestions=(*self.first.suggestions, *further),
            held_back=(*self.first.held_back, *held_back),
        )
        return replace(self, first=first)

    # --- within -----------------------------------------------------------------------------------------------------

    def _read(self, document: Document, changed: Sequence[Span]) -> Analysis:
        """Analyse the letter as it reads now, unless that is known."""
        if self.latest is not None:
            places, known = self.latest
            if places == changed and known.letter.text == document.text:
                return known
        assert self.reanalyse is not None
        analysis = self.reanalyse(document, changed)
        object.__setattr__(self, "latest", (changed, analysis))
        return analysis

    def _in_state(self, state: State) -> tuple[Suggestion, ...]:
        found = (s for s in self.analysis.suggestions if self.state(s.id) == state)
        return tuple(sorted(found, key=lambda s: s.proposal.span))

    def _latest(self, suggestion_id: str) -> Entry | None:
        return self._decided.get(suggestion_id)

    def _suggestion(self, suggestion_id: str) -> Suggestion:
        if suggestion_id in self._known:
            return self._known[suggestion_id]
        raise DecisionError(
            "KT-D02",
            f"Den Vorschlag „{suggestion_id}“ gibt es nicht.",
            "Der Text hat sich vielleicht geändert. Wählen Sie einen Vorschlag aus der Liste.",
        )

    def _replaced(self, suggestion: Suggestion, kind: DecisionKind) -> tuple[int, ...]:
        """Return the entries whose place a decision would take.

        Raises:
            DecisionError: KT-D03, KT-D04.
        """
        former = self._latest(suggestion.id)
        holding = applied(self.log)
        if former and former.decision.kind != "rejected":
            if former not in holding:
                raise DecisionError(
                    "KT-D04",
                    "Auf dieser Änderung baut eine spätere auf.",
                    "Nehmen Sie zuerst die spätere Entscheidung zurück.",
                )
            return self._own(former) if kind == "rejected" else (former.number, *former.replaces)
        if suggestion.id not in self._offered:
            raise DecisionError(
                "KT-D03",
                "Dieser Vorschlag ist überholt: Eine andere Änderung betrifft dieselbe Stelle.",
                "Nehmen Sie die andere Änderung zurück, wenn Sie diesen Vorschlag vorziehen.",
            )
        numbers = [*self._own(former)] if former else []
        if kind != "rejected":
            document = self.first.letter.document
            for entry in holding:
                if normalised_span(document, entry.decision.span).overlaps(suggestion.proposal.span):
                    numbers += [entry.number, *entry.replaces]
        return tuple(dict.fromkeys(numbers))

    def _own(self, entry: Entry) -> tuple[int, ...]:
        """Return an entry with all former ones on the same suggestion; what it builds on comes into force again."""
        same = {e.number for e in self.decisions if e.decision.suggestion == entry.decision.suggestion}
        return (entry.number, *(n for n in entry.replaces if n in same))

    def _decide(
        self,
        suggestion_id: str,
        kind: DecisionKind,
        person: str,
        final: str,
        reason: str | None = None,
        checks: tuple[Check, ...] | None = None,
        insisted: bool = False,
    ) -> Review:
        suggestion = self._suggestion(suggestion_id)
        proposal, document = suggestion.proposal, self.first.letter.document
        replaces = self._replaced(suggestion, kind)
        there = document.offsets.to_original(proposal.span)
        original = document.original[there.start : there.end]
        decision = Decision(
            suggestion=suggestion_id,
            kind=kind,
            person=person,
            time=self._now(),
            rule=proposal.rule,
            origin=proposal.origin,
            span=there,
            original=original,
            replacement=proposal.replacement,
            final=original if kind == "rejected" else final,
            reason=reason,
            findings=proposal.findings,
        )
        entry = Entry(
            number=len(self.log) + 1,
            decision=decision,
            category=self._category(proposal.findings),
            explanation=proposal.explanation,
            checks=suggestion.checks if checks is None else checks,
            replaces=replaces,
            insisted=insisted,
            suggestion=suggestion,
        )
        return replace(self, log=(*self.log, entry))

    def _reverse(self, action: Literal["undo", "redo"], target: Entry | None, person: str, nothing: str) -> Review:
        who = _named(person)
        if target is None:
            raise DecisionError("KT-D05", nothing, "Entscheiden Sie über einen Vorschlag aus der Liste.")
        line = Reversal(len(self.log) + 1, action, target.number, who, self._now())
        return replace(self, log=(*self.log, line))

    def _category(self, findings: Sequence[str]) -> Category | None:
        return next((f.category for f in self.analysis.findings if f.id in findings), None)

    def _now(self) -> datetime:
        now = self.clock()
        if now.tzinfo is None:
            raise ValueError("the clock of a review must return an aware time")
        return now.astimezone(UTC)


def normalised_span(document: Document, span: Span) -> Span:
    """Return the range of the normalised text that stands for a range of the original.

    Raises:
        DecisionError: KT-D10, the range cuts through what was read as one character.
    """
    offsets = document.offsets
    start, end = bisect_left(offsets.starts, span.start), bisect_right(offsets.ends, span.end)
    if start <= end <= len(document.text) and offsets.to_original(found := Span(start, end)) == span:
        return found
    raise DecisionError(
        "KT-D10",
        f"An den Zeichen {span.start} bis {span.end} steht keine ganze Stelle des Briefs.",
        "Der Brief wurde nach der Entscheidung geändert. Prüfen Sie ihn neu und entscheiden Sie noch einmal.",
        document.source,
    )


def _named(person: str) -> str:
    name = " ".join(person.split())
    if not name:
        raise DecisionError(
            "KT-D01",
            "Die Entscheidung nennt keine Person.",
            "Geben Sie Ihren Namen an. Klartext übernimmt nichts ohne einen Menschen.",
        )
    return name


def _clean(text: str, original: str) -> str:
    """Return a person's words as the normalised text writes them, with the blanks at the edges that were there."""
    lines = unicodedata.normalize("NFC", text).strip().splitlines()
    words = "\n".join(" ".join(line.split()) for line in lines)
    if not words:
        return ""
    return original[: len(original) - len(original.lstrip())] + words + original[len(original.rstrip()) :]


def _told(faults: Iterable[Check]) -> str:
    """Return what is wrong, each fault once, with the checks that say so."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.detail or "nicht bestanden", []).append(f"„{check_name(fault)}“")
    return "; ".join(f"{what} (Prüfung {', '.join(names)})" for what, names in found.items())
