"""Measure the guard: planted errors that it catches, correct rewrites that it refuses.

    python evaluation/guard.py --pairs ORDNER [--fehler] [--write]

ORDNER holds pairs*.jsonl (``complex``, ``plain``); evaluation/briefe/minimal.jsonl is read, too. Correct rewrites that
the whole guard lets pass as a model's proposal are spoilt by every operator of ``operators``; the guard must refuse
each spoilt one. evaluation/guard/fehler.jsonl holds errors as a model makes them, written by hand. Refusals of correct
rewrites are counted for three profiles and by half: a person's own words (facts and force only; doubts are shown and
refuse nothing), a program's rewrite (doubts refuse, grammar counts), and a model's proposal (every word must have its
source). For each profile and half the price is told: how many correct rewrites it refuses, and how many errors planted
in those that it lets pass it notices. Words and lists were chosen on half A; README.md names the exceptions.
evaluation/guard/ausgenommen.jsonl lists the pairs whose plain side changes the meaning, with the reason; they count as
errors to be refused. ``--fehler`` prints what is missed and what is refused wrongly; ``--write`` records the figures in
evaluation/results/guard.json. Exit status: 0 the bars are reached, 1 they are not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from time import perf_counter
from typing import Final, Literal

from spacy.tokens import Doc

from klartext.documents import read_text
from klartext.guard import judge
from klartext.guard.change import Change
from klartext.guard.checks import run
from klartext.guard.selfcheck import run_grammar
from klartext.letter import read_letter
from klartext.model.frames import FrameReader
from klartext.nlp import load_pipeline
from klartext.protect import protect
from klartext.records import Check, Protected
from klartext.ruleset.lexicon import load_lexicon
from klartext.spans import Span
from operators import GRAMMAR_OPERATORS, MODEL_OPERATORS, OPERATORS, Operator
from results import record

Parse = Callable[[str], Doc]
Row = tuple[str, str, str]

HERE: Final = Path(__file__).resolve().parent
MINIMAL: Final = HERE / "briefe" / "minimal.jsonl"
BY_HAND: Final = HERE / "guard" / "fehler.jsonl"
EXCLUDED: Final = HERE / "guard" / "ausgenommen.jsonl"
BAR_CAUGHT, BAR_REFUSED = 0.99, 0.05
SPOILT: Final = 40
PRICED: Final = 8
ALL: Final = (*OPERATORS, *GRAMMAR_OPERATORS, *MODEL_OPERATORS)
_MAY: Final = frozenset({"kann wird wird", "kann verloren"})
_ABLE: Final = re.compile(
    r"\b(?:kann|könn\w+|konnte\w*|möglich\w*|läss\w+|lassen|dürf\w+|darf|berechtigt\w*|zulässig\w*)\b"
)
"""Only where the old sentence says *können* is it an error to lose it."""
_SENTENCE_END: Final = re.compile(r"(?<=[a-zäöüß)“])[.!?:]\s[A-ZÄÖÜ„]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and a rewrite of it; ``several``: the rewrite has more than one sentence."""

    before: str
    after: str

    @property
    def several(self) -> bool:
        """Whether the rewrite has several sentences."""
        return bool(_SENTENCE_END.search(self.after))

    @property
    def half(self) -> str:
        """A for those that words and lists were chosen on, B for those held out."""
        return "A" if int(hashlib.sha256(self.before.encode()).hexdigest(), 16) % 2 == 0 else "B"


def pairs_of(folder: Path) -> list[Pair]:
    """Return complex and plain wordings that differ."""
    rows = [json.loads(line) for file in sorted(folder.glob("pairs*.jsonl")) for line in _lines(file)]
    found = [Pair(_flat(r["complex"]), _flat(r["plain"])) for r in rows]
    for row in map(json.loads, _lines(MINIMAL)):
        found += [Pair(row["text"], accepted) for accepted in row["accept"]]
    return [p for p in dict.fromkeys(found) if p.before != p.after]


def excluded() -> set[Pair]:
    """Return the pairs whose plain side changes the meaning."""
    return {Pair(row["complex"], row["plain"]) for row in map(json.loads, _lines(EXCLUDED))}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


Profile = Literal["Mensch", "Programm", "Modell"]
PROFILES: Final[tuple[Profile, ...]] = ("Mensch", "Programm", "Modell")


