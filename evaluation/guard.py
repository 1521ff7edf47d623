"""Measure the guard: planted errors that it catches, correct rewrites that it refuses.

    python evaluation/guard.py --pairs ORDNER [--fehler] [--write]

ORDNER holds pairs*.jsonl (``complex``, ``plain``); evaluation/briefe/minimal.jsonl is read, too. Every operator of
``operators.GRAMMAR_OPERATORS`` spoils correct rewrites; the checks that read grammar must notice. ``--fehler`` prints
what they miss and what they refuse wrongly; ``--write`` records the figures in evaluation/ergebnisse/guard.json. Exit
status: 0 the bars are reached, 1 they are not.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from time import perf_counter

from spacy.tokens import Doc

from ergebnisse import record
from klartext.documents import read_text
from klartext.guard.checks import Change, run
from klartext.guard.selfcheck import run_grammar
from klartext.letter import read_letter
from klartext.nlp import load_pipeline
from klartext.protect import protect
from klartext.records import Check
from klartext.spans import Span
from operators import GRAMMAR_OPERATORS, Operator

Pair = tuple[str, str]
Parse = Callable[[str], Doc]

MINIMAL = Path(__file__).resolve().parent / "briefe" / "minimal.jsonl"
BAR_CAUGHT, BAR_REFUSED = 0.9, 0.04
SPOILT = 80
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß)“])[.!?:]\s[A-ZÄÖÜ„]")


def pairs_of(folder: Path) -> list[Pair]:
    """Return complex and plain wordings of one sentence each that differ."""
    rows = [json.loads(line) for file in sorted(folder.glob("pairs*.jsonl")) for line in _lines(file)]
    found = [(" ".join(r["complex"].split()), " ".join(r["plain"].split())) for r in rows]
    for row in map(json.loads, _lines(MINIMAL)):
        found += [(row["text"], accepted) for accepted in row["accept"]]
    return [(was, now) for was, now in dict.fromkeys(found) if was != now and not _SENTENCE_END.search(now)]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def spoilt(operator: Operator, pairs: Sequence[Pair]) -> list[Pair]:
    """Return a fixed sample of correct rewrites with one planted error each."""
    found = [(was, new) for was, now in pairs for new in operator.spoil(now) if new not in (was, now)]
    random.Random(7).shuffle(found)
    return found[:SPOILT]


def grammar_faults(pair: Pair, parse: Parse) -> list[Check]:
    """Return the failed checks among those that read grammar."""
    return [c for c in run_grammar(parse(pair[0]), parse(pair[1])) if not c.passed]


def character_faults(pair: Pair) -> list[Check]:
    """Return the failed checks among those that read characters."""
    before, after = pair
    places = protect(read_letter(read_text(before)))
    return [c for c in run(Change.of(before, 0, Span(0, len(before)), after, places)) if not c.passed]


def _report(title: str, pair: Pair, faults: Sequence[Check]) -> Iterator[str]:
    yield f"{title}: {pair[0]}\n    -> {pair[1]}"
    yield from (f"       {c.name}: {c.detail}" for c in faults)


def catch_rates(pairs: Sequence[Pair], parse: Parse, show: bool) -> dict[str, tuple[int, int]]:
    """Return how many planted errors each operator has and how many are caught."""
    rates = {}
    for operator in GRAMMAR_OPERATORS:
        tried = spoilt(operator, pairs)
        missed = [pair for pair in tried if not grammar_faults(pair, parse)]
        rates[operator.name] = (len(tried) - len(missed), len(tried))
        if show:
            for pair in missed:
                print(*_report(operator.name, pair, ()), sep="\n")
    return rates


def refusals(pairs: Sequence[Pair], parse: Parse, show: bool) -> tuple[Counter[str], int, int]:
    """Return refusals by check, how many pairs the grammar checks refuse, and how many any check refuses."""
    names: Counter[str] = Counter()
    by_grammar = by_any = 0
    for pair in pairs:
        grammar, characters = grammar_faults(pair, parse), character_faults(pair)
        names.update(c.name for c in (*grammar, *characters))
        by_grammar += bool(grammar)
        by_any += bool(grammar or characters)
        if show and grammar:
            print(*_report("abgelehnt", pair, grammar), sep="\n")
    return names, by_grammar, by_any


def _speed(pairs: Sequence[Pair], parse: Parse) -> float:
    docs = [(parse(was), parse(now)) for was, now in pairs[:200]]
    start = perf_counter()
    for was, now in docs:
        run_grammar(was, now)
    return (perf_counter() - start) / len(docs) * 1000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--fehler", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pairs = pairs_of(args.pairs)
    parse = lru_cache(maxsize=None)(load_pipeline())
    rates = catch_rates(pairs, parse, args.fehler)
    names, by_grammar, by_any = refusals(pairs, parse, args.fehler)
    caught, planted = sum(c for c, _ in rates.values()), sum(n for _, n in rates.values())
    values = [(f"{name} bemerkt", f"{c / max(1, n):.0%}".replace("%", " %"), "") for name, (c, n) in rates.items()]
    values += [
        (f"{name} lehnt ab", f"{n / len(pairs):.1%}".replace("%", " %"), "") for name, n in sorted(names.items())
    ]
    values += [
        ("Eingebaute Fehler", str(planted), ""),
        ("davon bemerkt", f"{caught / planted:.1%}".replace("%", " %"), "≥ 90 %"),
        ("Richtige Sätze", str(len(pairs)), ""),
        ("von Grammatik abgelehnt", f"{by_grammar / len(pairs):.1%}".replace("%", " %"), "≤ 4 %"),
        ("überhaupt abgelehnt", f"{by_any / len(pairs):.1%}".replace("%", " %"), ""),
        ("Millisekunden je Satz", f"{_speed(pairs, parse):.2f}".replace(".", ","), "≤ 1"),
    ]
    for row in values:
        print(f"{row[0]:44} {row[1]:>9}  {row[2]}")
    if args.write:
        record(
            "guard", f"Prüfung an {len(pairs)} Satzpaaren", "python evaluation/guard.py --pairs ORDNER --write", values
        )
    return 0 if caught / planted >= BAR_CAUGHT and by_grammar / len(pairs) <= BAR_REFUSED else 1


if __name__ == "__main__":
    sys.exit(main())
