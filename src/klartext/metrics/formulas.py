"""The published readability formulas, each with its source; None where a text has no word or no sentence.

textstat has the same formulas, but takes a text, not counts, and its sentence split ends a sentence at every full
stop (*z. B.*, *§ 48 Abs. 1*, *3. Mai*). So the counts come from our own sentences, and the coefficients are
repeated here; a test compares both on text without abbreviations.
"""

from __future__ import annotations

from klartext.metrics.counts import Counts


def flesch_amstad(counts: Counts) -> float | None:
    """Return the Flesch figure with Amstad's coefficients for German: 0 very hard … 100 very easy, unbounded.

    Source: Toni Amstad, Wie verständlich sind unsere Zeitungen?, Zürich 1978.

    >>> round(flesch_amstad(Counts(100, 5, syllables=180, long_words=40, monosyllables=45, polysyllables=30)), 2)
    54.7
    """
    if not counts.sentences:
        return None
    return 180 - counts.words / counts.sentences - 58.5 * counts.syllables / counts.words


def wiener_sachtextformel_1(counts: Counts) -> float | None:
    """Return the first Wiener Sachtextformel: roughly the school year a reader needs, 4 easy … 15 hard, unbounded.

    Source: Richard Bamberger, Erich Vanecek, Lesen – Verstehen – Lernen – Schreiben, Wien 1984.

    >>> c = Counts(100, 5, syllables=180, long_words=40, monosyllables=45, polysyllables=30)
    >>> round(wiener_sachtextformel_1(c), 2)
    11.99
    """
    if not counts.sentences:
        return None
    share = 100 / counts.words
    return (
        0.1935 * counts.polysyllables * share
        + 0.1672 * counts.words / counts.sentences
        + 0.1297 * counts.long_words * share
        - 0.0327 * counts.monosyllables * share
        - 0.875
    )


def lix(counts: Counts) -> float | None:
    """Return the Läsbarhetsindex: words a sentence plus the percentage of long words, 20 easy … 60 and more hard.

    Source: Carl-Hugo Björnsson, Läsbarhet, Stockholm 1968.

    >>> lix(Counts(100, 5, syllables=180, long_words=40, monosyllables=45, polysyllables=30))
    60.0
    """
    if not counts.sentences:
        return None
    return counts.words / counts.sentences + 100 * counts.long_words / counts.words
