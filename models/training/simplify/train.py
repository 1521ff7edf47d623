"""Teach the base model to write plain German: LoRA on the CPU, resumable.

    python models/training/simplify/train.py --base FOLDER --data FOLDER --out FOLDER [--minutes 75] [--threads 1]

``--base`` is the converted base model, ``--data`` what ``data.py`` wrote. ``recipe.toml`` beside this script says how
many of each part a round takes, and the rates. The order of the examples is fixed by the seed; how far the rate has
come down goes by the minutes of training. Writes into ``--out``: ``stand-<step>/`` the adapter at each measurement,
``adapter/`` the best of them (by the loss on held-out pairs), ``state.pt`` to go on from (``--resume``), and
``verlauf.csv`` (step, minutes, pieces, rate, loss in training, loss on held-out pairs).
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import shutil
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from pairs import Pair, read
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer

from klartext.model.prompt import answer, prompt

HERE: Final = Path(__file__).resolve().parent
IGNORED: Final = -100
LINEAR: Final = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
LOG_EVERY: Final = 20
FIELDS: Final = ("schritt", "minuten", "stuecke", "rate", "verlust", "verlust_geprueft")


@dataclass(frozen=True, slots=True)
class Example:
    """One pair as pieces: ``prompt`` pieces carry no loss."""

    pieces: tuple[int, ...]
    prompt: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What ``recipe.toml`` says.

    Args:
        parts: The names of the parts.
        limit: How many examples of a part are taken in one round at most; all where it says nothing.
        batch: Pieces in a batch, padding included.
        longest: Longer examples stay out.
    """

    seed: int
    rank: int
    alpha: int
    dropout: float
    rate: float
    warmup: float
    decay: float
    clip: float
    batch: int
    longest: int
    parts: list[str]
    limit: dict[str, int]

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """Read the recipe."""
        return cls(**tomllib.loads(path.read_text(encoding="utf-8")))


def encoded(tokenizer: Any, pair: Pair) -> Example:  # noqa: ANN401 - an extra's type
    """Return a pair as pieces: start piece, prompt, answer, end piece."""
    front = [tokenizer.bos_token_id, *tokenizer(prompt(pair.complex), add_special_tokens=False)["input_ids"]]
    back = tokenizer(answer(pair.plain), add_special_tokens=False)["input_ids"]
    return Example((*front, *back, tokenizer.eos_token_id), len(front))


def rounds(parts: dict[str, list[Example]], recipe: Recipe, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches without end: each round mixes the parts anew, lengths grouped, batches in random order."""
    while True:
        chosen: list[Example] = []
        for name, found in parts.items():
            chosen += rng.sample(found, min(len(found), recipe.limit.get(name, len(found))))
        rng.shuffle(chosen)
        chosen.sort(key=lambda e: len(e.pieces) + rng.random() * 8)
        batches = list(batched(chosen, recipe.batch))
        rng.shuffle(batches)
        yield from batches


def batched(examples: Sequence[Example], most: int) -> Iterator[list[Example]]:
    """Yield neighbours whose pieces, padded to the longest, fit into a batch."""
    batch: list[Example] = []
    for e in examples:
        longest = max([len(e.pieces), *(len(b.pieces) for b in batch)])
        if batch and longest * (len(batch) + 1) > most:
            yield batch
            batch = []
        batch.append(e)
    if batch:
        yield batch


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Return pieces, mask and labels, padded on the right."""
    longest = max(len(e.pieces) for e in batch)
    pieces = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    labels = torch.full((len(batch), longest), IGNORED)
    for row, e in enumerate(batch):
        pieces[row, : len(e.pieces)] = torch.tensor(e.pieces)
        mask[row, : len(e.pieces)] = 1
        labels[row, e.prompt : len(e.pieces)] = torch.tensor(e.pieces[e.prompt :])
    return pieces, mask, labels


def losses(model: Any, batch: Sequence[Example]) -> tuple[Tensor, int]:  # noqa: ANN401 - an extra's type
    """Return the summed loss of the answers and their number of pieces; only they go through the output layer."""
    pieces, mask, labels = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        core = model.get_base_model()
        hidden = core.model(input_ids=pieces, attention_mask=mask).last_hidden_state[:, :-1]
        wanted = labels[:, 1:]
        at = wanted != IGNORED
        logits = core.lm_head(hidden[at])
    return torch.nn.functional.cross_entropy(logits.float(), wanted[at], reduction="sum"), int(at.sum())


def held_out_loss(model: Any, batches: Sequence[Sequence[Example]]) -> float:  # noqa: ANN401 - an extra's type
    """Return the mean loss per piece of the answers."""
    model.eval()
    with torch.no_grad():
        found = [losses(model, batch) for batch in batches]
    model.train()
    return sum(float(loss) for loss, _ in found) / sum(n for _, n in found)


def rate_at(share: float, recipe: Recipe) -> float:
    """Return the rate when a share of the time is over: warm-up, then a cosine down to a twentieth."""
    if share < recipe.warmup:
        return recipe.rate * share / recipe.warmup
    way = min(1.0, (share - recipe.warmup) / (1 - recipe.warmup))
    return recipe.rate * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * way)))


