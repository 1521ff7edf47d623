"""Train the judge on correct rewrites and on spoilt ones, made anew for every step.

    python models/training/judge/train.py --data FOLDER --out FOLDER [--minutes 33] [--without KIND …]

FOLDER holds the ``rows.jsonl`` of ``data.py``. Writes ``judge.pt``, ``pieces.json``, ``tokenizer.json`` and
``verlauf.csv``. ``--without`` leaves kinds of errors out of training, to measure them.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from corrupt import KINDS, Spoiler, Word, Words, spoil, text_of
from reading import WORD, Pieces, pieces_of, words_of
from torch import Tensor
from torch.nn import functional
from wordfreq import top_n_list, word_frequency

from encoder import Shape, packaged_weights, pretrained
from network import Judge, batch_of
from subwords import Segmenter, build, cut, multilingual

SHARES: Final = {"hand": 0.5, "accepted": 0.13, "engine": 0.12, "inverse": 0.12, "amt": 0.1, "same": 0.03}
"""How much of the training each source is."""
RIGHT: Final = 0.45
BATCH, POOL = 16, 320
LONGEST: Final = 180
"""Pieces of a pair; longer ones cost too much."""
SEED: Final = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A pair, whether it is wrong (1.0), and which pieces are (-1: not counted)."""

    input: Pieces
    wrong: float
    pieces: list[float]


class Source:
    """Draws examples."""

    def __init__(self, rows: list[dict[str, Any]], segmenter: Segmenter, draw: random.Random, kinds: list[str]) -> None:
        self.rows = rows
        self.words: list[Words] = [[Word(*w[:6]) for w in r["words"]] for r in rows]
        self.segmenter, self.draw, self.kinds = segmenter, draw, kinds
        self.spoiler = Spoiler([w for w in self.words if 4 < len(w) < 40], draw)
        self.of: dict[str, list[int]] = defaultdict(list)
        for i, row in enumerate(rows):
            self.of[row["source"]].append(i)
        self._near = _Near([r["before"] for r in rows])

    def example(self) -> Example | None:
        """Return one example: right, spoilt, or the rewrite of a similar sentence."""
        source = self.draw.choices(list(SHARES), list(SHARES.values()))[0]
        number = self.draw.choice(self.of[source])
        row, words = self.rows[number], self.words[number]
        before = row["before"]
        if not row["right"]:
            return self._example(before, row["after"], 1.0, None, "")
        chance = self.draw.random()
        if chance < RIGHT:
            if source == "hand" and self.draw.random() < 0.15:
                return self._example(row["after"], before, 0.0, [], "")
            before, after = self._renamed(before, row["after"])
            return self._example(before, after, 0.0, [], "")
        if chance > 0.97:
            other = self._near.of(number, self.draw)
            if other is not None and self.rows[other]["after"] != row["after"]:
                return self._example(before, self.rows[other]["after"], 1.0, None, row["after"])
        if source == "hand" and self.draw.random() < 0.1:
            before = row["after"]
        spoilt = spoil(self.spoiler, words, self.kinds)
        if spoilt is None:
            return None
        if self.draw.random() < 0.1:
            spoilt = spoil(self.spoiler, spoilt[1], self.kinds) or spoilt
        text, wrong = _marked(spoilt[1])
        if text == before:
            return None
        return self._example(before, text, 1.0, wrong, row["after"])

    def _renamed(self, before: str, after: str) -> tuple[str, str]:
        """Exchange a word that both sides have in the same form for another of its kind, on both."""
        if self.draw.random() < 0.6:
            return before, after
        nouns = [k for k in self.spoiler.donors if k[0] == "NOUN"]
        common = [w for w in set(WORD.findall(before)) & set(WORD.findall(after)) if len(w) > 4 and w[0].isupper()]
        known = [w for w in common if w in self._forms()]
        if not known or not nouns:
            return before, after
        word = self.draw.choice(known)
        new = self.draw.choice(self.spoiler.donors["NOUN", self._forms()[word]])
        return tuple(WORD.sub(lambda m: new if m[0] == word else m[0], t) for t in (before, after))  # type: ignore[return-value]

    def _forms(self) -> dict[str, str]:
        if not hasattr(self, "_known"):
            self._known = {t: k[1] for k, texts in self.spoiler.donors.items() if k[0] == "NOUN" for t in texts}
        return self._known

    def _example(
        self, before: str, after: str, wrong: float, marked: list[tuple[int, int]] | None, right: str
    ) -> Example:
        made = pieces_of(before, after, self.segmenter)
        labels = [-1.0 if marked is None or w < 0 else 0.0 for w in made.words]
        if marked:
            now = words_of(after)
            bad = {i for i, (a, b, _) in enumerate(now) if any(a < e and s < b for s, e in marked)}
            lost = Counter(w.lower() for w in WORD.findall(right)) - Counter(w.lower() for w in WORD.findall(after))
            gone = {i for i, (_, _, w) in enumerate(words_of(before)) if w.strip().lower() in lost and len(w) > 3}
            for i, (word, side) in enumerate(zip(made.words, made.sides, strict=True)):
                if word >= 0 and word in (gone if side == 0 else bad):
                    labels[i] = 1.0
        return Example(made, wrong, labels)


