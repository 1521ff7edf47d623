"""The tab „Prüfung“: where things stand in it and which handler answers which button. The rest is in ``auditing``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Final

import gradio as gr

from klartext.audit.sampling import QUESTION
from klartext.page import auditing
from klartext.page.auditing import Choices, Round, Told
from klartext.page.desk import Desk
from klartext.page.office import Office
from klartext.page.parts import QUIET, fragment
from klartext.store import Verdict
from klartext.view import CATEGORY_NAMES, Html, download_links, html, message
from klartext.view.catalogue import catalogue_hits


class _From(StrEnum):
    """Where a suggestion to explain comes from."""

    DESK = "Brief im Reiter „Brief“"
    STORE = "Festgehaltene Entscheidungen"


_BUSY: Final[dict[str, Any]] = {**QUIET, "show_progress": "minimal"}
_ANY: Final = ("Alle Kategorien", "")
_VERDICTS: Final[tuple[tuple[str, Verdict], ...]] = (
    ("Richtig", "right"),
    ("Falsch", "wrong"),
    ("Schädlich", "harmful"),
)
_CLOSED: Final = (
    "Diesen Reiter sehen auf diesem Server nur die Personen, die in klartext.toml unter „pruefende“ stehen."
)
_FIGURES: Final = "Was aus den Vorschlägen wurde, je Regel, Fassung und Monat."
_NO_SUGGESTION: Final = {
    _From.DESK: "Auf dem Schreibtisch liegt kein Brief mit Vorschlägen. Prüfen Sie zuerst einen im Reiter „Brief“.",
    _From.STORE: "Es ist noch keine Entscheidung festgehalten.",
}
_SECOND: Final = (
    "Sie sehen frühere Vorschläge anderer Personen, aber nicht, was entschieden wurde. Wer dieselbe Nummer wählt,"
    " bekommt dieselbe Stichprobe; so lässt sich vergleichen, ob zwei Personen gleich urteilen."
)
_JUDGED: Final = "Alles beurteilt. Vielen Dank! Die Urteile stehen jetzt auch unter „Zahlen“."


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may look into the tab: hiding it would not stop anybody from asking its handlers."""

    office: Office

    def lets_in(self, request: gr.Request) -> bool:
        """Whether whoever asks may see the tab."""
        user = request.request.scope.get("user") if request.request else None
        login = user.identity if user is not None else None
        return auditing.may_see(self.office.klartext.settings.serving, self.office.shared, login)

    def guarded(self, step: Callable[..., tuple[Any, ...]], width: int, named: bool = False) -> Callable[..., Any]:
        """Return a handler that answers only to whom the tab is for, and tells errors in words.

        Args:
            step: Returns what goes into the parts behind the status.
            width: How many those are.
            named: The first value is the person's name; whoever has signed in is asked for none.
        """

        def handler(request: gr.Request, *values: object) -> tuple[Any, ...]:
            if not self.lets_in(request):
                return message(_CLOSED, "hinweis"), *[gr.skip()] * width
            if named and request.username:
                values = (request.username, *values[1:])
            done, problem = auditing.attempted(lambda: step(*values))
            return (problem, *[gr.skip()] * width) if done is None else ("", *done)

        return handler


