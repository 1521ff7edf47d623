"""Messages, the preview and the files that a person takes away."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from klartext.errors import KlartextError
from klartext.view.markup import Html, html, join

_PARAGRAPH: Final = re.compile(r"(?<=\n\n)(?!\n)")


def message(text: str, kind: Literal["gut", "hinweis"] = "gut") -> Html:
    """Return a message to the person at the page; a ``hinweis`` asks for something and says so in a word."""
    lead = Html("<strong>Bitte beachten:</strong> ") if kind == "hinweis" else Html()
    return html('<p class="kt-meldung {kind}">{lead}{text}</p>', kind=kind, lead=lead, text=text)


def error_message(error: KlartextError) -> Html:
    """Return an error as a message: what happened, where, and what to do next."""
    where = f" ({error.where})" if error.where else ""
    return html(
        '<p class="kt-meldung hinweis"><strong>{what}{where}</strong> {remedy} <small>[{code}]</small></p>',
        what=error.what,
        where=where,
        remedy=error.remedy,
        code=error.code,
    )


def preview(text: str) -> tuple[Html, ...]:
    """Return what the letter reads like with the decisions so far, paragraph by paragraph."""
    return tuple(html("{text}", text=paragraph) for paragraph in _PARAGRAPH.split(text))


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a person may take away; it exists only in the page."""

    name: str
    media_type: str
    content: str | bytes
    label: str

    @property
    def address(self) -> str:
        """The file itself as an address."""
        text = isinstance(self.content, str)
        data = self.content.encode("utf-8") if isinstance(self.content, str) else self.content
        return f"data:{self.media_type}{';charset=utf-8' if text else ''};base64,{base64.b64encode(data).decode()}"


def download_links(files: Sequence[Download]) -> Html:
    """Return links that carry their files inside, so that nothing is written to the server's disk."""
    links = join(
        html(
            '<a class="kt-laden" download="{name}" href="{address}">{label}</a>',
            name=f.name,
            address=f.address,
            label=f.label,
        )
        for f in files
    )
    return html('<nav class="kt-dateien" aria-label="Dateien herunterladen">{links}</nav>', links=links)


def file_stem(source: str) -> str:
    """Return a file name without ending that every system accepts, made from where a letter came from."""
    base = re.split(r"[\\/]", source)[-1].rsplit(".", 1)[0]
    return re.sub(r"[^\w-]+", "-", base).strip("-")[:60] or "brief"
