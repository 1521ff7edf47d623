"""German word forms and their lemmas: simplemma's dictionary and rules, the dictionary read from a file of our own.

simplemma unpacks its 1.1 million forms into memory when the first word is asked for, which takes longer than reading a
letter; therefore the dictionary is a ``kept_table``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import simplemma
from simplemma.strategies import DefaultDictionaryFactory, DefaultStrategy, DictionaryLookupStrategy

from klartext import paths
from klartext.pipeline.kept_table import kept_table

_LANGUAGE: Final = "de"


class _Factory:
    """Gives simplemma the dictionary; kept for as long as the program runs."""

    def __init__(self) -> None:
        self._dictionary = kept_table(cache_file(), lambda: DefaultDictionaryFactory().get_dictionary(_LANGUAGE))

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return self._dictionary


def is_known(form: str) -> bool:
    """Whether the dictionary has this form, be its first letter small or capital."""
    return _lookup().get_lemma(form, _LANGUAGE) is not None


def lemma_of(form: str) -> str:
    """Return the lemma of a form; what neither dictionary nor rules know comes back in small letters."""
    return str(_lemmatizer().lemmatize(form, _LANGUAGE))


def cache_file() -> Path:
    """Return where the dictionary of this simplemma is kept; it need not be there."""
    return paths.user_cache_dir() / f"simplemma-{simplemma.__version__}-{_LANGUAGE}.trie"


@lru_cache(maxsize=1)
def _factory() -> _Factory:
    return _Factory()


@lru_cache(maxsize=1)
def _lookup() -> DictionaryLookupStrategy:
    return DictionaryLookupStrategy(_factory())


@lru_cache(maxsize=1)
def _lemmatizer() -> simplemma.Lemmatizer:
    return simplemma.Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_factory()))
