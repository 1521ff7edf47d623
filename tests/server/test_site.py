"""Everything in front of the page and the interface: who is let in, what is refused, what every answer carries."""

from __future__ import annotations

import base64
import inspect
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from klartext.config import Serving
from klartext.errors import ServerError
from klartext.page import keep_quiet
from klartext.page.server import SIGN_IN_COOKIE, german_page
from klartext.server import launch
from klartext.server.door import ByPassword, ByProxy, Door, Peer, Way
from klartext.server.people import People, add_person
from klartext.server.quiet import Wordless
from klartext.server.running import Address, way_in
from klartext.server.shield import LARGEST_UPLOAD_REQUEST, Hosts, Shield
from klartext.server.signing_in import routes
from klartext.server.tenancy import Tenancy
from klartext.server.uploads import OwnUploads

GRADIO_PAGE = (
    '<html\n\tlang="en"\n><head><meta property="og:image" content="https://raw.example/x.jpg" />'
    '<meta\n\tname="twitter:creator" content="@x" /><meta name="viewport" content="w" /></head>'
    "<body>Grüße<script>start()</script></body></html>"
)
PASSWORD = "vier Wörter hintereinander"
SIGNING_IN = {"name": "e.muster", "kennwort": PASSWORD}


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(GRADIO_PAGE)


async def streamed(request: Request) -> StreamingResponse:
    return StreamingResponse(iter([GRADIO_PAGE[:40].encode(), GRADIO_PAGE[40:].encode()]), media_type="text/html")


async def who(request: Request) -> JSONResponse:
    """Tell what came through: the person, the address, the scheme, the body and the headers."""
    user = request.scope.get("user")
    return JSONResponse(
        {
            "person": user.display_name if user else None,
            "client": request.client.host if request.client else None,
            "scheme": request.url.scheme,
            "length": len(await request.body()),
            "headers": dict(request.headers),
        }
    )


async def broken(request: Request) -> PlainTextResponse:
    raise ValueError("GEHEIMES WORT")


def site(
    way: Way | None = None, host: str = "127.0.0.1", names: tuple[str, ...] = (), proxies: tuple[str, ...] = ()
) -> ASGIApp:
    known = [
        Route("/", page),
        Route("/assets/streamed", streamed),
        Route("/api/v1/kaputt", broken),
        Route("/{path:path}", who, methods=["GET", "POST"]),
    ]
    app: Any = Starlette(routes=[*(routes(way) if isinstance(way, ByPassword) else ()), *known])
    if way is not None:
        app = Door(Tenancy(app), way)
    return Peer(ProxyHeadersMiddleware(Shield(app, Hosts.of(host, names)), list(proxies)))


def client(*arguments: Any, peer: str = "127.0.0.1", called: str = "http://127.0.0.1:7860", **more: Any) -> TestClient:
    return TestClient(
        site(*arguments, **more),
        base_url=called,
        follow_redirects=False,
        client=(peer, 5),
        raise_server_exceptions=False,
    )


@pytest.fixture
def way(tmp_path: Path) -> ByPassword:
    add_person(tmp_path / "personen.txt", "e.muster", "Erika Muster", PASSWORD)
    add_person(tmp_path / "personen.txt", "b.beispiel", "Bert Beispiel", PASSWORD)
    return ByPassword(People(tmp_path / "personen.txt"))


def basic(login: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()}


# --- what every answer carries -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/assets/streamed"])
def test_the_page_is_german_and_names_nobody_else(path: str):
    answer = client().get(path)
    assert 'lang="de"' in answer.text and 'name="viewport"' in answer.text and "Grüße" in answer.text
    assert "https://" not in answer.text and "twitter" not in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_german_page_leaves_other_text_alone():
    assert german_page(b'<p lang="en">x</p>') == b'<p lang="en">x</p>'


@pytest.mark.parametrize("path", ["/", "/config", "/api/v1/kaputt", "/nirgends"])
def test_every_answer_forbids_requests_to_others_and_is_kept_nowhere(path: str):
    headers = client().get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert not any(word in headers["content-security-policy"] for word in ("http", "*", "ws:"))
    assert headers["referrer-policy"] == "same-origin" and headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"] == "no-store"


def test_only_scripts_that_stand_in_the_page_may_run():
    policy = client().get("/").headers["content-security-policy"]
    assert policy.count("'sha256-") == 3  # Gradio's, the one for German, the page's own


