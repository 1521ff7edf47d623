"""A folder with a model: what is in it, whether it may be loaded, who it is. Nothing is loaded for that."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from klartext import __version__
from klartext.checksums import combined, file_sha256
from klartext.errors import ModelError
from klartext.model.contract import Identity

Kind = Literal["causal", "seq2seq"]
Form = Literal["own", "examples", "chat"]
"""How a sentence is put: our form to a model that learnt it, our form behind examples, as a talk."""

CARD: Final = "klartext.json"
"""What Klartext knows of a folder beyond what ``transformers`` writes: name, version, form, lead-in, checksums."""
ADAPTER: Final = ("adapter_config.json", "adapter_model.safetensors")

_PICKLES: Final = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".msgpack", ".h5")
_TEXTS: Final = ("config.json", "tokenizer.json", "tokenizer.model", "tokenizer_config.json")
_DIGITS: Final = 16
_FLOAT_BYTES: Final = 4
_PROGRAM_MB: Final = 700
"""Memory for the program around the weights and for what it works on, measured with the default model."""
_GGUF_GROWTH: Final = 11
"""Four-bit weights are turned into 32 bits, and one large table is there twice for a moment."""
_SMALL: Final = 1_500_000_000
"""Up to so many weights each takes 32 bits; above that they stay as wide as they were written."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder that may be loaded; ``lead_in`` is written before a sentence (sequence-to-sequence models only)."""

    path: Path
    kind: Kind
    form: Form
    identity: Identity
    weights: tuple[str, ...]
    adapter: Path | None = None
    lead_in: str = ""
    megabytes: int = 0
    wide: bool = True

    @property
    def gguf(self) -> str | None:
        """The name of the file, if the weights are packed in one."""
        return next((name for name in self.weights if name.endswith(".gguf")), None)


def open_folder(path: Path, adapter: Path | None = None) -> ModelFolder:
    """Look into a folder.

    Args:
        path: The folder.
        adapter: A folder with learnt weights that belong to the model, or None.

    Raises:
        ModelError: KT-T06 no model there, KT-T07 not safe to load, KT-T08 not a whole model.
    """
    names = {entry.name for entry in path.iterdir() if entry.is_file()} if path.is_dir() else set()
    weights = _weights(path, names)
    _refuse(path, names, weights)
    config, card = _json(path / "config.json"), _json(path / CARD)
    learnt = adapter if adapter and all((adapter / name).is_file() for name in ADAPTER) else None
    kind: Kind = "seq2seq" if config.get("is_encoder_decoder") is True else "causal"
    count = _count(path, weights)
    wide = count is None or count <= _SMALL
    return ModelFolder(
        path=path,
        kind=kind,
        form=_form(path, names, card, learnt),
        identity=_identity(path, card, learnt, _sums(path, card, {*weights, *names.intersection(_TEXTS)})),
        weights=weights,
        adapter=learnt,
        lead_in=_text(card, "vorspann", ""),
        megabytes=_megabytes(path, weights, count, wide),
        wide=wide,
    )


def damaged(path: Path) -> tuple[str, ...]:
    """Return the files that are not as they were when the model was installed; none for other folders."""
    wanted: Mapping[str, str] = _json(path / CARD).get("sha256", {})
    return tuple(
        name for name, digest in wanted.items() if not (path / name).is_file() or file_sha256(path / name) != digest
    )


def _weights(path: Path, names: Iterable[str]) -> tuple[str, ...]:
    tensors = sorted(n for n in names if n.endswith(".safetensors") and n not in ADAPTER)
    if tensors:
        return tuple(tensors)
    packed = sorted(n for n in names if n.endswith(".gguf"))
    if len(packed) > 1:
        raise ModelError(
            "KT-T06", "In dem Ordner liegen mehrere GGUF-Dateien.", "Lassen Sie dort nur eine liegen.", str(path)
        )
    return tuple(packed)