def faults(pair: Pair, parse: Parse, profile: Profile) -> list[Check]:
    """Return the checks that refuse a rewrite."""
    failed = [c for c in verdict(pair, parse, profile) if not c.passed]
    if profile == "Modell" and not failed:
        return [c for c in (_frames().check(parse(pair.before), parse(pair.after)),) if not c.passed]
    return failed


def verdict(pair: Pair, parse: Parse, profile: Profile) -> tuple[Check, ...]:
    """Return what the guard says about a rewrite."""
    places = _places(pair.before)
    whole = Span(0, len(pair.before))
    by_model, by_person = profile == "Modell", profile == "Mensch"
    return judge(
        pair.before, 0, whole, pair.before, pair.after, places, parse, strict=by_model, person=by_person
    )  # fmt: skip


@cache
def _places(text: str) -> tuple[Protected, ...]:
    return tuple(protect(read_letter(read_text(text))))


@cache
def _frames() -> FrameReader:
    """Return what judges a model's wording after the guard, as the session does."""
    lexicon = load_lexicon()
    return FrameReader.of(lexicon)


def spoilt(operator: Operator, pairs: Sequence[Pair], most: int = SPOILT) -> list[Pair]:
    """Return a fixed sample of rewrites with one planted error each."""
    right = {(p.before, p.after) for p in pairs}
    found = [
        Pair(p.before, new)
        for p in pairs
        for new in operator.spoil(p.after)
        if new != p.before and (p.before, new) not in right and (operator.name not in _MAY or _ABLE.search(p.before))
    ]
    random.Random(7).shuffle(found)
    return found[:most]


def price(pairs: Sequence[Pair], parse: Parse) -> Iterator[Row]:
    """Yield for each profile and half what it refuses of the correct rewrites and notices of planted errors."""
    for profile in PROFILES:
        for half in "AB":
            group = [p for p in pairs if p.half == half]
            passed = [p for p in group if not faults(p, parse, profile)]
            tried = [s for o in ALL for s in spoilt(o, passed, PRICED)]
            said = [verdict(p, parse, profile) for p in tried]
            refused = [bool(faults(p, parse, profile)) for p in tried]
            asked = [any(c.doubt for c in checks) for checks in said]
            name = f"{profile}, Hälfte {half}"
            yield f"{name}: richtige Fassungen abgelehnt", _share(1 - len(passed) / len(group)), ""
            yield f"{name}: eingebaute Fehler abgelehnt", f"{_share(sum(refused) / len(tried))} von {len(tried)}", ""
            if profile == "Mensch":
                asking = sum(any(c.doubt for c in verdict(p, parse, profile)) for p in passed)
                yield f"{name}: richtige Fassungen nur angemerkt", _share(asking / len(group)), ""
                noticed = sum(map(any, zip(refused, asked, strict=True)))
                yield f"{name}: eingebaute Fehler abgelehnt oder angemerkt", _share(noticed / len(tried)), ""


def catch_rates(pairs: Sequence[Pair], parse: Parse, show: bool) -> dict[str, tuple[int, int]]:
    """Return how many planted errors of each kind are refused, and how many there are."""
    rates = {}
    for operator in ALL:
        tried = spoilt(operator, pairs)
        missed = [p for p in tried if not faults(p, parse, "Modell")]
        rates[operator.name] = (len(tried) - len(missed), len(tried))
        if show:
            for pair in missed:
                print(*_report(operator.name, pair, ()), sep="\n")
    return rates


def by_hand(parse: Parse, show: bool) -> tuple[int, int]:
    """Return how many of the errors written by hand are refused, and how many there are."""
    rows = [json.loads(line) for line in _lines(BY_HAND)]
    missed = [r for r in rows if not faults(Pair(r["original"], r["fehler"]), parse, "Modell")]
    if show:
        for row in missed:
            print(*_report(row["art"], Pair(row["original"], row["fehler"]), ()), sep="\n")
    return len(rows) - len(missed), len(rows)


def _report(title: str, pair: Pair, found: Sequence[Check]) -> Iterator[str]:
    yield f"{title}: {pair.before}\n    -> {pair.after}"
    yield from (f"       {c.name}: {c.detail}" for c in found)


