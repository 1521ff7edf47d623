"""A small analysis by hand: two overlapping findings with a suggestion, and a hint inside a protected neighbourhood."""

from __future__ import annotations

from datetime import UTC, datetime

from normalised import document_of

from klartext.records import (
    Analysis,
    Check,
    Decision,
    DecisionKind,
    Finding,
    HeldBack,
    Letter,
    Part,
    Proposal,
    Protected,
    Scores,
    Sentence,
    Suggestion,
    Versions,
)
from klartext.spans import Span

TEXT = "Sehr geehrte Frau <script>alert(1)</script>,\n\nder Antrag wird\nseitens der Stadt geprüft & § 5 SGB X gilt."
NO_SCORES = Scores(12, 1, None, None, None, None, None, None)


def place(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


def finding(id: str, rule: str, category: str, quote: str, severity: int = 2) -> Finding:
    return Finding(
        id=id,
        rule=rule,
        category=category,  # type: ignore[arg-type]
        severity=severity,
        span=place(quote),
        text=quote,
        message=f"Meldung {id} <b>",
        explanation=f"Erklärung {id} <i>",
        sources=(f"Quelle {id} <u>",),
    )


SENTENCE = "der Antrag wird\nseitens der Stadt geprüft & § 5 SGB X gilt."
PASSIVE = finding("f1", "passiv-wir", "passiv", "wird\nseitens der Stadt geprüft", 3)
WORD = finding("f2", "amtswort-seitens", "amtswort", "seitens", 1)
LONG = finding("f3", "langer-satz", "langer_satz", SENTENCE)
PROPOSAL = Proposal(
    sentence="s1",
    findings=("f1", "f2"),
    span=place("der Antrag wird\nseitens der Stadt geprüft"),
    original="der Antrag wird\nseitens der Stadt geprüft",
    replacement="die Stadt prüft den Antrag",
    rule="passiv-wir",
    explanation="Wir nennen, wer handelt.",
    needs="handelnde",
)
SUGGESTION = Suggestion("g1", PROPOSAL, (Check("zahlen", True), Check("namen", True, "keine <em>")))
HELD = HeldBack(
    Proposal("s1", ("f3",), place("gilt"), "gilt", "galt", "langer-satz", ""), (Check("tempus", False, "gilt/galt"),)
)


def analysis(
    findings: tuple[Finding, ...] = (LONG, PASSIVE, WORD),
    suggestions: tuple[Suggestion, ...] = (SUGGESTION,),
    held_back: tuple[HeldBack, ...] = (HELD,),
    text: str = TEXT,
) -> Analysis:
    document = document_of(text)
    start = text.index("der Antrag")
    return Analysis(
        letter=Letter(document, (Part("text", Span(start, len(text))),), (Span(start, len(text)),)),
        protected=(Protected("paragraph", place("§ 5 SGB X"), "§ 5 SGB X"),),
        sentences=(Sentence("s1", Span(start, len(text)), text[start:], 12),),
        findings=findings,
        suggestions=suggestions,
        held_back=held_back,
        scores=NO_SCORES,
        versions=Versions("0.1.0", "de_klartext 0.1.0", "sha256:0"),
    )


def decision(kind: DecisionKind = "accepted", final: str = PROPOSAL.replacement, reason: str | None = None) -> Decision:
    return Decision(
        suggestion="g1",
        kind=kind,
        person="Erika <Muster>",
        time=datetime(2025, 3, 3, 12, 0, tzinfo=UTC),
        rule=PROPOSAL.rule,
        origin="rule",
        span=PROPOSAL.span,
        original=PROPOSAL.original,
        replacement=PROPOSAL.replacement,
        final=final,
        reason=reason,
    )
