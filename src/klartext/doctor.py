"""What is installed, in which version and with which checksum, what is missing and the one command that adds it."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from klartext import __version__, paths
from klartext.checksums import combined
from klartext.config import Config
from klartext.errors import KlartextError

State = Literal["gut", "wählbar", "fehlt"]
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA: Final = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")
_MODEL: Final = "Sprachmodell für weitere Vorschläge"
_EXTRAS: Final[Mapping[str, str]] = {
    "batch": "Tabellen als Parquet",
    "cluster": "Rechnen auf mehreren Rechnern",
    "postgres": "PostgreSQL als Speicher",
}
_DIGITS: Final = 16
_REINSTALL: Final = f'Im Ordner von Klartext: "{sys.executable}" -m pip install --force-reinstall .'


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was looked at; only ``fehlt`` keeps Klartext from working."""

    name: str
    state: State
    detail: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class TrainedFile:
    """A file of the language analysis; ``intact`` says whether it is the one that the list of origins describes."""

    name: str
    checksum: str
    origin: str
    licence: str
    intact: bool


def examine(config: Config) -> tuple[Entry, ...]:
    """Look at everything Klartext needs or can use; nothing is changed and nothing is asked on the network."""
    return (
        Entry("Klartext", "gut", __version__),
        _python(),
        _packages(_requirements()),
        _pipeline(paths.pipeline_dir()),
        _rules(paths.rules_dir()),
        _model(config),
        *(_extra(name, purpose, _requirements(name)) for name, purpose in _EXTRAS.items()),
        _store(config),
        _office(),
        Entry("Einstellungen", "gut", str(config.path) if config.path else "keine klartext.toml, es gilt der Standard"),
    )


def healthy(entries: Iterable[Entry]) -> bool:
    """Return whether nothing that is needed is missing."""
    return all(entry.state != "fehlt" for entry in entries)


def to_text(entries: Iterable[Entry]) -> str:
    """Return the entries as German text for a terminal."""
    lines = []
    for entry in entries:
        lines.append(f"{entry.state:<8} {entry.name}: {entry.detail}")
        if entry.remedy:
            lines.append(f"         Abhilfe: {entry.remedy}" if entry.state == "fehlt" else f"         {entry.remedy}")
    return "".join(f"{line}\n" for line in lines)


