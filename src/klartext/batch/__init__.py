"""Many letters or templates at once: resumable, over processes or a cluster, with tables and one page as the result."""

from klartext.batch.folder import letters, other_files
from klartext.batch.outputs import Gate, Order, Outcome, files_of, write_all
from klartext.batch.run import Engine, Plan, run
from klartext.batch.tasks import Recipe
from klartext.batch.work import Work

__all__ = [
    "Engine",
    "Gate",
    "Order",
    "Outcome",
    "Plan",
    "Recipe",
    "Work",
    "files_of",
    "letters",
    "other_files",
    "run",
    "write_all",
]
