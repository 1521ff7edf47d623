"""HTML fragments that escape whatever is not markup already, and which script a page may run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape


class Html(str):
    """Text that is markup already; ``html`` escapes everything else."""

    __slots__ = ()


def html(template: str, **values: object) -> Html:
    """Return ``template`` with its ``{names}`` filled in, escaped unless they are ``Html``."""
    return Html(template.format(**{k: v if isinstance(v, Html) else escape(str(v)) for k, v in values.items()}))


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Return fragments in a row."""
    return Html(escape(between).join(parts))


def script_hash(script: bytes) -> str:
    """Return what a Content-Security-Policy calls a script inside a page."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode('ascii')}"


def policy_for(script: str) -> str:
    """Return the Content-Security-Policy of a page that loads nothing and runs only this script."""
    allowed = script_hash(script.encode())
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src '{allowed}'; base-uri 'none'"
