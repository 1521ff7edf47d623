"""The engine of this machine: letters are analysed in this process or in several beside it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.process import BaseProcess
from typing import Final

from klartext.batch.tasks import Recipe, Result, Task, crash

_AHEAD: Final = 3
"""How many letters wait for each process; more would only fill the memory."""
_loaded: list[Callable[[Task], Result]] = []
"""What analyses letters in this worker process."""


def run_here(recipe: Recipe, tasks: Iterable[Task]) -> Iterator[Result]:
    """Yield the results one after the other, in this process."""
    yield from map(recipe.load(), tasks)


def run_in_processes(recipe: Recipe, tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """Yield the results as they come from several processes.

    When a process dies, the letters that were on their way are repeated one by one; a letter that takes its process
    down again is given up and says so.
    """
    waiting = iter(tasks)
    while True:
        under_way: dict[Future[Result], Task] = {}
        try:
            with _pool(recipe, jobs) as pool:
                yield from _stream(pool, waiting, under_way, jobs * _AHEAD)
                return
        except BrokenProcessPool:
            for task in under_way.values():
                yield _alone(recipe, task)


def _stream(
    pool: ProcessPoolExecutor, tasks: Iterator[Task], under_way: dict[Future[Result], Task], most: int
) -> Iterator[Result]:
    """Yield results with never more than ``most`` letters under way; what is left there when a process dies is open."""
    while True:
        for task in islice(tasks, most - len(under_way)):
            under_way[_submitted(pool, task, under_way)] = task
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            result = future.result()
            del under_way[future]
            yield result


def _submitted(pool: ProcessPoolExecutor, task: Task, under_way: dict[Future[Result], Task]) -> Future[Result]:
    try:
        return pool.submit(_in_worker, task)
    except BrokenProcessPool:
        under_way[Future()] = task  # taken from the tasks already, so it must not be lost
        raise


def _alone(recipe: Recipe, task: Task) -> Result:
    """Analyse one letter in a process of its own."""
    try:
        with _pool(recipe, 1) as pool:
            return pool.submit(_in_worker, task).result()
    except BrokenProcessPool:
        return crash(task.key)


def _pool(recipe: Recipe, jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(recipe,))


def _begin(recipe: Recipe) -> None:
    """Load Klartext in a worker; an interruption is for the parent, and a worker ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if (parent := multiprocessing.parent_process()) is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _loaded[:] = [recipe.load()]


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _in_worker(task: Task) -> Result:
    return _loaded[0](task)
