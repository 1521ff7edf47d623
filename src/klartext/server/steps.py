"""Steps of the page as requests: which they are, and reading what they carry without taking it from the page."""

from __future__ import annotations

from typing import Final

from starlette.types import Message, Receive, Scope

_STEPS: Final = ("/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/cancel", "/gradio_api/reset")


def is_step(scope: Scope) -> bool:
    """Whether a request asks the page to do something."""
    return scope["type"] == "http" and scope["method"] == "POST" and scope["path"].rstrip("/") in _STEPS


async def whole(receive: Receive) -> bytes:
    """Return the body of a request."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return b"".join(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """Return a way to read a body once more that has been read."""
    given = False

    async def read() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return read
