"""What both tabs of the page are built from."""

from __future__ import annotations

from typing import Any, Final

import gradio as gr

QUIET: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}
"""Steps of the page are no interface for programs, and nothing flickers while they run."""


def fragment(markup: str = "", elem_id: str | None = None) -> gr.HTML:
    """Return a piece of the page that is written by hand."""
    return gr.HTML(markup, apply_default_css=False, elem_classes="kt", elem_id=elem_id)