class AuditTab:
    """The tab with its four sections; on a server it is there only for those whom the house has named."""

    def __init__(self, office: Office, desk: gr.State) -> None:
        """Build the tab inside the open ``gr.Tabs``.

        Args:
            office: The checker and the store.
            desk: What is on the desk of the other tab.
        """
        self.office, self.desk = office, desk
        self._gate = Gate(office)
        with gr.Tab("Prüfung", id="pruefung", visible=not office.shared, elem_id="kt-pruefung") as self.tab:
            self.told, self.round = gr.State(None), gr.State(None)
            self.status = fragment(elem_id="kt-pruefung-status")
            with gr.Tabs():
                with gr.Tab("Zahlen", elem_id="kt-zahlen") as figures:
                    self._figures()
                with gr.Tab("Ein Vorschlag", elem_id="kt-erklaerung") as one:
                    self._explanation()
                with gr.Tab("Zweite Durchsicht", elem_id="kt-durchsicht") as second:
                    self._second_look()
                with gr.Tab("Regeln", elem_id="kt-regeln") as rules:
                    self._catalogue()
        for shown in (self.tab.select, figures.select):
            shown(self._gate.guarded(self._count, 1), None, [self.status, self.figures], **QUIET)
        one.select(self._gate.guarded(self._offer, 1), [self.source, self.desk], [self.status, self.choice], **QUIET)
        second.select(self._gate.guarded(self._agree, 1), None, [self.status, self.agreement], **QUIET)
        rules.select(self._gate.guarded(self._hits, 1), [self.words, self.category], [self.status, self.hits], **QUIET)

    def greet(self, request: gr.Request) -> tuple[Any, ...]:
        """Show the tab to whom it is for, with their name where they have signed in."""
        name = request.username
        field = gr.Textbox(name, interactive=False) if name else gr.skip()
        return gr.Tab(visible=self._gate.lets_in(request)), field

    # --- figures -------------------------------------------------------------------------------------------------

    def _figures(self) -> None:
        with gr.Row(elem_classes="kt-zeile", equal_height=False):
            fragment(html("<p>{told}</p>", told=_FIGURES))
            again = gr.Button("Neu zählen", elem_id="kt-neu-zaehlen", size="md", scale=0, min_width=130)
        self.figures = fragment(elem_id="kt-zahlen-tafel")
        again.click(self._gate.guarded(self._count, 1), None, [self.status, self.figures], **_BUSY)

    def _count(self) -> tuple[Any, ...]:
        return (auditing.figures_panel(self.office),)

    # --- one suggestion ------------------------------------------------------------------------------------------

    def _explanation(self) -> None:
        with gr.Row(elem_classes="kt-zeile", equal_height=False):
            self.source = gr.Radio(
                [str(source) for source in _From],
                value=_From.DESK.value,
                label="Welche Vorschläge?",
                elem_id="kt-woher",
                scale=0,
                min_width=430,
            )
            self.choice = gr.Dropdown([], label="Vorschlag", elem_id="kt-vorschlag", min_width=300)
            explain = gr.Button("Erklären", variant="primary", elem_id="kt-erklaeren", scale=0, min_width=130)
        self.explanation = fragment(elem_id="kt-erklaerung-tafel")
        with gr.Row(visible=False, elem_classes="kt-zeile", equal_height=False) as self.take:
            self.files = fragment(elem_id="kt-erklaerung-dateien")
            as_pdf = gr.Button("Auch als PDF", elem_id="kt-erklaerung-pdf", scale=0, min_width=150)
        self.source.change(
            self._gate.guarded(self._offer, 1), [self.source, self.desk], [self.status, self.choice], **QUIET
        )
        shown = [self.status, self.told, self.explanation, self.take, self.files]
        explain.click(self._gate.guarded(self._explain, 4), [self.source, self.choice, self.desk], shown, **_BUSY)
        as_pdf.click(self._gate.guarded(self._as_pdf, 1), self.told, [self.status, self.files], **_BUSY)

    def _offer(self, source: str, on_desk: Desk | None) -> tuple[Any, ...]:
        choices = self._choices(_From(source), on_desk)
        return (gr.Dropdown(choices, value=choices[0][1] if choices else None),)

    def _choices(self, source: _From, on_desk: Desk | None) -> Choices:
        return auditing.on_desk(on_desk) if source is _From.DESK else auditing.in_store(self.office)

    def _explain(self, source: str, chosen: str | None, on_desk: Desk | None) -> tuple[Any, ...]:
        if not chosen:
            nothing = _NO_SUGGESTION[_From(source)]
            if source == _From.STORE and self.office.store is None:
                nothing = auditing.SWITCHED_OFF
            return None, message(nothing, "hinweis"), gr.Row(visible=False), ""
        if source == _From.DESK and on_desk is not None:
            told = auditing.explain_on_desk(self.office, on_desk, chosen)
        else:
            told = auditing.explain_recorded(self.office, on_desk, chosen)
        return told, told.panel, gr.Row(visible=True), download_links(told.files)

    def _as_pdf(self, told: Told | None) -> tuple[Any, ...]:
        return (download_links((*told.files, told.pdf())) if told else "",)

    # --- a second look -------------------------------------------------------------------------------------------

    def _second_look(self) -> None:
        fragment(html("<p>{told}</p>", told=_SECOND))
        with gr.Row(elem_classes="kt-zeile", equal_height=False):
            self.person = gr.Textbox(label="Ihr Name", elem_id="kt-pruefende", max_lines=1, min_width=220)
            size = gr.Number(20, label="Wie viele?", minimum=1, maximum=500, precision=0, min_width=110, scale=0)
            seed = gr.Number(1, label="Nummer der Stichprobe", minimum=0, precision=0, min_width=230, scale=0)
            start = gr.Button("Stichprobe ziehen", variant="primary", elem_id="kt-ziehen", scale=0, min_width=170)
        self.item = fragment(elem_id="kt-beurteilen")
        with gr.Column(visible=False) as self.verdicts:
            remark = gr.Textbox(label="Bemerkung (freiwillig)", max_lines=2, elem_id="kt-bemerkung")
            with gr.Row(elem_classes="kt-zeile kt-urteile", equal_height=False):
                buttons = [
                    gr.Button(word, elem_id=f"kt-urteil-{verdict}", scale=0, min_width=120)
                    for word, verdict in _VERDICTS
                ]
                back = gr.Button("Zurück", elem_id="kt-urteil-zurueck", scale=0, min_width=100)
        self.agreement = fragment(elem_id="kt-uebereinstimmung")
        shown = [self.status, self.round, self.item, self.verdicts, remark, self.agreement]
        start.click(self._gate.guarded(self._begin, 5, named=True), [self.person, size, seed], shown, **_BUSY)
        for button, (_, verdict) in zip(buttons, _VERDICTS, strict=True):
            button.click(self._gate.guarded(partial(self._judge, verdict), 5), [self.round, remark], shown, **QUIET)
        back.click(self._gate.guarded(self._back, 5), self.round, shown, **QUIET)

    def _begin(self, person: str, size: float, seed: float) -> tuple[Any, ...]:
        return self._going(auditing.begin(self.office, person, int(size or 1), int(seed or 0)))

    def _judge(self, verdict: Verdict, going: Round, remark: str) -> tuple[Any, ...]:
        return self._going(auditing.judge(self.office, going, verdict, remark))

    def _back(self, going: Round) -> tuple[Any, ...]:
        return self._going(auditing.go_back(going))

    def _going(self, going: Round) -> tuple[Any, ...]:
        shown = gr.Column(visible=bool(going.sample))
        return going, _item(going), shown, "", *self._agree()

    def _agree(self) -> tuple[Any, ...]:
        return (auditing.agreement_panel(self.office),)

    # --- the rules -----------------------------------------------------------------------------------------------

    def _catalogue(self) -> None:
        rules = self.office.klartext.rules
        used = {rule.category for rule in rules.rules}
        with gr.Row(elem_classes="kt-zeile", equal_height=False):
            self.words = gr.Textbox(
                label="Suchen", placeholder="Wort, Regel oder Quelle", elem_id="kt-regel-suche", max_lines=1
            )
            self.category = gr.Dropdown(
                [_ANY, *((name, id) for id, name in CATEGORY_NAMES.items() if id in used)],
                value="",
                label="Kategorie der Regel",
                elem_id="kt-regel-kategorie",
                filterable=False,
            )
            whole = gr.Button("Ganzer Katalog", elem_id="kt-katalog", scale=0, min_width=150)
        catalogue = fragment(elem_id="kt-katalog-datei")
        self.hits = fragment(elem_id="kt-regel-treffer")
        for changed in (self.words.change, self.category.change):
            changed(
                self._gate.guarded(self._hits, 1),
                [self.words, self.category],
                [self.status, self.hits],
                trigger_mode="always_last",
                **QUIET,
            )
        whole.click(self._gate.guarded(self._whole, 1), None, [self.status, catalogue], **_BUSY)

    def _hits(self, words: str, category: str) -> tuple[Any, ...]:
        return (catalogue_hits(self.office.klartext.rules, words, category),)

    def _whole(self) -> tuple[Any, ...]:
        return (download_links((auditing.catalogue_file(self.office),)),)


def _item(going: Round) -> Html:
    """Return the suggestion to judge, and nothing of what was decided."""
    if (item := going.now) is None:
        return html("<p>{line}</p>{done}", line=going.line, done=message(_JUDGED))
    before = going.given[going.at]
    word = next((word for word, verdict in _VERDICTS if verdict == before), None)
    said = html("<p>Ihr Urteil bisher: {word}.</p>", word=word) if word else Html()
    return html(
        '<p>{line}. Jetzt: Nummer {at}.</p>{said}<div class="kt-paar"><div><h3>Satz</h3>'
        '<p>{old}</p></div><div><h3>Vorschlag</h3><p>{new}</p></div></div><p class="kt-klein">{question}</p>',
        line=going.line, at=going.at + 1, said=said, old=item.sentence, new=item.proposed, question=QUESTION,
    )  # fmt: skip
