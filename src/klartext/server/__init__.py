"""Page and HTTP interface on one server: who may come in, what every answer carries, and running it all.

A request goes through ``shield`` (host name, size, other sites), ``door`` (who is asking) and ``tenancy`` (whose page
it is) before it reaches the page or the interface. Gradio and FastAPI are imported inside the functions.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from klartext.config import Serving
from klartext.page import keep_quiet

if TYPE_CHECKING:
    from klartext.server.running import Address
    from klartext.session import Klartext
    from klartext.store import Store

__all__ = ["launch", "serve"]


def launch(
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = True,
    model: str | None = None,
    passwords: Path | None = None,
) -> None:
    """Load Klartext with the nearest ``klartext.toml``, serve page and interface and wait until somebody stops it.

    Args:
        host: Address to listen on; other machines can only reach an address that is not the loopback one.
        port: Port to listen on; None takes the first free one from 7860.
        open_browser: Show the page in the browser of this machine.
        model: ``off``, ``auto`` or the path of a language model; None leaves it to the house's choices.
        passwords: File with those who may sign in; None leaves it to the house's choices.

    Raises:
        KlartextError: Settings, rules, pipeline, store or the named model cannot be used, the port is taken (KT-W01),
            or others could reach the page without signing in (KT-N10).
    """
    keep_quiet()
    from klartext.config import find_config, load_config
    from klartext.server.quiet import keep_words_out_of_logs
    from klartext.server.running import way_in
    from klartext.session import Klartext
    from klartext.store import open_house_store

    keep_words_out_of_logs()
    config = load_config(find_config(Path.cwd()))
    serving = replace(config.serving, passwords=passwords, header=None) if passwords else config.serving
    way_in(host, serving)
    klartext = Klartext.load(config, model)
    store = open_house_store(config) if config.store_on else None
    turn = threading.Lock()
    with store or nullcontext(), serve(klartext, host, port, serving, store, model, turn) as address:
        threading.Thread(target=_warm_up, args=(klartext, turn), name="klartext-vorbereitung", daemon=True).start()
        address.announce(open_browser)
        address.wait()


@contextmanager
def serve(
    klartext: Klartext,
    host: str = "127.0.0.1",
    port: int | None = None,
    serving: Serving | None = None,
    store: Store | None = None,
    model: str | None = None,
    turn: threading.Lock | None = None,
) -> Iterator[Address]:
    """Serve page and interface inside the ``with`` block; uploads live in a folder that goes with it.

    Args:
        klartext: Loaded, with or without a language model.
        host: Address to listen on.
        port: Port to listen on; None takes the first free one from 7860.
        serving: Who may sign in, and under which names the server is known.
        store: Keeps decisions and unfinished reviews.
        model: Which language model people may switch on, as for ``Klartext.load``.
        turn: The turn at the pipeline, where others use it, too.

    Raises:
        KlartextError: KT-W01 the address cannot be used; KT-N… nobody could sign in, or nobody would have to.
    """
    keep_quiet()
    from klartext.api import build_api
    from klartext.api.limits import Turn
    from klartext.page import build_page
    from klartext.server.running import assemble, own_folder, running, way_in

    chosen = serving or Serving()
    way, turn = way_in(host, chosen), turn or threading.Lock()
    with own_folder():
        page = build_page(klartext, store, model, turn, shared=way is not None)
        app = assemble(page, build_api(replace(klartext, model=None), Turn(turn)), host, chosen, way)
        try:
            with running(app, host, port) as address:
                yield address
        finally:
            page.close(verbose=False)


def _warm_up(klartext: Klartext, turn: threading.Lock) -> None:
    """Read the sample letter once, so that the first person waits no longer than the next one."""
    from klartext.documents import read_text
    from klartext.nlp import finished
    from klartext.page import SAMPLE
    from klartext.page.gathering import in_turns

    reading = finished(in_turns(klartext.reading(read_text(SAMPLE.read_text(encoding="utf-8"))), turn))
    for _ in in_turns(klartext.drafts(reading), turn):
        pass
