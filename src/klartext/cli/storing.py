"""The store of the house for the commands: keep decisions in it, or look into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from klartext.config import Config
    from klartext.decisions import Review
    from klartext.store import Store


def record(review: Review, config: Config) -> None:
    """Keep the decisions of a review in the store."""
    from klartext.store import open_house_store

    with open_house_store(config) as store:
        store.record(review)


@contextmanager
def opened_store(config: Config) -> Iterator[Store | None]:
    """Give the store of the house, or None where there is none; looking never creates a file."""
    from klartext.store import open_house_store, store_exists

    if not store_exists(config):
        yield None
        return
    with open_house_store(config) as store:
        yield store
