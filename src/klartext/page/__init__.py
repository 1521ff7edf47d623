"""The web page: it runs on this machine, asks nobody else, and leaves every decision to the person in front of it.

Gradio is imported inside the functions: it takes seconds, and it must find its settings when it starts.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import gradio as gr

    from klartext.session import Klartext
    from klartext.store import Store

__all__ = ["SAMPLE", "build_page", "keep_quiet"]

SAMPLE: Final = Path(__file__).with_name("beispielbrief.txt")
"""The invented letter that stands in the page at the start."""


def build_page(
    klartext: Klartext,
    store: Store | None = None,
    model: str | None = None,
    turn: threading.Lock | None = None,
    shared: bool = False,
) -> gr.Blocks:
    """Return the page around a loaded Klartext, not yet served.

    Args:
        klartext: Its language model, if it has one, is asked for further suggestions unless the person says no.
        store: Keeps decisions and unfinished reviews.
        model: Which language model people may switch on, as for ``Klartext.load``.
        turn: The turn at the pipeline, where others use it, too.
        shared: Several people work here; unfinished reviews are then not remembered.
    """
    keep_quiet()
    from klartext.page.asking import Switch
    from klartext.page.office import Office
    from klartext.page.wiring import page

    return page(Office(klartext, store, Switch.of(klartext, model), turn or threading.Lock(), shared))


def keep_quiet() -> None:
    """Switch off everything in Gradio and its helpers that would ask or tell another machine."""
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False",
        GRADIO_SHARE="False",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_OFFLINE="1",
        DO_NOT_TRACK="1",
        ORT_DISABLE_TELEMETRY="1",
    )
