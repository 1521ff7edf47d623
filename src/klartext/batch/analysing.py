"""One letter in, one record out: the same bytes wherever and in whatever order the letters are analysed."""

from __future__ import annotations

from klartext.batch.tasks import Record, Result, Task, failed, pack
from klartext.documents import read_bytes
from klartext.errors import KlartextError
from klartext.records import Analysis
from klartext.report import to_dict
from klartext.report.places import original_span
from klartext.session import Klartext


def analyse(klartext: Klartext, task: Task) -> Result:
    """Return the record of one letter; whatever goes wrong with it is told in the record."""
    try:
        found = klartext.fresh()
        return Result(task.key, pack(record_of(found.with_model(found.analyse(read_bytes(task.data, task.name))))))
    except KlartextError as problem:
        return failed(task.key, problem)
    except Exception as problem:  # one letter that the program trips over must not end the work on all others
        return failed(task.key, _tripped(problem))


def record_of(analysis: Analysis) -> Record:
    """Return the record of an analysis; it does not say where the letter lies."""
    blocks = (original_span(analysis, block) for block in analysis.letter.blocks)
    record = to_dict(analysis)
    del record["source"]
    return {"error": None, **record, "blocks": [[block.start, block.end] for block in blocks]}


def _tripped(problem: Exception) -> KlartextError:
    return KlartextError(
        "KT-B05",
        f"Klartext ist an diesem Brief gescheitert ({type(problem).__name__}).",
        "Das ist ein Fehler im Programm. Bitte melden Sie ihn, wenn möglich mit einem erfundenen Beispieltext.",
    )
