"""Logs without letters: what went wrong and where in the program, never the words it was about."""

from __future__ import annotations

import logging
import sys
import traceback
from types import SimpleNamespace, TracebackType

from klartext.api.problems import log_fault

_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Wordless(logging.Formatter):
    """Writes errors with their kind and their place; the message of an error may hold words of a letter."""

    def formatException(self, ei: _ErrorInfo) -> str:
        """Return the kind of an error and where it happened."""
        kind, _, places = ei
        return "".join(traceback.format_tb(places)) + (kind.__name__ if kind else "")


def keep_words_out_of_logs() -> None:
    """Let every log line go through ``Wordless``, also what Gradio prints about steps that failed."""
    from gradio import queueing

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Wordless("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    queueing.traceback = SimpleNamespace(print_exc=_print_fault)  # type: ignore[attr-defined, assignment]


def _print_fault() -> None:
    if (error := sys.exception()) is not None:
        log_fault(error)
