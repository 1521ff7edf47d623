"""Run ``klartext`` and break off at a point that no clock decides: after so many results that were kept.

Usage: ``python batch_interrupted.py self|actor AFTER COMMAND…``; ``self`` kills this process, ``actor`` one of Ray.
"""

import os
import signal
import sys
from pathlib import Path

from klartext.batch.work import Work
from klartext.cli import main


def below(driver: int) -> list[int]:
    """Return the actors of Ray among the descendants of a process."""
    parents, actors = {}, []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if (entry / "cmdline").read_bytes().startswith(b"ray::Worker"):
                    actors.append(int(entry.name))
            except OSError:
                continue

    def belongs(pid: int) -> bool:
        while pid in parents and pid != driver:
            pid = parents[pid]
        return pid == driver

    return [pid for pid in actors if belongs(pid)]


def break_off(whom: str) -> None:
    if whom == "self":
        os.kill(os.getpid(), signal.SIGKILL)
    actor = below(os.getpid())[0]
    os.kill(actor, signal.SIGKILL)
    print(f"killed {actor}", file=sys.stderr)


def watched(whom: str, after: int) -> None:
    keep, kept = Work.keep, []

    def keep_and_break_off(work: Work, result: object) -> None:
        keep(work, result)
        kept.append(result)
        if len(kept) == after:
            break_off(whom)

    Work.keep = keep_and_break_off


if __name__ == "__main__":
    whom, after, *command = sys.argv[1:]
    watched(whom, int(after))
    sys.argv[1:] = command
    main()
