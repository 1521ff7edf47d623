"""The pipeline and the checker: one process of tests loads them once. Not collected."""

from functools import cache

from klartext.nlp import load_pipeline
from klartext.session import Klartext


@cache
def pipeline():
    return load_pipeline()


@cache
def _checker():
    return Klartext.load(model="off")


def checker():
    """Return the checker without a language model and with an empty memory, so that no test depends on another."""
    return _checker().fresh()
