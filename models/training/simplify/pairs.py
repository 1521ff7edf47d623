"""Sentence pairs: read and write them, group near duplicates, hold out the test part, compare their facts."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from klartext.guard.facts import facts, flat

HELD_OUT = 10
"""One group in so many is only for measuring."""

_NEAR = 0.6
"""Share of common content words from which two sentences are near duplicates."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An official wording and its plain one; ``what`` names constructions and is empty where nothing changes."""

    complex: str
    plain: str
    what: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """Return the text with single blanks only."""
    return " ".join(text.split())


def read(path: Path) -> list[Pair]:
    """Read one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Pair(one_line(r["complex"]), one_line(r["plain"]), tuple(r.get("what", ()))) for r in rows]


def write(path: Path, pairs: Iterable[Pair]) -> None:
    """Write one JSON object a line."""
    rows = ({"complex": p.complex, "plain": p.plain, "what": list(p.what)} for p in pairs)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def split(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs for training and for measuring; near duplicates always stay together.

    A group goes by the hash of its first sentence in the alphabet: its part never depends on the other groups.
    """
    train: list[Pair] = []
    held: list[Pair] = []
    for group in groups(pairs):
        name = min(p.complex for p in group)
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
        (held if number % HELD_OUT == 0 else train).extend(group)
    return train, held


def groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return near duplicates together: pairs whose sentences share most of their longer words."""
    words = [frozenset(re.findall(r"[^\W\d_]{5,}", p.complex.lower())) for p in pairs]
    at: defaultdict[str, list[int]] = defaultdict(list)
    parent = list(range(len(pairs)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, own in enumerate(words):
        shared = Counter(j for word in own for j in at[word])
        for j, count in shared.items():
            if count >= _NEAR * min(len(own), len(words[j])) and count > 1:
                parent[root(i)] = root(j)
        for word in own:
            at[word].append(i)
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        found[root(i)].append(pair)
    return list(found.values())


def lost_facts(pair: Pair) -> list[str]:
    """Return the numbers, dates, amounts, citations and placeholders that only one side has."""
    before, after = (Counter((f.kind, f.value) for f in facts(flat(t))) for t in (pair.complex, pair.plain))
    return [f"{kind} {value}" for kind, value in {**(before - after), **(after - before)}]
