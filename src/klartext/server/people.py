"""Who may sign in: a file with one person a line, their password only as a hash (Argon2id)."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from klartext.errors import ServerError

SHORTEST_PASSWORD: Final = 12
_LONGEST: Final = 128
_LOGIN: Final = re.compile(r"[^\s:#\x00-\x1f\x7f][^:\x00-\x1f\x7f]{0,79}")
_HASHER: Final = PasswordHasher()
_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""A hash takes 64 MB for a moment; many attempts at once must not take all memory."""
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$RRtSKCYk3xl/z2seCrU9cw$YN1mKuGPPpuPMdslIhBMXQxcAUJ7B0eKDQ11LXN7mWo"
"""Compared with when the name is unknown, so that the time taken does not tell which names exist."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may work on this server; ``name`` is what the protocol says."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file."""

    person: Person
    hash: str


def read_people(path: Path) -> tuple[Entry, ...]:
    """Return everybody in the file.

    Raises:
        ServerError: KT-N01 not readable, KT-N02 a line that says nothing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ServerError(
            "KT-N01",
            "Die Datei mit den Personen lässt sich nicht lesen.",
            f"Legen Sie die erste Person an: „klartext users add NAME --passwords {path.name}“.",
            str(path),
        ) from error
    found: dict[str, Entry] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            entry = _entry(path, number, line)
            found[entry.person.login] = entry
    return tuple(found.values())


def add_person(path: Path, login: str, name: str, password: str) -> bool:
    """Write a person into the file, or a new password for one who is there; return whether the person is new.

    Raises:
        ServerError: KT-N03 the name cannot be used, KT-N04 the password is too short, KT-N05 the file cannot be
            written; KT-N01, KT-N02 as for ``read_people``.
    """
    name = " ".join(name.split()) or login
    if not _LOGIN.fullmatch(login) or login != login.strip() or re.search(r"[:\x00-\x1f\x7f]", name):
        raise ServerError(
            "KT-N03",
            f"Unter dem Namen „{login}“ kann sich niemand anmelden.",
            "Verwenden Sie höchstens 80 Zeichen, keinen Doppelpunkt und kein # am Anfang.",
        )
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST:
        raise ServerError(
            "KT-N04",
            "Das Kennwort hat nicht die richtige Länge.",
            f"Wählen Sie eines mit {SHORTEST_PASSWORD} bis {_LONGEST} Zeichen, zum Beispiel vier Wörter.",
        )
    entries = {e.person.login: e for e in (read_people(path) if path.exists() else ())}
    new = login not in entries
    entries[login] = Entry(Person(login, name), _HASHER.hash(password))
    _write(path, entries.values())
    return new


def remove_person(path: Path, login: str) -> None:
    """Take a person out of the file; whoever is signed in under this name is signed out.

    Raises:
        ServerError: KT-N06 there is no such person; KT-N01, KT-N02, KT-N05 as for ``add_person``.
    """
    entries = read_people(path)
    kept = [e for e in entries if e.person.login != login]
    if len(kept) == len(entries):
        raise ServerError(
            "KT-N06", f"„{login}“ steht nicht in der Datei.", "„klartext users list“ zeigt alle.", str(path)
        )
    _write(path, kept)


class People:
    """The file as a running server uses it: read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        """Read the file for the first time.

        Raises:
            ServerError: KT-N01, KT-N02.
        """
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._entries: dict[str, Entry] = {}
        self.refresh()

    def __bool__(self) -> bool:
        return bool(self._entries)

    def refresh(self) -> bool:
        """Read the file if it is not the one that was read last; return whether it is another."""
        with self._lock:
            state = self._state()
            if state is not None and state == self._seen:
                return False
            self._entries = {e.person.login: e for e in read_people(self._path)}
            self._seen = state
            return True

    def find(self, login: str) -> Person | None:
        """Return who signs in under a name."""
        entry = self._entries.get(login)
        return entry.person if entry else None

    def verify(self, login: str, password: str) -> Person | None:
        """Return the person if the password is theirs; unknown names take as long as wrong passwords."""
        entry = self._entries.get(login)
        if len(password) > _LONGEST:
            return None
        with _AT_ONCE:
            right = _matches(entry.hash if entry else _NOBODY, password)
        return entry.person if entry and right else None

    def _state(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False


def _entry(path: Path, number: int, line: str) -> Entry:
    login, _, rest = line.partition(":")
    hashed, _, name = rest.partition(":")
    if not _LOGIN.fullmatch(login) or not hashed.startswith("$argon2"):
        raise ServerError(
            "KT-N02",
            "In dieser Zeile steht keine Person mit Kennwort.",
            "Löschen Sie die Zeile und legen Sie die Person mit „klartext users add NAME“ neu an.",
            f"{path}:{number}",
        )
    return Entry(Person(login, name.strip() or login), hashed.strip())


def _write(path: Path, entries: Iterable[Entry]) -> None:
    """Write the file so that only its owner can read it, and never half of it."""
    part = path.with_name(f"{path.name}.neu")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.writelines(f"{e.person.login}:{e.hash}:{e.person.name}\n" for e in entries)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        raise ServerError(
            "KT-N05",
            f"Die Datei mit den Personen lässt sich nicht schreiben ({problem.strerror or problem}).",
            "Prüfen Sie, ob es den Ordner gibt und ob Sie dort schreiben dürfen.",
            str(path),
        ) from problem
