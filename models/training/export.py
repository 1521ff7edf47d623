"""Export a trained network to the shipped pipeline: ONNX with int8 weights, tokeniser, labels.

    python models/training/export.py --checkpoint B/stage3.pt --pieces B --out models/de_klartext

The word embedding is cut to the German pieces. Weights are int8 per output channel; activations are
quantised at run time per sentence, because the pipeline runs one sentence at a time: that keeps the result
independent of what else is analysed.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

import train
from encoder import Encoder
from network import Network
from quantise import quantise


class Exported(nn.Module):
    """One sentence in, all scores out; the batch axis is gone from the outputs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Score one sentence: ``ids`` [S], ``first`` and ``last`` [W]."""
        n = self.network
        states = encode(n.encoder, ids)
        mixed = sum(w * s for w, s in zip(n.mix.softmax(0).tolist(), states, strict=True))
        words = torch.cat([mixed[first], mixed[last]], -1)
        tag = n.tag(words)
        heads = torch.cat([n.root[None], words], 0)
        arcs = functional.pad(n.arc_dep(words), (0, 1), value=1.0) @ n.arc_weight @ n.arc_head(heads).T
        dep = functional.pad(n.rel_dep(words), (0, 1), value=1.0)
        labels, size, _ = n.rel_weight.shape
        weight = n.rel_weight.permute(1, 0, 2).reshape(size, labels * size)
        return (
            n.upos(tag),
            torch.cat([f(tag) for f in n.feats.values()], -1),
            n.scripts(tag),
            arcs,
            (dep @ weight).view(-1, labels, size),
            functional.pad(n.rel_head(heads), (0, 1), value=1.0),
        )


def encode(encoder: Encoder, ids: Tensor) -> list[Tensor]:
    """Return what ``encoder`` returns for one sentence [S]: no padding, so no mask and a small graph."""
    x = encoder.norm(encoder.words(ids) + encoder.positions[torch.arange(ids.shape[0])])
    states = [x]
    for layer in encoder.layers:
        size = x.shape[-1] // layer.heads
        q, k, v = layer.qkv(x).reshape(-1, 3, layer.heads, size).permute(1, 2, 0, 3).unbind(0)
        weights = ((q * size**-0.5) @ k.transpose(1, 2)).softmax(-1)
        mixed = (weights @ v).transpose(0, 1).reshape(-1, layer.heads * size)
        x = layer.norm1(x + layer.out(mixed))
        x = layer.norm2(x + layer.down(functional.gelu(layer.up(x))))
        states.append(x)
    return states


OUTPUTS = ["upos", "feats", "scripts", "arcs", "rel_dep", "rel_head"]


def main() -> None:
    """Export, quantise and write the side files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="several are averaged")
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights, for comparison")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text("utf-8"))
    network = train.load(args.checkpoint[0], config).eval()
    network.load_state_dict(train.average(args.checkpoint))
    keep = json.loads((args.pieces / "pieces.json").read_text("utf-8"))
    network.encoder.words = nn.Embedding.from_pretrained(network.encoder.words.weight[keep].detach())
    args.out.mkdir(parents=True, exist_ok=True)
    raw = args.pieces / "raw.onnx"
    _export(network, raw)
    target = args.out / "model.onnx"
    if args.float:
        onnx.save(onnx.load(raw), target)
    else:
        quantise(raw, target)
    tokenizer = (args.pieces / "tokenizer.json").read_text("utf-8")
    (args.out / "tokenizer.json").write_text(tokenizer, "utf-8")
    labels = network.labels
    (args.out / "labels.json").write_text(
        json.dumps(
            {"upos": labels.upos, "deprels": labels.deprels, "feats": labels.feats, "scripts": labels.scripts},
            ensure_ascii=False, indent=0,
        ),
        "utf-8",
    )  # fmt: skip
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


def _export(network: Network, path: Path) -> None:
    example = (torch.arange(4, 24), torch.arange(1, 11), torch.arange(2, 12))
    torch.onnx.export(
        Exported(network), example, str(path), input_names=["ids", "first", "last"], output_names=OUTPUTS,
        dynamic_axes={"ids": {0: "subwords"}, "first": {0: "words"}, "last": {0: "words"}}
        | {name: {0: "words"} for name in OUTPUTS},
        opset_version=17, dynamo=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