class Training:
    """A model with its adapter on the way: steps, measurements, states on disk."""

    def __init__(
        self,
        model: Any,  # noqa: ANN401 - an extra's type
        recipe: Recipe,
        held: Sequence[Sequence[Example]],
        out: Path,
    ) -> None:
        self._model, self._recipe, self._held, self._out = model, recipe, held, out
        self._weights = [p for p in model.parameters() if p.requires_grad]
        self._optimiser = torch.optim.AdamW(self._weights, lr=recipe.rate, betas=(0.9, 0.99), weight_decay=recipe.decay)
        self.step, self.pieces, self.spent, self._best = 0, 0, 0.0, math.inf
        out.mkdir(parents=True, exist_ok=True)

    def resume(self) -> None:
        """Go on from the last state."""
        state = torch.load(self._out / "state.pt", weights_only=True)
        self._model.load_state_dict(state["model"], strict=False)
        self._optimiser.load_state_dict(state["optimiser"])
        self.step, self.pieces = state["step"], state["done"]
        self.spent, self._best = state["spent"], state["best"]

    def begin(self) -> None:
        """Open the log and measure the base model."""
        (self._out / "verlauf.csv").write_text(",".join(FIELDS) + "\n", encoding="utf-8")
        self.check(0.0)

    def learn(self, batch: Sequence[Example], rate: float) -> tuple[float, int]:
        """Take one step; return the summed loss and the number of pieces that it counts."""
        start = time.monotonic()
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        loss, count = losses(self._model, batch)
        (loss / count).backward()
        torch.nn.utils.clip_grad_norm_(self._weights, self._recipe.clip)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self.step += 1
        self.pieces += sum(len(e.pieces) for e in batch)
        self.spent += time.monotonic() - start
        return float(loss.detach()), count

    def note(self, rate: float, loss: float | None = None, checked: float | None = None) -> None:
        """Write a line of the log."""
        found = ["" if x is None else f"{x:.4f}" for x in (loss, checked)]
        row = [self.step, f"{self.spent / 60:.1f}", self.pieces, f"{rate:.2e}", *found]
        with (self._out / "verlauf.csv").open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(row)
        print(*row, flush=True)

    def check(self, rate: float) -> None:
        """Measure on the held-out pairs, write the adapter, also as the best one if it is, and all to go on from."""
        checked = held_out_loss(self._model, self._held)
        self.note(rate, checked=checked)
        self._model.save_pretrained(self._out / f"stand-{self.step}")
        if checked < self._best:
            self._best = checked
            shutil.rmtree(self._out / "adapter", ignore_errors=True)
            shutil.copytree(self._out / f"stand-{self.step}", self._out / "adapter")
        state = {
            "model": {name: value for name, value in self._model.state_dict().items() if "lora_" in name},
            "optimiser": self._optimiser.state_dict(),
            "step": self.step,
            "done": self.pieces,
            "spent": self.spent,
            "best": self._best,
        }
        torch.save(state, self._out / "state.new")
        (self._out / "state.new").replace(self._out / "state.pt")


def with_adapter(folder: Path, recipe: Recipe) -> Any:  # noqa: ANN401 - an extra's type
    """Return the base model in 16 bits with a new adapter in 32."""
    base = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, dtype=torch.bfloat16)
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        lora_dropout=recipe.dropout,
        target_modules=list(LINEAR),
        task_type="CAUSAL_LM",
    )
    model = get_peft_model(base, config)
    model.peft_config["default"].base_model_name_or_path = folder.name
    return model


def start_from(model: Any, adapter: Path) -> None:  # noqa: ANN401 - an extra's type
    """Give a new adapter the weights of an older one of the same shape."""
    weights = load_file(adapter / "adapter_model.safetensors")
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "lora_" in name:
                parameter.copy_(weights[name.replace(".default", "")])


def examples(tokenizer: Any, path: Path, longest: int) -> list[Example]:  # noqa: ANN401 - an extra's type
    """Return the pairs of a file as pieces, without those that are too long."""
    found = (encoded(tokenizer, pair) for pair in read(path))
    return [e for e in found if len(e.pieces) <= longest]


def train(training: Training, stream: Iterator[list[Example]], recipe: Recipe, minutes: float, every: float) -> None:
    """Take steps until the time is over; measure every so many minutes and at the end."""
    seconds, next_check = 60 * minutes, training.spent + 60 * every
    total, count = 0.0, 0
    while training.spent < seconds:
        rate = rate_at(training.spent / seconds, recipe)
        loss, pieces = training.learn(next(stream), rate)
        total, count = total + loss, count + pieces
        if training.step % LOG_EVERY == 0:
            training.note(rate, total / count)
            total, count = 0.0, 0
        if training.spent >= min(next_check, seconds):
            training.check(rate)
            next_check = training.spent + 60 * every


def main() -> int:
    """Train until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--check-every", type=float, default=12, help="Minuten zwischen zwei Messungen")
    parser.add_argument("--from", dest="start", type=Path, help="Ordner mit einem Adapter, von dem es ausgeht")
    parser.add_argument("--recipe", type=Path, default=HERE / "recipe.toml")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    recipe = Recipe.read(args.recipe)
    torch.manual_seed(recipe.seed)
    tokenizer = AutoTokenizer.from_pretrained(args.base, local_files_only=True)
    parts = {name: examples(tokenizer, args.data / f"{name}.jsonl", recipe.longest) for name in recipe.parts}
    print({name: (len(found), sum(len(e.pieces) for e in found)) for name, found in parts.items()}, flush=True)
    held = sorted(examples(tokenizer, args.data / "valid.jsonl", recipe.longest), key=lambda e: len(e.pieces))
    model = with_adapter(args.base, recipe)
    if args.start:
        start_from(model, args.start)
    training = Training(model, recipe, list(batched(held, recipe.batch)), args.out)
    stream = rounds(parts, recipe, random.Random(recipe.seed))
    if args.resume:
        training.resume()
        for _ in range(training.step):
            next(stream)
    else:
        training.begin()
    train(training, stream, recipe, args.minutes, args.check_every)
    return 0


if __name__ == "__main__":
    sys.exit(main())
