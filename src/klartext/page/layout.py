"""The page itself: where things stand and which handler answers which button. What they do is in ``desk``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

import gradio as gr

from klartext.decisions import text_hash
from klartext.page import SAMPLE, takeaway
from klartext.page import desk as steps
from klartext.page.asking import Inquiries
from klartext.page.audit_tab import AuditTab
from klartext.page.desk import Desk, Office, Source
from klartext.page.server import SIGN_IN_COOKIE
from klartext.paths import office_program
from klartext.records import ActorAnswer
from klartext.report.words import count
from klartext.view import (
    CATEGORY_NAMES,
    Html,
    Item,
    asking_line,
    by_sentence,
    card,
    checklist_panel,
    download_links,
    html,
    join,
    left_to_do,
    legend,
    marked_letter,
    message,
    preview,
    progress,
    score_panel,
    traffic_light,
)


class _Show(StrEnum):
    """What the work list shows."""

    ALL = "Alle Stellen"
    OPEN = "Offene Vorschläge"
    HINTS = "Hinweise"


class _Severity(StrEnum):
    """How severe an entry must be to be in the list."""

    ANY = "Jede Schwere"
    CHANGE = "Ändern und schwerer"
    HARD = "Nur schwer verständlich"

    @property
    def least(self) -> int:
        """The lowest severity."""
        return {_Severity.ANY: 0, _Severity.CHANGE: 2, _Severity.HARD: 3}[self]


class _Mark(StrEnum):
    """What the marked letter shows besides the marks."""

    NAMES = "Kategorien nennen"
    PROTECTED = "Geschützte Stellen zeigen"


class _Acting(StrEnum):
    """Who acts where the letter does not say."""

    ASK = "jedes Mal fragen"
    OFFICE = "unsere Behörde (wir)"
    READER = "wer den Brief bekommt (Sie)"

    @property
    def answer(self) -> ActorAnswer:
        """The answer as the session takes it."""
        return _ANSWERS[self]


Typed = dict[str, str]
_ANSWERS: Final[dict[_Acting, ActorAnswer]] = {_Acting.ASK: "", _Acting.OFFICE: "wir", _Acting.READER: "Sie"}
_QUIET: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}
_TURN: Final[dict[str, Any]] = {**_QUIET, "concurrency_id": "pipeline", "concurrency_limit": 1}
"""Whatever changes the desk takes turns, so that each step finds what the one before has left."""
_BUSY: Final[dict[str, Any]] = {**_TURN, "show_progress": "minimal"}
"""Steps that read the text again show that they need a moment."""
_LISTEN_EVERY: Final = 1.0
"""Seconds between two looks at what the language model has said."""
_WITH_HAND: Final = "(desk, shown) => [desk, shown, klartextInHand()]"
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
_ANY_CATEGORY: Final = "Alle Kategorien"
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
        self.inquiries = Inquiries()
        self.examples = steps.examples(office.klartext.rules)
        self.typed = gr.State({})  # what stands in the fields of the list, which is drawn anew after every step
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
        self.chosen = gr.State("")  # the sentence whose entries alone are in the list
        self.wanted = gr.Textbox(visible=False)
        self.choose = gr.Button("Satz wählen", elem_id="kt-waehlen")  # pressed by the letter, never seen
        self._letter_box(sample)
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
                self.upload = gr.UploadButton("Datei hochladen (.txt, .docx, .odt, .pdf)", elem_id="kt-hochladen")
                self.reopen = gr.UploadButton("Zwischenstand öffnen", elem_id="kt-oeffnen")
                self.empty = gr.Button("Feld leeren", elem_id="kt-leeren")

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
                [str(show) for show in _Show],
                value=_Show.ALL.value,
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
                    [str(mark) for mark in _Mark],
                    value=[_Mark.NAMES.value],
                    label="Im Brief zeigen",
                    show_label=False,
                    container=False,
                    elem_id="kt-zeigen",
                )
            self.marked = _fragment(elem_id="kt-markiert")
            self.legend = _fragment()

    def _list_column(self) -> None:
        with gr.Column(scale=7, min_width=520, elem_id="kt-rechts"):
            _fragment(html("<h2>Vorschläge und Hinweise</h2>{keys}", keys=_KEYS))
            with gr.Row(elem_id="kt-auswahl", equal_height=False):
                self.category = gr.Dropdown(
                    [_ANY_CATEGORY, *CATEGORY_NAMES.values()],
                    value=_ANY_CATEGORY,
                    label="Kategorie",
                    elem_id="kt-kategorie",
                    filterable=False,
                )
                self.severity = gr.Dropdown(
                    [str(s) for s in _Severity],
                    value=_Severity.ANY.value,
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

            gr.render(
                inputs=[self.desk, self.filter, self.category, self.severity, self.typed, self.chosen],
                triggers=[
                    self.desk.change,
                    self.filter.change,
                    self.category.change,
                    self.severity.change,
                    self.chosen.change,
                ],
                show_progress="hidden",
            )(self._cards)

    def _release_box(self) -> None:
        with gr.Row(elem_id="kt-freigabe", equal_height=False):
            with gr.Column(scale=7, min_width=480):
                _fragment("<h2>Neuer Brief</h2>")
                self.preview = _fragment(elem_id="kt-vorschau")
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

    def _cards(
        self, on_desk: Desk | None, wanted: str, category: str, severity: str, typed: Typed, chosen: str
    ) -> None:
        """Draw the list; Gradio knows its parts by their place: what comes in one sentence must not move the others."""
        if on_desk is None:
            return
        states = on_desk.states
        entries = [
            i
            for i in on_desk.worklist
            if _wanted(i, states.get(i.id, "open"), wanted) and _chosen(i, category, _Severity(severity))
        ]
        if chosen:
            entries = steps.in_sentence(on_desk, chosen)
        if not entries:
            _fragment(message("Hier ist nichts zu tun."))
        letter = text_hash(on_desk.review.first.letter.document)[:12]
        shown = {i.id for i in entries[: on_desk.shown]}
        for number, group in enumerate(by_sentence(on_desk.review.analysis, on_desk.worklist)):
            here = [i for i in group if i.id in shown]
            with gr.Column(visible=bool(here), elem_classes="kt-satz", key=f"satz-{letter}-{number}"):
                for item in here:
                    self._card(on_desk, item, f"{letter}-{item.id}", typed)
        if (hidden := len(entries) - on_desk.shown) > 0:
            more = gr.Button(f"Weitere Stellen zeigen (noch {hidden})", key="mehr")
            more.click(steps.show_more, self.desk, self.desk, key=f"mehr-{letter}", **_TURN)

    def _card(self, on_desk: Desk, item: Item, key: str, typed: Typed) -> None:
        """Show one entry; ``typed`` holds what stood in its fields, under the ``key`` of each."""
        state = on_desk.review.state(item.id) if item.suggestion else "open"
        decision = on_desk.review.decision(item.id) if item.suggestion else None
        with gr.Column(elem_classes="kt-feld", key=f"feld-{key}"):
            gr.HTML(
                card(on_desk.review.analysis, item, state, decision, self.examples),
                apply_default_css=False,
                elem_classes="kt",
                key=f"karte-{key}",
                preserved_by_key=[],
            )
            if item.suggestion is None or state == "superseded":
                return
            if on_desk.editing == item.id:
                self._edit_row(on_desk, item, f"text-{key}", typed)
            elif state == "open" or on_desk.reopened == item.id:
                self._decision_row(item, key, typed)
            else:
                self._reopen_row(item, key)

    def _decision_row(self, item: Item, key: str, typed: Typed) -> None:
        assert item.suggestion is not None
        id, proposal, number = item.id, item.suggestion.proposal, item.number
        choice: list[gr.Radio] = []
        if proposal.alternatives:
            wordings = list(dict.fromkeys((proposal.replacement, *proposal.alternatives)))
            choice.append(
                gr.Radio(
                    wordings,
                    value=wordings[0],
                    label="Welche Fassung passt?",
                    interactive=True,
                    key=f"wahl-{key}",
                    elem_classes="kt-wahl",
                )
            )
        with gr.Row(elem_classes="kt-knoepfe", key=f"zeile-{key}"):
            yes = gr.Button("Annehmen", key=f"ja-{key}", elem_classes="kt-annehmen", size="md", min_width=110, scale=0)
            own = gr.Button(
                "Bearbeiten", key=f"eigen-{key}", elem_classes="kt-bearbeiten", size="md", min_width=110, scale=0
            )
            no = gr.Button("Ablehnen", key=f"nein-{key}", elem_classes="kt-ablehnen", size="md", min_width=110, scale=0)
            reason = gr.Textbox(
                typed.get(f"grund-{key}", ""),
                placeholder="Grund, wenn Sie ablehnen (freiwillig)",
                label=f"Grund der Ablehnung von Vorschlag {number} (freiwillig)",
                show_label=False,
                container=False,
                max_lines=1,
                min_width=200,
                interactive=True,
                key=f"grund-{key}",
                elem_classes="kt-grund",
            )
        self._step(yes, steps.accept, id, [self.person, *choice], f"ja-{key}")
        self._step(no, steps.reject, id, [self.person, reason], f"nein-{key}")
        self._remember(reason, f"grund-{key}")
        own.click(partial(steps.start_editing, id=id), self.desk, self.desk, key=f"eigen-{key}", **_TURN)
        own.click(None, js=f"() => klartextFocus('.kt-eigen-{id} textarea')", key=f"zeig-{key}", **_QUIET)

    def _edit_row(self, on_desk: Desk, item: Item, key: str, typed: Typed) -> None:
        assert item.suggestion is not None
        id, proposal = item.id, item.suggestion.proposal
        words = gr.Textbox(
            typed.get(key, proposal.replacement),
            label="Ihre Fassung",
            info=f"Sie ersetzt im Brief: „{' '.join(proposal.original.split())}“",
            lines=2,
            interactive=True,
            key=key,
            elem_classes=f"kt-eigen-{id}",
        )
        with gr.Row(elem_classes="kt-knoepfe", key=f"zeile-eigen-{key}"):
            take = gr.Button(
                "Fassung übernehmen", variant="primary", key=f"nimm-{key}", size="md", min_width=190, scale=0
            )
            leave = gr.Button("Abbrechen", key=f"lass-{key}", size="md", min_width=110, scale=0)
            if on_desk.doubted is not None:
                keep = gr.Button(
                    "Trotz Einwand übernehmen",
                    key=f"trotz-{key}",
                    elem_classes="kt-trotzdem",
                    size="md",
                    min_width=210,
                    scale=0,
                )
                self._step(keep, partial(steps.edit, insist=True), id, [self.person, words], f"trotz-{key}")
        self._step(take, steps.edit, id, [self.person, words], f"nimm-{key}")
        self._remember(words, key)
        leave.click(
            lambda now, typed: (steps.stop_editing(now), {**typed, key: proposal.replacement}),
            [self.desk, self.typed],
            [self.desk, self.typed],
            key=f"lass-{key}",
            **_TURN,
        )

    def _reopen_row(self, item: Item, key: str) -> None:
        with gr.Row(elem_classes="kt-knoepfe", key=f"zeile-neu-{key}"):
            again = gr.Button("Anders entscheiden", key=f"neu-{key}", size="md", min_width=170, scale=0)
        again.click(partial(steps.reopen, id=item.id), self.desk, self.desk, key=f"neu-{key}", **_TURN)

    def _remember(self, field: gr.Textbox, key: str) -> None:
        field.change(
            lambda typed, text: {**typed, key: text},
            [self.typed, field],
            self.typed,
            key=f"merk-{key}",
            queue=False,
            **_QUIET,
        )

    def _step(self, button: gr.Button, step: Callable[..., steps.Step], id: str, inputs: list[Any], key: str) -> None:
        """Let a button take a step on one suggestion; with its ``key`` it still works while the list is drawn anew."""

        def taken(on_desk: Desk, *values: object) -> steps.Step:
            return steps.attempt(self.office, on_desk, lambda: step(self.office, on_desk, id, *values))

        button.click(taken, [self.desk, *inputs], [self.desk, self.status], key=key, **_BUSY)
        button.click(None, js=f"() => klartextNext('{id}')", key=f"weiter-{key}", **_QUIET)

    # --- handlers of the fixed parts -----------------------------------------------------------------------------

    def _wire(self) -> None:
        heard = [self.desk, self.asking, self.search, self.stop, self.timer]
        self.check.click(
            self._check,
            [self.desk, self.letter, self.source, self.acting, self.ask],
            [self.status, self.input_box, *heard],
            **_BUSY,
        )
        taken_up = [self.status, self.input_box, self.letter, self.source, *heard]
        self.go_on.click(self._go_on, [self.desk, self.kept], taken_up, js=_WITH_SAVED, **_BUSY)
        self.forget.click(None, js="() => klartextForget()", **_QUIET)
        self.reopen.upload(self._reopen, [self.desk, self.reopen], taken_up, **_BUSY)
        self.timer.tick(
            self._listen, [self.desk, self.asking, self.in_hand], heard, js=_WITH_HAND, trigger_mode="once", **_TURN
        )
        self.stop.click(steps.leave, self.desk, None, **_QUIET)
        self.upload.upload(
            steps.take_upload, [self.upload, self.letter, self.source], [self.letter, self.source, self.status], **_BUSY
        )
        self.empty.click(lambda: "", None, self.letter, **_QUIET)
        self.undo.click(self._history(steps.undo), [self.desk, self.person], [self.desk, self.status], **_BUSY)
        self.redo.click(self._history(steps.redo), [self.desk, self.person], [self.desk, self.status], **_BUSY)
        self.desk.change(
            self._paint,
            [self.desk, self.marks],
            [
                self.work,
                self.figures,
                self.contents,
                self.progress,
                self.marked,
                self.legend,
                self.preview,
                self.files,
                self.pdf,
                self.to_word,
                self.for_word,
                self.from_word,
                self.saving,
            ],
            **_QUIET,
        )
        self.choose.click(lambda sentence: sentence, self.wanted, self.chosen, js=_WITH_SENTENCE, **_QUIET)
        self.whole_list.click(lambda: "", None, self.chosen, **_QUIET)
        self.next_sentence.click(_next_sentence, [self.desk, self.chosen], self.chosen, **_QUIET)
        self.chosen.change(_chosen_bar, [self.desk, self.chosen], [self.chosen_bar, self.chosen_line], **_QUIET)
        for begin in (self.check.click, self.go_on.click, self.reopen.upload):
            begin(lambda: "", None, self.chosen, **_QUIET)
        self.marks.change(_marked, [self.desk, self.marks], self.marked, **_QUIET)
        self.release.click(self._release, self.desk, [self.desk, self.status], **_BUSY)
        self.pdf.click(self._add_pdf, self.desk, [self.desk, self.status], **_QUIET)
        self.to_word.click(self._to_word, self.desk, [self.desk, self.status], **_BUSY)
        self.from_word.upload(
            self._from_word, [self.desk, self.from_word, self.person], [self.desk, self.status], **_BUSY
        )

    def _check(
        self, on_desk: Desk | None, text: str, source: Source, acting: str, ask: bool, request: gr.Request
    ) -> tuple[Any, ...]:
        answer = _Acting(acting).answer
        after, said = steps.attempt(
            self.office, on_desk, lambda: steps.open_letter(self.office, text, source, answer, ask)
        )
        if after is not None and after is not on_desk:
            self.inquiries.begin(request.session_hash or "", after.inquiry)
        return said, gr.Accordion(open=after is on_desk), *self._listen(after, None)

    def _reopen(self, on_desk: Desk | None, file: str, request: gr.Request) -> tuple[Any, ...]:
        """Open a review that was saved to a file."""
        path = Path(file)

        def step() -> steps.Step:
            return steps.reopen_saved(self.office, steps.take_bytes(path), path.name)

        return self._taken_up(on_desk, step, request)

    def _go_on(self, on_desk: Desk | None, kept: str | None, request: gr.Request) -> tuple[Any, ...]:
        """Open the review that this tab of the browser has kept."""
        return self._taken_up(on_desk, lambda: steps.reopen_saved(self.office, kept or ""), request)

    def _taken_up(self, on_desk: Desk | None, step: Callable[[], steps.Step], request: gr.Request) -> tuple[Any, ...]:
        after, said = steps.attempt(self.office, on_desk, step)
        if after is None or after is on_desk:
            return said, *[gr.skip()] * 3, *self._listen(on_desk, None)
        self.inquiries.begin(request.session_hash or "", None)
        document = after.review.first.letter.document
        source = Source(document.source, document.original)
        return said, gr.Accordion(open=False), document.original, source, *self._listen(after, None)

    def _listen(self, on_desk: Desk | None, shown: str | None, in_hand: bool = False) -> tuple[Any, ...]:
        """Return the desk with what the language model has said, and the parts that tell how far it is.

        While the person has something of the list in hand, the list stays as it is.
        """
        now = on_desk.asking if on_desk else None
        if now is None:
            return on_desk, "", gr.Row(visible=False), gr.skip(), gr.Timer(active=False)
        running = now.course == "running"
        line = asking_line(
            now.course, now.done, now.total, len(now.suggestions), len(now.held_back), now.error
        )  # fmt: skip
        after = on_desk if in_hand else steps.listen(on_desk)
        over = not running and not in_hand
        if line == shown and not over:
            return after, *[gr.skip()] * 4
        return after, line, gr.Row(visible=True), gr.Button(visible=running), gr.Timer(active=not over)

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
        self.inquiries.end(request.session_hash or "")

    def _release(self, on_desk: Desk | None) -> steps.Step:
        return steps.attempt(self.office, on_desk, lambda: steps.hand_out(on_desk))

    def _add_pdf(self, on_desk: Desk | None) -> steps.Step:
        return steps.attempt(self.office, on_desk, lambda: steps.add_pdf(on_desk))

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

    def _paint(self, on_desk: Desk | None, marks: list[str]) -> tuple[Any, ...]:
        if on_desk is None:
            return (gr.Column(visible=False), *[gr.skip()] * 12)
        review, states = on_desk.review, on_desk.states
        profile = self.office.klartext.settings.profile
        from_word = takeaway.word_file(on_desk.upload) is not None
        return (
            gr.Column(visible=True),
            score_panel(
                review.first.scores,
                review.scores,
                traffic_light(
                    review.scores or review.first.scores,
                    profile,
                    on_desk.worklist,
                    states,
                    left_to_do(review.first, on_desk.worklist, states),
                ),
            ),
            checklist_panel(review.first),
            html("<p>{said}</p>", said=progress(on_desk.worklist, states)),
            _marked(on_desk, marks),
            legend(review.analysis),
            preview(review.current_text),
            download_links(on_desk.files) if on_desk.files else "",
            gr.Button(visible=bool(on_desk.files) and office_program() is not None),
            gr.Button(interactive=from_word),
            download_links(on_desk.for_word) if on_desk.for_word else "",
            gr.UploadButton(interactive=from_word),
            download_links((steps.snapshot(on_desk),)),
        )


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


def _chosen(item: Item, category: str, severity: _Severity) -> bool:
    fits = [f for f in item.findings if category in (_ANY_CATEGORY, CATEGORY_NAMES[f.category])]
    if not item.findings:
        return category == _ANY_CATEGORY and severity is _Severity.ANY
    return any(f.severity >= severity.least for f in fits)


def _next_sentence(on_desk: Desk | None, chosen: str) -> str:
    return steps.next_sentence(on_desk, chosen) if on_desk else ""


def _chosen_bar(on_desk: Desk | None, chosen: str) -> tuple[Any, ...]:
    """Return the line above the list that says that it shows one sentence only."""
    if on_desk is None or not chosen:
        return gr.Row(visible=False), ""
    places = count(len(steps.in_sentence(on_desk, chosen)), "Stelle", "Stellen")
    return gr.Row(visible=True), html("<p>Nur der gewählte Satz: {places}</p>", places=places)


def _marked(on_desk: Desk | None, marks: list[str]) -> Html:
    if on_desk is None:
        return Html()
    return marked_letter(
        on_desk.review.analysis,
        on_desk.worklist,
        on_desk.states,
        show_names=_Mark.NAMES in marks,
        show_protected=_Mark.PROTECTED in marks,
    )


def _wanted(item: Item, state: str, wanted: str) -> bool:
    match wanted:
        case _Show.OPEN:
            return item.suggestion is not None and state == "open"
        case _Show.HINTS:
            return item.suggestion is None
        case _:
            return True