def to_dict(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the entries for a JSON file, for example for the IT department."""
    return [{"name": e.name, "state": e.state, "detail": e.detail, "remedy": e.remedy} for e in entries]


def _pip(what: str) -> str:
    return f'"{sys.executable}" -m pip install {what}'


def _python() -> Entry:
    return Entry("Python", "gut", f"{platform.python_version()} unter {platform.system()} ({platform.machine()})")


def _requirements(extra: str | None = None) -> tuple[str, ...]:
    """Return the names of the packages that the base install or one extra asks for."""
    try:
        lines = requires("klartext") or []
    except PackageNotFoundError:
        return ()
    found = []
    for line in lines:
        wanted = _EXTRA.search(line)
        name = _NAME.match(line)
        if name and (wanted[1] if wanted else None) == extra:
            found.append(name[0])
    return tuple(found)


def _versions(names: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _packages(names: Iterable[str]) -> Entry:
    found = _versions(names)
    missing = [name for name, installed in found.items() if installed is None]
    if missing:
        return Entry("Pakete", "fehlt", f"nicht installiert: {', '.join(missing)}", _pip(" ".join(missing)))
    if not found:
        return Entry("Pakete", "fehlt", "Klartext ist nicht installiert, nur entpackt.", _REINSTALL)
    return Entry("Pakete", "gut", ", ".join(f"{name} {installed}" for name, installed in found.items()))


def _pipeline(folder: Path) -> Entry:
    name = "Sprachanalyse"
    try:
        from klartext.nlp import checksums, load_pipeline

        if damaged := [file.name for file in trained_files(folder=folder) if not file.intact]:
            told = f"nicht so, wie Klartext sie ausliefert, oder nicht da: {', '.join(damaged)}"
            return Entry(name, "fehlt", told, _REINSTALL)
        loaded = load_pipeline(folder).name
    except KlartextError as problem:
        return Entry(name, "fehlt", problem.what, problem.remedy)
    except ImportError as problem:
        return Entry(name, "fehlt", f"Ein Paket lässt sich nicht laden: {problem}", _REINSTALL)
    sums = checksums(folder)
    files = ", ".join(f"{file} {digest[:_DIGITS]}" for file, digest in sums.items())
    return Entry(name, "gut", f"{loaded}, sha256:{combined(sums)} ({files})")


def trained_files(manifest: Path | None = None, folder: Path | None = None) -> tuple[TrainedFile, ...]:
    """Return the files of the language analysis as the list of origins describes them; none where it is missing."""
    from klartext.nlp import checksums

    listed = manifest or paths.manifest_file()
    if not listed.is_file():
        return ()
    found = checksums(folder)
    described: dict[str, dict[str, Any]] = yaml.safe_load(listed.read_text(encoding="utf-8"))["de_klartext"]
    return tuple(
        TrainedFile(name, str(told["sha256"]), told["herkunft"], told["lizenz"], found.get(name) == told["sha256"])
        for name, told in described.items()
    )


def _rules(folder: Path) -> Entry:
    try:
        from klartext.ruleset import load_rules

        found = load_rules(folder)
    except KlartextError as problem:
        return Entry("Regeln", "fehlt", str(problem).partition("\n")[0], problem.remedy)
    except ImportError as problem:
        return Entry("Regeln", "fehlt", f"Ein Paket lässt sich nicht laden: {problem}", _REINSTALL)
    return Entry("Regeln", "gut", f"{len(found.rules)} Regeln, {found.digest}")


def _extra(extra: str, purpose: str, names: Iterable[str]) -> Entry:
    found = _versions(names)
    if found and None not in found.values():
        return Entry(purpose, "gut", ", ".join(f"{name} {installed}" for name, installed in found.items()))
    return _not_there(purpose, extra)


def _not_there(purpose: str, extra: str, state: State = "wählbar") -> Entry:
    command = _pip(f'"klartext[{extra}]"')
    return Entry(purpose, state, "nicht eingerichtet", f"Ergänzen mit: {command}")


def _model(config: Config) -> Entry:
    """Look at the model of the house; it is only missing if the house has switched it on."""
    from klartext import model

    absent: State = "fehlt" if config.model_on else "wählbar"
    if config.model_server:
        told = model.notice(config, model.AUTO) or model.absence(config, model.AUTO) or ""
        return Entry(_MODEL, "gut" if config.model_on else "wählbar", f"{config.model_server.model}. {told}")
    found = _versions(_requirements("model"))
    if not found or None in found.values():
        return _not_there(_MODEL, "model", absent)
    packages = ", ".join(f"{name} {installed}" for name, installed in found.items())
    try:
        return _installed_model(config, absent, packages)
    except KlartextError as problem:
        return Entry(_MODEL, absent, f"{problem.where}: {problem.code} {problem.what}", problem.remedy)


def _installed_model(config: Config, absent: State, packages: str) -> Entry:
    from klartext.model.folder import open_folder
    from klartext.model.install import INSTALL, look

    if config.model_folder:
        return Entry(_MODEL, "gut", f"{open_folder(config.model_folder).identity}, {config.model_folder} ({packages})")
    found = look()
    if found.state in ("da", "veraltet"):
        remedy = None if found.state == "da" else f"Erneuern mit: {INSTALL}"
        learnt = "" if found.adapter else ", nicht für Briefe nachgelernt"
        return Entry(_MODEL, "gut", f"{found.identity}{learnt}, {found.folder} ({packages})", remedy)
    return Entry(_MODEL, absent, f"Pakete da ({packages}), Modell {found.state}", f"Einrichten mit: {INSTALL}")


def _office() -> Entry:
    program, name = paths.office_program(), "LibreOffice für Briefe als .pdf und .odt"
    if program is None:
        return Entry(name, "wählbar", "nicht eingerichtet; .docx und .txt schreibt Klartext selbst")
    return Entry(name, "gut", program)


def _store(config: Config) -> Entry:
    if not config.store_on:
        return Entry("Speicher", "wählbar", "aus; Entscheidungen werden nur gespeichert, wenn Sie das einschalten")
    text = "mit dem Text der Briefe" if config.store_text else "ohne den Text der Briefe"
    days = f", höchstens {config.store_days} Tage" if config.store_days else ""
    if config.store_url is None:
        return Entry("Speicher", "gut", f"an, {text}{days}, in {paths.user_data_dir()}")
    if None in _versions(("psycopg",)).values():
        return Entry("Speicher", "fehlt", "Für PostgreSQL fehlt ein Paket.", _pip('"klartext[postgres]"'))
    return Entry("Speicher", "gut", f"an, {text}{days}, in einer PostgreSQL-Datenbank")
