"""Saying no: as JSON to programs, as a small German page to people."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from klartext.api.problems import answer, status
from klartext.errors import KlartextError

_LOOKS: Final = """\
:root { color-scheme: light dark; }
body { font: 1.05rem/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif; margin: 0; background: #f3f6f9;
  color: #1b2733; }
main { max-width: 26rem; margin: 12vh auto 2rem; padding: 1.75rem 2rem; background: #fff; border: 1px solid #c3ccd6;
  border-radius: .5rem; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; color: #12507a; }
h2 { margin: 0 0 1rem; font-size: 1.1rem; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; padding: .55rem .6rem; font: inherit; color: inherit; background: #fff;
  border: 1px solid #6b7a8a; border-radius: .35rem; }
button, .knopf { display: inline-block; margin-top: 1.5rem; padding: .6rem 1.2rem; font: inherit; font-weight: 600;
  color: #fff; background: #12507a; border: 2px solid #12507a; border-radius: .35rem; cursor: pointer;
  text-decoration: none; }
button:hover, .knopf:hover { background: #0d3d5e; }
:focus-visible { outline: 3px solid #b35a00; outline-offset: 2px; }
.fehler { margin: 0 0 1rem; padding: .75rem .9rem; background: #fdf1e3; color: #1b2733;
  border-left: .4rem solid #b35a00; }
.klein { margin: 1.5rem 0 0; font-size: .9rem; color: #4a5866; }
@media (prefers-color-scheme: dark) {
  body { background: #10161d; color: #e6edf4; } main { background: #18212b; border-color: #3a4857; }
  h1 { color: #8cc4ee; } input { background: #10161d; border-color: #8795a5; } .klein { color: #a9b6c4; }
}
"""
_FRAME: Final = """\
<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{looks}</style>
</head>
<body><main>{body}</main></body>
</html>
"""


def small_page(title: str, body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """Return a page without scripts; ``body`` is markup."""
    return HTMLResponse(_FRAME.format(title=escape(title), looks=_LOOKS, body=body), status, headers)


def for_programs(scope: Scope) -> bool:
    """Whether a request wants JSON, not a page."""
    path: str = scope["path"]
    return path.startswith(("/api/", "/gradio_api/")) or path == "/config"


def refuse(scope: Scope, error: KlartextError, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer to a request that is not let in."""
    if for_programs(scope):
        return answer(error, headers)
    return small_page("Klartext", f"<h1>Klartext</h1>{told(error)}", status(error), headers)


def told(error: KlartextError) -> str:
    """Return an error as markup."""
    return (
        f'<p class="fehler" role="alert"><strong>{escape(error.what)}</strong> {escape(error.remedy)}'
        f" <small>[{error.code}]</small></p>"
    )
