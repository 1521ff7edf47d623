"""From the tables of one ``klartext.toml`` to a ``Config``."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from klartext.config.faults import place_of, wrong
from klartext.config.records import PROFILES, Config, Limits, ModelServer, OwnTerm, Profile, Serving, Threshold
from klartext.errors import ConfigError

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


class Reader:
    """Checks the tables of one file and turns them into a ``Config``."""

    def __init__(self, path: Path, text: str, data: Mapping[str, object]) -> None:
        self._path, self._text, self._data = path, text, data

    def config(self) -> Config:
        """Return the choices.

        Raises:
            ConfigError: KT-K03 unknown key, KT-K04 wrong value, KT-K07 to KT-K09 choices that do not go together.
        """
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
            raise wrong(name, table, f"ein Abschnitt [{name}]", self._place(name))
        return table

    def _profile(self) -> Profile:
        value = self._data.get("profil", "behoerdenbrief")
        for profile in PROFILES:
            if value == profile:
                return profile
        raise wrong("profil", value, " oder ".join(f'"{p}"' for p in PROFILES), self._place("profil"))

    def _words(self, section: str, key: str) -> tuple[str, ...]:
        return self._texts(key, self._section(section).get(key, []))

    def _texts(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise wrong(key, value, 'eine Liste von Texten, zum Beispiel ["…", "…"]', self._place(key))
        return tuple(" ".join(v.split()) for v in value)

    def _switch(self, section: str, key: str) -> bool:
        value = self._section(section).get(key, False)
        if not isinstance(value, bool):
            raise wrong(f"{section}.{key}", value, "true oder false", self._place(key))
        return value

    def _store_url(self) -> str | None:
        value = self._section("speicher").get("url")
        if value is not None and not (isinstance(value, str) and _DATABASE.match(value)):
            raise wrong("url", value, '"postgresql://NAME@RECHNER/DATENBANK"', self._place("url"))
        return value if isinstance(value, str) else None

    def _count(self, section: str, key: str, expected: str) -> int | None:
        value = self._section(section).get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise wrong(key, value, expected, self._place(key))
        return value if isinstance(value, int) else None

    def _thresholds(self) -> tuple[Threshold, ...]:
        found = []
        for rule, parameters in self._section("schwellen").items():
            if not isinstance(parameters, dict):
                raise wrong(rule, parameters, "Parameter, zum Beispiel { grenze = 18 }", self._place(rule))
            for parameter, value in parameters.items():
                if not isinstance(value, bool | int | str):
                    raise wrong(parameter, value, "eine ganze Zahl, ein Text oder true/false", self._place(parameter))
                found.append(Threshold(rule, parameter, value))
        return tuple(found)

    def _severities(self) -> tuple[tuple[str, int], ...]:
        table = self._section("schwere")
        for name, value in table.items():
            if isinstance(value, bool) or value not in (1, 2, 3):
                raise wrong(name, value, "1 Hinweis, 2 ändern oder 3 schwer verständlich", self._place(name))
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
            raise wrong(profile, table, f"ein Abschnitt [grenzen.{profile}]", self._place(profile))
        self._known(table, LIMITS, f"grenzen.{profile}.")
        return Limits(
            index=self._limit(table, "index"),
            density=self._limit(table, "befunde_je_100_woerter"),
            severe=self._whole_limit(table, "schwer"),
            change=self._whole_limit(table, "aendern"),
        )

    def _limit(self, table: Mapping[str, object], name: str) -> float | None:
        value = table.get(name)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf):
            return value
        raise wrong(name, value, "eine Zahl ab 0", self._place(name))

    def _whole_limit(self, table: Mapping[str, object], name: str) -> int | None:
        value = self._limit(table, name)
        if value is None or value == int(value):
            return None if value is None else int(value)
        raise wrong(name, value, "eine ganze Zahl ab 0", self._place(name))

    def _server(self) -> ModelServer | None:
        url, model = self._entry("modell", "server"), self._entry("modell", "server_modell")
        if url is None:
            return None
        found = _ADDRESS.fullmatch(url)
        port = int(found["port"] or (443 if found["scheme"] == "https" else 80)) if found else 0
        if found is None or not 0 < port < 65536:
            raise wrong("server", url, '"http://NAME:PORT/v1" oder "https://…"', self._place("server"))
        if model is None:
            raise wrong("server_modell", None, "der Name des Modells auf dem Server", self._place("server"))
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
            raise wrong(
                "kopf", found.header, 'der Name eines Kopfes, zum Beispiel "X-Remote-User"', self._place("kopf")
            )
        for proxy in found.proxies:
            if not _is_network(proxy):
                raise wrong(
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
            raise wrong(key, value, "ein Text, der nicht leer ist", self._place(key))
        return value.strip() if isinstance(value, str) else None

    def _file(self, section: str, key: str) -> Path | None:
        """Return a path; a relative one starts at the folder of ``klartext.toml``."""
        value = self._entry(section, key)
        return self._path.absolute().parent / Path(value).expanduser() if value else None

    def _place(self, key: str) -> str:
        return place_of(self._path, self._text, key)


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True
