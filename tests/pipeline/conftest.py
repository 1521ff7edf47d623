"""What tests of the pipeline share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from klartext import paths
from klartext.pipeline import word_forms, word_frequency


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder; what is loaded from it is forgotten afterwards."""
    monkeypatch.setattr(paths, "user_cache_dir", lambda: tmp_path / "cache")
    forget()
    yield tmp_path / "cache"
    forget()


@pytest.fixture
def next_start(cache: Path) -> Callable[[], None]:
    """Forget what was loaded, as when the program starts again."""
    return forget


def forget() -> None:
    for kept in (
        word_forms._factory, word_forms._lookup, word_forms._lemmatizer,
        word_frequency.zipf_frequency, word_frequency._table,
    ):  # fmt: skip
        kept.cache_clear()
