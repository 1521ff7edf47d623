"""Which handler answers which part of the page, and how their calls take turns."""

from __future__ import annotations

from typing import Any, Final

import gradio as gr

from klartext.page.handlers import Handlers, chosen_bar, next_sentence
from klartext.page.incoming import take_upload
from klartext.page.layout import Layout
from klartext.page.listening import leave
from klartext.page.office import Office
from klartext.page.parts import QUIET

_TURN: Final[dict[str, Any]] = {**QUIET, "concurrency_id": "pipeline", "concurrency_limit": 1}
"""Whatever changes the desk takes turns, so that each step finds what the one before has left."""
_BUSY: Final[dict[str, Any]] = {**_TURN, "show_progress": "minimal"}
"""Steps that read the text again show that they need a moment."""
_LONG: Final[dict[str, Any]] = {**QUIET, "concurrency_id": "lesen", "concurrency_limit": 20}
"""Long steps let others have their turn at the pipeline in between."""
_WITH_HAND: Final = "(desk, shown) => [desk, shown, klartextInHand()]"
_WITH_SHOWN: Final = "(...values) => [...values.slice(0, -1), klartextShown()]"
_WITH_DEED: Final = "(desk, person) => [desk, person, klartextDeed()]"
_WITH_SENTENCE: Final = "() => [klartextSentence()]"
_WITH_SAVED: Final = "(desk) => [desk, klartextSaved()]"


def page(office: Office) -> gr.Blocks:
    """Return the page, not yet served."""
    blocks = gr.Blocks(title="Klartext", analytics_enabled=False, fill_width=True, delete_cache=(600, 600))
    with blocks:
        parts = Layout(office)
        handlers = Handlers(office, parts.audit)
        _wire(parts, handlers)
        told = [parts.audit.tab, parts.audit.person, parts.person, parts.signed_in, parts.head]
        blocks.load(handlers.greet, None, told, **QUIET)
        blocks.unload(handlers.close)
    return blocks


def _wire(parts: Layout, do: Handlers) -> None:
    _wire_box(parts, do)
    _wire_list(parts, do)
    _wire_sheets(parts, do)
    _wire_release(parts, do)


def _wire_box(parts: Layout, do: Handlers) -> None:
    """Wire what puts a letter on the desk, and what comes in for it meanwhile."""
    heard = [parts.desk, parts.status, parts.asking, parts.search, parts.stop, parts.timer]
    found = [parts.underway, parts.underway_line, parts.opened]
    taken_up = [parts.opened, parts.input_box, parts.letter, parts.source, *heard]
    for begun in (
        parts.check.click(do.check, [parts.desk, parts.letter, parts.source, parts.acting, parts.ask], found, **_LONG),
        parts.go_on.click(do.go_on, [parts.desk, parts.kept], found, js=_WITH_SAVED, **_LONG),
        parts.reopen.upload(do.reopen, [parts.desk, parts.reopen], found, **_LONG),
    ):
        begun.then(do.take_up, parts.opened, taken_up, **_TURN)
    parts.cancel.click(do.cancel, None, None, queue=False, **QUIET)
    parts.forget.click(None, js="() => klartextForget()", **QUIET)
    parts.timer.tick(
        do.listen, [parts.desk, parts.asking, parts.in_hand], heard, js=_WITH_HAND, trigger_mode="once", **_TURN
    )
    parts.stop.click(leave, parts.desk, None, **QUIET)
    parts.upload.upload(
        take_upload, [parts.upload, parts.letter, parts.source], [parts.letter, parts.source, parts.status], **_BUSY
    )
    parts.empty.click(lambda: "", None, parts.letter, **QUIET)


def _wire_list(parts: Layout, do: Handlers) -> None:
    """Wire decisions, and which sentence the list shows."""
    parts.do.click(
        do.do, [parts.desk, parts.person, parts.deed], [parts.desk, parts.status], js=_WITH_DEED,
        trigger_mode="multiple", **_TURN,
    ).then(None, parts.status, None, js="(said) => klartextDone(said)", **QUIET)  # fmt: skip
    parts.undo.click(do.undo, [parts.desk, parts.person], [parts.desk, parts.status], **_BUSY)
    parts.redo.click(do.redo, [parts.desk, parts.person], [parts.desk, parts.status], **_BUSY)
    parts.choose.click(lambda sentence: sentence, parts.wanted, parts.chosen, js=_WITH_SENTENCE, **QUIET)
    parts.whole_list.click(lambda: "", None, parts.chosen, **QUIET)
    parts.next_sentence.click(next_sentence, [parts.desk, parts.chosen], parts.chosen, **QUIET)
    parts.chosen.change(chosen_bar, [parts.desk, parts.chosen], [parts.chosen_bar, parts.chosen_line], **QUIET)
    for begin in (parts.check.click, parts.go_on.click, parts.reopen.upload):
        begin(lambda: "", None, parts.chosen, **QUIET)


def _wire_sheets(parts: Layout, do: Handlers) -> None:
    """Wire what shows the desk whenever it has changed."""
    around = [
        parts.work, parts.figures, parts.contents, parts.progress, parts.legend, parts.files, parts.pdf,
        parts.to_word, parts.for_word, parts.from_word, parts.saving,
    ]  # fmt: skip
    parts.desk.change(do.paint, [parts.desk], around, **QUIET)
    filters: list[Any] = [parts.filter, parts.category, parts.severity, parts.chosen, parts.marks]
    gr.on(
        [parts.desk.change, parts.draw.click, *(f.change for f in filters)],
        do.sheets,
        [parts.desk, *filters, parts.shown],
        parts.sheets,
        js=_WITH_SHOWN,
        trigger_mode="always_last",
        **QUIET,
    ).then(None, parts.sheets, None, js="(sheets) => klartextShow(sheets)", **QUIET)


def _wire_release(parts: Layout, do: Handlers) -> None:
    """Wire what leaves the page, and what comes back from Word."""
    parts.release.click(do.release, parts.desk, [parts.desk, parts.status], **_BUSY)
    parts.pdf.click(
        do.make_pdf, parts.desk, [parts.pdf_of, parts.pdf_file, parts.status], show_progress="minimal",
        api_visibility="private",
    ).then(do.add_pdf, [parts.desk, parts.pdf_of, parts.pdf_file], parts.desk, **_TURN)  # fmt: skip
    parts.to_word.click(do.to_word, parts.desk, [parts.desk, parts.status], **_BUSY)
    parts.from_word.upload(
        do.from_word, [parts.desk, parts.from_word, parts.person], [parts.desk, parts.status], **_BUSY
    )
