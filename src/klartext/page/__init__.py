"""The web page: it runs on this machine, asks nobody else, and leaves every decision to the person in front of it.

Gradio is imported inside the functions: it takes seconds, and it must find its settings when it starts.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import gradio as gr

    from klartext.session import Klartext
    from klartext.store import Store

__all__ = ["SAMPLE", "build_page", "launch"]

SAMPLE: Final = Path(__file__).with_name("beispielbrief.txt")
"""The invented letter that stands in the page at the start."""


def build_page(klartext: Klartext, store: Store | None = None, model: str | None = None) -> gr.Blocks:
    """Return the page around a loaded Klartext, not yet served.

    Args:
        klartext: Its language model, if it has one, is asked for further suggestions unless the person says no.
        store: Keeps decisions and unfinished reviews.
        model: Which language model people may switch on, as for ``Klartext.load``.
    """
    keep_quiet()
    from klartext.page.asking import Switch
    from klartext.page.desk import Office
    from klartext.page.layout import page

    return page(Office(klartext, store, Switch.of(klartext, model)))


def launch(
    host: str = "127.0.0.1", port: int | None = None, open_browser: bool = True, model: str | None = None
) -> None:
    """Load Klartext with the nearest ``klartext.toml``, serve the page and wait until the process is stopped.

    Args:
        host: Address to listen on; other machines can only reach an address that is not the loopback one.
        port: Port to listen on; None takes the first free one from 7860.
        open_browser: Show the page in the browser of this machine.
        model: ``off``, ``auto`` or the path of a language model; None leaves it to the house's choices.

    Raises:
        KlartextError: Settings, rules, pipeline, store or the named model cannot be used, or the port is taken
            (KT-W01).
    """
    keep_quiet()
    from klartext.config import find_config, load_config
    from klartext.page.server import serve
    from klartext.session import Klartext
    from klartext.store import open_house_store

    config = load_config(find_config(Path.cwd()))
    klartext = Klartext.load(config, model)
    store = open_house_store(config) if config.store_on else None
    with store or nullcontext(), serve(lambda: build_page(klartext, store, model), host, port) as address:
        address.announce(open_browser)
        address.wait()


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
