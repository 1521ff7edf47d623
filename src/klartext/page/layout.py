"""The page itself: where things stand and which handler answers which button. What they do is in ``desk``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import gradio as gr

from klartext.documents import SUFFIXES
from klartext.page import SAMPLE, takeaway
from klartext.page import desk as steps
from klartext.page.audit_tab import AuditTab
from klartext.page.desk import Desk, Office, Source
from klartext.page.drawing import ANY_CATEGORY, Mark, Severity, Show, View, drawn
from klartext.page.gathering import Halt, Progress, Runs
from klartext.page.server import SIGN_IN_COOKIE
from klartext.paths import office_program
from klartext.records import ActorAnswer
from klartext.report.words import count
from klartext.view import (
    CATEGORY_NAMES,
    Download,
    Html,
    asking_line,
    checklist_panel,
    download_links,
    html,
    join,
    left_to_do,
    legend,
    message,
    progress,
    score_panel,
    traffic_light,
    working_line,
)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a long step has read: a desk, or None where it came to nothing, and what to say about it."""

    desk: Desk | None
    said: Html
    into_box: bool


class _Acting(StrEnum):
    """Who acts where the letter does not say."""

    ASK = "jedes Mal fragen"
    OFFICE = "unsere Behörde (wir)"
    READER = "wer den Brief bekommt (Sie)"

    @property
    def answer(self) -> ActorAnswer:
        """The answer as the session takes it."""
        return _ANSWERS[self]


