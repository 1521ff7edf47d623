"""HTML fragments that escape whatever is not markup already."""

from __future__ import annotations

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
