"""Serves the page and writes down every host that its process connects to or looks up.

Run as ``python serve_watched.py FILE``. The page runs in a process of its own, as it does for a person.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

from klartext.server import launch


def watch(log: Path) -> None:
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def note(host: object) -> None:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{host.decode() if isinstance(host, bytes) else host}\n")

    def watched_connect(self: socket.socket, address: Any) -> None:
        note(address[0] if isinstance(address, tuple) else "127.0.0.1")
        connect(self, address)

    def watched_lookup(host: Any, *rest: Any, **options: Any) -> Any:
        note(host)
        return lookup(host, *rest, **options)

    socket.socket.connect = watched_connect  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = watched_lookup
    socket.getaddrinfo("localhost", None)  # shows that the watch works


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    launch(open_browser=False)
