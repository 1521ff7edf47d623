"""Starts the Klartext page on this machine: ``python app.py``. Everything else is in ``klartext.server``."""

from __future__ import annotations

import sys

from klartext.errors import ExitCode, KlartextError
from klartext.server import launch


def main() -> int:
    """Serve the page until it is stopped; return the exit status."""
    try:
        launch()
    except KlartextError as error:
        print(error, file=sys.stderr)
        return ExitCode.UNUSABLE
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main())
