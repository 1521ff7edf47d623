"""Let the engine loose on sentences nobody has prepared: random ones from federal law.

    python evaluation/rewrites_gesetze.py [--corpora FOLDER] [--saetze N] [--seed S] [--lesen N]

Reads ``raw/gesetze/*.txt`` (one paragraph a line) from the folder, or from KLARTEXT_CORPORA, and draws paragraphs until
N sentences are reached. Each stands alone in a short letter. Prints crashes, proposals per construction and proposals
that change a protected place, then ``--lesen`` random proposals to read. The text of the laws stays where it is. Exit
status: 0 no crash and nothing protected changed, 1 otherwise, 2 the folder is missing.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from klartext.records import Analysis, Document, Sentence, Suggestion
from klartext.session import Klartext
from klartext.spans import Edit, Span, apply_edits
from rewrites import place_of, squeezed, whole_letter

VARIABLE: Final = "KLARTEXT_CORPORA"
WORDS: Final = range(6, 120)
"""How many words a drawn paragraph has; shorter ones are headings, longer ones only slow."""


@dataclass(slots=True)
class Run:
    """What happened in all paragraphs."""

    sentences: int = 0
    with_proposal: int = 0
    crashes: list[str] = field(default_factory=list)
    proposals: list[tuple[Sentence, Suggestion]] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    held_back: Counter[str] = field(default_factory=Counter)

    def add(self, paragraph: str, analysis: Analysis) -> None:
        """Count the sentences and proposals of a paragraph."""
        place = place_of(paragraph, analysis.letter.text)
        sentences = {s.id: s for s in analysis.sentences if place.contains(s.span)}
        self.sentences += len(sentences)
        inside = [s for s in analysis.suggestions if s.proposal.sentence in sentences]
        self.with_proposal += len({s.proposal.sentence for s in inside})
        for suggestion in inside:
            sentence = sentences[suggestion.proposal.sentence]
            self.proposals.append((sentence, suggestion))
            lost = lost_places(analysis, suggestion)
            if lost:
                self.touched.append(f"{', '.join(lost)}\n{told(sentence, suggestion)}")
        for held in analysis.held_back:
            if held.proposal.sentence in sentences:
                self.held_back.update(c.name for c in held.checks if not c.passed)


def lost_places(analysis: Analysis, suggestion: Suggestion) -> list[str]:
    """Return the protected places that a proposal touches and that the new text has less often than the old one."""
    proposal = suggestion.proposal
    old = analysis.letter.text
    new = squeezed(apply_edits(old, [Edit(proposal.span, proposal.replacement)]))
    touched = [p for p in analysis.protected if p.span.overlaps(proposal.span) and p.kind != "rechtsbegriff"]
    places = dict.fromkeys(squeezed(p.text) for p in touched)
    return [text for text in places if new.count(text) < squeezed(old).count(text)]


def told(sentence: Sentence, suggestion: Suggestion) -> str:
    """Return a proposal for reading: the sentence before and after."""
    p, start = suggestion.proposal, sentence.span.start
    new = apply_edits(sentence.text, [Edit(Span(p.span.start - start, p.span.end - start), p.replacement)])
    needs = f", braucht {p.needs}" if p.needs else ""
    return f"  alt {squeezed(sentence.text)}\n  neu {squeezed(new)}\n      [{p.rule}, {p.confidence:.2f}{needs}]"


def paragraphs(folder: Path, seed: int) -> Iterator[str]:
    """Yield the paragraphs of all laws in random order."""
    lines = [
        squeezed(line) for law in sorted(folder.glob("*.txt")) for line in law.read_text(encoding="utf-8").splitlines()
    ]
    random.Random(seed).shuffle(lines)
    yield from (line for line in lines if len(line.split()) in WORDS)


def run(texts: Iterator[str], wanted: int, analyse: Callable[[Document], Analysis]) -> Run:
    """Analyse paragraphs until enough sentences have been seen; a crash is noted and survived."""
    result = Run()
    for text in texts:
        if result.sentences >= wanted:
            break
        try:
            result.add(text, analyse(whole_letter(text)))
        except Exception:
            result.crashes.append(f"{text}\n{traceback.format_exc(limit=-3)}")
    return result


def report(result: Run, seconds: float) -> list[str]:
    """Return the counts as lines."""
    per_rule = Counter(s.proposal.rule for _, s in result.proposals)
    rows = [
        f"{result.sentences} Sätze, {seconds:.0f} s, {1000 * seconds / max(result.sentences, 1):.0f} ms je Satz",
        f"{result.with_proposal} Sätze mit Vorschlag, {len(result.proposals)} Vorschläge, "
        f"{len(result.crashes)} Abstürze, {len(result.touched)} Vorschläge an geschützten Stellen",
        "",
    ]
    rows += [f"{count:6} {rule}" for rule, count in per_rule.most_common()]
    rows += ["", "Zurückgehalten:", *(f"{count:6} {name}" for name, count in result.held_back.most_common())]
    return rows


def sample(proposals: Sequence[tuple[Sentence, Suggestion]], count: int, seed: int) -> list[str]:
    """Return random proposals for reading."""
    return [told(*pair) for pair in random.Random(seed).sample(proposals, min(count, len(proposals)))]


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=os.environ.get(VARIABLE))
    parser.add_argument("--saetze", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lesen", type=int, default=0)
    args = parser.parse_args()
    if args.corpora is None or not (folder := Path(args.corpora) / "raw" / "gesetze").is_dir():
        print(f"Es fehlt der Ordner mit raw/gesetze: --corpora ORDNER oder Umgebungsvariable {VARIABLE}.")
        return 2
    analyse = Klartext.load().analyse
    start = time.monotonic()
    result = run(paragraphs(folder, args.seed), args.saetze, analyse)
    print(*report(result, time.monotonic() - start), "", sep="\n")
    print(*result.crashes, *result.touched, sep="\n\n")
    print(*sample(result.proposals, args.lesen, args.seed), sep="\n")
    return 1 if result.crashes or result.touched else 0


if __name__ == "__main__":
    sys.exit(main())
