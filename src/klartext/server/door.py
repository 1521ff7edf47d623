"""The door: who is asking. Behind it every request has a person, or the page is only for this machine."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import math
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from anyio import to_thread
from starlette.authentication import BaseUser
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from klartext.bounded import Bounded
from klartext.errors import KlartextError, ServerError
from klartext.page.server import SIGN_IN_COOKIE
from klartext.server.attempts import Attempts
from klartext.server.people import People, Person
from klartext.server.refusing import for_programs, refuse
from klartext.server.sessions import Sessions

SIGN_IN: Final = "/anmelden"
SIGN_OUT: Final = "/abmelden"
_OPEN: Final = frozenset(
    {SIGN_IN, SIGN_OUT, "/api/v1/health", "/favicon.ico", "/robots.txt", "/manifest.json", "/pwa_icon"}
)
_REMEMBERED: Final = 300.0
"""Seconds for which a password that was right need not be hashed again: programs send it with every request."""
_MOST: Final = 1_000
_LONGEST_NAME: Final = 120


class SignedIn(BaseUser):
    """A person behind a request, as Starlette and FastAPI know users."""

    def __init__(self, person: Person) -> None:
        self._person = person

    @property
    def is_authenticated(self) -> bool:
        """Always: who is not signed in does not come this far."""
        return True

    @property
    def display_name(self) -> str:
        """The name for the protocol."""
        return self._person.name

    @property
    def identity(self) -> str:
        """The sign-in name."""
        return self._person.login


class Refused(ServerError):
    """Not let in, with headers for the answer."""

    def __init__(self, code: str, what: str, remedy: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(code, what, remedy)
        self.headers = headers or {}


class Way(Protocol):
    """A way to find out who is asking."""

    @property
    def asks(self) -> bool:
        """Whether people sign in here, on a page of ours."""
        ...

    def person(self, connection: HTTPConnection) -> Person | None:
        """Return who is asking, None if the request does not say.

        Raises:
            Refused: The request says something that is not true.
        """
        ...


class ByPassword:
    """People sign in with name and password: in the browser once a day, programs with every request."""

    asks = True

    def __init__(
        self, people: People, attempts: Attempts | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.people, self.sessions = people, Sessions(clock)
        self._attempts, self._clock = attempts or Attempts(clock), clock
        self._lock, self._key = threading.Lock(), secrets.token_bytes(32)
        self._right = Bounded[bytes, tuple[str, float]](_MOST)

    def person(self, connection: HTTPConnection) -> Person | None:
        """Return the person behind the cookie or the ``Authorization`` header."""
        self._refresh()
        header = connection.headers.get("authorization")
        if header is not None and connection.url.path.startswith("/api/"):
            return self._by_header(header, address(connection))
        login = self.sessions.login(connection.cookies.get(SIGN_IN_COOKIE, ""))
        return self.people.find(login) if login else None

    def verify(self, login: str, password: str, client: str) -> Person:
        """Return the person with this password.

        Raises:
            Refused: KT-N07 name or password is wrong, KT-N08 too many attempts.
        """
        self._refresh()
        if (wait := self._attempts.wait(login, client)) > 0:
            seconds = max(1, math.ceil(wait))
            raise Refused(
                "KT-N08",
                "Zu viele Versuche.",
                f"Warten Sie {seconds} Sekunden. Prüfen Sie dann Name und Kennwort.",
                {"Retry-After": str(seconds)},
            )
        person = self.people.verify(login, password)
        if person is None:
            self._attempts.failed(login, client)
            raise Refused(
                "KT-N07",
                "Name oder Kennwort stimmt nicht.",
                "Versuchen Sie es noch einmal. Wer Klartext betreut, kann ein neues Kennwort vergeben.",
            )
        self._attempts.succeeded(login)
        return person

    def _by_header(self, header: str, client: str) -> Person:
        login, password = _basic(header)
        key = hmac.digest(self._key, f"{login}\0{password}".encode("utf-8", "surrogatepass"), hashlib.sha256)
        with self._lock:
            known = self._right.get(key)
        if known and known[1] > self._clock() and (person := self.people.find(known[0])):
            return person
        person = self.verify(login, password, client)
        with self._lock:
            self._right.put(key, (login, self._clock() + _REMEMBERED))
        return person

    def _refresh(self) -> None:
        """Look at the file again; a changed password ends what was remembered."""
        if self.people.refresh():
            with self._lock:
                self._right.clear()


class ByProxy:
    """A proxy has signed the person in and names them in a header; nobody else is believed."""

    asks = False

    def __init__(self, header: str, proxies: Sequence[str]) -> None:
        self._header = header
        self._proxies = [ipaddress.ip_network(p) for p in proxies]

    def person(self, connection: HTTPConnection) -> Person | None:
        """Return the person in the header, if the request comes straight from a named proxy.

        Raises:
            Refused: KT-N09, it comes from elsewhere, or the header is there twice or is no name.
        """
        named = connection.headers.getlist(self._header)
        if not self.trusts(connection.scope["klartext.peer"]):
            raise Refused(
                "KT-N09",
                "Hier kommt nur herein, wer sich über den Proxy der Behörde anmeldet.",
                "Öffnen Sie Klartext unter der Adresse, die Ihnen genannt wurde.",
            )
        if not named:
            return None
        name = _decoded(named[0])
        if len(named) > 1 or not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise Refused(
                "KT-N09",
                "Der Proxy hat Ihren Namen nicht richtig übergeben.",
                "Sagen Sie es denen, die Klartext betreuen.",
            )
        return Person(name, name)

    def trusts(self, peer: str) -> bool:
        """Whether an address is one of the proxies."""
        try:
            found = ipaddress.ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None) or found
        return any(mapped in network for network in self._proxies)


class Door:
    """ASGI middleware: lets in who is known, with ``user`` in the scope, and sends the others to sign in."""

    def __init__(self, app: ASGIApp, way: Way) -> None:
        self._app, self._way = app, way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in _OPEN:
            await self._app(scope, receive, send)
            return
        try:
            person = await to_thread.run_sync(self._way.person, HTTPConnection(scope))
        except KlartextError as error:
            headers = {**_challenge(scope, self._way), **getattr(error, "headers", {})}
            await refuse(scope, error, headers)(scope, receive, send)
            return
        if person is None:
            await self._send_away(scope, receive, send)
            return
        scope["user"] = SignedIn(person)
        await self._app(scope, receive, send)

    async def _send_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._way.asks and not for_programs(scope) and scope["method"] in ("GET", "HEAD"):
            await RedirectResponse(SIGN_IN, 303)(scope, receive, send)
            return
        missing = ServerError("KT-N09", "Sie sind nicht angemeldet.", "Melden Sie sich an und versuchen Sie es dann.")
        await refuse(scope, missing, _challenge(scope, self._way))(scope, receive, send)


class Peer:
    """ASGI middleware: notes who is really at the other end, before a proxy's word for somebody else is taken."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "lifespan":
            scope["klartext.peer"] = (scope.get("client") or ("", 0))[0]
        await self._app(scope, receive, send)


def address(connection: HTTPConnection) -> str:
    """Return the address of the person's machine."""
    return connection.client.host if connection.client else ""


def _challenge(scope: Scope, way: Way) -> dict[str, str]:
    """Say how to sign in; not to the page, where the browser would put up a window of its own."""
    api = way.asks and scope["path"].startswith("/api/")
    return {"WWW-Authenticate": 'Basic realm="Klartext", charset="UTF-8"'} if api else {}


def _basic(header: str) -> tuple[str, str]:
    scheme, _, told = header.partition(" ")
    try:
        login, colon, password = base64.b64decode(told, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        colon = ""
    if scheme.lower() != "basic" or not colon:
        raise Refused(
            "KT-N09",
            "Die Anmeldung in der Anfrage ist nicht lesbar.",
            "Senden Sie Name und Kennwort als „Basic“ (RFC 7617) in UTF-8.",
        )
    return login, password


def _decoded(header: str) -> str:
    """Return a header as its sender meant it: proxies send UTF-8, the server reads Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return header.strip()