class _Near:
    """Finds sentences with many words in common."""

    def __init__(self, texts: list[str]) -> None:
        self._sets = [frozenset(w.lower() for w in WORD.findall(t) if len(w) > 4) for t in texts]
        self._with: dict[str, list[int]] = defaultdict(list)
        for i, words in enumerate(self._sets):
            for word in words:
                self._with[word].append(i)

    def of(self, number: int, draw: random.Random) -> int | None:
        shared: Counter[int] = Counter()
        for word in self._sets[number]:
            some = self._with[word]
            if len(some) < 200:
                shared.update(some)
        near = [i for i, n in shared.most_common(8) if self._sets[i] != self._sets[number]]
        return draw.choice(near) if near else None


def _marked(words: Words) -> tuple[str, list[tuple[int, int]]]:
    """Return the text and the places of its wrong words."""
    text, wrong = "", []
    for w in words:
        start = len(text)
        text += w.text + w.space
        if w.wrong:
            wrong.append((start, start + len(w.text)))
    text = text.replace("\n", " ")
    return text.rstrip(), wrong


def segmenters(rows: list[dict[str, Any]], out: Path, size: int) -> tuple[Segmenter, list[int]]:
    """Cut the pieces to German and write them."""
    counts: Counter[str] = Counter()
    for word in top_n_list("de", 120_000):
        for form in (word, word.capitalize()):
            counts[form] += max(1, int(word_frequency(word, "de") * 2e6))
    for row in rows:
        counts.update(w for t in (row["before"], row["after"]) for w in WORD.findall(t))
    definition, keep = cut(multilingual(), counts.items(), size)
    (out / "tokenizer.json").write_text(json.dumps(definition, ensure_ascii=False), "utf-8")
    (out / "pieces.json").write_text(json.dumps(keep), "utf-8")
    return Segmenter(build(definition)), keep


def loss_of(network: Judge, examples: list[Example]) -> tuple[Tensor, Tensor]:
    """Return the losses of the whole and of the pieces."""
    ids, sides, places, matches = batch_of([e.input for e in examples])
    with torch.autocast("cpu", torch.bfloat16):
        whole, pieces = network(ids, sides, places, matches)
    gold = torch.tensor([e.wrong for e in examples])
    length = ids.shape[1]
    marks = torch.tensor([e.pieces + [-1.0] * (length - len(e.pieces)) for e in examples])
    counted = (marks >= 0).float()
    each = functional.binary_cross_entropy_with_logits(
        pieces.float(), marks.clamp(min=0), reduction="none", pos_weight=torch.tensor(4.0)
    )
    return functional.binary_cross_entropy_with_logits(whole.float(), gold), (each * counted).sum() / counted.sum()


def area(right: list[float], wrong: list[float]) -> float:
    """Return the area under the curve: how often a wrong one scores higher."""
    return sum((w > r) + 0.5 * (w == r) for r in right for w in wrong) / max(1, len(right) * len(wrong))


