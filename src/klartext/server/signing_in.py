"""The page where people sign in, and signing out."""

from __future__ import annotations

from html import escape
from typing import Final

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from klartext.api.problems import status
from klartext.errors import KlartextError
from klartext.page.server import SIGN_IN_COOKIE
from klartext.server.door import SIGN_IN, SIGN_OUT, ByPassword, address
from klartext.server.refusing import small_page, told
from klartext.server.sessions import LASTS

_FORM: Final = """\
<h1>Klartext</h1><h2>Bitte melden Sie sich an</h2>{said}
<form method="post" action="{action}">
<label for="name">Name</label>
<input id="name" name="name" value="{name}" autocomplete="username" autocapitalize="none" spellcheck="false"
 required{first}>
<label for="kennwort">Kennwort</label>
<input id="kennwort" name="kennwort" type="password" autocomplete="current-password" required{second}>
<button>Anmelden</button>
</form>
<p class="klein">Kennwort vergessen? Wer Klartext bei Ihnen betreut, kann ein neues vergeben.</p>"""
_GONE: Final = """\
<h1>Klartext</h1><h2>Sie sind abgemeldet</h2>
<p>Von Ihrem Brief ist in diesem Browser nichts geblieben, wenn Sie die Seite geschlossen haben.</p>
<a class="knopf" href="/anmelden">Wieder anmelden</a>"""


def routes(way: ByPassword) -> list[Route]:
    """Return the addresses for signing in and out."""

    async def show(request: Request) -> Response:
        return _form()

    async def sign_in(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=4) as form:
            login, password = _field(form, "name").strip(), _field(form, "kennwort")
        try:
            person = await to_thread.run_sync(way.verify, login, password, address(request))
        except KlartextError as error:
            return _form(login, error)
        response = RedirectResponse("/", 303)
        response.set_cookie(
            SIGN_IN_COOKIE,
            way.sessions.begin(person.login),
            max_age=int(LASTS),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return response

    async def sign_out(request: Request) -> Response:
        way.sessions.end(request.cookies.get(SIGN_IN_COOKIE, ""))
        response = small_page("Abgemeldet – Klartext", _GONE)
        response.delete_cookie(SIGN_IN_COOKIE, httponly=True, samesite="lax")
        return response

    return [
        Route(SIGN_IN, show, methods=["GET"]),
        Route(SIGN_IN, sign_in, methods=["POST"]),
        Route(SIGN_OUT, sign_out, methods=["GET"]),
    ]


def _form(login: str = "", error: KlartextError | None = None) -> Response:
    first, second = ("", " autofocus") if login else (" autofocus", "")
    said = told(error) if error else ""
    body = _FORM.format(said=said, action=SIGN_IN, name=escape(login[:80]), first=first, second=second)
    headers = getattr(error, "headers", None)
    return small_page("Anmelden – Klartext", body, status(error) if error else 200, headers)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
