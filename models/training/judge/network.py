"""The judge: original and rewrite in one encoder, which says for each word whether it is wrong, and for all of it.

The first layers of multilingual-e5-small read each side alone and stay as they are; the next ones read both together
and learn. What they get tells besides, for each piece, its side and whether its word stands on the other side, too:
word for word, by its beginning, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from reading import Pieces
from torch import Tensor, nn

from encoder import Encoder, Shape

PAD = 1


class Judge(nn.Module):
    """Scores of one or more pairs: higher means wrong."""

    def __init__(self, shape: Shape, encoder: Encoder, alone: int, together: int) -> None:
        super().__init__()
        self.alone = alone
        encoder.layers = encoder.layers[: alone + together]
        self.encoder = encoder
        self.sides = nn.Embedding(2, shape.hidden)
        self.matches = nn.Embedding(4, shape.hidden)
        nn.init.normal_(self.sides.weight, std=0.05)
        nn.init.normal_(self.matches.weight, std=0.05)
        self.joined = nn.LayerNorm(shape.hidden)
        self.word = nn.Sequential(nn.Linear(shape.hidden, 128), nn.GELU(), nn.Linear(128, 1))
        self.whole = nn.Sequential(nn.Linear(3 * shape.hidden, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, 1))

    def frozen(self) -> list[nn.Parameter]:
        """Return what stays as it was pretrained: the embedding and the layers that read each side alone."""
        e = self.encoder
        parts = [e.words, e.norm, *e.layers[: self.alone]]
        return [e.positions, *(p for part in parts for p in part.parameters())]

    def read(self, ids: Tensor, sides: Tensor, places: Tensor) -> Tensor:
        """Return the states of both sides, each read alone."""
        e = self.encoder
        x = e.norm(e.words(ids) + e.positions[places])
        same = (sides[:, :, None] == sides[:, None, :]) & (ids != PAD)[:, None, :]
        bias = (same.to(x.dtype) - 1.0)[:, None] * 1e4
        for layer in e.layers[: self.alone]:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, sides: Tensor, places: Tensor, matches: Tensor) -> tuple[Tensor, Tensor]:
        """Return the score of the whole [B] and of each piece [B, S]."""
        mask = ids != PAD
        with torch.no_grad():
            x = self.read(ids, sides, places)
        x = self.joined(x + self.sides(sides) + self.matches(matches))
        x = nn.functional.dropout(x, self.encoder.dropout, self.training)
        bias = (mask.to(x.dtype) - 1.0)[:, None, None, :] * 1e4
        for layer in self.encoder.layers[self.alone :]:
            x = layer(x, bias)
        pieces = self.word(x).squeeze(-1)
        means = [_mean(x, mask & (sides == n)) for n in (0, 1)]
        return self.whole(torch.cat([x[:, 0], *means], -1)).squeeze(-1), pieces


def _mean(x: Tensor, mask: Tensor) -> Tensor:
    weight = mask.to(x.dtype)[..., None]
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1)


def batch_of(inputs: Sequence[Pieces]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return padded ids, sides, places and matches."""
    length = max(len(i.ids) for i in inputs)

    def padded(rows: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([r + [fill] * (length - len(r)) for r in rows])

    return (
        padded([i.ids for i in inputs], PAD),
        padded([i.sides for i in inputs], 0),
        padded([i.places for i in inputs], 0),
        padded([i.matches for i in inputs], 0),
    )
