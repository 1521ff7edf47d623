"""A small analysis made by hand, for tests of what comes after the analysis. Not collected by pytest."""

from klartext.records import (
    Analysis,
    Check,
    Document,
    Evidence,
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
from klartext.spans import OffsetMap, Span

ORIGINAL = (
    "Betreff: Ihr Antrag\r\n\r\n"
    "Seitens der Be\u00adhörde wurde Ihr <Antrag> geprüft.\r\n\r\n"
    "Die Nachweise sind bis zum 3. Mai vorzulegen.\r\n"
)
DROPPED = "\r\u00ad"


def document(original: str = ORIGINAL, source: str = "brief.txt", notes: tuple[str, ...] = ()) -> Document:
    """Return a document whose normalised text lacks carriage returns and soft hyphens."""
    kept = [at for at, character in enumerate(original) if character not in DROPPED]
    text = "".join(original[at] for at in kept)
    return Document(source, original, text, OffsetMap(kept, [at + 1 for at in kept], len(original)), notes)


def span_of(text: str, phrase: str) -> Span:
    """Return where a phrase stands; it must be there."""
    start = text.index(phrase)
    return Span(start, start + len(phrase))


def analysis(source: str = "brief.txt") -> Analysis:
    """Return an analysis with four findings, four suggestions and two proposals that were held back."""
    read = document(source=source, notes=("Die Kodierung wurde geschätzt.",))
    text = read.text

    def at(phrase: str) -> Span:
        return span_of(text, phrase)

    def finding(number: int, rule: str, category: str, severity: int, phrase: str, *evidence: Evidence) -> Finding:
        message = f"„{phrase}“ macht den Satz schwer."
        explanation = f"Warum {rule} schwer ist."
        return Finding(
            f"f{number}", rule, category, severity, at(phrase), phrase, message, explanation, ("Quelle 1",), evidence
        )

    def proposal(sentence: str, finding_id: str, phrase: str, replacement: str, **more: object) -> Proposal:
        return Proposal(
            sentence, (finding_id,), at(phrase), phrase, replacement, more.pop("rule", "r"), "Hilft.", **more
        )

    first = at("Seitens der Behörde wurde Ihr <Antrag> geprüft.")
    second = at("Die Nachweise sind bis zum 3. Mai vorzulegen.")
    passed = (Check("zahlen", True), Check("fristen", True, "3. Mai bleibt"))
    return Analysis(
        letter=Letter(
            read,
            (Part("betreff", at("Betreff: Ihr Antrag")), Part("text", Span(first.start, second.end))),
            (at("Betreff: Ihr Antrag"), first, second),
        ),
        protected=(Protected("frist", at("bis zum 3. Mai"), "bis zum 3. Mai"),),
        sentences=(
            Sentence("s1", at("Betreff: Ihr Antrag"), "Betreff: Ihr Antrag", 3),
            Sentence("s2", first, "Seitens der Behörde wurde Ihr <Antrag> geprüft.", 7),
            Sentence("s3", second, "Die Nachweise sind bis zum 3. Mai vorzulegen.", 8),
        ),
        findings=(
            finding(1, "amtswort-seitens", "amtswort", 1, "Seitens"),
            finding(
                2,
                "passiv-ohne-handelnde",
                "passiv",
                2,
                "wurde Ihr <Antrag> geprüft",
                Evidence(at("wurde"), "hilfsverb"),
                Evidence(at("geprüft"), "partizip"),
            ),
            finding(3, "satzlaenge", "langer_satz", 3, "Seitens der Behörde wurde Ihr <Antrag> geprüft."),
            finding(4, "modaler-infinitiv-sein", "modaler_infinitiv", 2, "sind bis zum 3. Mai vorzulegen"),
        ),
        suggestions=(
            Suggestion("g1", proposal("s2", "f1", "Seitens der Behörde", "Von uns", confidence=0.6), passed),
            Suggestion(
                "g2",
                proposal(
                    *("s2", "f2", "Seitens der Behörde wurde Ihr <Antrag> geprüft", "Wir haben Ihren <Antrag> geprüft"),
                    confidence=0.9,
                    needs="handelnde",
                    alternatives=("Das Amt hat Ihren <Antrag> geprüft",),
                ),
                passed,
            ),
            Suggestion("g3", proposal("s2", "f2", "geprüft", "angesehen", confidence=0.5), passed),
            Suggestion("g4", proposal("s3", "f4", "vorzulegen", "nötig", confidence=0.99, origin="model"), passed),
        ),
        held_back=(
            HeldBack(proposal("s3", "f4", "Die", "Alle"), (Check("zahlen", True), Check("fristen", False, "fehlt"))),
            HeldBack(proposal("s3", "f4", "sind", "wären", origin="model"), (Check("zahlen", False),)),
        ),
        scores=Scores(18, 3, 6.0, 61.25, None, 40.0, -3.5, "B1", (("Satzlänge", -2.5),)),
        versions=Versions("0.1.0", "de_klartext 0.1.0", "sha256:abc", None),
        notes=("Die Kodierung wurde geschätzt.", "Eine Regel wurde übersprungen."),
    )
