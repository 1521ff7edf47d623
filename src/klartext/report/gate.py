"""Whether a letter keeps the limits that the house has set in ``klartext.toml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from klartext.config import Limits
from klartext.records import Analysis
from klartext.report.words import SEVERITY_WORDS, count, decimal


def failures(limits: Limits, fail_on: int | None, analyses: Iterable[Analysis]) -> dict[str, list[str]]:
    """Return the letters that do not pass, by their source, with the reasons."""
    found = {}
    for analysis in analyses:
        scores, severities = analysis.scores, Counter(f.severity for f in analysis.findings)
        if why := list(missed(limits, fail_on, scores.klartext_index, scores.words, severities)):
            found[analysis.letter.document.source] = why
    return found


def missed(
    limits: Limits, fail_on: int | None, index: float | None, words: int, severities: Mapping[int, int]
) -> Iterator[str]:
    """Yield why a letter does not pass, each reason as a German sentence.

    Args:
        limits: What the house has set.
        fail_on: From which severity on no finding passes; None lets all pass.
        index: The klartext_index; a letter too short to have one does not miss its limit.
        words: How many words the letter has.
        severities: How many findings it has, by severity.
    """
    severe = sum(number for level, number in severities.items() if fail_on and level >= fail_on)
    if fail_on and severe:
        yield f"{count(severe, 'Befund', 'Befunde')} ab der Schwere {fail_on} ({SEVERITY_WORDS[fail_on]})."
    if limits.index is not None and index is not None and index < limits.index:
        yield f"Der Klartext-Index ist {decimal(index)}, die Grenze ist mindestens {_number(limits.index)}."
    density = 100 * sum(severities.values()) / words if words else 0.0
    if limits.density is not None and density > limits.density:
        yield f"{decimal(density)} Befunde je 100 Wörter, die Grenze ist höchstens {_number(limits.density)}."
    for level, most in ((3, limits.severe), (2, limits.change)):
        if most is not None and severities.get(level, 0) > most:
            found = count(severities[level], "Befund", "Befunde")
            yield f"{found} „{SEVERITY_WORDS[level]}“, die Grenze ist höchstens {most}."


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else decimal(value)
