"""German word forms and their lemmas: simplemma's dictionary and rules, the dictionary read from a file of our own.

simplemma unpacks its 1.1 million forms into memory when the first word is asked for, which takes longer than reading a
letter. The first start therefore leaves them as a trie in the user's cache, where every later start opens them at once.
Where nothing can be written, simplemma's own dictionary serves, as before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import simplemma
from marisa_trie import BytesTrie
from simplemma.strategies import DefaultDictionaryFactory, DefaultStrategy, DictionaryLookupStrategy

from klartext import paths

_LANGUAGE: Final = "de"


class _Dictionary(Mapping[str, str]):
    """Form → lemma, looked up in a trie."""

    def __init__(self, trie: BytesTrie) -> None:
        self._trie = trie

    def __getitem__(self, form: str) -> str:
        return str(self._trie[form][0].decode())

    def __iter__(self) -> Iterator[str]:
        yield from self._trie.iterkeys()

    def __len__(self) -> int:
        return len(self._trie)


class _Factory:
    """Gives simplemma the dictionary; kept for as long as the program runs."""

    def __init__(self) -> None:
        self._dictionary = _dictionary()

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


def _dictionary() -> Mapping[str, str]:
    try:
        return _Dictionary(BytesTrie().mmap(str(cache_file())))
    except (OSError, RuntimeError):  # not there yet, or damaged
        forms = DefaultDictionaryFactory().get_dictionary(_LANGUAGE)
        _keep(forms, cache_file())
        return forms


def _keep(forms: Mapping[str, str], file: Path) -> None:
    """Write the trie beside its place and move it there, so that nobody reads half of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent) as beside:
            half = Path(beside, file.name)
            BytesTrie((form, lemma.encode()) for form, lemma in forms.items()).save(str(half))
            half.replace(file)
    except OSError:
        return
