"""The addresses of the interface with their German description."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI, Path, Query, Request
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from klartext import __version__
from klartext.api import models
from klartext.api.limits import Rate, Turn
from klartext.api.problems import fault, handle_errors
from klartext.api.work import Work
from klartext.records import Category
from klartext.session import Klartext

PREFIX: Final = "/api/v1"
PER_MINUTE: Final = 120
"""So many requests one client may make in a minute, on average."""
AT_ONCE: Final = 40
"""So many of them directly one after the other."""
_DESCRIPTION: Final = """\
Prüft Behördenbriefe auf schwer verständliche Stellen und macht Vorschläge, für Fachverfahren und Dokumentensysteme.

* Klartext entscheidet nichts: Jede Entscheidung nennt einen Menschen.
* Stellen zählen in Unicode-Codepunkten im gelesenen Text, halboffen: [start, end).
* Nichts wird gespeichert. Briefe stehen in keinem Protokoll des Servers.
* Fehler sind JSON mit fester Kennung (KT-…), dem, was geschehen ist, und dem, was Sie tun können.
"""
_PROBLEM: Final[dict[str, Any]] = {"model": models.ProblemAnswer}
_ALWAYS: Final[dict[int | str, dict[str, Any]]] = {
    400: {**_PROBLEM, "description": "Falscher Rechnername oder unlesbare Anfrage."},
    401: {**_PROBLEM, "description": "Nicht angemeldet."},
    403: {**_PROBLEM, "description": "Die Anfrage kommt von einer fremden Seite."},
    422: {**_PROBLEM, "description": "Die Angaben passen nicht."},
    429: {**_PROBLEM, "description": "Zu viele Anfragen; „Retry-After“ nennt die Sekunden bis zur nächsten."},
    500: {**_PROBLEM, "description": "Fehler im Programm."},
}
_LETTER: Final[dict[int | str, dict[str, Any]]] = {
    413: {**_PROBLEM, "description": "Die Anfrage ist zu groß."},
    415: {**_PROBLEM, "description": "Die Anfrage ist kein JSON."},
    503: {**_PROBLEM, "description": "Zu viele Briefe warten; „Retry-After“ nennt die Sekunden."},
}
_CHECKING: Final = "Prüfen"
_DECIDING: Final = "Entscheiden"
_RULES: Final = "Regeln"
_SERVICE: Final = "Dienst"


def build_api(klartext: Klartext, turn: Turn, rate: Rate | None = None) -> ASGIApp:
    """Return the interface, not yet served.

    Args:
        klartext: Loaded; a language model is not asked here.
        turn: The turn at its pipeline.
        rate: How much each client may ask.
    """
    work, limit = Work(klartext, turn), rate or Rate(PER_MINUTE, AT_ONCE)

    def counted(request: Request) -> None:
        limit.take(_client(request))

    api = FastAPI(
        title="Klartext",
        version=__version__,
        summary="Schreibhilfe für verständliche Behördenbriefe",
        description=_DESCRIPTION,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=_ALWAYS,
        redirect_slashes=False,
        generate_unique_id_function=_name,
    )
    handle_errors(api)
    _letters(api, work, Depends(counted))
    _catalogue(api, work, Depends(counted))
    _describe_sign_in(api)
    return Faultless(api)


class Faultless:
    """Writes down where programming errors happened, and lets nobody write down more."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = False

        async def watched(message: Any) -> None:  # noqa: ANN401 - an ASGI message
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:  # answered already: FastAPI raises it once more
            if scope["type"] != "http":
                raise
            answer = fault(error)
            if not started:
                await answer(scope, receive, send)


