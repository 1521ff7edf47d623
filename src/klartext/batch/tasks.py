"""What travels between the driver and those who share the work: a letter with its key, and its packed record.

Nothing here loads what analysing needs, so that the driver starts its workers at once.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from klartext import __version__, paths
from klartext.checksums import file_sha256
from klartext.config import Config
from klartext.errors import KlartextError
from klartext.model import AUTO, OFF, absence

Record = Mapping[str, Any]
"""A letter as ``klartext check --format json`` shows it, without its ``source``, with ``error`` and ``blocks``."""

RECORD_VERSION: Final = 1
"""Raised when records change, so that results of an interrupted run are not taken up."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a process needs to know to analyse letters as all others do."""

    config: Config
    model: str | None = None

    @property
    def loads_model(self) -> bool:
        """Whether every process would load a language model of its own; one on a server is loaded there."""
        choice = self.model or (AUTO if self.config.model_on else OFF)
        if choice == AUTO:
            return self.config.model_server is None and not absence(self.config, choice)
        return choice != OFF

    def load(self) -> Callable[[Task], Result]:
        """Load everything that is loaded once for many letters, and return what analyses one with it."""
        from klartext.batch.analysing import analyse
        from klartext.session import Klartext

        return partial(analyse, Klartext.load(config=self.config, model=self.model))

    def digest(self) -> str:
        """Return what stands for program, pipeline, rules and settings; records of another digest do not count."""
        parts = {
            "record": RECORD_VERSION,
            "klartext": __version__,
            "pipeline": _content(paths.pipeline_dir()),
            "rules": _content(paths.rules_dir()),
            "config": repr(replace(self.config, path=None)),
            "model": self.model,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Task:
    """A letter to be analysed; ``name`` is its file name, which only tells what its content should be."""

    key: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """The packed record of a task; ``crashed`` ones are no result and tried again in the next run."""

    key: str
    packed: bytes
    crashed: bool = False


def key_of(digest: str, suffix: str, data: bytes) -> str:
    """Return what the record of a letter is found by: content, kind of file, and all that decides on the result."""
    return hashlib.sha256(b"\0".join((digest.encode(), suffix.lower().encode(), data))).hexdigest()


def failed(key: str, problem: KlartextError, *, crashed: bool = False) -> Result:
    """Return the record of a letter that could not be analysed."""
    error = {"code": problem.code, "what": problem.what, "remedy": problem.remedy}
    return Result(key, pack({"error": error}), crashed)


def pack(record: Record) -> bytes:
    """Return a record as few bytes."""
    return zlib.compress(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes) -> Record:
    """Return the record that was packed."""
    record: Record = json.loads(zlib.decompress(packed))
    return record


def crash(key: str) -> Result:
    """Return the record of a letter that took its process down twice."""
    problem = KlartextError(
        "KT-B06",
        "Beim Prüfen dieses Briefes ist der Rechenprozess zweimal abgebrochen.",
        "Teilen Sie den Brief oder geben Sie dem Rechner mehr Arbeitsspeicher. Der nächste Lauf "
        "versucht es noch einmal.",
    )
    return failed(key, problem, crashed=True)


def _content(folder: Path) -> list[tuple[str, str]]:
    """Return name and checksum of every file in a folder and its subfolders."""
    files = sorted(path for path in folder.rglob("[!.]*") if path.is_file())
    return [(f.relative_to(folder).as_posix(), file_sha256(f)) for f in files]
