"""Export the trained judge: an ONNX graph with int8 weights and the tokeniser.

    python models/training/judge/export.py --run FOLDER --out models/de_klartext_urteil

FOLDER is what ``train.py`` wrote. ``calibrate.py`` adds ``meta.json`` with the weights of the decision.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from encoder import Encoder, Layer, Shape
from network import Judge
from quantise import quantise


class Exported(nn.Module):
    """One pair in, without padding: the score of the whole, and one for each piece."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(
        self, before: Tensor, after: Tensor, before_matches: Tensor, after_matches: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score one pair: word pieces [S] and matches [S] of each side."""
        judge = self.judge
        layers = judge.encoder.layers
        sides = [self._alone(ids) + judge.sides.weight[n] for n, ids in enumerate((before, after))]
        x = judge.joined(torch.cat(sides) + judge.matches(torch.cat([before_matches, after_matches])))
        for layer in layers[judge.alone :]:
            x = _through(layer, x)
        old = before.shape[0]
        return judge.whole(torch.cat([x[0], x[:old].mean(0), x[old:].mean(0)])[None]).view(1), judge.word(x).squeeze(-1)

    def _alone(self, ids: Tensor) -> Tensor:
        e = self.judge.encoder
        x = e.norm(e.words(ids) + e.positions[torch.arange(ids.shape[0])])
        for layer in e.layers[: self.judge.alone]:
            x = _through(layer, x)
        return x


def _through(layer: Layer, x: Tensor) -> Tensor:
    size = x.shape[-1] // layer.heads
    q, k, v = layer.qkv(x).reshape(-1, 3, layer.heads, size).permute(1, 2, 0, 3).unbind(0)
    weights = ((q * size**-0.5) @ k.transpose(1, 2)).softmax(-1)
    x = layer.norm1(x + layer.out((weights @ v).transpose(0, 1).reshape(-1, layer.heads * size)))
    return layer.norm2(x + layer.down(functional.gelu(layer.up(x))))


def load(run: Path) -> Judge:
    """Return the trained judge."""
    stored = torch.load(run / "judge.pt", weights_only=True)
    judge = Judge(Shape(**stored["shape"]), Encoder(Shape(**stored["shape"])), stored["alone"], stored["together"])
    judge.load_state_dict(stored["state"])
    judge.encoder.round_weights(False)
    return judge.eval()


def main() -> None:
    """Export, quantise and copy the tokeniser."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    raw = args.run / "raw.onnx"
    example = (
        torch.arange(4, 24),
        torch.arange(4, 20),
        torch.ones(20, dtype=torch.long),
        torch.ones(16, dtype=torch.long),
    )
    names = ["before", "after", "before_matches", "after_matches"]
    torch.onnx.export(
        Exported(load(args.run)), example, str(raw), input_names=names, output_names=["whole", "pieces"],
        dynamic_axes={n: {0: n.split("_")[0]} for n in names} | {"pieces": {0: "pieces"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantise(raw, args.out / "model.onnx")
    (args.out / "tokenizer.json").write_text((args.run / "tokenizer.json").read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    main()