def _letters(api: FastAPI, work: Work, counted: Any) -> None:  # noqa: ANN401 - what Depends returns
    @api.post(
        "/check",
        tags=[_CHECKING],
        summary="Einen Brief prüfen",
        response_model=models.CheckedLetter,
        response_description="Der geprüfte Brief, wie „klartext check --format json“.",
        responses=_LETTER,
        dependencies=[counted],
    )
    def check(letter: models.LetterRequest) -> Any:  # noqa: ANN401 - the response model says it
        """Befunde, Vorschläge, geschützte Stellen und Lesbarkeit eines Briefs."""
        return work.check(letter)

    @api.post(
        "/suggestions",
        tags=[_CHECKING],
        summary="Vorschläge zu einem Brief",
        response_model=models.Suggestions,
        response_description="Die Vorschläge, die die Prüfung bestanden haben.",
        responses=_LETTER,
        dependencies=[counted],
    )
    def suggestions(letter: models.LetterRequest) -> Any:  # noqa: ANN401
        """Nur die Vorschläge, mit ihren Prüfungen und der Prüfsumme des Textes für die Entscheidungen."""
        return work.suggestions(letter)

    @api.post(
        "/guard",
        tags=[_CHECKING],
        summary="Eine Formulierung prüfen",
        response_model=models.GuardResult,
        response_description="Jede Prüfung mit ihrem Ergebnis.",
        responses=_LETTER,
        dependencies=[counted],
    )
    def guard(change: models.GuardRequest) -> Any:  # noqa: ANN401
        """Bleiben alle Angaben, wie sie sind? Auch für Sätze, die ein Mensch selbst geschrieben hat."""
        return work.guard(change)

    @api.post(
        "/decisions",
        tags=[_DECIDING],
        summary="Entscheidungen anwenden",
        response_model=models.Released,
        response_description="Der freigegebene Brief mit dem Protokoll.",
        responses={**_LETTER, 409: {**_PROBLEM, "description": "Die Entscheidungen passen nicht zum Text."}},
        dependencies=[counted],
    )
    def decisions(letter: models.DecisionsRequest, request: Request) -> Any:  # noqa: ANN401
        """Wendet festgehaltene Entscheidungen an, sonst nichts. Jede nennt einen Menschen; ohne Namen gilt keine."""
        return work.release(letter, _person(request))


def _catalogue(api: FastAPI, work: Work, counted: Any) -> None:  # noqa: ANN401 - what Depends returns
    @api.get(
        "/rules",
        tags=[_RULES],
        summary="Alle Regeln",
        response_model=models.RuleList,
        response_description="Eine Zeile je Regel.",
        dependencies=[counted],
    )
    def rules(
        category: Annotated[Category | None, Query(description="Nur Regeln dieser Kategorie.")] = None,
    ) -> Any:  # noqa: ANN401
        """Kennung, Kategorie, Schwere, Titel und Quellen jeder Regel."""
        return work.rules(category)

    @api.get(
        "/rules/{id}",
        tags=[_RULES],
        summary="Eine Regel",
        response_model=models.RuleDetails,
        response_description="Die Regel mit Erklärung, Quellen und Beispielen.",
        responses={404: {**_PROBLEM, "description": "Diese Regel gibt es nicht."}},
        dependencies=[counted],
    )
    def rule(id: Annotated[str, Path(max_length=200, description="Kennung der Regel.")]) -> Any:  # noqa: ANN401
        """Was die Regel sucht, warum die Stelle schwer ist, Quellen, Beispiele und Gegenbeispiele."""
        return work.rule(id)

    @api.get(
        "/version",
        tags=[_SERVICE],
        summary="Was hier läuft",
        response_model=models.About,
        response_description="Versionen und Grenzen.",
        dependencies=[counted],
    )
    def version(request: Request) -> Any:  # noqa: ANN401
        """Versionen von Programm, Sprachanalyse und Regeln; wie groß Briefe sein dürfen; wer angemeldet ist."""
        return work.about(_person(request))

    @api.get(
        "/health",
        tags=[_SERVICE],
        summary="Arbeitet der Dienst?",
        response_model=models.Health,
        response_description="Der Dienst arbeitet.",
        openapi_extra={"security": []},
    )
    async def health() -> Any:  # noqa: ANN401
        """Für die Überwachung; auch ohne Anmeldung."""
        return {"status": "ok"}


def _describe_sign_in(api: FastAPI) -> None:
    """Say in the description how to sign in."""
    described = api.openapi()
    described.setdefault("components", {})["securitySchemes"] = {
        "kennwort": {
            "type": "http",
            "scheme": "basic",
            "description": "Name und Kennwort wie auf der Seite. Auf dem eigenen Rechner ist keine Anmeldung nötig.",
        }
    }
    described["security"] = [{"kennwort": []}, {}]


def _name(route: APIRoute) -> str:
    return route.name


def _person(request: Request) -> str | None:
    user = request.scope.get("user")
    return user.display_name if user is not None and user.is_authenticated else None


def _client(request: Request) -> str:
    """Return whom a request counts for: the person, or else the address."""
    user = request.scope.get("user")
    if user is not None and user.is_authenticated:
        return f"person {user.identity}"
    return f"address {request.client.host if request.client else ''}"
