"""The command line: a thin shell that reads options, calls the rooms and turns results into exit codes.

Commands import what they need when they run, so that ``--help`` and small commands start at once.
"""

from klartext.cli.entry import main

__all__ = ["main"]
