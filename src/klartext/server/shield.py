"""The outermost layer: what every answer carries, and which requests nobody behind it ever sees.

It knows nothing of people. Whoever may come in is asked by the ``door``.
"""

from __future__ import annotations

import ipaddress
import platform
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from klartext.api.limits import LARGEST_BODY
from klartext.api.problems import fault
from klartext.config import is_loopback
from klartext.errors import RequestError
from klartext.page.server import german_page, own_script
from klartext.server.refusing import refuse
from klartext.view.markup import script_hash

LARGEST_UPLOAD_REQUEST: Final = 12 * 1024 * 1024
"""Bytes of a request with a file; the limit that people read about is in ``page.incoming``."""
_LARGEST_STEP: Final = 8 * 1024 * 1024
"""Bytes of one step at the page: it sends the text and what stands in the fields."""
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_PAGE: Final = (
    "/assets/", "/static/", "/theme.css", "/favicon.ico", "/robots.txt", "/manifest.json", "/pwa_icon", "/config",
    "/anmelden", "/abmelden",
    "/gradio_api/app_id", "/gradio_api/info", "/gradio_api/startup-events", "/gradio_api/heartbeat/",
    "/gradio_api/queue/", "/gradio_api/run/predict", "/gradio_api/upload", "/gradio_api/cancel", "/gradio_api/reset",
)  # fmt: skip
"""All that the page asks for. Gradio has more: it can hand out files, pass requests on and show its own pages."""
_KEPT_BY_BROWSER: Final = ("/assets/", "/static/")
"""Parts of the program; everything else may hold words of a letter and is kept nowhere."""
_FOREIGN: Final = (b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-for", b"x-gradio-server", b"x-ip-token")
"""Headers that Gradio believes; by now whatever a trusted proxy says has been taken from them."""
_POLICY: Final = (
    "default-src 'self'",
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
_INLINE: Final = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_HEADERS: Final = {
    "referrer-policy": "same-origin",  # with none at all, forms would say they come from nowhere
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-dns-prefetch-control": "off",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that requests may call this server by: a site that points its own name here gets no answer.

    Beyond this machine every address in figures will do: no other site can have that as its name.
    """

    only_here: bool
    names: frozenset[str]

    @classmethod
    def of(cls, host: str, names: Iterable[str] = ()) -> Hosts:
        """Return the names for a server that listens on an address."""
        known = {*_LOOPBACK, *names, *(() if is_loopback(host) else (platform.node().lower(), host.lower()))}
        return cls(is_loopback(host), frozenset(known))

    def know(self, header: str) -> bool:
        """Whether a ``Host`` header names this server."""
        name = re.sub(r":\d+$", "", header.lower()).removeprefix("[").removesuffix("]").rstrip(".")
        return name in self.names or (not self.only_here and _is_address(name))


class Shield:
    """ASGI middleware: refuses requests that no page of ours would send, and keeps the browser from asking others."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        out = _Answer(scope, send)
        try:
            problem = self._problem(scope)
            if problem is not None:
                await refuse(scope, problem)(scope, receive, out.send)
                return
            scope["headers"] = [(k, v) for k, v in scope["headers"] if k not in _FOREIGN]
            body = _Body(receive, _largest(scope["path"]))
            with suppress(_TooLargeError):
                await self._app(scope, body.receive, body.unless_too_large(out.send))
            if body.too_large and not out.started:
                await refuse(scope, _too_large(scope["path"]))(scope, receive, out.send)
        except Exception as error:
            if out.started:
                raise
            await fault(error)(scope, receive, out.send)

    def _problem(self, scope: Scope) -> RequestError | None:
        headers, path = Headers(scope=scope), scope["path"]
        if not self._hosts.know(headers.get("host", "")):
            return RequestError(
                "KT-H01",
                "Unter diesem Rechnernamen antwortet Klartext nicht.",
                "Wer Klartext betreut, trägt den Namen in klartext.toml unter [server] bei „namen“ ein.",
            )
        if _from_elsewhere(scope["method"], headers):
            return RequestError(
                "KT-H02",
                "Die Anfrage kommt von einer anderen Seite.",
                "Öffnen Sie Klartext selbst und versuchen Sie es dort noch einmal.",
            )
        if path != "/" and not path.startswith(("/api/v1/", *_PAGE)):
            return RequestError("KT-H03", "Diese Adresse gibt es nicht.", "Öffnen Sie die Startseite.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _largest(path):
            return _too_large(path)
        return None


class _Answer:
    """Sends an answer with our headers; pages are held until they are whole, made German and given their policy."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._parts: list[bytes] | None = None
        self._start: Message = {}
        self.started = False

    async def send(self, message: Message) -> None:
        """Send one part of the answer."""
        if message["type"] == "http.response.start":
            self._start = message
            headers = MutableHeaders(raw=message["headers"])
            for name, value in _HEADERS.items():
                headers[name] = value
            if not self._scope["path"].startswith(_KEPT_BY_BROWSER) or message["status"] != 200:
                headers["cache-control"] = "no-store"
            if headers.get("content-type", "").startswith("text/html"):
                self._parts = []
                return
            headers["content-security-policy"] = policy(())
        elif self._parts is not None and message["type"] == "http.response.body":
            self._parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._send_page(b"".join(self._parts))
            return
        self.started = True
        await self._send(message)

    async def _send_page(self, body: bytes) -> None:
        body = german_page(body)
        headers = MutableHeaders(raw=self._start["headers"])
        headers["content-length"] = str(len(body))
        headers["content-security-policy"] = policy((*_scripts(body), script_hash(own_script().encode())))
        self.started = True
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


def policy(scripts: Sequence[str]) -> str:
    """Return the Content-Security-Policy: the browser itself refuses every request that would leave this server.

    Args:
        scripts: Hashes of the scripts inside the page; Gradio also compiles its handlers, which takes ``unsafe-eval``.
    """
    inline = "".join(f" '{hash}'" for hash in scripts)
    return "; ".join((_POLICY[0], f"script-src 'self'{inline} 'unsafe-eval'", *_POLICY[1:]))


def _scripts(body: bytes) -> tuple[str, ...]:
    """Return the hashes of the scripts that stand in a page."""
    codes = (m["code"] for m in _INLINE.finditer(body) if b"src=" not in m["attributes"])
    return tuple(dict.fromkeys(script_hash(code) for code in codes if code.strip()))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _from_elsewhere(method: str, headers: Headers) -> bool:
    """Whether another site lets the browser ask; programs send none of these headers and may come in."""
    site, origin, host = headers.get("sec-fetch-site"), headers.get("origin"), headers.get("host", "")
    if method in ("GET", "HEAD"):
        return site in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate"
    if origin is not None and origin.partition("://")[2].lower() != host.lower():
        return True
    return site not in (None, "same-origin", "none")


def _largest(path: str) -> int:
    if path.startswith("/api/"):
        return LARGEST_BODY
    return LARGEST_UPLOAD_REQUEST if path.startswith("/gradio_api/upload") else _LARGEST_STEP


def _too_large(path: str) -> RequestError:
    return RequestError(
        "KT-H05",
        "Die Anfrage ist zu groß.",
        f"Senden Sie höchstens {_largest(path) // (1024 * 1024)} Megabyte; teilen Sie einen langen Text.",
    )


class _TooLargeError(Exception):
    """More came in than was announced or is allowed."""


class _Body:
    """What comes in with a request, up to a size; what is then said about the rest of it is left unsaid."""

    def __init__(self, receive: Receive, largest: int) -> None:
        self._receive, self._left = receive, largest
        self.too_large = False

    async def receive(self) -> Message:
        """Return the next part."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                self.too_large = True
                raise _TooLargeError
        return message

    def unless_too_large(self, send: Send) -> Send:
        """Return a way to answer that falls silent when the body was too large."""

        async def answer(message: Message) -> None:
            if not self.too_large:
                await send(message)

        return answer
