"""What one person has on the desk, and what they do with it step by step. No page library: records in, records out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from klartext import word
from klartext.decisions import Review
from klartext.errors import DecisionError, KlartextError
from klartext.page import saved, takeaway
from klartext.page.asking import Inquiry
from klartext.page.gathering import Drafting, Progress
from klartext.page.office import Office
from klartext.records import ActorAnswer
from klartext.view import (
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
    from klartext.session import Klartext

PAGE_SIZE: Final = 40
"""So many entries of the work list are shown at once; more would make the page slow."""
_log = logging.getLogger(__name__)


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


Step = tuple[Desk | None, Html]
"""What is on the desk after a step, and what to tell the person."""


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
        return desk, fault()


def fault() -> Html:
    """Say that the program has a fault, and log which."""
    _log.exception("a step at the page failed")
    return message(
        "Das hat wegen eines Fehlers im Programm nicht geklappt. Ihr Text und Ihre Entscheidungen sind noch da."
        " Bitte versuchen Sie es noch einmal.",
        "hinweis",
    )


def examples(rules: RuleSet) -> Mapping[str, tuple[str, str]]:
    """Return the first example with a better wording of every rule that has one."""
    told = {r.id: next(((e.text, e.better) for e in r.examples if e.better), None) for r in rules.rules}
    return {id: pair for id, pair in told.items() if pair}


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


def _decided(office: Office, desk: Desk, review: Review, said: str, id: str | None = None) -> Step:
    """Put the review on the desk; an open field for own words stays, unless it was that of this suggestion."""
    office.keep(review)
    after = replace(with_review(desk, review), reopened=None, files=(), for_word=())
    return (stop_editing(after) if desk.editing == id else after), message(said)


def with_review(desk: Desk, review: Review) -> Desk:
    """Put a review on the desk; entries that come in push none off the page."""
    after = replace(desk, review=review)
    return replace(after, shown=desk.shown + max(0, len(after.worklist) - len(desk.worklist)))


def _entry(desk: Desk, id: str) -> str:
    number = next((i.number for i in desk.worklist if i.id == id), None)
    return f"Vorschlag {number}" if number else "Vorschlag"


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


def start_editing(desk: Desk, id: str) -> Desk:
    """Open a suggestion for the person's own words."""
    return replace(desk, editing=id, doubted=None)


def stop_editing(desk: Desk) -> Desk:
    """Leave the suggestion as it was."""
    return replace(desk, editing=None, doubted=None)


def reopen(desk: Desk, id: str) -> Desk:
    """Offer a decided suggestion for another decision."""
    return replace(desk, reopened=id)


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


def snapshot(desk: Desk) -> Download:
    """Return the review in progress as a file that can be opened again."""
    stem = file_stem(desk.review.first.letter.document.source)
    text = saved.to_file(desk.review, desk.actor)
    return Download(f"{stem}{saved.SUFFIX}", "application/json", text, "Zwischenstand sichern (mit Brieftext)")


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
        DecisionError: KT-W10, the letter is not released.
        WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the letter.
    """
    if desk is None or not desk.files:
        raise DecisionError("KT-W10", "Der Brief ist noch nicht freigegeben.", "Wählen Sie zuerst „Brief freigeben“.")
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
