"""Serves the page with a language model that answers when it is told to.

Run as ``python serve_with_model.py FOLDER``: the model answers its next sentence for every file that is put there, and
a file ``kaputt`` makes it fail. ``fragen`` in the folder counts the sentences that it is working on or has answered.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from klartext.errors import ModelError
from klartext.model import Ask, Candidate, Identity
from klartext.server import serve
from klartext.session import Klartext

START = "Die in der Zeit vom 01.03.2025 bis zum 31.07.2025 zu Unrecht erbrachten Leistungen"
WORDINGS = {
    "unter Bezugnahme": ("wir haben die Unterlagen überprüft und das Wohngeld neu berechnet.",),
    START: (
        f"Sie müssen d{START[1:]} in Höhe von 615,00 Euro nach § 50 Abs. 1 SGB X erstatten.",
        f"{START} in Höhe von 615,00 Euro sind von Ihnen nach § 50 Abs. 1 SGB X zu erstatten.",
    ),
}
"""The first one leaves a date out, so the guard holds it back."""


class ToldModel:
    """A language model whose answers are known; it waits for files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def identity(self) -> Identity:
        return Identity("probemodell", "7.1", "sha256:abc")

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        for number, ask in enumerate(asks):
            (self._folder / "fragen").write_text(str(number), encoding="utf-8")
            while not (self._folder / f"antwort-{number}").exists():
                if cancelled():
                    (self._folder / "abgebrochen").touch()
                    return
                if (self._folder / "kaputt").exists():
                    raise ModelError("KT-T09", "Das Sprachmodell wurde unerwartet beendet.", "Es geht ohne weiter.")
                time.sleep(0.02)
            said = next((new for old, new in WORDINGS.items() if ask.sentence.startswith(old)), ())
            yield number, tuple(Candidate(text, None) for text in said)

    def losses(self, texts: Sequence[str]) -> list[float]:
        raise NotImplementedError

    def close(self) -> None:
        pass


if __name__ == "__main__":
    speaking = replace(Klartext.load(model="off"), model=ToldModel(Path(sys.argv[1])))
    with serve(speaking) as address:
        address.announce(open_browser=False)
        address.wait()
