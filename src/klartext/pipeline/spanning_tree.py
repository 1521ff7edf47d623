"""The best dependency tree of a sentence: Chu-Liu/Edmonds on a dense score matrix, with exactly one root.

Source: Chu and Liu, On the shortest arborescence of a directed graph, 1965; Edmonds, Optimum branchings, 1967.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]

_TRIED_ROOTS: Final = 6


def tree(scores: npt.NDArray[np.float32]) -> Ints:
    """Return the best tree with one root: for each word its head, 0 the root and i + 1 word i.

    Args:
        scores: Arc scores [words, words + 1], column 0 for the root.
    """
    size = len(scores)
    square = np.zeros((size + 1, size + 1))
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    greedy: Ints = square[1:].argmax(1)
    if is_tree(greedy):
        return greedy
    heads = _arborescence(square)[1:]
    if (heads == 0).sum() == 1:
        return heads
    roots = np.argsort(-square[1:, 0], kind="stable")[:_TRIED_ROOTS]
    trees = [_rooted(square, int(root) + 1) for root in roots]
    return max(trees, key=lambda t: float(square[np.arange(1, size + 1), t].sum()))


def is_tree(heads: Ints) -> bool:
    """Whether heads (0 the root, i + 1 word i) form a tree with exactly one root."""
    return int((heads == 0).sum()) == 1 and _cycle(np.concatenate([[0], heads])) is None


def _rooted(square: Floats, root: int) -> Ints:
    """Return the best tree in which only ``root`` hangs on the root node."""
    only = square.copy()
    only[1:, 0] = -np.inf
    only[root] = -np.inf
    only[root, 0] = 0.0
    return _arborescence(only)[1:]


def _cycle(heads: Ints) -> list[int] | None:
    """Return the nodes of one cycle, None where every node leads to node 0."""
    done = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node not in done:
            if node in path:
                return path[path.index(node) :]
            path.append(node)
            node = int(heads[node])
        done.update(path)
    return None


def _arborescence(square: Floats) -> Ints:
    """Return the head of every node (node 0 heads itself); ``square[d, h]`` scores h as the head of d."""
    heads: Ints = square.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    rest = [n for n in range(len(square)) if n not in set(cycle)]
    inside = square[cycle, heads[cycle]]
    entering = square[np.ix_(cycle, rest)] - inside[:, None]
    leaving = square[np.ix_(rest, cycle)]
    smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    smaller[:-1, :-1] = square[np.ix_(rest, rest)]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    found = _arborescence(smaller)
    for i, node in enumerate(rest[1:], 1):
        heads[node] = cycle[int(leaving[i].argmax())] if found[i] == len(rest) else rest[found[i]]
    broken = cycle[int(entering[:, found[-1]].argmax())]
    heads[broken] = rest[found[-1]]
    return heads
