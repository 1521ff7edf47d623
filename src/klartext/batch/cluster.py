"""The engine of a Ray cluster: each actor loads Klartext once; letters travel to it, records come back."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any, Final

from klartext.batch.tasks import Recipe, Result, Task, crash
from klartext.errors import ConfigError

_AHEAD: Final = 2
"""How many letters are under way for each actor; the driver holds no more than that."""
_ADDRESS: Final = "RAY_ADDRESS"
_RETRIES: Final = 2


class Worker:
    """An actor: it takes up letters one by one."""

    def __init__(self, recipe: Recipe, digest: str) -> None:
        """Load Klartext, unless this machine has another version of it than the driver."""
        self._analyse = recipe.load() if recipe.digest() == digest else None

    def analyse(self, task: Task) -> Result | None:
        """Return the result of one letter, or None where the versions differ."""
        return self._analyse(task) if self._analyse else None


def require_ray() -> Any:  # noqa: ANN401 - the library is an extra and its types are not there without it
    """Return the library.

    Raises:
        ConfigError: KT-A04, it is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    try:
        return importlib.import_module("ray")
    except ImportError as problem:
        raise ConfigError(
            "KT-A04",
            "Zum Rechnen auf mehreren Rechnern fehlt das Paket ray.",
            'Ergänzen Sie es mit: pip install "klartext[cluster]". Ohne --engine ray teilen sich mit --jobs mehrere '
            "Prozesse auf diesem Rechner die Arbeit.",
        ) from problem


def run_on_cluster(recipe: Recipe, tasks: Iterable[Task], workers: int) -> Iterator[Result]:
    """Yield the results as they come from the actors of a Ray cluster.

    The cluster is the one that ``RAY_ADDRESS`` names; without it Ray starts on this machine for the length of the run.
    A killed actor is started again and repeats its letters.

    Raises:
        ConfigError: KT-A04, Ray is not installed; KT-B07, a machine has another version of Klartext.
    """
    ray = require_ray()
    with _connected(ray, workers):
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_RETRIES)(Worker)
        digest = recipe.digest()
        actors = [actor.remote(recipe, digest) for _ in range(workers)]
        yield from _stream(ray, actors, iter(tasks))


def _stream(ray: Any, actors: list[Any], tasks: Iterator[Task]) -> Iterator[Result]:  # noqa: ANN401 - as above
    under_way: dict[Any, tuple[Task, Any]] = {}

    def give(actor: Any) -> None:  # noqa: ANN401 - as above
        if (task := next(tasks, None)) is not None:
            under_way[actor.analyse.remote(task)] = (task, actor)

    for _, actor in zip(range(_AHEAD * len(actors)), cycle(actors), strict=False):
        give(actor)
    while under_way:
        (done,), _ = ray.wait(list(under_way), num_returns=1)
        task, actor = under_way.pop(done)
        yield _result(ray, done, task)
        give(actor)


def _result(ray: Any, done: Any, task: Task) -> Result:  # noqa: ANN401 - as above
    try:
        result: Result | None = ray.get(done)
    except ray.exceptions.RayActorError:
        return crash(task.key)
    if result is None:
        raise ConfigError(
            "KT-B07",
            "Ein Rechner im Cluster hat eine andere Fassung von Klartext.",
            "Installieren Sie auf allen Rechnern dieselbe Fassung. „klartext doctor“ nennt sie mit Prüfsumme.",
        )
    return result


@contextmanager
def _connected(ray: Any, workers: int) -> Iterator[None]:  # noqa: ANN401 - as above
    """Connect to the cluster, or start Ray on this machine alone."""
    if ray.is_initialized():
        yield
        return
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if address := os.environ.get(_ADDRESS):
        ray.init(address=address, **quiet)
    else:
        ray.init(num_cpus=workers, include_dashboard=False, _node_ip_address="127.0.0.1", **quiet)
    try:
        yield
    finally:
        ray.shutdown()
