"""Compare rules, model and both on simplifications by people: SARI and BLEU.

    python evaluation/vereinfachung.py DATEI.csv [DATEI.csv …]
    python evaluation/vereinfachung.py DATEI.csv --systeme quelle regeln   # ohne Modell
    python evaluation/vereinfachung.py --write                             # mit model/paare.csv, schreibt results/

A CSV has the columns ``source`` (official text, one or more sentences) and ``reference``; further columns whose names
begin with ``reference`` hold other references. Without a file it takes ``model/paare.csv``, the held-out part of the
hand-written pairs. *regeln* applies every rule proposal that needs no answer, *modell* the first model proposal of each
sentence that the guard lets pass, *beide* the model where the rules offer nothing; *quelle* changes nothing. SARI is
the mean of the texts (see ``sari.py``), BLEU is sacrebleu's corpus BLEU; both see words as sacrebleu's ``13a`` cuts
them, in lower case. Exit status: 0 done, 2 file or model is missing.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from klartext import paths
from klartext.documents import read_text
from klartext.errors import ModelError
from klartext.model import transformer
from klartext.model.contract import Ask, ProposalModel
from klartext.model.folder import open_folder
from klartext.report.preview import compatible
from klartext.session import Klartext
from klartext.spans import Edit, Span, apply_edits
from model import Judge, places
from results import record
from sari import mean_sari

PAIRS: Final = Path(__file__).resolve().parent / "model" / "paare.csv"
SYSTEMS: Final = ("quelle", "regeln", "modell", "beide")
_LETTER: Final = ("Sehr geehrte Damen und Herren,\n\n", "\n\nMit freundlichen Grüßen\nIm Auftrag\n")


@dataclass(frozen=True, slots=True)
class Row:
    """A source text and its simplifications by people."""

    source: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source, what the rules make of it, and what stands between it and the next one."""

    text: str
    by_rules: str
    gap: str


def read_rows(path: Path) -> list[Row]:
    """Read a CSV.

    Raises:
        ValueError: In German, if a column is missing or a row is empty.
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        names = [n for n in table.fieldnames or () if n.startswith("reference")]
        if "source" not in (table.fieldnames or ()) or not names:
            raise ValueError(f"{path}: Es fehlt die Spalte „source“ oder „reference“.")
        rows = [Row(_line(r["source"]), tuple(_line(r[n]) for n in names if (r[n] or "").strip())) for r in table]
    for number, row in enumerate(rows, 2):
        if not row.source or not row.references:
            raise ValueError(f"{path}, Zeile {number}: Quelle oder Vergleichsfassung fehlt.")
    return rows


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def read_sentences(klartext: Klartext, source: str) -> list[Sentence]:
    """Return the sentences of a source with what the rules make of each."""
    analysis = klartext.analyse(read_text(source.join(_LETTER)))
    text = analysis.letter.text
    start = text.index(source)
    inside = [s for s in analysis.sentences if start <= s.span.start and s.span.end <= start + len(source)]
    found = []
    for number, s in enumerate(inside):
        chosen = compatible(x for x in analysis.suggestions if x.proposal.sentence == s.id and not x.proposal.adds)
        edits = [
            Edit(Span(c.proposal.span.start - s.span.start, c.proposal.span.end - s.span.start), c.proposal.replacement)
            for c in chosen
        ]
        end = inside[number + 1].span.start if number + 1 < len(inside) else s.span.end
        found.append(Sentence(s.text, apply_edits(s.text, edits), text[s.span.end : end]))
    return found


def by_model(model: ProposalModel, judge: Judge, sentences: Sequence[str]) -> list[str]:
    """Return each sentence as the model puts it, or unchanged."""
    new = list(sentences)
    asks = [Ask(s, tuple(p.text for p in places(s))) for s in sentences]
    for number, candidates in model.rewrite(asks, lambda: False):
        passed = (c.text for c in candidates if not judge.failed(sentences[number], c))
        new[number] = next(passed, sentences[number])
    return new


def scores(rows: Sequence[Row], outputs: Sequence[str]) -> tuple[float, float]:
    """Return SARI and BLEU, both from 0 to 100."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

    cut = Tokenizer13a()

    def words(text: str) -> list[str]:
        return str(cut(text.lower())).split()

    triples = (
        (words(r.source), words(o), [words(x) for x in r.references]) for r, o in zip(rows, outputs, strict=True)
    )
    most = max(len(r.references) for r in rows)
    references = [[r.references[n] if n < len(r.references) else None for r in rows] for n in range(most)]
    bleu = BLEU(lowercase=True).corpus_score(list(outputs), references)
    return 100 * mean_sari(triples), float(bleu.score)


def systems(
    klartext: Klartext, model: ProposalModel | None, rows: Sequence[Row], names: Sequence[str]
) -> dict[str, list[str]]:
    """Return the texts of each system."""
    texts = [read_sentences(klartext, row.source) for row in rows]
    flat = [s for text in texts for s in text]
    answers = (
        by_model(model, Judge(klartext.memory).with_losses(model.losses), [s.text for s in flat])
        if model
        else [s.text for s in flat]
    )
    said = dict(zip(map(id, flat), answers, strict=True))

    def put(choose: Callable[[Sentence], str]) -> list[str]:
        return ["".join(choose(s) + s.gap for s in text) or row.source for text, row in zip(texts, rows, strict=True)]

    every: dict[str, Callable[[Sentence], str]] = {
        "quelle": lambda s: s.text,
        "regeln": lambda s: s.by_rules,
        "modell": lambda s: said[id(s)],
        "beide": lambda s: s.by_rules if s.by_rules != s.text else said[id(s)],
    }
    return {name: put(every[name]) for name in names}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", type=Path, nargs="*", default=[PAIRS])
    parser.add_argument("--systeme", nargs="+", choices=SYSTEMS, default=SYSTEMS)
    parser.add_argument("--modell", type=Path, default=paths.model_dir())
    parser.add_argument("--adapter", type=Path, default=paths.adapter_dir())
    parser.add_argument("--faeden", type=int, default=2)
    parser.add_argument("--lesen", action="store_true", help="jeden Text zeigen, den das Modell geändert hat")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    try:
        rows = [row for path in args.csv for row in read_rows(path)]
        needed = {"modell", "beide"} & set(args.systeme)
        model = transformer.load(open_folder(args.modell, args.adapter), args.faeden) if needed else None
    except (OSError, ValueError, ModelError) as error:
        print(error)
        return 2
    outputs = systems(Klartext.load(model="off"), model, rows, args.systeme)
    values: list[tuple[str, str, str]] = [("Texte", str(len(rows)), "")]
    for name, texts in outputs.items():
        sari, bleu = scores(rows, texts)
        changed = sum(text != row.source for text, row in zip(texts, rows, strict=True))
        values += [
            (f"{name}: SARI", f"{sari:.1f}", ""),
            (f"{name}: BLEU", f"{bleu:.1f}", ""),
            (f"{name}: Texte geändert", str(changed), ""),
        ]
    print(*(f"{n:32} {v:>8}" for n, v, _ in values), sep="\n")
    if args.lesen and "modell" in outputs:
        told = (f"alt {r.source}\nneu {new}" for r, new in zip(rows, outputs["modell"], strict=True) if new != r.source)
        print(*told, sep="\n")
    if args.write:
        record("vereinfachung", "SARI und BLEU", "python evaluation/vereinfachung.py --write", values)
    return 0


if __name__ == "__main__":
    sys.exit(main())
