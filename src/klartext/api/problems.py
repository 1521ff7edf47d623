"""Errors as answers: a status, a stable code and a German text that says what to do, as JSON."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from klartext.errors import DecisionError, InputError, KlartextError, RequestError, RuleError, ServerError
from klartext.report.contract import SCHEMA_VERSION

_log = logging.getLogger(__name__)
_STATUS: Final[Mapping[str, int]] = {
    "KT-A05": 404,
    "KT-D09": 409,
    "KT-D10": 409,
    "KT-D11": 409,
    "KT-H01": 400,
    "KT-H02": 403,
    "KT-H03": 404,
    "KT-H04": 405,
    "KT-H05": 413,
    "KT-H06": 429,
    "KT-H07": 503,
    "KT-H10": 415,
    "KT-H11": 403,
    "KT-N07": 401,
    "KT-N08": 429,
    "KT-N09": 401,
}
_FAULT: Final = RequestError(
    "KT-H09",
    "Das hat wegen eines Fehlers im Programm nicht geklappt.",
    "Versuchen Sie es noch einmal. Bleibt der Fehler, sagen Sie es denen, die Klartext betreuen.",
)
_EXPECTED: Final[Mapping[str, str]] = {
    "missing": "Die Angabe fehlt",
    "json_invalid": "Das ist kein gültiges JSON",
    "string_type": "Erwartet ist ein Text",
    "string_too_long": "Der Text ist zu lang",
    "string_too_short": "Der Text ist leer oder zu kurz",
    "int_type": "Erwartet ist eine ganze Zahl",
    "int_parsing": "Erwartet ist eine ganze Zahl",
    "bool_type": "Erwartet ist true oder false",
    "list_type": "Erwartet ist eine Liste",
    "too_long": "Die Liste ist zu lang",
    "literal_error": "Der Wert ist keiner von denen, die möglich sind",
    "extra_forbidden": "Diese Angabe gibt es nicht",
    "dict_type": "Erwartet ist ein JSON-Objekt",
    "model_type": "Erwartet ist ein JSON-Objekt",
    "model_attributes_type": "Erwartet ist ein JSON-Objekt",
}
"""What pydantic says, in German; whatever is not here is told in general words."""


def status(error: KlartextError) -> int:
    """Return the HTTP status of an error."""
    known = _STATUS.get(error.code)
    if known is not None:
        return known
    if isinstance(error, DecisionError | InputError | RequestError | RuleError):
        return 422
    return 403 if isinstance(error, ServerError) else 500


def content(error: KlartextError) -> dict[str, Any]:
    """Return an error as the interface tells it."""
    told = {"code": error.code, "what": error.what, "remedy": error.remedy, "where": error.where}
    return {"schema_version": SCHEMA_VERSION, "error": told}


def answer(error: KlartextError, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the answer to a request that failed."""
    return JSONResponse(content(error), status(error), headers)


def log_fault(error: BaseException) -> None:
    """Write down where the program failed; never the message of the error, which may hold words of a letter."""
    places = "".join(traceback.format_tb(error.__traceback__)[-8:])
    _log.error("%s\n%s", type(error).__name__, places)


def handle_errors(app: FastAPI) -> None:
    """Let an application answer every error as JSON."""

    @app.exception_handler(KlartextError)
    def _known(request: Request, error: KlartextError) -> JSONResponse:
        return answer(error, getattr(error, "headers", None))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return answer(_not_valid(error.errors()))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        return answer(_of_status(error.status_code), error.headers)

    @app.exception_handler(Exception)
    def _fault(request: Request, error: Exception) -> JSONResponse:
        return _faulty()


def fault(error: BaseException) -> JSONResponse:
    """Note a programming error and return the answer to the request that met it."""
    log_fault(error)
    return _faulty()


def _faulty() -> JSONResponse:
    return JSONResponse(content(_FAULT), 500)


def _not_valid(errors: Sequence[Mapping[str, Any]]) -> RequestError:
    first = errors[0] if errors else {}
    place = ".".join(str(part) for part in first.get("loc", ())[1:]) or None
    said = _EXPECTED.get(str(first.get("type")), "Der Wert passt nicht")
    return RequestError(
        "KT-H08",
        f"Die Anfrage ist nicht lesbar: {said}.",
        "Vergleichen Sie die Anfrage mit der Beschreibung unter /api/v1/openapi.json.",
        place,
    )


def _of_status(code: int) -> RequestError:
    if code == 405:
        return RequestError(
            "KT-H04", "Diese Methode gibt es hier nicht.", "Die Beschreibung steht unter /api/v1/openapi.json."
        )
    if code == 404:
        return RequestError("KT-H03", "Diese Adresse gibt es nicht.", "Alle Adressen nennt /api/v1/openapi.json.")
    return RequestError("KT-H08", "Die Anfrage ist nicht lesbar.", "Die Beschreibung steht unter /api/v1/openapi.json.")