_ANSWERS: Final[dict[_Acting, ActorAnswer]] = {_Acting.ASK: "", _Acting.OFFICE: "wir", _Acting.READER: "Sie"}
_QUIET: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}
_TURN: Final[dict[str, Any]] = {**_QUIET, "concurrency_id": "pipeline", "concurrency_limit": 1}
"""Whatever changes the desk takes turns, so that each step finds what the one before has left."""
_BUSY: Final[dict[str, Any]] = {**_TURN, "show_progress": "minimal"}
"""Steps that read the text again show that they need a moment."""
_LISTEN_EVERY: Final = 0.7
"""Seconds between two looks at what rules and the language model have suggested."""
_WITH_HAND: Final = "(desk, shown) => [desk, shown, klartextInHand()]"
_WITH_SHOWN: Final = "(...values) => [...values.slice(0, -1), klartextShown()]"
_WITH_DEED: Final = "(desk, person) => [desk, person, klartextDeed()]"
_LONG: Final[dict[str, Any]] = {**_QUIET, "concurrency_id": "lesen", "concurrency_limit": 20}
"""Long steps let others have their turn at the pipeline in between."""
_HEADER: Final = (
    '<header class="kt-kopf"><h1>Klartext</h1><p>Prüft Behördenbriefe und macht Vorschläge.'
    ' <strong>Sie entscheiden über jeden einzelnen.</strong></p><p class="kt-hier">{here}</p>'
    '<button type="button" class="kt-hilfe-auf" data-hilfe="auf">Tastatur <kbd>?</kbd></button></header>{keys}'
)
_SHORTCUTS: Final = (
    ("?", "diese Hilfe zeigen"),
    ("N", "zur nächsten Stelle"),
    ("V", "zur vorigen Stelle"),
    ("S", "zwischen Brief und Vorschlag springen"),
    ("A", "Vorschlag annehmen"),
    ("L", "Vorschlag ablehnen"),
    ("B", "Vorschlag bearbeiten"),
    ("R", "rückgängig machen"),
    ("W", "wiederholen"),
    ("F", "zum Filter der Liste"),
    ("E", "zur Freigabe am Ende"),
    ("Esc", "schließen"),
)
_WITH_SENTENCE: Final = "() => [klartextSentence()]"
_WITH_SAVED: Final = "(desk) => [desk, klartextSaved()]"
_HERE: Final = {
    False: "Läuft nur auf diesem Rechner",
    True: "Sprachmodell auf einem Server",
}
_SHARED: Final = "Läuft auf einem Server Ihrer Behörde"
_MODEL: Final = "Sprachmodell für weitere Vorschläge"
_MODEL_HERE: Final = (
    "Läuft auf diesem Rechner; nichts verlässt ihn. Es sucht weiter, während Sie schon entscheiden. Was die Prüfung"
    " nicht besteht, sehen Sie nicht."
)
_HELP: Final = (
    '<div class="kt-hilfe"><h2>So geht es</h2><ol><li>Brief einfügen oder hochladen</li><li>„Brief prüfen“ wählen</li>'
    "<li>Jeden Vorschlag annehmen, ablehnen oder bearbeiten</li><li>Brief und Protokoll herunterladen</li></ol>"
    "<p>Kein Vorschlag gilt, bevor Sie ihn annehmen. Beträge, Daten, Fristen, Namen und Rechtsgrundlagen ändert"
    " Klartext nie. {memory}</p></div>"
)
_MEMORY: Final = {
    True: "Ihre Entscheidungen bleiben auf diesem Rechner gespeichert, auch wenn Sie die Seite schließen.",
    False: (
        "Laden Sie die Seite neu, können Sie weitermachen: Dieser Reiter des Browsers merkt sich Ihren Stand."
        " Schließen Sie ihn, bleibt nichts gespeichert."
    ),
}
_RELEASE: Final = Html(
    "<h2>Freigeben</h2><p>Der freigegebene Brief enthält nur, was Sie angenommen oder selbst geschrieben haben. Vorher"
    " vergleicht Klartext noch einmal alle Beträge, Daten, Namen und Rechtsgrundlagen mit dem Original.</p>"
)
_IN_WORD: Final = Html(
    "<h2>In Word entscheiden</h2><p>Ist Ihr Brief eine Word-Datei? Dann stehen die offenen Vorschläge darin als"
    " Änderungen. Sie nehmen sie in Word an oder lehnen sie ab und holen Ihre Entscheidungen danach hierher.</p>"
)
_SAVE: Final = Html(
    "<h2>Später weitermachen</h2><p>Die Datei enthält Ihren Brief und Ihre Entscheidungen. Mit „Zwischenstand öffnen“"
    " arbeiten Sie weiter, auch auf einem anderen Rechner.</p>"
)
_LETTER_SHEET: Final = '<div class="kt-blatt kt-brief" id="kt-brieftext" data-blatt="brief" lang="de"></div>'
_LIST_SHEET: Final = '<div class="kt-blatt" id="kt-liste" data-blatt="liste"></div>'
_PREVIEW_SHEET: Final = (
    '<section class="kt-vorschau" aria-label="Vorschau"><p class="kt-blatt kt-stempel" data-blatt="stempel"></p>'
    '<div class="kt-blatt kt-brief" data-blatt="vorschau"></div></section>'
)
_KEYS: Final = Html(
    '<p class="kt-klein"><kbd>A</kbd> nimmt den gewählten Vorschlag an, <kbd>L</kbd> lehnt ihn ab, <kbd>B</kbd> öffnet'
    " ihn zum Bearbeiten. Klicken Sie im Brief auf einen Satz, zeigt die Liste nur ihn.</p>"
)


def page(office: Office) -> gr.Blocks:
    """Return the page, not yet served."""
    blocks = gr.Blocks(title="Klartext", analytics_enabled=False, fill_width=True, delete_cache=(600, 600))
    with blocks:
        parts = _Page(office)
        told = [parts.audit.tab, parts.audit.person, parts.person, parts.signed_in, parts.head]
        blocks.load(parts.greet, None, told, **_QUIET)
        blocks.unload(parts.close)
    return blocks


