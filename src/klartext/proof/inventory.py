"""What is at work here: versions, checksums, licences and measured figures, read from the files that are shipped."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from klartext import __version__, paths
from klartext.checksums import combined, file_sha256
from klartext.config import Config
from klartext.doctor import TrainedFile, trained_files
from klartext.model.folder import open_folder
from klartext.model.install import look
from klartext.nlp import checksums
from klartext.ruleset import load_rules

FAIRNESS: Final = "fairness"
ENERGY: Final = "energie"
_DECIMAL: Final = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program with its version and checksum."""

    name: str
    version: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measurement with the command that repeats it; a value comes with its name and its aim, if it has one."""

    name: str
    title: str
    command: str
    day: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that is at work here."""

    parts: tuple[Part, ...]
    files: tuple[TrainedFile, ...]
    measurements: tuple[Measurement, ...]

    def measured(self, name: str) -> Measurement | None:
        """Return one measurement, None where it is missing."""
        return next((m for m in self.measurements if m.name == name), None)


def take_stock(config: Config) -> Inventory:
    """Read what is at work here; nothing is asked on the network.

    Raises:
        RuleError: A rule file is not valid.
        ModelError: The house names a model that cannot be used.
    """
    return Inventory(_parts(config), trained_files(), measurements())


def measurements(folder: Path | None = None) -> tuple[Measurement, ...]:
    """Return the measurements of a folder in the order of their names; none where it is missing."""
    found = sorted((folder or paths.results_dir()).glob("*.json"))
    return tuple(_measurement(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in found)


def _parts(config: Config) -> tuple[Part, ...]:
    rules, sums = load_rules(), checksums()
    meta = json.loads((paths.pipeline_dir() / "meta.json").read_text(encoding="utf-8"))
    return (
        Part("Programm Klartext", __version__, "–"),
        Part("Sprachanalyse", f"{meta['name']} {meta['version']}", f"sha256:{combined(sums)}"),
        Part("Regeln", f"{len(rules.rules)} Regeln", rules.digest),
        _model(config),
    )


def _model(config: Config) -> Part:
    name = "Sprachmodell"
    if not config.model_on:
        return Part(name, "ausgeschaltet", "–")
    if config.model_server:
        return Part(name, f"{config.model_server.model} auf einem Server im Haus", "–")
    identity = open_folder(config.model_folder).identity if config.model_folder else look().identity
    return Part(name, str(identity or "eingeschaltet, nicht eingerichtet"), _checksum_of_adapter())


def _checksum_of_adapter() -> str:
    weights = paths.adapter_dir() / "adapter_model.safetensors"
    if not weights.is_file():
        return "–"
    return f"sha256:{file_sha256(weights)} (gelernte Gewichte für Briefe)"


def _measurement(name: str, data: dict[str, Any]) -> Measurement:
    values = tuple((str(what), _shown(value), _shown(bar or "")) for what, value, bar in data["werte"])
    return Measurement(name, data["titel"], data["befehl"], data["stand"], values)


def _shown(value: float | str) -> str:
    """Return a value with decimal commas; measuring commands write decimals with a point."""
    return _DECIMAL.sub(r"\1,\2", value if isinstance(value, str) else f"{value:g}")