def refusals(pairs: Sequence[Pair], parse: Parse, show: bool) -> tuple[list[Row], dict[Profile, float], list[Pair]]:
    """Return rows of refused correct rewrites, the share refused by profile, and those that the strict guard passes."""
    rows: list[Row] = []
    shares: dict[Profile, float] = {}
    passed: list[Pair] = []
    for profile in PROFILES:
        found = {p: faults(p, parse, profile) for p in pairs}
        shares[profile] = sum(map(bool, found.values())) / len(pairs)
        passed = [p for p in pairs if not found[p]]
        for several in (False, True):
            for half in "AB":
                group = [p for p in pairs if p.several is several and p.half == half]
                refused = sum(bool(found[p]) for p in group)
                name = f"{profile}, {'mehrere Sätze' if several else 'ein Satz'}, Hälfte {half}: abgelehnt"
                rows.append((name, f"{_share(refused / max(1, len(group)))} von {len(group)}", ""))
        names = Counter(c.name for checks in found.values() for c in checks)
        rows += [(f"{profile}: {n} lehnt ab", _share(c / len(pairs)), "") for n, c in sorted(names.items())]
        if show:
            for pair, checks in found.items():
                if checks:
                    print(*_report(f"abgelehnt ({profile}, {pair.half})", pair, checks), sep="\n")
    return rows, shares, passed


def _share(value: float) -> str:
    return f"{value:.1%}".replace("%", " %")


def _speed(pairs: Sequence[Pair], parse: Parse) -> tuple[float, float, float]:
    """Return milliseconds per rewrite without parsing: characters only, with grammar, strict."""
    some = [(p, protect(read_letter(read_text(p.before)))) for p in pairs[:200]]
    docs = [(parse(p.before), parse(p.after)) for p, _ in some]
    start = perf_counter()
    for pair, places in some:
        run(Change.of(pair.before, 0, Span(0, len(pair.before)), pair.after, places))
    characters = perf_counter()
    for was, now in docs:
        run_grammar(was, now)
    grammar = perf_counter()
    for pair, places in some:
        judge(pair.before, 0, Span(0, len(pair.before)), pair.before, pair.after, places, parse, strict=True)
    strict = perf_counter()
    return tuple(seconds / len(some) * 1000 for seconds in (characters - start, grammar - characters, strict - grammar))  # type: ignore[return-value]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--fehler", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    wrong = excluded()
    everything = pairs_of(args.pairs)
    pairs = [p for p in everything if p not in wrong]
    parse = lru_cache(maxsize=None)(load_pipeline())
    rows, shares, passed = refusals(pairs, parse, args.fehler)
    rates = catch_rates(passed, parse, args.fehler)
    rates["von Hand geschrieben"] = by_hand(parse, args.fehler)
    meant = [p for p in everything if p in wrong]
    rates["Paare mit anderem Sinn"] = (sum(bool(faults(p, parse, "Modell")) for p in meant), len(meant))
    caught, planted = sum(c for c, _ in rates.values()), sum(n for _, n in rates.values())
    values: list[Row] = [(f"{name} bemerkt", f"{c} von {n}", "") for name, (c, n) in rates.items()]
    characters, grammar, strict = (f"{ms:.2f}".replace(".", ",") for ms in _speed(pairs, parse))
    values += [
        *rows,
        *price(pairs, parse),
        ("Eingebaute Fehler", str(planted), ""),
        ("davon bemerkt (Modell)", _share(caught / planted), "≥ 99 %"),
        ("Richtige Umformulierungen", str(len(pairs)), ""),
        *((f"davon abgelehnt ({profile})", _share(share), "≤ 5 %") for profile, share in shares.items()),
        ("Millisekunden je Satz, Zeichen", characters, "≤ 1"),
        ("Millisekunden je Satz, Grammatik", grammar, "≤ 1"),
        ("Millisekunden je Satz, Modell", strict, ""),
    ]
    for row in values:
        print(f"{row[0]:60} {row[1]:>14}  {row[2]}")
    if args.write:
        record(
            "guard", f"Prüfung an {len(pairs)} Satzpaaren", "python evaluation/guard.py --pairs ORDNER --write", values
        )
    return 0 if caught / planted >= BAR_CAUGHT and shares["Mensch"] <= BAR_REFUSED else 1


if __name__ == "__main__":
    sys.exit(main())
