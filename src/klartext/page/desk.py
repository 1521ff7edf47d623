"""What one person has on the desk, and what happens to it step by step. No page library: records in, records out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from klartext import word
from klartext.decisions import Review, text_hash
from klartext.documents import read_bytes, read_text
from klartext.errors import DecisionError, InputError, KlartextError, ModelError
from klartext.page import saved, takeaway
from klartext.page.asking import Inquiry, Switch, TakingTurns
from klartext.page.gathering import Drafting, Progress, in_turns
from klartext.records import ActorAnswer, Analysis, Document, HeldBack, Suggestion
from klartext.view import (
    Doing,
    Download,
    Html,
    Item,
    State,
    error_message,
    file_stem,
    items,
    message,
    sentence_of,
)

if TYPE_CHECKING:
    from klartext.ruleset import RuleSet
    from klartext.session import Klartext, Reading
    from klartext.store import Store

LARGEST_UPLOAD: Final = 10 * 1024 * 1024
"""Bytes; a letter of a hundred pages is far smaller."""
PAGE_SIZE: Final = 40
"""So many entries of the work list are shown at once; more would make the page slow."""
PASTED: Final = "Eingabe"
_SOON: Final = 0.2
"""Seconds to wait for the suggestions of a short letter before its findings are shown without them."""
_OFTEN: Final = 0.2
"""Seconds between two looks at how far the suggestions are."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Office:
    """What every desk works with: the checker, and the memory of decisions where the house has switched it on.

    Whoever reads text with the pipeline holds ``turn``: it serves one thread at a time. Where several people work,
    ``shared``, nobody is given what somebody else has begun.
    """

    klartext: Klartext
    store: Store | None = None
    switch: Switch | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)
    shared: bool = False

    def speaking(self, ask: bool) -> Klartext:
        """Return the checker with the language model, which starts if need be, or without.

        Raises:
            ModelError: The model cannot be used.
        """
        model = self.switch.open() if ask and self.switch else None
        return self.klartext if self.klartext.model is model else replace(self.klartext, model=model)

    def inquiry(self, klartext: Klartext, analysis: Analysis) -> Inquiry | None:
        """Begin to ask the language model about a letter, if there is one."""
        if klartext.model is None:
            return None
        sharing = replace(klartext, memory=TakingTurns(klartext.memory, self.turn))
        return Inquiry(sharing, analysis).start()

    def has_begun(self, document: Document) -> bool:
        """Whether there is an unfinished review of this letter to take up."""
        private = self.store if not self.shared else None
        draft = private.load_draft(text_hash(document)) if private else None
        return draft is not None and bool(draft.steps)

    def take_up(self, review: Review) -> tuple[Review, tuple[str, ...]]:
        """Return the review with the decisions of an earlier, unfinished one on the same letter, and notes on them."""
        private = self.store if not self.shared else None
        draft = private.load_draft(text_hash(review.first.letter.document)) if private else None
        if draft is None or not draft.steps:
            return review, ()
        resumed = draft.resume(review)
        return resumed.review, ("Ihre früheren Entscheidungen zu diesem Brief sind wieder da.", *resumed.notes)

    def keep(self, review: Review) -> None:
        """Remember the decisions, so that the review survives the end of the program."""
        if self.store:
            self.store.record(review)
            if not self.shared:
                self.store.save_draft(review)


