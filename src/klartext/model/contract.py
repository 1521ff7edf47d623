"""What a proposal model is to the rest of the house: asked for wordings and, where it can, for losses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Identity:
    """Which weights spoke; ``checksum`` is ``sha256:`` with its digits, or empty for a server."""

    name: str
    version: str
    checksum: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.version, self.checksum) if part)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A whole new wording of a sentence, perhaps several sentences; ``loss`` in nats per token, if it is known."""

    text: str
    loss: float | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence on one line with the texts of its protected places, in order."""

    sentence: str
    places: tuple[str, ...]


class ProposalModel(Protocol):
    """A language model that proposes wordings; it decides nothing, the guard judges what it says."""

    @property
    def identity(self) -> Identity:
        """The name, version and checksum that go into the record of a letter."""
        ...

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        """Yield the index of an ask and its candidates, best first, as soon as they are there.

        A candidate that equals its sentence is left out; an ask may end without any. After ``cancelled`` has
        answered yes, no more come.

        Raises:
            ModelError: The model cannot go on; what was yielded before stays good.
        """
        ...

    def losses(self, texts: Sequence[str]) -> list[float]:
        """Return the mean loss of each text in nats per token; low is fluent, an empty text has infinity.

        Raises:
            NotImplementedError: This kind of model cannot tell.
            ModelError: The model cannot go on.
        """
        ...

    def close(self) -> None:
        """Free the memory; more than once does no harm."""
        ...