def test_parts_of_the_program_may_be_kept():
    assert client().get("/assets/x.js").headers.get("cache-control") is None


# --- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:7860"])
def test_this_machine_may_ask(host: str):
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "10.0.0.7:7860", ""])
def test_a_request_in_another_name_is_refused(host: str):
    answer = client().get("/", headers={"host": host})
    assert answer.status_code == 400 and "KT-H01" in answer.text


@pytest.mark.parametrize(
    ("host", "known"),
    [("10.0.0.7:7860", True), ("[fe80::1]:7860", True), ("klartext.amt.example", True), ("boese.example", False)],
)
def test_a_server_for_the_house_answers_to_addresses_and_to_its_names(host: str, known: bool):
    served = client(host="0.0.0.0", names=("klartext.amt.example",))
    assert (served.get("/", headers={"host": host}).status_code == 200) is known


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 200),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ("GET", {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, 403),
        ("POST", {}, 200),
        ("POST", {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}, 200),
        ("POST", {"origin": "http://127.0.0.1:9999"}, 403),
        ("POST", {"origin": "https://boese.example"}, 403),
        ("POST", {"origin": "null"}, 403),
        ("POST", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 403),
    ],
)
def test_other_sites_cannot_ask_through_the_browser(method: str, headers: dict[str, str], status: int):
    assert client().request(method, "/api/v1/version", headers=headers).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://boese.example/",
        "/gradio_api/runs",
        "/gradio_api/vibe-code",
        "/gradio_api/call/v2/x",
        "/monitoring",
        "/login",
    ],
)
def test_what_the_page_does_not_need_is_not_there(path: str):
    assert client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/api/v1/check", 4 * 1024 * 1024, 200),
        ("/api/v1/check", 4 * 1024 * 1024 + 1, 413),
        ("/gradio_api/upload", LARGEST_UPLOAD_REQUEST + 1, 413),
    ],
)
def test_a_request_has_a_largest_size(path: str, size: int, status: int):
    assert client().post(path, content=b"x" * size).status_code == status


def test_a_request_that_does_not_tell_its_size_is_counted():
    parts = (b"x" * 65536 for _ in range(100))
    answer = client().post("/api/v1/check", content=parts)
    assert answer.status_code == 413 and answer.json()["error"]["code"] == "KT-H05"


def test_a_fault_is_told_and_logged_without_words(caplog: pytest.LogCaptureFixture):
    answer = client().get("/api/v1/kaputt")
    assert answer.status_code == 500
    assert "GEHEIM" not in answer.text + caplog.text


def test_headers_that_gradio_would_believe_come_from_nobody():
    told = client().get("/config", headers={"x-forwarded-host": "boese.example", "x-forwarded-proto": "https"}).json()
    assert not [name for name in told["headers"] if name.startswith("x-forwarded")]
    assert told["scheme"] == "http"


# --- signing in --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/config", "/gradio_api/queue/data?session_hash=x", "/api/v1/version"])
def test_nothing_is_shown_before_signing_in(way: ByPassword, path: str):
    with client(way) as browser:
        answer = browser.get(path)
        assert answer.status_code == 401 and answer.json()["error"]["code"] == "KT-N09"
        sent = browser.post("/gradio_api/queue/join", json={"session_hash": "x"})
        assert sent.status_code == 401
        assert browser.post("/gradio_api/upload", content=b"x").status_code == 401


def test_a_person_signs_in_and_out(way: ByPassword):
    with client(way) as browser:
        assert browser.get("/").headers["location"] == "/anmelden"
        form = browser.get("/anmelden")
        assert 'type="password"' in form.text and 'autocomplete="current-password"' in form.text
        signed_in = browser.post("/anmelden", data=SIGNING_IN)
        assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/")
        cookie = signed_in.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie and "secure" not in cookie
        assert browser.get("/config").json()["person"] == "Erika Muster"
        token = browser.cookies[SIGN_IN_COOKIE]
        assert "abgemeldet" in browser.get("/abmelden").text
        browser.cookies.set(SIGN_IN_COOKIE, token)
        assert browser.get("/").status_code == 303


