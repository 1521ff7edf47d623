"""What goes around the page: headers, host names, language. The page itself is tried out in ``tests/browser``."""

from __future__ import annotations

import asyncio
import inspect
import os
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from klartext.page import keep_quiet, launch
from klartext.page.server import Address, german_page, middleware

GRADIO_PAGE = (
    '<html\n\tlang="en"\n><head><meta property="og:image" content="https://raw.example/x.jpg" />'
    '<meta\n\tname="twitter:creator" content="@x" /><meta name="viewport" content="w" /></head>'
    "<body>Grüße</body></html>"
)


def app(host: str = "127.0.0.1") -> Starlette:
    async def page(request: Request) -> HTMLResponse:
        return HTMLResponse(GRADIO_PAGE)

    async def streamed(request: Request) -> StreamingResponse:
        return StreamingResponse(iter([GRADIO_PAGE[:40].encode(), GRADIO_PAGE[40:].encode()]), media_type="text/html")

    async def plain(request: Request) -> PlainTextResponse:
        return PlainTextResponse('<html lang="en"><head>')

    routes = [Route("/", page), Route("/streamed", streamed), Route("/plain", plain)]
    return Starlette(routes=routes, middleware=middleware(host))


def get(path: str, host: str = "127.0.0.1:7860", served_on: str = "127.0.0.1") -> tuple[int, dict[str, str], str]:
    """Send one request straight to the application."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"host", host.encode())], "http_version": "1.1", "scheme": "http",
    }  # fmt: skip

    asked: list[bool] = []

    async def receive() -> dict[str, Any]:
        if asked:
            await asyncio.Event().wait()
        asked.append(True)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(served_on)(scope, receive, send))
    headers = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]).decode()


@pytest.mark.parametrize("path", ["/", "/streamed"])
def test_the_page_is_german_and_names_nobody_else(path: str):
    status, headers, body = get(path)
    assert status == 200
    assert 'lang="de"' in body and 'name="viewport"' in body and "Grüße" in body
    assert "https://" not in body and "twitter" not in body
    assert int(headers["content-length"]) == len(body.encode())


def test_other_answers_pass_unchanged():
    _, headers, body = get("/plain")
    assert body == '<html lang="en"><head>'
    assert headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/plain"])
def test_every_answer_forbids_requests_to_others(path: str):
    _, headers, _ = get(path)
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert not any(word in headers["content-security-policy"] for word in ("http", "*", "ws:"))
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost"])
def test_this_machine_may_ask(host: str):
    assert get("/", host)[0] == 200


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "10.0.0.7:7860"])
def test_a_request_in_another_name_is_refused(host: str):
    assert get("/", host)[0] == 400


def test_a_page_for_the_house_answers_to_its_names():
    assert get("/", "amt-rechner-7", served_on="0.0.0.0")[0] == 200


def test_german_page_leaves_other_text_alone():
    assert german_page(b'<p lang="en">x</p>') == b'<p lang="en">x</p>'


def test_nobody_can_ask_for_a_shared_link():
    assert "share" not in inspect.signature(launch).parameters
    assert inspect.signature(launch).parameters["host"].default == "127.0.0.1"


def test_keep_quiet_switches_off_what_would_call_home(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    monkeypatch.setenv("GRADIO_SHARE", "True")
    keep_quiet()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == os.environ["GRADIO_SHARE"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


@pytest.mark.parametrize(("only_here", "warned"), [(True, False), (False, True)])
def test_a_page_that_others_can_reach_is_announced_with_a_warning(
    only_here: bool, warned: bool, capsys: pytest.CaptureFixture[str]
):
    Address("http://127.0.0.1:7860/", only_here).announce(open_browser=False)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:7860/" in said
    assert ("keine Anmeldung" in said) is warned
