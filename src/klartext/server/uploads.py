"""A page may name only files that were uploaded to it: no other file of this machine, and no address elsewhere.

Gradio takes the places of files from the request. Mounted in another site it opens whatever is named there, and it
fetches addresses.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from klartext.errors import RequestError
from klartext.server.refusing import refuse
from klartext.server.steps import again, is_step, whole


class OwnUploads:
    """ASGI middleware before the page: refuses steps that name a file from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if is_step(scope):
            body = await whole(receive)
            receive = again(body, receive)
            if not all(_is_upload(place) for place in _places(body)):
                await refuse(scope, _not_uploaded())(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _not_uploaded() -> RequestError:
    return RequestError("KT-H11", "Diese Datei ist nicht hochgeladen.", "Laden Sie die Datei noch einmal hoch.")


def _places(body: bytes) -> Iterator[Any]:
    """Yield where the files of a step are, as far as it names any."""
    try:
        waiting = [json.loads(body)]
    except ValueError:
        return
    while waiting:
        match waiting.pop():
            case dict() as parts:
                if "path" in parts:
                    yield parts["path"]
                waiting += parts.values()
            case list() as parts:
                waiting += parts


def _is_upload(place: object) -> bool:
    from gradio.utils import get_upload_folder

    try:
        return Path(str(place)).resolve().is_relative_to(Path(get_upload_folder()).resolve())
    except ValueError:  # no system has such a path
        return False
