"""What is wrong in ``klartext.toml``, where, and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Final

from klartext.errors import ConfigError, did_you_mean

FILE_NAME: Final = "klartext.toml"


def unknown_name(name: str, known: Collection[str], what: str, path: Path | None) -> ConfigError:
    """Return the error for a name that no rule, category or parameter has (KT-K05)."""
    hint = did_you_mean(name, known) or "„klartext rules list“ zeigt alle."
    return ConfigError("KT-K05", f"{what} „{name}“ gibt es nicht.", hint, _where(name, path))


def wrong_value(name: str, found: object, expected: str, path: Path | None) -> ConfigError:
    """Return the error for a value that does not fit its parameter (KT-K04)."""
    return wrong(name, found, expected, _where(name, path))


def wrong(name: str, found: object, expected: str, where: str) -> ConfigError:
    """Return the error for a value that does not fit (KT-K04); ``where`` is file and line."""
    return ConfigError(
        "KT-K04",
        f"Der Wert von „{name}“ passt nicht.\n  gefunden:  {found!r}\n  erwartet:  {expected}",
        "Ändern Sie den Wert oder löschen Sie die Zeile.",
        where,
    )


def not_toml(path: Path, text: str, error: tomllib.TOMLDecodeError) -> ConfigError:
    """Return the error for a file that is no TOML (KT-K02)."""
    at = re.search(r"line (\d+), column (\d+)", str(error))
    return ConfigError(
        "KT-K02",
        "Die Datei ist kein gültiges TOML.",
        "Prüfen Sie an dieser Stelle Anführungszeichen, Klammern und doppelte Schlüssel.",
        f"{path}:{at[1]}:{at[2]}" if at else f"{path}:{len(text.splitlines())}",
    )


def place_of(path: Path, text: str, name: str) -> str:
    """Return the file and, where it is found, the first line that names a key, section or value."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    lines = enumerate(text.splitlines(), 1)
    line = next((n for n, line in lines if word.search(line.partition("#")[0])), None)
    return f"{path}:{line}" if line else str(path)


def _where(name: str, path: Path | None) -> str:
    if path is None:
        return FILE_NAME
    return place_of(path, path.read_text(encoding="utf-8-sig"), name) if path.is_file() else str(path)