def examples(rules: RuleSet) -> Mapping[str, tuple[str, str]]:
    """Return the first example with a better wording of every rule that has one."""
    told = {r.id: next(((e.text, e.better) for e in r.examples if e.better), None) for r in rules.rules}
    return {id: pair for id, pair in told.items() if pair}


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """A letter under review; every step gives a new one.

    ``editing`` is the suggestion whose words the person is changing, ``doubted`` the wording to which the guard
    objected, ``reopened`` a decided suggestion that the person looks at again, and ``shown`` says how many entries
    of the work list are on the page. ``files`` are the released letter as it stands, ``for_word`` is what to decide
    in Word. ``drafting`` gathers what rules propose, ``drafted`` is what the review has of it; ``inquiry`` and
    ``heard`` are the same for the language model, which ``speaking`` asks afterwards. ``actor`` is who acts where the
    letter does not say, and ``upload`` the file that the letter came from, as long as its text is unchanged: writers
    of documents start from it.
    """

    review: Review
    editing: str | None = None
    doubted: str | None = None
    reopened: str | None = None
    shown: int = PAGE_SIZE
    files: tuple[Download, ...] = ()
    for_word: tuple[Download, ...] = ()
    drafting: Drafting | None = None
    drafted: Progress | None = None
    speaking: Klartext | None = field(default=None, repr=False)
    inquiry: Inquiry | None = None
    heard: Progress | None = None
    actor: ActorAnswer = ""
    upload: bytes | None = None

    @property
    def asking(self) -> Progress | None:
        """How far the language model is; None where nobody wanted it asked."""
        return self.inquiry.progress if self.inquiry else self.heard

    @property
    def worklist(self) -> tuple[Item, ...]:
        """The entries in text order; while rules still propose, those of sentences that they are done with."""
        entries = items(self.review.analysis)
        if not self.is_drafting:
            return entries
        until = self.drafted.until if self.drafted else 0
        return tuple(entry for entry in entries if entry.span.start < until)

    @property
    def is_drafting(self) -> bool:
        """Whether rules have not proposed everything yet."""
        return self.drafting is not None and (self.drafted is None or self.drafted.course == "running")

    @property
    def states(self) -> Mapping[str, State]:
        """The state of every suggestion."""
        return {s.id: self.review.state(s.id) for s in self.review.analysis.suggestions}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text in the box comes from, as long as nobody has changed it."""

    name: str = PASTED
    text: str = ""
    file: bytes | None = field(default=None, repr=False)

    def file_of(self, text: str) -> bytes | None:
        """Return the bytes of the file that a text was read from."""
        return self.file if text.strip() == self.text.strip() else None

    def of(self, text: str) -> str:
        """Return the name to give to a text."""
        return self.name if text.strip() == self.text.strip() else PASTED


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a long step is: so many of so many sentences."""

    done: int
    total: int
    doing: Doing


Step = tuple[Desk | None, Html]
"""What is on the desk after a step, and what to tell the person."""
LongStep = Generator[Underway, None, Step]
"""A step that says how far it is; it takes the turn itself, for moments."""


class _Cancelled(Exception):
    """The person does not want the step any more."""


def attempt(office: Office, desk: Desk | None, step: Callable[[], Step], reads: bool = True) -> Step:
    """Take a step; when it fails, everything stays as it was and the person reads why.

    Args:
        office: Its turn is held, unless the step does not ask the pipeline (``reads``).
        desk: As it is before.
        step: What to do.
        reads: Whether the step needs the pipeline.
    """
    try:
        with office.turn if reads else nullcontext():
            return step()
    except KlartextError as error:
        return desk, error_message(error)
    except Exception:
        return desk, _fault()


def attempt_long(desk: Desk | None, step: LongStep) -> LongStep:
    """Take a long step; when it fails or is cancelled, everything stays as it was and the person reads why."""
    try:
        return (yield from step)
    except _Cancelled:
        return desk, message("Abgebrochen. Ihr Text steht noch im Feld, und alles andere ist wie vorher.")
    except KlartextError as error:
        return desk, error_message(error)
    except Exception:
        return desk, _fault()


def _fault() -> Html:
    _log.exception("a step at the page failed")
    return message(
        "Das hat wegen eines Fehlers im Programm nicht geklappt. Ihr Text und Ihre Entscheidungen sind noch da."
        " Bitte versuchen Sie es noch einmal.",
        "hinweis",
    )


def read_upload(path: Path) -> tuple[Document, bytes]:
    """Read an uploaded file and delete it and its folder, whatever comes of it."""
    content = take_bytes(path)
    return read_bytes(content, path.name), content


def take_bytes(path: Path) -> bytes:
    """Return what was uploaded and delete the file and its folder, whatever comes of it."""
    try:
        if path.stat().st_size > LARGEST_UPLOAD:
            raise InputError(
                "KT-W02",
                "Die Datei ist größer als 10 Megabyte.",
                "Laden Sie eine kleinere Datei hoch, oder kopieren Sie den Text in das Feld.",
                path.name,
            )
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()