def test_a_wrong_password_says_neither_which_nor_what(way: ByPassword):
    with client(way) as browser:
        wrong = browser.post("/anmelden", data={**SIGNING_IN, "kennwort": "falsch geraten"})
        unknown = browser.post("/anmelden", data={"name": "e.muster2", "kennwort": "falsch geraten"})
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.text.replace("e.muster", "") == unknown.text.replace("e.muster2", "")
        assert "falsch geraten" not in wrong.text and 'role="alert"' in wrong.text


def test_guessing_is_slowed_down_even_with_the_right_password(way: ByPassword):
    with client(way) as browser:
        for _ in range(4):
            browser.post("/anmelden", data={**SIGNING_IN, "kennwort": "falsch geraten"})
        answer = browser.post("/anmelden", data=SIGNING_IN)
        assert answer.status_code == 429 and int(answer.headers["retry-after"]) >= 1
        assert browser.post("/anmelden", data={**SIGNING_IN, "name": "b.beispiel"}).status_code == 303


def test_a_name_in_the_form_is_only_text(way: ByPassword):
    with client(way) as browser:
        answer = browser.post("/anmelden", data={"name": '"><script>alert(1)</script>', "kennwort": "x"})
        assert "<script>alert" not in answer.text


def test_whoever_is_taken_out_of_the_file_is_signed_out(way: ByPassword, tmp_path: Path):
    from klartext.server.people import remove_person

    with client(way) as browser:
        browser.post("/anmelden", data=SIGNING_IN)
        assert browser.get("/").status_code == 200
        remove_person(tmp_path / "personen.txt", "e.muster")
        assert browser.get("/").status_code == 303


