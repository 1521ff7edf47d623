"""The two small statistics of this room: whether two shares differ, and whether two people judge alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import exp, lgamma

_TIE = 1e-9


def fisher_exact(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return how likely two shares at least this different are if nothing differs (Fisher's exact test, two-sided).

    Args:
        first: How often something was so and how often it was not.
        second: The same at another time.

    Source: R. A. Fisher, The Design of Experiments, 1935.

    >>> round(fisher_exact((3, 1), (1, 3)), 4)
    0.4857
    """
    (a, b), (c, d) = first, second
    yes, total, size = a + c, a + b + c + d, a + b

    def weight(k: int) -> float:
        return _log_choose(size, k) + _log_choose(total - size, yes - k) - _log_choose(total, yes)

    observed = weight(a)
    possible = range(max(0, yes - (total - size)), min(size, yes) + 1)
    return min(1.0, sum(exp(w) for k in possible if (w := weight(k)) <= observed + _TIE))


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return how far two people agree beyond chance: 1 always, 0 as by chance, below 0 less than by chance.

    None where it is not defined: no pair, or both always say the same one thing.

    Source: J. Cohen, A coefficient of agreement for nominal scales, 1960.

    >>> cohen_kappa([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15)
    0.4
    """
    if not pairs:
        return None
    number = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    agreed = sum(one == other for one, other in pairs)
    by_chance = sum(first[value] * second[value] for value in first)
    if by_chance == number * number:
        return None
    return (agreed * number - by_chance) / (number * number - by_chance)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
