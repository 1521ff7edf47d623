"""SARI, the measure of simplifications by Xu, Napoles, Pavlick, Chen and Callison-Burch (TACL 4, 2016, pages 401-415).

It compares a simplification with the original and with references: which n-grams were rightly kept, deleted and
added. For each operation and n = 1 … 4 precision and recall weigh every n-gram once, by the share of the references
that agree; of deletion only precision counts. There is no well-kept package that runs offline; the test has the values
that the authors publish with their code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

_LONGEST = 4
_Grams = Counter[tuple[str, ...]]


def sari(source: Sequence[str], output: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """Return the SARI of one sentence, from 0 to 1; all texts as words.

    Raises:
        ValueError: There is no reference.
    """
    if not references:
        raise ValueError("SARI needs a reference")
    parts = [_parts(n, source, output, references) for n in range(1, _LONGEST + 1)]
    return sum(map(sum, parts)) / (3 * _LONGEST)


def mean_sari(rows: Iterable[tuple[Sequence[str], Sequence[str], Sequence[Sequence[str]]]]) -> float:
    """Return the mean of the sentences; each row is source, output, references."""
    found = [sari(*row) for row in rows]
    return sum(found) / len(found)


def _parts(
    n: int, source: Sequence[str], output: Sequence[str], references: Sequence[Sequence[str]]
) -> tuple[float, float, float]:
    """Return the scores for keeping, deleting and adding n-grams of one length."""
    times = len(references)
    wanted: _Grams = sum((_grams(reference, n) for reference in references), Counter())
    before, after = _times(_grams(source, n), times), _times(_grams(output, n), times)
    kept, deleted = before & after, before - after
    keep = _f1(_share(kept & wanted, kept), _share(kept & wanted, before & wanted))
    delete = _share(deleted - wanted, deleted)
    added, needed = set(after) - set(before), set(wanted) - set(before)
    right = added & needed
    return keep, delete, _f1(_part(right, added), _part(right, needed))


def _grams(words: Sequence[str], n: int) -> _Grams:
    return Counter(tuple(words[at : at + n]) for at in range(len(words) - n + 1))


def _times(grams: _Grams, times: int) -> _Grams:
    return Counter({gram: count * times for gram, count in grams.items()})


def _share(right: Mapping[tuple[str, ...], int], every: Mapping[tuple[str, ...], int]) -> float:
    """Return the mean over n-grams of how many of its occurrences are right."""
    return sum(count / every[gram] for gram, count in right.items()) / len(every) if every else 0.0


def _part(right: Collection[object], every: Collection[object]) -> float:
    return len(right) / len(every) if every else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
