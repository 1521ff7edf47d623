"""Where files lie: what is shipped, and the user's own folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]
_OFFICE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


def _shipped(name: str) -> Path:
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _CHECKOUT / name


def rules_dir() -> Path:
    """Return the folder of the rule files, in the wheel or in the checkout."""
    return _shipped("rules")


def pipeline_dir() -> Path:
    """Return the folder of the trained pipeline ``de_klartext``."""
    return _shipped("models") / "de_klartext"


def manifest_file() -> Path:
    """Return the list of the pipeline's files with checksum, origin and licence."""
    return _shipped("models") / "manifest.yaml"


def results_dir() -> Path:
    """Return the folder of the measured figures."""
    packed = _PACKAGE / "results"
    return packed if packed.is_dir() else _CHECKOUT / "evaluation" / "results"


def adapter_dir() -> Path:
    """Return the folder of what makes Gemma 3 270M a model for letters: the kept word pieces and the learnt weights."""
    return _shipped("models") / "gemma-3-270m-klartext"


def user_data_dir() -> Path:
    """Return the user's data folder; it is not created here."""
    return Path(platformdirs.user_data_dir("klartext", appauthor=False))


def store_file() -> Path:
    """Return the file of the store of decisions; it is only there once a user has switched the store on."""
    return user_data_dir() / "klartext.db"


def user_cache_dir() -> Path:
    """Return the user's folder for what can be made again; it is not created here."""
    return Path(platformdirs.user_cache_dir("klartext", appauthor=False))


def model_dir() -> Path:
    """Return the folder of the default language model; it is only there once a user has installed it."""
    return user_cache_dir() / "modell" / "gemma-3-270m-de"


def office_program() -> str | None:
    """Return the program of LibreOffice, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _OFFICE if Path(place).exists()), None)
