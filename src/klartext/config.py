"""``klartext.toml``: the house's choices about rules, thresholds, words, store and model."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from klartext.errors import ConfigError, did_you_mean

FILE_NAME: Final = "klartext.toml"
Profile = Literal["behoerdenbrief", "einfache-sprache"]
PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)
Value = bool | int | str

LIMITS: Final = ("index", "befunde_je_100_woerter", "schwer", "aendern")
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>\d{1,5}))?(?P<path>(?:/[\w.~-]+)*/?)"
)
_DATABASE: Final = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://\S+")
_HEADER: Final = re.compile(r"[A-Za-z0-9-]+")
_SECTIONS: Final[Mapping[str, tuple[str, ...] | None]] = {
    "regeln": ("aus",),
    "schwellen": None,
    "schwere": None,
    "woerter": ("erlaubt",),
    "begriffe": None,
    "grenzen": PROFILES,
    "speicher": ("an", "mit_text", "url", "tage"),
    "modell": ("an", "ordner", "server", "server_modell", "server_schluessel", "erlaubte_server", "kerne"),
    "server": ("kennwoerter", "kopf", "proxys", "namen", "pruefende"),
}
"""Sections and their keys; None stands for keys of the user's choice."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A parameter of a rule that the house sets itself."""

    rule: str
    parameter: str
    value: Value


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A word that the house does not want, with what it writes instead."""

    term: str
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a letter must keep to pass ``check`` and ``batch``; None sets no limit.

    ``index`` is the least klartext_index, ``density`` the most findings in 100 words, ``severe`` and ``change`` the
    most findings of severity 3 and 2.
    """

    index: float | None = None
    density: float | None = None
    severe: int | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class ModelServer:
    """A server of the house that answers like OpenAI's interface (llama.cpp, vLLM, Ollama …).

    ``path`` is the common beginning of its addresses, ``model`` its name on the server. ``key_file`` holds the key, if
    the server wants one. ``allowed`` are the host names that the administrator lets sentences go to; this machine needs
    no leave.
    """

    secure: bool
    host: str
    port: int
    path: str
    model: str
    key_file: Path | None = None
    allowed: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address as people write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Serving:
    """How several people work on one server.

    ``passwords`` is the file with those who may sign in. Where a proxy signs people in, it names them in ``header``.
    Only the addresses in ``proxies`` are believed, also about whom they ask for. ``names`` are the host names that
    browsers reach the page by. ``reviewers`` are the sign-in names of those who look at what others have decided.
    """

    passwords: Path | None = None
    header: str | None = None
    proxies: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()

    @property
    def signs_in(self) -> bool:
        """Whether people have to say who they are."""
        return self.passwords is not None or self.header is not None


@dataclass(frozen=True, slots=True)
class Config:
    """The choices of one house; without a file everything stands as shipped.

    ``severities`` says how severe the findings of rules, lists and categories may be at most. ``store_url`` names a
    PostgreSQL database instead of the file on this machine, ``store_days`` how long anything in the store is kept.
    ``rules_off`` holds rule ids and categories. Whether rules and parameters exist is checked where they are known.
    """

    profile: Profile = "behoerdenbrief"
    rules_off: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    severities: tuple[tuple[str, int], ...] = ()
    allowed_words: tuple[str, ...] = ()
    own_terms: tuple[OwnTerm, ...] = ()
    limits: Limits = Limits()
    store_on: bool = False
    store_text: bool = False
    store_url: str | None = None
    store_days: int | None = None
    model_on: bool = False
    model_folder: Path | None = None
    model_server: ModelServer | None = None
    model_threads: int | None = None
    serving: Serving = Serving()
    path: Path | None = None


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
        raise _not_toml(path, text, error) from error
    return _Reader(path, text, data).config()


def unknown_name(name: str, known: Collection[str], what: str, path: Path | None) -> ConfigError:
    """Return the error for a name that no rule, category or parameter has (KT-K05)."""
    hint = did_you_mean(name, known) or "„klartext rules list“ zeigt alle."
    return ConfigError(
        "KT-K05", f"{what} „{name}“ gibt es nicht.", hint, _place(path, _line_of(path, name)) if path else FILE_NAME
    )


def wrong_value(name: str, found: object, expected: str, path: Path | None) -> ConfigError:
    """Return the error for a value that does not fit its parameter (KT-K04)."""
    return _wrong(name, found, expected, _place(path, _line_of(path, name)) if path else FILE_NAME)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine by its spelling alone; no name is looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False


