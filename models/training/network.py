"""The network: encoder, learned mix of its layers, biaffine parser and heads for the other annotations."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from encoder import Encoder, Shape


@dataclass(frozen=True, slots=True)
class Labels:
    """Label inventories, in the order of the output units."""

    upos: list[str]
    deprels: list[str]
    feats: dict[str, list[str]]
    scripts: list[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Raw scores of a batch; W counts words, position 0 of ``arcs``' last axis is the root."""

    upos: Tensor  # [B, W, U]
    feats: list[Tensor]  # per feature [B, W, V]
    scripts: Tensor  # [B, W, L]
    arcs: Tensor  # [B, W, W + 1]
    rel_dep: Tensor  # [B, W, R]
    rel_head: Tensor  # [B, W + 1, R]


class Mlp(nn.Module):
    """Linear layer, GELU, dropout."""

    def __init__(self, n_in: int, n_out: int, dropout: float) -> None:
        super().__init__()
        self.linear, self.dropout = nn.Linear(n_in, n_out), nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return self.dropout(functional.gelu(self.linear(x)))


class Network(nn.Module):
    """Scores UPOS, features, lemma scripts, arcs and relations for words of a batch of sentences."""

    def __init__(self, shape: Shape, encoder: Encoder, labels: Labels, dropout: float, arc: int, rel: int) -> None:
        super().__init__()
        self.encoder, self.labels = encoder, labels
        self.mix = nn.Parameter(torch.zeros(shape.layers + 1))
        width = 2 * shape.hidden
        self.dropout = nn.Dropout(dropout)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.tag = Mlp(width, shape.hidden, dropout)
        self.upos = nn.Linear(shape.hidden, len(labels.upos))
        self.feats = nn.ModuleDict({n: nn.Linear(shape.hidden, len(v)) for n, v in _safe(labels.feats).items()})
        self.scripts = nn.Linear(shape.hidden, len(labels.scripts))
        self.arc_dep, self.arc_head = Mlp(width, arc, dropout), Mlp(width, arc, dropout)
        self.rel_dep, self.rel_head = Mlp(width, rel, dropout), Mlp(width, rel, dropout)
        self.arc_weight = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_weight = nn.Parameter(torch.zeros(len(labels.deprels), rel + 1, rel + 1))
        nn.init.xavier_uniform_(self.arc_weight)
        nn.init.xavier_uniform_(self.rel_weight)

    def states(self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return one vector per word [B, W, 2 * hidden]: its first and its last piece."""
        mixed = sum(w * s for w, s in zip(self.mix.softmax(0), self.encoder(ids, mask), strict=True))
        assert isinstance(mixed, Tensor)
        index = lambda at: at.unsqueeze(-1).expand(-1, -1, mixed.shape[-1])  # noqa: E731
        return torch.cat([mixed.gather(1, index(first)), mixed.gather(1, index(last))], -1)

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Scores:
        """Score a batch: sub-word ids and mask [B, S], positions of first and last piece [B, W]."""
        words = self.dropout(self.states(ids, mask, first, last))
        tag = self.tag(words)
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        dep, head = self.arc_dep(words), self.arc_head(heads)
        arcs = functional.pad(dep, (0, 1), value=1.0) @ self.arc_weight @ head.transpose(1, 2)
        return Scores(
            upos=self.upos(tag),
            feats=[f(tag) for f in self.feats.values()],
            scripts=self.scripts(tag),
            arcs=arcs,
            rel_dep=functional.pad(self.rel_dep(words), (0, 1), value=1.0),
            rel_head=functional.pad(self.rel_head(heads), (0, 1), value=1.0),
        )

    def relations(self, scores: Scores, heads: Tensor) -> Tensor:
        """Return relation scores [B, W, R] for given heads [B, W], 0 the root and i + 1 word i."""
        chosen = scores.rel_head.gather(1, heads.unsqueeze(-1).expand(-1, -1, scores.rel_head.shape[-1]))
        return torch.einsum("bwi,rij,bwj->bwr", scores.rel_dep, self.rel_weight, chosen)


def _safe(feats: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name.replace("[", "_").replace("]", "_"): values for name, values in feats.items()}
