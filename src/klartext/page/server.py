"""Serving the page: on one address, to one machine, with rules that keep the browser from asking anybody else."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import webbrowser
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from klartext.errors import KlartextError

_HERE: Final = Path(__file__).parent
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_LARGEST_REQUEST: Final = "25mb"
"""A stop for careless uploads; the limit that people read about is in ``desk``."""
POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio starts from inline scripts and compiles handlers
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Content-Security-Policy: the browser itself refuses every request that would leave this server."""
_HEADERS: Final = (
    (b"content-security-policy", POLICY.encode("ascii")),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-dns-prefetch-control", b"off"),
)
_FOREIGN_META: Final = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_ENGLISH: Final = re.compile(rb'(<html\s+lang=)"en"')
_SPEAK_GERMAN: Final = (
    b'<head><script>for (const [key, value] of [["language", "de"], ["languages", ["de"]]])'
    b" Object.defineProperty(navigator, key, {get: () => value});</script>"
)
"""Gradio takes its own few words, and the language of the page, from what the browser says it prefers."""

_Scope = MutableMapping[str, Any]
_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


class StayHere:
    """ASGI middleware: sends the policy with every answer, makes the page German and drops addresses of others."""

    def __init__(self, app: _App) -> None:
        self.app = app

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: _Message = {}
        parts: list[bytes] = []

        async def answer(message: _Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *_HEADERS]
                start = {**message, "headers": headers}
                if not _is_html(headers):
                    await send(start)
            elif message["type"] == "http.response.body" and _is_html(start["headers"]):
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    body = german_page(b"".join(parts))
                    kept = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
                    await send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode("ascii"))]})
                    await send({"type": "http.response.body", "body": body})
            else:
                await send(message)

        await self.app(scope, receive, answer)


def _is_html(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in headers)


def german_page(body: bytes) -> bytes:
    """Return Gradio's page in German and without the addresses it names for previews on other sites."""
    german = _ENGLISH.sub(rb'\1"de"', body, count=1).replace(b"<head>", _SPEAK_GERMAN, 1)
    return _FOREIGN_META.sub(b"", german)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is served."""

    url: str
    only_here: bool

    def announce(self, open_browser: bool) -> None:
        """Say where the page is, and show it."""
        print(f"Klartext läuft: {self.url}\nZum Beenden drücken Sie Strg+C.")
        if not self.only_here:
            print("Achtung: Andere Rechner im Netz können diese Seite öffnen. Sie hat keine Anmeldung.")
        if open_browser:
            webbrowser.open(self.url)

    def wait(self) -> None:
        """Return when the person stops the program."""
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\nKlartext ist beendet.")


@contextmanager
def serve(build: Callable[[], gr.Blocks], host: str = "127.0.0.1", port: int | None = None) -> Iterator[Address]:
    """Build the page and serve it inside the ``with`` block; uploads live in a folder that goes with it.

    Raises:
        KlartextError: KT-W01, the address cannot be used.
    """
    with _own_folder():
        blocks = build()
        try:
            _, url, _ = blocks.launch(
                server_name=host,
                server_port=port,
                share=False,
                inbrowser=False,
                quiet=True,
                prevent_thread_lock=True,
                show_error=False,
                footer_links=[],
                run_history=False,
                enable_monitoring=False,
                ssr_mode=False,
                pwa=False,
                mcp_server=False,
                strict_cors=True,
                max_file_size=_LARGEST_REQUEST,
                theme=_theme(),
                css_paths=_HERE / "page.css",
                head=f"<script>{(_HERE / 'page.js').read_text(encoding='utf-8')}</script>",
                favicon_path=_HERE / "klartext.svg",
                app_kwargs={"middleware": middleware(host), "docs_url": None, "redoc_url": None, "openapi_url": None},
            )
        except OSError as error:
            raise KlartextError(
                "KT-W01",
                f"Die Seite kann auf {host}{f', Port {port},' if port else ''} nicht gestartet werden.",
                "Beenden Sie das Programm, das den Port benutzt, oder wählen Sie mit --port einen anderen.",
            ) from error
        try:
            yield Address(url, host in _LOOPBACK)
        finally:
            blocks.close(verbose=False)


@contextmanager
def _own_folder() -> Iterator[None]:
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


def middleware(host: str) -> list[Middleware]:
    """Answer only requests that name this machine, so that no other site can reach in through the browser."""
    hosts = [*_LOOPBACK, "[::1]"] if host in _LOOPBACK else ["*"]
    return [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(StayHere)]


def _theme() -> gr.themes.Base:
    """Return a calm theme whose fonts are those of the system."""
    sans = [gr.themes.Font(n) for n in ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")]
    mono = [gr.themes.Font(n) for n in ("ui-monospace", "Consolas", "monospace")]
    ink, soft, accent = "#1b2733", "#4a5866", "#12507a"
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        spacing_size=gr.themes.sizes.spacing_sm,
        font=sans,
        font_mono=mono,
    )
    return theme.set(
        body_text_color=ink,
        body_text_color_subdued=soft,
        block_title_text_color=ink,
        block_title_text_weight="600",
        block_label_text_color=ink,
        block_info_text_color=soft,
        block_info_text_color_dark="#a9b6c4",
        input_background_fill="#ffffff",
        input_border_color="#8795a5",
        input_border_width="1px",
        input_placeholder_color="#5b6775",
        input_placeholder_color_dark="#a9b6c4",
        button_primary_background_fill=accent,
        button_primary_background_fill_hover="#0d3d5e",
        button_primary_background_fill_dark=accent,
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_hover="#e9eef4",
        button_secondary_border_color="#8795a5",
        button_secondary_text_color=ink,
        checkbox_label_background_fill="transparent",
        checkbox_label_background_fill_hover="#e9eef4",
        checkbox_label_background_fill_selected="transparent",
        checkbox_background_color_selected=accent,
        checkbox_border_color="#5b6775",
    )