def _refuse(path: Path, names: set[str], weights: tuple[str, ...]) -> None:
    """Refuse what is no model, not a whole one, or would run code of its own."""
    where = str(path)
    if not path.is_dir():
        raise ModelError("KT-T06", "Diesen Ordner gibt es nicht.", "Prüfen Sie den Pfad zum Sprachmodell.", where)
    if ADAPTER[0] in names:
        raise ModelError(
            "KT-T08",
            "Der Ordner enthält nur gelernte Zusätze (einen Adapter), kein ganzes Modell.",
            "Verbinden Sie den Adapter mit seinem Modell und nennen Sie den Ordner mit dem Ergebnis.",
            where,
        )
    if not weights and any(name.endswith(_PICKLES) for name in names):
        raise ModelError(
            "KT-T07",
            "Die Gewichte liegen nur in einem Format, das beim Laden Programme ausführen kann.",
            "Nehmen Sie ein Modell mit Gewichten als .safetensors oder .gguf.",
            where,
        )
    if not weights or (weights[0].endswith(".safetensors") and "config.json" not in names):
        raise ModelError(
            "KT-T06",
            "In dem Ordner liegt kein Sprachmodell.",
            "Er braucht config.json, tokenizer.json und Gewichte als .safetensors, oder eine .gguf-Datei.",
            where,
        )
    if any("auto_map" in _json(path / name) for name in ("config.json", "tokenizer_config.json")):
        raise ModelError(
            "KT-T07",
            "Dieses Modell bringt eigenen Programmcode mit; Klartext führt ihn nicht aus.",
            "Nehmen Sie ein Modell, das transformers ohne eigenen Code kennt.",
            where,
        )


def _form(path: Path, names: set[str], card: Mapping[str, Any], learnt: Path | None) -> Form:
    if learnt is not None or card.get("form") == "amtlich":
        return "own"
    if "chat_template.jinja" in names or "chat_template" in _json(path / "tokenizer_config.json"):
        return "chat"
    return "examples"


def _identity(path: Path, card: Mapping[str, Any], learnt: Path | None, sums: Mapping[str, str]) -> Identity:
    """Return the identity; with learnt weights it is that of this version of Klartext, which brings them."""
    name = _text(card, "name", path.resolve().name)
    if learnt is not None:
        sums = {**sums, **{file: file_sha256(learnt / file) for file in ADAPTER}}
        return Identity(f"{name}+klartext", __version__, _short_sum(sums))
    return Identity(name, _text(card, "version", ""), _short_sum(sums))


def _sums(path: Path, card: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Return the checksums that were written down, and those of the other files."""
    known = card.get("sha256", {})
    return {name: str(known.get(name) or file_sha256(path / name)) for name in names}


def _short_sum(sums: Mapping[str, str]) -> str:
    return f"sha256:{combined(sums)[:_DIGITS]}"


def _count(path: Path, weights: Iterable[str]) -> int | None:
    """Return how many weights there are, from the heads of the files; None where they are packed."""
    total = 0
    for name in weights:
        if not name.endswith(".safetensors"):
            return None
        try:
            with (path / name).open("rb") as file:
                head = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        except (ValueError, struct.error, MemoryError, OverflowError) as problem:
            raise ModelError(
                "KT-T04", f"Die Datei {name} ist beschädigt.", "Richten Sie das Modell neu ein.", str(path)
            ) from problem
        total += sum(math.prod(entry["shape"]) for key, entry in head.items() if key != "__metadata__")
    return total


def _megabytes(path: Path, weights: Iterable[str], count: int | None, wide: bool) -> int:
    """Return how much memory loading and working needs at most."""
    size = sum((path / name).stat().st_size for name in weights)
    if count is None:
        return _PROGRAM_MB + (size * _GGUF_GROWTH >> 20)
    return _PROGRAM_MB + ((count * _FLOAT_BYTES if wide else size) >> 20)


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ModelError(
            "KT-T04", f"Die Datei {path.name} ist nicht lesbar.", "Richten Sie das Modell neu ein.", str(path.parent)
        ) from problem
    return found if isinstance(found, dict) else {}


def _text(card: Mapping[str, Any], key: str, default: str) -> str:
    value = card.get(key)
    return value if isinstance(value, str) and value else default
