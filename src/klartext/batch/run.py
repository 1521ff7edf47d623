"""Analyse the letters of one folder or two: what is known already is taken, the rest goes to an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from klartext.batch.cluster import require_ray, run_on_cluster
from klartext.batch.folder import letters
from klartext.batch.local import run_here, run_in_processes
from klartext.batch.tasks import Recipe, Result, Task, failed, key_of
from klartext.batch.work import Version, Work
from klartext.documents import bytes_of
from klartext.errors import InputError

Engine = Literal["local", "ray"]
"""Who shares the work."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done; ``baseline`` is the earlier version of the same letters."""

    folder: Path
    baseline: Path | None
    recipe: Recipe
    jobs: int = 1
    engine: Engine = "local"

    @property
    def processes(self) -> int:
        """How many processes of this machine share the work: but one where each would load a language model."""
        return 1 if self.engine == "local" and self.recipe.loads_model else self.jobs

    def versions(self) -> Iterator[tuple[Version, Path]]:
        """Yield the folders with what they are."""
        if self.baseline is not None:
            yield "frueher", self.baseline
        yield "neu", self.folder

    def check(self) -> None:
        """Refuse what cannot be done, before anything begins.

        Raises:
            ConfigError: KT-A04, Ray is asked for and not installed.
        """
        if self.engine == "ray":
            require_ray()

    def count(self) -> int:
        """Return how many letters there are.

        Raises:
            InputError: KT-B01, a folder does not exist or holds no letter.
        """
        return sum(1 for _, folder in self.versions() for _ in letters(folder))


def run(plan: Plan, work: Work, told: Callable[[], None] = lambda: None) -> None:
    """Bring the record of every letter into the work folder.

    Args:
        plan: What is to be done.
        work: Where results are kept; those of an earlier run are taken up.
        told: Called once for every letter that is done.
    """
    tasks = _open(plan, work, told)
    for result in _results(plan, tasks):
        work.keep(result)
        told()


def _results(plan: Plan, tasks: Iterator[Task]) -> Iterator[Result]:
    """Yield what the engine answers; where nothing is open, nothing is loaded."""
    first = next(tasks, None)
    if first is None:
        return
    waiting = _with_first(first, tasks)
    if plan.engine == "ray":
        yield from run_on_cluster(plan.recipe, waiting, plan.jobs)
    elif plan.processes > 1:
        yield from run_in_processes(plan.recipe, waiting, plan.processes)
    else:
        yield from run_here(plan.recipe, waiting)


def _with_first(first: Task, rest: Iterator[Task]) -> Iterator[Task]:
    yield first
    yield from rest


def _open(plan: Plan, work: Work, told: Callable[[], None]) -> Iterator[Task]:
    """Yield the letters without a result; every letter gets its place."""
    digest = plan.recipe.digest()
    for version, folder in plan.versions():
        for position, path in enumerate(letters(folder)):
            source = path.relative_to(folder).as_posix()
            try:
                data = bytes_of(path)
            except InputError as problem:
                result = failed(key_of(digest, "", f"{problem.code} {problem.what}".encode()), problem)
                work.keep(result)
                work.place(version, position, source, result.key)
                told()
                continue
            key = key_of(digest, path.suffix, data)
            work.place(version, position, source, key)
            if work.has(key):
                told()
            else:
                yield Task(key, path.name, data)