class _Reader:
    """Checks the tables of one file and turns them into a ``Config``."""

    def __init__(self, path: Path, text: str, data: Mapping[str, object]) -> None:
        self._path, self._text, self._data = path, text, data

    def config(self) -> Config:
        self._known(self._data, ("profil", *_SECTIONS), "")
        for name, keys in _SECTIONS.items():
            if keys is not None:
                self._known(self._section(name), keys, f"{name}.")
        return Config(
            profile=self._profile(),
            rules_off=self._words("regeln", "aus"),
            thresholds=self._thresholds(),
            severities=self._severities(),
            allowed_words=self._words("woerter", "erlaubt"),
            own_terms=self._terms(),
            limits=self._limits(),
            store_on=self._switch("speicher", "an"),
            store_text=self._switch("speicher", "mit_text"),
            store_url=self._store_url(),
            store_days=self._count("speicher", "tage", "eine ganze Zahl von Tagen ab 1"),
            model_on=self._switch("modell", "an"),
            model_folder=self._file("modell", "ordner"),
            model_server=self._server(),
            model_threads=self._count("modell", "kerne", "eine ganze Zahl ab 1"),
            serving=self._serving(),
            path=self._path,
        )

    def _known(self, table: Mapping[str, object], keys: Collection[str], prefix: str) -> None:
        for key in table:
            if key not in keys:
                raise ConfigError(
                    "KT-K03",
                    f"Den Schlüssel „{prefix}{key}“ gibt es nicht.",
                    f"Möglich sind hier: {', '.join(keys)}.",
                    self._place(key),
                )

    def _section(self, name: str) -> Mapping[str, object]:
        table = self._data.get(name, {})
        if not isinstance(table, dict):
            raise _wrong(name, table, f"ein Abschnitt [{name}]", self._place(name))
        return table

    def _profile(self) -> Profile:
        value = self._data.get("profil", "behoerdenbrief")
        for profile in PROFILES:
            if value == profile:
                return profile
        raise _wrong("profil", value, " oder ".join(f'"{p}"' for p in PROFILES), self._place("profil"))

    def _words(self, section: str, key: str) -> tuple[str, ...]:
        return self._texts(key, self._section(section).get(key, []))

    def _texts(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise _wrong(key, value, 'eine Liste von Texten, zum Beispiel ["…", "…"]', self._place(key))
        return tuple(" ".join(v.split()) for v in value)

    def _switch(self, section: str, key: str) -> bool:
        value = self._section(section).get(key, False)
        if not isinstance(value, bool):
            raise _wrong(f"{section}.{key}", value, "true oder false", self._place(key))
        return value

    def _store_url(self) -> str | None:
        value = self._section("speicher").get("url")
        if value is not None and not (isinstance(value, str) and _DATABASE.match(value)):
            raise _wrong("url", value, '"postgresql://NAME@RECHNER/DATENBANK"', self._place("url"))
        return value if isinstance(value, str) else None

    def _count(self, section: str, key: str, expected: str) -> int | None:
        value = self._section(section).get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise _wrong(key, value, expected, self._place(key))
        return value if isinstance(value, int) else None

    def _thresholds(self) -> tuple[Threshold, ...]:
        found = []
        for rule, parameters in self._section("schwellen").items():
            if not isinstance(parameters, dict):
                raise _wrong(rule, parameters, "Parameter, zum Beispiel { grenze = 18 }", self._place(rule))
            for parameter, value in parameters.items():
                if not isinstance(value, bool | int | str):
                    raise _wrong(parameter, value, "eine ganze Zahl, ein Text oder true/false", self._place(parameter))
                found.append(Threshold(rule, parameter, value))
        return tuple(found)

    def _severities(self) -> tuple[tuple[str, int], ...]:
        table = self._section("schwere")
        for name, value in table.items():
            if isinstance(value, bool) or value not in (1, 2, 3):
                raise _wrong(name, value, "1 Hinweis, 2 ändern oder 3 schwer verständlich", self._place(name))
        return tuple((name, int(str(value))) for name, value in table.items())

    def _terms(self) -> tuple[OwnTerm, ...]:
        table = self._section("begriffe")
        return tuple(
            OwnTerm(" ".join(term.split()), self._texts(term, [plain] if isinstance(plain, str) else plain))
            for term, plain in table.items()
        )

    def _limits(self) -> Limits:
        """Return the limits of the profile in use; those of the others are looked at too, so that no slip stays."""
        found = {profile: self._limits_of(profile) for profile in PROFILES}
        return found[self._profile()]

    def _limits_of(self, profile: Profile) -> Limits:
        table = self._section("grenzen").get(profile, {})
        if not isinstance(table, dict):
            raise _wrong(profile, table, f"ein Abschnitt [grenzen.{profile}]", self._place(profile))
        self._known(table, LIMITS, f"grenzen.{profile}.")
        index, density = (self._limit(table, name) for name in ("index", "befunde_je_100_woerter"))
        severe, change = (self._limit(table, name) for name in ("schwer", "aendern"))
        return Limits(index, density, None if severe is None else int(severe), None if change is None else int(change))

    def _limit(self, table: Mapping[str, object], name: str) -> float | None:
        value = table.get(name)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and value >= 0):
            return value
        raise _wrong(name, value, "eine Zahl ab 0", self._place(name))

    def _server(self) -> ModelServer | None:
        url, model = self._entry("modell", "server"), self._entry("modell", "server_modell")
        if url is None:
            return None
        found = _ADDRESS.fullmatch(url)
        port = int(found["port"] or (443 if found["scheme"] == "https" else 80)) if found else 0
        if found is None or not 0 < port < 65536:
            raise _wrong("server", url, '"http://NAME:PORT/v1" oder "https://…"', self._place("server"))
        if model is None:
            raise _wrong("server_modell", None, "der Name des Modells auf dem Server", self._place("server"))
        if "ordner" in self._section("modell"):
            raise ConfigError(
                "KT-K07",
                "Unter [modell] stehen „ordner“ und „server“ zugleich.",
                "Lassen Sie nur eines stehen: Ein Modell arbeitet auf diesem Rechner oder auf dem Server.",
                self._place("server"),
            )
        allowed = tuple(name.lower() for name in self._words("modell", "erlaubte_server"))
        host, path = found["host"].strip("[]").lower(), found["path"].rstrip("/")
        return ModelServer(
            found["scheme"] == "https", host, port, path, model, self._file("modell", "server_schluessel"), allowed
        )

    def _serving(self) -> Serving:
        found = Serving(
            passwords=self._file("server", "kennwoerter"),
            header=self._entry("server", "kopf"),
            proxies=self._words("server", "proxys"),
            names=tuple(name.lower() for name in self._words("server", "namen")),
            reviewers=self._words("server", "pruefende"),
        )
        if found.header is not None and not _HEADER.fullmatch(found.header):
            raise _wrong(
                "kopf", found.header, 'der Name eines Kopfes, zum Beispiel "X-Remote-User"', self._place("kopf")
            )
        for proxy in found.proxies:
            if not _is_network(proxy):
                raise _wrong(
                    "proxys", proxy, 'Adressen, zum Beispiel ["127.0.0.1", "10.1.2.0/24"]', self._place("proxys")
                )
        if found.header and not found.proxies:
            raise ConfigError(
                "KT-K08",
                "Unter [server] steht „kopf“, aber „proxys“ fehlt.",
                "Nennen Sie bei „proxys“ die Adressen, denen Klartext glaubt, wen sie angemeldet haben.",
                self._place("kopf"),
            )
        if found.passwords and found.header:
            raise ConfigError(
                "KT-K09",
                "Unter [server] stehen „kennwoerter“ und „kopf“ zugleich.",
                "Lassen Sie nur eines stehen: Entweder meldet Klartext die Personen an oder der Proxy.",
                self._place("kopf"),
            )
        return found

    def _entry(self, section: str, key: str) -> str | None:
        value = self._section(section).get(key)
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise _wrong(key, value, "ein Text, der nicht leer ist", self._place(key))
        return value.strip() if isinstance(value, str) else None

    def _file(self, section: str, key: str) -> Path | None:
        """Return a path; a relative one starts at the folder of ``klartext.toml``."""
        value = self._entry(section, key)
        return self._path.absolute().parent / Path(value).expanduser() if value else None

    def _place(self, key: str) -> str:
        return _place(self._path, _line_in(self._text, key))


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _wrong(name: str, found: object, expected: str, where: str) -> ConfigError:
    return ConfigError(
        "KT-K04",
        f"Der Wert von „{name}“ passt nicht.\n  gefunden:  {found!r}\n  erwartet:  {expected}",
        "Ändern Sie den Wert oder löschen Sie die Zeile.",
        where,
    )


def _not_toml(path: Path, text: str, error: tomllib.TOMLDecodeError) -> ConfigError:
    at = re.search(r"line (\d+), column (\d+)", str(error))
    return ConfigError(
        "KT-K02",
        "Die Datei ist kein gültiges TOML.",
        "Prüfen Sie an dieser Stelle Anführungszeichen, Klammern und doppelte Schlüssel.",
        f"{path}:{at[1]}:{at[2]}" if at else f"{path}:{len(text.splitlines())}",
    )


def _place(path: Path, line: int | None) -> str:
    return f"{path}:{line}" if line else str(path)


def _line_of(path: Path, name: str) -> int | None:
    return _line_in(path.read_text(encoding="utf-8-sig"), name) if path.is_file() else None


def _line_in(text: str, name: str) -> int | None:
    """Return the first line that names a key, section or value; None where it is written in another way."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return next((n for n, line in enumerate(text.splitlines(), 1) if word.search(line.partition("#")[0])), None)
