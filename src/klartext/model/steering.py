"""Choosing the next piece of several answers at once: the most likely one and others, with the numbers of the sentence.

Each answer draws from a source of its own, seeded with the sentence and the answer's number. What comes out for a
sentence so does not depend on what is worked on beside it.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import torch

_RUN: Final = re.compile(r"[0-9]+")
_BYTE: Final = re.compile(r"<0x([0-9A-Fa-f]{2})>")
_CHOICES: Final = 20
"""An answer that is not the most likely one chooses from so many pieces at each step."""


class Digits:
    """Which pieces of a vocabulary write digits; ``texts`` has what each of them writes."""

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - a type of an optional package
        written = {number: _written(piece) for piece, number in tokenizer.get_vocab().items()}
        self.texts = {number: text for number, text in written.items() if _RUN.search(text)}

    def forbidden(self, run: str, runs: frozenset[str]) -> list[int]:
        """Return the pieces with digits that would write a number other than ``runs`` behind the digits ``run``."""
        return [number for number, text in self.texts.items() if after(run, text, runs) is None]


def after(run: str, text: str, runs: frozenset[str]) -> str | None:
    """Return the digits at the end once a text follows; None if a number comes out that is not among ``runs``."""
    for sign in text:
        if sign in "0123456789":
            run += sign
            if not any(known.startswith(run) for known in runs):
                return None
        elif run and run not in runs:
            return None
        else:
            run = ""
    return run


class Steering:
    """Chooses pieces for all rows of a batch and measures how likely they were; made for one call of ``generate``.

    Row ``n`` is answer ``n % answers`` to sentence ``n // answers``; answer 0 is the most likely one.
    """

    def __init__(
        self, sentences: Sequence[str], answers: int, temperature: float, digits: Digits, ends: Sequence[int]
    ) -> None:
        self._temperature, self._digits, self._ends = temperature, digits, ends
        self._rows = [(sentence, number) for sentence in sentences for number in range(answers)]
        self._runs = [frozenset(_RUN.findall(sentence)) for sentence, _ in self._rows]
        self._run = [""] * len(self._rows)
        self._alive = [True] * len(self._rows)
        self._sums, self._counts = [0.0] * len(self._rows), [0] * len(self._rows)
        self._sources: list[torch.Generator] = []

    def __call__(self, written: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Return scores that leave one piece to choose in each row, as ``transformers`` asks for at each step."""
        import torch

        likely = torch.log_softmax(scores.float(), dim=-1)
        chosen = torch.full_like(scores, -math.inf)
        for row in range(len(self._rows)):
            piece = self._choose(row, likely[row]) if self._alive[row] else self._ends[0]
            chosen[row, piece] = 0.0
            if self._alive[row]:
                self._note(row, piece, float(likely[row, piece]))
        return chosen

    def losses(self) -> list[float]:
        """Return the mean loss of each row in nats per piece, its end included."""
        return [total / count if count else math.inf for total, count in zip(self._sums, self._counts, strict=True)]

    def _choose(self, row: int, likely: torch.Tensor) -> int:
        import torch

        allowed = self._allowed(row, likely)
        if self._rows[row][1] == 0:
            return int(allowed.argmax())
        best = allowed.topk(min(_CHOICES, len(allowed)))
        drawn = torch.rand(len(best.values), generator=self._source(row)).clamp(1e-9, 1 - 1e-9)
        return int(best.indices[(best.values / self._temperature - (-drawn.log()).log()).argmax()])

    def _allowed(self, row: int, likely: torch.Tensor) -> torch.Tensor:
        """Return the scores without pieces that would write a number that the sentence does not have."""
        run, runs = self._run[row], self._runs[row]
        if run and run not in runs:
            allowed = likely.new_full(likely.shape, -math.inf)
            possible = [n for n, text in self._digits.texts.items() if after(run, text, runs) is not None]
            if possible:
                allowed[possible] = likely[possible]
                return allowed
        allowed = likely.clone()
        allowed[self._digits.forbidden(run, runs)] = -math.inf
        return allowed

    def _note(self, row: int, piece: int, likely: float) -> None:
        self._sums[row] -= likely
        self._counts[row] += 1
        self._alive[row] = piece not in self._ends
        text = self._digits.texts.get(piece)
        self._run[row] = "" if text is None else after(self._run[row], text, self._runs[row]) or ""

    def _source(self, row: int) -> torch.Generator:
        import torch

        if not self._sources:
            self._sources = [torch.Generator().manual_seed(_seed(*known)) for known in self._rows]
        return self._sources[row]


class Flag:
    """Stops ``generate`` between two pieces once somebody has cancelled."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled

    def __call__(self, written: torch.Tensor, scores: Any, **_: Any) -> torch.Tensor:  # noqa: ANN401 - as asked for
        """Return for each row whether it ends now."""
        import torch

        return torch.full((written.shape[0],), self._cancelled(), dtype=torch.bool)


def _seed(sentence: str, number: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{number} {sentence}".encode()).digest()[:7])


def _written(piece: str) -> str:
    """Return what a piece writes, with a blank for the signs that tokenizers put for it."""
    if found := _BYTE.fullmatch(piece):
        return chr(int(found[1], 16)) if int(found[1], 16) < 128 else ""
    return piece.replace("▁", " ").replace("Ġ", " ")
