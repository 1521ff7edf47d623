"""The house's choices about rules, thresholds, words, store and model, as ``klartext.toml`` may hold them."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

Profile = Literal["behoerdenbrief", "einfache-sprache"]
PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)
Value = bool | int | str


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


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine by its spelling alone; no name is looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False
