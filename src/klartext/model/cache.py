"""Answers that were given already, in memory only: nothing of a letter is kept when the program ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from klartext.bounded import Bounded
from klartext.model.contract import Ask, Candidate, Identity, ProposalModel

_MOST: Final = 4096


class Remembering:
    """A model that is asked about each sentence and text once; what nobody has asked for longest is forgotten first."""

    def __init__(self, model: ProposalModel, most: int = _MOST) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._answers = Bounded[Ask, tuple[Candidate, ...]](most)
        self._losses = Bounded[str, float](most)

    @property
    def identity(self) -> Identity:
        """The identity of the model behind; with another one there is another memory."""
        return self._model.identity

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        """Yield what is known at once, then what the model says."""
        new: list[int] = []
        for number, ask in enumerate(asks):
            with self._lock:
                known = self._answers.get(ask)
                if known is not None:
                    self._answers.put(ask, known)
            if known is None:
                new.append(number)
            else:
                yield number, known
        for at, answers in self._model.rewrite([asks[number] for number in new], cancelled) if new else ():
            with self._lock:
                self._answers.put(asks[new[at]], answers)
            yield new[at], answers

    def losses(self, texts: Sequence[str]) -> list[float]:
        """Return mean losses; only texts that are new go to the model."""
        with self._lock:
            known = {text: loss for text in texts if (loss := self._losses.get(text)) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        told = dict(zip(new, self._model.losses(new), strict=True)) if new else {}
        with self._lock:
            for text, loss in (known | told).items():
                self._losses.put(text, loss)
        return [told[text] if text in told else known[text] for text in texts]

    def close(self) -> None:
        """Close the model behind and forget everything."""
        self._model.close()
        with self._lock:
            self._answers.clear()
            self._losses.clear()
