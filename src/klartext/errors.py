"""Errors that a user may meet, each with a stable code and a German text that says what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit status of every command, as the contract names them."""

    OK = 0
    FINDINGS = 1
    UNUSABLE = 2


class KlartextError(Exception):
    """Something a user can act on: what happened, where, and what to do next.

    Programming errors are ordinary exceptions and never this class.
    """

    def __init__(self, code: str, what: str, remedy: str, where: str | None = None) -> None:
        super().__init__(code, what, remedy, where)
        self.code, self.what, self.remedy, self.where = code, what, remedy, where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.code} {self.what}\n  Abhilfe: {self.remedy}"


class InputError(KlartextError):
    """A letter cannot be read (codes KT-E…)."""


class RuleError(KlartextError):
    """A rule file is not valid (codes KT-R…)."""


class ConfigError(KlartextError):
    """``klartext.toml`` is not valid (codes KT-K…)."""


class DecisionError(KlartextError):
    """A decision does not fit or names no person (codes KT-D…)."""


class PipelineError(KlartextError):
    """The language pipeline is missing or lacks a layer (codes KT-P…)."""


class StoreError(KlartextError):
    """The store cannot be opened or written (codes KT-S…)."""


class ModelError(KlartextError):
    """The optional language model is not there or cannot go on (codes KT-T…)."""


class ServerError(KlartextError):
    """The page cannot be served to others like this, or somebody cannot sign in (codes KT-N…)."""


class RequestError(KlartextError):
    """A request to the HTTP interface cannot be answered (codes KT-H…)."""


class WordError(KlartextError):
    """A Word file cannot be written or read back (codes KT-O…)."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the known names that look like one that nobody knows, as a question; empty where none does."""
    close = difflib.get_close_matches(name, list(known), n=3)
    return f"Meinten Sie {' oder '.join(f'„{c}“' for c in close)}?" if close else ""
