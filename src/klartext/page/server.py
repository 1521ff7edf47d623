"""The page as it is served: its look, its language, and how Gradio is put into a site. The rest is in ``server``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import gradio as gr
from fastapi import FastAPI
from starlette.requests import Request

_HERE: Final = Path(__file__).parent
_LARGEST_REQUEST: Final = "25mb"
"""A stop for careless uploads; the limit that people read about is in ``incoming``."""
_MOST_PAGES: Final = 200
"""So many open pages are remembered; each holds a letter with its analysis."""
SIGN_IN_COOKIE: Final = "klartext-anmeldung"
"""Whoever signed in on our own page has it, and may sign out there."""
_FOREIGN_META: Final = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_ENGLISH: Final = re.compile(rb'(<html\s+lang=)"en"')
_SPEAK_GERMAN: Final = (
    b'<head><script>for (const [key, value] of [["language", "de"], ["languages", ["de"]]])'
    b" Object.defineProperty(navigator, key, {get: () => value});</script>"
)
"""Gradio takes its own few words, and the language of the page, from what the browser says it prefers."""


def own_script() -> str:
    """Return the page's own script; Gradio puts it into the page when that is already open."""
    return (_HERE / "page.js").read_text(encoding="utf-8")


def german_page(body: bytes) -> bytes:
    """Return Gradio's page in German and without the addresses it names for previews on other sites."""
    german = _ENGLISH.sub(rb'\1"de"', body, count=1).replace(b"<head>", _SPEAK_GERMAN, 1)
    return _FOREIGN_META.sub(b"", german)


def mount(site: FastAPI, blocks: gr.Blocks, signs_in: bool = False) -> FastAPI:
    """Put the page at the root of a site.

    Args:
        site: Its own routes come first.
        blocks: The page.
        signs_in: The site knows who is asking; handlers then find the person's name in ``gr.Request.username``.
    """
    blocks.state_session_capacity = _MOST_PAGES
    blocks.has_launched = True  # else Gradio opens any file that a request names
    mounted: FastAPI = gr.mount_gradio_app(
        site,
        blocks,
        path="/",
        auth_dependency=_person if signs_in else None,
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=_LARGEST_REQUEST,
        theme=_theme(),
        css_paths=[_HERE / "page.css", _HERE / "audit.css"],
        head=f"<script>{own_script()}</script>",
        favicon_path=str(_HERE / "klartext.svg"),
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    return mounted


def _person(request: Request) -> str | None:
    user = request.scope.get("user")
    return user.display_name if user is not None else None


def _theme() -> gr.themes.Base:
    """Return a calm theme whose fonts are those of the system."""
    sans = [gr.themes.Font(n) for n in ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")]
    mono = [gr.themes.Font(n) for n in ("ui-monospace", "Consolas", "monospace")]
    ink, soft, accent = "#1b2733", "#4a5866", "#12507a"
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        spacing_size=gr.themes.sizes.spacing_sm,
        font=sans,
        font_mono=mono,
    )
    return theme.set(
        body_text_color=ink,
        body_text_color_subdued=soft,
        block_title_text_color=ink,
        block_title_text_weight="600",
        block_label_text_color=ink,
        block_info_text_color=soft,
        block_info_text_color_dark="#a9b6c4",
        input_background_fill="#ffffff",
        input_border_color="#8795a5",
        input_border_width="1px",
        input_placeholder_color="#5b6775",
        input_placeholder_color_dark="#a9b6c4",
        button_primary_background_fill=accent,
        button_primary_background_fill_hover="#0d3d5e",
        button_primary_background_fill_dark=accent,
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_hover="#e9eef4",
        button_secondary_border_color="#8795a5",
        button_secondary_text_color=ink,
        checkbox_label_background_fill="transparent",
        checkbox_label_background_fill_hover="#e9eef4",
        checkbox_label_background_fill_selected="transparent",
        checkbox_background_color_selected=accent,
        checkbox_border_color="#5b6775",
    )
