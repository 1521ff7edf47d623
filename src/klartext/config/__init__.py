"""``klartext.toml``: the house's choices about rules, thresholds, words, store and model."""

from __future__ import annotations

import tomllib
from pathlib import Path

from klartext.config.faults import FILE_NAME, not_toml, unknown_name, wrong_value
from klartext.config.reader import Reader
from klartext.config.records import (
    PROFILES,
    Config,
    Limits,
    ModelServer,
    OwnTerm,
    Profile,
    Serving,
    Threshold,
    Value,
    is_loopback,
)
from klartext.errors import ConfigError

__all__ = [
    "FILE_NAME", "PROFILES", "Config", "Limits", "ModelServer", "OwnTerm", "Profile", "Serving", "Threshold", "Value",
    "find_config", "is_loopback", "load_config", "unknown_name", "wrong_value",
]  # fmt: skip


def find_config(start: Path) -> Path | None:
    """Return the nearest ``klartext.toml`` in a folder or above it."""
    folder = start.resolve()
    return next((f / FILE_NAME for f in (folder, *folder.parents) if (f / FILE_NAME).is_file()), None)


def load_config(path: Path | None) -> Config:
    """Read a configuration; without a path everything stands as shipped.

    Raises:
        ConfigError: KT-K01 not readable, KT-K02 no TOML, KT-K03 unknown key, KT-K04 wrong value, KT-K07 folder and
            server of a model at once, KT-K08 and KT-K09 ways of signing in that do not go together.
    """
    if path is None:
        return Config()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            "KT-K01", "Die Datei lässt sich nicht lesen.", "Prüfen Sie Pfad und Leserechte.", str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            "KT-K02", "Die Datei ist nicht in UTF-8 gespeichert.", "Speichern Sie die Datei als UTF-8.", str(path)
        ) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(path, text, error) from error
    return Reader(path, text, data).config()
