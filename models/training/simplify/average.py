"""Average states of a training.

    python models/training/simplify/average.py --out FOLDER STATE …

Every STATE is a folder with an adapter, as ``train.py`` writes one at each measurement. The mean of the weights of
states from one run lies between them and often does better on unseen pairs than each alone. With ``--base`` and
``--data`` the loss on held-out pairs is printed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoTokenizer

from train import HERE, Recipe, batched, examples, held_out_loss, start_from, with_adapter

WEIGHTS = "adapter_model.safetensors"


def mean(states: Sequence[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of the weights of several adapters, in 16 bits."""
    found = [load_file(state / WEIGHTS) for state in states]
    return {
        name: torch.stack([one[name].float() for one in found]).mean(0).to(torch.float16).contiguous()
        for name in found[0]
    }


def loss_of(adapter: Path, base: Path, data: Path) -> float:
    """Return the loss of an adapter on held-out pairs."""
    recipe = Recipe.read(HERE / "recipe.toml")
    tokenizer = AutoTokenizer.from_pretrained(base, local_files_only=True)
    model = with_adapter(base, recipe)
    start_from(model, adapter)
    held = sorted(examples(tokenizer, data / "valid.jsonl", recipe.longest), key=lambda e: len(e.pieces))
    return held_out_loss(model, list(batched(held, recipe.batch)))


def main() -> int:
    """Average and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("states", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    weights = mean(args.states)
    args.out.mkdir(parents=True, exist_ok=True)
    save_file(weights, args.out / WEIGHTS)
    shutil.copy(args.states[0] / "adapter_config.json", args.out)
    if args.base and args.data:
        print(f"{loss_of(args.out, args.base, args.data):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
