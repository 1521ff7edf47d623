"""What goes in and out, as pydantic models. The result of a check is the contract's object, field by field."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from klartext.api.limits import LONGEST_TEXT
from klartext.records import (
    ActorAnswer,
    Category,
    ChecklistName,
    ChecklistState,
    DecisionKind,
    LetterKind,
    PartKind,
    ProtectedKind,
)

SchemaVersion = Literal[1]
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
Start = Annotated[int, Field(ge=0, description="Erstes Zeichen im gelesenen Text (Unicode-Codepunkte).")]
End = Annotated[int, Field(ge=0, description="Zeichen hinter dem letzten.")]
Severity = Annotated[int, Field(ge=1, le=3, description="1 Hinweis, 2 ändern, 3 schwer verständlich.")]


class Model(BaseModel):
    """No field more and none less than written here."""

    model_config = ConfigDict(extra="forbid")


# --- the contract ----------------------------------------------------------------------------------------------------


class Versions(Model):
    """Was den Befund erzeugt hat."""

    version: str
    pipeline: str
    rules: str = Field(description="Prüfsumme aller Regeln.")
    model: str | None = Field(description="Das Sprachmodell, wenn eines gefragt wurde.")


class Part(Model):
    """Ein Teil des Briefs, zum Beispiel der Betreff."""

    kind: PartKind
    start: Start
    end: End


class Quote(Model):
    """Eine Stelle mit ihrem Wortlaut."""

    start: Start
    end: End
    text: str


class ProtectedPlace(Model):
    """Eine Stelle, die kein Vorschlag ändert."""

    kind: ProtectedKind
    start: Start
    end: End
    text: str


class Sentence(Model):
    """Ein Satz des Briefs."""

    id: str
    start: Start
    end: End
    text: str
    words: int = Field(ge=0)
    proposal: str | None = Field(description="Vorschau des Satzes mit allen Vorschlägen, die zusammenpassen.")
    suggestions: list[str]


class Evidence(Model):
    """Ein Wort, an dem die Regel die Stelle erkannt hat."""

    start: Start
    end: End
    role: str


class Finding(Model):
    """Eine schwer verständliche Stelle mit dem Grund."""

    id: str
    rule: str
    category: Category
    severity: Severity
    start: Start
    end: End
    text: str
    message: str
    explanation: str
    sources: list[str]
    evidence: list[Evidence]


class Check(Model):
    """Eine der Prüfungen, die jeder Vorschlag bestehen muss."""

    name: str
    passed: bool
    detail: str


class Verdict(Model):
    """Was die Prüfung zu einem Vorschlag sagt."""

    passed: bool
    checks: list[Check]


class Step(Model):
    """Ein Schritt des Umbaus; „sentence“ ist der ganze Satz danach."""

    construction: str
    sentence: str
    explanation: str
    assumed: str


class Suggestion(Model):
    """Eine andere Formulierung, die die Prüfung bestanden hat."""

    id: str
    sentence: str
    findings: list[str]
    start: Start
    end: End
    original: str
    replacement: str
    alternatives: list[str]
    origin: Literal["rule", "model"]
    rule: str
    confidence: float = Field(ge=0, le=1)
    needs: str | None = Field(description="Was ein Mensch zuerst klären muss, zum Beispiel „handelnde“.")
    steps: list[Step]
    explanation: str
    guard: Verdict


class Reason(Model):
    """Wie viele Vorschläge aus einem Grund zurückgehalten wurden."""

    origin: Literal["rule", "model"]
    reason: str
    count: int = Field(ge=1)


class Rejected(Model):
    """Was die Prüfung zurückgehalten hat."""

    count: int = Field(ge=0)
    reasons: list[Reason]


class Contribution(Model):
    """Was ein Merkmal zum Klartext-Index beiträgt."""

    feature: str
    points: float


class Scores(Model):
    """Lesbarkeit; ein Wert ist null, wo er nicht bestimmt ist."""

    words: int
    sentences: int
    words_per_sentence: float | None
    flesch_amstad: float | None
    wiener_sachtextformel_1: float | None
    lix: float | None
    klartext_index: float | None
    cefr: str | None
    contributions: list[Contribution]


class ChecklistPart(Model):
    """Was eine Antwort nennen muss, zum Beispiel die Frist eines Rechtsbehelfs."""

    name: str
    title: str
    found: bool
    places: list[Quote]


class ChecklistPoint(Model):
    """Eine Frage, die der Brief beantworten muss."""

    name: ChecklistName
    question: str
    state: ChecklistState
    places: list[Quote]
    message: str
    why: str
    sources: list[str]
    parts: list[ChecklistPart]


class Checklist(Model):
    """Ob ein Brief seiner Art alles sagt, was man wissen muss."""

    letter: LetterKind
    title: str
    points: list[ChecklistPoint]


class CheckedLetter(Model):
    """Der geprüfte Brief; dasselbe Objekt wie „klartext check --format json“."""

    schema_version: SchemaVersion
    source: str
    text: str = Field(description="Genau der gelesene Text; alle Stellen zählen darin.")
    klartext: Versions
    parts: list[Part]
    protected: list[ProtectedPlace]
    sentences: list[Sentence]
    findings: list[Finding]
    suggestions: list[Suggestion]
    rejected: Rejected
    scores: Scores
    notes: list[str]
    checklist: Checklist | None


# --- the other answers -----------------------------------------------------------------------------------------------


class LetterRequest(Model):
    """Ein Brief als Text."""

    text: Text = Field(description="Der Brief.", examples=["Die Nachweise sind bis zum 3. Mai vorzulegen."])
    source: str = Field("Eingabe", min_length=1, max_length=200, description="Name des Briefs, zum Beispiel Dateiname.")
    actor: ActorAnswer = Field(
        "", description="Wer handelt, wo der Brief es nicht sagt: „wir“ oder „Sie“; leer: Vorschläge fragen danach."
    )


class Suggestions(Model):
    """Nur die Vorschläge zu einem Brief."""

    schema_version: SchemaVersion
    klartext: Versions
    text_sha256: str = Field(description="Prüfsumme des Textes; gehört in die Entscheidungen.")
    suggestions: list[Suggestion]
    rejected: Rejected


class GuardRequest(Model):
    """Eine Stelle vorher und nachher."""

    original: Text = Field(description="Der Satz oder Absatz, wie er im Brief steht.")
    proposed: str = Field(max_length=LONGEST_TEXT, description="Wie er werden soll.")
    author: Literal["mensch", "programm"] = Field(
        "programm",
        description="Bei „programm“ liest die Prüfung auch Grammatik. Eigene Sätze eines Menschen („mensch“) vergleicht"
        " sie nur auf Angaben; wo die Prüfung dabei nicht sicher ist, fragt sie nach („doubt“), statt abzulehnen."
        " Der Mensch darf sich über Einwände hinwegsetzen.",
    )


class JudgedCheck(Check):
    """Eine Prüfung einer Fassung, wer immer sie schrieb."""

    doubt: bool = Field(
        False, description="Bestanden, aber nicht sicher: Ein Mensch sollte ansehen, was in „detail“ steht."
    )


class GuardResult(Model):
    """Was die Prüfung sagt."""

    schema_version: SchemaVersion
    passed: bool
    checks: list[JudgedCheck]


class RecordedDecision(Model):
    """Eine Entscheidung, wie „klartext review“ sie festhält."""

    model_config = ConfigDict(extra="ignore")

    number: int = Field(ge=1, description="Laufende Nummer.")
    suggestion: str = Field("", description="Kennung des Vorschlags.")
    kind: DecisionKind
    person: str = Field(max_length=200, description="Wer entschieden hat. Ohne Namen gilt keine Entscheidung.")
    time: datetime = Field(description="Wann, mit Zeitzone.")
    start: Start
    end: End
    original: str = Field(max_length=LONGEST_TEXT, description="Was im Brief an dieser Stelle steht.")
    final: str = Field(max_length=LONGEST_TEXT, description="Was dort stehen soll.")
    replacement: str | None = Field(None, max_length=LONGEST_TEXT, description="Der Vorschlag; sonst wie „final“.")
    rule: str = ""
    category: Category | None = None
    origin: Literal["rule", "model"] = "rule"
    reason: str | None = Field(None, max_length=2000, description="Warum, vor allem bei einer Ablehnung.")
    findings: list[str] = []
    explanation: str = ""
    checks: list[JudgedCheck] = []
    replaces: list[int] = []
    insisted: bool = Field(False, description="Die Person besteht trotz Einwand der Prüfung auf ihrer Fassung.")


class Reversal(Model):
    """Eine Entscheidung zurücknehmen oder wiederholen."""

    number: int = Field(ge=1)
    action: Literal["undo", "redo"]
    target: int = Field(ge=1)
    person: str = Field(max_length=200)
    time: datetime


class Decisions(Model):
    """Festgehaltene Entscheidungen, wie in der Datei von „klartext review“."""

    model_config = ConfigDict(extra="ignore")

    schema_version: SchemaVersion
    text_sha256: str = Field(max_length=64, description="Prüfsumme des Textes, für den sie getroffen wurden.")
    decisions: list[RecordedDecision] = Field(max_length=5000)
    reversals: list[Reversal] = Field([], max_length=5000)


class DecisionsRequest(Model):
    """Ein Brief und was Menschen darüber entschieden haben."""

    text: Text = Field(description="Der Brief, für den entschieden wurde.")
    source: str = Field("Eingabe", min_length=1, max_length=200)
    decisions: Decisions


class Released(Model):
    """Der freigegebene Brief mit seinem Protokoll."""

    schema_version: SchemaVersion
    text: str = Field(description="Der Brief mit den Entscheidungen; sonst ist kein Zeichen anders.")
    protocol: dict[str, Any] = Field(description="Das Protokoll, wie die Datei .json von „klartext review --protocol“.")
    submitted_by: str | None = Field(description="Wer angemeldet war; null, wenn keine Anmeldung nötig ist.")


class RuleSource(Model):
    """Worauf sich eine Regel stützt."""

    kind: Literal["norm", "praxis", "hausregel"]
    title: str
    place: str | None


class RuleExample(Model):
    """Ein Satz mit der Fundstelle in ⟦…⟧ und wie er besser heißt."""

    text: str
    better: str | None


class CounterExample(Model):
    """Ein Satz, den die Regel nicht melden darf."""

    text: str
    reason: str


class RuleSummary(Model):
    """Eine Regel in einer Zeile."""

    id: str
    category: Category
    severity: Severity
    title: str
    word_list: str | None
    sources: list[str]


class RuleList(Model):
    """Alle Regeln."""

    schema_version: SchemaVersion
    digest: str = Field(description="Prüfsumme aller Regeln.")
    rules: list[RuleSummary]


class RuleDetails(Model):
    """Eine Regel mit Erklärung, Quellen und Beispielen."""

    schema_version: SchemaVersion
    id: str
    category: Category
    severity: Severity
    title: str
    message: str
    explanation: str
    sources: list[RuleSource]
    plain: list[str] = Field(description="Schlichtere Wörter.")
    replacement: str | None = Field(description="Fester Text, der immer passt.")
    exceptions: list[str]
    examples: list[RuleExample]
    counterexamples: list[CounterExample]
    word_list: str | None


class Health(Model):
    """Ob der Dienst arbeitet."""

    status: Literal["ok"]


class About(Model):
    """Was hier läuft."""

    schema_version: SchemaVersion
    klartext: Versions
    longest_text: int = Field(description="So viele Zeichen darf ein Brief haben.")
    largest_body: int = Field(description="So viele Bytes darf eine Anfrage haben.")
    signed_in: str | None = Field(description="Wer angemeldet ist.")


class Problem(Model):
    """Was nicht geklappt hat."""

    code: str = Field(description="Feste Kennung, zum Beispiel KT-D01.", examples=["KT-H08"])
    what: str = Field(description="Was geschehen ist.")
    remedy: str = Field(description="Was Sie tun können.")
    where: str | None = Field(description="An welcher Stelle.")


class ProblemAnswer(Model):
    """Die Antwort auf eine Anfrage, die nicht geklappt hat."""

    schema_version: SchemaVersion
    error: Problem