@torch.no_grad()
def scores(network: Judge, inputs: list[Pieces]) -> list[tuple[float, float, float]]:
    """Return of each pair the score of the whole, and the highest of the rewrite's and the original's pieces."""
    network.eval()
    found = []
    for i in range(0, len(inputs), 16):
        some = inputs[i : i + 16]
        ids, sides, places, matches = batch_of(some)
        with torch.autocast("cpu", torch.bfloat16):
            whole, pieces = network(ids, sides, places, matches)
        for n, one in enumerate(some):
            value = pieces[n].float().tolist()
            tops = [
                max(
                    (v for v, s, w in zip(value, one.sides, one.words, strict=False) if s == side and w >= 0),
                    default=-9.0,
                )
                for side in (1, 0)
            ]
            found.append((float(whole[n]), tops[0], tops[1]))
    network.train()
    return found


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=33)
    parser.add_argument("--alone", type=int, default=4, help="layers that read each side alone, frozen")
    parser.add_argument("--together", type=int, default=3, help="layers that read both sides, trained")
    parser.add_argument("--pieces", type=int, default=22_000)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--start", type=Path, help="judge.pt of an earlier run to go on from")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--without", nargs="*", default=[])
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    everything = [json.loads(line) for line in (args.data / "rows.jsonl").open(encoding="utf-8")]
    rows = [r for r in everything if r["part"] == "train"]
    segmenter, keep = segmenters(rows, args.out, args.pieces)
    shape, encoder = pretrained(packaged_weights(), keep)
    network = Judge(shape, encoder, args.alone, args.together).train()
    if args.start:
        network.load_state_dict(torch.load(args.start, weights_only=True)["state"])
    for parameter in network.frozen():
        parameter.requires_grad_(False)
    source = Source(rows, segmenter, draw, [k for k in KINDS if k not in args.without])
    kept = [r for r in everything if r["part"] == "calibrate" and r["right"]]
    judged = _check(kept, source, random.Random(1))
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.rate * 8}], weight_decay=0.01
    )
    rates = [g["lr"] for g in optimiser.param_groups]
    start, step, seen = time.time(), 0, 0
    total = args.minutes * 60
    sums: list[tuple[float, float]] = []
    with (args.out / "verlauf.csv").open("w", encoding="utf-8", newline="") as log:
        table = csv.writer(log, lineterminator="\n")
        table.writerow(("schritt", "beispiele", "verlust_ganzes", "verlust_woerter", "trennung_kalibrierung"))
        while (spent := time.time() - start) < total:
            drawn = [e for e in (source.example() for _ in range(POOL)) if e and len(e.input.ids) <= LONGEST]
            pool = sorted(drawn, key=lambda e: len(e.input.ids))
            batches = [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
            draw.shuffle(batches)
            network.encoder.round_weights(spent > 0.8 * total)
            for some in batches:
                part = min(1.0, (time.time() - start) / total)
                for group, rate in zip(optimiser.param_groups, rates, strict=True):
                    group["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - part)
                whole, words = loss_of(network, some)
                optimiser.zero_grad()
                (whole + 0.7 * words).backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                step, seen = step + 1, seen + len(some)
                sums.append((float(whole.detach()), float(words.detach())))
            if step % 200 < len(batches):
                found = scores(network, [i for i, _ in judged])
                right = [f[0] for f, (_, w) in zip(found, judged, strict=True) if not w]
                wrong = [f[0] for f, (_, w) in zip(found, judged, strict=True) if w]
                means = [sum(s[k] for s in sums) / len(sums) for k in (0, 1)]
                row = (step, seen, f"{means[0]:.4f}", f"{means[1]:.4f}", f"{area(right, wrong):.4f}")
                table.writerow(row)
                log.flush()
                print(f"{spent:.0f}s", *row, flush=True)
                sums.clear()
                _save(network, shape, args.together, args.out / "judge.pt")
    _save(network, shape, args.together, args.out / "judge.pt")


def _save(network: Judge, shape: Shape, together: int, path: Path) -> None:
    stored = {"shape": asdict(shape), "alone": network.alone, "together": together, "state": network.state_dict()}
    torch.save(stored, path)


def _check(rows: list[dict[str, Any]], source: Source, draw: random.Random) -> list[tuple[Pieces, bool]]:
    """Return right and spoilt pairs of the calibration part."""
    judged = []
    spoiler = Spoiler(source.spoiler.sentences, draw)
    for row in draw.sample(rows, min(100, len(rows))):
        judged.append((pieces_of(row["before"], row["after"], source.segmenter), False))
        spoilt = spoil(spoiler, [Word(*w[:6]) for w in row["words"]])
        if spoilt:
            judged.append((pieces_of(row["before"], text_of(spoilt[1]), source.segmenter), True))
    return judged


if __name__ == "__main__":
    main()