def open_letter(
    office: Office,
    text: str,
    source: Source,
    actor: ActorAnswer = "",
    ask: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> LongStep:
    """Check a letter and put it on the desk, with the decisions of an earlier, unfinished review.

    Findings and scores come first; suggestions may still be on their way then (``listen``).

    Args:
        office: The checker and its memory.
        text: The letter.
        source: Where it comes from.
        actor: What the person says about who acts where the letter does not.
        ask: Ask the language model for further suggestions.
        cancelled: Asked again and again; after a yes nothing changes.
    """
    document = read_text(text, source.of(text))
    silent: Progress | None = None
    try:
        klartext = office.speaking(ask)
    except ModelError as error:
        klartext, silent = office.speaking(False), Progress("failed", 0, 0, error=error)
    reading = yield from _read(office, klartext, document, cancelled)
    drafting = _drafting(office, klartext, reading, actor)
    if office.has_begun(document):
        yield from _awaited(drafting, cancelled)
    drafting.wait(_SOON)
    desk = Desk(
        klartext.review(reading.analysis, actor),
        drafting=drafting,
        speaking=klartext if klartext.model is not None else None,
        heard=silent,
        actor=actor,
        upload=source.file_of(text),
    )
    desk = listen(office, desk)
    if desk.is_drafting:
        told = (
            "Der Brief ist gelesen. Die Vorschläge kommen der Reihe nach.",
            *document.notes,
            *reading.analysis.notes,
        )
        return desk, message(" ".join(dict.fromkeys(told)))
    with office.turn:
        review, notes = office.take_up(desk.review)
    return replace(desk, review=review), drafted_message(desk, *document.notes, *reading.analysis.notes, *notes)


def drafted_message(desk: Desk, *notes: str) -> Html:
    """Say that all suggestions are there, and what a person should know about them."""
    if desk.drafted is not None and desk.drafted.error is not None:
        return error_message(desk.drafted.error)
    told = dict.fromkeys((*notes, *_questions(desk.review.first)))
    return message(" ".join(("Der Brief ist geprüft.", *told)))


def reopen_saved(
    office: Office, content: str | bytes, name: str = "Zwischenstand", cancelled: Callable[[], bool] = lambda: False
) -> LongStep:
    """Put a review on the desk that was saved before, here or on another machine.

    Raises:
        KlartextError: The file is no such review, or its decisions do not fit its letter.
    """
    kept = saved.from_file(content, name)
    klartext = office.speaking(False)
    reading = yield from _read(office, klartext, kept.document, cancelled)
    drafting = _drafting(office, klartext, reading, kept.actor)
    yield from _awaited(drafting, cancelled)
    desk = listen(office, Desk(klartext.review(reading.analysis, kept.actor), drafting=drafting, actor=kept.actor))
    with office.turn:
        review, notes = kept.take_up(desk.review)
    office.keep(review)
    return replace(desk, review=review), message(" ".join(("Ihr Zwischenstand ist wieder da.", *notes)))


def _read(
    office: Office, klartext: Klartext, document: Document, cancelled: Callable[[], bool]
) -> Generator[Underway, None, Reading]:
    portions = in_turns(klartext.reading(document), office.turn)
    while not cancelled():
        try:
            portion = next(portions)
        except StopIteration as end:
            if cancelled():
                break
            return cast("Reading", end.value)
        yield Underway(*portion[-1], "liest")
    raise _Cancelled


def _drafting(office: Office, klartext: Klartext, reading: Reading, actor: ActorAnswer) -> Drafting:
    drafts = klartext.drafts(reading, actor)
    return Drafting(drafts, len(reading.analysis.sentences), office.turn).start()


def _awaited(drafting: Drafting, cancelled: Callable[[], bool]) -> Iterator[Underway]:
    """Wait for all suggestions: decisions that were made before belong to them."""
    while not drafting.wait(_OFTEN):
        if cancelled():
            drafting.stop()
            raise _Cancelled
        yield Underway(drafting.progress.done, drafting.progress.total, "formuliert")


def snapshot(desk: Desk) -> Download:
    """Return the review in progress as a file that can be opened again."""
    stem = file_stem(desk.review.first.letter.document.source)
    text = saved.to_file(desk.review, desk.actor)
    return Download(f"{stem}{saved.SUFFIX}", "application/json", text, "Zwischenstand sichern (mit Brieftext)")


def leave(desk: Desk | None) -> None:
    """Wait for no further suggestions about a letter; whoever goes on with it keeps what has come."""
    for run in (desk.drafting, desk.inquiry) if desk is not None else ():
        if run is not None:
            run.stop()


def listen(office: Office, desk: Desk) -> Desk:
    """Add what rules and the language model have suggested since; the same desk where there is nothing to show.

    Proposals that were held back come along with the next suggestion, or at the end. Once the rules are done, the
    language model is asked.
    """
    if desk.is_drafting and desk.drafting is not None:
        return _drafted(office, desk, desk.drafting.progress)
    now = desk.asking
    if now is None or now is desk.heard:
        return desk
    new, held = _since(now, desk.heard)
    if not new and now.course == "running":
        return desk
    if not new and not held:
        return replace(desk, heard=now)
    return replace(_with(desk, desk.review.with_suggestions(new, held)), heard=now)


def _drafted(office: Office, desk: Desk, now: Progress) -> Desk:
    if now is desk.drafted or (now.course == "running" and now.until == 0):
        return desk
    new, held = _since(now, desk.drafted)
    review = desk.review.with_suggestions(new, held) if new or held else desk.review
    after = replace(desk, review=review, drafted=now)
    if now.course == "running" or desk.speaking is None or now.course == "stopped":
        return after
    return replace(after, inquiry=office.inquiry(desk.speaking, review.first))


def _since(now: Progress, before: Progress | None) -> tuple[tuple[Suggestion, ...], tuple[HeldBack, ...]]:
    had = before or Progress("running", 0, 0)
    return now.suggestions[len(had.suggestions) :], now.held_back[len(had.held_back) :]


def _questions(analysis: Analysis) -> Iterator[str]:
    """Say where the letter leaves open who acts."""
    asked = sum(s.proposal.needs == "handelnde" for s in analysis.suggestions)
    if asked:
        places = "An einer Stelle" if asked == 1 else f"An {asked} Stellen"
        yield f"{places} sagt der Brief nicht, wer handelt. Ist es immer gleich? Dann wählen Sie es oben beim Brief."


def accept(office: Office, desk: Desk, id: str, person: str, wording: str | None = None) -> Step:
    """Accept a suggestion, or one of its other wordings."""
    review = desk.review.accept(id, named(person), wording)
    return _decided(office, desk, review, f"{_entry(desk, id)} angenommen.", id)


def reject(office: Office, desk: Desk, id: str, person: str, reason: str) -> Step:
    """Reject a suggestion; the reason may be empty."""
    review = desk.review.reject(id, named(person), reason)
    return _decided(office, desk, review, f"{_entry(desk, id)} abgelehnt.", id)


def edit(office: Office, desk: Desk, id: str, person: str, text: str, insist: bool = False) -> Step:
    """Take the person's own words; where the guard objects, only words that it has seen can be insisted on."""
    try:
        review = desk.review.edit(id, named(person), text, insist and text == desk.doubted)
    except DecisionError as error:
        if error.code != "KT-D06":
            raise
        return replace(desk, editing=id, doubted=text), error_message(error)
    return _decided(office, desk, review, f"{_entry(desk, id)}: Ihre Fassung ist übernommen.", id)


def undo(office: Office, desk: Desk, person: str) -> Step:
    """Take back the last decision."""
    return _decided(office, desk, desk.review.undo(named(person)), "Die letzte Entscheidung ist zurückgenommen.")


def redo(office: Office, desk: Desk, person: str) -> Step:
    """Put the decision into force again that was taken back last."""
    return _decided(office, desk, desk.review.redo(named(person)), "Die Entscheidung gilt wieder.")


def show_more(desk: Desk) -> Desk:
    """Show further entries of the work list."""
    return replace(desk, shown=desk.shown + PAGE_SIZE)


def in_sentence(desk: Desk, sentence: str) -> list[Item]:
    """Return the entries of one sentence: suggestions first, then hints."""
    worklist = desk.worklist
    where = sentence_of(desk.review.analysis, worklist)
    return sorted((i for i in worklist if where.get(i.id) == sentence), key=lambda item: item.suggestion is None)


def next_sentence(desk: Desk, sentence: str) -> str:
    """Return the next sentence with an open suggestion, after the last one the first; empty if there is none."""
    states, where = desk.states, sentence_of(desk.review.analysis, desk.worklist)
    waiting = {where.get(i.id) for i in desk.worklist if i.suggestion and states[i.id] == "open"}
    order = [s.id for s in desk.review.analysis.sentences]
    at = order.index(sentence) + 1 if sentence in order else 0
    return next((s for s in (*order[at:], *order[:at]) if s in waiting), "")


def start_editing(desk: Desk, id: str) -> Desk:
    """Open a suggestion for the person's own words."""
    return replace(desk, editing=id, doubted=None)


def stop_editing(desk: Desk) -> Desk:
    """Leave the suggestion as it was."""
    return replace(desk, editing=None, doubted=None)


def reopen(desk: Desk, id: str) -> Desk:
    """Offer a decided suggestion for another decision."""
    return replace(desk, reopened=id)


def named(person: str) -> str:
    """Return the name of the person who decides.

    Raises:
        DecisionError: KT-W03, the name is empty.
    """
    if not (name := " ".join(person.split())):
        raise DecisionError(
            "KT-W03",
            "Es fehlt noch Ihr Name.",
            "Tragen Sie ihn oben im Feld „Ihr Name“ ein. Er steht dann im Protokoll neben Ihrer Entscheidung.",
        )
    return name


def take_upload(file: str | None, text: str, source: Source) -> tuple[str, Source, Html]:
    """Return the text of an uploaded file, its source and a message; when it cannot be read, the old text stays."""
    if file is None:
        return text, source, Html()
    try:
        document, content = read_upload(Path(file))
    except KlartextError as error:
        return text, source, error_message(error)
    said = f"„{document.source}“ ist eingelesen. Sehen Sie den Text kurz durch und wählen Sie dann „Brief prüfen“."
    origin = Source(document.source, document.original, content)
    return document.original, origin, message(" ".join((said, *document.notes)))


def hand_out(desk: Desk | None) -> Step:
    """Put the released letter and its protocol on the desk."""
    if desk is None:
        return None, _check_first()
    files, notes = takeaway.released(desk.review, desk.upload)
    return replace(desk, files=files), message(
        " ".join(("Der Brief ist freigegeben. Die Dateien stehen bereit.", *notes))
    )


def make_pdf(desk: Desk | None) -> Download:
    """Have LibreOffice make a PDF of the released letter; that takes seconds, and nobody need wait for it.

    Raises:
        DecisionError: KT-W07, the letter is not released.
        WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the letter.
    """
    if desk is None or not desk.files:
        raise DecisionError("KT-W07", "Der Brief ist noch nicht freigegeben.", "Wählen Sie zuerst „Brief freigeben“.")
    return takeaway.as_pdf(desk.review, desk.upload)


def add_file(desk: Desk, of: Desk, file: Download) -> Desk:
    """Put a file beside the released letter, unless the letter has changed since it was made."""
    if desk.review is not of.review or not desk.files:
        return desk
    return replace(desk, files=(*(f for f in desk.files if f.name != file.name), file))


def hand_to_word(desk: Desk | None) -> Step:
    """Put a Word file on the desk in which people decide on the open suggestions."""
    if desk is None:
        return None, _check_first()
    if (source := takeaway.word_file(desk.upload)) is None:
        return desk, message(
            "In Word entscheiden Sie über Briefe, die Sie hier als .docx hochgeladen haben.", "hinweis"
        )
    if desk.is_drafting:
        return desk, message("Klartext formuliert noch Vorschläge. Warten Sie, bis alle da sind.", "hinweis")
    files, notes = takeaway.to_decide(desk.review, source)
    said = "Die Datei für Word steht bereit. Die offenen Vorschläge stehen darin als Änderungen."
    return replace(desk, for_word=files), message(" ".join((said, *notes)))


def take_from_word(office: Office, desk: Desk | None, content: bytes, name: str, person: str) -> Step:
    """Take over what people decided in Word on the letter that is on the desk.

    Raises:
        KlartextError: The file is no such Word file or belongs to another letter, or the name is empty.
    """
    if desk is None:
        return None, _check_first()
    returned = word.read_back(content, desk.review, named(person), name)
    count = len(returned.review.in_force) - len(desk.review.in_force)
    said = "Aus Word sind keine neuen Entscheidungen gekommen." if count <= 0 else f"Entscheidungen aus Word: {count}."
    after, _ = _decided(office, desk, returned.review, said)
    return after, message(" ".join((said, *returned.notes)))


def _check_first() -> Html:
    return message("Bitte prüfen Sie zuerst einen Brief.", "hinweis")


def _with(desk: Desk, review: Review) -> Desk:
    """Put a review on the desk; entries that come in push none off the page."""
    after = replace(desk, review=review)
    return replace(after, shown=desk.shown + max(0, len(after.worklist) - len(desk.worklist)))


def _entry(desk: Desk, id: str) -> str:
    number = next((i.number for i in desk.worklist if i.id == id), None)
    return f"Vorschlag {number}" if number else "Vorschlag"


def _decided(office: Office, desk: Desk, review: Review, said: str, id: str | None = None) -> Step:
    """Put the review on the desk; an open field for own words stays, unless it was that of this suggestion."""
    office.keep(review)
    after = replace(_with(desk, review), reopened=None, files=(), for_word=())
    return (stop_editing(after) if desk.editing == id else after), message(said)