class _Page:
    """The parts of the page that more than one handler touches."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.desk = gr.State(None)
        self.gatherings, self.readings = Runs(), Runs()
        self.examples = steps.examples(office.klartext.rules)
        sample = SAMPLE.read_text(encoding="utf-8")
        self.source = gr.State(Source("Beispielbrief", sample))
        here = _HERE[office.switch is not None and office.switch.away]
        self.head = _fragment(html(_HEADER, here=here, keys=_help_layer()))
        self.signed_in = gr.HTML(apply_default_css=False, elem_classes="kt", elem_id="kt-anmeldung", visible=False)
        self.status = _fragment(elem_id="kt-status")
        with gr.Tabs(elem_id="kt-reiter"):
            with gr.Tab("Brief", elem_id="kt-reiter-brief"):
                self._workplace(sample)
            self.audit = AuditTab(office, self.desk)
        self._wire()

    def _workplace(self, sample: str) -> None:
        with gr.Row(elem_id="kt-weiter", equal_height=False):
            _fragment("<p>In diesem Reiter ist noch eine angefangene Bearbeitung.</p>")
            self.go_on = gr.Button("Weitermachen", elem_id="kt-weitermachen", scale=0, min_width=150)
            self.forget = gr.Button("Verwerfen", elem_id="kt-verwerfen", scale=0, min_width=120)
        self.kept = gr.Textbox(visible=False)
        self.opened = gr.State(None)  # what a long step has read, until it has its turn at the desk
        self.chosen = gr.State("")  # the sentence whose entries alone are in the list
        self.wanted = gr.Textbox(visible=False)
        self.choose = gr.Button(
            "Satz wählen", elem_id="kt-waehlen", elem_classes="kt-versteckt"
        )  # pressed by the letter
        self.deed = gr.Textbox(visible=False)
        self.do = gr.Button("Ausführen", elem_id="kt-tun", elem_classes="kt-versteckt")  # by the list
        self.draw = gr.Button("Zeichnen", elem_id="kt-zeichnen", elem_classes="kt-versteckt")  # by the script
        self.shown, self.sheets = gr.Textbox(visible=False), gr.Textbox(visible=False)
        self.pdf_of, self.pdf_file = gr.State(None), gr.State(None)
        self._letter_box(sample)
        with gr.Row(visible=False, elem_id="kt-laeuft", equal_height=False) as self.underway:
            self.underway_line = _fragment()
            self.cancel = gr.Button("Abbrechen", elem_id="kt-abbrechen", size="md", scale=0, min_width=120)
        with gr.Column(visible=False, elem_id="kt-arbeit") as self.work:
            self._toolbar()
            self.figures = _fragment()
            self.contents = _fragment(elem_id="kt-inhalt")
            with gr.Row(elem_id="kt-spalten", equal_height=False):
                self._letter_column()
                self._list_column()
            self._release_box()

    def _letter_box(self, sample: str) -> None:
        self.input_box = gr.Accordion("Brief eingeben oder ändern", open=True, elem_id="kt-eingabe")
        with self.input_box, gr.Row(equal_height=False):
            with gr.Column(scale=5):
                self.letter = gr.Textbox(
                    sample,
                    label="Ihr Brief",
                    info="Zum Ausprobieren steht hier ein erfundener Brief.",
                    lines=16,
                    max_lines=16,
                    elem_id="kt-brief",
                    html_attributes=gr.InputHTMLAttributes(spellcheck=False, autocorrect="off"),
                )
                with gr.Row(elem_id="kt-herein"):
                    self.upload = gr.UploadButton(
                        f"Datei hochladen ({', '.join(SUFFIXES)})", elem_id="kt-hochladen", size="md", min_width=300
                    )
                    self.reopen = gr.UploadButton(
                        "Zwischenstand öffnen", elem_id="kt-oeffnen", size="md", min_width=180
                    )
                    self.empty = gr.Button("Feld leeren", elem_id="kt-leeren", size="md", min_width=110)
            with gr.Column(scale=3, min_width=300):
                _fragment(html(_HELP, memory=_MEMORY[self.office.store is not None]))
                self.acting = gr.Radio(
                    [str(who) for who in _Acting],
                    value=_Acting.ASK.value,
                    label="Wer handelt, wo der Brief es nicht sagt?",
                    elem_id="kt-handelnde",
                )
                self._model_switch()
                self.check = gr.Button("Brief prüfen", variant="primary", elem_id="kt-pruefen")

    def _model_switch(self) -> None:
        switch = self.office.switch
        absence = switch.absence if switch else "Das Sprachmodell ist ausgeschaltet."
        self.ask = gr.Checkbox(
            switch is not None and switch.on,
            label=_MODEL,
            info=absence or (switch.notice if switch else None) or _MODEL_HERE,
            interactive=absence is None,
            elem_id="kt-sprachmodell",
        )

    def _toolbar(self) -> None:
        with gr.Row(elem_id="kt-leiste", equal_height=False):
            self.person = gr.Textbox(
                label="Ihr Name für das Protokoll",
                placeholder="Vor- und Nachname",
                elem_id="kt-name",
                max_lines=1,
                scale=0,
                min_width=230,
                html_attributes=gr.InputHTMLAttributes(autocomplete="name", spellcheck=False),
            )
            self.filter = gr.Radio(
                [str(show) for show in Show],
                value=Show.ALL.value,
                label="In der Liste zeigen",
                elem_id="kt-filter",
                scale=0,
                min_width=420,
            )
            self.progress = _fragment(elem_id="kt-fortschritt")
            self.undo = gr.Button("Rückgängig", elem_id="kt-rueckgaengig", size="md", scale=0, min_width=120)
            self.redo = gr.Button("Wiederholen", elem_id="kt-wiederholen", size="md", scale=0, min_width=120)

    def _letter_column(self) -> None:
        with gr.Column(scale=5, min_width=420, elem_id="kt-links"):
            with gr.Row(elem_id="kt-anzeige", equal_height=False):
                _fragment("<h2>Ihr Brief</h2>")
                self.marks = gr.CheckboxGroup(
                    [str(mark) for mark in Mark],
                    value=[Mark.NAMES.value],
                    label="Im Brief zeigen",
                    show_label=False,
                    container=False,
                    elem_id="kt-zeigen",
                )
            _fragment(_LETTER_SHEET, elem_id="kt-markiert")
            self.legend = _fragment()

    def _list_column(self) -> None:
        with gr.Column(scale=7, min_width=520, elem_id="kt-rechts"):
            _fragment(html("<h2>Vorschläge und Hinweise</h2>{keys}", keys=_KEYS))
            with gr.Row(elem_id="kt-auswahl", equal_height=False):
                self.category = gr.Dropdown(
                    [ANY_CATEGORY, *CATEGORY_NAMES.values()],
                    value=ANY_CATEGORY,
                    label="Kategorie",
                    elem_id="kt-kategorie",
                    filterable=False,
                )
                self.severity = gr.Dropdown(
                    [str(s) for s in Severity],
                    value=Severity.ANY.value,
                    label="Schwere",
                    elem_id="kt-schwere",
                    filterable=False,
                )
            with gr.Row(visible=False, elem_id="kt-gewaehlt", equal_height=False) as self.chosen_bar:
                self.chosen_line = _fragment()
                self.next_sentence = gr.Button(
                    "Nächster Satz", elem_id="kt-naechster-satz", size="md", scale=0, min_width=130
                )
                self.whole_list = gr.Button("Ganze Liste", elem_id="kt-ganze-liste", size="md", scale=0, min_width=120)
            with gr.Row(visible=False, elem_id="kt-suche", equal_height=False) as self.search:
                self.asking = _fragment(elem_id="kt-suche-stand")
                self.stop = gr.Button("Anhalten", elem_id="kt-anhalten", size="md", scale=0, min_width=110)
            self.timer = gr.Timer(_LISTEN_EVERY, active=False)
            self.in_hand = gr.Checkbox(False, visible=False)
            _fragment(_LIST_SHEET)

    def _release_box(self) -> None:
        with gr.Row(elem_id="kt-freigabe", equal_height=False):
            with gr.Column(scale=7, min_width=480):
                _fragment("<h2>Neuer Brief</h2>")
                _fragment(_PREVIEW_SHEET, elem_id="kt-vorschau")
            with gr.Column(scale=4, min_width=320, elem_id="kt-ausgabe"):
                _fragment(_RELEASE)
                self.release = gr.Button("Brief freigeben", variant="primary", elem_id="kt-freigeben")
                self.files = _fragment(elem_id="kt-dateien")
                self.pdf = gr.Button("Auch als PDF", elem_id="kt-pdf", visible=False)
                _fragment(_IN_WORD)
                self.to_word = gr.Button("Datei für Word erzeugen", elem_id="kt-nach-word")
                self.for_word = _fragment(elem_id="kt-fuer-word")
                self.from_word = gr.UploadButton("Entscheidungen aus Word holen", elem_id="kt-aus-word")
                _fragment(_SAVE)
                self.saving = _fragment(elem_id="kt-sichern")

    # --- the work list -------------------------------------------------------------------------------------------

    def _do(self, on_desk: Desk | None, person: str, told: str) -> steps.Step:
        """Do what a person has asked for in the list; ``told`` names the deed, the entry and what its fields hold."""
        deed: dict[str, str] = json.loads(told or "{}")
        if on_desk is None or not deed:
            return on_desk, Html()
        id, office = deed["id"], self.office

        def step() -> steps.Step:
            match deed["tat"]:
                case "annehmen":
                    return steps.accept(office, on_desk, id, person, deed.get("wahl"))
                case "ablehnen":
                    return steps.reject(office, on_desk, id, person, deed.get("grund", ""))
                case "uebernehmen" | "trotzdem" as how:
                    return steps.edit(office, on_desk, id, person, deed.get("text", ""), insist=how == "trotzdem")
                case "bearbeiten":
                    return steps.start_editing(on_desk, id), Html()
                case "lassen":
                    return steps.stop_editing(on_desk), Html()
                case "anders":
                    return steps.reopen(on_desk, id), Html()
                case "mehr":
                    return steps.show_more(on_desk), Html()
            raise ValueError("the page asks for a deed that nobody knows")

        return steps.attempt(office, on_desk, step)

    # --- handlers of the fixed parts -----------------------------------------------------------------------------

    def _wire(self) -> None:
        heard = [self.desk, self.status, self.asking, self.search, self.stop, self.timer]
        underway = [self.underway, self.underway_line]
        found = [*underway, self.opened]
        taken_up = [self.opened, self.input_box, self.letter, self.source, *heard]
        for opening in (
            self.check.click(self._check, [self.desk, self.letter, self.source, self.acting, self.ask], found, **_LONG),
            self.go_on.click(self._go_on, [self.desk, self.kept], found, js=_WITH_SAVED, **_LONG),
            self.reopen.upload(self._reopen, [self.desk, self.reopen], found, **_LONG),
        ):
            opening.then(self._take_up, self.opened, taken_up, **_TURN)
        self.cancel.click(self._cancel, None, None, queue=False, **_QUIET)
        self.forget.click(None, js="() => klartextForget()", **_QUIET)
        self.timer.tick(
            self._listen, [self.desk, self.asking, self.in_hand], heard, js=_WITH_HAND, trigger_mode="once", **_TURN
        )
        self.stop.click(steps.leave, self.desk, None, **_QUIET)
        self.do.click(
            self._do, [self.desk, self.person, self.deed], [self.desk, self.status], js=_WITH_DEED,
            trigger_mode="multiple", **_TURN,
        ).then(None, self.status, None, js="(said) => klartextDone(said)", **_QUIET)  # fmt: skip
        self.upload.upload(
            steps.take_upload, [self.upload, self.letter, self.source], [self.letter, self.source, self.status], **_BUSY
        )
        self.empty.click(lambda: "", None, self.letter, **_QUIET)
        self.undo.click(self._history(steps.undo), [self.desk, self.person], [self.desk, self.status], **_BUSY)
        self.redo.click(self._history(steps.redo), [self.desk, self.person], [self.desk, self.status], **_BUSY)
        self.desk.change(
            self._paint,
            [self.desk],
            [
                self.work,
                self.figures,
                self.contents,
                self.progress,
                self.legend,
                self.files,
                self.pdf,
                self.to_word,
                self.for_word,
                self.from_word,
                self.saving,
            ],
            **_QUIET,
        )
        filters: list[Any] = [self.filter, self.category, self.severity, self.chosen, self.marks]
        gr.on(
            [self.desk.change, self.draw.click, *(f.change for f in filters)],
            self._sheets,
            [self.desk, *filters, self.shown],
            self.sheets,
            js=_WITH_SHOWN,
            trigger_mode="always_last",
            **_QUIET,
        ).then(None, self.sheets, None, js="(sheets) => klartextShow(sheets)", **_QUIET)
        self.choose.click(lambda sentence: sentence, self.wanted, self.chosen, js=_WITH_SENTENCE, **_QUIET)
        self.whole_list.click(lambda: "", None, self.chosen, **_QUIET)
        self.next_sentence.click(_next_sentence, [self.desk, self.chosen], self.chosen, **_QUIET)
        self.chosen.change(_chosen_bar, [self.desk, self.chosen], [self.chosen_bar, self.chosen_line], **_QUIET)
        for begin in (self.check.click, self.go_on.click, self.reopen.upload):
            begin(lambda: "", None, self.chosen, **_QUIET)
        self.release.click(self._release, self.desk, [self.desk, self.status], **_BUSY)
        self.pdf.click(
            self._make_pdf, self.desk, [self.pdf_of, self.pdf_file, self.status], show_progress="minimal",
            api_visibility="private",
        ).then(self._add_pdf, [self.desk, self.pdf_of, self.pdf_file], self.desk, **_TURN)  # fmt: skip
        self.to_word.click(self._to_word, self.desk, [self.desk, self.status], **_BUSY)
        self.from_word.upload(
            self._from_word, [self.desk, self.from_word, self.person], [self.desk, self.status], **_BUSY
        )

    def _check(
        self, on_desk: Desk | None, text: str, source: Source, acting: str, ask: bool, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        halt = Halt()
        step = steps.open_letter(self.office, text, source, _Acting(acting).answer, ask, halt)
        yield from self._long(on_desk, step, halt, request)

    def _reopen(self, on_desk: Desk | None, file: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Open a review that was saved to a file."""
        path, halt = Path(file), Halt()

        def step() -> steps.LongStep:
            return (yield from steps.reopen_saved(self.office, steps.take_bytes(path), path.name, halt))

        yield from self._long(on_desk, step(), halt, request, into_box=True)

    def _go_on(self, on_desk: Desk | None, kept: str | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Open the review that this tab of the browser has kept."""
        halt = Halt()
        step = steps.reopen_saved(self.office, kept or "", cancelled=halt)
        yield from self._long(on_desk, step, halt, request, into_box=True)

    def _long(
        self, on_desk: Desk | None, step: steps.LongStep, halt: Halt, request: gr.Request, into_box: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        """Take a long step and tell how far it is; the desk changes only when its turn comes, so it can be cancelled.

        Args:
            on_desk: What is there before.
            step: What to do.
            halt: Ends the step.
            request: Names the page.
            into_box: Put the letter into the box, too.
        """
        self.readings.begin(request.session_hash or "", halt)
        work = steps.attempt_long(on_desk, step)
        while True:
            try:
                now = next(work)
            except StopIteration as end:
                after, said = end.value
                break
            yield gr.Row(visible=True), working_line(now.doing, now.done, now.total), gr.skip()
        yield gr.Row(visible=False), "", _Opened(after if after is not on_desk else None, said, into_box)

    def _take_up(self, opened: _Opened | None, request: gr.Request) -> tuple[Any, ...]:
        """Put what a long step has opened on the desk; where it has opened nothing, only say why."""
        if opened is None or opened.desk is None:
            said: Any = gr.skip() if opened is None else opened.said
            return None, *[gr.skip()] * 4, said, *[gr.skip()] * 4
        after = opened.desk
        self.gatherings.begin(request.session_hash or "", after.drafting if after.is_drafting else after.inquiry)
        document = after.review.first.letter.document
        letter = (document.original, Source(document.source, document.original))
        box = letter if opened.into_box else (gr.skip(), gr.skip())
        return None, gr.Accordion(open=False), *box, after, opened.said, *self._gathering(after)

    def _cancel(self, request: gr.Request) -> None:
        self.readings.end(request.session_hash or "")

    def _listen(self, on_desk: Desk | None, shown: str | None, in_hand: bool, request: gr.Request) -> tuple[Any, ...]:
        """Return the desk with what rules and the language model have suggested, and the parts that tell how far.

        While the person has something of the list in hand, the list stays as it is.
        """
        if on_desk is None or in_hand:
            return on_desk, gr.skip(), *self._gathering(on_desk, shown, waiting=in_hand)
        after = steps.listen(self.office, on_desk)
        said: Any = gr.skip()
        if on_desk.is_drafting and not after.is_drafting:
            said = steps.drafted_message(after)
            self.gatherings.begin(request.session_hash or "", after.inquiry)
        return after, said, *self._gathering(after, shown)

    def _gathering(self, on_desk: Desk | None, shown: str | None = None, waiting: bool = False) -> tuple[Any, ...]:
        """Return line, row, button and timer about suggestions that are on their way; a line that is shown stays."""
        drafting = on_desk.drafting.progress if on_desk and on_desk.drafting and on_desk.is_drafting else None
        now = drafting or (on_desk.asking if on_desk else None)
        if now is None:
            return "", gr.Row(visible=False), gr.skip(), gr.Timer(active=False)
        running = now.course == "running"
        line = _drafting_line(now) if drafting else _asking_line(now)
        over = not running and not waiting and drafting is None
        if line == shown and not over:
            return (gr.skip(),) * 4
        return line, gr.Row(visible=True), gr.Button(visible=running), gr.Timer(active=not over)

    def greet(self, request: gr.Request) -> tuple[Any, ...]:
        """Put the name of whoever has signed in where the protocol takes it from, and show what is for them."""
        name, audit = request.username, self.audit.greet(request)
        if not name:
            return *audit, gr.skip(), gr.skip(), gr.skip()
        leave = Html(' <a href="/abmelden">Abmelden</a>') if SIGN_IN_COOKIE in request.cookies else Html()
        told = html("<p>Angemeldet als <strong>{name}</strong>.{leave}</p>", name=name, leave=leave)
        return *audit, name, gr.HTML(told, visible=True), html(_HEADER, here=_SHARED, keys=_help_layer())

    def close(self, request: gr.Request) -> None:
        """Ask no further for a page that somebody has closed."""
        for runs in (self.readings, self.gatherings):
            runs.end(request.session_hash or "")

    def _release(self, on_desk: Desk | None) -> steps.Step:
        return steps.attempt(self.office, on_desk, lambda: steps.hand_out(on_desk))

    def _make_pdf(self, on_desk: Desk | None) -> tuple[Desk | None, Download | None, Any]:
        """Make the PDF beside everything else: it takes seconds, and the pipeline has nothing to do with it."""
        made: list[Download] = []

        def step() -> steps.Step:
            made.append(steps.make_pdf(on_desk))
            return on_desk, message("Das PDF steht bereit.")

        _, said = steps.attempt(self.office, on_desk, step, reads=False)
        return on_desk, made[0] if made else None, said

    def _add_pdf(self, on_desk: Desk | None, of: Desk | None, file: Download | None) -> Desk | None:
        """Put the PDF beside the other files, on the desk as it is by now."""
        return steps.add_file(on_desk, of, file) if on_desk and of and file else on_desk

    def _to_word(self, on_desk: Desk | None) -> steps.Step:
        return steps.attempt(self.office, on_desk, lambda: steps.hand_to_word(on_desk))

    def _from_word(self, on_desk: Desk | None, file: str, person: str) -> steps.Step:
        """Take over decisions from a Word file that comes back."""
        path = Path(file)

        def step() -> steps.Step:
            return steps.take_from_word(self.office, on_desk, steps.take_bytes(path), path.name, person)

        return steps.attempt(self.office, on_desk, step)

    def _history(self, step: Callable[[Office, Desk, str], steps.Step]) -> Callable[..., steps.Step]:
        def taken(on_desk: Desk, person: str) -> steps.Step:
            return steps.attempt(self.office, on_desk, lambda: step(self.office, on_desk, person))

        return taken

    def _sheets(
        self, on_desk: Desk | None, wanted: str, category: str, severity: str, chosen: str, marks: list[str], shown: str
    ) -> str:
        """Return letter, list and preview, as far as the browser does not show them already."""
        if on_desk is None:
            return ""
        view = View(wanted, category, severity, chosen, frozenset(marks))
        return drawn(on_desk, view, self.examples, shown)

    def _paint(self, on_desk: Desk | None) -> tuple[Any, ...]:
        """Return everything around the list that tells how the letter stands."""
        if on_desk is None:
            return (gr.Column(visible=False), *[gr.skip()] * 10)
        review, states, worklist = on_desk.review, on_desk.states, on_desk.worklist
        profile = self.office.klartext.settings.profile
        from_word = takeaway.word_file(on_desk.upload) is not None
        left = left_to_do(review.first, worklist, states)
        aims = traffic_light(review.scores or review.first.scores, profile, worklist, states, left)
        return (
            gr.Column(visible=True),
            score_panel(review.first.scores, review.scores, aims),
            checklist_panel(review.first),
            html("<p>{said}</p>", said=progress(worklist, states)),
            legend(review.analysis),
            download_links(on_desk.files) if on_desk.files else "",
            gr.Button(visible=bool(on_desk.files) and office_program() is not None),
            gr.Button(interactive=from_word),
            download_links(on_desk.for_word) if on_desk.for_word else "",
            gr.UploadButton(interactive=from_word),
            download_links((steps.snapshot(on_desk),)),
        )


def _drafting_line(now: Progress) -> Html:
    return working_line("formuliert", now.done, now.total, meanwhile=True)


def _asking_line(now: Progress) -> Html:
    return asking_line(now.course, now.done, now.total, len(now.suggestions), len(now.held_back), now.error)


def _fragment(markup: str = "", elem_id: str | None = None) -> gr.HTML:
    return gr.HTML(markup, apply_default_css=False, elem_classes="kt", elem_id=elem_id)


def _help_layer() -> Html:
    """Return the layer that names every key; the switch is for people whom single keys disturb."""
    rows = join(html("<dt><kbd>{key}</kbd></dt><dd>{does}</dd>", key=key, does=does) for key, does in _SHORTCUTS)
    return html(
        '<dialog id="kt-tasten" aria-labelledby="kt-tasten-titel"><h2 id="kt-tasten-titel">Mit der Tastatur</h2>'
        "<dl>{rows}</dl><p>Die Tasten gelten, solange Sie nicht in ein Feld schreiben. Mit der Tabulatortaste"
        ' erreichen Sie jeden Knopf.</p><label><input type="checkbox" id="kt-tasten-an" checked> Tasten benutzen'
        '</label><button type="button" data-hilfe="zu">Schließen</button></dialog>',
        rows=rows,
    )


def _next_sentence(on_desk: Desk | None, chosen: str) -> str:
    return steps.next_sentence(on_desk, chosen) if on_desk else ""


def _chosen_bar(on_desk: Desk | None, chosen: str) -> tuple[Any, ...]:
    """Return the line above the list that says that it shows one sentence only."""
    if on_desk is None or not chosen:
        return gr.Row(visible=False), ""
    places = count(len(steps.in_sentence(on_desk, chosen)), "Stelle", "Stellen")
    return gr.Row(visible=True), html("<p>Nur der gewählte Satz: {places}</p>", places=places)