def test_programs_sign_in_with_every_request(way: ByPassword, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    verify = way.people.verify
    monkeypatch.setattr(way.people, "verify", lambda login, word: (asked.append(login), verify(login, word))[1])
    with client(way) as program:
        for _ in range(3):
            assert (
                program.get("/api/v1/version", headers=basic("e.muster", PASSWORD)).json()["person"] == "Erika Muster"
            )
        assert asked == ["e.muster"]
        wrong = program.get("/api/v1/version", headers=basic("e.muster", "falsch"))
        assert wrong.status_code == 401 and wrong.headers["www-authenticate"].startswith("Basic")
        unread = program.get("/api/v1/version", headers={"authorization": "Bearer x"})
        assert unread.json()["error"]["code"] == "KT-N09"
        assert program.get("/api/v1/health").status_code == 200
        assert program.get("/config", headers=basic("e.muster", PASSWORD)).status_code == 401


def test_a_new_password_ends_what_was_remembered(way: ByPassword, tmp_path: Path):
    with client(way) as program:
        assert program.get("/api/v1/version", headers=basic("e.muster", PASSWORD)).status_code == 200
        add_person(tmp_path / "personen.txt", "e.muster", "Erika Muster", "ein ganz neues Kennwort")
        assert program.get("/api/v1/version", headers=basic("e.muster", PASSWORD)).status_code == 401


def test_two_people_never_share_a_page(way: ByPassword):
    app = site(way)
    first, second = (
        TestClient(app, base_url="http://127.0.0.1:7860", follow_redirects=False, client=(f"10.0.0.{n}", 5))
        for n in (1, 2)
    )
    first.post("/anmelden", data=SIGNING_IN)
    second.post("/anmelden", data={**SIGNING_IN, "name": "b.beispiel"})
    step = {"session_hash": "geheim", "fn_index": 1, "data": []}
    sent = first.post("/gradio_api/queue/join", json=step)
    assert sent.status_code == 200 and sent.json()["length"] == len(json.dumps(step, separators=(",", ":")))
    for answer in (
        second.post("/gradio_api/queue/join", json=step),
        second.post("/gradio_api/run/predict", json=step),
        second.post("/gradio_api/cancel", json=step),
        second.get("/gradio_api/queue/data", params={"session_hash": "geheim"}),
        second.get("/gradio_api/heartbeat/geheim"),
    ):
        assert answer.status_code == 404
    assert first.get("/gradio_api/queue/data", params={"session_hash": "geheim"}).status_code == 200
    assert second.post("/gradio_api/queue/join", json={**step, "session_hash": "anders"}).status_code == 200


# --- a proxy in front --------------------------------------------------------------------------------------------

PROXIED = {"names": ("klartext.amt.example",), "proxies": ("10.1.0.0/24",)}


def behind_proxy(peer: str = "10.1.0.9") -> TestClient:
    way = ByProxy("X-Remote-User", PROXIED["proxies"])
    return client(way, peer=peer, called="http://klartext.amt.example", **PROXIED)


@pytest.mark.parametrize("peer", ["10.1.0.9", "::ffff:10.1.0.9"])
def test_a_named_proxy_is_believed(peer: str):
    headers = {"x-remote-user": "Jürgen Groß".encode(), "x-forwarded-for": "192.0.2.7", "x-forwarded-proto": "https"}
    told = behind_proxy(peer).get("/config", headers=headers).json()
    assert told["person"] == "Jürgen Groß"
    if peer == "10.1.0.9":
        assert (told["client"], told["scheme"]) == ("192.0.2.7", "https")


def test_nobody_else_is_believed():
    answer = behind_proxy("10.2.0.9").get("/config", headers={"x-remote-user": "Erika", "x-forwarded-for": "10.1.0.9"})
    assert answer.status_code == 401 and answer.json()["error"]["code"] == "KT-N09"


@pytest.mark.parametrize("names", [[], [""], ["Erika", "Bert"], ["x" * 200], ["Eri\tka"]])
def test_a_proxy_that_names_nobody_lets_nobody_in(names: list[str]):
    answer = behind_proxy().get("/", headers=[("x-remote-user", name) for name in names])
    assert answer.status_code == 401


# --- starting ----------------------------------------------------------------------------------------------------


def test_nobody_can_ask_for_a_shared_link():
    assert "share" not in inspect.signature(launch).parameters
    assert inspect.signature(launch).parameters["host"].default == "127.0.0.1"


def test_keep_quiet_switches_off_what_would_call_home(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    monkeypatch.setenv("GRADIO_SHARE", "True")
    keep_quiet()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == os.environ["GRADIO_SHARE"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_logged_error_keeps_its_place_and_loses_its_words():
    try:
        raise ValueError("GEHEIMES WORT")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "a step failed", None, sys.exc_info())
    said = Wordless().format(record)
    assert "ValueError" in said and "test_site.py" in said and "a step failed" in said
    assert said.count("GEHEIM") == said.count('raise ValueError("GEHEIM')  # the line of this test, not the message


# --- listening beyond this machine -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("127.0.0.2", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("10.0.0.7", False), ("rechner7", False)],
)  # fmt: skip
def test_without_signing_in_only_this_machine_is_served(host: str, here: bool):
    if here:
        assert way_in(host, Serving()) is None
    else:
        with pytest.raises(ServerError) as refused:
            way_in(host, Serving())
        assert refused.value.code == "KT-N10"
        assert "klartext users add" in refused.value.remedy and "--passwords" in refused.value.remedy


def test_the_house_chooses_how_people_sign_in(tmp_path: Path):
    path = tmp_path / "personen.txt"
    path.touch()
    with pytest.raises(ServerError, match="KT-N11"):
        way_in("0.0.0.0", Serving(passwords=path))
    add_person(path, "a", "", PASSWORD)
    assert isinstance(way_in("0.0.0.0", Serving(passwords=path)), ByPassword)
    assert isinstance(way_in("127.0.0.1", Serving(passwords=path)), ByPassword)
    assert isinstance(way_in("0.0.0.0", Serving(header="X-Remote-User", proxies=("10.1.0.1",))), ByProxy)


@pytest.mark.parametrize("only_here", [True, False])
def test_a_page_that_others_can_reach_is_announced_with_a_warning(only_here: bool, capsys: pytest.CaptureFixture[str]):
    Address("http://127.0.0.1:7860/", only_here).announce(open_browser=False)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:7860/" in said
    assert ("unverschlüsselt" in said) is not only_here


# --- files that a page names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "named", ["/etc/passwd", "auf/../../../x", "http://192.0.2.1/x", "brief\0.txt", 7, {"path": "/etc/passwd"}]
)
@pytest.mark.parametrize("step", ["/gradio_api/queue/join", "/gradio_api/queue/join/", "/gradio_api/run/predict"])
def test_a_page_names_only_what_was_uploaded_to_it(step: str, named: object, tmp_path: Path, monkeypatch: Any):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    asking = TestClient(OwnUploads(site()), base_url="http://127.0.0.1:7860")
    assert asking.post(step, json={"data": [None, [{"path": named}]]}).status_code == 403
    uploaded = str(tmp_path / "ordner" / "brief.txt")
    assert asking.post(step, json={"data": [{"path": uploaded}, "path", None]}).json()["length"] > 0
