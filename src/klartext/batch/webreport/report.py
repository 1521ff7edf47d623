"""What the page is made of, and the words that fit what was checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from klartext.batch.difference import Change
from klartext.batch.figures import Summary
from klartext.batch.repeats import Repeats


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run; ``others`` are files of kinds that nobody reads, by their ending.

    ``gated`` says that the house has set limits which the letters must keep.
    """

    folder: str
    others: Mapping[str, int]
    summary: Summary
    repeats: Repeats
    changes: Sequence[Change]
    failures: Mapping[str, Sequence[str]]
    compared: bool
    gated: bool = False

    @property
    def one(self) -> str:
        """What one letter is called: a template, where most have places to fill in."""
        return "Vorlage" if self._of_templates else "Brief"

    @property
    def many(self) -> str:
        """What several letters are called."""
        return "Vorlagen" if self._of_templates else "Briefe"

    @property
    def in_many(self) -> str:
        """What several letters are called behind „in“, „von“ or „zu“; a single one is ``one`` there, too."""
        return "Vorlagen" if self._of_templates else "Briefen"

    @property
    def _of_templates(self) -> bool:
        return 2 * self.summary.templates > self.summary.readable
