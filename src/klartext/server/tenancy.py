"""A page that somebody has open is theirs: nobody else who is signed in can go on with it or listen to it."""

from __future__ import annotations

import json
import threading
from typing import Final

from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from klartext.bounded import Bounded
from klartext.errors import RequestError
from klartext.server.refusing import refuse
from klartext.server.steps import again, is_step, whole

_HEARTBEAT: Final = "/gradio_api/heartbeat/"
_MOST: Final = 20_000


class Tenancy:
    """ASGI middleware behind the door: the first person to use a page's key keeps it.

    The key is drawn in the browser and opens what the server remembers about one page, the letter among it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._owners = Bounded[str, str](_MOST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        user = scope.get("user")
        if scope["type"] != "http" or user is None or not scope["path"].startswith("/gradio_api/"):
            await self._app(scope, receive, send)
            return
        key = _in_address(scope)
        if key is None and is_step(scope):
            body = await whole(receive)
            key, receive = _in_body(body), again(body, receive)
        if key is not None and not self._belongs(key, user.identity):
            problem = RequestError("KT-H03", "Diese Adresse gibt es nicht.", "Öffnen Sie die Seite neu.")
            await refuse(scope, problem)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _belongs(self, key: str, login: str) -> bool:
        with self._lock:
            owner = self._owners.get(key) or login
            self._owners.put(key, owner)
        return owner == login


def _in_address(scope: Scope) -> str | None:
    if scope["path"].startswith(_HEARTBEAT):
        return str(scope["path"].removeprefix(_HEARTBEAT))
    return QueryParams(scope["query_string"]).get("session_hash")


def _in_body(body: bytes) -> str | None:
    try:
        key = json.loads(body).get("session_hash")
    except (ValueError, AttributeError):
        return None
    return key if isinstance(key, str) else None
