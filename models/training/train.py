"""Train the network in the stages of config.toml.

    python models/training/train.py --corpora DIR --out build/training [--from CHECKPOINT …] [--stage NAME] [--seed N]

Writes ``<out>/<stage>.pt`` after every epoch and logs the loss; about an hour on two cores.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import random
import re
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

import data as data_module
from data import IGNORE, Batch, Encoding, Example, strip_particles
from encoder import packaged_weights, pretrained
from network import Labels, Network
from subwords import Segmenter, build, cut, multilingual


def main() -> None:
    """Run the stages."""
    args = _arguments()
    config = tomllib.loads(args.config.read_text("utf-8"))
    seed = config["seed"] if args.seed is None else args.seed
    torch.manual_seed(seed)
    rng = random.Random(seed)
    args.out.mkdir(parents=True, exist_ok=True)
    corpora = data_module.load(config, args.corpora, args.extra)
    for name in ("gsd", "pud", "amt"):
        corpora[name] = [strip_particles(s) for s in corpora[name]]
    labels = data_module.inventory(corpora)
    german, full = _segmenters(args.out, args.corpora, config["vocabulary_pieces"])
    encoding = Encoding(labels, config, german, full)
    examples = {n: [e for e in map(encoding.example, s) if e] for n, s in corpora.items()}
    shape, encoder = pretrained(packaged_weights())
    network = Network(shape, encoder, labels, config["dropout"], config["arc_size"], config["relation_size"])
    if args.start:
        network.load_state_dict(average(args.start))
    for stage in config["stages"]:
        if args.stage and stage["name"] != args.stage:
            continue
        mixture = [e for n, times in stage["repeat"].items() for e in examples[n] * times]
        _train(network, mixture, stage, config["batch_subwords"], rng, args.out / f"{stage['name']}.pt")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=os.environ.get("KLARTEXT_CORPORA"))
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--from", dest="start", type=Path, nargs="*", default=[], help="checkpoints to average")
    parser.add_argument("--stage")
    parser.add_argument("--seed", type=int, help="instead of the seed of the configuration")
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="further German CoNLL-U files")
    args = parser.parse_args()
    if args.corpora is None:
        raise SystemExit("Der Korpus-Ordner fehlt: --corpora ORDNER oder KLARTEXT_CORPORA setzen.")
    args.corpora = Path(args.corpora)
    return args


def _segmenters(out: Path, corpora: Path, size: int) -> tuple[Segmenter, Segmenter]:
    """Return the German and the multilingual segmenter, both with ids of the full vocabulary."""
    definition = multilingual()
    path = out / "tokenizer.json"
    if not path.is_file():
        small, ids = cut(definition, german_words(corpora), size)
        path.write_text(json.dumps(small, ensure_ascii=False), "utf-8")
        (out / "pieces.json").write_text(json.dumps(ids), "utf-8")
    small = json.loads(path.read_text("utf-8"))
    ids = json.loads((out / "pieces.json").read_text("utf-8"))
    return Segmenter(build(small), ids), Segmenter(build(definition))


def german_words(corpora: Path) -> list[tuple[str, int]]:
    """Return German words with weights: law, graded texts and the frequency list of ``wordfreq``."""
    from wordfreq import get_frequency_dict

    counts: Counter[str] = Counter()
    files = [*sorted((corpora / "raw" / "gesetze").glob("*.txt")), corpora / "readability/cefr_synthetic_a.jsonl"]
    for path in files:
        counts.update(re.findall(r"\w+|[^\w\s]", path.read_text("utf-8")))
    words = list(counts.items())
    for word, frequency in sorted(get_frequency_dict("de", "large").items()):
        weight = max(1, int(frequency * 5e6))
        words += [(word, weight), (word.capitalize(), weight)]
    return words


def _train(
    network: Network, examples: list[Example], stage: dict[str, Any], size: int, rng: random.Random, path: Path
) -> None:
    network.encoder.words.weight.requires_grad = False
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in inside]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": stage["encoder_rate"]}, {"params": heads, "lr": stage["head_rate"]}],
        betas=(0.9, 0.98), weight_decay=0.01,
    )  # fmt: skip
    per_epoch = sum(1 for _ in data_module.batches(examples, size, random.Random(0)))
    total, warm = per_epoch * stage["epochs"], int(per_epoch * stage["epochs"] * stage["warm_up"])
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: (n + 1) / warm if n < warm else max(0.0, (total - n) / (total - warm))
    )
    network.encoder.round_weights(stage.get("rounding", False))
    network.train()
    for epoch in range(stage["epochs"]):
        started, losses = time.time(), Counter[str]()
        for n, batch in enumerate(data_module.batches(examples, size, rng), 1):
            parts = losses_of(network, batch)
            optimizer.zero_grad()
            sum(parts.values()).backward()  # type: ignore[union-attr]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.update({k: float(v) for k, v in parts.items()})
            if n % 100 == 0 or n == per_epoch:
                shown = " ".join(f"{k}={v / n:.3f}" for k, v in losses.items())
                print(f"{stage['name']} {epoch + 1} {n}/{per_epoch} {time.time() - started:.0f}s {shown}", flush=True)
        save(network, path)


def average(paths: list[Path]) -> dict[str, Tensor]:
    """Return the mean of the weights of several checkpoints of one architecture (a model soup)."""
    states = [torch.load(path, weights_only=True)["state"] for path in paths]
    return {name: torch.stack([s[name].float() for s in states]).mean(0) for name in states[0]}


def save(network: Network, path: Path) -> None:
    """Write weights and labels of a network."""
    torch.save({"state": network.state_dict(), "labels": dataclasses.asdict(network.labels)}, path)


def load(path: Path, config: dict[str, Any]) -> Network:
    """Return the network of a checkpoint."""
    stored = torch.load(path, weights_only=True)
    shape, encoder = pretrained(packaged_weights())
    network = Network(
        shape, encoder, Labels(**stored["labels"]), config["dropout"], config["arc_size"], config["relation_size"]
    )
    network.load_state_dict(stored["state"])
    return network


def losses_of(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Return the losses of a batch by annotation layer."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = network(batch.ids, batch.mask, batch.first, batch.last)
        relations = network.relations(scores, batch.head.clamp(min=0))
    real = torch.nn.functional.pad(batch.words, (1, 0), value=1)
    arcs = scores.arcs.float() + (real[:, None, :].float() - 1.0) * 1e4
    feats = [_cross_entropy(s, batch.feats[..., i]) for i, s in enumerate(scores.feats)]
    return {
        "arc": _cross_entropy(arcs, batch.head),
        "rel": _cross_entropy(relations, batch.deprel),
        "upos": _cross_entropy(scores.upos, batch.upos),
        "feats": torch.stack(feats).sum() * 0.3,
        "lemma": _cross_entropy(scores.scripts, batch.script) * 0.5,
    }


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    if not (gold != IGNORE).any():
        return scores.sum() * 0.0
    return functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


if __name__ == "__main__":
    main()
