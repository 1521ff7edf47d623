"""Lemmas as edit scripts: what to cut, what to add and how to set the case (after UDPipe, Straka 2018).

A script is five fields parted by a tab: case, letters to cut in front, letters to cut at the end, what
to add in front, what to add at the end. *geprüft* → *prüfen* is ``l 2 1 '' en`` (lower case). A script
that starts with ``=`` and has no tab is the lemma itself.
"""

from __future__ import annotations

from functools import lru_cache


def script(form: str, lemma: str) -> str:
    """Return the script that turns ``form`` into ``lemma``; the lemma itself when they share too little."""
    a, b = form.lower(), lemma.lower()
    start, other, length = _common(a, b)
    if length == 0 or length < min(len(b), 3):
        return "=" + lemma
    edit = (str(start), str(len(a) - start - length), b[:other], b[other + length :])
    for case in "lu=":
        candidate = "\t".join((case, *edit))
        if apply(candidate, form) == lemma:
            return candidate
    return "=" + lemma


@lru_cache(maxsize=65_536)
def apply(script: str, form: str) -> str | None:
    """Return the lemma, or None when the script does not fit the form."""
    if "\t" not in script:
        return script[1:]
    case, front, back, before, after = script.split("\t")
    cut, end = int(front), len(form) - int(back)
    if cut >= end:
        return None
    lemma = before + form[cut:end] + after
    if case == "=":
        return lemma
    lemma = lemma.lower()
    return lemma[:1].upper() + lemma[1:] if case == "u" else lemma


def _common(a: str, b: str) -> tuple[int, int, int]:
    """Return start in a, start in b and length of the longest common substring."""
    best = (0, 0, 0)
    lengths = [0] * (len(b) + 1)
    for i, x in enumerate(a):
        row = [0] * (len(b) + 1)
        for j, y in enumerate(b):
            if x == y:
                row[j + 1] = lengths[j] + 1
                if row[j + 1] > best[2]:
                    best = (i - row[j + 1] + 1, j - row[j + 1] + 1, row[j + 1])
        lengths = row
    return best
