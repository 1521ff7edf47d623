"""The German words and figures that the text and the HTML report share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from klartext.records import Analysis, Checklist, ChecklistName, ChecklistState, Scores, Suggestion
from klartext.report.contract import rejected

SEVERITY_WORDS: Final[Mapping[int, str]] = {1: "Hinweis", 2: "ändern", 3: "schwer verständlich"}
CHECKLIST_WORDS: Final[Mapping[ChecklistState, str]] = {
    "gefunden": "gefunden",
    "unvollstaendig": "unvollständig",
    "fehlt": "fehlt",
    "entfaellt": "nicht nötig",
}
CHECKLIST_NAMES: Final[Mapping[ChecklistName, str]] = {
    "entscheidung": "Entscheidung",
    "pflicht": "Aufgabe",
    "frist": "Frist",
    "womit": "Weg",
    "folge": "Folge",
    "kontakt": "Kontakt",
    "rechtsbehelf": "Rechtsbehelf",
}
"""What a question of the content checklist is about, in one word."""
_QUESTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "handelnde": (
        "Wer handelt?", "Wer handelt hier: Ihre Behörde, die Empfängerin oder der Empfänger, oder jemand anderes?",
    ),
    "person": (
        "Ist das die Person, die den Brief bekommt?",
        "Ist mit dieser Bezeichnung die Person gemeint, die den Brief bekommt?",
    ),
    "verneinung": (
        "Heißt das rechtlich dasselbe?", "Sagt der Satz ohne die doppelte Verneinung rechtlich dasselbe?",
    ),
    "erklaerung": (
        "Braucht der Brief diese Erklärung?",
        "Braucht dieser Brief die Erklärung des Begriffs, und passt sie hier?",
    ),
}  # fmt: skip
"""What a person has to settle before a suggestion fits: in short for a line, and in full where there is room."""


def summary(analysis: Analysis) -> str:
    """Return one line: how many findings of which severity, how many suggestions."""
    counts = Counter(f.severity for f in analysis.findings)
    detail = ", ".join(f"{counts[level]} × {word}" for level, word in SEVERITY_WORDS.items() if counts[level])
    found = count(counts.total(), "Befund", "Befunde") + (f" ({detail})" if detail else "")
    return f"{found}, {count(len(analysis.suggestions), 'Vorschlag', 'Vorschläge')}."


def held_back_line(analysis: Analysis) -> str | None:
    """Return one line about the proposals that the guard held back, or None."""
    if not analysis.held_back:
        return None
    reasons = ", ".join(f"{g['count']} × {g['reason']}" for g in rejected(analysis.held_back)["reasons"])
    return f"Zurückgehalten: {count(len(analysis.held_back), 'Vorschlag', 'Vorschläge')} ({reasons})."


def open_question(suggestion: Suggestion) -> str:
    """Return what a person has to settle before the suggestion fits, as an addition to it."""
    needs = suggestion.proposal.needs
    return f" (offene Frage: {question_of(needs)})" if needs else ""


def question_of(needs: str) -> str:
    """Return what a person has to settle, as a short question; what has none is shown as it is."""
    return _QUESTIONS.get(needs, (needs, needs))[0]


def full_question_of(needs: str) -> str:
    """Return what a person has to settle, as a question that explains itself."""
    return _QUESTIONS.get(needs, (needs, needs))[1]


def checklist_title(checklist: Checklist) -> str:
    """Return the heading of the content checklist, with the kind of letter it goes by."""
    return f"Sagt der Brief alles? (gelesen als: {checklist.title})"


def score_rows(scores: Scores) -> list[tuple[str, str]]:
    """Return the figures with their German names; a dash stands for a figure that is not defined."""
    figures: list[tuple[str, float | None]] = [
        ("Wörter je Satz", scores.words_per_sentence),
        ("Klartext-Index", scores.klartext_index),
        ("Flesch-Amstad", scores.flesch_amstad),
        ("Wiener Sachtextformel 1", scores.wiener_sachtextformel_1),
        ("LIX", scores.lix),
    ]
    return [
        ("Wörter", str(scores.words)),
        ("Sätze", str(scores.sentences)),
        *((name, "–" if value is None else decimal(value)) for name, value in figures),
        ("Sprachniveau (Schätzung)", scores.cefr or "–"),
    ]


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def decimal(value: float, places: int = 1) -> str:
    """Return a number with a decimal comma and a real minus sign."""
    return f"{value:.{places}f}".replace(".", ",").replace("-", "−")


def flatten(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def shorten(text: str, limit: int = 160) -> str:
    """Return a text on one line, with its middle left out where it is longer than the limit."""
    flat, half = flatten(text), (limit - 3) // 2
    return flat if len(flat) <= limit else f"{flat[:half].rstrip()} … {flat[-half:].lstrip()}"
