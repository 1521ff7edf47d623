"""A PostgreSQL server of its own for the tests, in a temporary folder and behind a socket. Not collected by pytest."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
"""PostgreSQL refuses to run as root; Debian's package brings this account."""


def programs():
    """Return the folder of initdb and pg_ctl, or None where there is no PostgreSQL."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(DEBIAN.glob("*/bin"), key=lambda p: int(p.parent.name) if p.parent.name.isdecimal() else 0)[::-1]
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def missing():
    """Return why there can be no server here, in one line, or None."""
    if os.name != "posix":
        return "PostgreSQL wird nur unter Linux und macOS geprüft."
    if programs() is None:
        return "PostgreSQL fehlt; die Prüfungen damit fallen aus. Abhilfe (Debian): sudo apt-get install postgresql"
    if os.geteuid() == 0 and not _has_account():
        return "PostgreSQL läuft nicht als root, und das Konto „postgres“ fehlt; die Prüfungen damit fallen aus."
    return None


@contextmanager
def server():
    """Give the URL of the database of a fresh server that only a socket leads to; stop and remove it afterwards."""
    account = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="kt-pg-"))  # short: the path of a socket may have 107 characters
    data = folder / "daten"

    def run(program, *arguments):
        command = [str(programs() / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=120, **account)

    try:
        if account:
            shutil.chown(folder, ACCOUNT, ACCOUNT)
        run("initdb", "-D", str(data), "-U", "klartext", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=40"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "protokoll"), "-o", options, "start")
        try:
            yield f"postgresql://klartext@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _has_account():
    import pwd

    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        return False
    return True
