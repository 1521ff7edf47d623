"""What happens when somebody uses a part of the page. The steps themselves are in ``opening`` and ``desk``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from klartext.checklist import examine
from klartext.decisions import Review
from klartext.page import desk as steps
from klartext.page import listening, opening, takeaway
from klartext.page.audit_tab import AuditTab
from klartext.page.desk import Desk
from klartext.page.drawing import View, drawn
from klartext.page.gathering import Halt, Progress, Runs
from klartext.page.incoming import Source, take_bytes
from klartext.page.layout import Acting, shared_header
from klartext.page.office import Office
from klartext.page.server import SIGN_IN_COOKIE
from klartext.paths import office_program
from klartext.report.words import count
from klartext.view import (
    Download,
    Html,
    asking_line,
    checklist_panel,
    download_links,
    html,
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


class Handlers:
    """What a button or field of the page does; what runs for a page longer than a step ends with it."""

    def __init__(self, office: Office, audit: AuditTab) -> None:
        self.office, self.audit = office, audit
        self.gatherings, self.readings = Runs(), Runs()
        self.examples = steps.examples(office.klartext.rules)

    def do(self, on_desk: Desk | None, person: str, told: str) -> steps.Step:
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

    def check(
        self, on_desk: Desk | None, text: str, source: Source, acting: str, ask: bool, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Check the letter in the box."""
        halt = Halt()
        step = opening.open_letter(self.office, text, source, Acting(acting).answer, ask, halt)
        yield from self._long(on_desk, step, halt, request)

    def reopen(self, on_desk: Desk | None, file: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Open a review that was saved to a file."""
        path, halt = Path(file), Halt()

        def step() -> opening.LongStep:
            return (yield from opening.reopen_saved(self.office, take_bytes(path), path.name, halt))

        yield from self._long(on_desk, step(), halt, request, into_box=True)

    def go_on(self, on_desk: Desk | None, kept: str | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Open the review that this tab of the browser has kept."""
        halt = Halt()
        step = opening.reopen_saved(self.office, kept or "", cancelled=halt)
        yield from self._long(on_desk, step, halt, request, into_box=True)

    def _long(
        self, on_desk: Desk | None, step: opening.LongStep, halt: Halt, request: gr.Request, into_box: bool = False
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
        work = opening.attempt_long(on_desk, step)
        while True:
            try:
                now = next(work)
            except StopIteration as end:
                after, said = end.value
                break
            yield gr.Row(visible=True), working_line(now.doing, now.done, now.total), gr.skip()
        yield gr.Row(visible=False), "", _Opened(after if after is not on_desk else None, said, into_box)

    def take_up(self, opened: _Opened | None, request: gr.Request) -> tuple[Any, ...]:
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

    def cancel(self, request: gr.Request) -> None:
        """End the long step that this page waits for."""
        self.readings.end(request.session_hash or "")

    def listen(self, on_desk: Desk | None, shown: str | None, in_hand: bool, request: gr.Request) -> tuple[Any, ...]:
        """Return the desk with what rules and the language model have suggested, and the parts that tell how far.

        While the person has something of the list in hand, the list stays as it is.
        """
        if on_desk is None or in_hand:
            return on_desk, gr.skip(), *self._gathering(on_desk, shown, waiting=in_hand)
        after = listening.listen(self.office, on_desk)
        said: Any = gr.skip()
        if on_desk.is_drafting and not after.is_drafting:
            said = listening.drafted_message(after)
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
        return *audit, name, gr.HTML(told, visible=True), shared_header()

    def close(self, request: gr.Request) -> None:
        """Ask no further for a page that somebody has closed."""
        for runs in (self.readings, self.gatherings):
            runs.end(request.session_hash or "")

    def release(self, on_desk: Desk | None) -> steps.Step:
        """Release the letter."""
        return steps.attempt(self.office, on_desk, lambda: steps.hand_out(on_desk))

    def make_pdf(self, on_desk: Desk | None) -> tuple[Desk | None, Download | None, Any]:
        """Make the PDF beside everything else: it takes seconds, and the pipeline has nothing to do with it."""
        made: list[Download] = []

        def step() -> steps.Step:
            made.append(steps.make_pdf(on_desk))
            return on_desk, message("Das PDF steht bereit.")

        _, said = steps.attempt(self.office, on_desk, step, reads=False)
        return on_desk, made[0] if made else None, said

    def add_pdf(self, on_desk: Desk | None, of: Desk | None, file: Download | None) -> Desk | None:
        """Put the PDF beside the other files, on the desk as it is by now."""
        return steps.add_file(on_desk, of, file) if on_desk and of and file else on_desk

    def to_word(self, on_desk: Desk | None) -> steps.Step:
        """Make a Word file in which to decide."""
        return steps.attempt(self.office, on_desk, lambda: steps.hand_to_word(on_desk))

    def from_word(self, on_desk: Desk | None, file: str, person: str) -> steps.Step:
        """Take over decisions from a Word file that comes back."""
        path = Path(file)

        def step() -> steps.Step:
            return steps.take_from_word(self.office, on_desk, take_bytes(path), path.name, person)

        return steps.attempt(self.office, on_desk, step)

    def undo(self, on_desk: Desk, person: str) -> steps.Step:
        """Take back the last decision."""
        return steps.attempt(self.office, on_desk, lambda: steps.undo(self.office, on_desk, person))

    def redo(self, on_desk: Desk, person: str) -> steps.Step:
        """Put the decision into force again that was taken back last."""
        return steps.attempt(self.office, on_desk, lambda: steps.redo(self.office, on_desk, person))

    def sheets(
        self, on_desk: Desk | None, wanted: str, category: str, severity: str, chosen: str, marks: list[str], shown: str
    ) -> str:
        """Return letter, list and preview, as far as the browser does not show them already."""
        if on_desk is None:
            return ""
        view = View(wanted, category, severity, chosen, frozenset(marks))
        return drawn(on_desk, view, self.examples, shown)

    def _contents(self, review: Review) -> Html:
        """Return what the letter tells its reader, with the changes so far."""
        now = review.reading
        if now is None:
            return checklist_panel(review.first)
        found = examine(now.letter, now.protected, now.sentences, self.office.klartext.roles)
        return checklist_panel(review.first, found, now.letter.text)

    def paint(self, on_desk: Desk | None) -> tuple[Any, ...]:
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
            self._contents(review),
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


def next_sentence(on_desk: Desk | None, chosen: str) -> str:
    """Return the next sentence with an open suggestion."""
    return steps.next_sentence(on_desk, chosen) if on_desk else ""


def chosen_bar(on_desk: Desk | None, chosen: str) -> tuple[Any, ...]:
    """Return the line above the list that says that it shows one sentence only."""
    if on_desk is None or not chosen:
        return gr.Row(visible=False), ""
    places = count(len(steps.in_sentence(on_desk, chosen)), "Stelle", "Stellen")
    return gr.Row(visible=True), html("<p>Nur der gewählte Satz: {places}</p>", places=places)
