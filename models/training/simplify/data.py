"""Make the training data of the simplifier from our own pairs and from the corpora.

    python models/training/simplify/data.py --out FOLDER [--pairs FOLDER] [--corpora FOLDER] [--parts engine inverse]

``--pairs`` holds the hand-written pairs (default: those beside this script); ``--corpora`` the licensed texts (default:
KLARTEXT_CORPORA). Writes into the folder:

- ``train.jsonl``, ``valid.jsonl`` hand-written pairs, the second one held out by a hash and never trained on;
- ``same.jsonl`` plain sentences that stay as they are;
- ``engine.jsonl`` what the rules rewrite surely; ``inverse.jsonl`` plain sentences made official.

Parts that are there already are not made again unless ``--parts`` names them. Every made pair keeps its facts and
passes the guard; a hand-written pair that loses a fact is reported and ends the run. Exit status: 0 done, 1 a
hand-written pair is wrong, 2 something is missing.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

import engine
import texts
from inverse import Words, harder
from pairs import Pair, groups, lost_facts, one_line, read, split, write
from spacy.tokens import Doc

from klartext import guard
from klartext.guard.selfcheck import grammatik, run_grammar
from klartext.ruleset.lexicon import load_lexicon
from klartext.session import Klartext
from klartext.spans import Span

HERE: Final = Path(__file__).resolve().parent
RULES: Final = HERE.parents[2] / "rules"
VARIABLE: Final = "KLARTEXT_CORPORA"
SEED: Final = 4
LAW_PARAGRAPHS: Final = 6000
ROUNDS: Final = 2
"""So often each plain sentence is made official, each time in another way."""
LEVELS: Final = frozenset(("B1", "B2", "C1"))
PLAIN_WORDS: Final = range(5, 26)
SAME_FROM_TEXTS: Final = 250


def hand_written(folder: Path) -> list[Pair]:
    """Return all pairs of the folder, each sentence once."""
    found = {p.complex: p for file in sorted(folder.glob("*.jsonl")) for p in read(file)}
    return list(found.values())


def sentences(parse: Callable[[str], Doc], text: str) -> list[str]:
    """Return the sentences of a text."""
    return [one_line(s.text) for s in parse(text).sents]


def plain_sentences(parse: Callable[[str], Doc], pairs: Iterable[Pair], corpora: Path) -> Iterator[str]:
    """Yield sentences that are plain enough to be a target: ours first, then those of the treebank and the texts."""
    ours = (s for p in pairs for s in sentences(parse, p.plain))
    graded = (s for t in texts.graded_texts(corpora, LEVELS) for s in sentences(parse, t))
    for sentence in dict.fromkeys(chain(ours, texts.amt_sentences(corpora), graded)):
        if len(sentence.split()) in PLAIN_WORDS and _is_plain(parse(sentence)):
            yield sentence


def _is_plain(doc: Doc) -> bool:
    if not doc.text[:1].isupper() or not doc.text.endswith((".", "?")) or '"' in doc.text:
        return False
    return not any(t.dep_ == "aux:pass" for t in doc) and not re.search(
        r"\b(?:ist|sind|hat|haben)\b[^,]* zu \w+en\b", doc.text
    )


def made_official(parse: Callable[[str], Doc], plain: Iterable[str], words: Words) -> Iterator[Pair]:
    """Yield pairs with an official wording of each sentence for which grammar and guard vouch."""
    rng = random.Random(SEED)
    for sentence in plain:
        known = set()
        for _ in range(ROUNDS):
            try:
                found = harder(parse, sentence, words, rng)
            except (ValueError, AssertionError, IndexError):
                continue
            if found and found[0] not in known and is_sound(parse, Pair(found[0], sentence)):
                known.add(found[0])
                yield Pair(found[0], sentence, found[1])


def is_sound(parse: Callable[[str], Doc], pair: Pair) -> bool:
    """Whether both sides are German and the guard lets the official one become the plain one."""
    whole = Span(0, len(pair.complex))
    if not all(c.passed for c in guard.judge(pair.complex, 0, whole, pair.complex, pair.plain, (), parse)):
        return False
    return all(c.passed for c in run_grammar(parse(pair.plain), parse(pair.complex), (grammatik,)))


def without_held_out(made: Iterable[Pair], held: Sequence[Pair]) -> list[Pair]:
    """Leave out what is a near duplicate of a held-out pair, on either side."""
    made = list({p.complex: p for p in made if p.complex != p.plain and not lost_facts(p)}.values())
    marked = [Pair(side, side) for p in held for side in (p.complex, p.plain)]
    keys = {id(p) for p in marked}
    plain_to_pairs: dict[str, list[Pair]] = {}
    for p in made:
        for side in (p.complex, p.plain):
            plain_to_pairs.setdefault(side, []).append(p)
    bad: set[str] = set()
    for group in groups([*marked, *(Pair(side, side) for side in plain_to_pairs)]):
        if any(id(p) in keys for p in group):
            bad |= {q.complex for p in group for q in plain_to_pairs.get(p.complex, ())}
    return [p for p in made if p.complex not in bad]


def main() -> int:
    """Make the parts that are missing or named, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, default=HERE / "pairs")
    parser.add_argument("--corpora", type=Path, default=os.environ.get(VARIABLE))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--parts", nargs="*", choices=("engine", "inverse", "same"), default=())
    args = parser.parse_args()
    if args.corpora is None or not (Path(args.corpora) / "raw").is_dir():
        print(f"Es fehlt der Ordner mit den Korpora: --corpora ORDNER oder Umgebungsvariable {VARIABLE}.")
        return 2
    corpora: Path = Path(args.corpora)
    args.out.mkdir(parents=True, exist_ok=True)
    every = hand_written(args.pairs)
    if wrong := [(p, lost) for p in every if (lost := lost_facts(p))]:
        print(*(f"{'; '.join(lost)}\n  {p.complex}\n  {p.plain}" for p, lost in wrong), sep="\n")
        return 1
    train, held = split(every)
    write(args.out / "train.jsonl", train)
    write(args.out / "valid.jsonl", held)
    klartext = Klartext.load()
    parse = klartext.memory

    def made(name: str, make: Callable[[], Iterable[Pair]]) -> None:
        path = args.out / f"{name}.jsonl"
        if name in args.parts or not path.exists():
            write(path, make())
        write(path, without_held_out(read(path), held) if name != "same" else read(path))

    ours = (p.complex for p in train)
    law = islice(texts.law_paragraphs(corpora, SEED), LAW_PARAGRAPHS)
    made(
        "engine",
        lambda: chain(
            engine.rewritten(klartext, chain(texts.amt_sentences(corpora), ours), is_letter=True),
            engine.rewritten(klartext, law, is_letter=False),
        ),
    )
    words = Words.of(load_lexicon(), RULES)
    made("inverse", lambda: made_official(parse, plain_sentences(parse, train, corpora), words))
    graded = chain.from_iterable(sentences(parse, t) for t in texts.graded_texts(corpora, frozenset(("B1", "B2"))))
    made("same", lambda: [Pair(s, s) for s in islice(_unfit(parse, graded), SAME_FROM_TEXTS)])
    for name in ("train", "valid", "engine", "inverse", "same"):
        found = read(args.out / f"{name}.jsonl")
        kinds = Counter(w for p in found for w in p.what)
        print(f"{name:8} {len(found):6}  " + ", ".join(f"{k} {n}" for k, n in kinds.most_common(8)))
    return 0


def _unfit(parse: Callable[[str], Doc], found: Iterable[str]) -> Iterator[str]:
    """Yield one plain sentence in seven: enough variety, and few of one topic."""
    for number, sentence in enumerate(found):
        if number % 7 == 0 and len(sentence.split()) in PLAIN_WORDS and _is_plain(parse(sentence)):
            yield sentence


if __name__ == "__main__":
    sys.exit(main())
