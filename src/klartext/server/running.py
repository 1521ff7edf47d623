"""Putting page and interface behind the door and the shield, and serving them until somebody stops it."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from klartext.api import PREFIX
from klartext.api.problems import handle_errors
from klartext.config import Serving, is_loopback
from klartext.errors import KlartextError, ServerError
from klartext.page.server import mount
from klartext.server.door import ByPassword, ByProxy, Door, Peer, Way
from klartext.server.people import People
from klartext.server.shield import Hosts, Shield
from klartext.server.signing_in import routes
from klartext.server.tenancy import Tenancy
from klartext.server.uploads import OwnUploads

if TYPE_CHECKING:
    import gradio as gr

FIRST_PORT: Final = 7860
_PORTS: Final = 100
_SECONDS_TO_STOP: Final = 3


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is served."""

    url: str
    only_here: bool

    def announce(self, open_browser: bool) -> None:
        """Say where the page is, and show it."""
        print(f"Klartext läuft: {self.url}\nZum Beenden drücken Sie Strg+C.", flush=True)
        if not self.only_here:
            print("Andere Rechner im Netz können die Seite öffnen und sich anmelden. Kennwörter und Briefe gehen dabei")
            print("unverschlüsselt durch das Netz, wenn kein Proxy mit TLS davor steht: docs/server.md.", flush=True)
        if open_browser:
            webbrowser.open(self.url)

    def wait(self) -> None:
        """Return when the person stops the program."""
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\nKlartext ist beendet.")


def way_in(host: str, serving: Serving) -> Way | None:
    """Return how people sign in; None on this machine, where nobody asked for it.

    Raises:
        ServerError: KT-N10 others could reach the page and nobody would have to sign in; KT-N01, KT-N02 the file with
            the people cannot be used; KT-N11 nobody is in it.
    """
    if serving.passwords is not None:
        people = People(serving.passwords)
        if not people:
            raise ServerError(
                "KT-N11",
                "In der Datei mit den Personen steht noch niemand.",
                "Legen Sie die erste Person an: „klartext users add NAME“.",
                str(serving.passwords),
            )
        return ByPassword(people)
    if serving.header is not None:
        return ByProxy(serving.header, serving.proxies)
    if not is_loopback(host):
        raise ServerError(
            "KT-N10",
            f"Unter {host} könnte jeder im Netz die Seite öffnen, ohne sich anzumelden.",
            "Legen Sie mit „klartext users add NAME --passwords personen.txt“ fest, wer sich anmelden darf, und starten"
            " Sie mit --passwords personen.txt. Oder lassen Sie einen Proxy die Anmeldung übernehmen: docs/server.md.",
        )
    return None


def assemble(page: gr.Blocks, api: ASGIApp, host: str, serving: Serving, way: Way | None) -> ASGIApp:
    """Return page and interface as one application, with everything that stands in front of them."""
    site = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    handle_errors(site)
    if isinstance(way, ByPassword):
        site.router.routes.extend(routes(way))
    site.mount(PREFIX, api)
    app: ASGIApp = OwnUploads(mount(site, page, signs_in=way is not None))
    if way is not None:
        app = Door(Tenancy(app), way)
    app = Shield(app, Hosts.of(host, serving.names))
    proxied: ASGIApp = ProxyHeadersMiddleware(app, list(serving.proxies))  # type: ignore[arg-type, assignment]
    return Peer(proxied)


@contextmanager
def running(app: ASGIApp, host: str, port: int | None) -> Iterator[Address]:
    """Serve an application inside the ``with`` block.

    Raises:
        KlartextError: KT-W01, the address cannot be used.
    """
    found = _free_port(host, port)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=found,
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws="none",
            limit_concurrency=500,
            timeout_graceful_shutdown=_SECONDS_TO_STOP,
        )
    )
    thread = threading.Thread(target=server.run, name="klartext-server", daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.01)
    if not server.started:
        raise _not_usable(host, port)
    try:
        yield Address(f"http://{_shown(host)}:{found}/", is_loopback(host))
    finally:
        server.should_exit = True
        thread.join(_SECONDS_TO_STOP + 2)


@contextmanager
def own_folder() -> Iterator[None]:
    """Give Gradio a folder for uploads that nobody else uses and that does not stay."""
    with tempfile.TemporaryDirectory(prefix="klartext-", ignore_cleanup_errors=True) as folder:
        before = os.environ.get("GRADIO_TEMP_DIR")
        os.environ["GRADIO_TEMP_DIR"] = folder
        try:
            yield
        finally:
            os.environ.pop("GRADIO_TEMP_DIR")
            if before is not None:
                os.environ["GRADIO_TEMP_DIR"] = before


def _free_port(host: str, port: int | None) -> int:
    """Return a port that can be listened on.

    Raises:
        KlartextError: KT-W01.
    """
    ports = range(FIRST_PORT, FIRST_PORT + _PORTS) if port is None else (port,)
    for candidate in ports:
        try:
            asyncio.run(_listen(host, candidate))
        except OSError as error:
            problem = error
        else:
            return candidate
    raise _not_usable(host, port) from problem


async def _listen(host: str, port: int) -> None:
    server = await asyncio.start_server(lambda reader, writer: writer.close(), host, port)
    server.close()
    await server.wait_closed()


def _not_usable(host: str, port: int | None) -> KlartextError:
    return KlartextError(
        "KT-W01",
        f"Die Seite kann auf {host}{f', Port {port},' if port else ''} nicht gestartet werden.",
        "Beenden Sie das Programm, das den Port benutzt, oder wählen Sie mit --port einen anderen.",
    )


def _shown(host: str) -> str:
    """Return the host as it goes into an address."""
    if host in ("0.0.0.0", "::"):
        return "localhost"
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
