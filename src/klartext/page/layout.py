"""The page itself: which parts it has and where they stand. What they do is wired to them in ``wiring``."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import gradio as gr

from klartext.documents import SUFFIXES
from klartext.page import SAMPLE
from klartext.page.audit_tab import AuditTab
from klartext.page.drawing import ANY_CATEGORY, Mark, Severity, Show
from klartext.page.incoming import Source
from klartext.page.office import Office
from klartext.page.parts import fragment
from klartext.records import ActorAnswer
from klartext.view import CATEGORY_NAMES, Html, html, join


class Acting(StrEnum):
    """Who acts where the letter does not say."""

    ASK = "jedes Mal fragen"
    OFFICE = "unsere Behörde (wir)"
    READER = "wer den Brief bekommt (Sie)"

    @property
    def answer(self) -> ActorAnswer:
        """The answer as the session takes it."""
        return _ANSWERS[self]


_ANSWERS: Final[dict[Acting, ActorAnswer]] = {Acting.ASK: "", Acting.OFFICE: "wir", Acting.READER: "Sie"}
_LISTEN_EVERY: Final = 0.7
"""Seconds between two looks at what rules and the language model have suggested."""
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
    ("U", "rückgängig machen"),
    ("W", "wiederholen"),
    ("F", "zum Filter der Liste"),
    ("E", "zur Freigabe am Ende"),
    ("Esc", "schließen"),
)
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


class Layout:
    """The parts of the page that a handler reads or changes."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.desk = gr.State(None)
        sample = SAMPLE.read_text(encoding="utf-8")
        self.source = gr.State(Source("Beispielbrief", sample))
        self.head = fragment(_header(_HERE[office.switch is not None and office.switch.away]))
        self.signed_in = gr.HTML(apply_default_css=False, elem_classes="kt", elem_id="kt-anmeldung", visible=False)
        self.status = fragment(elem_id="kt-status")
        with gr.Tabs(elem_id="kt-reiter"):
            with gr.Tab("Brief", elem_id="kt-reiter-brief"):
                self._workplace(sample)
            self.audit = AuditTab(office, self.desk)

    def _workplace(self, sample: str) -> None:
        with gr.Row(elem_id="kt-weiter", equal_height=False):
            fragment("<p>In diesem Reiter ist noch eine angefangene Bearbeitung.</p>")
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
            self.underway_line = fragment()
            self.cancel = gr.Button("Abbrechen", elem_id="kt-abbrechen", size="md", scale=0, min_width=120)
        with gr.Column(visible=False, elem_id="kt-arbeit") as self.work:
            self._toolbar()
            self.figures = fragment()
            self.contents = fragment(elem_id="kt-inhalt")
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
                fragment(html(_HELP, memory=_MEMORY[self.office.store is not None]))
                self.acting = gr.Radio(
                    [str(who) for who in Acting],
                    value=Acting.ASK.value,
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
            self.progress = fragment(elem_id="kt-fortschritt")
            self.undo = gr.Button("Rückgängig", elem_id="kt-rueckgaengig", size="md", scale=0, min_width=120)
            self.redo = gr.Button("Wiederholen", elem_id="kt-wiederholen", size="md", scale=0, min_width=120)

    def _letter_column(self) -> None:
        with gr.Column(scale=5, min_width=420, elem_id="kt-links"):
            with gr.Row(elem_id="kt-anzeige", equal_height=False):
                fragment("<h2>Ihr Brief</h2>")
                self.marks = gr.CheckboxGroup(
                    [str(mark) for mark in Mark],
                    value=[Mark.NAMES.value],
                    label="Im Brief zeigen",
                    show_label=False,
                    container=False,
                    elem_id="kt-zeigen",
                )
            fragment(_LETTER_SHEET, elem_id="kt-markiert")
            self.legend = fragment()

    def _list_column(self) -> None:
        with gr.Column(scale=7, min_width=520, elem_id="kt-rechts"):
            fragment(html("<h2>Vorschläge und Hinweise</h2>{keys}", keys=_KEYS))
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
                self.chosen_line = fragment()
                self.next_sentence = gr.Button(
                    "Nächster Satz", elem_id="kt-naechster-satz", size="md", scale=0, min_width=130
                )
                self.whole_list = gr.Button("Ganze Liste", elem_id="kt-ganze-liste", size="md", scale=0, min_width=120)
            with gr.Row(visible=False, elem_id="kt-suche", equal_height=False) as self.search:
                self.asking = fragment(elem_id="kt-suche-stand")
                self.stop = gr.Button("Anhalten", elem_id="kt-anhalten", size="md", scale=0, min_width=110)
            self.timer = gr.Timer(_LISTEN_EVERY, active=False)
            self.in_hand = gr.Checkbox(False, visible=False)
            fragment(_LIST_SHEET)

    def _release_box(self) -> None:
        with gr.Row(elem_id="kt-freigabe", equal_height=False):
            with gr.Column(scale=7, min_width=480):
                fragment("<h2>Neuer Brief</h2>")
                fragment(_PREVIEW_SHEET, elem_id="kt-vorschau")
            with gr.Column(scale=4, min_width=320, elem_id="kt-ausgabe"):
                fragment(_RELEASE)
                self.release = gr.Button("Brief freigeben", variant="primary", elem_id="kt-freigeben")
                self.files = fragment(elem_id="kt-dateien")
                self.pdf = gr.Button("Auch als PDF", elem_id="kt-pdf", visible=False)
                fragment(_IN_WORD)
                self.to_word = gr.Button("Datei für Word erzeugen", elem_id="kt-nach-word")
                self.for_word = fragment(elem_id="kt-fuer-word")
                self.from_word = gr.UploadButton("Entscheidungen aus Word holen", elem_id="kt-aus-word")
                fragment(_SAVE)
                self.saving = fragment(elem_id="kt-sichern")


def shared_header() -> Html:
    """Return the head of a page that people sign in to."""
    return _header(_SHARED)


def _header(here: str) -> Html:
    return html(_HEADER, here=here, keys=_help_layer())


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
